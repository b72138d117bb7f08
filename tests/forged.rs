//! Snapshots that somebody wrote on purpose: every checksum is right, and what they hold is not.
//!
//! None makes the program panic or hang. Such a snapshot may answer wrongly, which no checksum can prevent: who opens one
//! with `--data` trusts its maker, and `check --snapshot` compares it with the data.

use std::fs;

use xxhash_rust::xxh3::xxh3_64;

mod common;

use common::{Ran, Workplace};

const HEAD: usize = 64;
const ENTRY: usize = 48;
const BLOCK: usize = 1 << 16;

/// Questions that together look at everything a snapshot holds.
const QUESTIONS: &[&[&str]] = &[
    &["claims", "--format", "json"],
    &["claims", "--disputed", "--format", "csv"],
    &["flows", "--total", "--by", "pair"],
    &["show", "马斯克"],
    &["show", "openai-answer"],
    &["sources", "--format", "jsonl"],
    &["entities"],
    &["predicates", "--format", "json"],
    &["path", "musk", "meta", "--all"],
    &["timeline"],
    &["trail", "microsoft"],
    &["disputes"],
    &["compare", "musk", "openai"],
    &["stats"],
    &["export", "dot"],
    &[
        "query",
        "MATCH (a)-[r]->(b) RETURN a, r, b, r.min, r.when_earliest",
    ],
    &[
        "query",
        "MATCH (c:Claim)-[x]->(y) RETURN c.quote, type(x), y.label",
    ],
];

/// Numbers in no order that can be foreseen, and always the same ones.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn number(bytes: &[u8], at: usize) -> usize {
    u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize
}

/// Changes some bytes of some sections, or where one of them lies, and makes every checksum right again.
fn forge(whole: &[u8], dice: &mut Dice) -> (Vec<u8>, String) {
    let mut bytes = whole.to_vec();
    let (directory, sections) = (number(&bytes, 32), number(&bytes, 40));
    let mut what = String::new();
    for _ in 0..1 + dice.below(3) {
        let entry = directory + dice.below(sections) * ENTRY;
        let name = String::from_utf8_lossy(&bytes[entry..entry + 24]).into_owned();
        let (start, len) = (number(&bytes, entry + 24), number(&bytes, entry + 32));
        if len == 0 {
            continue;
        }
        what.push_str(name.trim_end_matches('\0'));
        what.push(' ');
        match dice.below(12) {
            0 => {
                let shorter = dice.below(len + 1) as u64;
                bytes[entry + 32..entry + 40].copy_from_slice(&shorter.to_le_bytes());
            }
            1 => bytes[start + dice.below(len)..start + len].fill(0xff),
            2 => bytes[start + dice.below(len)..start + len].fill(0),
            _ => {
                for _ in 0..1 + dice.below(8) {
                    let at = start + dice.below(len);
                    bytes[at] = match dice.below(3) {
                        0 => 0xff,
                        1 => bytes[at].wrapping_add(1),
                        _ => dice.below(256) as u8,
                    };
                }
            }
        }
    }
    let sums = directory + sections * ENTRY;
    for (block, start) in (HEAD..directory).step_by(BLOCK).enumerate() {
        let sum = xxh3_64(&bytes[start..directory.min(start + BLOCK)]);
        bytes[sums + 8 * block..sums + 8 * block + 8].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = xxh3_64(&bytes[directory..]);
    bytes[48..56].copy_from_slice(&sum.to_le_bytes());
    let sum = xxh3_64(&bytes[..56]);
    bytes[56..64].copy_from_slice(&sum.to_le_bytes());
    (bytes, what)
}

#[test]
fn a_forged_snapshot_makes_nothing_panic() {
    let rounds = std::env::var("CLAIMGRAPH_FORGED").ok();
    let rounds: u64 = rounds.map_or(150, |rounds| rounds.parse().expect("a number"));
    let place = Workplace::with_data();
    assert_eq!(place.run(&["snapshot", "--output", "whole"]).status(), 0);
    let whole = fs::read(place.path().join("whole")).unwrap();
    let mut faults = std::collections::BTreeMap::<String, (usize, String)>::new();
    let mut statuses = [0; 3];
    for round in 0..rounds {
        let mut dice = Dice(round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (forged, what) = forge(&whole, &mut dice);
        let file = format!("forged-{}", round % 4);
        fs::write(place.path().join(&file), forged).unwrap();
        let question = QUESTIONS[dice.below(QUESTIONS.len())];
        let mut arguments = vec!["--data", &file];
        arguments.extend(question);
        match outcome(&place.run(&arguments)) {
            Ok(status) => statuses[status] += 1,
            Err(fault) => {
                let example = format!("round {round}: {what}: {question:?}");
                faults.entry(fault).or_insert((0, example)).0 += 1;
            }
        }
    }
    println!("{rounds} forged snapshots: statuses 0, 1, 2: {statuses:?}");
    let faults: Vec<String> = faults
        .into_iter()
        .map(|(fault, (count, example))| format!("{count} times {fault} ({example})"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the exit status of a run that ended as one should, or what went wrong.
fn outcome(ran: &Ran) -> Result<usize, String> {
    let said = ran.err();
    if let Some(at) = said.find("panicked at ") {
        let place = said[at..].lines().take(2).collect::<Vec<_>>().join(" ");
        return Err(place.chars().take(160).collect());
    }
    match ran.status() {
        0 if ran.out().is_empty() => Err("answered nothing".to_owned()),
        status @ 0..=2 => Ok(status as usize),
        status => Err(format!("ended with {status}: {said}")),
    }
}
