//! Random query texts, mutated from real ones, never panic.

#[allow(dead_code)]
#[path = "tck/expected.rs"]
mod expected;
#[allow(dead_code)]
#[path = "tck/gherkin.rs"]
mod gherkin;
#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;
#[allow(dead_code)]
#[path = "tck/scenario.rs"]
mod scenario;
#[path = "tck/setup.rs"]
mod setup;

use std::sync::LazyLock;
use std::time::Duration;

use claimgraph::cypher::{Limits, Parameters, Value, run};
use memory::Memory;
use proptest::prelude::*;
use proptest::sample::Index;

const GRAPH: &str = "CREATE (a:A {num: 1, name: 'a'})-[:T {w: 1}]->(b:B:A {num: 2, list: [1, 2]}), \
    (b)-[:T]->(c:C {num: 3.5, at: date('2020-01-31')})-[:U]->(a), (c)-[:U]->(c)";

/// Queries to start from: those of the TCK where it is at hand, and some in any case.
static SEEDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let mut texts = vec![
        "MATCH p = shortestPath((a)-[*]->(b)) WHERE a <> b RETURN p, length(p) ORDER BY 2".to_owned(),
        "MATCH (n) WITH n.num AS x, collect(n) AS l WHERE x > 1 RETURN reduce(s = 0, y IN l | s + y.num)".to_owned(),
        "RETURN date('2020-01-31') + duration({months: 1, days: 1.5}), [x IN range(1, 9) WHERE x % 2 = 0 | x ^ 2][1..]".to_owned(),
        "MATCH (n) WHERE exists { (n)-->() } RETURN count { (n)--() }, [(n)-[r]->(m) | m {.*, r: type(r)}]".to_owned(),
    ];
    if let Some(folder) = scenario::folder() {
        let scenarios = scenario::read_all(&folder);
        let steps = scenarios.iter().flat_map(|scenario| &scenario.steps);
        let asks = steps.filter(|step| step.text.starts_with("executing"));
        texts.extend(asks.map(|step| step.docstring.clone()));
    }
    texts.iter().map(|text| words(text)).collect()
});

/// Splits a text into words and signs.
fn words(text: &str) -> Vec<String> {
    let lexed = open_cypher::lex(text);
    let tokens = lexed.tokens.iter().filter_map(|token| token.text(text));
    tokens.map(str::to_owned).collect()
}

/// A change to a query, with places given as fractions of its length.
#[derive(Clone, Debug)]
enum Change {
    Remove(Index),
    Repeat(Index),
    Swap(Index, Index),
    /// Puts a stretch of another query in.
    Graft(Index, Index, Index, usize),
    Truncate(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    prop_oneof![
        place().prop_map(Change::Remove),
        place().prop_map(Change::Repeat),
        (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
        (place(), place(), place(), 1..12usize)
            .prop_map(|(at, seed, from, length)| { Change::Graft(at, seed, from, length) }),
        place().prop_map(Change::Truncate),
    ]
}

fn mutate(words: &mut Vec<String>, change: &Change) {
    if words.is_empty() {
        return;
    }
    let length = words.len();
    match change {
        Change::Remove(at) => {
            words.remove(at.index(length));
        }
        Change::Repeat(at) => {
            let at = at.index(length);
            words.insert(at, words[at].clone());
        }
        Change::Swap(a, b) => words.swap(a.index(length), b.index(length)),
        Change::Graft(at, seed, from, count) => {
            let donor = &SEEDS[seed.index(SEEDS.len())];
            let from = from.index(donor.len().max(1));
            let stretch = donor.iter().skip(from).take(*count).cloned();
            let at = at.index(length);
            words.splice(at..at, stretch);
        }
        Change::Truncate(at) => words.truncate(at.index(length)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn mutated_queries_are_answered_or_turned_away(
        seed in any::<Index>(),
        changes in prop::collection::vec(change(), 0..5),
    ) {
        let mut graph = Memory::default();
        setup::execute(&mut graph, GRAPH, &Parameters::new()).expect("the graph is set up");
        let mut words = SEEDS[seed.index(SEEDS.len())].clone();
        for change in &changes {
            mutate(&mut words, change);
        }
        let limits = Limits {
            timeout: Some(Duration::from_millis(200)),
            max_rows: Some(1_000),
            max_values: 1_000_000,
            ..Limits::default()
        };
        let parameters = Parameters::from([("param".to_owned(), Value::Integer(1))]);
        let text = words.concat();
        if let Err(error) = run(&graph, &text, &parameters, &limits) {
            prop_assert!(error.span.end <= text.len());
            prop_assert!(text.is_char_boundary(error.span.start));
            prop_assert!(!error.message.is_empty());
        }
    }
}
