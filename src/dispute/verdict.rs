//! The verdict on two amounts: the same, compatible or contradictory. The one place that decides it.
//!
//! What an amount may be (its *reach*) follows from how it is written. Amounts are the same only if one is the other
//! rounded; that they may both hold bears out nothing.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Settings;
use crate::model::{Bound, Dimension, Interval, Quantity};

/// How two claims of one fact, or their amounts, stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They say the same.
    Same,
    /// Both may hold, and neither confirms the other.
    Compatible,
    /// They cannot both hold.
    Contradictory,
}

impl Settings {
    /// Returns the ends of an amount as they are written; about (`~`) reaches to either side.
    pub fn as_written(&self, quantity: &Quantity) -> Interval {
        match quantity.approximate {
            true => quantity.interval.widened(self.tolerance),
            false => quantity.interval,
        }
    }

    /// Returns the values an amount may have: its bounds; about (`~`) to either side; half of the last written digit of a
    /// single number, at most twice the rounding, open above.
    ///
    /// ```
    /// use claimgraph::dispute::Settings;
    /// use claimgraph::model::{Pool, Quantity};
    /// let mut pool = Pool::default();
    /// let amount = Quantity::parse("USD 44M", &mut pool).unwrap();
    /// let reach = Settings::default().reach(&amount);
    /// assert_eq!(reach.min().unwrap().value, 43_500_000.into());
    /// assert_eq!(reach.max().unwrap().value, 44_500_000.into());
    /// assert!(!reach.max().unwrap().inclusive);
    /// ```
    pub fn reach(&self, quantity: &Quantity) -> Interval {
        let ends = self.as_written(quantity);
        if quantity.approximate {
            return ends;
        }
        let written = quantity.interval.value().zip(quantity.last_digit);
        written
            .and_then(|(value, last_digit)| self.around(value, last_digit))
            .unwrap_or(ends)
    }

    /// Returns the numbers that a value written to a digit may stand for, unless it stands for itself alone.
    fn around(&self, value: Decimal, last_digit: i8) -> Option<Interval> {
        let half = power_of_ten(last_digit)?.checked_div(Decimal::TWO)?;
        let most = value
            .abs()
            .checked_mul(self.rounding)?
            .checked_mul(Decimal::TWO)?;
        let by = half.min(most);
        let min = Bound::closed(value.checked_sub(by)?);
        let max = Bound::open(value.checked_add(by)?);
        Interval::new(Some(min), Some(max)).ok()
    }

    /// Returns how two amounts stand to each other; nothing, if their units differ.
    pub fn verdict(&self, a: &Quantity, b: &Quantity) -> Option<Verdict> {
        if a.unit != b.unit {
            return None;
        }
        Some(if self.is_same(a, b) {
            Verdict::Same
        } else if self.reach(a).is_disjoint(self.reach(b)) {
            Verdict::Contradictory
        } else {
            Verdict::Compatible
        })
    }

    /// Returns whether two amounts of one unit are the same: equal, or one the other as rounded.
    pub fn is_same(&self, a: &Quantity, b: &Quantity) -> bool {
        let is_bound = |interval: Interval| interval.min().is_none() || interval.max().is_none();
        if a.unit != b.unit || is_bound(a.interval) || is_bound(b.interval) {
            return false;
        }
        if a.interval == b.interval {
            return true;
        }
        let (Some(x), Some(y)) = (a.interval.value(), b.interval.value()) else {
            return false;
        };
        // Only zero is the same as zero, and nothing below it as anything above.
        if x.is_zero() || y.is_zero() || x.is_sign_negative() != y.is_sign_negative() {
            return false;
        }
        let Some(most) = x.abs().max(y.abs()).checked_mul(self.rounding) else {
            return false;
        };
        if x.checked_sub(y)
            .is_none_or(|difference| difference.abs() > most)
        {
            return false;
        }
        let is_money = a.unit.dimension() == Dimension::Currency;
        if is_money && (a.approximate || b.approximate) {
            return !self.reach(a).is_disjoint(self.reach(b));
        }
        let (Some(a_digit), Some(b_digit)) = (a.last_digit, b.last_digit) else {
            return false;
        };
        let (finer, coarser) = match a_digit < b_digit {
            true => (x, y),
            false => (y, x),
        };
        let digit = a_digit.max(b_digit);
        // Other things are rounded to whole ones or to thousands, if at all.
        let may_round = is_money || !(1..3).contains(&digit);
        may_round && rounded(finer, digit) == Some(coarser)
    }
}

