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
    let (bound, how) = match (date(entity.began), date(entity.ended)) {
        (Some(began), _) if when.is_before(began) => (began, "before {} began"),
        (_, Some(ended)) if ended.is_before(when) => (ended, "after {} ended"),
        _ => return None,
    };
    Some(Dispute {
        rule: Rule::Sequence,
        certainty: certainty(when, bound),
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
    if !effect_when.is_before(when) {
        return None;
    }
    Some(Dispute {
        rule: Rule::Sequence,
        certainty: certainty(when, effect_when),
        claims: vec![cause, effect],
        why: context
            .why(|| format!("the reason is of {when}, after what it explains, of {effect_when}")),
    })
}

/// Returns whether both dates are certain in the end that decides.
fn certainty(a: &When, b: &When) -> Certainty {
    let sure = |when: &When| !when.as_str().contains(['~', '?', '%']);
    if sure(a) && sure(b) {
        Certainty::Certain
    } else {
        Certainty::Possible
    }
}
