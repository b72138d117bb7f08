//! A case: everything one data folder holds.

use super::{
    Claim, ClaimId, Claims, Entity, EntityId, Labels, Pool, Predicate, PredicateId, Quantity,
    QuantityId, Source, SourceId, Table, TextId, Thing, When, WhenId,
};

/// The entities, predicates, sources and claims of one data folder.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Every text.
    pub pool: Pool,
    /// Every quantity.
    pub quantities: Table<QuantityId, Quantity>,
    /// Every date, once each.
    pub whens: Table<WhenId, When>,
    /// Every entity, in the order of the file.
    pub entities: Table<EntityId, Entity>,
    /// Every predicate, in the order of the file.
    pub predicates: Table<PredicateId, Predicate>,
    /// Every source, in the order of the file.
    pub sources: Table<SourceId, Source>,
    /// Every claim, in the order of file names and in them.
    pub claims: Claims,
}

impl Case {
    /// Returns the text of a handle.
    pub fn text(&self, text: TextId) -> &str {
        self.pool.get(text)
    }

    /// Returns the id of a thing.
    pub fn id_of(&self, thing: Thing) -> &str {
        self.text(match thing {
            Thing::Entity(id) => self.entities[id].id,
            Thing::Predicate(id) => self.predicates[id].id,
            Thing::Source(id) => self.sources[id].id,
            Thing::Claim(id) => self.claims[id].id,
        })
    }

    /// Returns a thing's label in a language, else in English, else its id.
    pub fn label(&self, labels: &Labels, id: TextId, lang: &str) -> &str {
        self.text(labels.in_language(lang, &self.pool).unwrap_or(id))
    }

    /// Returns whose words a claim holds.
    pub fn speaker(&self, claim: &Claim) -> EntityId {
        claim.speaker.unwrap_or(self.sources[claim.source].maker)
    }

    /// Returns when a claim was said: its own date, else its source's.
    pub fn said_on(&self, claim: &Claim) -> Option<WhenId> {
        claim.said_on.or(self.sources[claim.source].said_on)
    }

    /// Returns the sources from the document that is held down to the one whose maker speaks.
    pub fn attribution(&self, claim: &Claim) -> Vec<SourceId> {
        let mut chain = self.chain(claim.source);
        chain.reverse();
        chain
    }

    /// Returns a source and those it is reported in, one in another, outermost last; a circle is cut where it closes.
    pub fn chain(&self, source: SourceId) -> Vec<SourceId> {
        let mut chain = vec![source];
        let mut here = source;
        while let Some(outer) = self.sources[here].reported_in {
            if chain.contains(&outer) {
                break;
            }
            chain.push(outer);
            here = outer;
        }
        chain
    }

    /// Returns a claim's quantity.
    pub fn quantity(&self, claim: &Claim) -> Option<&Quantity> {
        claim.quantity.map(|quantity| &self.quantities[quantity])
    }

    /// Returns when a claim holds.
    pub fn when(&self, claim: &Claim) -> Option<&When> {
        claim.when.map(|when| &self.whens[when])
    }

    /// Returns the predicate of a claim.
    pub fn predicate(&self, claim: &Claim) -> &Predicate {
        &self.predicates[claim.predicate]
    }

    /// Returns the quotations a claim rests on, those whose place is known first.
    pub fn quotes(&self, claim: ClaimId) -> impl Iterator<Item = &str> {
        let placed = self.claims.evidence(claim).iter();
        let placed = placed.map(|evidence| evidence.quote());
        let quotes = placed.chain(self.claims[claim].quote);
        quotes.map(|quote| self.text(quote))
    }
}
