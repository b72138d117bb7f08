//! Attributes, declared kinds, notes and a source's own ids: through every verb and format, from folder and snapshot, and
//! through print and parse.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use claimgraph::model::EntityKind;
use proptest::prelude::*;
use serde_json::{Value, json};

const STORY: &str = "tests/stories/harbour";

/// Questions that together ask every verb that lists, counts or draws claims.
const QUESTIONS: &[&[&str]] = &[
    &["claims"],
    &["claims", "--evidence"],
    &["claims", "--kind", "attribute"],
    &["claims", "--predicate", "born_on", "--denied"],
    &["claims", "--disputed"],
    &["claims", "--corroborated"],
    &["show", "vera-holm"],
    &["show", "delta-quay"],
    &["show", "reg-number"],
    &["show", "register"],
    &["show", "seat"],
    &["show", "linked_to"],
    &["timeline"],
    &["timeline", "halcyon"],
    &["disputes"],
    &["disputes", "vera-holm", "--certain"],
    &["disputes", "--uncompared"],
    &["compare", "ivo-brandt", "harbour-office"],
    &["who", "ivo-brandt"],
    &["flows"],
    &["flows", "--total"],
    &["trail", "norvik-bank"],
    &["path", "vera-holm", "norvik-bank"],
    &["entities"],
    &["entities", "--kind", "company"],
    &["sources"],
    &["predicates"],
    &["stats"],
    &[
        "query",
        "MATCH (c:Claim {kind: 'attribute'}) RETURN c, c.value, c.ids",
    ],
    &[
        "query",
        "MATCH (n:Company)-[r]->(m) RETURN n, labels(n), r, m",
    ],
    &["--according-to", "ivo-brandt", "claims"],
    &["--lang", "zh", "claims"],
];

/// Returns the status, the answer and the remarks of a run of the program on a case.
fn run(data: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_claimgraph"))
        .args(["--data".as_ref(), data.as_os_str()])
        .args(args)
        .env_remove("CLAIMGRAPH_DATA")
        .env_remove("CLAIMGRAPH_FORMAT")
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("a status");
    (status, text(output.stdout), text(output.stderr))
}

fn answer(data: &Path, args: &[&str]) -> String {
    let (status, out, err) = run(data, args);
    assert_ne!(status, 2, "{args:?}: {err}");
    assert!(!err.contains("panicked"), "{args:?}: {err}");
    out
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("a copy")),
        }
    }
}

/// Returns the answers to every question in every format but SVG, which needs another program.
fn answers(data: &Path) -> Vec<String> {
    let mut answers = Vec::new();
    for question in QUESTIONS {
        for format in ["table", "json", "jsonl", "csv", "dot"] {
            let args: Vec<&str> = ["--format", format]
                .iter()
                .chain(*question)
                .copied()
                .collect();
            answers.push(answer(data, &args));
        }
    }
    answers.push(answer(data, &["export", "dot"]));
    answers.push(answer(data, &["export", "dot", "--only", "figures"]));
    answers
}

#[test]
fn a_snapshot_answers_every_verb_in_every_format_as_the_folder_does() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("harbour");
    copy(Path::new(STORY), &data);
    let from_folder = answers(&data);
    let alone = dir.path().join("harbour.claimgraph");
    let output = alone.to_str().expect("UTF-8");
    assert_eq!(run(&data, &["snapshot", "--output", output]).0, 0);
    let from_snapshot = answers(&alone);
    assert!(from_folder == from_snapshot);
}

#[test]
fn json_says_what_the_files_say() {
    let out = answer(Path::new(STORY), &["--format", "json", "claims"]);
    let claims: Vec<Value> = serde_json::from_str(&out).unwrap();
    let of = |id: &str| claims.iter().find(|claim| claim["id"] == id).unwrap();
    assert_eq!(of("reg-seat")["value"], "12  Quay Street");
    assert_eq!(of("reg-seat")["object"], Value::Null);
    assert_eq!(
        of("reg-seat")["ids"],
        json!({"row": "17", "file": "DQ-2020"})
    );
    assert_eq!(of("reg-number")["note"], "typed in lower case");
    assert_eq!(of("daily-arrived")["value"], Value::Null);
    // White space and the case of codes make no other value, a year and a day of it may be one date.
    assert_eq!(of("reg-seat")["status"], "corroborated");
    assert_eq!(of("reg-number")["status"], "corroborated");
    let disputed = |id: &str| of(id)["disputed_by"].to_string();
    assert!(
        disputed("ivo-born").contains("reg-born") && disputed("ivo-born").contains("daily-born")
    );
    assert!(!disputed("reg-born").contains("daily-born"));
    // Names of a predicate that is not functional stand side by side.
    assert_eq!(of("daily-called")["disputed_by"], json!([]));
}

