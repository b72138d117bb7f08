//! The ends of a claim: whether its subject and object are of the kinds its predicate takes.

use super::{Finding, Item, either};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Claim, ClaimId, EntityId, EntityKind, Handle, Thing};

pub(super) fn rule(case: &Case) -> impl Fn(&Case, ClaimId, &mut Capped<Finding>) + Sync {
    // Beside one another, they lie closer to the processor than among all else that entities are.
    let kinds: Vec<EntityKind> = case
        .entities
        .iter()
        .map(|(_, entity)| entity.kind)
        .collect();
    move |case, id, findings| check(case, &kinds, id, findings)
}

fn check(case: &Case, kinds: &[EntityKind], id: ClaimId, findings: &mut Capped<Finding>) {
    let claim = case.claims.get(id);
    let predicate = case.predicate(&claim);
    let any_subject = predicate.domain.is_empty();
    if !any_subject && !predicate.domain.contains(&kinds[claim.subject.index()]) {
        findings.push(of_wrong_kind(case, id, &claim, End::Subject, claim.subject));
    }
    match claim.object {
        Some(object) if predicate.range.is_empty() => {
            findings.push(unexpected_object(case, id, &claim, object));
        }
        Some(object) if !predicate.range.contains(&kinds[object.index()]) => {
            findings.push(of_wrong_kind(case, id, &claim, End::Object, object));
        }
        None if !predicate.range.is_empty() => findings.push(missing_object(case, id, &claim)),
        Some(_) | None => {}
    }
}

#[derive(Clone, Copy)]
enum End {
    Subject,
    Object,
}

fn of_wrong_kind(case: &Case, id: ClaimId, claim: &Claim, end: End, entity: EntityId) -> Finding {
    let predicate = case.predicate(claim);
    let (code, field, kinds): (_, _, &[EntityKind]) = match end {
        End::Subject => (Code::Domain, "subject", &predicate.domain),
        End::Object => (Code::Range, "object", &predicate.range),
    };
    let entity = case.entities.get(entity);
    Finding {
        code,
        thing: Thing::Claim(id),
        field,
        item: Item::Whole,
        message: format!(
            "\"{}\" is of kind {}, which is no {field} of `{}`",
            case.text(entity.id),
            entity.kind,
            case.text(predicate.id)
        ),
        hint: Some(format!("the {field} may be of kind {}", either(kinds))),
    }
}

fn unexpected_object(case: &Case, id: ClaimId, claim: &Claim, object: EntityId) -> Finding {
    let predicate = case.text(case.predicate(claim).id);
    Finding {
        code: Code::UnexpectedObject,
        thing: Thing::Claim(id),
        field: "object",
        item: Item::Whole,
        message: format!(
            "`{predicate}` takes no object, but has \"{}\"",
            case.text(case.entities.get(object).id)
        ),
        hint: Some(format!(
            "leave `object` out, or give `{predicate}` a range in predicates.json"
        )),
    }
}

fn missing_object(case: &Case, id: ClaimId, claim: &Claim) -> Finding {
    let predicate = case.predicate(claim);
    Finding {
        code: Code::MissingObject,
        thing: Thing::Claim(id),
        field: "predicate",
        item: Item::Whole,
        message: format!("`{}` needs an object", case.text(predicate.id)),
        hint: Some(format!(
            "name an `object` of kind {}",
            either(predicate.range.iter())
        )),
    }
}
