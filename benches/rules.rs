//! How long the rules take, about one thing and about everything, as a case grows.
//!
//! Cases are made up from a seed: a fifth as many entities as claims, two thirds payments, a quarter of the claims told
//! again by another speaker. `CLAIMGRAPH_BENCH=1000000` measures a case of a million claims instead of the usual two.

use std::fmt::Write as _;
use std::fs;
use std::sync::{Mutex, OnceLock};

use claimgraph::dispute::{Disputes, Rule, Settings, Sought, Standing, Tell};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, EntityId, Handle};
use claimgraph::query::{self, Totals, Trails};
use divan::Bencher;

fn main() {
    divan::main();
}

#[divan::bench(args = sizes())]
fn trail_of_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let mut next = (0..graph.case().entities.len()).cycle().step_by(97);
    bencher
        .with_inputs(|| EntityId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|from| {
            let standing = Standing::new(graph, Settings::default());
            let wanted = Trails {
                from,
                to: None,
                max_hops: 4,
                most: 1000,
                include: Vec::new(),
            };
            query::trail(graph, &standing, &wanted).rows.count()
        });
}

#[divan::bench(args = sizes())]
fn status_of_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let mut next = (0..claims).cycle().step_by(997);
    bencher
        .with_inputs(|| ClaimId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|claim| {
            let standing = Standing::new(graph, Settings::default());
            (standing.status(claim), standing.disputed_by(claim))
        });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn who_is_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    // The index of speakers is made by the first question.
    graph.claims_by(EntityId::from_index(0));
    let mut next = (0..graph.case().entities.len()).cycle().step_by(97);
    bencher
        .with_inputs(|| EntityId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|speaker| {
            let standing = Standing::new(graph, Settings::default());
            query::who(graph, &standing, speaker).rows.count()
        });
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn amounts_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let sought = Sought {
        rules: &[Rule::Amount],
        tell: Tell::Why,
    };
    bencher.bench_local(|| Disputes::sought(graph, &Settings::default(), sought));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn disputes_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| Disputes::of(graph, &Settings::default()));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn statuses_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| {
        let standing = Standing::new(graph, Settings::default());
        standing.statuses().len()
    });
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn totals_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| {
        let standing = Standing::new(graph, Settings::default());
        query::total(graph, &standing, &Totals::default())
            .rows
            .count()
    });
}

/// Thousands of versions of one fact, of which none is borne out: the most there can be to look at.
#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn one_fact_told_by_all(bencher: Bencher, claims: usize) {
    let graph = opened(10, (0..claims).map(|place| {
        format!(
            r#"{{"id":"c{place}","source":"s{}","speaker":"e{}","subject":"e0","predicate":"paid","object":"e1","quantity":"USD {}"}}"#,
            place % 3, place % 7, 1_000 + place
        )
    }));
    bencher.bench_local(|| {
        let standing = Standing::new(&graph, Settings::default());
        standing.status(ClaimId::from_index(0))
    });
}

fn sizes() -> Vec<usize> {
    let asked = std::env::var("CLAIMGRAPH_BENCH");
    match asked.ok().and_then(|size| size.parse().ok()) {
        Some(size) => vec![size],
        None => vec![10_000, 100_000],
    }
}

/// Returns the case of a size, which is made once.
fn graph(claims: usize) -> &'static Graph {
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
fn opened(entities: usize, claims: impl Iterator<Item = String>) -> Graph {
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
    claimgraph::open(dir.path()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
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
