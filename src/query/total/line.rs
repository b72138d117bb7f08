//! The lines of one total: what it comes to, how much of it is disputed, and what was not added.

use std::ops::Range;

use super::item::{Entry, Item};
use super::{By, Sorted, Totals};
use crate::answer::{Cell, Row};
use crate::dispute::Certainty;
use crate::graph::Graph;
use crate::model::{ClaimId, Interval, PredicateId, Quantity, Sum, Unit};

/// A line of a total, from which its row is made.
#[derive(Debug)]
pub(super) struct Line {
    /// What it is of.
    of: Of,
    /// The places of its items among those of all totals.
    items: Range<usize>,
    /// What they come to.
    sum: Sum,
}

/// What a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// One payment.
    Payment,
    /// All payments that come into the total in one way.
    Entry,
    /// Those of them that are disputed.
    Disputed,
}

/// Returns the lines of one total, whose items stand in some places, sorted by entry.
pub(super) fn lines(items: &Sorted<'_>, places: Range<usize>, wanted: &Totals) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = places.start;
    while start < places.end {
        let entry = items.get(start).entry;
        let more = (start..places.end).take_while(|place| items.get(*place).entry == entry);
        let range = start..start + more.count();
        start = range.end;
        let line = |of, items, sum| Line { of, items, sum };
        if wanted.explain {
            let each = range.clone();
            let payment = |place| line(Of::Payment, place..place + 1, Sum::default());
            lines.extend(each.map(payment));
            if entry != Entry::Counted {
                continue;
            }
        }
        let all = || range.clone().map(|place| items.get(place));
        let sum = all().map(|item| item.amount).collect();
        lines.push(line(Of::Entry, range.clone(), sum));
        let disputed = || all().filter(|item| item.disputed.is_some());
        if entry == Entry::Counted && !wanted.explain && disputed().next().is_some() {
            let sum = disputed().map(|item| item.amount).collect();
            lines.push(line(Of::Disputed, range.clone(), sum));
        }
    }
    lines
}

/// Returns the row of a line.
pub(super) fn row(graph: &Graph, items: &Sorted<'_>, line: &Line, wanted: &Totals) -> Row {
    let lines = Lines { graph, wanted };
    let of_line = line.items.clone().map(|place| items.get(place));
    let first = items.get(line.items.start);
    match (line.of, first.entry) {
        (Of::Payment, _) => lines.payment(first),
        (Of::Entry, Entry::Counted) => lines.sum("total", first, of_line, line.sum, String::new()),
        (Of::Entry, entry) => {
            let remark = not_added(entry).to_owned();
            lines.sum(entry.as_str(), first, of_line, line.sum, remark)
        }
        (Of::Disputed, _) => {
            let disputed = of_line.filter(|item| item.disputed.is_some());
            let remark = disputed_remark(disputed.clone(), line.sum.interval(), first.unit, graph);
            lines.sum("disputed", first, disputed, line.sum, remark)
        }
    }
}

/// What every line is made with.
struct Lines<'l> {
    graph: &'l Graph,
    wanted: &'l Totals,
}

impl Lines<'_> {
    /// Returns the line of one payment.
    fn payment(&self, item: &Item<'_>) -> Row {
        let case = self.graph.case();
        let claim = case.claims.get(item.claims[0]);
        let remark = match item.entry {
            Entry::Counted if item.disputed.is_some() => {
                spread_remark([item].into_iter(), item.amount, item.unit, self.graph)
            }
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
        .closed(bounds.map(Cell::from), remark, item.claims.to_vec())
    }

    /// Returns the line of the sum of items.
    fn sum<'i>(
        &self,
        entry: &'static str,
        first: &Item<'_>,
        items: impl Iterator<Item = &'i Item<'i>>,
        sum: Sum,
        mut remark: String,
    ) -> Row {
        let ends = [first.ends.giver, first.ends.receiver].map(Cell::of);
        let interval = sum.interval();
        let amount = quantity(interval, first.unit);
        let more = if sum.is_too_large() {
            "an end is left out: it is too large for exact arithmetic"
        } else if first.entry == Entry::Counted && interval.max().is_none() {
            "open above: not every payment has an upper end"
        } else {
            ""
        };
        if !remark.is_empty() && !more.is_empty() {
            remark.push_str("; ");
        }
        remark.push_str(more);
        let row = self.row(first, ends, None, entry, amount);
        if self.wanted.explain {
            // The lines above hold the claims.
            row.closed([Cell::Absent, Cell::Absent], remark, Vec::new())
        } else {
            let mut claims = Vec::new();
            let mut payments = 0_usize;
            for item in items {
                payments += 1;
                claims.extend_from_slice(&item.claims);
            }
            claims.sort_unstable();
            row.closed([payments.into()], remark, claims)
        }
    }

    /// Returns the cells up to the amount.
    fn row(
        &self,
        item: &Item<'_>,
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

fn quantity(interval: Interval, unit: Option<Unit>) -> Option<Quantity> {
    let says_nothing = interval == Interval::UNKNOWN.from_zero();
    let interval = match says_nothing {
        true => Interval::UNKNOWN,
        false => interval,
    };
    unit.map(|unit| Quantity::computed(interval, unit))
}

fn not_added(entry: Entry) -> &'static str {
    match entry {
        Entry::Unknown => "not added: no amount is given",
        Entry::Counted | Entry::Put(_) | Entry::Denied => "not added",
    }
}

fn disputed_remark<'i>(
    items: impl Iterator<Item = &'i Item<'i>>,
    sum: Interval,
    unit: Option<Unit>,
    graph: &Graph,
) -> String {
    format!(
        "part of the total; {}",
        spread_remark(items, sum, unit, graph)
    )
}

/// Returns by how much the versions of disputed payments spread, and whether they may be several payments.
fn spread_remark<'i>(
    items: impl Iterator<Item = &'i Item<'i>>,
    sum: Interval,
    unit: Option<Unit>,
    graph: &Graph,
) -> String {
    let pool = &graph.case().pool;
    let spread = sum.spread().and_then(|spread| {
        let spread = quantity(Interval::exact(spread), unit)?;
        Some(spread.display(pool).to_string())
    });
    let spread = match spread {
        Some(spread) => format!("disputed: the versions spread over {spread}"),
        None => "disputed: the versions spread without bound".to_owned(),
    };
    let (mut all, mut possible) = (0, 0);
    for item in items {
        all += 1;
        possible += usize::from(item.disputed == Some(Certainty::Possible));
    }
    match possible {
        0 => spread,
        _ if possible == all => format!("{spread}, unless they tell of several payments"),
        some => format!("{spread}, unless the versions of {some} tell of several payments"),
    }
}
