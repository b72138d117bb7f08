//! Any text, run as a query over the case that ships, within small bounds.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use claimgraph::cypher::Limits;
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::query::{Cypher, Question};
use libfuzzer_sys::fuzz_target;

static CASE: LazyLock<Graph> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph-data");
    claimgraph::open(folder.as_ref()).expect("the case that ships")
});

fuzz_target!(|text: &str| {
    let standing = Standing::new(&CASE, Settings::default());
    let cypher = Cypher::over(&CASE, &standing, "en");
    let question = Question {
        text: text.to_owned(),
        limits: Limits {
            timeout: Some(Duration::from_millis(200)),
            max_rows: Some(1_000),
            max_values: 300_000,
            ..Limits::default()
        },
        ..Question::default()
    };
    if let Ok(prepared) = cypher.prepare(&question) {
        let _ = prepared.stream().map(|answer| answer.rows.count());
        let _ = prepared.ended();
    }
});
