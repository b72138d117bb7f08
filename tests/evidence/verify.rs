//! What `verify` finds, and how it ends.

use crate::case::Case;

const TEXT: &str = "Ada gave 44 million; 艾达给了四千万。 Later Ada gave more.";

fn length() -> usize {
    TEXT.chars().count()
}

#[test]
fn what_is_in_place_passes() {
    let case = Case::new(length(), None, &[(0, "Ada"), (21, "艾达给了四千万")]);
    case.hold(TEXT);
    let outcome = case.run(&["verify"]);
    assert_eq!(outcome.status, 0, "{}", outcome.err);
    assert_eq!(
        outcome.out,
        "2 of 2 fragments exact; 1 of 1 texts held\n\n1 of the texts held have no declared sha256 to compare\n"
    );
}

#[test]
fn every_way_to_fail_is_a_row() {
    let evidence = [
        (9, "44 million"),
        (8, "44 million"),
        (21, "艾达给了五千万"),
        (3, "Ada"),
        (10, "nobody said so"),
        (0, "ADA GAVE 44"),
    ];
    let case = Case::new(length(), None, &evidence);
    case.hold(TEXT);
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(status, 2);
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                row["claims"][0], row["status"], row["found_at"], row["found"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#""c1" "moved" [9] null"#,
            r#""c2" "near" [21] "艾达给了四千万""#,
            r#""c3" "ambiguous" [0,36] null"#,
            r#""c4" "missing" null null"#,
            r#""c5" "near" [0] "Ada gave 44""#,
        ]
    );
    assert_eq!(
        rows[1]["remark"],
        "1 character differs: “四” in the text, “五” quoted"
    );
    assert_eq!(rows[4]["remark"], "differs in case only");
    let at = rows[0]["at"].as_str().unwrap();
    assert!(at.ends_with("claims/letter.json:5:18"), "{at}");
    for format in ["table", "jsonl", "csv"] {
        let outcome = case.run(&["verify", "--format", format]);
        assert_eq!(outcome.status, 2);
        assert!(outcome.out.contains("ambiguous"), "{}", outcome.out);
    }
}

#[test]
fn length_and_digest_are_compared_and_the_form_is_explained() {
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let case = Case::new(3, Some(sha256), &[(0, "abc")]);
    case.hold("abc");
    assert_eq!(case.run(&["verify"]).status, 0);
    case.hold("\u{feff}abc");
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(status, 2);
    let statuses: Vec<_> = rows
        .iter()
        .map(|row| row["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["length", "digest", "moved"]);
    let remark = rows[1]["remark"].as_str().unwrap();
    assert!(
        remark.contains("without its byte order mark it would have that one"),
        "{remark}"
    );
}

#[test]
fn carriage_returns_and_marks_count_as_they_stand() {
    let case = Case::new(12, None, &[(7, "two\r\n"), (6, "two")]);
    case.hold("\u{feff}one\r\n\ttwo\r\n");
    let (_, rows) = case.rows(&["verify"]);
    assert_eq!(rows.len(), 1, "the first is exact");
    assert_eq!(rows[0]["found_at"], serde_json::json!([7]));
}

#[test]
fn a_text_is_found_by_name_or_in_a_folder() {
    let case = Case::new(length(), None, &[(0, "Ada")]);
    assert_eq!(case.run(&["verify"]).status, 1, "nothing is held yet");
    let (_, rows) = case.rows(&["verify"]);
    assert_eq!(rows[0]["status"], "unverified");
    let text = case.put("elsewhere/letter.txt", TEXT);
    let named = format!("letter={}", text.display());
    assert_eq!(case.run(&["verify", &named]).status, 0);
    let folder = case.path("elsewhere");
    assert_eq!(
        case.run(&["verify", "--texts", folder.to_str().unwrap()])
            .status,
        0
    );
}

#[test]
fn wrong_questions_are_told() {
    let case = Case::new(length(), None, &[(0, "Ada")]);
    for (arguments, expected) in [
        (["verify", "letter"], "no SOURCE=FILE"),
        (["verify", "leter=x.txt"], "letter"),
        (["verify", "--texts=/no/such/folder"], "cannot look into"),
    ] {
        let outcome = case.run(&arguments);
        assert_eq!(outcome.status, 2);
        assert!(outcome.err.contains(expected), "{}", outcome.err);
    }
}

#[test]
fn bad_texts_are_rows_too() {
    let case = Case::new(length(), None, &[(0, "Ada")]);
    let unreadable = |path: &str, reason: &str| {
        let (status, rows) = case.rows(&["verify", &format!("letter={path}")]);
        assert_eq!(
            (status, rows[0]["status"].as_str()),
            (2, Some("unreadable"))
        );
        assert!(
            rows[0]["remark"].as_str().unwrap().contains(reason),
            "{}",
            rows[0]
        );
    };
    unreadable(
        case.put("latin1.txt", b"Ada \xe9").to_str().unwrap(),
        "byte 0xe9 at offset 4 is not UTF-8",
    );
    unreadable(case.path("claims").to_str().unwrap(), "is a directory");
    unreadable(case.path("no.txt").to_str().unwrap(), "No such file");

    case.hold("");
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(
        (status, rows.len()),
        (2, 2),
        "the length, and the fragment that is missing"
    );

    let large = format!("{}Ada", "x ".repeat(25_000_000));
    case.hold(large);
    let (_, rows) = case.rows(&["verify"]);
    assert_eq!(rows[1]["found_at"], serde_json::json!([50_000_000]));
}
