//! A query that comes in on standard input.

#[allow(dead_code)]
mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::Workplace;

#[test]
fn a_query_without_a_terminal_is_read_from_standard_input() {
    for args in [&["query"] as &[&str], &["query", "-"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_claimgraph"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = program.stdin.take().expect("its input");
        stdin
            .write_all(b"RETURN 6 * 7 AS answer;\n")
            .expect("it reads");
        drop(stdin);
        let output = program.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{args:?}");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(answer.contains("42"), "{args:?}: {answer}");
    }
}

#[test]
fn an_empty_standard_input_is_no_query() {
    let outcome = Workplace::with_data().run(&["query"]);
    assert_eq!(outcome.status(), 2);
    let said = outcome.err();
    assert!(said.contains("there is no query"), "{said}");
}
