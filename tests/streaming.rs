//! Rows of a query reach whoever asks as they are found: nothing is kept, and nothing is searched for in vain.

#[allow(dead_code)]
mod common;
#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use claimgraph::cypher::{Kind, Limits, Parameters, Query, Value};
use common::Workplace;
use memory::Memory;

/// A thousand million rows.
const MANY: &str =
    "UNWIND range(1, 1000) AS x UNWIND range(1, 1000) AS y UNWIND range(1, 1000) AS z";

#[test]
fn a_row_is_found_when_it_is_asked_for() {
    let graph = Memory::default();
    let text = format!("{MANY} WITH x + y + z AS sum WHERE sum % 2 = 0 RETURN sum");
    let query = Query::prepare(&graph, &text, &Limits::default()).expect("a query");
    let limits = Limits::default();
    let mut rows = query.rows(&Parameters::new(), &limits).expect("it runs");
    let first: Vec<_> = rows
        .by_ref()
        .take(3)
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(first, [[4], [6], [8]].map(|row| row.map(Value::Integer)));
    let plan = rows.explanation();
    let most = plan.lines.iter().filter_map(|line| line.rows).max();
    assert!(most <= Some(6), "{plan:?}");
}

#[test]
fn a_limit_stops_the_search() {
    let graph = Memory::default();
    let text = format!("{MANY} RETURN DISTINCT x % 10 AS digit, y LIMIT 4");
    let query = Query::prepare(&graph, &text, &Limits::default()).expect("a query");
    let limits = Limits::default();
    let mut rows = query.rows(&Parameters::new(), &limits).expect("it runs");
    assert_eq!(rows.by_ref().count(), 4);
    let most = rows
        .explanation()
        .lines
        .iter()
        .filter_map(|line| line.rows)
        .max();
    assert!(most <= Some(4_000), "{most:?}");
}

#[test]
fn rows_that_pass_through_are_not_kept() {
    let graph = Memory::default();
    let text = format!("{MANY} RETURN x, y, z LIMIT 100000");
    let query = Query::prepare(&graph, &text, &Limits::default()).expect("a query");
    let limits = Limits {
        max_values: 5_000,
        ..Limits::default()
    };
    let rows = query.rows(&Parameters::new(), &limits).expect("it runs");
    assert_eq!(rows.filter(Result::is_ok).count(), 100_000);
    let error = query
        .run(&Parameters::new(), &limits)
        .expect_err("they are kept here");
    assert_eq!(error.kind, Kind::TooMuchMemory);
}

#[test]
fn a_slow_reader_uses_up_no_time() {
    let graph = Memory::default();
    let text = format!("{MANY} RETURN x");
    let query = Query::prepare(&graph, &text, &Limits::default()).expect("a query");
    let limits = Limits {
        timeout: Some(Duration::from_millis(300)),
        ..Limits::default()
    };
    let mut rows = query.rows(&Parameters::new(), &limits).expect("it runs");
    for _ in 0..2 {
        assert!(rows.by_ref().take(300).all(|row| row.is_ok()));
        thread::sleep(Duration::from_millis(250));
    }
    let error = rows
        .find_map(Result::err)
        .expect("the time is up in the end");
    assert_eq!(error.kind, Kind::Timeout);
    assert!(rows.next().is_none(), "nothing follows an error");
}

#[test]
fn rows_before_an_error_are_written_by_line_and_no_file_is_left_half() {
    let place = Workplace::with_data();
    let text = "UNWIND [1, 2, 0, 3] AS x RETURN 2 / x AS half";
    let outcome = place.run(&["query", text, "--format", "jsonl"]);
    assert_eq!(outcome.status(), 2);
    assert_eq!(outcome.out(), "{\"half\":2}\n{\"half\":1}\n");
    assert!(
        outcome.err().contains("DivisionByZero"),
        "{}",
        outcome.err()
    );
    let outcome = place.run(&["query", text, "--format", "json"]);
    assert_eq!((outcome.status(), outcome.out().as_str()), (2, ""));
    let outcome = place.run(&["query", text, "--format", "csv", "--output", "half.csv"]);
    assert_eq!(outcome.status(), 2);
    assert!(
        outcome.err().contains("DivisionByZero"),
        "{}",
        outcome.err()
    );
    assert!(!place.path().join("half.csv").exists());
}

#[test]
fn rows_left_out_are_spoken_of() {
    let place = Workplace::with_data();
    let text = "UNWIND range(1, 9) AS x RETURN x";
    let outcome = place.run(&["query", text, "--format", "csv", "--max-rows", "2"]);
    assert_eq!(outcome.out(), "x\n1\n2\n");
    assert!(
        outcome.err().contains("only the first 2 rows"),
        "{}",
        outcome.err()
    );
}

#[test]
fn a_reader_who_has_enough_ends_the_query() {
    let begun = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_claimgraph"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "query",
            &format!("{MANY} RETURN x, y, z"),
            "--format",
            "jsonl",
        ])
        .args(["--max-rows", "1000000000", "--timeout", "3600"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut out = BufReader::new(program.stdout.take().expect("its output"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    assert_eq!(line, "{\"x\":1,\"y\":1,\"z\":1}\n");
    drop(out);
    let status = program.wait().expect("it ends");
    assert!(status.success(), "{status}");
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}
