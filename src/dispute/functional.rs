//! `functional`: a predicate that has one object or value at a time is given two. Two amounts of a figure are [`amount`]'s
//! to find.
//!
//! [`amount`]: super::amount

use std::ops::ControlFlow;

use super::meet::{Member, Pairs, two_occasions};
use super::pair::{doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, ClaimKind, EntityId, Polarity, PredicateId, ValueKey};

/// Compares what claims give an entity.
///
/// Two claims that give it two objects have no other end in common, so that no pair is met twice.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let case = context.graph.case();
    let mut given = given(context.graph, entity);
    given.sort_unstable();
    for given in given.chunk_by(|a, b| a.predicate == b.predicate) {
        if given.iter().all(|other| other.what == given[0].what) {
            continue;
        }
        let members: Vec<Member<What>> = given
            .iter()
            .map(|given| Member::new(case, given.claim, given.what))
            .collect();
        let several = Pairs::of(&members, |member, under_way, visit| {
            let apart = under_way
                .iter()
                .filter(|(what, _)| !can_agree(case, member.key, **what));
            let mut apart = apart.flat_map(|(_, claims)| claims).copied();
            apart.try_for_each(|other| match two_occasions(case, member.id, other) {
                true => ControlFlow::Continue(()),
                false => visit(other),
            })
        });
        for [a, b] in &several.pairs {
            compare(context, findings, *a, *b, entity);
        }
        findings.thinned(Rule::Functional, &several);
    }
}

/// What a claim gives an entity; a symmetric predicate gives each end the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    predicate: PredicateId,
    what: What,
    claim: ClaimId,
}

/// An object, or the value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Object(EntityId),
    Value(ValueKey),
}

/// Returns whether both can be right: whether they are the same, or dates that may meet.
fn can_agree(case: &Case, a: What, b: What) -> bool {
    match (a, b) {
        (What::Value(a), What::Value(b)) => case.can_agree(a, b),
        _ => a == b,
    }
}

fn given(graph: &Graph, entity: EntityId) -> Vec<Given> {
    let case = graph.case();
    let given = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let predicate = case.predicate(&claim);
        let what = match (claim.subject == entity, claim.object) {
            (false, _) => What::Object(claim.subject),
            (true, Some(object)) => What::Object(object),
            (true, None) => What::Value(case.value(*id)?.key),
        };
        let counts = predicate.functional && claim.polarity == Polarity::Affirmed;
        let is_given = claim.subject == entity || predicate.symmetric;
        (counts && is_given).then_some(Given {
            predicate: claim.predicate,
            what,
            claim: *id,
        })
    };
    let from = graph.claims_from(entity).iter();
    let is_loop = |id: &&ClaimId| case.claims.get(**id).subject == entity;
    let to = graph.claims_to(entity).iter().filter(|id| !is_loop(id));
    from.chain(to).filter_map(given).collect()
}

fn compare(
    context: &Context<'_>,
    findings: &mut Findings,
    a: ClaimId,
    b: ClaimId,
    subject: EntityId,
) {
    let case = context.graph.case();
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    if let Some(reason) = two_sorts(&first, &second) {
        return findings.skip(Rule::Functional, a, b, || reason);
    }
    let predicate = case.predicate(&first);
    let doubt = doubt(case, &first, &second);
    findings.contradiction(context, Rule::Functional, doubt.certainty(), [a, b], || {
        let label = |entity: EntityId| {
            let entity = case.entities.get(entity);
            case.label(entity.labels, entity.id, "en")
        };
        let [x, y] = [(a, first), (b, second)].map(|(id, claim)| match claim.object {
            Some(object) if claim.subject == subject => label(object),
            None => case.value(id).map_or("", |value| case.text(value.text)),
            Some(_) => label(claim.subject),
        });
        let one = match predicate.kind {
            ClaimKind::Attribute => "value",
            _ => "object",
        };
        format!(
            "\"{}\" has one {one} at a time: {x} by {} and {y} by {}{}",
            case.label(predicate.labels, predicate.id, "en"),
            context.speaker(a),
            context.speaker(b),
            doubt.words()
        )
    });
}
