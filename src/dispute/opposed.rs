//! `opposed`: predicates that were declared opposite are both affirmed.

use super::pair::{Times, certainty, comparable, times};
use super::{Certainty, Context, Findings, Rule};
use crate::model::{Claim, ClaimId, Polarity};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    for (a, first) in case.claims.iter() {
        let opposes = &case.predicate(first).opposes;
        if opposes.is_empty() || first.polarity == Polarity::Denied {
            continue;
        }
        for b in context.graph.claims_from(first.subject).iter().copied() {
            let second = &case.claims[b];
            // Each pair is met from both sides, since opposition is declared on both; it is told once.
            if b <= a || !opposes.contains(&second.predicate) || !speak_of_one_thing(first, second)
            {
                continue;
            }
            compare(context, findings, a, b);
        }
    }
}

/// Returns whether both are affirmed, of the same object if both have one, and of no two occasions.
fn speak_of_one_thing(a: &Claim, b: &Claim) -> bool {
    let alike = |a: Option<_>, b: Option<_>| a.is_none() || b.is_none() || a == b;
    b.polarity == Polarity::Affirmed
        && (a.object.is_none() || b.object.is_none() || a.object == b.object)
        && alike(a.occasion, b.occasion)
}

fn compare(context: &Context<'_>, findings: &mut Findings, a: ClaimId, b: ClaimId) {
    let case = context.graph.case();
    let [first, second] = [a, b].map(|id| &case.claims[id]);
    if times(case, first, second) == Times::Apart {
        return;
    }
    if !comparable(first.modality, second.modality) {
        let reason = format!("one is {}, the other {}", first.modality, second.modality);
        findings.skip(Rule::Opposed, a, b, reason);
        return;
    }
    let [x, y] = [first, second].map(|claim| {
        let predicate = case.predicate(claim);
        case.label(&predicate.labels, predicate.id, "en")
    });
    let certainty = certainty(case, first, second);
    let open = match certainty {
        Certainty::Possible => ", if they mean the same time",
        Certainty::Certain | Certainty::Stated => "",
    };
    let why = format!(
        "\"{x}\" by {} and \"{y}\" by {} are opposites{open}",
        context.speaker(a),
        context.speaker(b)
    );
    findings.contradiction(context, Rule::Opposed, certainty, [a, b], why);
}
