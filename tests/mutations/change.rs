//! Changes to a query, which leave it nearly one.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::seeds::Words;

/// A change, with places given as fractions of the query's length.
#[derive(Clone, Debug)]
pub enum Change {
    Remove(Index),
    /// Says a stretch again and again.
    Repeat(Index, usize, usize),
    Swap(Index, Index),
    /// Puts a stretch of another query in.
    Graft(Index, Index, Index, usize),
    Truncate(Index),
    /// Puts a word in the place of another of its sort, from the same query.
    Rename(Index, Index),
    /// Puts something out of the ordinary in the place of a word.
    Replace(Index, Index),
    /// Wraps a word in brackets and the like, many times over.
    Nest(Index, Index, usize),
    /// Puts in a character, or part of a longer one.
    Type(Index, char),
}

/// Words that are at the edge of something.
const ODD: [&str; 34] = [
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "0x7FFFFFFFFFFFFFFF",
    "1e308",
    "-1e-320",
    "0.0",
    "-1",
    "(0.0/0.0)",
    "null",
    "true",
    "''",
    "'\\uD800'",
    "'a\u{301}𝄞'",
    "[]",
    "[null]",
    "{}",
    "{a: {b: [1]}}",
    "$param",
    "$`odd name`",
    "`odd ``name`",
    "*",
    "*0..",
    "*..9223372036854775807",
    "..",
    "=~ '(a*)*b'",
    "range(0, 1000000)",
    "date('-999999999-01-01')",
    "duration('P999999999Y')",
    "localdatetime('9999-12-31T23:59:59.999999999')",
    "count(*)",
    "collect(DISTINCT 1)",
    "shortestPath((a)-[*]-(b))",
    ";",
];

const WRAPPERS: [(&str, &str); 12] = [
    ("(", ")"),
    ("[", "]"),
    ("{a: ", "}"),
    ("NOT ", ""),
    ("- ", ""),
    ("CASE WHEN true THEN ", " END"),
    ("[x IN [1] | ", "]"),
    ("toString(", ")"),
    ("EXISTS { MATCH (n) WHERE ", " }"),
    ("COUNT { MATCH (m) WHERE 1 = ", " }"),
    ("[(n)-->(m) | ", "]"),
    ("reduce(a = 0, x IN [1] | a + ", ")"),
];

pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    let place = any::<Index>;
    let change = prop_oneof![
        place().prop_map(Change::Remove),
        (place(), 1..9usize, 1..40usize)
            .prop_map(|(at, length, times)| Change::Repeat(at, length, times)),
        (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
        (place(), place(), place(), 1..12usize)
            .prop_map(|(at, seed, from, length)| Change::Graft(at, seed, from, length)),
        place().prop_map(Change::Truncate),
        (place(), place()).prop_map(|(at, from)| Change::Rename(at, from)),
        (place(), place()).prop_map(|(at, with)| Change::Replace(at, with)),
        (place(), place(), 1..60usize).prop_map(|(at, with, times)| Change::Nest(at, with, times)),
        (place(), any::<char>()).prop_map(|(at, sign)| Change::Type(at, sign)),
    ];
    prop::collection::vec(change, 0..5)
}

impl Change {
    pub fn make(&self, words: &mut Words, donors: &[Words]) {
        // What grows with each change must not grow beyond what a text may be anyway.
        const ENOUGH: usize = 4_000;
        if words.is_empty() || words.len() > ENOUGH {
            return;
        }
        let length = words.len();
        match self {
            Change::Remove(at) => {
                words.remove(at.index(length));
            }
            Change::Repeat(at, count, times) => {
                let at = at.index(length);
                let stretch = words[at..length.min(at + count)].to_vec();
                let stretch = std::iter::repeat_n(stretch, *times).flatten();
                words.splice(at..at, stretch);
            }
            Change::Swap(a, b) => words.swap(a.index(length), b.index(length)),
            Change::Graft(at, seed, from, count) => {
                let donor = &donors[seed.index(donors.len())];
                let from = from.index(donor.len().max(1));
                let stretch = donor.iter().skip(from).take(*count).cloned();
                let at = at.index(length);
                words.splice(at..at, stretch);
            }
            Change::Truncate(at) => words.truncate(at.index(length)),
            Change::Rename(at, from) => {
                let at = at.index(length);
                let like: Vec<String> = words
                    .iter()
                    .filter(|word| sort(word) == sort(&words[at]))
                    .cloned()
                    .collect();
                words[at] = like[from.index(like.len())].clone();
            }
            Change::Replace(at, with) => {
                let at = next_word(words, at.index(length));
                words[at] = ODD[with.index(ODD.len())].to_owned();
            }
            Change::Nest(at, with, times) => {
                let at = next_word(words, at.index(length));
                let (before, after) = WRAPPERS[with.index(WRAPPERS.len())];
                let (before, after) = (before.repeat(*times), after.repeat(*times));
                words[at] = format!("{before}{}{after}", words[at]);
            }
            Change::Type(at, sign) => words.insert(at.index(length), sign.to_string()),
        }
    }
}

/// The sort of a word, as far as words can stand for one another.
fn sort(word: &str) -> u8 {
    match word.chars().next() {
        Some(c) if c.is_alphabetic() => 0,
        Some('\'' | '"') => 1,
        Some(c) if c.is_numeric() => 2,
        Some(c) if c.is_whitespace() => 3,
        _ => 4,
    }
}

/// The first place from `at` on that is no sign or space, or `at`.
fn next_word(words: &Words, at: usize) -> usize {
    let found = words.iter().skip(at).position(|word| sort(word) < 3);
    found.map_or(at, |further| at + further)
}
