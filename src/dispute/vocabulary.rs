//! Which rules a vocabulary gives reason to look for at all.

use crate::model::Case;

/// What some predicate of a case is, so that what none is need not be looked for claim by claim.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Vocabulary {
    /// It says the same in both directions.
    pub symmetric: bool,
    /// It has an object or a value, and one at a time.
    pub functional: bool,
    /// It was declared opposite to another.
    pub opposed: bool,
    /// It happens once to a subject.
    pub once: bool,
}

impl Vocabulary {
    pub fn of(case: &Case) -> Self {
        let predicates = || case.predicates.iter().map(|(_, predicate)| predicate);
        Self {
            symmetric: predicates().any(|predicate| predicate.symmetric),
            functional: predicates().any(|predicate| predicate.functional && predicate.gives_one()),
            opposed: predicates().any(|predicate| !predicate.opposes.is_empty()),
            once: predicates().any(|predicate| predicate.once),
        }
    }
}
