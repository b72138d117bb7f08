//! Reading in bulk: JSON Lines say what JSON says, faults have their places, and threads change nothing.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::Workplace;
use serde_json::Value;

/// Turns the files of a case into JSON Lines.
fn to_lines(data: &Path) {
    for name in ["entities", "predicates", "sources"] {
        let file = data.join(format!("{name}.json"));
        let whole: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let records = whole[name].as_array().unwrap();
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        fs::write(data.join(format!("{name}.jsonl")), lines).unwrap();
        fs::remove_file(file).unwrap();
    }
    for entry in fs::read_dir(data.join("claims")).unwrap() {
        let file = entry.unwrap().path();
        let mut whole: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let source = whole["source"].take();
        let mut lines = String::new();
        for claim in whole["claims"].as_array_mut().unwrap() {
            if claim.get("source").is_none() && !source.is_null() {
                claim["source"] = source.clone();
            }
            writeln!(lines, "{claim}").unwrap();
        }
        fs::write(file.with_extension("jsonl"), lines).unwrap();
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn lines_say_what_files_of_json_say() {
    let (json, lines) = (Workplace::with_data(), Workplace::with_data());
    to_lines(&lines.path().join("graph-data"));
    for verb in [
        ["claims"],
        ["entities"],
        ["sources"],
        ["predicates"],
        ["disputes"],
    ] {
        let args = [&verb[..], &["--format", "json"]].concat();
        assert_eq!(lines.run(&args).err(), "");
        assert_eq!(lines.run(&args).out(), json.run(&args).out(), "{verb:?}");
    }
}

/// Writes a case of lines, with `claims` in its one file of them.
fn case(claims: &str) -> Workplace {
    let place = Workplace::with_data();
    let data = place.path().join("graph-data");
    fs::remove_dir_all(data.join("claims")).unwrap();
    fs::create_dir(data.join("claims")).unwrap();
    fs::write(data.join("claims/all.jsonl"), claims).unwrap();
    fs::write(
        data.join("entities.json"),
        r#"{"entities": [{"id": "a", "kind": "person", "labels": {"en": "A"}}]}"#,
    )
    .unwrap();
    fs::write(
        data.join("predicates.json"),
        r#"{"predicates": [{"id": "said", "kind": "event", "labels": {"en": "said"}, "range": []}]}"#,
    )
    .unwrap();
    fs::write(
        data.join("sources.json"),
        r#"{"sources": [{"id": "s", "kind": "post", "labels": {"en": "S"}, "maker": "a"}]}"#,
    )
    .unwrap();
    place
}

fn claim(id: usize) -> String {
    format!(
        r#"{{"id": "c{id}", "source": "s", "subject": "a", "predicate": "said", "tags": ["t{}"]}}"#,
        id % 7
    )
}

#[test]
fn each_fault_of_a_line_is_told_with_line_and_column() {
    let lines = [
        claim(1),
        r#"{"id": "c2", "source": "s", "subject": "银", "predicate": "said"}"#.to_owned(),
        r#"{"id": "c3", "source": "s" "subject": "a", "predicate": "said"}"#.to_owned(),
        String::new(),
        claim(1),
        r#"{"id": "c4", "source": "s", "subject": "a", "predicate": "said", "when": "2020-12", "colour": 1}"#.to_owned(),
        r#"[1]"#.to_owned(),
        r#"{"id": "c5", "subject": "a", "predicate": "said", "supports": ["c4", "c9"]}"#.to_owned(),
        "[".repeat(200),
        claim(6).replace('}', &format!(", \"summary\": \"{}\"}}", "x".repeat(1 << 20))),
    ];
    let ran = case(&lines.join("\r\n")).run(&["check", "--format", "jsonl"]);
    let faults: Vec<String> = ran
        .out()
        .lines()
        .map(|line| {
            let fault: Value = serde_json::from_str(line).unwrap();
            format!(
                "{}:{} {}",
                fault["line"],
                fault["column"],
                fault["code"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        faults,
        [
            "2:40 unknown-entity",
            "3:28 syntax",
            "5:8 duplicate-id",
            "6:85 unknown-key",
            "7:1 wrong-type",
            "8:1 empty-attribution",
            "9:65 deep-nesting",
            "10:1 long-line",
        ],
        "{}",
        ran.out()
    );
    assert_eq!(ran.status(), 2);
}

#[test]
fn faults_beyond_the_most_are_counted() {
    let lines: String = (0..10_050).map(|_| claim(0) + "\n").collect();
    let ran = case(&lines).run(&["check"]);
    let last = ran.out().lines().last().map(str::to_owned);
    assert_eq!(
        last.as_deref(),
        Some("10000 faults: 10000 duplicate-id, and 49 more that are not shown")
    );
}

#[test]
fn threads_change_neither_answers_nor_faults() {
    // Several stretches, of a file that is mapped.
    let lines: String = (0..60_000).map(|id| claim(id) + "\n").collect();
    let place = case(&lines);
    let run = |place: &Workplace, threads: &str, verb: &str, format: &str| {
        place
            .run(&[verb, "--threads", threads, "--format", format])
            .out()
    };
    let one = run(&place, "1", "claims", "csv");
    assert_eq!(one.lines().count(), 60_001);
    assert!(one == run(&place, "4", "claims", "csv"));

    let faulty: String = (0..60_000)
        .map(|id| if id % 1000 == 3 { claim(id - 3) } else { claim(id) } + "\n")
        .collect();
    let place = case(&faulty);
    let one = run(&place, "1", "check", "jsonl");
    assert_eq!(one.lines().count(), 60);
    assert!(one == run(&place, "4", "check", "jsonl"));
}

#[test]
fn words_without_a_place_need_a_text_that_is_not_held() {
    let quoted = claim(1).replace('}', r#", "speaker": "a", "quote": "so it is"}"#);
    let place = case(&quoted);
    let ran = place.run(&["claims", "--format", "json"]);
    let shown: Value = serde_json::from_str(&ran.out()).unwrap();
    let evidence = &shown[0]["evidence"][0];
    assert_eq!(evidence["quote"], "so it is");
    assert!(evidence["start"].is_null() && evidence["end"].is_null());

    let sources = place.path().join("graph-data/sources.json");
    let held = fs::read_to_string(&sources).unwrap();
    let held = held.replace(r#""maker""#, r#""text": {"code_points": 9}, "maker""#);
    fs::write(&sources, held).unwrap();
    assert!(
        place
            .run(&["check", "--strict"])
            .out()
            .contains("[unplaced-quote]")
    );
}
