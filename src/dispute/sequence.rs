//! `sequence`: something comes before what it depends on.

use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{ClaimId, EntityId, LinkKind, Polarity, When};

/// Compares the date of a claim with those that it must fit; `lasts` tells whether an entity has a beginning or an end.
pub(super) fn find(
    context: &Context<'_>,
    id: ClaimId,
    lasts: &dyn Fn(EntityId) -> bool,
    findings: &mut Findings,
) {
    let case = context.graph.case();
    let claim = case.claims.get(id);
    // What is denied, or lies ahead, need not fit.
    let Some(when) = case.when(&claim).filter(|_| claim.modality.is_factual()) else {
        return;
    };
    if claim.polarity == Polarity::Affirmed {
        let ends = [Some(claim.subject), claim.object];
        for entity in ends.into_iter().flatten().filter(|entity| lasts(*entity)) {
            findings
                .disputes
                .extend(outside_existence(context, id, when, entity));
        }
    }
    for link in case.claims.links(id) {
        if link.kind() == LinkKind::Explains {
            findings
                .disputes
                .extend(cause_after_effect(context, id, when, link.target));
        }
    }
}

/// Returns the contradiction of a claim with the time in which an entity exists.
fn outside_existence(
    context: &Context<'_>,
    id: ClaimId,
    when: &When,
    entity: EntityId,
) -> Option<Dispute> {
    let case = context.graph.case();
    let entity = case.entities.get(entity);
    let date = |when: Option<crate::model::WhenId>| when.map(|when| &case.whens[when]);
    let began = date(entity.began).map(|began| (order(when, began), began, "before {} began"));
    let ended = date(entity.ended).map(|ended| (order(ended, when), ended, "after {} ended"));
    let outside = [began, ended].into_iter().flatten();
    let mut outside = outside.filter_map(|(order, bound, how)| Some((order?, bound, how)));
    let (certainty, bound, how) = outside.next()?;
    Some(Dispute {
        rule: Rule::Sequence,
        certainty,
        claims: vec![id],
        why: context.why(|| {
            let name = case.label(entity.labels, entity.id, "en");
            format!("{when} is {}, {bound}", how.replace("{}", name))
        }),
    })
}

/// Returns the contradiction of a reason that comes after what it is a reason for.
fn cause_after_effect(
    context: &Context<'_>,
    cause: ClaimId,
    when: &When,
    effect: ClaimId,
) -> Option<Dispute> {
    let case = context.graph.case();
    let effect_when = case.when(&case.claims.get(effect))?;
    Some(Dispute {
        rule: Rule::Sequence,
        certainty: order(effect_when, when)?,
        claims: vec![cause, effect],
        why: context
            .why(|| format!("the reason is of {when}, after what it explains, of {effect_when}")),
    })
}

/// Returns how sure it is that one date is before another, if it is so as they are written.
///
/// Within the reach of `~` and `?`, and of seasons, the order is only possible.
fn order(first: &When, second: &When) -> Option<Certainty> {
    if first.is_before(second) {
        return Some(Certainty::Certain);
    }
    let are_moments = first.instant().is_some() && second.instant().is_some();
    let as_written = first.latest()? < second.earliest()?;
    (as_written && !are_moments).then_some(Certainty::Possible)
}
