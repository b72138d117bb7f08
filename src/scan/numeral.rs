//! Numbers as words and digits give them: intervals, and in what form they were written.

use rust_decimal::Decimal;

use crate::model::{Bound, Interval};

/// A number at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// How many bytes it takes.
    pub len: usize,
    /// What it may be.
    pub range: Range,
    /// How it is written, on which depends whether it counts anything.
    pub form: Form,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone.
    Digits,
    /// One as a word, which is often no more than an article.
    One,
    /// A word for a number from two to ninety-nine, or several such.
    Small,
    /// A word for a few.
    Vague,
    /// A word for a round number without how many of it: 千.
    Round,
    /// With a word for a round number and how many of it: 1.28亿, 44 million, 几千万.
    Scaled,
}

/// The numbers between two ends, either of which may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub min: Bound,
    pub max: Bound,
}

impl Range {
    /// The numbers that 几, 数 and "several" stand for before a round number.
    pub fn a_few() -> Self {
        Self {
            min: Bound::closed(Decimal::ONE),
            max: Bound::open(Decimal::TEN),
        }
    }

    pub fn exact(value: impl Into<Decimal>) -> Self {
        let bound = Bound::closed(value.into());
        Self {
            min: bound,
            max: bound,
        }
    }

    pub fn between(min: impl Into<Decimal>, max: impl Into<Decimal>) -> Self {
        Self {
            min: Bound::closed(min.into()),
            max: Bound::closed(max.into()),
        }
    }

    /// Returns the sum; `None` beyond exact arithmetic.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.with(other, Decimal::checked_add)
    }

    /// Returns the product; `None` beyond exact arithmetic.
    pub fn times(self, factor: impl Into<Decimal>) -> Option<Self> {
        self.with(Self::exact(factor), Decimal::checked_mul)
    }

    /// Returns the numbers above this one by less than a step: 三百多 is 三百 and less than a hundred more.
    pub fn and_more(self, step: Decimal) -> Option<Self> {
        let more = Self {
            min: Bound::open(Decimal::ZERO),
            max: Bound::open(step),
        };
        self.plus(more)
    }

    pub fn interval(self) -> Option<Interval> {
        Interval::new(Some(self.min), Some(self.max)).ok()
    }

    fn with(self, other: Self, operation: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |a: Bound, b: Bound| {
            Some(Bound {
                value: operation(a.value, b.value)?,
                inclusive: a.inclusive && b.inclusive,
            })
        };
        Some(Self {
            min: end(self.min, other.min)?,
            max: end(self.max, other.max)?,
        })
    }
}

/// Returns the number that digits at the start of a text write, with commas between thousands and a decimal point,
/// and how many bytes they take; `None` for none and for more digits than exact arithmetic holds.
pub(super) fn digits(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = run(0);
    if end == 0 {
        return None;
    }
    let mut plain = text[..end].to_owned();
    let grouped = end <= 3;
    while grouped && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        plain.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && run(end + 1) > 0 {
        let fraction = run(end + 1);
        plain.push_str(&text[end..=end + fraction]);
        end += 1 + fraction;
    }
    Some((Decimal::from_str_exact(&plain).ok()?, end))
}

/// Returns the place value of the last digit that is not 0: 100 for 300, 1 for 325.
pub(super) fn last_place(value: Decimal) -> Decimal {
    let mut place = Decimal::ONE;
    while let Some(next) = place.checked_mul(Decimal::TEN) {
        if value.is_zero() || !(value % next).is_zero() {
            break;
        }
        place = next;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_as_far_as_they_are_one_number() {
        let read = |text: &str| digits(text).map(|(value, len)| (value.to_string(), len));
        assert_eq!(read("1,234,567.50 x"), Some(("1234567.50".into(), 12)));
        assert_eq!(read("1,23"), Some(("1".into(), 1)));
        assert_eq!(read("2023,456"), Some(("2023".into(), 4)));
        assert_eq!(read("4."), Some(("4".into(), 1)));
        assert_eq!(read("x"), None);
        assert_eq!(read(&"9".repeat(40)), None);
    }

    #[test]
    fn the_last_place_is_that_of_the_last_digit() {
        assert_eq!(last_place(300.into()), 100.into());
        assert_eq!(last_place(325.into()), Decimal::ONE);
        assert_eq!(last_place(0.into()), Decimal::ONE);
    }
}
