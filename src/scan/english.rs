//! English numbers: two, twenty-five, three hundred thousand, 44 million, 44m, tens of millions, several.

use rust_decimal::Decimal;

use super::names::is_of_word;
use super::numeral::{Form, Numeral, Range, digits};

/// Returns the number at the start of a text, if one is written there in English or in digits.
pub(super) fn read(text: &str) -> Option<Numeral> {
    match digits(text) {
        Some((value, len)) => with_scale(Range::exact(value), Form::Digits, text, len),
        None => vague(text).or_else(|| words(text)),
    }
}

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Round numbers as whole words, with their zeroes.
const SCALES: &[(&str, u32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mn", 6),
    ("mln", 6),
    ("bn", 9),
    ("tn", 12),
];
/// Round numbers as letters right after digits, with their zeroes.
const LETTERS: &[(char, u32)] = &[
    ('k', 3),
    ('K', 3),
    ('m', 6),
    ('M', 6),
    ('b', 9),
    ('B', 9),
    ('T', 12),
];
/// Words for some of a round number, with the least and the one below which they stay.
const VAGUE: &[(&str, u32, u32)] = &[
    ("tens of ", 10, 100),
    ("dozens of ", 24, 120),
    ("hundreds of ", 100, 1000),
    ("thousands of ", 1000, 10_000),
    ("several ", 1, 10),
    ("a few ", 1, 10),
    ("few ", 1, 10),
    ("a couple of ", 2, 3),
];

/// Returns the first word of a text, of ASCII letters alone, in lower case.
pub(super) fn word(text: &str) -> Option<String> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let whole = !text[len..].starts_with(is_of_word);
    (len > 0 && whole).then(|| text[..len].to_ascii_lowercase())
}

fn scale(text: &str) -> Option<(u32, usize)> {
    let word = word(text)?;
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let known = SCALES.iter().find(|(scale, _)| *scale == singular)?;
    Some((known.1, word.len()))
}

/// Reads the round numbers that follow a number of which `len` bytes were read.
fn with_scale(range: Range, form: Form, text: &str, len: usize) -> Option<Numeral> {
    let rest = &text[len..];
    let glued = LETTERS
        .iter()
        .find(|(letter, _)| form == Form::Digits && rest.starts_with(*letter));
    if let Some((_, zeroes)) = glued
        && !rest[1..].starts_with(is_of_word)
    {
        return Some(Numeral {
            len: len + 1,
            range: range.times(power(*zeroes))?,
            form: Form::Scaled,
        });
    }
    let mut numeral = Numeral { len, range, form };
    loop {
        let rest = &text[numeral.len..];
        let gap = usize::from(rest.starts_with([' ', '-']));
        let Some((zeroes, word)) = scale(&rest[gap..]) else {
            return Some(numeral);
        };
        numeral = Numeral {
            len: numeral.len + gap + word,
            range: numeral.range.times(power(zeroes))?,
            form: Form::Scaled,
        };
    }
}

fn power(zeroes: u32) -> Decimal {
    Decimal::from(10_u64.pow(zeroes))
}

fn vague(text: &str) -> Option<Numeral> {
    let starts = |words: &str| {
        text.get(..words.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(words))
    };
    let (words, min, max) = VAGUE.iter().find(|(words, ..)| starts(words))?;
    let range = Range {
        max: crate::model::Bound::open((*max).into()),
        ..Range::exact(*min)
    };
    let scaled = with_scale(range, Form::Vague, text, words.len())?;
    Some(if scaled.form == Form::Vague {
        // Without a round number after them the words end before their last space.
        Numeral {
            len: scaled.len - 1,
            ..scaled
        }
    } else {
        scaled
    })
}

/// Reads number words: three, twenty-five, two hundred thousand, half a million.
fn words(text: &str) -> Option<Numeral> {
    let first = word(text)?;
    if first == "half" {
        let article = text[first.len()..].strip_prefix(" a ")?;
        let (zeroes, len) = scale(article)?;
        return Some(Numeral {
            len: first.len() + " a ".len() + len,
            range: Range::exact(Decimal::new(5, 1)).times(power(zeroes))?,
            form: Form::Scaled,
        });
    }
    if first == "a" {
        let (zeroes, len) = scale(text.get(2..)?)?;
        return Some(Numeral {
            len: 2 + len,
            range: Range::exact(power(zeroes)),
            form: Form::Scaled,
        });
    }
    let place = |list: &[&str], word: &str| list.iter().position(|known| *known == word);
    let mut len = first.len();
    let value = match (place(SMALL, &first), place(TENS, &first)) {
        (Some(small), _) => small,
        (None, Some(tens)) => {
            let rest = text[len..].strip_prefix(['-', ' ']).and_then(word);
            let ones = rest.and_then(|rest| Some((place(&SMALL[1..10], &rest)? + 1, rest.len())));
            len += ones.map_or(0, |(_, word)| word + 1);
            (tens + 2) * 10 + ones.map_or(0, |(ones, _)| ones)
        }
        (None, None) => return None,
    };
    let form = if value == 1 { Form::One } else { Form::Small };
    with_scale(Range::exact(u32::try_from(value).ok()?), form, text, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(String, &str)> {
        let numeral = read(text)?;
        let Range { min, max } = numeral.range;
        let (min, max) = (min.value.normalize(), max.value.normalize());
        let value = if min == max {
            min.to_string()
        } else {
            format!("{min}..{max}")
        };
        Some((value, &text[..numeral.len]))
    }

    #[test]
    fn numbers_and_words_are_read_with_their_scales() {
        for (text, expected, words) in [
            ("44 billion dollars", "44000000000", "44 billion"),
            ("44m,", "44000000", "44m"),
            ("1.5bn", "1500000000", "1.5bn"),
            ("36k patents", "36000", "36k"),
            ("44 metres", "44", "44"),
            ("five", "5", "five"),
            ("Twenty-five cases", "25", "Twenty-five"),
            ("two hundred thousand", "200000", "two hundred thousand"),
            ("half a million", "500000", "half a million"),
            ("a billion users", "1000000000", "a billion"),
            (
                "tens of millions",
                "10000000..100000000",
                "tens of millions",
            ),
            ("several years", "1..10", "several"),
            ("6-month", "6", "6"),
        ] {
            assert_eq!(value(text), Some((expected.into(), words)), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for text in ["a man", "often", "tent", "half of it", "oneself", "sixth"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
