//! The columns of answers: every name once in every format, and those of a query as its RETURN has them.

#[allow(dead_code)]
mod common;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use common::Workplace;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

const VERBS: &[&[&str]] = &[
    &["claims", "--about", "openai"],
    &["flows"],
    &["flows", "--total"],
    &["trail", "microsoft"],
    &["path", "musk", "tesla"],
    &["timeline", "llama"],
    &["entities"],
    &["sources"],
    &["predicates"],
    &["disputes"],
    &["disputes", "--uncompared"],
    &["compare", "musk", "openai"],
    &["who", "openai"],
    &["stats"],
    &["show", "musk"],
    &[
        "query",
        "MATCH (c:Claim) RETURN c.id AS claims, c.kind AS claim_ids, c AS evidence LIMIT 2",
    ],
    &["query", "MATCH (c:Claim) RETURN c.id LIMIT 1", "--explain"],
];

/// The keys of an object as they are written, those that are written twice too.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

fn csv_head(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let head = reader.records().next().expect("a head").expect("CSV");
    head.iter().map(str::to_owned).collect()
}

#[test]
fn every_column_has_a_name_of_its_own_in_every_format() {
    let place = Workplace::with_data();
    for verb in VERBS {
        for evidence in [&[][..], &["--evidence"]] {
            let run = |format| {
                place
                    .run(&[verb, evidence, &["--format", format]].concat())
                    .out()
            };
            let objects: Vec<Keys> = serde_json::from_str(&run("json")).expect("an array");
            let lines = run("jsonl");
            let lines = lines
                .lines()
                .map(|line| serde_json::from_str::<Keys>(line).expect("an object"));
            let heads = objects
                .into_iter()
                .chain(lines)
                .chain([Keys(csv_head(&run("csv")))]);
            for Keys(names) in heads {
                let once: BTreeSet<&String> = names.iter().collect();
                assert_eq!(once.len(), names.len(), "{verb:?} {evidence:?}: {names:?}");
            }
        }
    }
}

#[test]
fn a_query_has_the_columns_of_its_return_and_no_others() {
    let place = Workplace::with_data();
    let text = "MATCH (c:Claim) RETURN c.speaker AS speaker, count(*) AS claims ORDER BY claims DESC, speaker LIMIT 1";
    let run = |more: &[&str]| place.run(&[&["query", text], more].concat()).out();
    let line = run(&["-f", "jsonl"]);
    assert!(
        line.starts_with("{\"speaker\":\"article-author\",\"claims\":") && !line.contains('['),
        "{line}"
    );
    assert_eq!(csv_head(&run(&["-f", "csv"])), ["speaker", "claims"]);
    assert_eq!(
        csv_head(&run(&["-f", "csv", "--evidence"])),
        ["speaker", "claims", "claim_ids", "evidence"]
    );
    assert!(run(&["-f", "jsonl", "--evidence"]).contains("\"claim_ids\":["));
    let none = place.run(&[
        "query",
        "MATCH (c:Claim) WHERE false RETURN c.id AS id",
        "-f",
        "csv",
    ]);
    assert_eq!(none.out(), "id\n");
}

