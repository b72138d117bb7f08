//! Dates, times and durations: openCypher's temporal types over those of `jiff`.
//!
//! It knows values and nothing of queries; the functions that use it stand in `functions/temporal.rs`.

mod arithmetic;
mod between;
mod calendar;
mod component;
mod duration;
mod from_map;
mod from_text;
mod parts;
mod truncate;

use std::cmp::Ordering;

use jiff::civil::Time;
use jiff::tz::Offset;

pub use arithmetic::arithmetic;
pub use between::{Measure, between};
pub use component::component;
pub use duration::Duration;
pub use from_map::{duration_from_map, from_map, instant};
pub use from_text::{duration_from_text, from_text, zone_from_text};
pub use parts::{Kind, Parts};
pub use truncate::truncate;

/// A time of day at a fixed distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetTime {
    /// The time of day.
    pub time: Time,
    /// How far it is ahead of UTC.
    pub offset: Offset,
}

impl OffsetTime {
    /// Nanoseconds since midnight in UTC; may be negative or exceed a day.
    pub fn instant(self) -> i64 {
        calendar::nanosecond_of_day(self.time)
            - i64::from(self.offset.seconds()) * calendar::NANOS_PER_SECOND
    }
}

impl PartialOrd for OffsetTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OffsetTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant()
            .cmp(&other.instant())
            .then_with(|| self.offset.cmp(&other.offset))
    }
}
