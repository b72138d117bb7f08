//! `flows --total`: how much money moved, as exact intervals, and what was not added.

mod entry;
mod item;
mod key;
mod line;
mod remark;
mod untold;
mod years;

use std::ops::Range;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::disputes::tolerance_note;
use crate::answer::{Answer, Column};
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::model::{EntityId, Modality, words};
pub(super) use item::homes;
use item::{Item, Items};
use line::Line;

words! {
    /// What totals are made for, one each.
    By {
        /// Each giver.
        Giver = "giver",
        /// Each receiver.
        Receiver = "receiver",
        /// Each pair of giver and receiver.
        Pair = "pair",
        /// Each year, or each span of years that a payment's date covers.
        Year = "year",
    }
}

/// Which totals are asked for.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Only money from or to this entity; unless they are split otherwise, what it gave and what it received.
    pub entity: Option<EntityId>,
    /// What totals are made for; one of everything, if nothing is named.
    pub by: Option<By>,
    /// How a payment may be put to count, beside asserted.
    pub include: Vec<Modality>,
    /// The payments behind each total are listed before it.
    pub explain: bool,
}

/// Adds up payments: the interval that holds the truth if every teller is truthful. No currency is added to another.
///
/// What moved is what a speaker asserts and affirms. The upper end takes payments for distinct, the lower end for told twice
/// where they could be one; a payment without a lower end counts from nothing, and one without an upper end leaves the
/// total open above. A whole stands for its parts. Payments that are alleged, planned, denied, of an unknown amount and the
/// like have lines of their own, below the total that they are not part of.
pub fn total<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Totals) -> Answer<'g> {
    let items = Sorted::of(item::items(graph, standing, wanted));
    let notes = notes(standing, &items.items.items);
    let totals = items.totals();
    let lines = totals.into_par_iter().with_min_len(1 << 8);
    let lines: Vec<Line> = lines
        .flat_map_iter(|places| line::lines(&items, places, wanted))
        .collect();
    let asked = wanted.clone();
    let mut answer = Answer::of_places(columns(wanted), lines.len(), move |place| {
        line::row(graph, &items, &lines[place], &asked)
    });
    answer.notes = notes;
    if wanted.explain {
        answer.side_by_side()
    } else {
        answer
    }
}

fn columns(wanted: &Totals) -> Vec<Column> {
    let of_entity = wanted.entity.is_some();
    let giver = Column::labelled("giver").grouped();
    let receiver = Column::labelled("receiver").grouped();
    let mut columns = match wanted.by {
        _ if wanted.explain || of_entity => vec![giver, receiver],
        Some(By::Pair) => vec![giver, receiver],
        Some(By::Giver) => vec![giver],
        Some(By::Receiver) => vec![receiver],
        Some(By::Year) | None => Vec::new(),
    };
    if wanted.by == Some(By::Year) {
        columns.push(Column::text("year"));
    }
    if wanted.explain {
        columns.push(Column::labelled("predicate"));
    }
    columns.extend([Column::text("entry"), Column::quantity("quantity")]);
    if wanted.explain {
        columns.extend([Column::text("least"), Column::text("most")]);
    } else {
        columns.push(Column::number("payments"));
    }
    columns.push(Column::text("remark"));
    columns
}

/// What payments bring into totals, that of one total side by side.
struct Sorted {
    items: Items,
    /// The items by giver and receiver as the data first speaks of them, then by years, those without last, by currency
    /// and entry, those that may be one side by side.
    order: Vec<u32>,
}

impl Sorted {
    fn of(items: Items) -> Self {
        // Looked up, never walked: its order reaches nobody.
        let mut first = HashMap::new();
        // There are no more payments than handles of four bytes.
        let mut placed: Vec<_> = (0_u32..)
            .zip(&items.items)
            .map(|(place, item)| {
                let first = *first.entry(item.ends).or_insert(place);
                let undated = item.years.is_none();
                let line = (item.years, item.unit, item.entry);
                (first, undated, line, item.cluster, place)
            })
            .collect();
        placed.par_sort_unstable();
        let order = placed.into_iter().map(|(.., place)| place).collect();
        Self { items, order }
    }

    /// Returns the item at a place in the order.
    fn get(&self, place: usize) -> &Item {
        &self.items.items[self.order[place] as usize]
    }

    /// Returns the places of the items that are in one cluster with that at a place, as far as they are looked through.
    fn cluster(&self, place: usize) -> Range<usize> {
        let one = self.get(place);
        let is_near = |other: &usize| {
            let other = self.get(*other);
            other.cluster == one.cluster && other.entry == one.entry && other.share_a_total(one)
        };
        const LOOKED_AT: usize = 100;
        let before = (0..place).rev().take(LOOKED_AT).take_while(is_near);
        let before = before.count();
        let after = (place..self.order.len()).take(LOOKED_AT);
        let after = after.take_while(is_near).count();
        place - before..place + after
    }

    /// Returns the places of the items of each total.
    fn totals(&self) -> Vec<Range<usize>> {
        let items =
            |places: &[u32]| [places[0], places[1]].map(|place| &self.items.items[place as usize]);
        let ends = self.order.windows(2).zip(1..);
        let ends = ends.filter_map(|(pair, end)| {
            let [one, next] = items(pair);
            (!one.share_a_total(next)).then_some(end)
        });
        let ends = ends.chain((!self.order.is_empty()).then_some(self.order.len()));
        let mut start = 0;
        let totals = ends.map(|end| std::mem::replace(&mut start, end)..end);
        totals.collect()
    }
}

fn notes(standing: &Standing<'_>, items: &[Item]) -> Vec<String> {
    let mut notes = Vec::new();
    if items.iter().any(|item| item.approximate) {
        notes.push(tolerance_note(standing));
    }
    notes
}