#[test]
fn what_has_parts_is_told_apart() {
    let place = Workplace::with_data();
    let run = |text: &str, format| place.run(&["query", text, "-f", format]).out();
    let lists = "UNWIND [['a, b', 'c'], ['a', 'b', 'c'], [], [''], null, {a: [1.5, null]}] AS list RETURN 1 AS one, list";
    let csv = run(lists, "csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let cells: Vec<String> = reader
        .records()
        .map(|record| record.expect("CSV")[1].to_owned())
        .collect();
    let expected = [
        "[\"a, b\",\"c\"]",
        "[\"a\",\"b\",\"c\"]",
        "[]",
        "[\"\"]",
        "",
        "{\"a\":[1.5,null]}",
    ];
    assert_eq!(cells, expected);
    let table = run(lists, "table");
    for shown in [
        "[\"a, b\", c]",
        "[a, b, c]",
        "[]",
        "[\"\"]",
        "{a: [1.5, null]}",
    ] {
        assert!(
            table
                .lines()
                .any(|line| line.ends_with(&format!("  {shown}"))),
            "{table}"
        );
    }

    let dispute = run(
        "MATCH (:Claim {id: 'musk-gave-about-100m'})-[d:DISPUTES]-() RETURN d LIMIT 1",
        "jsonl",
    );
    let dispute: serde_json::Value = serde_json::from_str(&dispute).expect("JSON");
    assert_eq!(dispute["d"]["type"], "DISPUTES");
    assert!(dispute["d"]["start"]["id"].is_string() && dispute["d"]["end"]["id"].is_string());
    assert!(dispute["d"]["properties"]["rule"].is_string());

    let path = "MATCH p = (:Person {id: 'musk'})-[:FOUNDED]->(:Company {id: 'tesla'})<-[:SUBJECT]-() RETURN p LIMIT 1";
    let json: serde_json::Value = serde_json::from_str(&run(path, "jsonl")).expect("JSON");
    let directions = [1, 3].map(|place| json["p"][place]["direction"].clone());
    assert_eq!(directions, ["->", "<-"]);
    assert_eq!(json["p"][3]["end"]["id"], "tesla");
    assert!(run(path, "table").contains(":FOUNDED]-> Tesla <-[:SUBJECT]- "));
}

#[test]
fn dates_are_texts_or_days_and_amounts_keep_their_digits() {
    let place = Workplace::with_data();
    let claims = [
        ("c1", "4503599627370497", "2021-03-05"),
        ("c2", "12345678901234567", "2019"),
        ("c3", "5", "2022"),
    ];
    let claims: Vec<String> = claims
        .iter()
        .map(|(id, amount, when)| {
            format!(
                "{{\"id\":\"{id}\",\"subject\":\"a\",\"predicate\":\"paid\",\"object\":\"b\",\
                 \"quantity\":\"IDR {amount}\",\"when\":\"{when}\",\"summary\":\"s\"}}"
            )
        })
        .collect();
    let data = place.path().join("money");
    fs::create_dir_all(data.join("claims")).expect("a folder");
    for (name, text) in [
        ("entities.json", r#"{"entities":[{"id":"a","kind":"company","labels":{"en":"A"}},{"id":"b","kind":"company","labels":{"en":"B"}}]}"#.to_owned()),
        ("predicates.json", r#"{"predicates":[{"id":"paid","kind":"payment","labels":{"en":"paid"},"inverse":{"en":"was paid by"},"range":["company"],"unit":"currency"}]}"#.to_owned()),
        ("sources.json", r#"{"sources":[{"id":"m","kind":"memo","labels":{"en":"memo"},"maker":"a"}]}"#.to_owned()),
        ("claims/m.json", format!("{{\"source\":\"m\",\"claims\":[{}]}}", claims.join(","))),
    ] {
        fs::write(data.join(name), text).expect("a file");
    }
    let ask = |text: &str| {
        let ran = place.run(&["--data", "money", "query", text, "-f", "csv"]);
        ran.out()
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ask("MATCH (c:Claim) RETURN min(c.when), max(c.when)"),
        ["2019,2022"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) RETURN c.when ORDER BY c.when"),
        ["2019", "2021-03-05", "2022"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) WHERE c.when >= '2020' RETURN c.id ORDER BY c.id"),
        ["c1", "c3"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) WHERE c.when_latest < date('2020-01-01') RETURN c.id"),
        ["c2"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) RETURN floor(c.min), round(c.max) ORDER BY c.min LIMIT 2"),
        ["5,5", "4503599627370497,4503599627370497"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) RETURN sum(c.min)"),
        ["16849278528605069"]
    );
    assert_eq!(
        ask("MATCH (c:Claim) WHERE c.min = 12345678901234567 RETURN c.id"),
        ["c2"]
    );
    let mixed = place.run(&[
        "--data",
        "money",
        "query",
        "MATCH (c:Claim) WHERE c.when > date('2020-01-01') RETURN c.id",
    ]);
    assert!((mixed.out() + &mixed.err()).contains("3 comparisons of a text with a date"));
}

#[test]
fn parameters_and_files_are_read_with_every_digit() {
    let place = Workplace::with_data();
    let ask =
        |more: &[&str]| place.run(&[&["query", "RETURN $x AS x", "-f", "jsonl"], more].concat());
    assert_eq!(
        ask(&["--param", "x=12345678901234567890"]).out(),
        "{\"x\":\"12345678901234567890\"}\n"
    );
    let broken = ask(&["--param", "x=[1,2"]);
    assert_eq!(broken.status(), 2);
    assert!(broken.err().contains("$x"), "{}", broken.err());
    fs::write(
        place.path().join("list.json"),
        "\u{feff}[\"ai-labs\", \"musk\"]\r\n",
    )
    .expect("a file");
    fs::write(
        place.path().join("q.cypher"),
        "\u{feff}MATCH (n) WHERE n.id IN $x\r\nRETURN n.id AS id\r\nORDER BY id\r\n",
    )
    .expect("a file");
    let found = place.run(&[
        "query",
        "--file",
        "q.cypher",
        "--param",
        "x=@list.json",
        "-f",
        "csv",
    ]);
    assert_eq!(
        (found.out().as_str(), found.err().as_str()),
        ("id\nai-labs\nmusk\n", "")
    );
    let wrong = place.run(&["query", "RETURN date('2024-12-30').yaer"]);
    assert!(
        wrong.err().contains("did you mean `year`?"),
        "{}",
        wrong.err()
    );
    let lazy = place.run(&["query", "RETURN coalesce(1, 1/0) AS a", "-f", "csv"]);
    assert_eq!(lazy.out(), "a\n1\n");
}
