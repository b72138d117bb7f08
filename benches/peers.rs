//! The work that `benches/peers.sh` gives to every peer, done with the library's public API.
//!
//! `peers load DATA RESULTS` reads a data folder that was imported from the peers' generator. `peers ask DATA QUERIES
//! RESULTS` opens the snapshot in it and answers the peers' questions. Each adds a line of JSON in the shape of theirs to
//! the file of results, and prints it. Times are the median of `RUNS` passes (3); `_chk` sums are the same for every peer
//! that does the same work.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::{Direction, Graph, Shortest};
use claimgraph::model::{
    ClaimId, Day, EntityId, Handle, Interval, Polarity, PredicateId, Quantity, QuantityId, Terms,
    Unit,
};
use claimgraph::query::{Picture, export};
use claimgraph::snapshot;
use claimgraph::write::{Options, dot};
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// The most trails from one entity, and the most steps of one.
const TRAILS: usize = 1000;
const STEPS: u8 = 4;

fn main() {
    // `cargo bench` adds a flag of its own.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (told, results) = match args.as_slice() {
        ["load", data, results] => (load(data), results),
        ["ask", data, queries, results] => (ask(data, queries), results),
        _ => {
            eprintln!("give `load DATA RESULTS` or `ask DATA QUERIES RESULTS`");
            return;
        }
    };
    let line = Value::Object(told).to_string();
    println!("{line}");
    let file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(results);
    writeln!(file.expect("the file of results"), "{line}").expect("written");
}

/// Reads and checks a folder, and makes its graph and the table of its names.
fn load(data: &str) -> Map<String, Value> {
    let mut told = named();
    let start = Instant::now();
    let graph = claimgraph::open(data.as_ref())
        .unwrap_or_else(|report| panic!("{}", report.to_text(false)));
    graph.names();
    told.insert("load_s".into(), json!(start.elapsed().as_secs_f64()));
    told.insert("rss_load_mb".into(), peak().into());
    told
}

/// Answers the peers' questions from a snapshot.
fn ask(data: &str, queries: &str) -> Map<String, Value> {
    let queries: Value =
        serde_json::from_slice(&fs::read(queries).expect("queries")).expect("JSON");
    let mut told = named();
    told.insert("n".into(), queries["N"].clone());
    let path = Path::new(data).join(snapshot::NAME);
    let graph = snapshot::open(&path, data.as_ref()).expect("a fresh snapshot");
    let entity = |id: &Value| {
        let id = id.as_str().expect("an id");
        graph.names().entity(graph.case(), id).expect("an entity")
    };
    let list = |name: &str| queries[name].as_array().into_iter().flatten();
    let entities = |name: &str| -> Vec<EntityId> { list(name).map(entity).collect() };
    let pairs: Vec<(EntityId, EntityId)> = list("pairs")
        .map(|pair| (entity(&pair[0]), entity(&pair[1])))
        .collect();
    each(&mut told, "nbr", &entities("nbr"), |entity| {
        neighbours(&graph, *entity)
    });
    each(&mut told, "inflow", &entities("inflow"), |entity| {
        inflow(&graph, *entity)
    });
    each(&mut told, "trail", &entities("trail"), |entity| {
        trails(&graph, *entity)
    });
    let mut search = Shortest::new(&graph, Direction::Either);
    each(&mut told, "spath", &pairs, |(from, to)| {
        let entities = search.entities(*from, *to, usize::MAX, |_| true);
        entities.map_or(-1, |entities| entities.len() as i64 - 1)
    });
    whole(&mut told, "contra", runs(), || contradictions(&graph));
    told.insert("rss_query_mb".into(), peak().into());
    let picture = format!("{data}.dot");
    whole(&mut told, "dot", 1, || draw(&graph, &picture));
    told.insert("rss_peak_mb".into(), peak().into());
    told
}

fn named() -> Map<String, Value> {
    let mut told = Map::new();
    told.insert("peer".into(), "claimgraph".into());
    told.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    told
}

/// Counts the claims of an entity, each taken with its predicate and the entity at its other end.
fn neighbours(graph: &Graph, entity: EntityId) -> i64 {
    let told =
        |((id, other), terms): ((&ClaimId, &EntityId), &Terms)| (*id, terms.predicate(), *other);
    let out = graph.claims_from(entity).iter();
    let out = out.zip(graph.objects_from(entity));
    let out = out.zip(graph.terms_from(entity)).map(told);
    let into = graph.claims_to(entity).iter();
    let into = into.zip(graph.subjects_to(entity));
    let into = into.zip(graph.terms_to(entity)).map(told);
    let all: Vec<(ClaimId, PredicateId, EntityId)> = out.chain(into).collect();
    std::hint::black_box(&all).len() as i64
}

