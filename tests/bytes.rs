//! Every byte that leaves the program, whatever the verb and format: nothing in data, file names or arguments reaches a
//! terminal as a control character or as a mark that reorders a line, and no cell of a CSV file is a formula.

use std::fs;
use std::path::Path;

use claimgraph::text::is_unsafe;

mod common;

use common::Workplace;

/// Controls of both ranges, marks that reorder or break lines, and what a spreadsheet runs.
const HOSTILE: [&str; 5] = [
    "=a\u{1b}[31m\u{7f}",
    "+\u{9b}31m\u{85}",
    "@\u{202e}evil\u{2066}",
    "＝1+\u{2028}\u{2029}\u{feff}",
    "-x\u{200e}\u{61c};=b\u{7}",
];

/// What names may hold, in which control characters are faults.
const NAMES: [&str; 2] = ["=a\u{202e}\u{2028}", "＋31m\u{200e};@b\u{feff}"];

/// Writes a case all of whose texts are hostile.
fn hostile_case(dir: &Path) {
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let [.., c, d, e] = HOSTILE.map(json);
    let [a, b] = NAMES.map(json);
    let write = |path: &str, text: String| {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "entities.json",
        format!(
            r#"{{"entities": [
            {{"id": "a", "kind": "person", "labels": {{"en": {a}}}, "aliases": [{b}]}},
            {{"id": "b", "kind": "company", "labels": {{"en": {b}}}}},
            {{"id": "c", "kind": "company", "labels": {{"en": "-c\\u2066"}}}}]}}"#
        ),
    );
    write(
        "predicates.json",
        format!(
            r#"{{"predicates": [
            {{"id": "paid", "kind": "payment", "labels": {{"en": {a}, "x": {b}}}, "range": ["company"], "unit": "currency"}},
            {{"id": "staff", "kind": "figure", "labels": {{"en": {b}}}, "range": [], "unit": "count"}},
            {{"id": "knows", "kind": "relation", "labels": {{"en": {a}}}, "range": ["company"]}}]}}"#
        ),
    );
    write(
        "sources.json",
        format!(
            r#"{{"sources": [
            {{"id": "s", "kind": "report", "labels": {{"en": {a}}}, "maker": "b", "said_on": "2020", "text": {{"code_points": 40}}}},
            {{"id": "t", "kind": "post", "labels": {{"en": {b}}}, "maker": "a", "said_on": "2021", "reported_in": "s"}}]}}"#
        ),
    );
    write(
        "claims/s.json",
        format!(
            r#"{{"source": "s", "claims": [
            {{"id": "one", "subject": "a", "predicate": "paid", "object": "b", "quantity": "USD 5M", "when": "2018", "occasion": "o",
              "tags": [{c}], "summary": {d}, "evidence": [{{"start": 0, "end": {length}, "quote": {quote}}}]}},
            {{"id": "two", "subject": "b", "predicate": "staff", "quantity": "40 people", "when": "2019", "summary": {e}}},
            {{"id": "three", "subject": "b", "predicate": "knows", "object": "c", "when": "2017"}}]}}"#,
            quote = json(HOSTILE[0]),
            length = HOSTILE[0].chars().count()
        ),
    );
    write(
        "claims/t.json",
        format!(
            r#"{{"source": "t", "claims": [
            {{"id": "four", "subject": "a", "predicate": "paid", "object": "b", "quantity": "USD 9M", "when": "2018", "occasion": "o", "summary": {c}}}]}}"#
        ),
    );
    write("texts/s.txt", format!("x{} and {}", HOSTILE[0], HOSTILE[2]));
}

/// The questions that are asked of the hostile case.
const QUESTIONS: &[&[&str]] = &[
    &["claims", "--evidence"],
    &["flows"],
    &["flows", "--total", "--explain"],
    &["flows", "--total", "--by", "pair"],
    &["show", "a"],
    &["show", "s"],
    &["show", "one"],
    &["sources"],
    &["entities"],
    &["predicates"],
    &["path", "a", "c"],
    &["timeline"],
    &["trail", "a"],
    &["disputes"],
    &["disputes", "--uncompared"],
    &["compare", "a", "b"],
    &["who", "a"],
    &["stats"],
    &["verify"],
    &["scan", "case/texts/s.txt"],
    &["scan", "case/texts/s.txt", "--coverage"],
    &[
        "query",
        "MATCH (a)-[r]->(b) RETURN a, r, b, a.label AS `=x\u{1b}[2J\u{9b}\u{202e}`, keys(r)",
    ],
    &[
        "query",
        "MATCH p = (a)-[*1..2]->(b) RETURN p, nodes(p), {`\u{1b}`: '\u{202e}'}",
    ],
    &["query", "MATCH (c:Claim) RETURN c", "--explain"],
    &[
        "query",
        "RETURN '\u{1b}[31m' AS x, $p",
        "--param",
        "p=\u{9b}\u{202e}",
    ],
    &["query", "RETURN \u{1b}\u{202e}"],
    &["query", "RETURN $`\u{1b}\u{202e}`"],
    &["query", "MATCH (n:`\u{1b}\u{202e}`) RETURN n.`\u{1b}`"],
    &["check"],
    &["export", "dot"],
];

