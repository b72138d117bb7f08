//! Days as numbers, for sweeps over many dates.

use crate::model::{Day, When};

/// Days as numbers in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub first: i32,
    pub last: i32,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self {
        first: i32::MIN,
        last: i32::MAX,
    };

    /// Returns the days that a date may mean, as far as `~`, `?`, seasons and zones reach.
    pub fn reached(when: &When) -> Self {
        let [first, last] = when.reach();
        Self {
            first: first.map_or(Self::ALL.first, number),
            last: last.map_or(Self::ALL.last, number),
        }
    }

    /// Returns the one day.
    pub fn of_day(day: Day) -> Self {
        let number = number(day);
        Self {
            first: number,
            last: number,
        }
    }
}

fn number(day: Day) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}
