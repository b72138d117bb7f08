//! English numbers: two, twenty-five, three hundred thousand, two point five billion, half a million, 44 million, 44m,
//! tens of millions, several.

use rust_decimal::Decimal;

use super::digits::{self, Style};
use super::numeral::{Form, Numeral, Range, Scale};
use super::phrase::{gap, longest_start, starts, word};
use super::scale;
use crate::model::Bound;

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

/// Words for some of a round number, with the least and the one below which they stay.
const VAGUE: &[(&str, (u32, u32))] = &[
    ("tens of", (10, 100)),
    ("dozens of", (24, 120)),
    ("hundreds of", (100, 1000)),
    ("thousands of", (1000, 10_000)),
    ("several", (1, 10)),
    ("a few", (1, 10)),
    ("few", (1, 10)),
];

/// Parts of a whole before a round number: half a million, three quarters of a billion.
const PARTS: &[(&str, i64)] = &[
    ("half", 50),
    ("a half", 50),
    ("one half", 50),
    ("half of", 50),
    ("a quarter of", 25),
    ("one quarter of", 25),
    ("quarter of", 25),
    ("three quarters of", 75),
    ("three-quarters of", 75),
    ("quarter", 25),
    ("a quarter", 25),
];

/// Words that make a number before them part of another one.
const GOES_ON: &[&str] = &[
    "half",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "fifth",
    "fifths",
    "dozen",
    "dozens",
    "score",
    "scores",
    "point",
    "odd",
    "something",
    "figure",
    "figures",
    "fold",
    "digit",
    "digits",
    "out",
    "times",
];

/// Returns the number at the start of a text, if one is written there in English or in digits.
pub(super) fn read(text: &str) -> Option<Numeral> {
    let Some(digits) = digits::read(text) else {
        return part(text).or_else(|| vague(text)).or_else(|| words(text));
    };
    let mut numeral = Numeral {
        len: digits.len,
        range: digits.value.map(Range::exact),
        form: Form::Digits,
        bare: digits.value.map(Range::exact),
        style: digits.style,
        scale: Scale::Free,
    };
    and_a_half(text, &mut numeral);
    Some(with_scale(text, numeral))
}

/// Returns the first word of a text, of ASCII letters alone, in lower case.
pub(super) fn lower_word(text: &str) -> Option<String> {
    let word = word(text);
    (!word.is_empty() && word.is_ascii()).then(|| word.to_ascii_lowercase())
}

/// Returns whether a word is one of number, so that a number next to it is not the whole.
pub(super) fn is_number_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    SMALL.contains(&lower.as_str())
        || TENS.contains(&lower.as_str())
        || scale::is_like_round(&lower)
        || GOES_ON.contains(&lower.as_str())
}

/// Reads the round numbers that follow a number.
fn with_scale(text: &str, mut numeral: Numeral) -> Numeral {
    let digits = numeral.form == Form::Digits;
    let mut last = 0;
    while let Some(round) =
        scale::after(&text[numeral.len..], digits && numeral.form == Form::Digits)
    {
        // "Hundred thousand" and "lakh crore" grow; anything else is not one number.
        let grows = round.zeroes > last;
        numeral.range = numeral
            .range
            .filter(|_| grows)
            .and_then(|range| range.times(power(round.zeroes)));
        last = round.zeroes;
        numeral.len += round.len;
        numeral.form = Form::Scaled;
        if round.asks != Scale::Free {
            numeral.scale = round.asks;
        }
    }
    if numeral.form == Form::Scaled && starts(&text[numeral.len..], " and a half").is_some() {
        // "A million and a half" is half a million more, unless it is of an earlier number.
        let half = numeral
            .bare
            .filter(|_| last > 0)
            .and_then(|_| Range::exact(Decimal::new(5, 1)).times(power(last)));
        numeral.range = numeral.range.and_then(|range| range.plus(half?));
        numeral.len += " and a half".len();
    }
    numeral
}

/// Reads `and a half` after a whole number.
fn and_a_half(text: &str, numeral: &mut Numeral) {
    for (phrase, hundredths) in [
        (" and a half", 50),
        (" and a quarter", 25),
        ("-and-a-half", 50),
        (" and three quarters", 75),
    ] {
        if let Some(len) = starts(&text[numeral.len..], phrase) {
            let part = Range::exact(Decimal::new(hundredths, 2));
            numeral.range = numeral.range.and_then(|range| range.plus(part));
            numeral.bare = numeral.range;
            numeral.len += len;
            return;
        }
    }
}

