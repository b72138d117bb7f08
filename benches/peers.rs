//! The work that `benches/peers.sh` gives to every peer, done with the library's public API.
//!
//! `peers DATA QUERIES [RESULTS]` opens a data folder that was imported from the peers' generator, answers its queries, and
//! prints one line of JSON in the shape of theirs, which is also added to the file of results. Times are the median of
//! `RUNS` passes (3), `_chk` sums are the same for every peer that does the same work.

use std::collections::HashMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::time::Instant;

use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::{Direction, Graph};
use claimgraph::model::{ClaimId, EntityId, Polarity, Unit};
use claimgraph::query::{Picture, export};
use claimgraph::write::{Options, dot};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// The most trails from one entity, and the most steps of one.
const TRAILS: usize = 1000;
const STEPS: usize = 4;

fn main() {
    // `cargo bench` adds a flag of its own.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let [data, queries, results @ ..] = args.as_slice() else {
        eprintln!(
            "give a data folder, the peers' queries.json, and the file to add the results to"
        );
        return;
    };
    let queries: Value =
        serde_json::from_slice(&fs::read(queries).expect("queries")).expect("JSON");
    let mut told = Map::new();
    told.insert("peer".into(), "claimgraph".into());
    told.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    told.insert("n".into(), queries["N"].clone());

    let start = Instant::now();
    let graph = claimgraph::open(data.as_ref())
        .unwrap_or_else(|report| panic!("{}", report.to_text(false)));
    // The peers find an entity by a table of ids, which their loading makes too.
    let case = graph.case();
    let ids: HashMap<&str, EntityId> = case
        .entities
        .iter()
        .map(|(entity, record)| (case.text(record.id), entity))
        .collect();
    told.insert("load_s".into(), json!(start.elapsed().as_secs_f64()));
    told.insert("rss_load_mb".into(), peak().into());

    let entities = |name: &str| -> Vec<EntityId> {
        let names = queries[name].as_array().into_iter().flatten();
        names.map(|id| ids[id.as_str().expect("an id")]).collect()
    };
    let pairs = queries["pairs"].as_array().into_iter().flatten();
    let pairs: Vec<(EntityId, EntityId)> = pairs
        .map(|pair| {
            (
                ids[pair[0].as_str().expect("an id")],
                ids[pair[1].as_str().expect("an id")],
            )
        })
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
    each(&mut told, "spath", &pairs, |(from, to)| {
        steps_between(&graph, *from, *to)
    });
    whole(&mut told, "contra", runs(), || contradictions(&graph));
    told.insert("rss_query_mb".into(), peak().into());
    let picture = format!("{data}.dot");
    whole(&mut told, "dot", 1, || draw(&graph, &picture));
    told.insert("rss_peak_mb".into(), peak().into());

    let line = Value::Object(told).to_string();
    println!("{line}");
    if let [results] = results {
        let file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(results);
        writeln!(file.expect("the file of results"), "{line}").expect("written");
    }
}

/// Counts the claims of an entity, each taken with its predicate and the entity at its other end.
fn neighbours(graph: &Graph, entity: EntityId) -> i64 {
    let case = graph.case();
    let text = |claim: &ClaimId, other: Option<EntityId>| {
        let claim = &case.claims[*claim];
        let other = other.map(|other| case.text(case.entities[other].id));
        (
            case.text(claim.id),
            case.text(case.predicate(claim).id),
            other,
        )
    };
    let out = graph
        .claims_from(entity)
        .iter()
        .map(|id| text(id, case.claims[*id].object));
    let into = graph
        .claims_to(entity)
        .iter()
        .map(|id| text(id, Some(case.claims[*id].subject)));
    let all: Vec<(&str, &str, Option<&str>)> = out.chain(into).collect();
    all.len() as i64
}

/// Counts the payments to an entity that nobody denies, added up by currency.
fn inflow(graph: &Graph, entity: EntityId) -> i64 {
    let case = graph.case();
    let mut sums: HashMap<Unit, (i64, Decimal, Decimal)> = HashMap::new();
    for id in graph.claims_to(entity) {
        let claim = &case.claims[*id];
        if let (Some((unit, min, max)), Polarity::Affirmed) = (amount(graph, *id), claim.polarity) {
            let sum = sums.entry(unit).or_default();
            *sum = (sum.0 + 1, sum.1 + min, sum.2 + max);
        }
    }
    sums.values().map(|sum| sum.0).sum()
}

/// Counts the chains of payments from an entity, each later than the one before it, up to a number.
fn trails(graph: &Graph, from: EntityId) -> i64 {
    let case = graph.case();
    let mut found: Vec<Vec<ClaimId>> = Vec::new();
    let mut open: Vec<(EntityId, &str, Vec<ClaimId>)> = vec![(from, "", Vec::new())];
    while let Some((entity, last, trail)) = open.pop() {
        for id in graph.claims_from(entity) {
            let claim = &case.claims[*id];
            let date = case.when(claim).map_or("", |when| when.as_str());
            if claim.quantity.is_none() || date <= last {
                continue;
            }
            let trail = [&trail[..], &[*id]].concat();
            found.push(trail.clone());
            if found.len() == TRAILS {
                return TRAILS as i64;
            }
            if let (Some(object), true) = (claim.object, trail.len() < STEPS) {
                open.push((object, date, trail));
            }
        }
    }
    found.len() as i64
}

/// Returns how many steps two entities are apart, -1 when nothing joins them.
fn steps_between(graph: &Graph, from: EntityId, to: EntityId) -> i64 {
    let route = graph.shortest_route(from, to, Direction::Either, usize::MAX, &|_| true);
    route.map_or(-1, |route| route.len() as i64)
}

/// Counts the payments told with amounts that have nothing in common, of one year and currency.
fn contradictions(graph: &Graph) -> i64 {
    let case = graph.case();
    let mut told = HashMap::new();
    for (id, claim) in case.claims.iter() {
        if let Some((unit, min, max)) = amount(graph, id) {
            let year = case.when(claim).map_or("", |when| &when.as_str()[..4]);
            let common = told
                .entry((claim.subject, claim.predicate, claim.object, year, unit))
                .or_insert((min, max));
            *common = (common.0.max(min), common.1.min(max));
        }
    }
    told.values().filter(|(min, max)| min > max).count() as i64
}

/// Returns the unit, least and greatest value of a claim with an amount.
fn amount(graph: &Graph, id: ClaimId) -> Option<(Unit, Decimal, Decimal)> {
    let case = graph.case();
    let quantity = case.quantity(&case.claims[id])?;
    let (min, max) = (quantity.interval.min()?, quantity.interval.max()?);
    Some((quantity.unit, min.value, max.value))
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
fn each<T>(told: &mut Map<String, Value>, name: &str, items: &[T], of: impl Fn(&T) -> i64) {
    if let Some(first) = items.first() {
        of(first);
    }
    let mut sum = 0;
    let times = (0..runs()).map(|_| {
        let start = Instant::now();
        sum = items.iter().map(&of).sum();
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
