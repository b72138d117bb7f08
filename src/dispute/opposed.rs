//! `opposed`: predicates that were declared opposite are both affirmed.

use super::meet::{Member, Pairs, two_occasions};
use super::pair::{doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, EntityId, Polarity, PredicateId};

/// Compares the claims about an entity.
///
/// Under symmetric predicates two claims may be met at both of their ends, where they are found once each.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let case = context.graph.case();
    let members = members(context.graph, entity);
    let [first, _, ..] = members.as_slice() else {
        return;
    };
    if members.iter().all(|member| member.key == first.key) {
        return;
    }
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
        compare(context, findings, *a, *b);
    }
    findings.thinned(Rule::Opposed, &opposite);
}

/// Returns the affirmed claims about an entity under predicates that have an opposite; claims under a symmetric predicate
/// are about both ends.
fn members(graph: &Graph, entity: EntityId) -> Vec<Member<PredicateId>> {
    let case = graph.case();
    let opposable = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let predicate = case.predicate(&claim);
        let is_about = claim.subject == entity || predicate.symmetric;
        let counts = is_about && !predicate.opposes.is_empty();
        (counts && claim.polarity == Polarity::Affirmed)
            .then(|| Member::new(case, *id, claim.predicate))
    };
    let from = graph.claims_from(entity).iter();
    let is_loop = |id: &&ClaimId| case.claims.get(**id).subject == entity;
    let to = graph.claims_to(entity).iter().filter(|id| !is_loop(id));
    from.chain(to).filter_map(opposable).collect()
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
        return findings.skip(Rule::Opposed, a, b, || reason);
    }
    let doubt = doubt(case, &first, &second);
    findings.contradiction(context, Rule::Opposed, doubt.certainty(), [a, b], || {
        let [x, y] = [first, second].map(|claim| {
            let predicate = case.predicate(&claim);
            case.label(predicate.labels, predicate.id, "en")
        });
        format!(
            "\"{x}\" by {} and \"{y}\" by {} are opposites{}",
            context.speaker(a),
            context.speaker(b),
            doubt.words()
        )
    });
}
