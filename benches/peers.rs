//! The work that `benches/peers.sh` gives to every peer, done with the library's public API.
//!
//! `peers load DATA RESULTS` reads a data folder that was imported from the peers' generator. `peers ask DATA QUERIES
//! RESULTS` opens the snapshot in it and answers the peers' questions. Each adds a line of JSON in the shape of theirs to
//! the file of results, and prints it. Times are the median of `RUNS` passes (3); `_chk` sums are the same for every peer
//! that does the same work.

mod work;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use claimgraph::graph::{Direction, Shortest};
use claimgraph::model::EntityId;
use claimgraph::snapshot;
use serde_json::{Map, Value, json};

use work::{contradictions, draw, inflow, neighbours, trails};

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
