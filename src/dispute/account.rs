//! `changed-account`: a speaker who contradicts what the same speaker said.

use super::{Certainty, Context, Dispute, Rule};
use crate::model::{Case, ClaimId, When};

/// Returns whether two claims that contradict each other are one speaker's, of two sources or of two times.
pub(super) fn changes_account(case: &Case, [a, b]: [ClaimId; 2]) -> bool {
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let elsewhere = || first.source != second.source || case.said_on(a) != case.said_on(b);
    case.speaker(&first) == case.speaker(&second) && (elsewhere() || first.when != second.when)
}

/// Returns the contradiction of a speaker with the same speaker, in order of saying as far as dates give one.
pub(super) fn changed(
    context: &Context<'_>,
    rule: Rule,
    certainty: Certainty,
    claims: [ClaimId; 2],
    why: impl FnOnce() -> String,
) -> Dispute {
    let case = context.graph.case();
    let said = |id: ClaimId| case.said_on(id).map(|when| &case.whens[when]);
    let mut claims = claims;
    claims.sort_by_key(|id| (said(*id).map(When::sort_key), *id));
    let [first, second] = claims;
    let why = || {
        let order = match (said(first), said(second)) {
            (Some(first), Some(second)) if first.is_before(second) => {
                format!("first in {first}, then in {second}")
            }
            _ => "which was said first is not known".to_owned(),
        };
        let speaker = context.speaker(first);
        let why = why();
        format!("{speaker} contradicts the same speaker ({rule}), {order}: {why}")
    };
    Dispute {
        rule: Rule::ChangedAccount,
        certainty,
        claims: claims.to_vec(),
        why: context.why(why),
    }
}
