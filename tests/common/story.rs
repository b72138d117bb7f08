//! Small cases, told in a line a claim, in one small world.

use std::fs;

use claimgraph::graph::Graph;
use serde_json::{Map, Value, json};

/// Returns the graph of a case whose claims are told in lines, a text for each file:
///
/// ```text
/// id | source | subject predicate object | key: value; key: value
/// ```
///
/// The people are `ann`, `bob`, `cat` and `dan`, the companies `firm` and `shop`; `shop` lasted from 2010 to about 2020.
/// Each but `shop` is a source of its own words by the same name; `paper` is `dan`'s and reports `ann-in-paper`, `bob-in-paper`
/// and `cat-in-paper`; `ann-later` is what she said in 2022, two years after what else people say. `register` and
/// `register-2` are tables of `firm`'s, `ledger` is one of `shop`'s.
pub fn told(files: &[&str]) -> Graph {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join("claims")).expect("a folder of claims");
    let put = |path: &str, file: Value| {
        fs::write(dir.path().join(path), file.to_string()).expect("a file");
    };
    put("entities.json", json!({ "entities": entities() }));
    put("predicates.json", json!({ "predicates": predicates() }));
    put("sources.json", json!({ "sources": sources() }));
    for (number, lines) in files.iter().enumerate() {
        let lines = lines.lines().filter(|line| !line.trim().is_empty());
        let claims: Vec<Value> = lines.map(claim).collect();
        put(
            &format!("claims/{number:03}.json"),
            json!({ "claims": claims }),
        );
    }
    claimgraph::open(dir.path()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
}

fn claim(line: &str) -> Value {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [id, source, statement, ref more @ ..] = parts[..] else {
        panic!("no claim: {line}");
    };
    let mut claim = Map::new();
    let mut put = |key: &str, value: Value| claim.insert(key.to_owned(), value);
    put("id", id.into());
    put("source", source.into());
    for (key, word) in ["subject", "predicate", "object"]
        .iter()
        .zip(statement.split(' '))
    {
        put(key, word.into());
    }
    let pairs = more.iter().flat_map(|more| more.split(';'));
    for pair in pairs.map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(": ").expect("a key and a value");
        let is_list = [
            "parts", "includes", "supports", "rebuts", "restates", "explains",
        ]
        .contains(&key);
        let value = match is_list {
            true => value.split(' ').collect(),
            false => value.into(),
        };
        put(key, value);
    }
    Value::Object(claim)
}

fn entities() -> Vec<Value> {
    let mut entities = Vec::new();
    for person in ["ann", "bob", "cat", "dan"] {
        entities.push(json!({ "id": person, "kind": "person", "labels": { "en": person } }));
    }
    entities.push(json!({ "id": "firm", "kind": "company", "labels": { "en": "firm" } }));
    entities.push(
        json!({ "id": "shop", "kind": "company", "labels": { "en": "shop" }, "began": "2010", "ended": "2020~" }),
    );
    entities
}

fn predicates() -> Vec<Value> {
    let predicate = |id: &str, kind: &str, has_object: bool, more: Value| {
        let range = if has_object {
            vec!["person", "company"]
        } else {
            Vec::new()
        };
        let mut predicate =
            json!({ "id": id, "kind": kind, "labels": { "en": id }, "range": range });
        let (Some(object), Value::Object(more)) = (predicate.as_object_mut(), more) else {
            unreachable!("both are objects");
        };
        object.extend(more);
        predicate
    };
    vec![
        predicate("paid", "payment", true, json!({})),
        predicate("lent", "payment", true, json!({})),
        predicate("swapped", "payment", true, json!({ "symmetric": true })),
        predicate("knows", "relation", true, json!({})),
        predicate("made_by", "relation", true, json!({ "functional": true })),
        predicate(
            "wed",
            "relation",
            true,
            json!({ "functional": true, "symmetric": true }),
        ),
        predicate(
            "allied",
            "relation",
            true,
            json!({ "symmetric": true, "opposes": ["hostile"] }),
        ),
        predicate(
            "hostile",
            "relation",
            true,
            json!({ "symmetric": true, "opposes": ["allied"] }),
        ),
        predicate("open", "relation", false, json!({ "opposes": ["closed"] })),
        predicate("closed", "relation", false, json!({ "opposes": ["open"] })),
        predicate(
            "worth",
            "figure",
            false,
            json!({ "unit": "currency", "functional": true }),
        ),
        predicate("raised", "figure", false, json!({ "unit": "currency" })),
        predicate("profit", "figure", false, json!({ "unit": "currency" })),
        predicate("staff", "figure", false, json!({ "unit": "count" })),
        predicate("size", "figure", false, json!({})),
        predicate("born", "event", false, json!({ "once": true })),
    ]
}

fn sources() -> Vec<Value> {
    let mut sources = Vec::new();
    for maker in ["ann", "bob", "cat", "dan", "firm"] {
        sources.push(json!({
            "id": maker, "kind": "post", "labels": { "en": maker }, "maker": maker, "said_on": "2020-01-01"
        }));
    }
    sources.push(json!({
        "id": "ann-later", "kind": "post", "labels": { "en": "ann, later" }, "maker": "ann", "said_on": "2022"
    }));
    for (table, maker) in [
        ("register", "firm"),
        ("register-2", "firm"),
        ("ledger", "shop"),
    ] {
        sources.push(json!({
            "id": table, "kind": "register", "labels": { "en": table }, "maker": maker, "said_on": "2020"
        }));
    }
    sources.push(json!({
        "id": "paper", "kind": "article", "labels": { "en": "the paper" }, "maker": "dan", "said_on": "2021"
    }));
    for maker in ["ann", "bob", "cat"] {
        sources.push(json!({
            "id": format!("{maker}-in-paper"), "kind": "statement", "labels": { "en": maker }, "maker": maker,
            "said_on": "2020", "reported_in": "paper"
        }));
    }
    sources
}
