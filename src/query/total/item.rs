//! What a total is made of: for each payment, the versions that count and those that do not, and why.

use std::ops::Range;

use rayon::prelude::*;

use super::Totals;
use super::entry::{Ends, Entry};
use super::key::Key;
use super::years::Years;
use crate::dispute::{Certainty, Fact, Facts, Standing};
use crate::graph::Graph;
use crate::model::{Bound, ClaimId, EntityId, Handle, Interval, Unit};

/// The versions of one payment that come into one total in one way.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Whose money the total is of.
    pub ends: Ends,
    /// The years the total is of, if it is of years.
    pub years: Option<Years>,
    /// The currency.
    pub unit: Option<Unit>,
    /// How they come into the total.
    pub entry: Entry,
    /// What they add to the lower end of the total: of payments some of which could be one, the first brings it all.
    pub low: Bound,
    /// What the payment comes to; its upper end is what it adds to that of the total.
    pub amount: Interval,
    /// The places of the versions, which are in the order of the data.
    pub claims: Range<u32>,
    /// The first claim of those that may share a day, directly or through others.
    pub cluster: ClaimId,
    /// Whether some of these could be one, which lowers the total.
    pub could_be_fewer: bool,
    /// The parts of wholes elsewhere that some of these may tell again.
    pub parts: Box<[ClaimId]>,
    /// Whether some version is only about so much.
    pub approximate: bool,
    /// How sure it is that the versions contradict one another or another version of the payment, if they do.
    pub disputed: Option<Certainty>,
    /// Whether other versions that count are in another currency.
    pub in_other_currencies: bool,
    /// The whole that a part counts in.
    pub whole: Option<ClaimId>,
    /// The versions that give the lower end, and those that give the upper; worked out for explanations only.
    pub bounds: Option<Box<[Vec<ClaimId>; 2]>>,
}

impl Item {
    /// Returns whether two items come into totals of the same money in the same currency.
    pub fn share_a_total(&self, other: &Self) -> bool {
        (self.ends, self.years, self.unit) == (other.ends, other.years, other.unit)
    }
}

/// Items, with their versions end to end.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub items: Vec<Item>,
    claims: Vec<ClaimId>,
}

impl Items {
    /// Returns the versions of an item.
    pub fn claims(&self, item: &Item) -> &[ClaimId] {
        &self.claims[item.claims.start as usize..item.claims.end as usize]
    }

    /// Adds an item and its versions.
    pub fn push(&mut self, claims: &[ClaimId], item: impl FnOnce(Range<u32>) -> Item) {
        // There are no more claims than handles of four bytes.
        let start = self.claims.len() as u32;
        self.claims.extend_from_slice(claims);
        self.items.push(item(start..self.claims.len() as u32));
    }

    fn append(&mut self, more: Self) {
        let before = self.claims.len() as u32;
        self.claims.extend(more.claims);
        self.items.extend(more.items.into_iter().map(|item| Item {
            claims: before + item.claims.start..before + item.claims.end,
            ..item
        }));
    }
}

/// How many entities are looked at at a time.
const RUN: usize = 1 << 10;

/// Returns what payments bring into the totals asked for, in the order of the data.
pub(super) fn items(graph: &Graph, standing: &Standing<'_>, wanted: &Totals) -> Items {
    let homes = homes(graph, wanted.entity);
    let runs = homes.par_chunks(RUN).map(|homes| {
        let facts = Facts::of_payments(graph, homes.iter().copied(), wanted.entity);
        let mut items = Items::default();
        for key in facts.keys() {
            let facts: Vec<Fact<'_>> = key.collect();
            if let Some(key) = Key::of(graph, standing, wanted, &facts) {
                key.add_to(&mut items);
            }
        }
        items
    });
    let runs: Vec<Items> = runs.collect();
    let mut items = Items::default();
    for run in runs {
        items.append(run);
    }
    let Items { items: all, claims } = &mut items;
    all.par_sort_by_key(|item| (claims.get(item.claims.start as usize).copied(), item.entry));
    items
}

/// Returns the entities under which payments of an entity are gathered, or all.
pub(in crate::query) fn homes(graph: &Graph, entity: Option<EntityId>) -> Vec<EntityId> {
    let case = graph.case();
    let Some(entity) = entity else {
        return (0..case.entities.len()).map(EntityId::from_index).collect();
    };
    let mut homes: Vec<EntityId> = graph
        .walk_to(entity)
        .ends()
        .map(|(other, _)| other)
        .collect();
    homes.push(entity);
    homes.extend(graph.walk_from(entity).ends().map(|(other, _)| other));
    homes.sort_unstable();
    homes.dedup();
    homes
}
