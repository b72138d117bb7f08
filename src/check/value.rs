//! Literal values: whether claims of attributes have one and no others do, and whether predicates are declared so.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, ClaimId, ClaimKind, Predicate, PredicateId, Range, Thing, ValueKind};

pub(super) fn check(case: &Case, id: ClaimId, findings: &mut Capped<Finding>) {
    let claim = case.claims.get(id);
    let predicate = case.predicate(&claim);
    let mut push = |code, field, message, hint: String| {
        findings.push(Finding {
            code,
            thing: Thing::Claim(id),
            field,
            item: Item::Whole,
            message,
            hint: Some(hint),
        });
    };
    let name = case.text(predicate.id);
    let value = case.value(id);
    if predicate.kind != ClaimKind::Attribute {
        if let Some(value) = value {
            let message = format!(
                "`{name}` takes no value, but has \"{}\"",
                case.text(value.text)
            );
            let hint = match predicate.kind {
                ClaimKind::Payment | ClaimKind::Figure => "write how much as its `quantity`",
                _ if predicate.takes_object() => "name an entity as its `object`",
                _ => "leave `value` out, or make the predicate an attribute in predicates.json",
            };
            push(Code::UnexpectedValue, "value", message, hint.to_owned());
        }
        return;
    }
    if value.is_none() {
        let message = format!("`{name}` needs a value");
        let example = match predicate.value {
            Some(ValueKind::Date) => "1970-01-01",
            Some(ValueKind::Code) => "GB-0042",
            Some(ValueKind::Text) | None => "12 High Street",
        };
        let hint = format!("give a `value` such as \"{example}\"");
        push(Code::MissingValue, "predicate", message, hint);
    }
    if let Some(quantity) = case.quantity(&claim) {
        let quantity = quantity.display(&case.pool);
        let message = format!("`{name}` takes no quantity, but has \"{quantity}\"");
        let hint = "what an attribute gives is its `value`; amounts are claims of a figure";
        push(
            Code::UnexpectedQuantity,
            "quantity",
            message,
            hint.to_owned(),
        );
    }
}

/// Reports keys that predicates of a kind do not take.
pub(super) fn check_predicates(case: &Case, findings: &mut Capped<Finding>) {
    for (id, predicate) in case.predicates.iter() {
        if predicate.kind == ClaimKind::Attribute {
            of_attribute(case, id, predicate, findings);
        } else if predicate.value.is_some() {
            let what = format!("a predicate of kind {}", predicate.kind);
            let hint = "leave it out, or make the predicate an attribute";
            findings.push(misplaced(case, id, "value", &what, hint));
        }
    }
}

fn of_attribute(
    case: &Case,
    id: PredicateId,
    predicate: &Predicate,
    findings: &mut Capped<Finding>,
) {
    let keys = [
        ("range", matches!(predicate.range, Range::Kinds(_))),
        ("inverse", !predicate.inverse.is_empty()),
        ("unit", predicate.unit.is_some()),
        ("symmetric", predicate.symmetric),
    ];
    for (key, _) in keys.into_iter().filter(|(_, is_there)| *is_there) {
        let hint = "leave it out: claims of an attribute have a `value` and no object";
        findings.push(misplaced(case, id, key, "an attribute", hint));
    }
}

fn misplaced(case: &Case, id: PredicateId, key: &'static str, what: &str, hint: &str) -> Finding {
    Finding {
        code: Code::MisplacedKey,
        thing: Thing::Predicate(id),
        field: key,
        item: Item::Whole,
        message: format!(
            "`{}` is {what}, which has no `{key}`",
            case.text(case.predicates[id].id)
        ),
        hint: Some(hint.to_owned()),
    }
}
