//! `flows --total`: how much money moved, as exact intervals, and what was not added.

mod item;
mod line;
mod years;

use std::ops::Range;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::disputes::tolerance_note;
use crate::answer::{Answer, Column};
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::model::{EntityId, Modality, words};
use item::Item;
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
    /// How a payment may be put to count, beside asserted and alleged.
    pub include: Vec<Modality>,
    /// The payments behind each total are listed before it.
    pub explain: bool,
}

/// Adds up payments, each told once: the smallest interval that holds its versions. No currency is added to another.
///
/// What moved is what a speaker affirms as a fact; a payment without a lower end counts from nothing, and one without an
/// upper end leaves the total open above. Payments that are planned, denied, of an unknown amount and the like have lines
/// of their own, below the total that they are not part of.
pub fn total<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Totals) -> Answer<'g> {
    let items = Sorted::of(item::items(graph, standing, wanted));
    let notes = notes(graph, standing, &items.items);
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
struct Sorted<'s> {
    items: Vec<Item<'s>>,
    /// The items by giver and receiver as the data first speaks of them, then by years, those without last, by currency
    /// and entry.
    order: Vec<u32>,
}

impl<'s> Sorted<'s> {
    fn of(items: Vec<Item<'s>>) -> Self {
        // Looked up, never walked: its order reaches nobody.
        let mut first = HashMap::new();
        // There are no more payments than handles of four bytes.
        let mut placed: Vec<_> = (0_u32..)
            .zip(&items)
            .map(|(place, item)| {
                let first = *first.entry(item.ends).or_insert(place);
                let undated = item.years.is_none();
                (first, undated, item.years, item.unit, item.entry, place)
            })
            .collect();
        placed.par_sort_unstable();
        let order = placed.into_iter().map(|(.., place)| place).collect();
        Self { items, order }
    }

    /// Returns the item at a place in the order.
    fn get(&self, place: usize) -> &Item<'s> {
        &self.items[self.order[place] as usize]
    }

    /// Returns the places of the items of each total.
    fn totals(&self) -> Vec<Range<usize>> {
        let items =
            |places: &[u32]| [places[0], places[1]].map(|place| &self.items[place as usize]);
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

fn notes(graph: &Graph, standing: &Standing<'_>, items: &[Item<'_>]) -> Vec<String> {
    let case = graph.case();
    let counted = || {
        items
            .par_iter()
            .filter(|item| item.entry == item::Entry::Counted)
    };
    let mut notes = Vec::new();
    if items.iter().any(|item| item.approximate) {
        notes.push(tolerance_note(standing));
    }
    let mut note = |count: usize, one: &str, several: &str| match count {
        0 => {}
        1 => notes.push(format!("1 payment {one}")),
        _ => notes.push(format!("{count} payments {several}")),
    };
    note(
        counted().filter(|item| item.times_apart(case)).count(),
        "is counted once, though some of its versions have no day in common: it may be several",
        "are counted once each, though some of their versions have no day in common: they may be several",
    );
    note(
        counted().filter(|item| item.in_other_currencies).count(),
        "is told in another currency too, and counts in each",
        "are told in another currency too, and count in each",
    );
    notes
}
