//! Importing tables: what comes in is what was there, whole or not at all, the same on any machine.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use claimgraph::model::{Case, Polarity};
use common::Workplace;
use serde_json::{Value, json};

/// A few lines in the form of the peers' generator.
const ENTITIES: &str = r#"{"id":"e0","name":"Atlas Robotics 0","kind":"Fund"}
{"id":"e1","name":"Harbor Foods 1","kind":"Person"}
{"id":"e2","name":"Nova Labs 2","kind":"Country"}
"#;
const CLAIMS: &str = r#"{"id":"c0","s":"e0","p":"paid","o":"e1","amount_min":17552893,"amount_max":22954091,"currency":"USD","date":"2009-08-21","modality":"denied","speaker":"e2","source":"doc1","quote":"Atlas Robotics 0 paid \"it\""}
{"id":"c1","s":"e1","p":"sued","o":"e0","date":"2008-01-03","modality":"reported","speaker":"e2","source":"doc0","quote":"so it was"}
{"id":"c2","s":"e2","p":"fined","o":"e0","amount_min":5,"amount_max":5,"currency":"JPY","date":"2014","modality":"planned","speaker":"e1","source":"doc1","quote":"a fine"}
"#;
const CLAIMS_CSV: &str =
    "s,o,id,p,amount_min,amount_max,currency,date,modality,speaker,source,quote
e0,e1,c0,paid,17552893,22954091,USD,2009-08-21,denied,e2,doc1,\"Atlas Robotics 0 paid \"\"it\"\"\"
e1,e0,c1,sued,,,,2008-01-03,reported,e2,doc0,so it was
e2,e0,c2,fined,5,5,JPY,2014,planned,e1,doc1,a fine
";

/// Returns a folder with a mapping and tables, by name.
fn place(mapping: &str, files: &[(&str, &str)]) -> Workplace {
    let place = Workplace::with_data();
    fs::write(place.path().join("mapping.json"), mapping).unwrap();
    for (name, text) in files {
        fs::write(place.path().join(name), text).unwrap();
    }
    place
}

fn peers() -> String {
    fs::read_to_string("benches/peers.mapping.json").unwrap()
}

/// Returns a mapping of claims that `keys` changes.
fn mapping(keys: &Value) -> String {
    let mut mapping = json!({
        "entities": {"undeclared": {"kind": "company"}},
        "sources": {"undeclared": {"kind": "dataset", "maker": "The Register"}},
        "predicates": {"records": [{"id": "paid", "kind": "payment"}], "undeclared": {"kind": "relation"}},
        "claims": {"keys": {
            "source": {"value": "register"}, "subject": "from", "predicate": {"value": "paid"}, "object": "to",
            "quantity": {"amount": "amount", "currency": {"value": "EUR"}},
        }},
    });
    for (key, rule) in keys.as_object().unwrap() {
        mapping["claims"]["keys"][key] = rule.clone();
    }
    mapping.to_string()
}

fn case(place: &Workplace, into: &str) -> Case {
    let graph = claimgraph::open(&place.path().join(into));
    graph
        .map_err(|report| report.to_text(false))
        .unwrap()
        .case()
        .clone()
}

