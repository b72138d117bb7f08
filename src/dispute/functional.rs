//! `functional`: a predicate that has one object or value at a time is given two. Two amounts of a figure are
//! [`versions`]' to find.
//!
//! [`versions`]: super::versions

use super::amount::{Reach, disjoint};
use super::camps::{Camps, stretches};
use super::date::{compares_values, days};
use super::matter::{About, Compared};
use super::meet::{Contradiction, Member, Pairs, parts};
use super::pair::{doubt, two_occasions, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{
    Case, ClaimId, ClaimKind, EntityId, Interval, ModalitySort, Polarity, PredicateId, TextId,
    ValueKey,
};

/// Compares what claims give an entity.
///
/// Two claims that give it two objects have no other end in common, so that no pair is met twice.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let mut given = given(context.graph, entity);
    given.sort_unstable();
    for given in given.chunk_by(|a, b| a.predicate == b.predicate) {
        if given.iter().all(|other| other.what == given[0].what) {
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
    what: What,
    is_denied: bool,
    claim: ClaimId,
}

/// An object, or the value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Object(EntityId),
    Value(ValueKey),
}

impl What {
    /// Returns the days of a value that is a date.
    fn days(self, case: &Case) -> Option<Interval> {
        match self {
            Self::Value(ValueKey::Date(when)) => Some(days(&case.whens[when])),
            _ => None,
        }
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
        let is_given = claim.subject == entity || predicate.symmetric;
        let counts = predicate.functional && !compares_values(predicate);
        (counts && is_given).then_some(Given {
            predicate: claim.predicate,
            sort: claim.modality.sort(),
            occasion: claim.occasion,
            what,
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
    let pairs = differing(context, given);
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
        let of_part = given
            .iter()
            .filter(|given| claims.binary_search(&given.claim).is_ok());
        camps(case, of_part.copied().collect())
    };
    let compared = Compared {
        about,
        versions: numbered.collect(),
        camps: &camps,
        why: &|contradiction| explain(context, contradiction, entity),
    };
    findings.settle(context, compared, &found);
}

/// Returns the pairs of affirmed claims that meet and give two objects or values.
fn differing(context: &Context<'_>, given: &[Given]) -> Pairs {
    let case = context.graph.case();
    let affirmed = given.iter().filter(|given| !given.is_denied);
    let days: Option<Vec<Interval>> = affirmed
        .clone()
        .map(|given| given.what.days(case))
        .collect();
    if let Some(days) = days {
        let members = affirmed.zip(days);
        let members = members.map(|(given, days)| Member::new(case, given.claim, Reach(days)));
        let mut pairs = disjoint(context, &members.collect::<Vec<_>>());
        pairs.pairs.retain(|pair| {
            let [a, b] = pair.map(|id| case.claims.get(id));
            !two_occasions(&a, &b)
        });
        return pairs;
    }
    let members: Vec<Member<(Option<TextId>, What)>> = affirmed
        .map(|given| Member::new(case, given.claim, (given.occasion, given.what)))
        .collect();
    Pairs::of(context, &members, |member, under_way, visit| {
        // Claims of two named occasions never contradict.
        let (occasion, what) = member.key;
        let others = under_way.iter().filter(|((of, other), _)| {
            *other != what && (of.is_none() || occasion.is_none() || *of == occasion)
        });
        let mut others = others.flat_map(|(_, claims)| claims).copied();
        others.try_for_each(visit)
    })
}

/// Returns the camps of some claims: those of one value, or of dates that meet.
fn camps(case: &Case, given: Vec<Given>) -> Camps {
    let (denied, affirmed): (Vec<Given>, Vec<Given>) =
        given.into_iter().partition(|given| given.is_denied);
    let values = |given: &[Given]| -> Vec<(ClaimId, What)> {
        given
            .iter()
            .map(|given| (given.claim, given.what))
            .collect()
    };
    let days: Option<Vec<Interval>> = affirmed.iter().map(|given| given.what.days(case)).collect();
    let Some(days) = days else {
        return Camps::of_values(&values(&affirmed), &values(&denied));
    };
    let (count, ranges) = stretches(&days);
    let denials = denied.iter().map(|denied| {
        let same = affirmed.iter().zip(&ranges);
        let same = same.filter(|(given, _)| given.what == denied.what);
        (denied.claim, same.map(|(_, range)| *range).collect())
    });
    let denials = denials.collect();
    let placed = affirmed
        .iter()
        .map(|given| given.claim)
        .zip(ranges.iter().copied());
    Camps::new(count, placed, denials)
}

/// Notes the claims that cannot be compared since they speak of two sorts of truth.
fn skip(context: &Context<'_>, given: &[Given], findings: &mut Findings) {
    let case = context.graph.case();
    if given.iter().all(|other| other.sort == given[0].sort) {
        return;
    }
    let members: Vec<Member<(ModalitySort, What)>> = given
        .iter()
        .filter(|given| !given.is_denied)
        .map(|given| Member::new(case, given.claim, (given.sort, given.what)))
        .collect();
    let unlike = Pairs::of(context, &members, |member, under_way, visit| {
        let others = under_way
            .iter()
            .filter(|((sort, what), _)| *sort != member.key.0 && *what != member.key.1);
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
        doubt(case, &first, &second, false).words()
    )
}