#[test]
fn what_takes_a_kind_takes_those_under_it() {
    let labels = "MATCH (n:Vessel:Product:Tanker) RETURN n.id";
    assert!(answer(Path::new(STORY), &["query", labels]).contains("halcyon"));
    let banks = answer(Path::new(STORY), &["entities", "--kind", "company"]);
    assert!(banks.contains("norvik-bank") && banks.contains("delta-quay"));
    let (status, _, err) = run(Path::new(STORY), &["entities", "--kind", "tankr"]);
    assert_eq!(status, 2);
    assert!(err.contains("did you mean \"tanker\"?"), "{err}");
    let dot = answer(Path::new(STORY), &["export", "dot", "--lang", "zh"]);
    assert!(dot.contains("空壳公司"));
}

/// A folder with one attribute of each kind of value, and claims in a file of the given name.
fn folder(claims: &[Value], name: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_owned();
    fs::create_dir(data.join("claims")).unwrap();
    let put = |path: &str, text: String| fs::write(data.join(path), text).unwrap();
    let person = json!({"id": "ann", "kind": "person", "labels": {"en": "Ann"}});
    put("entities.json", json!({"entities": [person]}).to_string());
    let attribute = |kind: &str| {
        json!({
            "id": kind, "kind": "attribute", "labels": {"en": kind}, "value": kind, "functional": true
        })
    };
    let predicates: Vec<Value> = ["text", "date", "code"].map(attribute).to_vec();
    put(
        "predicates.json",
        json!({ "predicates": predicates }).to_string(),
    );
    let source = json!({"id": "s", "kind": "tip", "labels": {"en": "S"}, "maker": "ann"});
    put("sources.json", json!({"sources": [source]}).to_string());
    let lines: Vec<String> = claims.iter().map(Value::to_string).collect();
    let text = match name.ends_with('l') {
        true => lines.join("\n"),
        false => json!({ "claims": claims }).to_string(),
    };
    put(&format!("claims/{name}"), text);
    (dir, data)
}

/// A text that says something, with what is hard to keep in it.
fn text() -> impl Strategy<Value = String> {
    let plain = "[ -~]{1,12}";
    let other = any::<String>();
    let hard = prop::sample::select(vec![
        "12  High Street",
        "Cafe\u{301}",
        "\u{a0}x\u{a0}",
        "\"quoted\" \\ and \u{1b}[31m",
        "=cmd()",
        "İı ß ſ",
        "\u{202e}abc",
        "1970-01-01",
    ]);
    let texts = prop_oneof![
        plain.prop_map(String::from),
        other,
        hard.prop_map(String::from)
    ];
    texts.prop_filter("it says something", |text| !text.trim().is_empty())
}

fn date() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "1970",
        "1970-01",
        "1970-01-01",
        "1970~",
        "1970?",
        "197X",
        "1969/1971",
        "../1970",
        "1970-21",
    ])
    .prop_map(String::from)
}

