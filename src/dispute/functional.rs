//! `functional`: a predicate that has one object at a time is given two. Two values of a figure are [`amount`]'s to find.
//!
//! [`amount`]: super::amount

use std::collections::BTreeMap;

use super::pair::{Times, certainty, comparable, times};
use super::{Certainty, Context, Findings, Rule};
use crate::model::{ClaimId, EntityId, Polarity, PredicateId};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    let mut given = BTreeMap::<(EntityId, PredicateId), Vec<ClaimId>>::new();
    for (id, claim) in case.claims.iter() {
        let counts = case.predicate(claim).functional && claim.polarity == Polarity::Affirmed;
        if counts && claim.object.is_some() {
            given
                .entry((claim.subject, claim.predicate))
                .or_default()
                .push(id);
        }
    }
    for claims in given.values() {
        for (place, a) in claims.iter().enumerate() {
            for b in &claims[place + 1..] {
                compare(context, findings, *a, *b);
            }
        }
    }
}

fn compare(context: &Context<'_>, findings: &mut Findings, a: ClaimId, b: ClaimId) {
    let case = context.graph.case();
    let [first, second] = [a, b].map(|id| &case.claims[id]);
    if first.object == second.object || times(case, first, second) == Times::Apart {
        return;
    }
    if !comparable(first.modality, second.modality) {
        let reason = format!("one is {}, the other {}", first.modality, second.modality);
        findings.skip(Rule::Functional, a, b, reason);
        return;
    }
    let label = |entity: EntityId| {
        case.label(
            &case.entities[entity].labels,
            case.entities[entity].id,
            "en",
        )
    };
    let [x, y] = [first, second].map(|claim| claim.object.map_or("", label));
    let predicate = case.predicate(first);
    let certainty = certainty(case, first, second);
    let open = match certainty {
        Certainty::Possible => ", if they mean the same time",
        Certainty::Certain | Certainty::Stated => "",
    };
    let why = format!(
        "\"{}\" has one object at a time: {x} by {} and {y} by {}{open}",
        case.label(&predicate.labels, predicate.id, "en"),
        context.speaker(a),
        context.speaker(b)
    );
    findings.contradiction(context, Rule::Functional, certainty, [a, b], why);
}
