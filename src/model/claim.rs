//! Claims: one statement each, by one speaker, at one place of a source.

use super::words::words;
use super::{
    ClaimId, EntityId, Evidence, Handle, Lists, PredicateId, QuantityId, SourceId, Table, TextId,
    WhenId,
};

words! {
    /// What a claim states.
    ClaimKind {
        /// That one entity stands in some way to another.
        Relation = "relation",
        /// That money goes, went or should go from one entity to another.
        Payment = "payment",
        /// That an entity has a measured value.
        Figure = "figure",
        /// That something happened.
        Event = "event",
    }
}

words! {
    /// How a speaker puts a claim.
    Modality {
        /// As a fact.
        Asserted = "asserted",
        /// As a charge that is still to be proved.
        Alleged = "alleged",
        /// As an intention.
        Planned = "planned",
        /// As a promise.
        Pledged = "pledged",
        /// As a forecast.
        Predicted = "predicted",
        /// As something the speaker requires.
        Demanded = "demanded",
        /// As something the speaker suggests.
        Proposed = "proposed",
        /// As a judgement.
        Opinion = "opinion",
    }
}

impl Modality {
    /// Returns whether the speaker says that it is or was so, rather than that it may, will or should be.
    pub fn is_factual(self) -> bool {
        matches!(self, Self::Asserted | Self::Alleged)
    }
}

words! {
    /// Whether a speaker says that something is so or that it is not.
    Polarity {
        /// It is so.
        Affirmed = "affirmed",
        /// It is not so.
        Denied = "denied",
    }
}

words! {
    /// How a curator has linked one claim to another.
    LinkKind {
        /// The claim is a total and the other one of its parts.
        Parts = "parts",
        /// The claim speaks for the other.
        Supports = "supports",
        /// The claim speaks against the other.
        Rebuts = "rebuts",
        /// The claim says the other again.
        Restates = "restates",
        /// The claim gives a reason for the other.
        Explains = "explains",
    }
}

/// A claim. Whose it is follows from its source, unless it names its speaker itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Its id, unique among claims.
    pub id: TextId,
    /// What it is about; the giver of a payment.
    pub subject: EntityId,
    /// What it says.
    pub predicate: PredicateId,
    /// What it relates the subject to; the receiver of a payment.
    pub object: Option<EntityId>,
    /// How much.
    pub quantity: Option<QuantityId>,
    /// When it holds.
    pub when: Option<WhenId>,
    /// How it is put.
    pub modality: Modality,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// The source whose maker speaks, or that reports the claim's own speaker.
    pub source: SourceId,
    /// Who speaks in the source, where that is not its maker and the utterance is no source of its own.
    pub speaker: Option<EntityId>,
    /// When it was said, where that differs from the source's date.
    pub said_on: Option<WhenId>,
    /// The name of the event it tells of, shared with other tellings.
    pub occasion: Option<TextId>,
    /// What it says in a sentence of the curator's.
    pub summary: Option<TextId>,
    /// Words of the source whose place in it is not known, since its text is not held.
    pub quote: Option<TextId>,
}

/// A curated link to another claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// How the claims are linked.
    pub kind: LinkKind,
    /// The other claim.
    pub target: ClaimId,
}

/// A field that was worked out rather than read, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    /// The field's key.
    pub field: TextId,
    /// The reason.
    pub reason: TextId,
}

/// All claims of a case, with their lists.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    claims: Table<ClaimId, Claim>,
    evidence: Lists<ClaimId, Evidence>,
    tags: Lists<ClaimId, TextId>,
    derived: Lists<ClaimId, Derived>,
    links: Lists<ClaimId, Link>,
}

impl Claims {
    /// Adds a claim with its evidence, tags and worked-out fields, and returns its handle.
    pub fn push(
        &mut self,
        claim: Claim,
        evidence: impl IntoIterator<Item = Evidence>,
        tags: impl IntoIterator<Item = TextId>,
        derived: impl IntoIterator<Item = Derived>,
    ) -> ClaimId {
        self.evidence.push(evidence);
        self.tags.push(tags);
        self.derived.push(derived);
        self.claims.push(claim)
    }

    /// Adds the links of the first claim that was given none yet.
    ///
    /// They come after all claims, since a claim may link to a later one.
    pub fn push_links(&mut self, links: impl IntoIterator<Item = Link>) {
        self.links.push(links);
    }

    /// Returns the claims that `keep` accepts, in the same order; links to others are dropped.
    pub fn kept(&self, keep: impl Fn(ClaimId, &Claim) -> bool) -> Self {
        let old: Vec<ClaimId> = self
            .iter()
            .filter(|(id, claim)| keep(*id, claim))
            .map(|(id, _)| id)
            .collect();
        let mut kept = Self::default();
        for id in &old {
            kept.push(
                self[*id],
                self.evidence(*id).iter().copied(),
                self.tags(*id).iter().copied(),
                self.derived(*id).iter().copied(),
            );
        }
        for id in &old {
            let links = self.links(*id).iter().filter_map(|link| {
                let place = old.binary_search(&link.target).ok()?;
                Some(Link {
                    target: ClaimId::from_index(place),
                    ..*link
                })
            });
            kept.push_links(links);
        }
        kept
    }

    /// Makes room for so many more claims.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.claims.reserve(more);
    }

    /// Returns how many claims there are.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// Returns every handle, in order.
    pub fn handles(&self) -> impl DoubleEndedIterator<Item = ClaimId> + ExactSizeIterator + use<> {
        self.claims.handles()
    }

    /// Returns every handle with its claim, in order.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = (ClaimId, &Claim)> + ExactSizeIterator + Clone {
        self.claims.iter()
    }

    /// Returns the words a claim rests on.
    pub fn evidence(&self, claim: ClaimId) -> &[Evidence] {
        self.evidence.get(claim)
    }

    /// Returns a claim's tags.
    pub fn tags(&self, claim: ClaimId) -> &[TextId] {
        self.tags.get(claim)
    }

    /// Returns which of a claim's fields were worked out.
    pub fn derived(&self, claim: ClaimId) -> &[Derived] {
        self.derived.get(claim)
    }

    /// Returns a claim's links to other claims.
    pub fn links(&self, claim: ClaimId) -> &[Link] {
        self.links.get(claim)
    }
}

impl std::ops::Index<ClaimId> for Claims {
    type Output = Claim;

    fn index(&self, claim: ClaimId) -> &Claim {
        &self.claims[claim]
    }
}
