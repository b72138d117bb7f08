//! Figures in prose: what is read of them, and that a figure which is not understood whole has no value.

use std::path::Path;

use claimgraph::model::{When, Word};
use claimgraph::scan::{Kind, Lexicon, Spelling, scan};
use proptest::prelude::*;

/// A text in the table, the date on which it was said, and the kinds and values wanted.
struct Line<'t> {
    text: &'t str,
    said_on: Option<When>,
    wanted: Vec<(&'t str, &'t str)>,
}

fn lines(table: &str, has_group: bool) -> Vec<(&str, Line<'_>)> {
    let rows = table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let mut cells = row.split('\t');
        let group = if has_group {
            cells.next().unwrap_or_default()
        } else {
            ""
        };
        let text = cells.next().unwrap_or_default();
        let said_on = if has_group {
            cells.next().and_then(|date| When::parse(date).ok())
        } else {
            None
        };
        let wanted = cells.next().unwrap_or_default().split(';');
        let wanted = wanted.filter_map(|one| one.trim().split_once('='));
        let line = Line {
            text,
            said_on,
            wanted: wanted.collect(),
        };
        (group, line)
    })
    .collect()
}

fn found(text: &str, said_on: Option<&When>) -> Vec<(Kind, String, Option<String>)> {
    scan(text, &Lexicon::default(), &Spelling::default(), said_on)
        .into_iter()
        .map(|mention| (mention.kind, text[mention.bytes].to_owned(), mention.value))
        .collect()
}

#[test]
fn figures_of_the_table_are_read_or_have_no_value() {
    let table = include_str!("figures.tsv");
    let lines = lines(table, false);
    assert!(lines.len() >= 200, "{}", lines.len());
    let mut wrong = Vec::new();
    for (_, line) in lines {
        let found = found(line.text, None);
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|(kind, _, value)| (kind.as_str(), value.as_deref().unwrap_or_default()))
            .collect();
        if got != line.wanted {
            wrong.push(format!("{}: {:?}, not {:?}", line.text, found, line.wanted));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cases_beside_the_project_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/faults/scan/cases.tsv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let mut wrong = Vec::new();
    for (group, line) in lines(&table, true) {
        let found = found(line.text, line.said_on.as_ref());
        let any = line.wanted.iter().any(|(_, value)| *value == "?");
        let right = found.len() == line.wanted.len()
            && found.iter().zip(&line.wanted).all(|(got, (kind, value))| {
                got.0.as_str() == *kind
                    && (*value == "?" || got.2.as_deref().unwrap_or_default() == *value)
            });
        let wrong_value = !any
            && found.iter().any(|(_, _, got)| {
                got.as_deref()
                    .is_some_and(|got| line.wanted.iter().all(|(_, value)| *value != got))
            });
        // What `scan` is to read in addition may be missing; what it reads is right.
        let required = "ABCDEFGIJKLQ".contains(&group[..1]);
        if wrong_value || (required && !right) {
            wrong.push(format!("{group} {}: {found:?}", line.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Figures that are understood, with their values.
const UNDERSTOOD: &[(&str, &str)] = &[
    ("$5 million", "USD 5M"),
    ("€3bn", "EUR 3B"),
    ("1.2 billion euros", "EUR 1.2B"),
    ("12%", "12%"),
    ("CHF 500", "CHF 500"),
    ("3,000 workers", "3000 workers"),
    ("five years", "5 years"),
];

#[test]
fn opposite_words_give_opposite_bounds() {
    let opposites = [
        ("more than", "less than", ">", "<"),
        ("not more than", "not less than", "<=", ">="),
        ("no more than", "no less than", "<=", ">="),
        ("at least", "at most", ">=", "<="),
        ("above", "below", ">", "<"),
    ];
    for (up, down, above, below) in opposites {
        for (figure, value) in UNDERSTOOD {
            for (words, sign) in [(up, above), (down, below)] {
                let text = format!("It was {words} {figure} in all.");
                let found = found(&text, None);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(
                    found[0].2.as_deref(),
                    Some(format!("{sign}{value}").as_str()),
                    "{text}"
                );
            }
        }
    }
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("CLAIMGRAPH_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(256))
}

/// Returns a number in several spellings, with a currency and the value of each.
fn spellings(thousands: u32) -> Vec<String> {
    let whole = u64::from(thousands) * 1000;
    let digits = whole.to_string();
    let grouped = |mark: char| {
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    };
    let decimals = |zeroes: usize| {
        let padded = format!("{digits:0>width$}", width = zeroes + 1);
        let (whole, fraction) = padded.split_at(padded.len() - zeroes);
        format!("{whole}.{fraction}")
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    };
    vec![
        format!("€{digits}"),
        format!("€{}", grouped(',')),
        format!("{} €", grouped('.')),
        format!("{} euros", grouped(' ')),
        format!("EUR {}", grouped('\'')),
        format!("{},00 €", grouped('.')),
        format!("€{} million", decimals(6)),
        format!("€{}m", decimals(6)),
        format!("€{}bn", decimals(9)),
        format!("{} Mio. Euro", decimals(6).replace('.', ",")),
        format!("{}万欧元", decimals(4)),
        format!("{}亿欧元", decimals(8)),
        format!("€{thousands} thousand"),
        format!("{thousands}k euros"),
    ]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_number_in_any_spelling_is_right_or_has_no_value(thousands in 1_u32..5_000_000) {
        let mut values: Vec<(String, String)> = Vec::new();
        for spelling in spellings(thousands) {
            let text = format!("It paid {spelling} today.");
            let found = found(&text, None);
            prop_assert!(found.len() <= 1, "{}: {:?}", text, found);
            values.extend(found.into_iter().filter_map(|(_, _, value)| Some((spelling.clone(), value?))));
        }
        prop_assert!(values.len() >= 8, "{:?}", values);
        for (spelling, value) in &values {
            prop_assert_eq!(value, &values[0].1, "{} and {}", spelling, &values[0].0);
        }
    }

    #[test]
    fn a_figure_in_a_longer_token_has_no_value(
        figure in prop::sample::select(vec!["5", "12", "3.5", "1,200", "$5", "€12", "5%"]),
        before in prop::sample::select(vec!["", "v", "x-", "1.", "a_", "12:", "/", "#", "Q", "7-"]),
        after in prop::sample::select(vec!["x", ".5.1", ":30", "/7", "-4-2", "e6", "°", "^2", "²", "×3", "\u{200b}0", "a1"]),
    ) {
        let text = format!("See {before}{figure}{after} there.");
        for (_, words, value) in found(&text, None) {
            prop_assert_eq!(value, None, "{} in {}", words, text);
        }
    }

    #[test]
    fn digits_next_to_digits_are_never_parts(first in "[1-9][0-9]{0,3}", second in "[0-9]{1,5}", mark in "[.,' ]") {
        let text = format!("It paid ${first}{mark}{second} once.");
        let glued = format!("{first}{second}");
        let decimal = format!("{first}.{second}");
        for (_, _, value) in found(&text, None) {
            let Some(value) = value else { continue };
            let number = value.strip_prefix("USD ").unwrap().replace('k', "");
            let same = |written: &str| {
                let written: f64 = written.parse().unwrap();
                let number: f64 = number.parse::<f64>().unwrap() * if value.ends_with('k') { 1000.0 } else if value.ends_with('M') { 1e6 } else { 1.0 };
                (written - number).abs() < written.max(1.0) * 1e-9
            };
            if !value.ends_with('M') {
                prop_assert!(same(&glued) || same(&decimal), "{}: {}", text, value);
            }
        }
    }
}
