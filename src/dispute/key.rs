//! What makes claims versions of one fact, time apart.

use crate::model::{Case, Claim, EntityId, PredicateId, TextId};

/// What claims must share to be versions of one fact, time apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The subject; of a symmetric predicate the end that comes first in the data.
    pub subject: EntityId,
    /// The predicate.
    pub predicate: PredicateId,
    /// The object; of a symmetric predicate the end that comes last in the data.
    pub object: Option<EntityId>,
    /// The occasion.
    pub occasion: Option<TextId>,
}

impl Key {
    /// Returns the key of a claim.
    pub fn of(case: &Case, claim: &Claim) -> Self {
        let (mut subject, mut object) = (claim.subject, claim.object);
        if let Some(other) = object
            && other < subject
            && case.predicate(claim).symmetric
        {
            (subject, object) = (other, Some(subject));
        }
        Self {
            subject,
            predicate: claim.predicate,
            object,
            occasion: claim.occasion,
        }
    }
}
