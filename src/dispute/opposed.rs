//! `opposed`: predicates that were declared opposite are both affirmed.

use std::ops::ControlFlow;

use super::camps::Camps;
use super::facts::union::Union;
use super::matter::{About, Compared};
use super::meet::{Contradiction, Member, Pairs, UnderWay, Visit};
use super::pair::{doubt, two_occasions, two_sorts};
use super::{Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, EntityId, ModalitySort, Polarity, PredicateId};

/// Compares the claims about an entity.
///
/// Under symmetric predicates two claims may be met at both of their ends, where they are found once each.
pub(super) fn find(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let mut members = members(context.graph, entity);
    let [first, _, ..] = members[..] else {
        return;
    };
    if members
        .iter()
        .all(|member| member.key.predicate == first.key.predicate)
    {
        return;
    }
    if findings.asks_for_uncompared() {
        skip(context, &members, findings);
    }
    members.sort_unstable_by_key(|member| (member.key.sort, member.id));
    for alike in members.chunk_by(|a, b| a.key.sort == b.key.sort) {
        among(context, entity, alike, findings);
    }
}

/// What a claim says of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    predicate: PredicateId,
    /// The other entity that it is of, if it is of one.
    of: Option<EntityId>,
    sort: ModalitySort,
}

/// Returns the affirmed claims about an entity under predicates that have an opposite; claims under a symmetric predicate
/// are about both ends.
fn members(graph: &Graph, entity: EntityId) -> Vec<Member<Said>> {
    let case = graph.case();
    let opposable = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let predicate = case.predicate(&claim);
        let is_about = claim.subject == entity || predicate.symmetric;
        let counts = is_about && !predicate.opposes.is_empty();
        let said = Said {
            predicate: claim.predicate,
            of: match claim.object {
                Some(object) if object == entity => Some(claim.subject),
                object => object,
            },
            sort: claim.modality.sort(),
        };
        (counts && claim.polarity == Polarity::Affirmed).then(|| Member::new(case, *id, said))
    };
    let from = graph.claims_from(entity).iter();
    let is_loop = |id: &&ClaimId| case.claims.get(**id).subject == entity;
    let to = graph.claims_to(entity).iter().filter(|id| !is_loop(id));
    from.chain(to).filter_map(opposable).collect()
}

/// Visits the claims under way, of one sort or of others, that say the opposite of the same other entity, if both name one.
fn visit_opposite(
    case: &Case,
    member: &Member<Said>,
    under_way: &UnderWay<Said>,
    of_one_sort: bool,
    visit: Visit<'_>,
) -> ControlFlow<()> {
    let own = case.claims.get(member.id);
    for opposite in &case.predicates[member.key.predicate].opposes {
        let said = |of: Option<EntityId>, sort: ModalitySort| Said {
            predicate: *opposite,
            of,
            sort,
        };
        let all = said(None, ModalitySort::Happened)..;
        let of_predicate = under_way.range(all);
        let of_predicate = of_predicate.take_while(|(other, _)| other.predicate == *opposite);
        let wanted = |other: &Said| {
            let of_one = other.of.is_none() || member.key.of.is_none() || other.of == member.key.of;
            of_one && (other.sort == member.key.sort) == of_one_sort
        };
        for (_, claims) in of_predicate.filter(|(other, _)| wanted(other)) {
            let mut claims = claims
                .iter()
                .copied()
                .filter(|other| !two_occasions(&own, &case.claims.get(*other)));
            claims.try_for_each(&mut *visit)?;
        }
    }
    ControlFlow::Continue(())
}

fn among(
    context: &Context<'_>,
    entity: EntityId,
    members: &[Member<Said>],
    findings: &mut Findings,
) {
    let case = context.graph.case();
    let pairs = Pairs::of(context, members, |member, under_way, visit| {
        visit_opposite(case, member, under_way, true, visit)
    });
    findings.thinned(&pairs);
    let found: Vec<Contradiction> = pairs
        .pairs
        .into_iter()
        .map(|claims| Contradiction::of(case, Rule::Opposed, claims, false))
        .collect();
    if found.is_empty() {
        return;
    }
    // Only claims that take part are of the matter: others under these predicates may be of another entity or time.
    let mut taking_part: Vec<ClaimId> = found.iter().flat_map(|found| found.claims).collect();
    taking_part.sort_unstable();
    taking_part.dedup();
    let place = |id: ClaimId| taking_part.binary_search(&id).unwrap_or_default() as u32;
    let mut union = Union::new(taking_part.len());
    for [a, b] in found.iter().map(|found| found.claims) {
        union.join(place(a), place(b));
    }
    let predicate = |id: ClaimId| case.claims.get(id).predicate;
    let compared = Compared {
        about: About {
            subject: entity,
            predicate: None,
            object: None,
        },
        versions: taking_part.iter().copied().zip(union.firsts()).collect(),
        camps: &|claims| {
            let values: Vec<(ClaimId, PredicateId)> =
                claims.iter().map(|id| (*id, predicate(*id))).collect();
            Camps::of_values(&values, &[])
        },
        why: &|contradiction| explain(context, contradiction),
    };
    findings.settle(context, compared, &found);
}

/// Notes the claims that cannot be compared since they speak of two sorts of truth.
fn skip(context: &Context<'_>, members: &[Member<Said>], findings: &mut Findings) {
    let case = context.graph.case();
    let unlike = Pairs::of(context, members, |member, under_way, visit| {
        visit_opposite(case, member, under_way, false, visit)
    });
    for [a, b] in &unlike.pairs {
        let [first, second] = [*a, *b].map(|id| case.claims.get(id));
        if let Some(reason) = two_sorts(&first, &second) {
            findings.skip(Rule::Opposed, *a, *b, || reason);
        }
    }
    findings.thinned_skips(Rule::Opposed, &unlike);
}

fn explain(context: &Context<'_>, contradiction: &Contradiction) -> String {
    let case = context.graph.case();
    let [a, b] = contradiction.claims;
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let [x, y] = [first, second].map(|claim| {
        let predicate = case.predicate(&claim);
        case.label(predicate.labels, predicate.id, "en")
    });
    format!(
        "\"{x}\" by {} and \"{y}\" by {} are opposites{}",
        context.speaker(a),
        context.speaker(b),
        doubt(case, &first, &second, false).words()
    )
}
