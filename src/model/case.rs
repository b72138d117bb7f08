//! A case: everything one data folder holds.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use super::{
    Claim, ClaimId, Claims, Entity, EntityId, EntityKind, Kinds, Pairs, Pool, Predicate,
    PredicateId, Quantity, QuantityId, Rows, Source, SourceId, SourceKind, Spans, Table, TextId,
    Thing, Value, ValueId, ValueKey, When, WhenId, predicate, when,
};
use crate::column::{Image, Refusal, Sections};

/// The entities, predicates, sources and claims of one data folder.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Every text.
    pub pool: Pool,
    /// The short lists of its records.
    pub spans: Spans,
    /// Every quantity.
    pub quantities: Rows<QuantityId, Quantity>,
    /// Every date, once each.
    pub whens: Table<WhenId, When>,
    /// Every value of an attribute.
    pub values: Rows<ValueId, Value>,
    /// The kinds of entities.
    pub entity_kinds: Kinds<EntityKind>,
    /// The kinds of sources.
    pub source_kinds: Kinds<SourceKind>,
    /// Every entity, in the order of the file.
    pub entities: Rows<EntityId, Entity>,
    /// Every predicate, in the order of the file.
    pub predicates: Table<PredicateId, Predicate>,
    /// Every source, in the order of the file.
    pub sources: Rows<SourceId, Source>,
    /// Every claim, in the order of file names and in them.
    pub claims: Claims,
}

/// The most links of a chain of sources that are reported in one another.
pub const LONGEST_CHAIN: usize = 64;

impl Case {
    /// Returns the text of a handle.
    pub fn text(&self, text: TextId) -> &str {
        self.pool.get(text)
    }

    /// Returns the bytes of a handle's text, for those who copy texts and seldom need to look at them.
    pub fn bytes(&self, text: TextId) -> &[u8] {
        self.pool.bytes(text)
    }

    /// Returns the id of a thing.
    pub fn id_of(&self, thing: Thing) -> &str {
        self.text(match thing {
            Thing::Entity(id) => self.entities.get(id).id,
            Thing::Predicate(id) => self.predicates[id].id,
            Thing::Source(id) => self.sources.get(id).id,
            Thing::Claim(id) => self.claims.id(id),
        })
    }

    /// Returns a thing's label in a language, else in English, else its id.
    pub fn label(&self, labels: Pairs, id: TextId, lang: &str) -> &str {
        let label = self.spans.label(labels, lang, &self.pool);
        self.text(label.unwrap_or(id))
    }

    /// Returns whose words a claim holds.
    #[inline]
    pub fn speaker(&self, claim: &Claim) -> EntityId {
        claim
            .speaker
            .unwrap_or(self.sources.get(claim.source).maker)
    }

    /// Returns when a claim was said: its own date, else its source's.
    pub fn said_on(&self, claim: ClaimId) -> Option<WhenId> {
        let own = self.claims.said_on(claim);
        own.or_else(|| self.sources.get(self.claims.get(claim).source).said_on)
    }

    /// Returns the sources from the document that is held down to the one whose maker speaks.
    pub fn attribution(&self, claim: &Claim) -> Vec<SourceId> {
        let mut chain = self.chain(claim.source);
        chain.reverse();
        chain
    }

    /// Returns a source and those it is reported in, one in another, outermost last. A circle is cut where it closes, and
    /// what has more than [`LONGEST_CHAIN`] links after the first too many: both are faults of the data.
    pub fn chain(&self, source: SourceId) -> Vec<SourceId> {
        let mut chain = vec![source];
        let mut here = source;
        while let Some(outer) = self.sources.get(here).reported_in {
            if chain.len() > LONGEST_CHAIN || chain.contains(&outer) {
                break;
            }
            chain.push(outer);
            here = outer;
        }
        chain
    }

    /// Returns whether the claims of a source are rows of a table, none a version of another: whether its kind is a
    /// register, a dataset, a filing or declared under one of them.
    #[inline]
    pub fn is_tabular(&self, source: SourceId) -> bool {
        let kind = self.sources.get(source).kind;
        self.source_kinds.built_in(kind).is_tabular()
    }

    /// Returns a claim's quantity.
    #[inline]
    pub fn quantity(&self, claim: &Claim) -> Option<Quantity> {
        claim.quantity.map(|quantity| self.quantities.get(quantity))
    }

    /// Returns what an attribute claim gives its subject.
    #[inline]
    pub fn value(&self, claim: ClaimId) -> Option<Value> {
        let value = self.claims.value(claim);
        value.map(|value| self.values.get(value))
    }

    /// Returns whether two values of one attribute can both be right: the same text or code, or dates that may meet.
    pub fn can_agree(&self, a: ValueKey, b: ValueKey) -> bool {
        match (a, b) {
            (ValueKey::Date(a), ValueKey::Date(b)) => self.whens[a].may_overlap(&self.whens[b]),
            (a, b) => a == b,
        }
    }

    /// Returns the word of an entity's kind.
    pub fn kind_of_entity(&self, entity: EntityId) -> &str {
        let kind = self.entities.get(entity).kind;
        self.entity_kinds.word(kind, &self.pool)
    }

    /// Returns the word of a source's kind.
    pub fn kind_of_source(&self, source: SourceId) -> &str {
        let kind = self.sources.get(source).kind;
        self.source_kinds.word(kind, &self.pool)
    }

    /// Returns when a claim holds.
    #[inline]
    pub fn when(&self, claim: &Claim) -> Option<&When> {
        claim.when.map(|when| &self.whens[when])
    }

    /// Returns the predicate of a claim.
    #[inline]
    pub fn predicate(&self, claim: &Claim) -> &Predicate {
        &self.predicates[claim.predicate]
    }

    /// Returns the quotations a claim rests on, those whose place is known first.
    pub fn quotes(&self, claim: ClaimId) -> impl Iterator<Item = &str> {
        let placed = self.claims.evidence(claim).iter();
        let placed = placed.map(|evidence| evidence.quote());
        let quotes = placed.chain(self.claims.quote(claim));
        quotes.map(|quote| self.text(quote))
    }

    /// Writes the case into an image.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        self.pool.save(out)?;
        self.spans.save(out)?;
        self.quantities.save("quantities", out)?;
        when::save(&self.whens, out)?;
        self.values.save("values", out)?;
        self.entity_kinds.save("kinds.entities", out)?;
        self.source_kinds.save("kinds.sources", out)?;
        self.entities.save("entities", out)?;
        predicate::save(&self.predicates, out)?;
        self.sources.save("sources", out)?;
        self.claims.save(out)
    }

    /// Returns the case of an image.
    ///
    /// # Errors
    ///
    /// [`Refusal`] when the image lacks a column of it.
    pub fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            pool: Pool::load(image)?,
            spans: Spans::load(image)?,
            quantities: Rows::load("quantities", image)?,
            whens: when::load(image)?,
            values: Rows::load("values", image)?,
            entity_kinds: Kinds::load("kinds.entities", image)?,
            source_kinds: Kinds::load("kinds.sources", image)?,
            entities: Rows::load("entities", image)?,
            predicates: predicate::load(image)?,
            sources: Rows::load("sources", image)?,
            claims: Claims::load(image)?,
        })
    }
}
