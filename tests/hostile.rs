//! Data that no one would write: random changes to valid files end in an answer or in faults that can be shown.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// The files of the valid case.
const FILES: [&str; 4] = [
    "entities.json",
    "predicates.json",
    "sources.json",
    "claims/letter.json",
];

/// Texts that mean something to a reader of JSON, of dates or of amounts.
const SPLICES: [&str; 22] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\ud800",
    "\\u0000",
    "null",
    "-1",
    "1e999",
    "4294967296",
    "\u{feff}",
    "\r\n",
    "\0",
    "艾达",
    "\u{1b}[31m",
    "\u{202e}",
    "..",
    "\"id\": \"ada\",",
];

/// A change to a file: where, and what.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Splice(Index, &'static str),
    Repeat(Index, usize, usize),
    Cut(Index),
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_end_in_an_answer_or_in_faults(
        changes in vec((0..FILES.len(), change()), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("claims")).unwrap();
        let mut files = FILES.map(|name| fs::read(valid().join(name)).unwrap());
        for (file, change) in changes {
            apply(change, &mut files[file]);
        }
        for (name, bytes) in FILES.iter().zip(&files) {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let Err(report) = claimgraph::open(folder.path()) else {
            return Ok(());
        };
        prop_assert!(!report.is_empty());
        for diagnostic in report.diagnostics() {
            let text = report.file(diagnostic).text();
            prop_assert!(diagnostic.span.start <= diagnostic.span.end);
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?} of {:?}", diagnostic, text);
        }
        let shown = report.to_text(false);
        let is_head = |line: &&str| line.contains(": error[") || line.contains(": warning[");
        let heads = shown.lines().filter(is_head).count();
        // A fault that more than 20 places have is shown at the first of them.
        let mut alike = std::collections::BTreeMap::new();
        for diagnostic in report.diagnostics() {
            *alike.entry((diagnostic.code.as_str(), &diagnostic.message)).or_insert(0_usize) += 1;
        }
        let expected: usize = alike.values().map(|places| if *places > 20 { 1 } else { *places }).sum();
        prop_assert_eq!(heads, expected);
        prop_assert!(!shown.chars().any(|c| c != '\n' && claimgraph::text::is_unsafe(c)), "{:?}", shown);
        prop_assert_eq!(report.to_json().len(), report.diagnostics().len());
        prop_assert_eq!(shown, claimgraph::open(folder.path()).unwrap_err().to_text(false));
    }
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (at(), 1..40_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        (at(), vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (at(), prop::sample::select(&SPLICES[..])).prop_map(|(at, text)| Change::Splice(at, text)),
        (at(), 1..60_usize, 1..80_usize)
            .prop_map(|(at, len, times)| Change::Repeat(at, len, times)),
        at().prop_map(Change::Cut),
    ]
}

fn apply(change: Change, bytes: &mut Vec<u8>) {
    let place = |at: Index| at.index(bytes.len() + 1);
    match change {
        Change::Flip(at, byte) => {
            let at = place(at);
            if let Some(one) = bytes.get_mut(at) {
                *one ^= byte;
            }
        }
        Change::Remove(at, count) => {
            let at = place(at);
            bytes.drain(at..(at + count).min(bytes.len()));
        }
        Change::Insert(at, new) => {
            let at = place(at);
            bytes.splice(at..at, new);
        }
        Change::Splice(at, text) => {
            let at = place(at);
            bytes.splice(at..at, text.bytes());
        }
        Change::Repeat(at, len, times) => {
            let at = place(at);
            let part = bytes[at..(at + len).min(bytes.len())].repeat(times);
            bytes.splice(at..at, part);
        }
        Change::Cut(at) => bytes.truncate(place(at)),
    }
}

fn valid() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/valid"))
}
