//! `amount`: versions of one fact whose amounts have no value in common.

use super::pair::{certainty, comparable};
use super::{Certainty, Context, Findings, Rule, Settings};
use crate::model::{Case, ClaimId, ClaimKind, Interval, Polarity, Quantity};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    context.each_pair(|a, b| {
        let [first, second] = [a, b].map(|id| &case.claims[id]);
        let affirmed =
            first.polarity == Polarity::Affirmed && second.polarity == Polarity::Affirmed;
        let (Some(x), Some(y)) = (case.quantity(first), case.quantity(second)) else {
            return;
        };
        let predicate = case.predicate(first);
        let rule = match predicate.kind {
            ClaimKind::Figure if predicate.functional => Rule::Functional,
            _ => Rule::Amount,
        };
        if !affirmed {
            return;
        }
        if let Some(reason) = incomparable(case, a, b, x, y) {
            findings.skip(rule, a, b, reason);
        } else if reach(x, context.settings).is_disjoint(reach(y, context.settings)) {
            let certainty = certainty(case, first, second);
            let why = explain(context, [a, b], [x, y], certainty);
            findings.contradiction(context, rule, certainty, [a, b], why);
        }
    });
}

/// Returns the values a quantity may have: about reaches to either side of what is written.
pub(super) fn reach(quantity: &Quantity, settings: &Settings) -> Interval {
    if quantity.approximate {
        quantity.interval.widened(settings.tolerance)
    } else {
        quantity.interval
    }
}

/// Returns why two quantities of one fact cannot be compared.
fn incomparable(case: &Case, a: ClaimId, b: ClaimId, x: &Quantity, y: &Quantity) -> Option<String> {
    let [first, second] = [a, b].map(|id| case.claims[id].modality);
    if !comparable(first, second) {
        Some(format!("one is {first}, the other {second}"))
    } else if x.unit != y.unit {
        let [x, y] = [x, y].map(|quantity| quantity.unit.word(&case.pool));
        Some(format!("the units differ: {x} and {y}"))
    } else if x.is_unknown() || y.is_unknown() {
        Some("an amount is not known".to_owned())
    } else {
        None
    }
}

fn explain(
    context: &Context<'_>,
    claims: [ClaimId; 2],
    quantities: [&Quantity; 2],
    certainty: Certainty,
) -> String {
    let case = context.graph.case();
    let [x, y] = quantities.map(|quantity| {
        let written = quantity.display(&case.pool).to_string();
        if quantity.approximate {
            let reach = Quantity {
                interval: reach(quantity, context.settings),
                approximate: false,
                ..*quantity
            };
            format!("{written} ({})", reach.display(&case.pool))
        } else {
            written
        }
    });
    let [a, b] = claims.map(|id| context.speaker(id));
    let open = match certainty {
        Certainty::Possible if case.predicate(&case.claims[claims[0]]).is_money() => {
            ", unless these are two payments"
        }
        Certainty::Possible => ", if they mean the same time",
        Certainty::Certain | Certainty::Stated => "",
    };
    format!("{x} by {a} and {y} by {b} have no value in common{open}")
}
