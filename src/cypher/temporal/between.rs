//! How much time lies between two points in time.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::Parts;
use super::calendar;
use super::duration::Duration;
use super::parts::zoned;
use crate::cypher::error::Fault;
use crate::cypher::value::Value;

/// In which units to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Whole months, then whole days, then the rest.
    All,
    Months,
    Days,
    Seconds,
}

/// Measures the time from one point to another. A part that one of them lacks, it takes from the other.
///
/// # Errors
/// When the moments are out of range.
pub fn between(measure: Measure, from: &Parts, to: &Parts) -> Result<Value, Fault> {
    let has_days = from.date.is_some() && to.date.is_some();
    let zone = from
        .zone
        .clone()
        .or(to.zone.clone())
        .unwrap_or(TimeZone::UTC);
    let start = complete(from, to, &zone)?;
    let end = complete(to, from, &zone)?.with_time_zone(zone.clone());
    let mut at = start.datetime();
    let target = end.datetime();
    let (mut months, mut days) = (0, 0);
    if has_days && matches!(measure, Measure::All | Measure::Months) {
        months = whole_months(at, target);
        at = calendar::add_months(at.date(), months)?.to_datetime(at.time());
    }
    if has_days && matches!(measure, Measure::All | Measure::Days) {
        days = whole_days(at, target);
        at = calendar::add_days(at.date(), days)?.to_datetime(at.time());
    }
    let nanos = match measure {
        Measure::All | Measure::Seconds => {
            let offset = Some(start.offset());
            let at = if at == start.datetime() {
                start
            } else {
                zoned(at, zone, offset)?
            };
            end.timestamp().as_nanosecond() - at.timestamp().as_nanosecond()
        }
        Measure::Months | Measure::Days => 0,
    };
    let duration = Duration::new(months.into(), days.into(), nanos)?;
    Ok(Value::Duration(duration.into()))
}

fn complete(point: &Parts, other: &Parts, zone: &TimeZone) -> Result<ZonedDateTime, Fault> {
    let date = point
        .date
        .or(other.date)
        .unwrap_or(Date::constant(1970, 1, 1));
    let time = point.time.unwrap_or(Time::MIN);
    let own_zone = point.zone.clone().unwrap_or(zone.clone());
    zoned(date.to_datetime(time), own_zone, point.offset)
}

/// Whole months, as a calendar counts them: from the 31st of January to the 28th of February is none.
fn whole_months(from: DateTime, to: DateTime) -> i64 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let end = full_days(from, to);
    let packed = |date: Date| months(date) * 32 + i64::from(date.day());
    (packed(end) - packed(from.date())) / 32
}

fn whole_days(from: DateTime, to: DateTime) -> i64 {
    calendar::days_between(from.date(), full_days(from, to))
}

/// The end date, less the day at the end that is not full.
fn full_days(from: DateTime, to: DateTime) -> Date {
    let adjusted = if to.date() > from.date() && to.time() < from.time() {
        calendar::add_days(to.date(), -1)
    } else if to.date() < from.date() && to.time() > from.time() {
        calendar::add_days(to.date(), 1)
    } else {
        Ok(to.date())
    };
    adjusted.unwrap_or(to.date())
}
