//! What two claims must have in common before a rule compares them, and what may still part them.

use super::Certainty;
use crate::model::{Case, Claim, ClaimKind};

/// Returns whether the times of two claims have a day in common, as far as they are known.
pub(super) fn meet(case: &Case, a: &Claim, b: &Claim) -> bool {
    match (case.when(a), case.when(b)) {
        (Some(a), Some(b)) => a.may_overlap(b),
        _ => true,
    }
}

/// Returns whether two claims name the same occasion.
pub(super) fn share_occasion(a: &Claim, b: &Claim) -> bool {
    a.occasion.is_some() && a.occasion == b.occasion
}

/// Returns whether two claims are of two named occasions, which never contradict.
pub(super) fn two_occasions(a: &Claim, b: &Claim) -> bool {
    a.occasion.is_some() && b.occasion.is_some() && a.occasion != b.occasion
}

/// What may part two claims that seem to contradict each other, so that both could hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing: they mean the same time and event.
    None,
    /// They may tell of two payments.
    TwoPayments,
    /// They may tell of two events.
    TwoEvents,
    /// They may mean two times.
    TwoTimes,
    /// They may measure two things.
    TwoMeasures,
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
            Self::TwoPayments => ", unless these are two payments",
            Self::TwoEvents => ", unless these are two events",
            Self::TwoTimes => ", if they mean the same time",
            Self::TwoMeasures => ", if they measure the same",
        }
    }
}

/// Returns what may part two claims that cannot both hold of one thing at one time.
///
/// Payments and events are the same one if they are one fact by a shared occasion or by `restates` (`is_one`). States
/// are of one time under a shared occasion or on one same exact day; a figure that a subject may have several of may
/// always measure something else. A more exact date can only make a contradiction more certain.
pub(super) fn doubt(case: &Case, a: &Claim, b: &Claim, is_one: bool) -> Doubt {
    let predicates = [a, b].map(|claim| case.predicate(claim));
    let any_is = |kind: ClaimKind| predicates.iter().any(|predicate| predicate.kind == kind);
    let is_one = is_one || share_occasion(a, b);
    if any_is(ClaimKind::Payment) {
        return if is_one {
            Doubt::None
        } else {
            Doubt::TwoPayments
        };
    }
    if any_is(ClaimKind::Event) {
        return if is_one {
            Doubt::None
        } else {
            Doubt::TwoEvents
        };
    }
    if any_is(ClaimKind::Figure) && !predicates[0].functional {
        return Doubt::TwoMeasures;
    }
    let day = |claim: &Claim| case.when(claim).and_then(|when| when.day());
    let on_one_day = day(a).is_some() && day(a) == day(b);
    match on_one_day || share_occasion(a, b) {
        true => Doubt::None,
        false => Doubt::TwoTimes,
    }
}

/// Returns why two claims speak of two sorts of truth, if they do.
pub(super) fn two_sorts(a: &Claim, b: &Claim) -> Option<String> {
    (a.modality.sort() != b.modality.sort())
        .then(|| format!("one is {}, the other {}", a.modality, b.modality))
}
