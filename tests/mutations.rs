//! Random query texts, mutated from real ones, never panic, exhaust the stack or exceed their bounds.
//!
//! `CLAIMGRAPH_MUTATIONS=100000` sets how many there are; `fuzz/` has the same for cargo-fuzz, which goes on for ever.

#[path = "mutations/change.rs"]
mod change;
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
#[path = "mutations/seeds.rs"]
mod seeds;
#[path = "tck/setup.rs"]
mod setup;

use std::env;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use change::{Change, changes};
use claimgraph::cypher::{Error, Limits, Parameters, Query, Value, lexemes};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::query::{Cypher, Question};
use memory::Memory;
use proptest::prelude::*;
use proptest::sample::Index;
use seeds::{LANGUAGE, QUESTIONS, Words};

const GRAPH: &str = "CREATE (a:A {num: 1, name: 'a'})-[:T {w: 1}]->(b:B:A {num: 2, list: [1, 2]}), \
    (b)-[:T]->(c:C {num: 3.5, at: date('2020-01-31')})-[:U]->(a), (c)-[:U]->(c)";

static CASE: LazyLock<Graph> =
    LazyLock::new(|| claimgraph::open("graph-data".as_ref()).expect("the case that ships"));

/// How long a query may take to be turned away or stopped, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(10);

const MAX_ROWS: usize = 300;

/// Returns how many queries are tried: so many, or as many as the environment asks for.
fn cases(usual: u32) -> ProptestConfig {
    let asked = env::var("CLAIMGRAPH_MUTATIONS").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        ..ProptestConfig::default()
    }
}

fn limits() -> Limits {
    Limits {
        timeout: Some(Duration::from_millis(200)),
        max_rows: Some(MAX_ROWS),
        max_values: 300_000,
        ..Limits::default()
    }
}

fn parameters() -> Parameters {
    Parameters::from([("param".to_owned(), Value::Integer(1))])
}

fn mutated(seeds: &[Words], seed: Index, changes: &[Change]) -> String {
    let mut words = seeds[seed.index(seeds.len())].clone();
    for change in changes {
        change.make(&mut words, seeds);
    }
    words.concat()
}

fn check(text: &str, outcome: Result<usize, Error>, begun: Instant) -> Result<(), TestCaseError> {
    prop_assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    match outcome {
        Ok(rows) => prop_assert!(rows <= MAX_ROWS),
        Err(error) => {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
            prop_assert!(text.is_char_boundary(error.span.start));
            prop_assert!(text.is_char_boundary(error.span.end));
            prop_assert!(!error.message.is_empty());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn mutated_queries_are_answered_or_turned_away(seed in any::<Index>(), changes in changes()) {
        let mut graph = Memory::new(seed.index(2) == 0);
        setup::execute(&mut graph, GRAPH, &Parameters::new()).expect("the graph is set up");
        let text = mutated(&LANGUAGE, seed, &changes);
        let begun = Instant::now();
        let (limits, parameters) = (limits(), parameters());
        let outcome = Query::prepare(&graph, &text, &Limits::default()).and_then(|query| {
            let expected = query.explain();
            let answer = query.run(&parameters, &limits)?;
            assert_eq!(expected.lines.len(), answer.explanation.lines.len());
            assert!(answer.rows.iter().all(|row| row.len() == answer.columns.len()));
            // The texts that a terminal would be shown.
            let shown: usize = answer.rows.iter().flatten().map(|value| value.to_string().len()).sum();
            assert!(shown < usize::MAX);
            Ok(answer.rows.len())
        });
        check(&text, outcome, begun)?;
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn mutated_questions_about_a_case_are_answered_or_turned_away(
        seed in any::<Index>(),
        changes in changes(),
    ) {
        let standing = Standing::new(&CASE, Settings::default());
        let cypher = Cypher::over(&CASE, &standing, "en");
        let text = mutated(&QUESTIONS, seed, &changes);
        let question = Question {
            text: text.clone(),
            parameters: parameters(),
            limits: limits(),
            explain: false,
        };
        let begun = Instant::now();
        let outcome = cypher.prepare(&question).and_then(|prepared| {
            let rows = prepared.stream()?.rows.count();
            prepared.ended().map(|_| rows)
        });
        check(&text, outcome, begun)?;
    }

    #[test]
    fn mutated_texts_are_split_whole(seed in any::<Index>(), changes in changes()) {
        let text = mutated(&LANGUAGE, seed, &changes);
        let spans = lexemes(&text).into_iter().map(|(_, span)| span);
        let joined: String = spans.map(|span| &text[span.start..span.end]).collect();
        prop_assert_eq!(joined, text);
    }
}
