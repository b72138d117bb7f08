//! A sum and what may be its parts, told by one teller in prose without a link: a hint, never a link.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::dispute::Teller;
use crate::graph::Graph;
use crate::model::{ClaimId, LinkKind};

/// The fewest and the most payments of one teller between two parties that are looked through.
const FEWEST: usize = 3;
const MOST: usize = 14;

/// How many claims of a total are looked at.
const LOOKED_AT: usize = 3_000;

/// A claim whose amount is what others of the same teller come to exactly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Untold {
    pub whole: ClaimId,
    pub parts: Vec<ClaimId>,
}

/// Returns, among the counted claims of a total, those that others of the same teller and ends come to.
pub(super) fn untold(graph: &Graph, claims: impl Iterator<Item = ClaimId>) -> Vec<Untold> {
    let case = graph.case();
    let mut told: BTreeMap<_, Vec<(Decimal, ClaimId)>> = BTreeMap::new();
    for id in claims.take(LOOKED_AT) {
        let claim = case.claims.get(id);
        let teller = Teller::of(case, &claim);
        let quantity = case.quantity(&claim);
        let exact = quantity.filter(|quantity| !quantity.approximate);
        let value = exact.and_then(|quantity| Some((quantity.unit, quantity.interval.value()?)));
        let is_whole = case
            .claims
            .links(id)
            .iter()
            .any(|link| matches!(link.kind(), LinkKind::Parts | LinkKind::Includes));
        if let (Some((unit, value)), false, false) = (value, is_whole, teller.is_tabular())
            && value > Decimal::ZERO
        {
            let key = (teller, claim.subject, claim.object, claim.predicate, unit);
            told.entry(key).or_default().push((value, id));
        }
    }
    let few = told
        .into_values()
        .filter(|told| (FEWEST..=MOST).contains(&told.len()));
    few.flat_map(of_teller).collect()
}

fn of_teller(mut told: Vec<(Decimal, ClaimId)>) -> Vec<Untold> {
    told.sort_unstable_by(|a, b| b.cmp(a));
    let wholes = (0..told.len()).filter_map(|place| {
        let (value, whole) = told[place];
        let mut parts = Vec::new();
        // What is as large is no part; the others come after.
        let smaller = told[place + 1..]
            .iter()
            .position(|(other, _)| *other < value)?;
        let others = &told[place + 1 + smaller..];
        comes_to(value, others, &mut parts).then_some(Untold { whole, parts })
    });
    wholes.collect()
}

/// Returns whether some of the amounts, which come largest first, come to a value; these are added to `parts`.
fn comes_to(value: Decimal, others: &[(Decimal, ClaimId)], parts: &mut Vec<ClaimId>) -> bool {
    if value.is_zero() {
        return true;
    }
    let Some(((first, id), rest)) = others.split_first() else {
        return false;
    };
    if *first <= value {
        parts.push(*id);
        if comes_to(value - first, rest, parts) {
            return true;
        }
        parts.pop();
    }
    comes_to(value, rest, parts)
}
