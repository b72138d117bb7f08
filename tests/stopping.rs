//! What a query has worked out about a whole case stops with it, and what was left half done is not taken for whole.

#[path = "../benches/made/mod.rs"]
mod made;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use claimgraph::answer::Row;
use claimgraph::cypher::{Error, Kind, Limits};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::query::{Cypher, Question};

/// Each has to have something worked out of the whole case.
const QUERIES: [&str; 6] = [
    "MATCH (c)-[d:DISPUTES]-(other) RETURN c.id, other.id, d.rule, d.why ORDER BY c.id, other.id, d.why",
    "MATCH (c:Claim) RETURN c.id, c.status ORDER BY c.id",
    "MATCH (s:Source)<-[:IN]-(c) RETURN s.id, count(c) ORDER BY s.id",
    "MATCH (s)<-[:SAID_BY]-(:Source) RETURN s.id, count(*) ORDER BY s.id",
    "MATCH (a:Company) RETURN a.id ORDER BY a.id",
    "MATCH (a)-[c:SUPPLIES|PAID]->(b) RETURN c.id ORDER BY c.id",
];

fn ask(cypher: &Cypher<'_>, text: &str, limits: Limits) -> Result<Vec<Row>, Error> {
    let question = Question {
        text: text.to_owned(),
        limits,
        ..Question::default()
    };
    let prepared = cypher.prepare(&question)?;
    Ok(prepared.answer()?.rows.collect())
}

fn patiently(cypher: &Cypher<'_>, text: &str) -> Vec<Row> {
    let limits = Limits {
        timeout: None,
        ..Limits::default()
    };
    ask(cypher, text, limits).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Returns what a session answers that has never been stopped.
fn afresh(graph: &Graph, text: &str) -> Vec<Row> {
    let standing = Standing::new(graph, Settings::default());
    patiently(&Cypher::over(graph, &standing, "en"), text)
}

#[test]
fn a_query_that_is_cancelled_leaves_nothing_half_done() {
    let graph = made::graph(1_000);
    let standing = Standing::new(graph, Settings::default());
    let cypher = Cypher::over(graph, &standing, "en");
    let cancel = Arc::new(AtomicBool::new(false));
    for text in QUERIES {
        cancel.store(true, Ordering::Relaxed);
        let limits = Limits {
            cancel: Some(Arc::clone(&cancel)),
            ..Limits::default()
        };
        let error = ask(&cypher, text, limits.clone()).expect_err(text);
        assert_eq!(error.kind, Kind::Cancelled, "{text}: {error}");
        cancel.store(false, Ordering::Relaxed);
        let rows = ask(&cypher, text, limits).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(!rows.is_empty(), "{text}");
        assert_eq!(rows, afresh(graph, text), "{text}");
    }
}

#[test]
fn the_time_is_looked_at_while_a_whole_case_is_worked_out() {
    let graph = made::graph(40_000);
    let standing = Standing::new(graph, Settings::default());
    let cypher = Cypher::over(graph, &standing, "en");
    for text in QUERIES {
        for (timeout, has_to_stop) in [(0, true), (1, false), (5, false), (20, false)] {
            let limits = Limits {
                timeout: Some(Duration::from_millis(timeout)),
                ..Limits::default()
            };
            let begun = Instant::now();
            match ask(&cypher, text, limits) {
                Err(error) => assert_eq!(error.kind, Kind::Timeout, "{text}: {error}"),
                Ok(_) => assert!(!has_to_stop, "{text} in {timeout} ms"),
            }
            // Far less than it takes to the end, without optimisation and on a busy machine.
            assert!(begun.elapsed() < Duration::from_secs(2), "{text}");
        }
        assert!(patiently(&cypher, text) == afresh(graph, text), "{text}");
    }
}
