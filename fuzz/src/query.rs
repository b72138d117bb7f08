//! Any text, run as a query over the case that ships, within small bounds.

use std::time::Duration;

use claimgraph::cypher::Limits;
use claimgraph::dispute::{Settings, Standing};
use claimgraph::query::{Cypher, Question};

/// Prepares and answers a query.
pub fn query(text: &str) {
    let standing = Standing::new(&crate::CASE, Settings::default());
    let cypher = Cypher::over(&crate::CASE, &standing, "en");
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
}