fn power(zeroes: u32) -> Decimal {
    Decimal::from(10_u64.pow(zeroes))
}

fn in_words(len: usize, range: Option<Range>, form: Form) -> Numeral {
    Numeral {
        len,
        range,
        form,
        bare: range,
        style: Style::Plain,
        scale: Scale::Free,
    }
}

/// Reads half a million, a quarter of a billion, half-million.
fn part(text: &str) -> Option<Numeral> {
    let (hundredths, len) = longest_start(text, PARTS)?;
    let rest = &text[len..];
    let article = starts(rest, " a").unwrap_or(0);
    let range = Range::exact(Decimal::new(*hundredths, 2));
    let dozen = starts(&rest[article..], " dozen");
    if let Some(dozen) = dozen {
        return Some(in_words(
            len + article + dozen,
            range.times(12),
            Form::Scaled,
        ));
    }
    let scaled = with_scale(
        &text[len + article..],
        in_words(0, Some(range), Form::Small),
    );
    (scaled.form == Form::Scaled).then_some(Numeral {
        len: len + article + scaled.len,
        ..scaled
    })
}

fn vague(text: &str) -> Option<Numeral> {
    let ((min, max), len) = longest_start(text, VAGUE)?;
    let range = Range {
        max: Bound::open((*max).into()),
        ..Range::exact(*min)
    };
    let mut numeral = with_scale(text, in_words(len, Some(range), Form::Vague));
    // "Tens of thousands of people", "hundreds of millions of dollars".
    if numeral.form == Form::Scaled
        && let Some(of) = starts(&text[numeral.len..], " of")
    {
        numeral.len += of;
        while let Some(round) = scale::after(&text[numeral.len..], false) {
            numeral.range = None;
            numeral.len += round.len;
        }
    }
    let next = &text[numeral.len..];
    if is_number_word(word(&next[gap(next)..])) {
        numeral.range = None;
    }
    Some(numeral)
}

/// What a word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Start,
    Ones(u32),
    Teens(u32),
    Tens(u32),
    Hundred,
    Dozen,
    /// The decimals after `point`.
    Point,
    Round(u32),
}

/// Reads number words as long as they go on: three, twenty-five, two hundred and five thousand, two point five billion.
fn words(text: &str) -> Option<Numeral> {
    let mut reader = Words {
        total: Decimal::ZERO,
        group: None,
        least: u32::MAX,
        last: Word::Start,
    };
    let (mut at, mut words, mut fits) = (0, 0, true);
    let mut bare = None;
    if let Some(len) = starts(text, "a").or_else(|| starts(text, "an")) {
        let next = &text[len..];
        let next = read_word(word(&next[gap(next)..]));
        if !matches!(next, Some(Word::Hundred | Word::Round(_) | Word::Dozen)) {
            return None;
        }
        fits = reader.add(Word::Ones(1));
        at = len;
    }
    loop {
        let rest = &text[at..];
        let joint = if at == 0 {
            0
        } else if rest.starts_with('-') {
            1
        } else {
            gap(rest)
        };
        if at > 0 && joint == 0 {
            break;
        }
        let (joint, and) = match starts(&rest[joint..], "and").filter(|_| at > 0) {
            Some(and) => {
                let after = &rest[joint + and..];
                (
                    joint + and + usize::from(after.starts_with([' ', '\n', '-'])),
                    true,
                )
            }
            None => (joint, false),
        };
        let written = word(&rest[joint..]);
        if written.eq_ignore_ascii_case("point") && at > 0 && !and {
            let Some((decimal, len)) = decimals(&rest[joint + written.len()..]) else {
                break;
            };
            fits &= reader.point(decimal);
            at += joint + written.len() + len;
            continue;
        }
        let Some(next) = read_word(written) else {
            break;
        };
        let after_round = matches!(reader.last, Word::Hundred | Word::Round(_));
        if and && !after_round {
            break;
        }
        if and && matches!(next, Word::Hundred | Word::Round(_) | Word::Dozen) {
            break;
        }
        if matches!(next, Word::Round(_)) && bare.is_none() {
            bare = reader.group;
        }
        fits &= reader.add(next);
        at += joint + written.len();
        words += 1;
        if words > 24 {
            fits = false;
        }
    }
    if at == 0 || words == 0 {
        return None;
    }
    let value = reader.value().filter(|_| fits);
    let form = match (value, reader.last, reader.least) {
        (Some(value), ..) if value == Decimal::ONE => Form::One,
        (_, Word::Round(_) | Word::Hundred | Word::Dozen, _) => Form::Scaled,
        (.., least) if least != u32::MAX => Form::Scaled,
        _ => Form::Small,
    };
    let mut numeral = in_words(at, value.map(Range::exact), form);
    numeral.bare = bare.map(Range::exact).or(numeral.range);
    if form == Form::Scaled {
        let last = match reader.last {
            Word::Round(zeroes) => zeroes,
            _ => 0,
        };
        if let Some(len) = starts(&text[at..], " and a half") {
            let half = Range::exact(Decimal::new(5, 1)).times(power(last));
            numeral.range = numeral
                .range
                .filter(|_| last > 0)
                .and_then(|range| range.plus(half?));
            numeral.len += len;
        }
    } else {
        and_a_half(text, &mut numeral);
        if numeral.len > at {
            numeral = with_scale(text, numeral);
        }
    }
    Some(numeral)
}

