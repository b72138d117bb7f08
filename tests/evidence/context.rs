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
