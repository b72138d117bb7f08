//! `prefix` and `suffix` of evidence: read, kept, printed again, and what they decide.

use crate::case::Case;

/// Makes a case with one claim on these pieces of evidence, each a JSON object.
fn case(text: &str, evidence: &str) -> Case {
    let case = Case::new(text.chars().count(), None, &[]);
    case.put(
        "claims/letter.json",
        format!(
            r#"{{"source": "letter", "claims": [{{"id": "c0", "subject": "ada", "predicate": "led", "object": "fund", "evidence": [{evidence}]}}]}}"#
        ),
    );
    case.hold(text);
    case
}

#[test]
fn contexts_come_back_from_files_and_from_snapshots() {
    let case = case(
        "the bank and the bank",
        r#"{"start": 4, "end": 8, "quote": "bank", "suffix": " and"},
           {"start": 0, "end": 3, "quote": "the"},
           {"start": 17, "end": 21, "quote": "bank", "prefix": "and the "}"#,
    );
    let evidence = || {
        let (status, rows) = case.rows(&["claims", "--evidence"]);
        assert_eq!(status, 0);
        rows[0]["evidence"].clone()
    };
    let read = evidence();
    assert_eq!(
        read,
        serde_json::json!([
            {"source": "letter", "start": 4, "end": 8, "quote": "bank", "suffix": " and"},
            {"source": "letter", "start": 0, "end": 3, "quote": "the"},
            {"source": "letter", "start": 17, "end": 21, "quote": "bank", "prefix": "and the "},
        ])
    );
    assert_eq!(case.run(&["snapshot"]).status, 0);
    assert_eq!(evidence(), read);
}

#[test]
fn an_empty_context_is_a_fault() {
    let case = case(
        "the bank",
        r#"{"start": 0, "end": 3, "quote": "the", "prefix": " "}"#,
    );
    let outcome = case.run(&["check"]);
    assert_eq!(outcome.status, 2);
    let told = outcome.out + &outcome.err;
    assert!(told.contains("empty-value"), "{told}");
}

/// Returns the status of each fragment that is not exact, with the places and the words that stand there.
fn told(case: &Case) -> Vec<String> {
    let (_, rows) = case.rows(&["verify"]);
    let row = |row: &serde_json::Value| {
        format!(
            "{} {} {}",
            row["status"].as_str().unwrap(),
            row["found_at"],
            row["found"]
        )
    };
    rows.iter().map(row).collect()
}

#[test]
fn contexts_decide() {
    let text = "A clerk, who knew all, answered. The minister, that resigned on Monday, spoke; the bank, who paid, did not.";
    let one = |evidence: &str| told(&case(text, evidence));
    let who = |around: &str| {
        one(&format!(
            r#"{{"start": 40, "end": 43, "quote": "who", {around}}}"#
        ))
    };
    assert_eq!(who(r#""prefix": "the bank, ""#), ["moved [89] null"]);
    assert_eq!(who(r#""suffix": " knew all""#), ["moved [9] null"]);
    assert_eq!(
        who(r#""prefix": "The minister, ", "suffix": " resigned on""#),
        [r#"altered [47] "that""#]
    );
    // In its place, but the words around it stand elsewhere.
    assert_eq!(
        one(r#"{"start": 9, "end": 12, "quote": "who", "prefix": "the bank, "}"#),
        ["moved [89] null"]
    );
    assert_eq!(
        one(r#"{"start": 9, "end": 12, "quote": "who", "prefix": "clerk,\n"}"#),
        [""; 0]
    );
    let case = case(
        text,
        r#"{"start": 9, "end": 12, "quote": "who", "prefix": "nobody at all "}"#,
    );
    let outcome = case.run(&["verify"]);
    assert_eq!(outcome.status, 0);
    assert!(
        outcome
            .out
            .contains("not between their prefix and suffix: fragments of c0"),
        "{}",
        outcome.out
    );
}
