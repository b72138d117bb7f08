//! What `scan` lists, and how it ends.

use crate::case::Case;

const TEXT: &str = "Ada led Example Fund since March 2023.\nLast year 艾达 gave $44 million to Model 4, not GPT-4.";

fn case() -> Case {
    let case = Case::new(
        TEXT.chars().count(),
        None,
        &[(0, "Ada led Example Fund"), (39, "Last year 艾达")],
    );
    case.hold(TEXT);
    case
}

fn told(rows: &[serde_json::Value]) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    rows.iter()
        .map(|row| {
            let entity = text(&row["entity"][0]);
            format!(
                "{} {} {} {entity} {} {}:{}",
                text(&row["kind"]),
                text(&row["words"]),
                text(&row["value"]),
                text(&row["coverage"]),
                row["line"],
                row["column"]
            )
        })
        .collect()
}

#[test]
fn names_and_figures_are_listed_with_place_and_cover() {
    let case = case();
    let (status, rows) = case.rows(&["scan", case.path("texts/letter.txt").to_str().unwrap()]);
    assert_eq!(status, 0);
    assert_eq!(
        told(&rows),
        [
            "name Ada - ada covered 1:1",
            "name Example Fund - fund covered 1:9",
            "date March 2023 2023-03 - uncovered 1:28",
            "date Last year 2023 - covered 2:1",
            "name 艾达 - ada covered 2:11",
            "money $44 million USD 44M - uncovered 2:19",
            "name Model 4 - model-4 uncovered 2:34",
        ]
    );
    for row in &rows {
        let (start, end) = (row["start"].as_u64().unwrap(), row["end"].as_u64().unwrap());
        let characters = TEXT.chars().skip(usize::try_from(start).unwrap());
        let words: String = characters
            .take(usize::try_from(end - start).unwrap())
            .collect();
        assert_eq!(row["words"], words);
    }
    assert_eq!(rows[0]["claims"], serde_json::json!(["c0"]));
}

#[test]
fn only_what_is_uncovered_can_be_asked_for() {
    let case = case();
    let text = case.path("texts/letter.txt");
    let (status, rows) = case.rows(&["scan", text.to_str().unwrap(), "--uncovered"]);
    assert_eq!((status, rows.len()), (0, 3));
    let covered = Case::new(3, None, &[(0, "Ada")]);
    let text = covered.hold("Ada");
    assert_eq!(
        covered
            .run(&["scan", text.to_str().unwrap(), "--uncovered"])
            .status,
        1
    );
}

#[test]
fn coverage_is_told_and_can_be_required() {
    let case = case();
    let text = case.path("texts/letter.txt");
    let scan =
        |more: &[&str]| case.run(&[&["scan", text.to_str().unwrap(), "--coverage"], more].concat());
    let (_, rows) = case.rows(&["scan", text.to_str().unwrap(), "--coverage"]);
    let of = |what: &str| rows.iter().find(|row| row["what"] == what).unwrap();
    assert_eq!(
        (&of("figures")["found"], &of("figures")["covered"]),
        (&3.into(), &1.into())
    );
    assert_eq!(
        (&of("names")["found"], &of("names")["covered"]),
        (&3.into(), &2.into())
    );
    assert_eq!(scan(&["--require", "figures=33,names=66"]).status, 0);
    let short = scan(&["--require", "figures=33,names=67"]);
    assert_eq!(short.status, 2);
    assert!(short.err.contains("names 66 %, not 67 %"), "{}", short.err);
    assert!(
        scan(&["--require", "nams=67"])
            .err
            .contains("not of \"nams\"")
    );
    assert!(
        scan(&["--require", "names=many"])
            .err
            .contains("no WHAT=PERCENT")
    );
}

#[test]
fn what_is_excluded_counts_neither_way() {
    let case = case();
    let start = TEXT.chars().take_while(|c| *c != '$').count();
    let row = format!(
        "letter,{start},{},$44 million,not of the story\n",
        start + 11
    );
    case.put(
        "excluded.csv",
        format!("source,start,end,quote,reason\n{row}letter,0,3,Eva,not there\n"),
    );
    let text = case.path("texts/letter.txt");
    let outcome = case.run(&["scan", text.to_str().unwrap(), "--require", "money=100"]);
    assert_eq!(outcome.status, 0, "{}", outcome.err);
    assert!(
        outcome
            .out
            .contains("rows of excluded.csv that do not stand in this text: 1"),
        "{}",
        outcome.out
    );
}

#[test]
fn the_date_and_the_spelling_decide_what_is_read() {
    let case = case();
    let text = case.put("other.txt", "客岁1月给了1亿好意思元");
    let spelling = case.put("spelling.csv", "spun,meaning\n好意思元,美元\n");
    let arguments = [
        "scan",
        text.to_str().unwrap(),
        "--spelling",
        spelling.to_str().unwrap(),
    ];
    let (_, rows) = case.rows(&arguments);
    assert_eq!(
        told(&rows),
        [
            "date 客岁1月 - - uncovered 1:1",
            "money 1亿好意思元 USD 100M - uncovered 1:7"
        ]
    );
    let (_, rows) = case.rows(&[&arguments[..], &["--date", "2020-05"]].concat());
    assert_eq!(rows[0]["value"], "2019-01");
    assert!(
        case.run(&arguments)
            .out
            .contains("no source of the case is this text")
    );
}

#[test]
fn bad_input_is_told() {
    let case = case();
    let fails = |file: &str, expected: &str| {
        let outcome = case.run(&["scan", file]);
        assert_eq!(outcome.status, 2, "{}", outcome.out);
        assert!(outcome.err.contains(expected), "{}", outcome.err);
    };
    fails(
        case.put("latin1.txt", b"\xff\xfe").to_str().unwrap(),
        "byte 0xff at offset 0 is not UTF-8",
    );
    fails(case.path("claims").to_str().unwrap(), "is a directory");
    fails(case.path("no.txt").to_str().unwrap(), "No such file");
    let bad = case.put("spelling.csv", "a,b\n");
    let text = case.path("texts/letter.txt");
    let outcome = case.run(&[
        "scan",
        text.to_str().unwrap(),
        "--spelling",
        bad.to_str().unwrap(),
    ]);
    assert!(
        outcome
            .err
            .contains("spelling.csv:1: the header must be `spun,meaning`"),
        "{}",
        outcome.err
    );

    let empty = case.put("empty.txt", "");
    assert_eq!(case.run(&["scan", empty.to_str().unwrap()]).status, 1);
    let large = case.put(
        "large.txt",
        format!("{} paid $44 million", "x".repeat(50_000_000)),
    );
    let (status, rows) = case.rows(&["scan", large.to_str().unwrap()]);
    assert_eq!((status, rows[0]["start"].as_u64()), (0, Some(50_000_006)));
}
