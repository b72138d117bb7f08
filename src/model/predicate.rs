//! Predicates: the declared vocabulary of what can be claimed.

use super::{ClaimKind, Dimension, EntityKind, Labels, PredicateId, TextId};

/// A predicate and what the rules need to know of it.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// Its id, unique among predicates.
    pub id: TextId,
    /// What kind of claim it makes.
    pub kind: ClaimKind,
    /// How it reads from subject to object.
    pub labels: Labels,
    /// How it reads from object to subject.
    pub inverse: Labels,
    /// The kinds a subject may be of; empty for any.
    pub domain: Box<[EntityKind]>,
    /// The kinds an object may be of; empty when there is no object.
    pub range: Box<[EntityKind]>,
    /// What its quantities measure.
    pub unit: Option<Dimension>,
    /// Whether it says the same in both directions.
    pub symmetric: bool,
    /// Whether a subject has one object or value at a time.
    pub functional: bool,
    /// The predicates that cannot hold together with it.
    pub opposes: Box<[PredicateId]>,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

impl Predicate {
    /// Returns whether claims under it move money, or speak of moving it.
    pub fn is_money(&self) -> bool {
        self.kind == ClaimKind::Payment
    }
}
