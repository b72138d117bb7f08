//! `functional`: a predicate that has one object at a time is given two. Two values of a figure are [`amount`]'s to find.
//!
//! [`amount`]: super::amount

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::meet::{Member, Pairs, others, two_occasions};
use super::pair::{doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::model::{ClaimId, EntityId, Polarity, PredicateId};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    let mut given = given(context);
    given.sort_unstable();
    // Under a symmetric predicate two claims may be met at both of their ends; they are told once.
    let mut told = BTreeSet::new();
    for given in given.chunk_by(|a, b| (a.predicate, a.subject) == (b.predicate, b.subject)) {
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
            if told.insert([*a, *b]) {
                compare(context, findings, *a, *b, given[0].subject);
            }
        }
        findings.thinned(Rule::Functional, &several);
    }
}

/// What a claim gives a subject; a symmetric predicate gives each end the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    predicate: PredicateId,
    subject: EntityId,
    object: EntityId,
    claim: ClaimId,
}

fn given(context: &Context<'_>) -> Vec<Given> {
    let case = context.graph.case();
    let mut all = Vec::new();
    for (id, claim) in case.claims.iter() {
        let predicate = case.predicate(&claim);
        let Some(object) = claim.object else { continue };
        if !predicate.functional || claim.polarity == Polarity::Denied {
            continue;
        }
        let given = Given {
            predicate: claim.predicate,
            subject: claim.subject,
            object,
            claim: id,
        };
        all.push(given);
        if predicate.symmetric && object != claim.subject {
            all.push(Given {
                subject: object,
                object: claim.subject,
                ..given
            });
        }
    }
    all
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
        return findings.skip(Rule::Functional, a, b, reason);
    }
    let label = |entity: EntityId| {
        let entity = case.entities.get(entity);
        case.label(entity.labels, entity.id, "en")
    };
    let [x, y] = [first, second].map(|claim| match claim.object {
        Some(object) if claim.subject == subject => label(object),
        _ => label(claim.subject),
    });
    let predicate = case.predicate(&first);
    let doubt = doubt(case, &first, &second);
    let why = format!(
        "\"{}\" has one object at a time: {x} by {} and {y} by {}{}",
        case.label(predicate.labels, predicate.id, "en"),
        context.speaker(a),
        context.speaker(b),
        doubt.words()
    );
    findings.contradiction(context, Rule::Functional, doubt.certainty(), [a, b], why);
}
