//! The graph that queries see: its indexes find what looking at everything finds, random queries find what they find in a
//! plain copy of the case, and queries that mean the same find the same.
//!
//! `CLAIMGRAPH_DIFFERENTIAL=10000` sets the number of random queries.

#[allow(dead_code)]
#[path = "differential/ast.rs"]
mod ast;
#[allow(dead_code)]
#[path = "differential/choose.rs"]
mod choose;
#[allow(dead_code)]
#[path = "differential/compose.rs"]
mod compose;
#[allow(dead_code)]
#[path = "differential/graph.rs"]
mod graph;
#[path = "view/laws.rs"]
mod laws;
#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;
#[path = "differential/patterns.rs"]
mod patterns;
#[path = "view/plain.rs"]
mod plain;
#[path = "view/same.rs"]
mod same;
#[path = "common/story.rs"]
mod story;
#[allow(dead_code)]
#[path = "differential/value.rs"]
mod value;

use std::cell::Cell as Counter;
use std::env;
use std::time::Duration;

use choose::{Maker, Words};
use claimgraph::answer::{Cell, Row};
use claimgraph::cypher::{Class, Error, Limits, Parameters, run};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::query::{Cypher, Question};
use claimgraph::snapshot::{self, Inputs};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// How many random queries there are when nothing else is said.
const CASES: u32 = 100;

/// How many rows are compared at most.
const MOST: usize = 2_000;

/// What the small case is called by, which has claims from people to themselves and several between the same two.
const SMALL: Words = Words {
    labels: &["Person", "Company", "Entity", "Claim", "Source"],
    types: &[
        "PAID",
        "KNOWS",
        "SUBJECT",
        "OBJECT",
        "SAID_BY",
        "IN",
        "REPORTED_IN",
        "DISPUTES",
        "RESTATES",
    ],
    texts: &[
        "ann",
        "bob",
        "firm",
        "c1",
        "c4",
        "paper",
        "no such id",
        "Ann",
    ],
    num: "min",
    names: &["id", "label"],
    flag: "approx",
    mix: "kind",
    list: "tags",
};

/// What the case that ships is called by.
const ARTICLE: Words = Words {
    labels: &[
        "Person",
        "Company",
        "Nonprofit",
        "AiModel",
        "Source",
        "Claim",
    ],
    types: &[
        "FOUNDED",
        "DONATED_TO",
        "RELEASED",
        "REPORTED_IN",
        "DISPUTES",
        "OBJECT",
        "RESTATES",
    ],
    texts: &[
        "musk",
        "openai",
        "OpenAI",
        "Elon Musk",
        "ai-labs",
        "article",
        "musk-gave-about-100m",
        "马斯克",
    ],
    num: "min",
    names: &["id", "label"],
    flag: "approx",
    mix: "kind",
    list: "tags",
};

fn small() -> Graph {
    story::told(&[
        "c1 | ann | ann paid bob | quantity: USD 5M; when: 2018; occasion: o
         c2 | bob | ann paid bob | quantity: USD 9M; when: 2018; occasion: o
         c3 | cat | ann paid bob | quantity: ~USD 5M; when: 2018-03
         c4 | ann | ann knows ann | when: 2018
         c5 | ann-in-paper | ann knows bob
         c6 | bob-in-paper | bob knows ann | restates: c5",
        "c7 | dan | firm open | when: 2019
         c8 | ann | firm closed | when: 2019
         c9 | dan | bob paid firm | quantity: unknown USD
         c10 | firm | firm paid firm | quantity: EUR 1M; when: 2020-01-02",
    ])
}

/// Returns the rows of a query as texts, in order; `None` where it takes more than the comparison is worth.
fn found(graph: &Graph, cypher: &Cypher<'_>, text: &str) -> Option<Vec<String>> {
    let question = Question {
        text: text.to_owned(),
        limits: limits(),
        ..Question::default()
    };
    let answer = cypher.prepare(&question).and_then(|prepared| {
        let rows = prepared.answer()?.rows;
        let rows = rows.map(|row| {
            row.cells
                .iter()
                .map(|cell| same::of_cell(graph, cell))
                .collect::<Vec<_>>()
        });
        Ok(rows.map(|row| row.join(" | ")).collect())
    });
    // Which rows are left out of many is not determined.
    bounded(answer, text).filter(|rows: &Vec<String>| rows.len() < MOST)
}

fn bounded<T>(answer: Result<T, Error>, text: &str) -> Option<T> {
    match answer {
        Ok(answer) => Some(answer),
        Err(error) if error.class == Class::LimitExceeded => None,
        Err(error) => panic!("{error} at {:?}\n{text}", error.span),
    }
}

