//! Numbers as words and digits give them: intervals, and in what form they were written.

use rust_decimal::Decimal;

use super::digits::Style;
use crate::model::{Bound, Interval};

/// A number at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// How many bytes it takes.
    pub len: usize,
    /// What it may be; `None` when what is written is not understood whole.
    pub range: Option<Range>,
    /// How it is written, on which depends whether it counts anything.
    pub form: Form,
    /// The number of which a round number makes thousands, millions and so on, for `5-10 million`.
    pub bare: Option<Range>,
    /// How its digits are written, where it has any.
    pub style: Style,
    /// What its round number asks of the unit.
    pub scale: Scale,
}

/// What the round number of a numeral asks of the unit that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// There is none, or one that stands alone.
    Free,
    /// A word of a language with a decimal comma.
    Foreign,
    /// A letter that is a metre too: of money, or a number of things.
    Letter,
    /// An abbreviation that is a millimetre or a mile too: of money alone.
    OfMoney,
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

    /// Returns the numbers from the least of one to the greatest of another; `None` unless they lie in that order.
    pub fn to(self, last: Self) -> Option<Self> {
        (self.min.value < last.max.value && self.max.value <= last.max.value).then_some(Self {
            min: self.min,
            max: last.max,
        })
    }

    /// Returns the range below zero.
    pub fn negated(self) -> Self {
        let negated = |bound: Bound| Bound {
            value: -bound.value,
            ..bound
        };
        Self {
            min: negated(self.max),
            max: negated(self.min),
        }
    }

    /// Returns whether it is more than one number.
    pub fn is_vague(self) -> bool {
        self.min != self.max
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
    fn the_last_place_is_that_of_the_last_digit() {
        assert_eq!(last_place(300.into()), 100.into());
        assert_eq!(last_place(325.into()), Decimal::ONE);
        assert_eq!(last_place(0.into()), Decimal::ONE);
    }
}
