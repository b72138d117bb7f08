//! `opposed`: predicates that were declared opposite are both affirmed.

use std::collections::BTreeSet;

use super::meet::{Member, Pairs, two_occasions};
use super::pair::{doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::model::{Case, ClaimId, EntityId, Polarity, PredicateId};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    let mut said = said(case);
    said.sort_unstable();
    // Under symmetric predicates two claims may be met at both of their ends; they are told once.
    let mut told = BTreeSet::new();
    for said in said.chunk_by(|a, b| a.0 == b.0) {
        let entity = said[0].0;
        let members: Vec<Member<PredicateId>> = said
            .iter()
            .map(|(_, id)| Member::new(case, *id, case.claims.get(*id).predicate))
            .collect();
        let opposite = Pairs::of(&members, |member, under_way, visit| {
            let opposes = &case.predicates[member.key].opposes;
            let opposite = under_way
                .iter()
                .filter(|(other, _)| opposes.contains(other));
            let opposite = opposite.flat_map(|(_, claims)| claims).copied();
            opposite
                .filter(|other| speak_of_one_thing(case, entity, member.id, *other))
                .try_for_each(visit)
        });
        for [a, b] in &opposite.pairs {
            if told.insert([*a, *b]) {
                compare(context, findings, *a, *b);
            }
        }
        findings.thinned(Rule::Opposed, &opposite);
    }
}

/// Returns the affirmed claims under predicates that have an opposite, by the entity they are about; claims under a
/// symmetric predicate are about both ends.
fn said(case: &Case) -> Vec<(EntityId, ClaimId)> {
    let mut said = Vec::new();
    for (id, claim) in case.claims.iter() {
        let predicate = case.predicate(&claim);
        if predicate.opposes.is_empty() || claim.polarity == Polarity::Denied {
            continue;
        }
        said.push((claim.subject, id));
        let other_end = claim.object.filter(|object| *object != claim.subject);
        said.extend(
            other_end
                .filter(|_| predicate.symmetric)
                .map(|end| (end, id)),
        );
    }
    said
}

/// Returns whether two claims about an entity are of the same other one, if both have one, and of no two occasions.
fn speak_of_one_thing(case: &Case, entity: EntityId, a: ClaimId, b: ClaimId) -> bool {
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let [x, y] = [first, second].map(|claim| match claim.object {
        Some(object) if object == entity => Some(claim.subject),
        object => object,
    });
    (x.is_none() || y.is_none() || x == y) && !two_occasions(case, a, b)
}

fn compare(context: &Context<'_>, findings: &mut Findings, a: ClaimId, b: ClaimId) {
    let case = context.graph.case();
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    if let Some(reason) = two_sorts(&first, &second) {
        return findings.skip(Rule::Opposed, a, b, reason);
    }
    let [x, y] = [first, second].map(|claim| {
        let predicate = case.predicate(&claim);
        case.label(predicate.labels, predicate.id, "en")
    });
    let doubt = doubt(case, &first, &second);
    let why = format!(
        "\"{x}\" by {} and \"{y}\" by {} are opposites{}",
        context.speaker(a),
        context.speaker(b),
        doubt.words()
    );
    findings.contradiction(context, Rule::Opposed, doubt.certainty(), [a, b], why);
}
