//! Anything that has an id.

use super::{ClaimId, EntityId, PredicateId, SourceId};

/// A record of a case, of whichever kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An entity.
    Entity(EntityId),
    /// A predicate.
    Predicate(PredicateId),
    /// A source.
    Source(SourceId),
    /// A claim.
    Claim(ClaimId),
}