/// Counts the payments to an entity that nobody denies, added up by currency.
fn inflow(graph: &Graph, entity: EntityId) -> i64 {
    let case = graph.case();
    // First which amounts, then how much: the processor fetches many at once where little is done with each.
    let terms = graph.terms_to(entity).iter();
    let amounts: Vec<Quantity> = terms
        .filter(|terms| terms.polarity() == Polarity::Affirmed)
        .filter_map(|terms| terms.quantity())
        .map(|amount| case.quantities.get(amount))
        .collect();
    let mut sums: Vec<(Unit, i64, Interval)> = Vec::new();
    for quantity in amounts {
        match sums.iter_mut().find(|(unit, ..)| *unit == quantity.unit) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, sum.plus(quantity.interval)),
            None => sums.push((quantity.unit, 1, quantity.interval)),
        }
    }
    let sums = std::hint::black_box(sums);
    sums.iter().map(|(_, count, _)| count).sum()
}

/// Counts the chains of payments from an entity, each later than the one before it, up to a number.
fn trails(graph: &Graph, from: EntityId) -> i64 {
    let case = graph.case();
    // A trail is its last payment and the trail before that.
    let mut found: Vec<(usize, ClaimId)> = Vec::new();
    let mut open = vec![(from, Day::MIN, usize::MAX, 0)];
    while let Some((entity, last, trail, steps)) = open.pop() {
        let terms = graph.terms_from(entity);
        let ends = graph
            .claims_from(entity)
            .iter()
            .zip(graph.objects_from(entity));
        for (terms, (id, object)) in terms.iter().zip(ends) {
            let when = terms.quantity().and(terms.when());
            let day = when.and_then(|when| case.whens[when].earliest());
            let Some(day) = day.filter(|day| *day > last) else {
                continue;
            };
            found.push((trail, *id));
            if found.len() == TRAILS {
                return TRAILS as i64;
            }
            if steps + 1 < STEPS {
                open.push((*object, day, found.len() - 1, steps + 1));
            }
        }
    }
    std::hint::black_box(&found).len() as i64
}

/// Counts the payments told with amounts that have nothing in common, of one year and currency.
fn contradictions(graph: &Graph) -> i64 {
    const TOGETHER: usize = 1 << 10;
    let entities = graph.case().entities.len();
    let starts: Vec<usize> = (0..entities).step_by(TOGETHER).collect();
    let counts = starts.into_par_iter().map(|start| {
        let subjects = start..entities.min(start + TOGETHER);
        let mut payments = Vec::new();
        let counts = subjects
            .map(|subject| contradictions_of(graph, EntityId::from_index(subject), &mut payments));
        counts.sum::<i64>()
    });
    counts.sum()
}

/// What payments of one subject have in common that may contradict each other, and the amount.
type Payment = ((PredicateId, EntityId, i16), QuantityId);

fn contradictions_of(graph: &Graph, subject: EntityId, payments: &mut Vec<Payment>) -> i64 {
    let case = graph.case();
    payments.clear();
    let terms = graph.terms_from(subject).iter();
    for (terms, object) in terms.zip(graph.objects_from(subject)) {
        if let Some(amount) = terms.quantity() {
            let day = terms.when().and_then(|when| case.whens[when].earliest());
            let year = day.map_or(0, Day::year);
            payments.push(((terms.predicate(), *object, year), amount));
        }
    }
    payments.sort_unstable();
    let mut found = 0;
    for told in payments
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|told| told.len() > 1)
    {
        let mut common: Vec<(Unit, Decimal, Decimal)> = Vec::new();
        for (_, amount) in told {
            let quantity = case.quantities.get(*amount);
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
fn draw(graph: &Graph, path: &str) -> i64 {
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

/// Notes the mean time of an item in microseconds, and the sum of what they return.
fn each<T>(told: &mut Map<String, Value>, name: &str, items: &[T], mut of: impl FnMut(&T) -> i64) {
    if let Some(first) = items.first() {
        of(first);
    }
    let mut sum = 0;
    let times = (0..runs()).map(|_| {
        let start = Instant::now();
        sum = items.iter().map(&mut of).sum();
        start.elapsed().as_secs_f64() * 1e6 / items.len() as f64
    });
    let times = times.collect();
    told.insert(format!("{name}_us"), json!(median(times)));
    told.insert(format!("{name}_chk"), sum.into());
}

/// Notes the time of the whole in seconds, and what it returns.
fn whole(told: &mut Map<String, Value>, name: &str, runs: usize, of: impl Fn() -> i64) {
    let mut result = 0;
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        result = of();
        start.elapsed().as_secs_f64()
    });
    let times = times.collect();
    told.insert(format!("{name}_s"), json!(median(times)));
    told.insert(format!("{name}_chk"), result.into());
}

fn runs() -> usize {
    let runs = std::env::var("RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok());
    runs.unwrap_or(3)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Returns the most memory the process had so far, in megabytes, where the system tells.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
