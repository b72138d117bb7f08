//! `polarity`: one affirms what another denies.

use super::pair::{certainty, comparable};
use super::{Certainty, Context, Findings, Rule, amount};
use crate::model::{ClaimId, Polarity};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    context.each_pair(|a, b| {
        let [first, second] = [a, b].map(|id| &case.claims[id]);
        if first.polarity == second.polarity || speak_of_other_amounts(context, a, b) {
            return;
        }
        if !comparable(first.modality, second.modality) {
            let reason = format!("one is {}, the other {}", first.modality, second.modality);
            findings.skip(Rule::Polarity, a, b, reason);
            return;
        }
        let certainty = certainty(case, first, second);
        let (affirms, denies) = if first.polarity == Polarity::Affirmed {
            (a, b)
        } else {
            (b, a)
        };
        let open = match certainty {
            Certainty::Possible => ", if they mean the same time and event",
            Certainty::Certain | Certainty::Stated => "",
        };
        let why = format!(
            "{} affirms what {} denies{open}",
            context.speaker(affirms),
            context.speaker(denies)
        );
        findings.contradiction(context, Rule::Polarity, certainty, [a, b], why);
    });
}

/// Returns whether both give amounts and these have no value in common: to deny one is not to deny the other.
fn speak_of_other_amounts(context: &Context<'_>, a: ClaimId, b: ClaimId) -> bool {
    let case = context.graph.case();
    let [x, y] = [a, b].map(|id| case.quantity(&case.claims[id]));
    match (x, y) {
        (Some(x), Some(y)) => {
            let [x_reach, y_reach] =
                [x, y].map(|quantity| amount::reach(quantity, context.settings));
            x.unit != y.unit || x_reach.is_disjoint(y_reach)
        }
        _ => false,
    }
}
