//! Cases made up from a seed: a fifth as many entities as claims, two thirds payments, a quarter of the claims told again by
//! another speaker. `CLAIMGRAPH_BENCH=1000000` measures a case of a million claims instead of the usual two.

// Each bench uses a part of it.
#![allow(dead_code)]

use std::fmt::Write as _;
use std::fs;
use std::sync::{Mutex, OnceLock};

use claimgraph::graph::Graph;
use tempfile::TempDir;

/// Returns how many claims the cases have that are measured.
pub fn sizes() -> Vec<usize> {
    let asked = std::env::var("CLAIMGRAPH_BENCH");
    match asked.ok().and_then(|size| size.parse().ok()) {
        Some(size) => vec![size],
        None => vec![10_000, 100_000],
    }
}

/// Returns the case of a size, which is made once.
pub fn graph(claims: usize) -> &'static Graph {
    static MADE: OnceLock<Mutex<Vec<(usize, &'static Graph)>>> = OnceLock::new();
    let mut made = MADE
        .get_or_init(Mutex::default)
        .lock()
        .expect("no bench has failed");
    if let Some((_, graph)) = made.iter().find(|(size, _)| *size == claims) {
        return graph;
    }
    let entities = claims / 5;
    let graph = Box::leak(Box::new(opened(entities, lines(claims, entities))));
    made.push((claims, graph));
    graph
}

/// Writes a case and opens it.
pub fn opened(entities: usize, claims: impl Iterator<Item = String>) -> Graph {
    let dir = folder(entities, claims);
    claimgraph::open(dir.path()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
}

/// Writes a case of a size.
pub fn written(claims: usize) -> TempDir {
    let entities = claims / 5;
    folder(entities, lines(claims, entities))
}

/// Writes a case into a folder that goes when it is let go of.
fn folder(entities: usize, claims: impl Iterator<Item = String>) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let put = |path: &str, lines: &mut dyn Iterator<Item = String>| {
        let mut text = String::new();
        for line in lines {
            writeln!(text, "{line}").expect("memory");
        }
        fs::write(dir.path().join(path), text).expect("a file");
    };
    fs::create_dir(dir.path().join("claims")).expect("a folder of claims");
    put(
        "entities.jsonl",
        &mut (0..entities).map(|id| {
            format!(r#"{{"id":"e{id}","kind":"company","labels":{{"en":"Company {id}"}}}}"#)
        }),
    );
    let predicates = [
        ("paid", "payment"),
        ("lent_to", "payment"),
        ("supplies", "relation"),
    ];
    put(
        "predicates.jsonl",
        &mut predicates.into_iter().map(|(id, kind)| {
            let unit = if kind == "payment" { r#","unit":"currency""# } else { "" };
            format!(
                r#"{{"id":"{id}","kind":"{kind}","labels":{{"en":"{id}"}},"domain":["company"],"range":["company"]{unit}}}"#
            )
        }),
    );
    put(
        "sources.jsonl",
        &mut (0..entities.div_ceil(4)).map(|id| {
            format!(
                r#"{{"id":"s{id}","kind":"article","labels":{{"en":"Article {id}"}},"maker":"e{id}"}}"#
            )
        }),
    );
    put("claims/claims.jsonl", &mut claims.into_iter());
    dir
}

/// Returns the lines of claims.
fn lines(claims: usize, entities: usize) -> impl Iterator<Item = String> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut told: Vec<(usize, usize, usize, u64)> = Vec::new();
    (0..claims).map(move |place| {
        let again = !told.is_empty() && dice.below(4) == 0;
        let (subject, object, predicate, amount) = if again {
            told[dice.below(told.len())]
        } else {
            let ends = (dice.below(entities), dice.below(entities));
            (ends.0, ends.1, dice.below(3), 1_000 + dice.below(1_000_000) as u64)
        };
        told.push((subject, object, predicate, amount));
        let predicate = ["paid", "lent_to", "supplies"][predicate];
        let quantity = match predicate {
            "supplies" => String::new(),
            _ => format!(r#","quantity":"~USD {}""#, amount + dice.below(amount as usize / 4) as u64),
        };
        let (speaker, source) = (dice.below(entities), dice.below(entities.div_ceil(4)));
        let (year, month, day) = (2010 + dice.below(15), 1 + dice.below(12), 1 + dice.below(28));
        let when = match again {
            true => format!("{year}/{}", year + 3),
            false => format!("{year}-{month:02}-{day:02}"),
        };
        format!(
            r#"{{"id":"c{place}","source":"s{source}","speaker":"e{speaker}","subject":"e{subject}","predicate":"{predicate}","object":"e{object}"{quantity},"when":"{when}"}}"#
        )
    })
}

/// Numbers that look like chance and are the same every time: xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}
