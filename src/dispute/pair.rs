//! What two claims must have in common before a rule compares them, and what may still part them.

use super::Certainty;
use crate::model::{Case, Claim, ClaimKind, Modality, When};

/// How the times of two claims lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// They have no day in common.
    Apart,
    /// They may mean the same time.
    Overlapping,
    /// They are the same, or neither is given.
    Same,
}

pub(super) fn times(case: &Case, a: &Claim, b: &Claim) -> Times {
    match (case.when(a), case.when(b)) {
        (None, None) => Times::Same,
        (Some(a), Some(b)) if a == b && (a.is_exact() || open_alike(a)) => Times::Same,
        (Some(a), Some(b)) if !a.may_overlap(b) => Times::Apart,
        _ => Times::Overlapping,
    }
}

/// Returns whether a date is uncertain only in that an end is open, which it is for both who write it alike.
fn open_alike(when: &When) -> bool {
    !when.as_str().contains(['~', '?', '%'])
}

/// What may part two claims that seem to contradict each other, so that both could hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing: they mean the same time and event.
    None,
    /// One or both are judgements, which may measure differently.
    Judgement,
    /// They may tell of two payments.
    TwoPayments,
    /// They may mean two times.
    TwoTimes,
    /// They may mean two amounts.
    TwoAmounts,
}

impl Doubt {
    /// Returns how sure the contradiction is.
    pub fn certainty(self) -> Certainty {
        match self {
            Self::None => Certainty::Certain,
            _ => Certainty::Possible,
        }
    }

    /// Returns the words that end an explanation.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Judgement => ", as far as judgements can be held against each other",
            Self::TwoPayments => ", unless these are two payments",
            Self::TwoTimes => ", if they mean the same time",
            Self::TwoAmounts => ", if they mean the same amount",
        }
    }
}

/// Returns what may part two affirmed claims that differ.
///
/// Claims of one named occasion mean the same event. Otherwise two payments may be two events, and two times that only
/// overlap may be two times. What a subject has one of at a time may change within a year or a month: of two such claims
/// only the same day, or the same open end, makes one time.
pub(super) fn doubt(case: &Case, a: &Claim, b: &Claim) -> Doubt {
    let predicate = case.predicate(a);
    let may_change =
        |when: &When| when.day().is_none() && when.earliest().is_some() && when.latest().is_some();
    if [a, b]
        .iter()
        .any(|claim| claim.modality == Modality::Opinion)
    {
        Doubt::Judgement
    } else if a.occasion.is_some() && a.occasion == b.occasion {
        Doubt::None
    } else if predicate.kind == ClaimKind::Payment {
        Doubt::TwoPayments
    } else if times(case, a, b) != Times::Same
        || (predicate.functional && case.when(a).is_some_and(may_change))
    {
        Doubt::TwoTimes
    } else {
        Doubt::None
    }
}

/// The sorts of truth that claims speak of: what is so, or one sort of intention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    IsSo,
    Intended(Modality),
}

impl Sort {
    pub fn of(claim: &Claim) -> Self {
        match claim.modality {
            Modality::Asserted | Modality::Alleged | Modality::Opinion => Self::IsSo,
            other => Self::Intended(other),
        }
    }
}

/// Returns why two claims speak of two sorts of truth, if they do.
pub(super) fn two_sorts(a: &Claim, b: &Claim) -> Option<String> {
    (Sort::of(a) != Sort::of(b)).then(|| format!("one is {}, the other {}", a.modality, b.modality))
}
