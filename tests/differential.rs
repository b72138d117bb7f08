//! The engine against a naive evaluator that shares no code with it: random graphs, random queries, the same rows.
//!
//! The evaluator tries every node and relationship in every place of a pattern and follows the definition of openCypher
//! word for word; what it covers is what `ast` can say. `CLAIMGRAPH_DIFFERENTIAL=100000` sets the number of queries.

#[path = "differential/ast.rs"]
mod ast;
#[path = "differential/choose.rs"]
mod choose;
#[path = "differential/clauses.rs"]
mod clauses;
#[path = "differential/compose.rs"]
mod compose;
#[path = "differential/graph.rs"]
mod graph;
#[path = "differential/matching.rs"]
mod matching;
#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;
#[path = "differential/naive.rs"]
mod naive;
#[path = "differential/patterns.rs"]
mod patterns;
#[path = "differential/value.rs"]
mod value;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::env;

use choose::Maker;
use claimgraph::cypher::{Limits, Parameters, run};
use clauses::Expected;
use naive::Naive;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use value::{Val, from_engine};

/// How many queries are compared when nothing else is said.
const CASES: u32 = 1_000;

#[test]
fn the_engine_agrees_with_the_definition() {
    let cases = env::var("CLAIMGRAPH_DIFFERENTIAL").ok();
    let cases = cases.and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        max_shrink_iters: 200_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let compared = Cell::new(0u32);
    let rows = Cell::new(0usize);
    let strategy = (
        prop::collection::vec(any::<u16>(), 110..160),
        prop::collection::vec(any::<u16>(), 0..250),
    );
    let outcome = runner.run(&strategy, |(of_graph, of_query)| {
        let graph = Maker::new(&of_graph).graph();
        let query = Maker::new(&of_query).query();
        match compare(&graph, &query) {
            Ok(Some(found)) => {
                compared.set(compared.get() + 1);
                rows.set(rows.get() + usize::from(found > 0));
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(why) => Err(TestCaseError::fail(format!("{why}\n{query}\n{graph:#?}"))),
        }
    });
    println!("{} compared, {} with rows", compared.get(), rows.get());
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(
        compared.get() > cases / 2,
        "too few queries are simple enough"
    );
}

/// Returns how many rows both found; `None` when the query is too much work for the naive way.
fn compare(graph: &graph::Graph, query: &ast::Query) -> Result<Option<usize>, String> {
    let naive = Naive {
        graph,
        fuel: Cell::new(100_000),
    };
    let Ok(expected) = naive.query(query) else {
        return Ok(None);
    };
    let text = query.to_string();
    let mut count = 0;
    for indexed in [false, true] {
        let memory = graph.to_memory(indexed);
        let answer = run(&memory, &text, &Parameters::new(), &Limits::default());
        let answer = answer.map_err(|error| format!("turned away: {error} at {:?}", error.span))?;
        let rows = answer.rows.iter();
        let rows: Vec<Vec<Val>> = rows
            .map(|row| row.iter().map(from_engine).collect())
            .collect();
        agree(&expected, &rows).map_err(|why| {
            format!(
                "{why} (indexed: {indexed})\nexpected {:?}\nfound    {rows:?}",
                expected.groups
            )
        })?;
        count = rows.len();
    }
    Ok(Some(count))
}

/// Checks rows group by group: within a group any order will do, and any rows where it is cut off.
fn agree(expected: &Expected, found: &[Vec<Val>]) -> Result<(), String> {
    let total: usize = expected.groups.iter().map(Vec::len).sum();
    let wanted = total.saturating_sub(expected.skip).min(expected.limit);
    if found.len() != wanted {
        return Err(format!("{} rows instead of {wanted}", found.len()));
    }
    let mut start = 0;
    for group in &expected.groups {
        let end = start + group.len();
        let from = start.max(expected.skip).min(expected.skip + wanted) - expected.skip;
        let to = end.max(expected.skip).min(expected.skip + wanted) - expected.skip;
        let mut left = BTreeMap::<Vec<String>, usize>::new();
        for row in group {
            *left.entry(key(row)).or_default() += 1;
        }
        for row in &found[from..to] {
            match left.get_mut(&key(row)) {
                Some(count @ 1..) => *count -= 1,
                _ => return Err(format!("row {row:?} is not expected here")),
            }
        }
        start = end;
    }
    Ok(())
}

fn key(row: &[Val]) -> Vec<String> {
    row.iter().map(|value| value.unordered().key()).collect()
}
