//! Claims: one statement each, by one speaker, at one place of a source.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::words::words;
use super::{
    ClaimId, Context, EntityId, Evidence, PredicateId, QuantityId, SourceId, TextId, ValueId,
    WhenId, Word,
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
        /// That an entity has a literal value, such as a date of birth, a name or a number in a register.
        Attribute = "attribute",
    }
}

impl ClaimKind {
    /// Returns whether it states how something is, through all of its time, rather than that something happens within it.
    pub fn is_state(self) -> bool {
        matches!(self, Self::Relation | Self::Figure | Self::Attribute)
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

/// The sorts of truth that modalities speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModalitySort {
    /// It is or was so, at least as someone sees it.
    Happened,
    /// It is meant to be so.
    Intended,
    /// Someone wants it to be so.
    Wanted,
}

impl Modality {
    /// Returns the sort of truth it speaks of.
    pub fn sort(self) -> ModalitySort {
        match self {
            Self::Asserted | Self::Alleged | Self::Opinion => ModalitySort::Happened,
            Self::Planned | Self::Pledged | Self::Predicted => ModalitySort::Intended,
            Self::Demanded | Self::Proposed => ModalitySort::Wanted,
        }
    }

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
        /// The claim is a whole and the other one of its parts, which are all listed.
        Parts = "parts",
        /// The claim is a whole and the other one of its parts, of which only some are listed.
        Includes = "includes",
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

/// What nearly every question asks of a claim. Whose it is follows from its source, unless it names its speaker itself.
///
/// Its id, its words and what else it may have are asked of [`Claims`](super::Claims).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
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
    /// The name of the event it tells of, shared with other tellings.
    pub occasion: Option<TextId>,
}

/// What else a claim says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// Its id, unique among claims.
    pub id: TextId,
    /// When it was said, where that differs from the source's date.
    pub said_on: Option<WhenId>,
    /// What it says in a sentence of the curator's.
    pub summary: Option<TextId>,
    /// Words of the source whose place in it is not known, since its text is not held.
    pub quote: Option<TextId>,
    /// The words it rests on.
    pub evidence: Vec<Evidence>,
    /// The words around pieces of its evidence, where they are given.
    pub contexts: Vec<Context>,
    /// Words to filter by.
    pub tags: Vec<TextId>,
    /// Which of its fields were worked out.
    pub derived: Vec<Derived>,
    /// What an attribute claim gives its subject.
    pub value: Option<ValueId>,
    /// Its ids in its source, by what they are called there.
    pub ids: Vec<(TextId, TextId)>,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

/// A curated link to another claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Link {
    kind: u32,
    /// The other claim.
    pub target: ClaimId,
}

impl LinkKind {
    /// Returns whether the claim is a whole and the other one of its parts.
    pub fn is_of_part(self) -> bool {
        matches!(self, Self::Parts | Self::Includes)
    }
}

impl Link {
    /// Returns a link of a kind to another claim.
    pub fn new(kind: LinkKind, target: ClaimId) -> Self {
        Self {
            kind: kind.number().into(),
            target,
        }
    }

    /// Returns how the claims are linked.
    pub fn kind(self) -> LinkKind {
        LinkKind::of_number(self.kind as u8)
    }
}

/// A field that was worked out rather than read, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Derived {
    /// The field's key.
    pub field: TextId,
    /// The reason.
    pub reason: TextId,
}