/// Arguments that are wrong, with what is wrong in them.
const WRONG: &[&[&str]] = &[
    &["\u{1b}[31m\u{202e}"],
    &["stats", "\u{1b}[31m\u{202e}"],
    &["--format", "\u{1b}[31m\u{9b}", "stats"],
    &["--lang", "\u{1b}[31m\u{202e}", "stats"],
    &["--data", "\u{1b}[31m\u{202e}", "stats"],
    &["--tolerance", "\u{1b}\u{202e}", "stats"],
    &["claims", "--about", "\u{1b}[31m\u{202e}"],
    &["claims", "--since", "\u{1b}[31m\u{202e}"],
    &["claims", "--tag", "\u{1b}[31m\u{202e}"],
    &["claims", "--min", "\u{1b}[31m\u{202e}"],
    &["claims", "--predicate", "\u{9b}\u{202e}"],
    &["--according-to", "\u{9b}\u{202e}", "claims"],
    &["show", "\u{9b}\u{202e}"],
    &["stats", "--output", "no/\u{1b}[31m\u{202e}/x"],
    &["query", "--file", "\u{1b}[31m\u{202e}"],
    &["query", "RETURN 1", "--param", "\u{1b}\u{202e}"],
    &[
        "import",
        "\u{1b}\u{202e}",
        "\u{9b}",
        "--into",
        "\u{1b}\u{202e}x",
    ],
    &["verify", "\u{1b}=\u{202e}"],
    &["scan", "\u{1b}\u{202e}"],
    &["check", "\u{1b}\u{202e}"],
    &["schema", "\u{1b}\u{202e}"],
];

/// Returns what of a text must not leave the program.
fn unsafe_in(text: &str) -> Option<char> {
    text.chars().find(|c| *c != '\n' && is_unsafe(*c))
}

#[test]
fn nothing_steers_a_terminal() {
    let place = Workplace::with_data();
    hostile_case(&place.path().join("case"));
    assert_eq!(place.run(&["--data", "case", "check"]).out(), "");
    let mut faults = Vec::new();
    for question in QUESTIONS {
        for format in ["table", "json", "jsonl", "csv", "dot"] {
            for lang in ["en", "x"] {
                let mut args = vec!["--data", "case", "--format", format, "--lang", lang];
                args.extend(*question);
                let ran = place.run(&args);
                let out = ran.out().replace("\r\n", "\n");
                for (name, text) in [("out", &out), ("err", &ran.err())] {
                    if let Some(c) = unsafe_in(text) {
                        faults.push(format!("{question:?} {format} {name}: {c:?}"));
                    }
                }
            }
        }
    }
    for wrong in WRONG {
        for format in ["table", "json"] {
            let mut args = vec!["--data", "case", "--format", format];
            args.extend(*wrong);
            let ran = place.run(&args);
            assert_eq!(ran.status(), 2, "{wrong:?}: {}", ran.out());
            if let Some(c) = unsafe_in(&ran.out()).or(unsafe_in(&ran.err())) {
                faults.push(format!("{wrong:?} {format}: {c:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn faults_and_paths_are_shown_safely() {
    let place = Workplace::with_data();
    let name = "\u{1b}[31m\u{202e}\u{9b}";
    let dir = place.path().join(name);
    hostile_case(&dir);
    let claims = fs::read_to_string(dir.join("claims/t.json")).unwrap();
    let broken = claims.replace("\"paid\"", "\"\u{9b}\u{202e}\u{2028}\u{7f}\"");
    fs::write(dir.join(format!("claims/{name}.json")), broken).unwrap();
    let new = format!("{name}-new");
    let (map, table) = (
        "docs/import.in/donations.json",
        "docs/import.in/donations.csv",
    );
    let bad = "donor,\u{9b}\u{202e}\n\u{2028}\u{7f},\u{85}\n";
    fs::write(place.path().join(format!("{name}.csv")), bad).unwrap();
    let bad = format!("{name}.csv");
    let runs: [&[&str]; 6] = [
        &["check", name],
        &["--data", name, "stats"],
        &["init", &new],
        &["import", map, table, "--into", &format!("{name}-made")],
        &["import", map, &bad, "--into", &format!("{name}-never")],
        &["import", &bad, &bad, "--into", &format!("{name}-never")],
    ];
    for args in runs {
        for format in ["table", "json", "jsonl"] {
            let mut args = args.to_vec();
            args.extend(["--format", format]);
            let ran = place.run(&args);
            for text in [ran.out(), ran.err()] {
                assert_eq!(unsafe_in(&text), None, "{args:?}: {text:?}");
            }
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    let place = Workplace::with_data();
    hostile_case(&place.path().join("case"));
    let formula = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    for question in QUESTIONS.iter().filter(|asked| asked[0] != "export") {
        let mut args = vec!["--data", "case", "--format", "csv"];
        args.extend(*question);
        let ran = place.run(&args);
        let out = ran.out();
        let mut table = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(out.as_bytes());
        for record in table.records() {
            for cell in record.unwrap().iter() {
                // A program that splits at semicolons finds other cells.
                for part in cell.split(';') {
                    let number = part.parse::<f64>().is_ok();
                    let runs = part.trim_start().starts_with(formula) && !number;
                    assert!(!runs, "{question:?}: {cell:?}");
                }
            }
        }
    }
}
