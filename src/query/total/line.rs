//! The lines of one total: what it comes to, how much of it is disputed, and what was not added.

use super::item::{Entry, Item};
use super::{By, Totals};
use crate::answer::{Cell, Row};
use crate::dispute::Certainty;
use crate::graph::Graph;
use crate::model::{ClaimId, Interval, PredicateId, Quantity, Unit};

/// Returns the lines of the items of one total, which come sorted by entry.
pub(super) fn rows(graph: &Graph, items: &[Item], wanted: &Totals) -> Vec<Row> {
    let lines = Lines { graph, wanted };
    let mut rows = Vec::new();
    for items in items.chunk_by(|a, b| a.entry == b.entry) {
        if wanted.explain {
            rows.extend(items.iter().map(|item| lines.payment(item)));
        }
        if items[0].entry == Entry::Counted {
            let disputed: Vec<&Item> = items
                .iter()
                .filter(|item| item.disputed.is_some())
                .collect();
            rows.push(lines.sum("total", items.iter().collect(), String::new()));
            if !disputed.is_empty() && !wanted.explain {
                let remark = disputed_remark(&disputed, graph);
                rows.push(lines.sum("disputed", disputed, remark));
            }
        } else if !wanted.explain {
            let remark = not_added(items[0].entry).to_owned();
            rows.push(lines.sum(items[0].entry.as_str(), items.iter().collect(), remark));
        }
    }
    rows
}

/// What every line is made with.
struct Lines<'l> {
    graph: &'l Graph,
    wanted: &'l Totals,
}

impl Lines<'_> {
    /// Returns the line of one payment.
    fn payment(&self, item: &Item) -> Row {
        let case = self.graph.case();
        let claim = case.claims.get(item.claims[0]);
        let remark = match item.entry {
            Entry::Counted if item.disputed.is_some() => spread_remark(&[item], self.graph),
            Entry::Counted => String::new(),
            entry => not_added(entry).to_owned(),
        };
        let ends = [claim.subject.into(), Cell::of(claim.object)];
        let bounds = item.bounds.map(|id| case.claims.id(id));
        let amount = quantity(item.amount, item.unit);
        self.row(
            item,
            ends,
            Some(claim.predicate),
            item.entry.as_str(),
            amount,
        )
        .closed(bounds.map(Cell::from), remark, item.claims.clone())
    }

    /// Returns the line of the sum of items.
    fn sum(&self, entry: &'static str, items: Vec<&Item>, remark: String) -> Row {
        let (sum, too_large) = sum(&items);
        let first = items[0];
        let ends = [first.ends.giver, first.ends.receiver].map(Cell::of);
        let amount = quantity(sum, first.unit);
        let mut remarks = vec![remark];
        if too_large {
            remarks.push("an end is left out: it is too large for exact arithmetic".to_owned());
        } else if first.entry == Entry::Counted && sum.max().is_none() {
            remarks.push("open above: not every payment has an upper end".to_owned());
        }
        remarks.retain(|remark| !remark.is_empty());
        let row = self.row(first, ends, None, entry, amount);
        if self.wanted.explain {
            // The lines above hold the claims.
            row.closed([Cell::Absent, Cell::Absent], remarks.join("; "), Vec::new())
        } else {
            let mut claims: Vec<ClaimId> = items
                .iter()
                .flat_map(|item| &item.claims)
                .copied()
                .collect();
            claims.sort_unstable();
            row.closed([items.len().into()], remarks.join("; "), claims)
        }
    }

    /// Returns the cells up to the amount.
    fn row(
        &self,
        item: &Item,
        [giver, receiver]: [Cell; 2],
        predicate: Option<PredicateId>,
        entry: &'static str,
        amount: Option<Quantity>,
    ) -> Opened {
        let both = self.wanted.explain || self.wanted.entity.is_some();
        let mut cells = Vec::new();
        if both || matches!(self.wanted.by, Some(By::Giver | By::Pair)) {
            cells.push(giver);
        }
        if both || matches!(self.wanted.by, Some(By::Receiver | By::Pair)) {
            cells.push(receiver);
        }
        if self.wanted.by == Some(By::Year) {
            cells.push(Cell::of(item.years.map(|years| years.to_string())));
        }
        if self.wanted.explain {
            cells.push(Cell::of(predicate));
        }
        cells.extend([Cell::Word(entry), Cell::of(amount)]);
        Opened(cells)
    }
}

/// A row up to its amount.
struct Opened(Vec<Cell>);

impl Opened {
    fn closed(
        self,
        more: impl IntoIterator<Item = Cell>,
        remark: String,
        claims: Vec<ClaimId>,
    ) -> Row {
        let Self(mut cells) = self;
        cells.extend(more);
        cells.push(Cell::of(Some(remark).filter(|remark| !remark.is_empty())));
        Row {
            stands_for: None,
            cells,
            claims,
        }
    }
}

/// Returns the sum of amounts, and whether some end is absent only because it is too large for exact arithmetic.
fn sum(items: &[&Item]) -> (Interval, bool) {
    let mut too_large = false;
    let mut sum = Interval::exact(0.into());
    for item in items {
        let more = sum.plus(item.amount);
        too_large |= more.min().is_none() && sum.min().is_some() && item.amount.min().is_some();
        too_large |= more.max().is_none() && sum.max().is_some() && item.amount.max().is_some();
        sum = more;
    }
    (sum, too_large)
}

fn quantity(interval: Interval, unit: Option<Unit>) -> Option<Quantity> {
    let says_nothing = interval == Interval::UNKNOWN.from_zero();
    unit.map(|unit| Quantity {
        interval: if says_nothing {
            Interval::UNKNOWN
        } else {
            interval
        },
        approximate: false,
        unit,
    })
}

fn not_added(entry: Entry) -> &'static str {
    match entry {
        Entry::Unknown => "not added: no amount is given",
        Entry::Counted | Entry::Put(_) | Entry::Denied => "not added",
    }
}

fn disputed_remark(items: &[&Item], graph: &Graph) -> String {
    format!("part of the total; {}", spread_remark(items, graph))
}

/// Returns by how much the versions of disputed payments spread, and whether they may be several payments.
fn spread_remark(items: &[&Item], graph: &Graph) -> String {
    let pool = &graph.case().pool;
    let (sum, _) = sum(items);
    let spread = sum.spread().and_then(|spread| {
        let spread = quantity(Interval::exact(spread), items[0].unit)?;
        Some(spread.display(pool).to_string())
    });
    let spread = match spread {
        Some(spread) => format!("disputed: the versions spread over {spread}"),
        None => "disputed: the versions spread without bound".to_owned(),
    };
    let possible = items
        .iter()
        .filter(|item| item.disputed == Some(Certainty::Possible));
    match possible.count() {
        0 => spread,
        all if all == items.len() => format!("{spread}, unless they tell of several payments"),
        some => format!("{spread}, unless the versions of {some} tell of several payments"),
    }
}
