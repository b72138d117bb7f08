//! What is one fact by rules 1 to 3, as the units that rule 4 presumes to be one or not.

use std::collections::HashMap;

use super::told::{Amount, Teller, Told, in_order};
use crate::dispute::meet::Days;
use crate::model::{Case, TextId};

/// Claims of one key that are one fact by rules 1 to 3.
#[derive(Debug)]
pub(super) struct Unit {
    /// The places of the claims, in order of date and id.
    pub claims: Vec<u32>,
    /// The days that all claims leave open; all days they speak of, if there are none.
    pub days: Days,
    pub occasion: Option<TextId>,
    /// Who tells it, each once.
    pub tellers: Vec<Teller>,
}

/// Returns the units of a key in order of date and id.
pub(super) fn units(case: &Case, told: &[Told], cores: &[u32]) -> Vec<Unit> {
    let mut places: Vec<u32> = (0..told.len() as u32).collect();
    places.sort_by(|a, b| in_order(case, &told[*a as usize], &told[*b as usize]));
    let mut of_core: HashMap<u32, usize> = HashMap::new();
    let mut units: Vec<Unit> = Vec::new();
    for place in places {
        let claim = &told[place as usize];
        let unit = *of_core.entry(cores[place as usize]).or_insert(units.len());
        match units.get_mut(unit) {
            None => units.push(Unit {
                claims: vec![place],
                days: claim.days,
                occasion: claim.occasion,
                tellers: vec![claim.teller],
            }),
            Some(unit) => {
                unit.claims.push(place);
                unit.occasion = unit.occasion.or(claim.occasion);
                unit.tellers.push(claim.teller);
            }
        }
    }
    for unit in units.iter_mut().filter(|unit| unit.claims.len() > 1) {
        unit.tellers.sort_unstable();
        unit.tellers.dedup();
        unit.days = days(unit.claims.iter().map(|place| told[*place as usize].days));
    }
    units
}

/// Returns the days that all have in common, or else all they cover.
fn days(all: impl Iterator<Item = Days> + Clone) -> Days {
    let common = all.clone().reduce(|a, b| Days {
        first: a.first.max(b.first),
        last: a.last.min(b.last),
    });
    let covered = all.reduce(|a, b| Days {
        first: a.first.min(b.first),
        last: a.last.max(b.last),
    });
    let common = common.filter(|days| days.first <= days.last);
    common.or(covered).unwrap_or(Days::ALL)
}

impl Unit {
    /// Returns the amounts that some of its claims give, each once.
    pub fn amounts(&self, told: &[Told], counts: impl Fn(&Told) -> bool) -> Vec<Amount> {
        let claims = self.claims.iter().map(|place| &told[*place as usize]);
        let mut amounts = Vec::new();
        for amount in claims
            .filter(|told| counts(told))
            .filter_map(|told| told.amount)
        {
            if !amounts.contains(&amount) {
                amounts.push(amount);
            }
        }
        amounts
    }

    /// Returns whether two units may be one fact as far as tellers and occasions go.
    pub fn fits(&self, other: &Self) -> bool {
        may_share(self.occasion, other.occasion) && !share_one(&self.tellers, &other.tellers)
    }
}

/// Returns whether claims of two occasions, if they are named, may be one fact.
pub(super) fn may_share(a: Option<TextId>, b: Option<TextId>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Returns whether two sorted lists have a member in common.
pub(super) fn share_one<T: Ord>(a: &[T], b: &[T]) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().any(|member| many.binary_search(member).is_ok())
}
