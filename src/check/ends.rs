//! The ends of a claim: whether its subject and object are of the kinds its predicate takes.

use super::{Finding, Item, either};
use crate::diagnostic::{Capped, Code};
use crate::model::{
    Case, Claim, ClaimId, ClaimKind, EntityId, EntityKind, Handle, KindId, Range, Thing,
};

pub(super) fn rule(case: &Case) -> impl Fn(&Case, ClaimId, &mut Capped<Finding>) + Sync {
    // Beside one another, they lie closer to the processor than among all else that entities are.
    let kinds: Vec<KindId<EntityKind>> = case
        .entities
        .iter()
        .map(|(_, entity)| entity.kind)
        .collect();
    move |case, id, findings| check(case, &kinds, id, findings)
}

fn check(case: &Case, kinds: &[KindId<EntityKind>], id: ClaimId, findings: &mut Capped<Finding>) {
    let claim = case.claims.get(id);
    let predicate = case.predicate(&claim);
    let any_subject = predicate.domain.is_empty();
    if !any_subject && !accepts(case, &predicate.domain, kinds[claim.subject.index()]) {
        findings.push(of_wrong_kind(case, id, &claim, End::Subject, claim.subject));
    }
    match claim.object {
        Some(object) if predicate.range == Range::Nothing => {
            findings.push(unexpected_object(case, id, &claim, object));
        }
        Some(object) => {
            let any_object = predicate.range == Range::Anything;
            if !any_object && !accepts(case, predicate.range.kinds(), kinds[object.index()]) {
                findings.push(of_wrong_kind(case, id, &claim, End::Object, object));
            }
        }
        None if predicate.needs_object() => findings.push(missing_object(case, id, &claim)),
        None => {}
    }
}

/// Returns whether an entity of a kind may stand where some kinds may: of one of them, of one declared under it, or an
/// unknown party where a person or an organisation of some kind may stand.
fn accepts(case: &Case, kinds: &[KindId<EntityKind>], kind: KindId<EntityKind>) -> bool {
    let all = &case.entity_kinds;
    kinds.contains(&kind)
        || kinds.iter().any(|accepted| all.is_a(kind, *accepted))
        || (all.built_in(kind) == EntityKind::UnknownParty
            && kinds
                .iter()
                .any(|accepted| all.built_in(*accepted).is_party()))
}

#[derive(Clone, Copy)]
enum End {
    Subject,
    Object,
}

fn of_wrong_kind(case: &Case, id: ClaimId, claim: &Claim, end: End, entity: EntityId) -> Finding {
    let predicate = case.predicate(claim);
    let (code, field, kinds): (_, _, &[KindId<EntityKind>]) = match end {
        End::Subject => (Code::Domain, "subject", &predicate.domain),
        End::Object => (Code::Range, "object", predicate.range.kinds()),
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
            case.entity_kinds.word(entity.kind, &case.pool),
            case.text(predicate.id)
        ),
        hint: Some(format!(
            "the {field} may be of kind {}",
            either(words(case, kinds))
        )),
    }
}

fn words<'c>(case: &'c Case, kinds: &'c [KindId<EntityKind>]) -> impl Iterator<Item = &'c str> {
    let kinds = kinds.iter();
    kinds.map(|kind| case.entity_kinds.word(*kind, &case.pool))
}

fn unexpected_object(case: &Case, id: ClaimId, claim: &Claim, object: EntityId) -> Finding {
    let kind = case.predicate(claim).kind;
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
        hint: Some(match kind {
            ClaimKind::Attribute => {
                "leave `object` out: what an attribute gives is its `value`".to_owned()
            }
            _ => format!("leave `object` out, or give `{predicate}` a range in predicates.json"),
        }),
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
        hint: Some(match predicate.range.kinds() {
            [] => "name an `object`, of any kind".to_owned(),
            kinds => format!("name an `object` of kind {}", either(words(case, kinds))),
        }),
    }
}
