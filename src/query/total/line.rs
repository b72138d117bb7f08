//! The lines of one total: what it comes to, how much of it is disputed, and what was not added.

use std::ops::Range;

use super::entry::Entry;
use super::item::Item;
use super::remark;
use super::{By, Sorted, Totals};
use crate::answer::{Cell, Row};
use crate::graph::Graph;
use crate::model::{Bound, ClaimId, Interval, PredicateId, Quantity, Sum, Unit};

/// A line of a total, from which its row is made.
#[derive(Debug)]
pub(super) struct Line {
    /// What it is of.
    of: Of,
    /// The places of its items among those of all totals.
    items: Range<usize>,
    /// What they come to.
    sum: Ends,
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

/// The ends of a sum in the making, of which the lower may exceed single amounts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ends {
    lows: Sum,
    highs: Sum,
}

impl Ends {
    fn of(ends: impl Iterator<Item = (Bound, Option<Bound>)>) -> Self {
        let mut sum = Self::default();
        let one = |min, max| Interval::new(min, max).unwrap_or(Interval::UNKNOWN);
        for (low, high) in ends {
            sum.lows.add(one(Some(low), None));
            sum.highs.add(one(None, high));
        }
        sum
    }

    /// Returns the interval between them; an end that exceeds exact arithmetic is absent.
    pub fn interval(self) -> Interval {
        let ends = (self.lows.interval().min(), self.highs.interval().max());
        Interval::new(ends.0, ends.1).unwrap_or(Interval::UNKNOWN)
    }

    /// Returns whether some end is absent only because it exceeds exact arithmetic.
    pub fn is_too_large(self) -> bool {
        self.lows.is_too_large() || self.highs.is_too_large()
    }
}

/// Returns the lines of one total, whose items stand in some places, sorted by entry.
pub(super) fn lines(items: &Sorted, places: Range<usize>, wanted: &Totals) -> Vec<Line> {
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
            let payment = |place| line(Of::Payment, place..place + 1, Ends::default());
            lines.extend(each.map(payment));
            if entry != Entry::Counted {
                continue;
            }
        }
        let all = || range.clone().map(|place| items.get(place));
        let sum = Ends::of(all().map(|item| (item.low, item.amount.max())));
        lines.push(line(Of::Entry, range.clone(), sum));
        let disputed = || all().filter(|item| item.disputed.is_some());
        if entry == Entry::Counted && !wanted.explain && disputed().next().is_some() {
            let amount = |item: &Item| (item.amount.min().unwrap_or(item.low), item.amount.max());
            let sum = Ends::of(disputed().map(amount));
            lines.push(line(Of::Disputed, range.clone(), sum));
        }
    }
    lines
}

/// Returns the row of a line.
pub(super) fn row(graph: &Graph, items: &Sorted, line: &Line, wanted: &Totals) -> Row {
    let lines = Lines {
        graph,
        sorted: items,
        wanted,
    };
    let of_line = line.items.clone().map(|place| items.get(place));
    let first = items.get(line.items.start);
    match line.of {
        Of::Payment => {
            let cluster = items.cluster(line.items.start);
            let cluster: Vec<&Item> = cluster.map(|place| items.get(place)).collect();
            lines.payment(first, &cluster)
        }
        Of::Entry => {
            let remark = remark::of_sum(graph, items, of_line.clone(), first.entry, line.sum);
            let entry = match first.entry {
                Entry::Counted => "total",
                entry => entry.as_str(),
            };
            lines.sum(entry, first, of_line, line.sum, remark)
        }
        Of::Disputed => {
            let disputed = of_line.filter(|item| item.disputed.is_some());
            let spread = line.sum.interval();
            let remark = remark::of_disputed(disputed.clone(), spread, first.unit, graph);
            lines.sum("disputed", first, disputed, line.sum, remark)
        }
    }
}

/// What every line is made with.
struct Lines<'l> {
    graph: &'l Graph,
    sorted: &'l Sorted,
    wanted: &'l Totals,
}

impl Lines<'_> {
    /// Returns the line of one payment.
    fn payment(&self, item: &Item, cluster: &[&Item]) -> Row {
        let case = self.graph.case();
        let claims = self.sorted.items.claims(item);
        let claim = case.claims.get(claims[0]);
        let remark = remark::of_payment(self.graph, self.sorted, item, cluster);
        let ends = [claim.subject.into(), Cell::of(claim.object)];
        let amount = quantity(item.amount, item.unit);
        let ids = |claims: &Vec<ClaimId>| {
            let ids = claims.iter().map(|id| case.text(case.claims.id(*id)));
            Cell::Written(ids.collect::<Vec<_>>().join(", "))
        };
        let bounds = match &item.bounds {
            Some(bounds) => bounds.each_ref().map(ids),
            None => [Cell::Absent, Cell::Absent],
        };
        self.row(
            item,
            ends,
            Some(claim.predicate),
            item.entry.as_str(),
            amount,
        )
        .closed(bounds, remark, claims.to_vec())
    }

    /// Returns the line of the sum of items.
    fn sum<'i>(
        &self,
        entry: &'static str,
        first: &Item,
        items: impl Iterator<Item = &'i Item>,
        sum: Ends,
        remark: String,
    ) -> Row {
        let ends = [first.ends.giver, first.ends.receiver].map(Cell::of);
        let amount = quantity(sum.interval(), first.unit);
        let row = self.row(first, ends, None, entry, amount);
        if self.wanted.explain {
            // The lines above hold the claims.
            row.closed([Cell::Absent, Cell::Absent], remark, Vec::new())
        } else {
            let mut claims = Vec::new();
            let mut payments = 0_usize;
            for item in items {
                payments += 1;
                claims.extend_from_slice(self.sorted.items.claims(item));
            }
            claims.sort_unstable();
            row.closed([payments.into()], remark, claims)
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

/// Returns an amount of a currency.
pub(super) fn quantity(interval: Interval, unit: Option<Unit>) -> Option<Quantity> {
    let says_nothing = interval == Interval::UNKNOWN.from_zero();
    let interval = match says_nothing {
        true => Interval::UNKNOWN,
        false => interval,
    };
    unit.map(|unit| Quantity::computed(interval, unit))
}
