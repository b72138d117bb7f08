//! Parts of temporal values, read like properties: `d.year`, `t.offset`, `p.minutesOfHour`.

use jiff::civil::{Date, Time};

use super::calendar::{self, NANOS_PER_SECOND};
use super::{Duration, Parts};
use crate::cypher::error::{Fault, suggestion};
use crate::cypher::value::{Value, offset_text};

/// `base.key` of a temporal value; `None` when the value is none.
///
/// # Errors
/// When it is of a kind that has no such part.
pub fn component(base: &Value, key: &str) -> Option<Result<Value, Fault>> {
    Some(part(base, key)?.ok_or_else(|| {
        let message = format!("{} has no part `{key}`", base.type_name());
        Fault::wrong_type(message).with_hint(suggestion(key, parts_of(base)))
    }))
}

/// A part of a temporal value, if it has that part; `None` when the value is none.
fn part(base: &Value, key: &str) -> Option<Option<Value>> {
    if let Value::Duration(duration) = base {
        return Some(of_duration(duration, key).map(Value::Integer));
    }
    let Parts { date, time, .. } = Parts::of(base)?;
    let of_date = date.and_then(|date| of_date(date, key));
    let number = of_date.or_else(|| time.and_then(|time| of_time(time, key)));
    Some(number.map(Value::Integer).or_else(|| of_zone(base, key)))
}

/// The names of the parts that a value has, for suggestions.
fn parts_of(base: &Value) -> impl Iterator<Item = &'static str> {
    ALL.into_iter()
        .filter(|key| part(base, key).flatten().is_some())
}

/// The names of all parts.
const ALL: [&str; 42] = [
    "year",
    "quarter",
    "month",
    "week",
    "weekYear",
    "day",
    "ordinalDay",
    "weekDay",
    "dayOfWeek",
    "dayOfQuarter",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
    "timezone",
    "offset",
    "offsetMinutes",
    "offsetSeconds",
    "epochSeconds",
    "epochMillis",
    "years",
    "quarters",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "milliseconds",
    "microseconds",
    "nanoseconds",
    "quartersOfYear",
    "monthsOfQuarter",
    "monthsOfYear",
    "daysOfWeek",
    "minutesOfHour",
    "secondsOfMinute",
    "millisecondsOfSecond",
    "microsecondsOfSecond",
    "nanosecondsOfSecond",
];

fn of_date(date: Date, key: &str) -> Option<i64> {
    let week = date.iso_week_date();
    Some(match key {
        "year" => date.year().into(),
        "quarter" => calendar::quarter(date),
        "month" => date.month().into(),
        "week" => week.week().into(),
        "weekYear" => week.year().into(),
        "day" => date.day().into(),
        "ordinalDay" => date.day_of_year().into(),
        "weekDay" | "dayOfWeek" => week.weekday().to_monday_one_offset().into(),
        "dayOfQuarter" => calendar::day_of_quarter(date),
        _ => return None,
    })
}

fn of_time(time: Time, key: &str) -> Option<i64> {
    let nanos = i64::from(time.subsec_nanosecond());
    Some(match key {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "millisecond" => nanos / 1_000_000,
        "microsecond" => nanos / 1_000,
        "nanosecond" => nanos,
        _ => return None,
    })
}

fn of_zone(base: &Value, key: &str) -> Option<Value> {
    let (offset, name) = match base {
        Value::Time(time) => (time.offset, None),
        Value::DateTime(moment) => (moment.offset(), moment.time_zone().iana_name()),
        _ => return None,
    };
    let seconds = i64::from(offset.seconds());
    Some(match (key, base) {
        ("timezone", _) => match name {
            Some(name) if name != "UTC" => Value::from(name),
            _ => Value::string(offset_text(offset)),
        },
        ("offset", _) => Value::string(offset_text(offset)),
        ("offsetMinutes", _) => Value::Integer(seconds / 60),
        ("offsetSeconds", _) => Value::Integer(seconds),
        ("epochSeconds", Value::DateTime(moment)) => {
            Value::Integer(moment.timestamp().as_nanosecond().div_euclid(1_000_000_000) as i64)
        }
        ("epochMillis", Value::DateTime(moment)) => {
            Value::Integer(moment.timestamp().as_nanosecond().div_euclid(1_000_000) as i64)
        }
        _ => return None,
    })
}

fn of_duration(duration: &Duration, key: &str) -> Option<i64> {
    let Duration {
        months,
        days,
        seconds,
        nanos,
    } = *duration;
    let fine = |per_second: i64| {
        let whole = seconds.saturating_mul(per_second);
        whole.saturating_add(nanos / (NANOS_PER_SECOND / per_second))
    };
    Some(match key {
        "years" => months / 12,
        "quarters" => months / 3,
        "months" => months,
        "weeks" => days / 7,
        "days" => days,
        "hours" => seconds / 3600,
        "minutes" => seconds / 60,
        "seconds" => seconds,
        "milliseconds" => fine(1_000),
        "microseconds" => fine(1_000_000),
        "nanoseconds" => fine(NANOS_PER_SECOND),
        "quartersOfYear" => months / 3 % 4,
        "monthsOfQuarter" => months % 3,
        "monthsOfYear" => months % 12,
        "daysOfWeek" => days % 7,
        "minutesOfHour" => seconds / 60 % 60,
        "secondsOfMinute" => seconds % 60,
        "millisecondsOfSecond" => nanos / 1_000_000,
        "microsecondsOfSecond" => nanos / 1_000,
        "nanosecondsOfSecond" => nanos,
        _ => return None,
    })
}
