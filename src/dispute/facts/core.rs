//! Which claims of one key are one fact whatever else is known: rules 1 to 3.
//!
//! A shared occasion and `restates` make claims one fact; rows of the tables of one maker never are.

use std::collections::HashMap;

use super::told::Told;
use super::union::Union;
use crate::model::{Case, LinkKind};

/// Returns for each claim of a key the first claim that is one fact with it.
///
/// `told` is sorted by claim. Where rows are payments of their own (`split`), no two rows of one maker come together.
pub(super) fn cores(case: &Case, told: &[Told], split: bool) -> Vec<u32> {
    let mut union = Union::new(told.len());
    by_occasion(told, &mut union);
    by_restating(case, told, &mut union);
    if split {
        split_parts(case, told, &mut union);
        split_rows(told, &mut union);
    }
    union.firsts()
}

/// Takes parts out of facts in which their whole is a version: a part is never a telling of its whole.
fn split_parts(case: &Case, told: &[Told], union: &mut Union) {
    if case.claims.linked().len() == 0 {
        return;
    }
    let mut is_part = vec![false; told.len()];
    for (place, claim) in (0_u32..).zip(told) {
        for link in case.claims.links(claim.id) {
            if let Ok(part) = told.binary_search_by_key(&link.target, |told| told.id)
                && link.kind().is_of_part()
                && union.first(part as u32) == union.first(place)
            {
                is_part[part] = true;
            }
        }
    }
    if is_part.contains(&true) {
        *union = union.without(|place| is_part[place as usize]);
    }
}

fn by_occasion(told: &[Told], union: &mut Union) {
    let named = (0_u32..).zip(told);
    let mut named: Vec<_> = named
        .filter_map(|(place, told)| Some((told.occasion?, place)))
        .collect();
    named.sort_unstable();
    for pair in named.windows(2) {
        if pair[0].0 == pair[1].0 {
            union.join(pair[0].1, pair[1].1);
        }
    }
}

fn by_restating(case: &Case, told: &[Told], union: &mut Union) {
    let linked = case.claims.linked().len();
    // Claims that link come first in the case, so that most keys have none.
    if linked == 0 {
        return;
    }
    let mut occasions: HashMap<u32, _> = HashMap::new();
    for (place, claim) in (0_u32..).zip(told) {
        if let Some(occasion) = claim.occasion {
            occasions.insert(union.first(place), occasion);
        }
    }
    for (place, claim) in (0_u32..).zip(told) {
        for link in case.claims.links(claim.id) {
            if link.kind() != LinkKind::Restates {
                continue;
            }
            let Ok(target) = told.binary_search_by_key(&link.target, |told| told.id) else {
                continue;
            };
            let ends = [place, target as u32].map(|place| union.first(place));
            let named = ends.map(|end| occasions.get(&end).copied());
            // Two named occasions are two facts; data that joins them has a fault.
            if named[0].is_some() && named[1].is_some() && named[0] != named[1] {
                continue;
            }
            let first = union.join(ends[0], ends[1]);
            if let Some(occasion) = named[0].or(named[1]) {
                occasions.insert(first, occasion);
            }
        }
    }
}

/// Takes rows out of facts in which their maker has several; one whose amount alone equals one that is left stays.
fn split_rows(told: &[Told], union: &mut Union) {
    let rows = (0_u32..).zip(told);
    let rows = rows.filter(|(_, told)| told.teller.is_tabular());
    let mut rows: Vec<_> = rows
        .map(|(place, told)| (union.first(place), told.teller, place))
        .collect();
    rows.sort_unstable();
    let several = |rows: &[(u32, _, u32)]| rows.len() > 1;
    let same = |a: &(u32, _, u32), b: &(u32, _, u32)| (a.0, a.1) == (b.0, b.1);
    let taken: Vec<&[_]> = rows.chunk_by(same).filter(|rows| several(rows)).collect();
    if taken.is_empty() {
        return;
    }
    let firsts = union.firsts();
    let mut is_taken = vec![false; told.len()];
    for (.., place) in taken.iter().copied().flatten() {
        is_taken[*place as usize] = true;
    }
    let mut left: HashMap<u32, Vec<u32>> = HashMap::new();
    for (place, first) in (0_u32..).zip(firsts) {
        if !is_taken[place as usize] {
            left.entry(first).or_default().push(place);
        }
    }
    let mut apart = union.without(|place| is_taken[place as usize]);
    for rows in taken {
        let Some(left) = left.get(&rows[0].0) else {
            continue;
        };
        let amount = |place: u32| {
            let told = &told[place as usize];
            told.amount.map(|amount| (told.unit, amount))
        };
        let amounts: Vec<_> = left.iter().filter_map(|place| amount(*place)).collect();
        let mut equal = rows
            .iter()
            .filter(|(.., place)| amount(*place).is_some_and(|amount| amounts.contains(&amount)));
        if let (Some((.., only)), None) = (equal.next(), equal.next()) {
            apart.join(left[0], *only);
        }
    }
    *union = apart;
}
