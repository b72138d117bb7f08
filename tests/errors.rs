//! The gallery of faults: for every code, data that has it and exactly what `claimgraph check` says of that data.
//!
//! `tests/errors/<code>/` is a data folder with its `expected.txt`; one with a `mapping.json` holds tables to import by it. Data that cannot be committed, such as a pipe or a
//! line of a hundred megabytes, is made in a temporary folder as [`made`] describes, and expected in
//! `tests/errors/<code>/<form>.txt`. `tests/errors/valid/` has no fault. Run with `CLAIMGRAPH_BLESS=1` to write down
//! what is said now, and review the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use claimgraph::diagnostic::Code;

mod made;

use made::{MADE, copy, make, unlock};

#[test]
fn every_committed_fault_is_told_as_expected() {
    let mut wrong = Vec::new();
    for code in committed() {
        let output = check(&gallery().join(&code), &[]);
        wrong.extend(compare(
            &code,
            &gallery().join(&code).join("expected.txt"),
            &output,
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_made_fault_is_told_as_expected() {
    let mut wrong = Vec::new();
    for made in MADE {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        if make(made, &gallery().join("valid"), &data) {
            let output = command(folder.path(), &["--data", "data", "check"]);
            unlock(made, &data);
            let expected = format!("{}/{}.txt", made.code, made.form);
            wrong.extend(compare(
                made.code.as_str(),
                &gallery().join(expected),
                &output,
            ));
        } else {
            println!(
                "{}/{}: skipped, since nothing is locked to this user",
                made.code, made.form
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_its_folder() {
    let mut folders: BTreeSet<String> = fs::read_dir(gallery())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(folders.remove("valid"));
    let codes = Code::ALL.iter().map(|code| code.as_str().to_owned());
    assert_eq!(folders, codes.collect());
    for code in Code::ALL {
        let folder = gallery().join(code.as_str());
        let expected: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .collect();
        assert!(!expected.is_empty(), "{code} has no expected text");
        for path in expected {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.display();
            assert!(
                text.contains(&format!("error[{code}]: ")),
                "{path} does not show {code}"
            );
        }
    }
}

#[test]
fn valid_data_is_passed_in_silence() {
    for data in [gallery().join("valid"), root().join("graph-data")] {
        let output = check(&data, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", data.display());
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
        let output = check(&data, &["--format", "json"]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "[]");
    }
}

#[test]
fn warnings_are_told_and_let_pass() {
    for code in Code::ALL.iter().filter(|code| code.is_warning()) {
        let data = gallery().join(code.as_str());
        let output = command(&data, &["--data", ".", "check"]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(&format!("warning[{code}]: ")), "{text}");
        assert_eq!(output.status.code(), Some(0), "{text}");
        let json = command(&data, &["--data", ".", "check", "--format", "json"]);
        assert!(
            String::from_utf8(json.stdout)
                .unwrap()
                .contains("\"severity\": \"warning\"")
        );
        let used = command(&data, &["--data", ".", "claims"]);
        assert_eq!(used.status.code(), Some(0), "{code}");
    }
}

#[test]
fn every_file_of_claims_is_read_or_told() {
    let data = gallery().join("ignored-file");
    let claims = command(&data, &["--data", ".", "claims", "--format", "jsonl"]);
    let claims = String::from_utf8(claims.stdout).unwrap();
    assert_eq!(claims.lines().count(), 6, "{claims}");
}

#[test]
fn a_fault_of_many_places_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    copy(&gallery().join("valid"), &data);
    let claim = |n: usize| {
        format!(r#"{{"id": "c{n}", "subject": "adaa", "predicate": "founded", "object": "fund"}}"#)
    };
    let claims: Vec<String> = (0..300).map(claim).collect();
    let text = format!(
        "{{\"source\": \"letter\", \"claims\": [\n{}\n]}}\n",
        claims.join(",\n")
    );
    write(&data, "claims/many.json", &text);
    let output = check(&data, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() < 12, "{text}");
    assert!(
        text.contains("claims/many.json:12:26 and 289 more\n"),
        "{text}"
    );
    assert!(text.ends_with("300 faults: 300 unknown-entity\n"), "{text}");
    let json = check(&data, &["--format", "jsonl"]);
    assert_eq!(String::from_utf8(json.stdout).unwrap().lines().count(), 300);
}

#[test]
fn faults_as_json_say_what_the_text_says() {
    for code in committed() {
        let data = gallery().join(&code);
        let text = String::from_utf8(check(&data, &[]).stdout).unwrap();
        let json = check(&data, &["--format", "json"]);
        assert_eq!(json.status.code(), Some(2), "{code}");
        let faults: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
        let lines = check(&data, &["--format", "jsonl"]).stdout;
        assert_eq!(
            String::from_utf8(lines).unwrap().lines().count(),
            faults.len()
        );
        let heads = text.lines().filter(|line| line.contains(": error["));
        assert_eq!(heads.count(), faults.len(), "{code}");
        for fault in &faults {
            let text_of = |key: &str| fault[key].as_str().unwrap_or_else(|| panic!("{fault}"));
            let number_of = |key: &str| fault[key].as_u64().unwrap_or_else(|| panic!("{fault}"));
            let (start, end) = (
                (number_of("line"), number_of("column")),
                (number_of("end_line"), number_of("end_column")),
            );
            assert!(start.0 >= 1 && start.1 >= 1 && start <= end, "{fault}");
            assert!(!text_of("message").is_empty());
            let head = format!(
                "{}:{}:{}: error[{}]: ",
                text_of("file"),
                start.0,
                start.1,
                text_of("code"),
            );
            assert!(text.contains(&head), "{code}: {head}");
        }
    }
}

#[test]
fn all_faults_of_all_files_come_out_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    copy(&gallery().join("valid"), &data);
    let claims = r#"{"id": "c", "subjet": 1, "subject": "adda", "predicate": "founded", "object": 7, "when": "soon",
        "evidence": [{"start": "0"}]},
        {"id": "d", "subject": "ada", "predicate": "donated_to", "object": "fund", "evidence": [{"start": 0},
        {"start": 0, "end": 9, "quote": "给"}]}"#;
    let entity =
        r#"{"id": "bo", "kind": "persn", "labels": {"en": ""}, "began": "2023-02-30", "note": []}"#;
    write(
        &data,
        "entities.json",
        &format!(
            r#"{{"entitys": 1, "entities": [{entity},
        {{"id": "ada", "kind": "person", "labels": {{"en": "Ada"}}}},
        {{"id": "fund", "kind": "nonprofit", "labels": {{"en": "Fund"}}}}]}}"#
        ),
    );
    write(
        &data,
        "claims/a.json",
        &format!(r#"{{"source": "leter", "claims": [{claims}]}}"#),
    );
    write(&data, "claims/b.json", "{");
    write(&data, "claims/c.json", "{\"claims\": 5}");
    write(
        &data,
        "claims/d.json",
        "\u{feff}{\"source\": \"letter\", \"claims\": [], \"more\": []}",
    );
    let json = check(&data, &["--format", "json"]);
    let faults: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for fault in &faults {
        let file = fault["file"].as_str().unwrap().to_owned();
        let code = fault["code"].as_str().unwrap().to_owned();
        found.entry(file).or_default().push(code);
    }
    for codes in found.values_mut() {
        codes.sort();
    }
    let expected: [(&str, &[&str]); 5] = [
        (
            "./claims/a.json",
            &[
                "evidence-length",
                "invalid-date",
                "missing-key",
                "missing-key",
                "unknown-entity",
                "unknown-key",
                "unknown-source",
                "wrong-type",
                "wrong-type",
            ],
        ),
        ("./claims/b.json", &["syntax"]),
        ("./claims/c.json", &["wrong-type"]),
        ("./claims/d.json", &["byte-order-mark", "unknown-key"]),
        (
            "./entities.json",
            &[
                "empty-value",
                "invalid-date",
                "unknown-key",
                "unknown-value",
                "wrong-type",
            ],
        ),
    ];
    let expected = expected.map(|(file, codes)| {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        (file.to_owned(), codes)
    });
    assert_eq!(found, BTreeMap::from(expected));
}

#[test]
fn a_hundred_thousand_faults_are_told_in_seconds() {
    const COUNT: usize = 100_000;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    copy(&gallery().join("valid"), &data);
    let claims: Vec<String> = (0..COUNT)
        .map(|n| format!(r#"{{"id": "c{n}", "subject": "nobody-{n}", "predicate": "founded", "object": "fund"}}"#))
        .collect();
    let text = format!(
        "{{\"source\": \"letter\", \"claims\": [\n{}\n]}}\n",
        claims.join(",\n")
    );
    write(&data, "claims/many.json", &text);
    let start = std::time::Instant::now();
    let output = check(&data, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        text.lines().last(),
        Some("10000 faults: 10000 unknown-entity, and 90000 more that are not shown")
    );
    assert!(
        start.elapsed().as_secs() < 100,
        "it took {:?}",
        start.elapsed()
    );
}

/// Returns the codes whose data is committed.
fn committed() -> Vec<String> {
    let made: BTreeSet<&str> = MADE.iter().map(|made| made.code.as_str()).collect();
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let committed = codes.filter(|code| !made.contains(code));
    committed.map(str::to_owned).collect()
}

/// Compares what was said with what is expected, or writes it down; returns what differs.
fn compare(code: &str, expected: &Path, output: &Output) -> Option<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{code}: {text}");
    assert!(output.stderr.is_empty(), "{code}: {output:?}");
    if std::env::var_os("CLAIMGRAPH_BLESS").is_some() {
        fs::create_dir_all(expected.parent().unwrap()).unwrap();
        fs::write(expected, &text).unwrap();
    }
    let was = fs::read_to_string(expected).unwrap_or_default();
    (was != text).then(|| format!("{}: expected\n{was}\nfound\n{text}", expected.display()))
}

fn check(data: &Path, more: &[&str]) -> Output {
    if data.join("mapping.json").exists() {
        return import(data, more);
    }
    let code = data.file_name().and_then(|name| name.to_str());
    let is_warning = |known: &&Code| known.is_warning() && Some(known.as_str()) == code;
    let strict: &[&str] = match Code::ALL.iter().any(|known| is_warning(&known)) {
        true => &["--strict"],
        false => &[],
    };
    command(data, &[&["--data", ".", "check"], strict, more].concat())
}

fn import(data: &Path, more: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("data");
    let names = fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut tables: Vec<String> = names
        .filter(|name| name.ends_with(".csv") || name.ends_with(".jsonl"))
        .collect();
    tables.sort();
    let mut args = vec!["import", "mapping.json", "--into", into.to_str().unwrap()];
    args.extend(tables.iter().map(String::as_str));
    args.extend(more);
    let output = command(data, &args);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    output
}

fn command(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_claimgraph"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLAIMGRAPH_DATA")
        .env_remove("CLAIMGRAPH_FORMAT")
        .output()
        .unwrap()
}

fn write(data: &Path, path: &str, text: &str) {
    fs::write(data.join(path), text).unwrap();
}

fn gallery() -> PathBuf {
    root().join("tests/errors")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
