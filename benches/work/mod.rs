//! The questions that the peers are asked, answered with the library's public API; each returns a number that is the same
//! for every peer that does the same work.

use std::fs;
use std::io::{BufWriter, Write};

use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{
    ClaimId, Day, EntityId, Handle, Interval, Polarity, PredicateId, Quantity, QuantityId, Sum,
    TextId, Unit,
};
use claimgraph::query::{Picture, export};
use claimgraph::write::{Options, dot};
use rayon::prelude::*;
use rust_decimal::Decimal;

/// The most trails from one entity, and the most steps of one.
const TRAILS: usize = 1000;
const STEPS: u8 = 4;

/// Counts the claims of an entity, each taken with its id, its predicate and the entity at its other end.
pub fn neighbours(graph: &Graph, entity: EntityId) -> i64 {
    let claims = &graph.case().claims;
    let out = graph.walk_from(entity).steps();
    let into = graph.walk_to(entity).steps();
    let all: Vec<(TextId, PredicateId, EntityId)> = out
        .chain(into)
        .map(|(other, claim, terms)| (claims.id(claim), terms.predicate(), other))
        .collect();
    std::hint::black_box(&all).len() as i64
}

/// Counts the payments to an entity that nobody denies, added up by currency.
pub fn inflow(graph: &Graph, entity: EntityId) -> i64 {
    let case = graph.case();
    let terms = graph.walk_to(entity).terms.iter();
    let amounts = terms
        .filter(|terms| terms.polarity() == Polarity::Affirmed)
        .filter_map(|terms| terms.quantity());
    let mut sums: Vec<(Unit, i64, Sum)> = Vec::new();
    for quantity in case.quantities.gather(amounts) {
        let place = sums.iter().position(|(unit, ..)| *unit == quantity.unit);
        let place = place.unwrap_or_else(|| {
            sums.push((quantity.unit, 0, Sum::default()));
            sums.len() - 1
        });
        let (_, count, sum) = &mut sums[place];
        *count += 1;
        sum.add(quantity.interval);
    }
    let sums = sums
        .iter()
        .map(|(unit, count, sum)| (*unit, *count, sum.interval()));
    let sums: Vec<(Unit, i64, Interval)> = std::hint::black_box(sums.collect());
    sums.iter().map(|(_, count, _)| count).sum()
}

/// Counts the chains of payments from an entity, each later than the one before it, up to a number.
pub fn trails(graph: &Graph, from: EntityId) -> i64 {
    let case = graph.case();
    // A trail is its last payment and the trail before that.
    let mut found: Vec<(usize, ClaimId)> = Vec::new();
    let mut open = vec![(from, Day::MIN, usize::MAX, 0)];
    while let Some((entity, last, trail, steps)) = open.pop() {
        for (object, id, terms) in graph.walk_from(entity).steps() {
            let when = terms.quantity().and(terms.when());
            let day = when.and_then(|when| case.whens[when].earliest());
            let Some(day) = day.filter(|day| *day > last) else {
                continue;
            };
            found.push((trail, id));
            if found.len() == TRAILS {
                return TRAILS as i64;
            }
            if steps + 1 < STEPS {
                open.push((object, day, found.len() - 1, steps + 1));
            }
        }
    }
    std::hint::black_box(&found).len() as i64
}

/// Counts the payments told with amounts that have nothing in common, of one year and currency.
pub fn contradictions(graph: &Graph) -> i64 {
    const TOGETHER: usize = 1 << 10;
    let entities = graph.case().entities.len();
    let starts: Vec<usize> = (0..entities).step_by(TOGETHER).collect();
    let counts = starts.into_par_iter().map(|start| {
        let subjects = start..entities.min(start + TOGETHER);
        let mut payments = Vec::new();
        for subject in subjects {
            add_payments(graph, EntityId::from_index(subject), &mut payments);
        }
        let amounts = payments.iter().map(|(_, amount)| *amount);
        let amounts = graph.case().quantities.gather(amounts);
        contradictions_among(&payments, amounts)
    });
    counts.sum()
}

/// What payments have in common that may contradict each other, and the amount.
type Payment = ((EntityId, PredicateId, EntityId, i16), QuantityId);

/// Adds the payments of a subject that have something in common with others of it, next to them.
fn add_payments(graph: &Graph, subject: EntityId, payments: &mut Vec<Payment>) {
    let case = graph.case();
    let start = payments.len();
    for (object, _, terms) in graph.walk_from(subject).steps() {
        if let Some(amount) = terms.quantity() {
            let day = terms.when().and_then(|when| case.whens[when].earliest());
            let year = day.map_or(0, Day::year);
            payments.push(((subject, terms.predicate(), object, year), amount));
        }
    }
    payments[start..].sort_unstable();
    let mut kept = start;
    let mut next = start;
    while next < payments.len() {
        let alike = payments[next..].iter();
        let alike = alike
            .take_while(|other| other.0 == payments[next].0)
            .count();
        if alike > 1 {
            payments.copy_within(next..next + alike, kept);
            kept += alike;
        }
        next += alike;
    }
    payments.truncate(kept);
}

/// Counts what payments have in common, with a currency, of which some amounts lie apart.
fn contradictions_among(payments: &[Payment], mut amounts: impl Iterator<Item = Quantity>) -> i64 {
    let mut found = 0;
    let mut common: Vec<(Unit, Decimal, Decimal)> = Vec::new();
    for alike in payments.chunk_by(|a, b| a.0 == b.0) {
        common.clear();
        for quantity in amounts.by_ref().take(alike.len()) {
            let ends = (quantity.interval.min(), quantity.interval.max());
            let (Some(min), Some(max)) = ends else {
                continue;
            };
            match common.iter_mut().find(|(unit, ..)| *unit == quantity.unit) {
                Some((_, low, high)) => {
                    (*low, *high) = ((*low).max(min.value), (*high).min(max.value));
                }
                None => common.push((quantity.unit, min.value, max.value)),
            }
        }
        found += common.iter().filter(|(_, low, high)| low > high).count();
    }
    found as i64
}

/// Draws every claim, as `export dot` does, and returns how many bytes that takes.
pub fn draw(graph: &Graph, path: &str) -> i64 {
    let standing = Standing::new(graph, Settings::default());
    let options = Options {
        graph,
        standing: &standing,
        lang: "en".to_owned(),
        evidence: false,
        raw: false,
        width: None,
        colour: false,
    };
    let mut out = BufWriter::new(fs::File::create(path).expect("a file to draw to"));
    dot::write(export(graph, &Picture::default()), &options, &mut out).expect("drawn");
    out.flush().expect("drawn");
    fs::metadata(path).map_or(0, |file| file.len() as i64)
}
