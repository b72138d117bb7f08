//! How much: whether payments and figures have a quantity, and of the unit their predicate measures.

use rust_decimal::Decimal;

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Claim, ClaimId, ClaimKind, Dimension, Predicate, Quantity, Thing};

pub(super) fn check(case: &Case, id: ClaimId, findings: &mut Capped<Finding>) {
    let claim = case.claims.get(id);
    let predicate = case.predicate(&claim);
    match case.quantity(&claim) {
        None => findings.extend(missing(case, id, predicate)),
        Some(quantity) => {
            findings.extend(of_wrong_unit(case, id, predicate, &quantity));
            findings.extend(negative(case, id, &claim, &quantity));
        }
    }
}

fn missing(case: &Case, id: ClaimId, predicate: &Predicate) -> Option<Finding> {
    let (code, what, hint) = match predicate.kind {
        ClaimKind::Payment => (
            Code::MissingAmount,
            "an amount of money",
            "give a `quantity` such as \"USD 44M\", or \"unknown USD\" where the source does not say",
        ),
        ClaimKind::Figure => (
            Code::MissingQuantity,
            "a value",
            "give a `quantity` such as \">80%\" or \"100M users\"",
        ),
        ClaimKind::Relation | ClaimKind::Event | ClaimKind::Attribute => return None,
    };
    Some(Finding {
        code,
        thing: Thing::Claim(id),
        field: "predicate",
        item: Item::Whole,
        message: format!("`{}` needs {what}", case.text(predicate.id)),
        hint: Some(hint.to_owned()),
    })
}

fn of_wrong_unit(
    case: &Case,
    id: ClaimId,
    predicate: &Predicate,
    quantity: &Quantity,
) -> Option<Finding> {
    let measured = predicate
        .unit
        .or(predicate.is_money().then_some(Dimension::Currency))?;
    if quantity.unit.dimension() == measured {
        return None;
    }
    Some(Finding {
        code: Code::UnitMismatch,
        thing: Thing::Claim(id),
        field: "quantity",
        item: Item::Whole,
        message: format!(
            "`{}` measures {measured}, but \"{}\" is {}",
            case.text(predicate.id),
            quantity.display(&case.pool),
            quantity.unit.dimension(),
        ),
        hint: Some(
            match measured {
                Dimension::Currency => "write it as \"USD 44M\"",
                Dimension::Percent => "write it as \"80%\"",
                Dimension::Count => "write it as \"100M users\"",
                Dimension::Duration => "write it as \"6 months\"",
            }
            .to_owned(),
        ),
    })
}

fn negative(case: &Case, id: ClaimId, claim: &Claim, quantity: &Quantity) -> Option<Finding> {
    let predicate = case.predicate(claim);
    let below_zero = quantity
        .interval
        .max()
        .is_some_and(|max| max.value < Decimal::ZERO);
    (predicate.is_money() && below_zero).then(|| Finding {
        code: Code::InvalidQuantity,
        thing: Thing::Claim(id),
        field: "quantity",
        item: Item::Whole,
        message: "a payment cannot be less than nothing".to_owned(),
        hint: Some(
            "money that goes back is a payment from the receiver: swap subject and object"
                .to_owned(),
        ),
    })
}
