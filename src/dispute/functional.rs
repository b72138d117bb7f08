//! `functional`: a predicate that has one object at a time is given two. Two values of a figure are [`amount`]'s to find.
//!
//! [`amount`]: super::amount

use std::ops::ControlFlow;

use super::meet::{Member, Pairs, others, two_occasions};
use super::pair::{doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Polarity, PredicateId};

/// Compares what claims give an entity.
///
/// Two claims that give it two objects have no other end in common, so that no pair is met twice.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let case = context.graph.case();
    let mut given = given(context.graph, entity);
    given.sort_unstable();
    for given in given.chunk_by(|a, b| a.predicate == b.predicate) {
        if given.iter().all(|other| other.object == given[0].object) {
            continue;
        }
        let members: Vec<Member<EntityId>> = given
            .iter()
            .map(|given| Member::new(case, given.claim, given.object))
            .collect();
        let several = Pairs::of(&members, |member, under_way, visit| {
            others(
                member,
                under_way,
                &mut |other| match two_occasions(case, member.id, other) {
                    true => ControlFlow::Continue(()),
                    false => visit(other),
                },
            )
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
    object: EntityId,
    claim: ClaimId,
}

fn given(graph: &Graph, entity: EntityId) -> Vec<Given> {
    let case = graph.case();
    let given = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let predicate = case.predicate(&claim);
        let object = match claim.subject == entity {
            true => claim.object?,
            false => claim.subject,
        };
        let counts = predicate.functional && claim.polarity == Polarity::Affirmed;
        let is_given = claim.subject == entity || predicate.symmetric;
        (counts && is_given).then_some(Given {
            predicate: claim.predicate,
            object,
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
        let [x, y] = [first, second].map(|claim| match claim.object {
            Some(object) if claim.subject == subject => label(object),
            _ => label(claim.subject),
        });
        format!(
            "\"{}\" has one object at a time: {x} by {} and {y} by {}{}",
            case.label(predicate.labels, predicate.id, "en"),
            context.speaker(a),
            context.speaker(b),
            doubt.words()
        )
    });
}