/// Returns a value rounded to the digit that counts a power of ten, half away from zero.
fn rounded(value: Decimal, digit: i8) -> Option<Decimal> {
    let by = power_of_ten(digit.max(0))?;
    let decimals = u32::from(digit.min(0).unsigned_abs());
    let scaled = value.checked_div(by)?;
    scaled
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .checked_mul(by)
}

fn power_of_ten(exponent: i8) -> Option<Decimal> {
    match u32::try_from(exponent) {
        Ok(zeroes) => 10_u64.checked_pow(zeroes).map(Decimal::from),
        Err(_) => Decimal::try_new(1, exponent.unsigned_abs().into()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pool;
    use Verdict::{Compatible, Contradictory, Same};

    fn verdict(a: &str, b: &str) -> Verdict {
        let mut pool = Pool::default();
        let settings = Settings::default();
        let [a, b] = [a, b].map(|text| Quantity::parse(text, &mut pool).expect("a quantity"));
        let verdict = settings.verdict(&a, &b).expect("one unit");
        assert_eq!(settings.verdict(&b, &a), Some(verdict));
        verdict
    }

    #[test]
    fn amounts_are_the_same_as_far_as_they_are_rounded() {
        let verdicts = [
            ("USD 5M", "USD 5M", Same),
            ("USD 9.99M", "USD 10M", Same),
            ("USD 98M", "~USD 100M", Same),
            ("~USD 103M", "~USD 100M", Compatible),
            ("~USD 44M", "USD 44M", Same),
            ("USD 44.2M", "USD 44M", Same),
            ("USD 44.5M", "USD 45M", Same),
            ("USD 44.5M", "USD 44M", Compatible),
            ("USD -44.5M", "USD -45M", Same),
            ("USD 44123456.78", "USD 44M", Same),
            ("USD 140M", "USD 137M", Contradictory),
            ("USD 95M", "USD 100M", Contradictory),
            ("USD 326M", "USD 340M", Contradictory),
            ("USD 1.50B", "USD 1.5B", Same),
            ("USD 1.54B", "USD 1.50B", Contradictory),
            ("USD 1.54B", "USD 1.5B", Compatible),
            ("USD 2M", "USD 1.9M", Compatible),
            ("USD 2M", "USD 1.8M", Contradictory),
            ("USD 17M", "~USD 19M", Compatible),
            ("USD 10M..20M", "USD 10M..20M", Same),
            ("USD 10M..20M", "USD 15M", Compatible),
            ("USD 10M..20M", "USD 20.1M", Contradictory),
        ];
        for (a, b, expected) in verdicts {
            assert_eq!(verdict(a, b), expected, "{a} and {b}");
        }
    }

    #[test]
    fn bounds_and_unknown_amounts_are_the_same_as_nothing() {
        for (a, b) in [
            ("<=EUR 2B", "EUR 5M"),
            ("unknown EUR", "EUR 5M"),
            ("<=EUR 2B", "<=EUR 2B"),
            ("unknown EUR", "unknown EUR"),
            (">EUR 1M", "<EUR 2M"),
        ] {
            assert_eq!(verdict(a, b), Compatible, "{a} and {b}");
        }
        assert_eq!(verdict("<EUR 45M", "EUR 46M"), Contradictory);
        assert_eq!(verdict("<EUR 1M", ">EUR 2M"), Contradictory);
    }

    #[test]
    fn counts_shares_and_durations_round_decimals_and_thousands_alone() {
        let verdicts = [
            ("97.6%", "100%", Contradictory),
            ("97.6%", "98%", Same),
            ("97.4%", "98%", Contradictory),
            ("40 dead", "41 dead", Contradictory),
            ("~40 dead", "41 dead", Compatible),
            ("0 dead", "1 dead", Contradictory),
            ("0 dead", "0 dead", Same),
            ("5800 people", "6300 people", Contradictory),
            ("~5800 people", "6300 people", Compatible),
            ("45120 people", "45k people", Same),
            ("1230 people", "1.2k people", Compatible),
            ("12.4 months", "12 months", Compatible),
            ("12.2 months", "12 months", Same),
        ];
        for (a, b, expected) in verdicts {
            assert_eq!(verdict(a, b), expected, "{a} and {b}");
        }
    }
}
