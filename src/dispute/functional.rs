//! `functional`: a predicate that has one object at a time is given two. Two values of a figure are [`versions`]' to find.
//!
//! [`versions`]: super::versions

use super::camps::Camps;
use super::matter::{About, Compared};
use super::meet::{Contradiction, Member, Pairs, parts};
use super::pair::{doubt, two_occasions, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, ModalitySort, Polarity, PredicateId, TextId};

/// Compares what claims give an entity.
///
/// Two claims that give it two objects have no other end in common, so that no pair is met twice.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let mut given = given(context.graph, entity);
    given.sort_unstable();
    for given in given.chunk_by(|a, b| a.predicate == b.predicate) {
        if given.iter().all(|other| other.object == given[0].object) {
            continue;
        }
        if findings.asks_for_uncompared() {
            skip(context, given, findings);
        }
        for alike in given.chunk_by(|a, b| a.sort == b.sort) {
            among(context, entity, alike, findings);
        }
    }
}

/// What a claim gives an entity, or denies it; a symmetric predicate gives each end the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    predicate: PredicateId,
    sort: ModalitySort,
    occasion: Option<TextId>,
    object: EntityId,
    is_denied: bool,
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
        let is_given = claim.subject == entity || predicate.symmetric;
        (predicate.functional && is_given).then_some(Given {
            predicate: claim.predicate,
            sort: claim.modality.sort(),
            occasion: claim.occasion,
            object,
            is_denied: claim.polarity == Polarity::Denied,
            claim: *id,
        })
    };
    let from = graph.claims_from(entity).iter();
    let is_loop = |id: &&ClaimId| case.claims.get(**id).subject == entity;
    let to = graph.claims_to(entity).iter().filter(|id| !is_loop(id));
    from.chain(to).filter_map(given).collect()
}

/// Compares what one sort of claims gives an entity under one predicate.
fn among(context: &Context<'_>, entity: EntityId, given: &[Given], findings: &mut Findings) {
    let case = context.graph.case();
    let affirmed = given.iter().filter(|given| !given.is_denied);
    let members: Vec<Member<(Option<TextId>, EntityId)>> = affirmed
        .map(|given| Member::new(case, given.claim, (given.occasion, given.object)))
        .collect();
    if members.iter().all(|member| member.key.1 == members[0].key.1) {
        return;
    }
    let pairs = Pairs::of(context, &members, |member, under_way, visit| {
        // Claims of two named occasions never contradict.
        let (occasion, object) = member.key;
        let others = under_way.iter().filter(|((of, other), _)| {
            *other != object && (of.is_none() || occasion.is_none() || *of == occasion)
        });
        others
            .flat_map(|(_, claims)| claims)
            .copied()
            .try_for_each(visit)
    });
    findings.thinned(&pairs);
    let found: Vec<Contradiction> = pairs
        .pairs
        .into_iter()
        .map(|claims| Contradiction::of(case, Rule::Functional, claims, false))
        .collect();
    if found.is_empty() {
        return;
    }
    let all: Vec<Member<()>> = given
        .iter()
        .map(|given| Member::new(case, given.claim, ()))
        .collect();
    let numbered = all.iter().map(|member| member.id).zip(parts(&all));
    let about = About {
        subject: entity,
        predicate: Some(given[0].predicate),
        object: None,
    };
    let camps = |claims: &[ClaimId]| {
        let values = |is_denied: bool| -> Vec<(ClaimId, EntityId)> {
            given
                .iter()
                .filter(|given| given.is_denied == is_denied)
                .filter(|given| claims.binary_search(&given.claim).is_ok())
                .map(|given| (given.claim, given.object))
                .collect()
        };
        Camps::of_values(&values(false), &values(true))
    };
    let compared = Compared {
        about,
        versions: numbered.collect(),
        camps: &camps,
        why: &|contradiction| explain(context, contradiction, entity),
    };
    findings.settle(context, compared, &found);
}

/// Notes the claims that cannot be compared since they speak of two sorts of truth.
fn skip(context: &Context<'_>, given: &[Given], findings: &mut Findings) {
    let case = context.graph.case();
    if given.iter().all(|other| other.sort == given[0].sort) {
        return;
    }
    let members: Vec<Member<(ModalitySort, EntityId)>> = given
        .iter()
        .filter(|given| !given.is_denied)
        .map(|given| Member::new(case, given.claim, (given.sort, given.object)))
        .collect();
    let unlike = Pairs::of(context, &members, |member, under_way, visit| {
        let others = under_way.iter().filter(|((sort, object), _)| {
            *sort != member.key.0 && *object != member.key.1
        });
        let mut others = others.flat_map(|(_, claims)| claims).copied();
        others.try_for_each(visit)
    });
    for [a, b] in &unlike.pairs {
        let [first, second] = [*a, *b].map(|id| case.claims.get(id));
        if let Some(reason) = two_sorts(&first, &second).filter(|_| !two_occasions(&first, &second))
        {
            findings.skip(Rule::Functional, *a, *b, || reason);
        }
    }
    findings.thinned_skips(Rule::Functional, &unlike);
}

fn explain(context: &Context<'_>, contradiction: &Contradiction, subject: EntityId) -> String {
    let case = context.graph.case();
    let [a, b] = contradiction.claims;
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let predicate = case.predicate(&first);
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
        doubt(case, &first, &second, false).words()
    )
}
