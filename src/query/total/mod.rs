//! `flows --total`: how much money moved, as exact intervals, and what was not added.

mod item;
mod line;
mod years;

use std::collections::HashMap;

use rayon::prelude::*;

use super::disputes::tolerance_note;
use crate::answer::{Answer, Column, Row};
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::model::{EntityId, Modality, words};
use item::Item;

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
    let items = sorted(item::items(graph, standing, wanted));
    let notes = notes(graph, standing, &items);
    let rows: Vec<Row> = items
        .chunk_by(|a, b| a.share_a_total(b))
        .flat_map(|items| line::rows(graph, items, wanted))
        .collect();
    let mut answer = Answer::new(columns(wanted), rows.into_iter());
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

/// Sorts by giver and receiver as the data first speaks of them, then by years, those without last, by currency and entry.
fn sorted(items: Vec<Item>) -> Vec<Item> {
    // Looked up, never walked: its order reaches nobody.
    let mut first = HashMap::new();
    let mut placed: Vec<(usize, Item)> = items
        .into_iter()
        .enumerate()
        .map(|(place, item)| (*first.entry(item.ends).or_insert(place), item))
        .collect();
    placed.par_sort_by_key(|(first, item)| {
        let undated = item.years.is_none();
        (*first, undated, item.years, item.unit, item.entry)
    });
    placed.into_iter().map(|(_, item)| item).collect()
}

fn notes(graph: &Graph, standing: &Standing<'_>, items: &[Item]) -> Vec<String> {
    let case = graph.case();
    let counted = || {
        items
            .par_iter()
            .filter(|item| item.entry == item::Entry::Counted)
    };
    let is_about = |item: &Item| {
        let mut claims = item.claims.iter();
        claims.any(|id| {
            case.quantity(&case.claims.get(*id))
                .is_some_and(|quantity| quantity.approximate)
        })
    };
    let mut notes = Vec::new();
    if items.par_iter().any(is_about) {
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