fn limits() -> Limits {
    Limits {
        timeout: Some(Duration::from_millis(500)),
        max_rows: Some(MOST),
        ..Limits::default()
    }
}

fn sorted(mut rows: Vec<String>) -> Vec<String> {
    rows.sort();
    rows
}

/// Runs a test on so many lists of choices.
fn random(test: impl Fn(&[u16]) -> Result<(), String>) {
    let cases = env::var("CLAIMGRAPH_DIFFERENTIAL").ok();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(CASES),
        max_shrink_iters: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&prop::collection::vec(any::<u16>(), 0..200), |choices| {
        test(&choices).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn agrees_with_its_copy(graph: &Graph, words: &'static Words) {
    let standing = Standing::new(graph, Settings::default());
    let cypher = Cypher::over(graph, &standing, "en");
    let copy = plain::copy(graph, &standing);
    let (compared, with_rows) = (Counter::new(0), Counter::new(0));
    random(|choices| {
        let mut query = Maker::with(choices, words).query();
        for single in std::iter::once(&mut query.first).chain(&mut query.rest) {
            // Which rows come first is not determined.
            (single.result.skip, single.result.limit) = (None, None);
        }
        let text = query.to_string();
        let Some(ours) = found(graph, &cypher, &text) else {
            return Ok(());
        };
        let expected = bounded(run(&copy, &text, &Parameters::new(), &limits()), &text);
        let Some(expected) = expected else {
            return Ok(());
        };
        let row = |row: &Vec<_>| {
            let cells: Vec<String> = row
                .iter()
                .map(|value| same::of_value(&copy, value))
                .collect();
            cells.join(" | ")
        };
        let expected: Vec<String> = expected.rows.iter().map(row).collect();
        compared.set(compared.get() + 1);
        with_rows.set(with_rows.get() + usize::from(!expected.is_empty()));
        match sorted(ours) == sorted(expected) {
            true => Ok(()),
            false => Err(format!("other rows than the copy finds\n{text}")),
        }
    });
    println!("{} compared, {} with rows", compared.get(), with_rows.get());
    assert!(with_rows.get() > 10, "too few queries find anything");
}

#[test]
fn a_case_and_its_copy_give_the_same_rows() {
    agrees_with_its_copy(&small(), &SMALL);
}

#[test]
fn the_article_and_its_copy_give_the_same_rows() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    agrees_with_its_copy(&graph, &ARTICLE);
}

#[test]
fn a_snapshot_and_its_copy_give_the_same_rows() {
    let data: &std::path::Path = "graph-data".as_ref();
    let graph = claimgraph::open(data).expect("the case that ships");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("snapshot");
    let inputs = Inputs::of(data).expect("inputs");
    snapshot::save(&graph, &inputs, data, &path).expect("a snapshot");
    agrees_with_its_copy(&snapshot::open_alone(&path).expect("a snapshot"), &ARTICLE);
}

#[test]
fn queries_that_mean_the_same_find_the_same() {
    let small = small();
    let article = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    for (graph, words) in [(&small, &SMALL), (&article, &ARTICLE)] {
        let standing = Standing::new(graph, Settings::default());
        let cypher = Cypher::over(graph, &standing, "en");
        random(|choices| {
            let law = laws::law(&mut Maker::with(choices, words));
            let rows = |queries: &[String]| {
                let rows = queries.iter().map(|text| found(graph, &cypher, text));
                let rows: Option<Vec<Vec<String>>> = rows.collect();
                rows.map(|rows| sorted(rows.concat()))
            };
            match (rows(&law.left), rows(&law.right)) {
                (Some(left), Some(right)) if left != right => Err(format!(
                    "{}: {} and {} rows\n{law:#?}",
                    law.name,
                    left.len(),
                    right.len()
                )),
                _ => Ok(()),
            }
        });
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let graph = small();
    random(|choices| {
        let text = Maker::with(choices, &SMALL).query().to_string();
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("threads").install(|| {
                let standing = Standing::new(&graph, Settings::default());
                found(&graph, &Cypher::over(&graph, &standing, "en"), &text)
            })
        };
        match (with_threads(1), with_threads(3)) {
            (Some(one), Some(three)) if one != three => Err(text),
            _ => Ok(()),
        }
    });
}

fn ask(cypher: &Cypher<'_>, text: &str) -> Vec<Row> {
    let question = Question {
        text: text.to_owned(),
        ..Question::default()
    };
    let prepared = cypher.prepare(&question);
    let prepared = prepared.unwrap_or_else(|error| panic!("{text}: {error}"));
    let answer = prepared.answer();
    answer
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .rows
        .collect()
}

#[test]
fn every_label_type_and_key_is_found_either_way() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "en");
    let mut found = 0;
    for label in cypher.labels() {
        let indexed = ask(&cypher, &format!("MATCH (n:{label}) RETURN n ORDER BY n"));
        let sifted = format!("MATCH (n) WHERE '{label}' IN labels(n) RETURN n ORDER BY n");
        assert_eq!(indexed, ask(&cypher, &sifted), "{label}");
        found += usize::from(!indexed.is_empty());
    }
    for kind in cypher.types() {
        let indexed = format!("MATCH (a)-[r:{kind}]->(b) RETURN a, r, b ORDER BY a, r");
        let sifted =
            format!("MATCH (a)-[r]->(b) WHERE type(r) = '{kind}' RETURN a, r, b ORDER BY a, r");
        let indexed = ask(&cypher, &indexed);
        assert_eq!(indexed, ask(&cypher, &sifted), "{kind}");
        found += usize::from(!indexed.is_empty());
    }
    assert!(found > 60, "only {found} labels and types are used");
    let keys = ask(
        &cypher,
        "MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT key",
    );
    for row in keys {
        let [Cell::Written(key)] = row.cells.as_slice() else {
            panic!("{row:?}")
        };
        assert!(cypher.keys().contains(key), "{key}");
        let having = format!("MATCH (n) WHERE n.`{key}` IS NOT NULL RETURN count(n) > 0 AS some");
        assert_eq!(
            ask(&cypher, &having)[0].cells,
            [Cell::Boolean(true)],
            "{key}"
        );
    }
}

