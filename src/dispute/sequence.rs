//! `sequence`: something comes before what it depends on.

use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{ClaimId, EntityId, LinkKind, Polarity, When};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    for (id, claim) in case.claims.iter() {
        let Some(when) = case.when(&claim) else {
            continue;
        };
        // What is denied, or lies ahead, need not fit.
        if !claim.modality.is_factual() {
            continue;
        }
        if claim.polarity == Polarity::Affirmed {
            for entity in [Some(claim.subject), claim.object].into_iter().flatten() {
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
    let name = case.label(entity.labels, entity.id, "en");
    let date = |when: Option<crate::model::WhenId>| when.map(|when| &case.whens[when]);
    let (bound, why) = match (date(entity.began), date(entity.ended)) {
        (Some(began), _) if when.is_before(began) => {
            (began, format!("{when} is before {name} began, {began}"))
        }
        (_, Some(ended)) if ended.is_before(when) => {
            (ended, format!("{when} is after {name} ended, {ended}"))
        }
        _ => return None,
    };
    Some(Dispute {
        rule: Rule::Sequence,
        certainty: certainty(when, bound),
        claims: vec![id],
        why,
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
        why: format!("the reason is of {when}, after what it explains, of {effect_when}"),
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