fn lines(place: &Workplace, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(place.path().join(file)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Returns the lines and codes of the faults that an import has.
fn faults(place: &Workplace, tables: &[&str]) -> Vec<String> {
    let before = names(place.path());
    let args = [
        &[
            "import",
            "mapping.json",
            "--into",
            "out",
            "--format",
            "jsonl",
        ],
        tables,
    ]
    .concat();
    let ran = place.run(&args);
    assert_eq!((ran.status(), ran.err().as_str()), (2, ""));
    assert_eq!(names(place.path()), before, "something was left behind");
    ran.out()
        .lines()
        .map(|line| {
            let fault: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| fault[key].as_str().unwrap().to_owned();
            let place = format!("{}:{}:{}", text("file"), fault["line"], fault["column"]);
            format!("{place} {} {}", text("code"), text("message"))
        })
        .collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn the_peers_data_comes_in_as_it_is() {
    let files = [
        ("entities.jsonl", ENTITIES),
        ("claims.jsonl", CLAIMS),
        ("claims.csv", CLAIMS_CSV),
    ];
    let place = place(&peers(), &files);
    for table in ["claims.jsonl", "claims.csv"] {
        let into = format!("from-{table}");
        let ran = place.run(&[
            "import",
            "mapping.json",
            "entities.jsonl",
            table,
            "--into",
            &into,
        ]);
        assert_eq!(ran.status(), 0, "{}{}", ran.out(), ran.err());
        assert_eq!(place.run(&["check", &into]).status(), 0);
        assert_eq!(
            lines(&place, &format!("{into}/claims/claims.jsonl")),
            [
                json!({"id": "c0", "source": "doc1", "speaker": "e2", "subject": "e0", "predicate": "paid", "object": "e1",
                    "quantity": "USD 17552893..22954091", "when": "2009-08-21", "polarity": "denied",
                    "quote": "Atlas Robotics 0 paid \"it\""}),
                json!({"id": "c1", "source": "doc0", "speaker": "e2", "subject": "e1", "predicate": "sued", "object": "e0",
                    "when": "2008-01-03", "quote": "so it was"}),
                json!({"id": "c2", "source": "doc1", "speaker": "e1", "subject": "e2", "predicate": "fined", "object": "e0",
                    "quantity": "JPY 5", "when": "2014", "modality": "planned", "quote": "a fine"}),
            ]
        );
        let case = case(&place, &into);
        let denied = case
            .claims
            .iter()
            .filter(|(_, claim)| claim.polarity == Polarity::Denied);
        assert_eq!(denied.count(), 1);
        assert_eq!((case.entities.len(), case.sources.len()), (4, 2));
    }
}

#[test]
fn threads_and_order_of_work_change_nothing() {
    // Several stretches, with names that are no ids, some of which would get the same one.
    let mut table = "from,to,amount,note\n".to_owned();
    for row in 0..60_000 {
        let from = ["Acme Ltd", "ACME Ltd.", "银行", "acme"][row % 4];
        writeln!(
            table,
            "{from},\"Firm, {} & Sons\",{row}.50,\"one\ntwo\"",
            row % 977
        )
        .unwrap();
    }
    let place = place(
        &mapping(&json!({"summary": "note"})),
        &[("gifts.csv", &table)],
    );
    let import = |into: &str, threads: &str| {
        let ran = place.run(&[
            "import",
            "mapping.json",
            "gifts.csv",
            "--into",
            into,
            "--threads",
            threads,
        ]);
        assert_eq!(ran.status(), 0, "{}{}", ran.out(), ran.err());
    };
    import("one", "1");
    import("four", "4");
    for file in ["entities.jsonl", "sources.jsonl", "claims/gifts.jsonl"] {
        let read = |folder: &str| fs::read(place.path().join(folder).join(file)).unwrap();
        assert!(read("one") == read("four"), "{file}");
    }
    let case = case(&place, "one");
    assert_eq!(
        (case.claims.len(), case.entities.len()),
        (60_000, 4 + 977 + 1)
    );
    let claims = lines(&place, "one/claims/gifts.jsonl");
    assert_eq!(claims[59_999]["id"], "gifts-60000");
    let object = claims[0]["object"].as_str().unwrap();
    assert!(object.starts_with("firm-0-sons-"), "{object}");
    assert_eq!(claims[0]["summary"], "one\ntwo");
    assert_eq!(claims[3]["subject"], "acme");
}

#[test]
fn numbers_are_taken_as_they_are_written() {
    let rows = r#"{"from": "a", "to": "b", "amount": 0.1}
{"from": "a", "to": "b", "amount": 12345678901234567890.12}
{"from": "a", "to": "b", "amount": 1.5e3}
{"from": "a", "to": "b", "amount": "7"}
"#;
    let place = place(&mapping(&json!({})), &[("gifts.jsonl", rows)]);
    assert_eq!(
        place
            .run(&["import", "mapping.json", "gifts.jsonl", "--into", "out"])
            .status(),
        0
    );
    let claims = lines(&place, "out/claims/gifts.jsonl");
    let quantities: Vec<&str> = claims
        .iter()
        .map(|claim| claim["quantity"].as_str().unwrap())
        .collect();
    assert_eq!(
        quantities,
        [
            "EUR 0.1",
            "EUR 12345678901234567890.12",
            "EUR 1500",
            "EUR 7"
        ]
    );
}

#[test]
fn quantities_are_put_together_of_parts() {
    let rule = json!({
        "min": "least", "max": "most", "currency": "in", "about": {"field": "sure", "words": {"roughly": "yes"}},
        "thousands": ".", "decimal": ",", "absent": "unknown EUR",
    });
    let rows = "from;to;least;most;in;sure
a;b;1.000,50;2.000;EUR;
a;b;5;5,0;USD;
a;b;5;;USD;
a;b;;5;USD;no
a;b;5;5;USD;roughly
a;b;;;;
";
    let mut mapping: Value = serde_json::from_str(&mapping(&json!({"quantity": rule}))).unwrap();
    mapping["claims"]["delimiter"] = json!(";");
    let place = place(&mapping.to_string(), &[("gifts.csv", rows)]);
    assert_eq!(
        place
            .run(&["import", "mapping.json", "gifts.csv", "--into", "out"])
            .status(),
        0
    );
    let claims = lines(&place, "out/claims/gifts.jsonl");
    let quantities: Vec<&str> = claims
        .iter()
        .map(|claim| claim["quantity"].as_str().unwrap())
        .collect();
    let expected = [
        "EUR 1000.50..2000",
        "USD 5",
        ">=USD 5",
        "<=USD 5",
        "~USD 5",
        "unknown EUR",
    ];
    assert_eq!(quantities, expected);
}

#[test]
fn every_fault_of_a_table_is_told_at_its_cell_and_nothing_is_written() {
    let keys = json!({
        "id": "id", "when": "on",
        "modality": {"field": "how", "words": {"sure": "asserted"}},
        "quantity": {"amount": "amount", "currency": "in"},
    });
    let table = "id,from,to,amount,in,on,how
a,x,y,5,USD,2020,sure
a,x,y,5,USD,2020,sure
b,x,y,five,USD,2020,sure
c,x,y,5,USDD,2020,sure
d,x,y,5,USD,2020-02-30,sure
e,,y,5,USD,2020,maybe
f,x,y,5,USD
g,x,,5,USD,2020/2019,sure
h,x,y,,USD,2020,sure
";
    let place = place(&mapping(&keys), &[("gifts.csv", table)]);
    assert_eq!(
        faults(&place, &["gifts.csv"]),
        [
            "gifts.csv:3:1 duplicate-id there is already a claim \"a\"",
            "gifts.csv:4:7 invalid-quantity \"five\": no number",
            "gifts.csv:5:9 unknown-currency no currency \"USDD\"",
            "gifts.csv:6:13 invalid-date \"2020-02-30\": no date: day is out of range for the month",
            "gifts.csv:7:3 missing-key \"from\" says nothing, and a record needs its `subject`",
            "gifts.csv:7:17 unknown-value nothing says what \"maybe\" means here",
            "gifts.csv:8:1 ragged-row the row has 5 cells, and the header has 7 cells",
            "gifts.csv:9:5 missing-object `paid` needs an object",
            "gifts.csv:9:12 reversed-interval \"2020/2019\": the interval ends before it starts",
            "gifts.csv:10:8 missing-amount `paid` needs an amount of money",
        ]
    );
}

#[test]
fn a_fault_of_the_mapping_is_told_in_the_mapping() {
    let keys = json!({
        "predicate": {"field": "what", "words": {"cash": "payd"}},
        "object": "too", "modality": {"field": "what", "words": {"cash": {"polarity": "denyed"}}},
        "polarity": {"value": "denied"},
    });
    let mut mapping: Value = serde_json::from_str(&mapping(&keys)).unwrap();
    mapping["predicates"]
        .as_object_mut()
        .unwrap()
        .remove("undeclared");
    let place = place(
        &mapping.to_string(),
        &[("gifts.csv", "from,to,amount,what\na,b,5,cash\n")],
    );
    let told = faults(&place, &["gifts.csv"]);
    let codes: Vec<&str> = told
        .iter()
        .map(|fault| fault.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "unknown-value",
            "unknown-field",
            "duplicate-key",
            "unknown-value"
        ],
        "{told:?}"
    );
    assert!(
        told.iter()
            .all(|fault| fault.starts_with("mapping.json:1:"))
    );
}

#[test]
fn a_folder_that_holds_something_stays_as_it_is() {
    let place = place(
        &mapping(&json!({})),
        &[("gifts.csv", "from,to,amount\na,b,5\n")],
    );
    let ran = place.run(&[
        "import",
        "mapping.json",
        "gifts.csv",
        "--into",
        "graph-data",
    ]);
    assert_eq!(ran.status(), 2);
    assert_eq!(
        ran.err(),
        "error: graph-data is there already and is not empty\n"
    );
    fs::create_dir(place.path().join("empty")).unwrap();
    let ran = place.run(&["import", "mapping.json", "gifts.csv", "--into", "empty"]);
    assert_eq!(ran.status(), 0, "{}", ran.err());
}

#[test]
fn mappings_fit_their_schema() {
    let schema: Value = serde_json::from_str(&claimgraph::import::SCHEMA.text()).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for path in [
        "benches/peers.mapping.json",
        "docs/import.in/donations.json",
    ] {
        let mapping: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&mapping)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{path}: {}", errors.join("; "));
    }
    let wrong =
        json!({"claims": {"keys": {"source": "a", "subject": "b", "predicate": {"feld": "c"}}}});
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn the_documentation_shows_the_files_it_imports() {
    let page = fs::read_to_string("docs/import.md").unwrap();
    for file in ["donations.csv", "donations.json"] {
        let text = fs::read_to_string(Path::new("docs/import.in").join(file)).unwrap();
        assert!(page.contains(text.trim_end()), "{file}");
    }
}