fn claim() -> impl Strategy<Value = Value> {
    let value = prop_oneof![
        text().prop_map(|text| ("text", text)),
        date().prop_map(|date| ("date", date)),
        text().prop_map(|code| ("code", code)),
    ];
    let ids = prop::collection::btree_map(text(), text(), 0..3);
    (
        value,
        prop::option::of(text()),
        ids,
        prop::option::of(date()),
    )
        .prop_map(|((predicate, value), note, ids, when)| {
            let mut claim = json!({
                "source": "s", "subject": "ann", "predicate": predicate, "value": value
            });
            let mut put = |key: &str, value: Value| claim[key] = value;
            if let Some(note) = note {
                put("note", note.into());
            }
            if !ids.is_empty() {
                put("ids", json!(ids));
            }
            if let Some(when) = when {
                put("when", when.into());
            }
            claim
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn what_is_written_is_read_and_printed_again(mut claims in prop::collection::vec(claim(), 1..12)) {
        for (number, claim) in claims.iter_mut().enumerate() {
            claim["id"] = format!("c{number}").into();
        }
        let (_json, by_record) = folder(&claims, "a.json");
        let (_jsonl, by_line) = folder(&claims, "a.jsonl");
        let print = |data: &Path| answer(data, &["--format", "jsonl", "claims"]);
        let printed = print(&by_record);
        // The careful decoder and that of plain lines find the same.
        prop_assert_eq!(&printed, &print(&by_line));
        let printed: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(printed.len(), claims.len());
        for (printed, written) in printed.iter().zip(&claims) {
            for key in ["id", "value", "note", "ids"] {
                prop_assert_eq!(&printed[key], &written[key]);
            }
        }
        let snapshot = by_line.join("s.claimgraph");
        let output = snapshot.to_str().expect("UTF-8");
        prop_assert_eq!(run(&by_line, &["snapshot", "--output", output]).0, 0);
        for question in [&["claims", "--format", "jsonl"][..], &["show", "ann"], &["disputes"]] {
            prop_assert_eq!(answer(&by_record, question), answer(&snapshot, question));
        }
    }

    #[test]
    fn kinds_are_right_unless_they_end_nowhere(parents in prop::collection::vec(0..14_usize, 1..12)) {
        // Kind i is under kind `parents[i]`; beyond the last kind stand built-in ones and one that there is not.
        let count = parents.len();
        let name = |of: usize| match of.checked_sub(count) {
            None => format!("k{of}"),
            Some(0) => "nothing".to_owned(),
            Some(1) => "register".to_owned(),
            Some(_) => "bank".to_owned(),
        };
        let kinds: Vec<Value> = parents
            .iter()
            .enumerate()
            .map(|(kind, parent)| json!({"id": name(kind), "under": name(*parent)}))
            .collect();
        let (_dir, data) = folder(&[], "a.jsonl");
        let claims = r#"{"claims": []}"#;
        fs::remove_file(data.join("claims/a.jsonl")).unwrap();
        fs::write(data.join("claims/a.json"), claims).unwrap();
        fs::write(data.join("kinds.json"), json!({ "kinds": kinds }).to_string()).unwrap();
        let end_of = |kind: usize| {
            let mut here = kind;
            for _ in 0..=count {
                match parents.get(here) {
                    Some(parent) => here = *parent,
                    None => return Some(name(here)),
                }
            }
            None
        };
        let ends: Vec<Option<String>> = (0..count).map(end_of).collect();
        let is_wrong = |end: &Option<String>| end.as_deref().is_none_or(|end| end == "nothing");
        match claimgraph::open(&data) {
            Ok(graph) => {
                prop_assert!(!ends.iter().any(is_wrong));
                let case = graph.case();
                for (kind, end) in ends.iter().enumerate() {
                    let id = name(kind);
                    let pool = &case.pool;
                    match end.as_deref() {
                        Some("bank") => {
                            let found = case.entity_kinds.find(&id, pool).expect("a kind of entities");
                            prop_assert_eq!(case.entity_kinds.built_in(found), EntityKind::Bank);
                            prop_assert!(case.entity_kinds.is_a(found, EntityKind::Company.into()));
                        }
                        _ => {
                            let found = case.source_kinds.find(&id, pool).expect("a kind of sources");
                            prop_assert!(case.source_kinds.built_in(found).is_tabular());
                        }
                    }
                }
            }
            Err(report) => {
                let report = report.to_text(false);
                prop_assert!(ends.iter().any(is_wrong), "{}", report);
                let unknown = parents.iter().filter(|parent| **parent == count).count();
                prop_assert_eq!(report.matches("error[unknown-kind]").count(), unknown);
                // A circle is told once, at its first kind.
                let on_circle = |kind: usize| {
                    let steps = std::iter::successors(parents.get(kind).copied(), |here| parents.get(*here).copied());
                    let steps: Vec<usize> = steps.take(count).collect();
                    let back = steps.iter().position(|here| *here == kind);
                    back.is_some_and(|back| steps[..back].iter().all(|other| *other > kind))
                };
                let circles = (0..count).filter(|kind| on_circle(*kind)).count();
                prop_assert_eq!(report.matches("error[kind-cycle]").count(), circles);
            }
        }
    }

    #[test]
    fn texts_are_the_same_value_whatever_their_form(a in text(), b in text()) {
        let same = |a: &str, b: &str, kind: &str| {
            let claims = [
                json!({"id": "a", "source": "s", "subject": "ann", "predicate": kind, "value": a}),
                json!({"id": "b", "source": "s", "subject": "ann", "predicate": kind, "value": b}),
            ];
            let (_dir, data) = folder(&claims, "a.jsonl");
            let graph = claimgraph::open(&data).expect("a case");
            let case = graph.case();
            let mut keys = case.claims.handles().map(|id| case.value(id).expect("a value").key);
            let (a, b) = (keys.next().unwrap(), keys.next().unwrap());
            case.can_agree(a, b)
        };
        let spaced = format!("\u{2003}{a}\n");
        prop_assert!(same(&a, &spaced, "text") && same(&a, &spaced, "code"));
        prop_assert!(same(&a.to_uppercase(), &a.to_lowercase(), "code") || a.to_uppercase().to_lowercase() != a.to_lowercase());
        let folded = |text: &str| claimgraph::text::fold_text(text).into_owned();
        prop_assert_eq!(same(&a, &b, "text"), folded(&a) == folded(&b));
        prop_assert_eq!(folded(&folded(&a)), folded(&a));
    }
}

/// How many random cases are tried.
fn cases() -> u32 {
    let asked = std::env::var("CLAIMGRAPH_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

#[test]
fn a_table_of_attributes_is_imported() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let mapping = json!({
        "entities": {
            "undeclared": {"kind": "person"},
            "records": [{"id": "office", "kind": "public-body", "labels": {"en": "Office"}}]
        },
        "predicates": {"records": [{"id": "born_on", "kind": "attribute", "value": "date"}]},
        "sources": {"records": [{
            "id": "reg", "kind": "register", "labels": {"en": "Register"}, "maker": "office"
        }]},
        "claims": {"keys": {
            "source": {"value": "reg"}, "subject": "name", "predicate": {"value": "born_on"},
            "value": {"field": "born", "pattern": "DD/MM/YYYY"}, "ids": {"row": "row"}, "note": "remark"
        }}
    });
    fs::write(at("map.json"), mapping.to_string()).unwrap();
    let import = |rows: &str| {
        fs::write(at("rows.csv"), format!("row,name,born,remark\n{rows}")).unwrap();
        let map = at("map.json");
        let (map, rows, into) = (map.to_str().unwrap(), at("rows.csv"), at("out"));
        let (rows, into) = (rows.to_str().unwrap(), into.to_str().unwrap());
        let ran = run(dir.path(), &["import", map, rows, "--into", into]);
        (ran.0, ran.1 + &ran.2)
    };
    let (status, said) = import("7,Ann Lee,31/02/1961,typed\n8,Bo Ek,,\n");
    assert_eq!(status, 2);
    assert!(
        said.contains("rows.csv:2:11: error[invalid-date]"),
        "{said}"
    );
    let (status, said) = import("7,Ann Lee,03/10/1961,typed\n8,Bo Ek,,\n");
    assert_eq!(status, 2);
    assert!(
        said.contains("rows.csv:3:1: error[missing-value]"),
        "{said}"
    );
    assert_eq!(import("7,Ann Lee,03/10/1961,typed\n").0, 0);
    let out = answer(&at("out"), &["claims", "--format", "jsonl"]);
    let claim: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(claim["value"], "1961-10-03");
    assert_eq!(
        (&claim["ids"], &claim["note"]),
        (&json!({"row": "7"}), &json!("typed"))
    );
}

#[test]
fn each_value_in_a_node_has_the_colour_of_its_own_standing() {
    let dot = answer(Path::new(STORY), &["export", "dot", "--only", "figures"]);
    let colour_of = |row: &str| {
        let at = dot.find(row).unwrap_or_else(|| panic!("no row {row}"));
        dot[..at].rsplit_once("COLOR=\"").unwrap().1[..7].to_owned()
    };
    let disputed = colour_of("was born on: 1971-01-01 · Ivo Brandt");
    assert_eq!(colour_of("has its seat at: 4 Mill Lane"), disputed);
    // Two of independent origin say the same, and who says otherwise may mean another time.
    assert_ne!(colour_of("has its seat at: 12 Quay Street"), disputed);
    assert_ne!(colour_of("is called: Halcyon"), disputed);
}