#[test]
fn ids_and_labels_are_looked_up() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "zh");
    for key in ["id", "label"] {
        let text = format!(
            "MATCH (n:Entity) MATCH (m:Entity {{{key}: n.{key}}}) WHERE n = m RETURN count(n) = \
             COUNT {{ MATCH (:Entity) }} AS all"
        );
        assert_eq!(ask(&cypher, &text)[0].cells, [Cell::Boolean(true)], "{key}");
    }
}

#[test]
fn types_that_are_written_alike_are_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let put =
        |path: &str, text: &str| std::fs::write(folder.path().join(path), text).expect("a file");
    std::fs::create_dir(folder.path().join("claims")).expect("a folder");
    put(
        "entities.json",
        r#"{"entities": [{"id": "a", "kind": "person", "labels": {"en": "A"}}, {"id": "b", "kind": "person", "labels": {"en": "B"}}]}"#,
    );
    put(
        "predicates.json",
        r#"{"predicates": [{"id": "backs", "kind": "relation", "labels": {"en": "backs"}, "inverse": {"en": "is backed by"}, "range": ["person"]},
            {"id": "supports", "kind": "relation", "labels": {"en": "supports"}, "inverse": {"en": "is supported by"}, "range": ["person"]}]}"#,
    );
    put(
        "sources.json",
        r#"{"sources": [{"id": "m", "kind": "memo", "labels": {"en": "memo"}, "maker": "a"}]}"#,
    );
    put(
        "claims/m.json",
        r#"{"source": "m", "claims": [{"id": "c1", "subject": "a", "predicate": "supports", "object": "b", "summary": "s"},
            {"id": "c2", "subject": "b", "predicate": "backs", "object": "a", "supports": ["c1"], "summary": "s"}]}"#,
    );
    let graph = claimgraph::open(folder.path())
        .unwrap_or_else(|report| panic!("{}", report.to_text(false)));
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "en");
    for text in [
        "MATCH ()-[r:SUPPORTS]->() RETURN count(r) AS count",
        "MATCH (a) MATCH (a)-[r:SUPPORTS]->() RETURN count(r) AS count",
        "MATCH (b) MATCH (b)<-[r]-() WHERE type(r) = 'SUPPORTS' RETURN count(r) AS count",
    ] {
        assert_eq!(ask(&cypher, text)[0].cells, [Cell::Integer(2)], "{text}");
    }
}

#[test]
fn a_condition_guards_the_division_after_it() {
    let graph = small();
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "en");
    let text = "MATCH (a:Person), (b:Person) WHERE a.id <> b.id AND size(b.id) = 4 AND 1 / (size(a.id) - 3) = 1 \
                RETURN count(*) AS count";
    assert_eq!(ask(&cypher, text)[0].cells, [Cell::Integer(0)]);
}
