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
            r#""c2" "altered" [21] "艾达给了四千万""#,
            r#""c4" "missing" null null"#,
            r#""c3" "ambiguous" [0,36] null"#,
            r#""c1" "moved" [9] null"#,
            r#""c5" "form" [0] "Ada gave 44""#,
        ]
    );
    assert_eq!(rows[0]["remark"], "“四” in the text, “五” quoted");
    assert_eq!(rows[0]["changed"], serde_json::json!(["amount"]));
    assert_eq!(rows[4]["remark"], "differs in case only");
    let at = rows[3]["at"].as_str().unwrap();
    assert!(at.ends_with("claims/letter.json:5:18"), "{at}");
    for format in ["table", "jsonl", "csv"] {
        let outcome = case.run(&["verify", "--format", format]);
        assert_eq!(outcome.status, 2);
        assert!(outcome.out.contains("ambiguous"), "{}", outcome.out);
    }
}

#[test]
fn length_and_digest_are_compared() {
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let case = Case::new(3, Some(sha256), &[(0, "abc")]);
    case.hold("abc");
    assert_eq!(case.run(&["verify"]).status, 0);
    case.hold("x abc");
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(status, 2);
    let statuses: Vec<_> = rows
        .iter()
        .map(|row| row["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["moved", "length", "digest"]);
}

#[test]
fn line_ends_and_marks_that_a_copy_changed_are_undone_and_told() {
    let text = "Intro.\nAda gave 44 million.\n";
    for declared in [Some(sha256(text)), None] {
        let case = Case::new(
            text.chars().count(),
            declared.as_deref(),
            &[(16, "44 million")],
        );
        for copy in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            case.hold(copy);
            let before = (case.get("claims/letter.json"), case.get("sources.json"));
            for arguments in [
                &["verify"][..],
                &["verify", "--fix"],
                &["verify", "--fix", "form"],
            ] {
                let outcome = case.run(arguments);
                assert_eq!(outcome.status, 0, "{}{}", outcome.out, outcome.err);
                assert!(
                    outcome.out.contains("nothing is to be mended"),
                    "{}",
                    outcome.out
                );
                assert!(
                    outcome.out.contains("1 of 1 fragments exact"),
                    "{}",
                    outcome.out
                );
            }
            assert_eq!(
                before,
                (case.get("claims/letter.json"), case.get("sources.json"))
            );
        }
    }
}

/// Returns the digest of a text in hexadecimal.
fn sha256(text: &str) -> String {
    claimgraph::model::Sha256::of(text.as_bytes()).to_string()
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
    assert_eq!(rows[0]["found_at"], serde_json::json!([50_000_000]));
}

/// Returns what is told of each claim: status, places, and what stands there.
fn told(case: &Case) -> Vec<String> {
    let (_, rows) = case.rows(&["verify"]);
    let mut told: Vec<String> = rows
        .iter()
        .filter(|row| row["claims"][0].is_string())
        .map(|row| {
            let claim = row["claims"][0].as_str().unwrap();
            let places = row["found_at"].to_string();
            let status = row["status"].as_str().unwrap();
            format!("{claim} {status} {places} {}", row["found"])
        })
        .collect();
    told.sort();
    told
}

fn case_of(text: &str, evidence: &[(usize, &str)]) -> Case {
    let case = Case::new(text.chars().count(), None, evidence);
    case.hold(text);
    case
}

#[test]
fn another_form_in_place_comes_before_the_same_words_elsewhere() {
    let text =
        "We saw it. The green\nbank failed. The clerk said so.\nOthers spoke of a green bank.\n";
    let case = case_of(text, &[(15, "green bank")]);
    assert_eq!(told(&case), [r#"c0 form [15] "green\nbank""#]);
    let before = case.get("claims/letter.json");
    assert_eq!(case.run(&["verify", "--fix"]).status, 2);
    assert_eq!(
        case.get("claims/letter.json"),
        before,
        "its words are not the text's"
    );
    assert_eq!(case.run(&["verify", "--fix", "form"]).status, 0);
    assert_eq!(
        case.get("claims/letter.json"),
        before.replace("green bank", "green\\nbank")
    );
    let (_, rows) = case.rows(&["verify"]);
    assert!(rows.is_empty());
}

#[test]
fn a_word_that_was_edited_away_is_not_found_elsewhere() {
    let text =
        "The minister, that resigned on Monday, spoke first. A clerk, who knew all, answered him.";
    let evidence = [(14, "who"), (18, "resigned on Monday")];
    let case = case_of(text, &evidence);
    assert_eq!(
        told(&case),
        [r#"c0 altered [14] "that""#, "c1 moved [19] null"]
    );
    // What is told after mending is what is left.
    let outcome = case.run(&["verify", "--fix"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.out.contains("1 of 2 fragments exact"),
        "{}",
        outcome.out
    );
    assert!(
        outcome.out.contains("mended: 1; files rewritten: 1"),
        "{}",
        outcome.out
    );
    assert_eq!(told(&case), [r#"c0 altered [14] "that""#]);

    let shorter =
        "The minister, resigned on Monday, spoke first. A clerk, who knew all, answered him.";
    assert_eq!(
        told(&case_of(shorter, &evidence)),
        ["c0 ambiguous [56] null", "c1 moved [14] null"]
    );
}

#[test]
fn of_many_places_the_nearest_are_told() {
    let text = "he ran. ".repeat(300);
    let (_, rows) = case_of(&text, &[(1601, "he ran")]).rows(&["verify"]);
    let places: Vec<u64> = rows[0]["found_at"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_u64().unwrap())
        .collect();
    assert_eq!((places.len(), places[0]), (100, 1600));
    assert!(
        places.iter().all(|place| place.abs_diff(1601) <= 400),
        "{places:?}"
    );
    assert!(
        rows[0]["remark"]
            .as_str()
            .unwrap()
            .contains("at 300 places")
    );
}

#[test]
fn forms_are_told_and_taken_from_the_text() {
    let text = "He said “it’s so” — twice. Smith &amp; Sons paid in coop\u{ad}erative\u{200b} shares. 臺灣的銀行關閉了。 ＡＢＣ Ｃｏ.";
    let evidence = [
        (8, "\"it's so\" - twice"),
        (27, "Smith & Sons"),
        (52, "cooperative shares"),
        (71, "台湾的银行关闭了"),
        (82, "ABC Co"),
    ];
    let case = case_of(text, &evidence);
    let expected = [
        "quotation marks and dashes",
        "HTML references",
        "characters that are not seen",
        "simplified and traditional characters",
        "compatibility forms, such as full width",
    ];
    let (_, rows) = case.rows(&["verify"]);
    for (row, expected) in rows.iter().zip(expected) {
        assert_eq!(row["status"], "form");
        let remark = row["remark"].as_str().unwrap();
        assert!(
            remark.starts_with(&format!("differs in {expected} only")),
            "{remark}"
        );
    }
    assert_eq!(rows.len(), 5);
    let outcome = case.run(&["verify", "--fix", "form"]);
    assert_eq!(outcome.status, 0, "{}", outcome.out);
    assert!(
        outcome.out.contains("5 of 5 fragments exact"),
        "{}",
        outcome.out
    );
    assert_eq!(case.run(&["check"]).status, 0);
}

#[test]
fn what_changes_a_statement_comes_first() {
    let text =
        "The old house stood there. Ada did not pay Smith 45 million euros in 2019. 艾达没有给钱。";
    let evidence = [
        (0, "The big house stood there"),
        (27, "Ada did pay Smith"),
        (39, "pay Jones 45 million"),
        (49, "44 million euros"),
        (49, "45 billion euros in 2019"),
        (52, "million euros in 2018"),
        (76, "艾达有给钱"),
    ];
    let case = case_of(text, &evidence);
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(status, 2);
    let changed: Vec<String> = rows
        .iter()
        .map(|row| {
            assert_eq!(row["status"], "altered", "{row}");
            format!("{} {}", row["claims"][0].as_str().unwrap(), row["changed"])
        })
        .collect();
    assert_eq!(
        changed,
        [
            r#"c1 ["negation"]"#,
            r#"c2 ["name"]"#,
            r#"c3 ["amount"]"#,
            r#"c4 ["unit"]"#,
            r#"c5 ["year"]"#,
            r#"c6 ["negation"]"#,
            "c0 null",
        ]
    );
    let before = case.get("claims/letter.json");
    case.run(&["verify", "--fix", "form"]);
    assert_eq!(
        case.get("claims/letter.json"),
        before,
        "what is altered is never mended"
    );
}

#[test]
fn texts_that_no_source_declares_are_told() {
    let case = Case::new(3, None, &[(0, "Ada")]);
    case.hold("Ada");
    case.put("texts/stray.txt", "abc");
    case.put("texts/.hidden", "abc");
    let (status, rows) = case.rows(&["verify"]);
    assert_eq!(status, 0);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["status"], "undeclared");
    assert!(rows[0]["at"].as_str().unwrap().ends_with("texts/stray.txt"));
    assert!(
        rows[0]["remark"]
            .as_str()
            .unwrap()
            .contains("no source is called \"stray\"")
    );
    // A folder that is named for the occasion may hold other files.
    let folder = case.path("texts");
    let (_, rows) = case.rows(&["verify", "--texts", folder.to_str().unwrap()]);
    assert!(rows.is_empty());
    let sources = case.get("sources.json").replace(
        r#""text": {"code_points": 3}}"#,
        r#""text": {"code_points": 3}}, {"id": "stray", "kind": "memo", "labels": {"en": "s"}, "maker": "ada"}"#,
    );
    case.put("sources.json", sources);
    let (_, rows) = case.rows(&["verify"]);
    let remark = rows[0]["remark"].as_str().unwrap();
    assert!(remark.contains("`code_points` 3"), "{remark}");
}

#[test]
fn a_text_may_be_named_after_fix() {
    let case = Case::new(8, None, &[(1, "Ada")]);
    let text = case.put("elsewhere.txt", "Ada paid");
    let outcome = case.run(&["verify", "--fix", &format!("letter={}", text.display())]);
    assert_eq!(outcome.status, 0, "{}{}", outcome.out, outcome.err);
    assert!(
        outcome.out.contains("files rewritten: 1"),
        "{}",
        outcome.out
    );
    assert_eq!(case.run(&["verify", "--fix", "all"]).status, 2);
}
