//! Sums of intervals, which lose no digit and do not depend on the order.

use rust_decimal::Decimal;

use super::{Bound, Interval};

/// A sum of intervals in the making: the interval of the sums of a number of each.
#[derive(Debug, Clone, Copy)]
pub struct Sum {
    min: End,
    max: End,
}

/// A sum of ends, as digits of which some follow the point: machine arithmetic as long as that holds every digit.
#[derive(Debug, Clone, Copy)]
struct End {
    digits: i128,
    scale: u32,
    inclusive: bool,
    limit: Limit,
}

/// Whether there is an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    There,
    /// It exceeds exact arithmetic.
    TooLarge,
    /// Some interval has none.
    Absent,
}

impl Default for Sum {
    fn default() -> Self {
        let zero = End {
            digits: 0,
            scale: 0,
            inclusive: true,
            limit: Limit::There,
        };
        Self {
            min: zero,
            max: zero,
        }
    }
}

impl Sum {
    /// Adds an interval.
    ///
    /// ```
    /// use claimgraph::model::{Bound, Interval, Sum};
    /// let mut sum = Sum::default();
    /// sum.add(Interval::new(None, Some(Bound::open(45.into()))).unwrap().from_zero());
    /// sum.add(Interval::exact(95.into()));
    /// assert_eq!(sum.interval().min(), Some(Bound::closed(95.into())));
    /// assert_eq!(sum.interval().max(), Some(Bound::open(140.into())));
    /// ```
    #[inline]
    pub fn add(&mut self, interval: Interval) {
        self.min.add(interval.min);
        self.max.add(interval.max);
    }

    /// Returns the sum; an end that exceeds exact arithmetic is absent.
    pub fn interval(self) -> Interval {
        Interval {
            min: self.min.bound(),
            max: self.max.bound(),
        }
    }

    /// Returns whether some end is absent only because it exceeds exact arithmetic.
    pub fn is_too_large(self) -> bool {
        let is_lost = |end: End| end.limit != Limit::Absent && end.bound().is_none();
        is_lost(self.min) || is_lost(self.max)
    }
}

impl FromIterator<Interval> for Sum {
    fn from_iter<I: IntoIterator<Item = Interval>>(intervals: I) -> Self {
        let mut sum = Self::default();
        intervals.into_iter().for_each(|interval| sum.add(interval));
        sum
    }
}

impl End {
    #[inline]
    fn add(&mut self, bound: Option<Bound>) {
        let Some(Bound { value, inclusive }) = bound else {
            self.limit = Limit::Absent;
            return;
        };
        self.inclusive &= inclusive;
        // 2^31 decimals, each of 96 bits, stay within 128.
        match self.digits.checked_add(value.mantissa()) {
            Some(digits) if value.scale() == self.scale => self.digits = digits,
            _ => self.add_aligned(value),
        }
    }

    /// Adds a value with another number of digits after its point.
    #[inline(never)]
    fn add_aligned(&mut self, value: Decimal) {
        let value = value.normalize();
        let scale = self.scale.max(value.scale());
        let aligned =
            |digits: i128, from: u32| digits.checked_mul(10_i128.checked_pow(scale - from)?);
        let sum = aligned(self.digits, self.scale)
            .zip(aligned(value.mantissa(), value.scale()))
            .and_then(|(a, b)| a.checked_add(b));
        match sum {
            Some(digits) => (self.digits, self.scale) = (digits, scale),
            None if self.limit == Limit::There => self.limit = Limit::TooLarge,
            None => {}
        }
    }

    fn bound(self) -> Option<Bound> {
        if self.limit != Limit::There {
            return None;
        }
        let (mut digits, mut scale) = (self.digits, self.scale);
        while scale > 0 && digits % 10 == 0 {
            (digits, scale) = (digits / 10, scale - 1);
        }
        let value = Decimal::try_from_i128_with_scale(digits, scale).ok()?;
        Some(Bound {
            value,
            inclusive: self.inclusive,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(values: &[&str]) -> Option<String> {
        let values = values.iter().map(|value| value.parse().expect("a number"));
        let sum: Sum = values.map(Interval::exact).collect();
        let interval = sum.interval();
        assert_eq!(sum.is_too_large(), interval.max().is_none());
        Some(interval.max()?.value.to_string())
    }

    #[test]
    fn no_digit_is_lost() {
        assert_eq!(sum(&[]).as_deref(), Some("0"));
        assert_eq!(sum(&["0.1", "0.2", "1"]).as_deref(), Some("1.3"));
        assert_eq!(sum(&["0.5", "0.50", "-2"]).as_deref(), Some("-1"));
        let smallest = "0.0000000000000000000000000001";
        assert_eq!(
            sum(&[smallest, "1"]).as_deref(),
            Some("1.0000000000000000000000000001")
        );
        assert_eq!(sum(&[smallest, "10"]), None);
        let largest = Decimal::MAX.to_string();
        assert_eq!(sum(&[&largest]).as_deref(), Some(largest.as_str()));
        assert_eq!(sum(&[&largest, "1"]), None);
        assert_eq!(
            sum(&[&largest, "1", "-1"]).as_deref(),
            Some(largest.as_str())
        );
        assert_eq!(sum(&[&largest, smallest]), None);
    }

    #[test]
    fn an_end_that_is_nowhere_stays_away() {
        let largest = Interval::exact(Decimal::MAX);
        let mut sum: Sum = [largest, Interval::exact(Decimal::new(1, 28))]
            .into_iter()
            .collect();
        assert!(sum.is_too_large());
        sum.add(Interval::UNKNOWN);
        sum.add(Interval::exact(1.into()));
        assert!(!sum.is_too_large());
        assert_eq!(sum.interval(), Interval::UNKNOWN);
    }
}