fn read_word(word: &str) -> Option<Word> {
    let word = word.to_lowercase();
    let place = |list: &[&str]| {
        let place = list.iter().position(|known| *known == word)?;
        u32::try_from(place).ok()
    };
    if let Some(small) = place(SMALL) {
        return Some(if small < 10 {
            Word::Ones(small)
        } else {
            Word::Teens(small)
        });
    }
    if let Some(tens) = place(TENS) {
        return Some(Word::Tens((tens + 2) * 10));
    }
    match word.as_str() {
        "hundred" => Some(Word::Hundred),
        "dozen" => Some(Word::Dozen),
        "thousand" => Some(Word::Round(3)),
        "lakh" | "lakhs" => Some(Word::Round(5)),
        "million" | "mn" => Some(Word::Round(6)),
        "crore" | "crores" => Some(Word::Round(7)),
        "billion" | "bn" => Some(Word::Round(9)),
        "trillion" | "tn" => Some(Word::Round(12)),
        _ => None,
    }
}

/// Reads the digits after `point`, in words.
fn decimals(text: &str) -> Option<(Decimal, usize)> {
    let (mut written, mut at) = ("0.".to_owned(), 0);
    loop {
        let gap = if text[at..].starts_with('-') {
            1
        } else {
            gap(&text[at..])
        };
        let next = word(&text[at + gap..]);
        let Some(Word::Ones(digit)) = read_word(next).filter(|_| gap > 0 && written.len() < 20)
        else {
            break;
        };
        written.push_str(&digit.to_string());
        at += gap + next.len();
    }
    (at > 0).then(|| Some((Decimal::from_str_exact(&written).ok()?, at)))?
}

/// A number as far as its words are read.
struct Words {
    total: Decimal,
    group: Option<Decimal>,
    /// The zeroes of the last round number, which the next one must have fewer of.
    least: u32,
    last: Word,
}

impl Words {
    /// Adds a word, and returns whether it fits.
    fn add(&mut self, word: Word) -> bool {
        let (group, last) = (self.group, self.last);
        let added = match word {
            Word::Ones(n) => match last {
                Word::Start | Word::Round(_) => Some(n.into()),
                Word::Tens(_) | Word::Hundred if n > 0 => {
                    group.map(|group| group + Decimal::from(n))
                }
                _ => None,
            },
            Word::Teens(n) | Word::Tens(n) => match last {
                Word::Start | Word::Round(_) => Some(n.into()),
                Word::Hundred => group.map(|group| group + Decimal::from(n)),
                _ => None,
            },
            Word::Hundred => match last {
                Word::Ones(_) | Word::Teens(_) | Word::Tens(_) => {
                    group.map(|group| group * Decimal::ONE_HUNDRED)
                }
                _ => None,
            },
            Word::Dozen => match last {
                Word::Ones(_) | Word::Teens(_) => group.map(|group| group * Decimal::from(12)),
                _ => None,
            },
            Word::Round(zeroes) => {
                let part = group.and_then(|group| group.checked_mul(power(zeroes)));
                let total = part.and_then(|part| self.total.checked_add(part));
                let fits = zeroes < self.least;
                (self.group, self.least, self.last) = (None, zeroes, word);
                return match total.filter(|_| fits) {
                    Some(total) => {
                        self.total = total;
                        true
                    }
                    None => false,
                };
            }
            Word::Start | Word::Point => None,
        };
        self.last = word;
        let fits = added.is_some();
        self.group = added.or(group);
        fits
    }

    fn point(&mut self, decimal: Decimal) -> bool {
        let whole = matches!(self.last, Word::Ones(_) | Word::Teens(_) | Word::Tens(_));
        self.last = Word::Point;
        self.group = self.group.map(|group| group + decimal);
        whole && self.total.is_zero()
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }
}
