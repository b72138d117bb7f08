//! `polarity`: one affirms what another denies.

use std::ops::ControlFlow;

use super::meet::{Member, Pairs, others};
use super::pair::{Doubt, Times, doubt, times, two_sorts};
use super::{Context, Findings, Rule};
use crate::model::{ClaimId, Interval, Polarity};

/// Compares the versions of one fact.
pub(super) fn find(context: &Context<'_>, versions: &[ClaimId], findings: &mut Findings) {
    let case = context.graph.case();
    let polarity = |id: &ClaimId| case.claims.get(*id).polarity;
    if versions
        .iter()
        .all(|id| polarity(id) == polarity(&versions[0]))
    {
        return;
    }
    let members: Vec<Member<Polarity>> = versions
        .iter()
        .map(|id| Member::version(case, *id, polarity(id)))
        .collect();
    let opposite = Pairs::of(&members, |member, under_way, visit| {
        others(
            member,
            under_way,
            &mut |other| match relation(context, member.id, other) {
                Amounts::Apart => ControlFlow::Continue(()),
                Amounts::Overlapping | Amounts::Denied => visit(other),
            },
        )
    });
    for [a, b] in &opposite.pairs {
        compare(context, findings, *a, *b);
    }
    findings.thinned(Rule::Polarity, &opposite);
}

fn compare(context: &Context<'_>, findings: &mut Findings, a: ClaimId, b: ClaimId) {
    let case = context.graph.case();
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    if let Some(reason) = two_sorts(&first, &second) {
        return findings.skip(Rule::Polarity, a, b, || reason);
    }
    let mut doubt = doubt(case, &first, &second);
    if doubt == Doubt::TwoPayments && times(case, &first, &second) == Times::Same {
        // Who denies a payment denies every one that is like it.
        doubt = Doubt::None;
    }
    if doubt == Doubt::None && relation(context, a, b) == Amounts::Overlapping {
        doubt = Doubt::TwoAmounts;
    }
    let (affirms, denies) = sides(context, a, b);
    findings.contradiction(context, Rule::Polarity, doubt.certainty(), [a, b], || {
        format!(
            "{} affirms what {} denies{}",
            context.speaker(affirms),
            context.speaker(denies),
            doubt.words()
        )
    });
}

/// Returns the claim that affirms and the one that denies.
fn sides(context: &Context<'_>, a: ClaimId, b: ClaimId) -> (ClaimId, ClaimId) {
    match context.graph.case().claims.get(a).polarity {
        Polarity::Affirmed => (a, b),
        Polarity::Denied => (b, a),
    }
}

/// How the amount that is affirmed lies to the one that is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amounts {
    /// To deny the one is not to deny the other.
    Apart,
    /// Some of what is affirmed is denied.
    Overlapping,
    /// All of what is affirmed is denied.
    Denied,
}

fn relation(context: &Context<'_>, a: ClaimId, b: ClaimId) -> Amounts {
    let case = context.graph.case();
    let (affirms, denies) = sides(context, a, b);
    let [affirmed, denied] = [affirms, denies].map(|id| case.quantity(&case.claims.get(id)));
    let reach = |quantity| context.settings.reach(&quantity);
    match (affirmed, denied) {
        (Some(affirmed), Some(denied)) if affirmed.unit != denied.unit && !denied.is_unknown() => {
            Amounts::Apart
        }
        (affirmed, denied) => {
            let [affirmed, denied] =
                [affirmed, denied].map(|quantity| quantity.map_or(Interval::UNKNOWN, reach));
            if affirmed.is_disjoint(denied) {
                Amounts::Apart
            } else if denied.contains(affirmed) {
                Amounts::Denied
            } else {
                Amounts::Overlapping
            }
        }
    }
}
