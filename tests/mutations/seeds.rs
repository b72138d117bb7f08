//! Queries to start from.

use std::fs;
use std::sync::LazyLock;

use claimgraph::cypher::lexemes;

use crate::scenario;

/// A query in words, signs and spaces.
pub type Words = Vec<String>;

/// Queries over any graph: those of the TCK where it is at hand, and some in any case.
pub static LANGUAGE: LazyLock<Vec<Words>> = LazyLock::new(|| {
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

/// Questions about the case that ships, from the page of cases.
pub static QUESTIONS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/query.md");
    let page = fs::read_to_string(page).expect("the page of cases");
    let commands = page
        .lines()
        .filter_map(|line| line.strip_prefix("$ claimgraph query '"));
    let texts = commands.filter_map(|rest| rest.split('\'').next());
    let seeds: Vec<Words> = texts.map(words).collect();
    assert!(seeds.len() >= 20, "only {} questions", seeds.len());
    seeds
});

/// Splits a text into words and signs.
fn words(text: &str) -> Words {
    let lexemes = lexemes(text).into_iter();
    lexemes
        .map(|(_, span)| text[span.start..span.end].to_owned())
        .collect()
}
