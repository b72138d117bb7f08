//! Intervals of exact numbers, with open, closed or absent ends.

mod sum;

use rust_decimal::Decimal;

pub use sum::Sum;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The value at the end.
    pub value: Decimal,
    /// Whether the value itself belongs to the interval.
    pub inclusive: bool,
}

impl Bound {
    /// Returns an end that belongs to the interval.
    pub fn closed(value: Decimal) -> Self {
        Self {
            value,
            inclusive: true,
        }
    }

    /// Returns an end that does not belong to the interval.
    pub fn open(value: Decimal) -> Self {
        Self {
            value,
            inclusive: false,
        }
    }
}

/// The numbers between two ends, either of which may be absent; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    min: Option<Bound>,
    max: Option<Bound>,
}

/// The ends of an interval that would hold no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReversedInterval;

impl Interval {
    /// The interval of which nothing is known.
    pub const UNKNOWN: Self = Self {
        min: None,
        max: None,
    };

    /// Returns the interval of one number.
    pub fn exact(value: Decimal) -> Self {
        let bound = Some(Bound::closed(value));
        Self {
            min: bound,
            max: bound,
        }
    }

    /// Returns the interval between two ends.
    ///
    /// # Errors
    ///
    /// [`ReversedInterval`] when no number lies between them.
    ///
    /// ```
    /// use claimgraph::model::{Bound, Interval};
    /// assert!(Interval::new(Some(Bound::closed(2.into())), Some(Bound::closed(1.into()))).is_err());
    /// assert!(Interval::new(Some(Bound::closed(1.into())), Some(Bound::open(1.into()))).is_err());
    /// ```
    pub fn new(min: Option<Bound>, max: Option<Bound>) -> Result<Self, ReversedInterval> {
        if let (Some(min), Some(max)) = (min, max) {
            let closed = min.inclusive && max.inclusive;
            if min.value > max.value || (min.value == max.value && !closed) {
                return Err(ReversedInterval);
            }
        }
        Ok(Self { min, max })
    }

    /// Returns an interval that was kept as it was made, so that its ends are known to be in order.
    #[inline]
    pub(super) fn kept(min: Option<Bound>, max: Option<Bound>) -> Self {
        Self { min, max }
    }

    /// Returns the lower end, absent when nothing bounds it from below.
    pub fn min(self) -> Option<Bound> {
        self.min
    }

    /// Returns the upper end, absent when nothing bounds it from above.
    pub fn max(self) -> Option<Bound> {
        self.max
    }

    /// Returns the one number the interval holds, if it holds one only.
    pub fn value(self) -> Option<Decimal> {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min.value == max.value => Some(min.value),
            _ => None,
        }
    }

    /// Returns the interval that reaches further out at each end by a part of the end's size.
    ///
    /// ```
    /// use claimgraph::model::Interval;
    /// use rust_decimal::Decimal;
    /// let about = Interval::exact(100.into()).widened(Decimal::new(1, 1));
    /// assert_eq!(about.min().unwrap().value, 90.into());
    /// assert_eq!(about.max().unwrap().value, 110.into());
    /// ```
    pub fn widened(self, part: Decimal) -> Self {
        let by = |bound: Bound| {
            (bound.value.abs())
                .checked_mul(part)
                .unwrap_or(Decimal::ZERO)
        };
        let min = self.min.map(|min| Bound {
            value: min.value.saturating_sub(by(min)),
            ..min
        });
        let max = self.max.map(|max| Bound {
            value: max.value.saturating_add(by(max)),
            ..max
        });
        Self { min, max }
    }

    /// Returns the interval of the sums of a number of each; an end that exceeds exact arithmetic is absent.
    ///
    /// ```
    /// use claimgraph::model::{Bound, Interval};
    /// let under_45 = Interval::new(None, Some(Bound::open(45.into()))).unwrap();
    /// let sum = under_45.from_zero().plus(Interval::exact(95.into()));
    /// assert_eq!(sum.min(), Some(Bound::closed(95.into())));
    /// assert_eq!(sum.max(), Some(Bound::open(140.into())));
    /// ```
    pub fn plus(self, other: Self) -> Self {
        let both: Sum = [self, other].into_iter().collect();
        both.interval()
    }

    /// Returns the interval from zero up, where nothing bounds it from below: that of what cannot be less than nothing.
    pub fn from_zero(self) -> Self {
        let zero = Some(Bound::closed(Decimal::ZERO));
        match self.min {
            Some(_) => self,
            None => Self::new(zero, self.max).unwrap_or(self),
        }
    }

    /// Returns the interval of the negatives of its numbers.
    pub fn negated(self) -> Self {
        let negative = |bound: Bound| Bound {
            value: -bound.value,
            ..bound
        };
        Self {
            min: self.max.map(negative),
            max: self.min.map(negative),
        }
    }

    /// Returns whether every number of this one is less than every number of the other.
    pub fn is_below(self, other: Self) -> bool {
        match (self.max, other.min) {
            (Some(max), Some(min)) => {
                max.value < min.value
                    || (max.value == min.value && !(max.inclusive && min.inclusive))
            }
            _ => false,
        }
    }

    /// Returns how far its ends lie apart, when it has both and exact arithmetic holds it.
    pub fn spread(self) -> Option<Decimal> {
        let ends = [self.max?.value, -self.min?.value].map(Self::exact);
        let between: Sum = ends.into_iter().collect();
        Some(between.interval().max?.value)
    }

    /// Returns the smallest interval that holds both.
    pub fn hull(self, other: Self) -> Self {
        let outer =
            |a: Option<Bound>, b: Option<Bound>, a_is_outer: fn(&Decimal, &Decimal) -> bool| {
                let (a, b) = (a?, b?);
                Some(match a.value == b.value {
                    true => Bound {
                        value: a.value,
                        inclusive: a.inclusive || b.inclusive,
                    },
                    false if a_is_outer(&a.value, &b.value) => a,
                    false => b,
                })
            };
        Self {
            min: outer(self.min, other.min, Decimal::lt),
            max: outer(self.max, other.max, Decimal::gt),
        }
    }

    /// Returns whether every number of the other one is in this one.
    pub fn contains(self, other: Self) -> bool {
        self.hull(other) == self
    }

    /// Returns whether the two have no number in common.
    ///
    /// ```
    /// use claimgraph::model::{Bound, Interval};
    /// let under_45 = Interval::new(None, Some(Bound::open(45.into()))).unwrap();
    /// assert!(!under_45.is_disjoint(Interval::exact(44.into())));
    /// assert!(under_45.is_disjoint(Interval::exact(45.into())));
    /// ```
    pub fn is_disjoint(self, other: Self) -> bool {
        self.is_below(other) || other.is_below(self)
    }
}
