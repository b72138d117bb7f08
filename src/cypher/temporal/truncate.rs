//! Cutting points in time down to a unit: `date.truncate('month', d)`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::calendar;
use super::from_text::zone_from_text;
use super::{Kind, Parts, from_map};
use crate::cypher::error::Fault;
use crate::cypher::value::{Map, Value};

/// Cuts a point in time down to a unit and sets the given fields of what is left.
///
/// # Errors
/// When the unit is unknown or says nothing about the value, or a field is wrong.
pub fn truncate(
    kind: Kind,
    unit: &str,
    mut parts: Parts,
    fields: Option<&Map>,
) -> Result<Value, Fault> {
    let unknown = || Fault::bad_argument(format!("cannot cut down to `{unit}`"));
    let unit = unit.to_ascii_lowercase();
    let time = parts.time.unwrap_or(Time::MIN);
    match (cut_time(time, &unit), parts.date) {
        (_, None) if kind.has_date() => return Err(unknown()),
        (Some(_), _) if !kind.has_time() && unit != "day" => return Err(unknown()),
        (Some(time), _) => parts.time = Some(time),
        (None, Some(date)) => {
            parts.date = Some(cut_date(date, &unit).ok_or_else(unknown)??);
            parts.time = Some(Time::MIN);
        }
        (None, None) => return Err(unknown()),
    }
    let zone = match fields.and_then(|fields| fields.get("timezone")) {
        Some(Value::String(zone)) => Some(zone_from_text(zone)?),
        _ => None,
    };
    parts.offset = None;
    parts.zone = zone.or(parts.zone).or(Some(TimeZone::UTC));
    let time = parts.time;
    let value = parts.into_value(kind)?;
    match fields {
        Some(fields) => adjust(kind, value, time, fields),
        None => Ok(value),
    }
}

/// Sets fields of the cut value; what lies below its unit is added, not replaced.
fn adjust(kind: Kind, value: Value, time: Option<Time>, fields: &Map) -> Result<Value, Fault> {
    let base = match kind {
        Kind::Date => "date",
        Kind::LocalTime | Kind::Time => "time",
        Kind::LocalDateTime | Kind::DateTime => "datetime",
    };
    let mut map: BTreeMap<Arc<str>, Value> = fields.entries().clone();
    map.remove("timezone");
    let kept = time.map_or(0, |time| i64::from(time.subsec_nanosecond()));
    let mut added = 0;
    for (field, unit) in [
        ("millisecond", 1_000_000),
        ("microsecond", 1_000),
        ("nanosecond", 1),
    ] {
        if let Some(Value::Integer(number)) = map.get(field) {
            added = number
                .checked_mul(unit)
                .map_or(i64::MAX, |nanos| nanos.saturating_add(added));
            map.remove(field);
        }
    }
    if added != 0 {
        map.insert(
            "nanosecond".into(),
            Value::Integer(kept.saturating_add(added)),
        );
    }
    map.insert(base.into(), value);
    match Value::map(map)? {
        Value::Map(map) => from_map(kind, &map),
        other => Ok(other),
    }
}

fn cut_time(time: Time, unit: &str) -> Option<Time> {
    let nanos = calendar::nanosecond_of_day(time);
    let second = calendar::NANOS_PER_SECOND;
    let step = match unit {
        "day" => calendar::NANOS_PER_DAY,
        "hour" => 3600 * second,
        "minute" => 60 * second,
        "second" => second,
        "millisecond" => 1_000_000,
        "microsecond" => 1_000,
        _ => return None,
    };
    Some(calendar::time_of_day((nanos - nanos % step).into()))
}

fn cut_date(date: Date, unit: &str) -> Option<Result<Date, Fault>> {
    let year = i64::from(date.year());
    let years = |step: i64| calendar::date(year - year.rem_euclid(step), 1, 1);
    let week = date.iso_week_date();
    Some(match unit {
        "millennium" => years(1000),
        "century" => years(100),
        "decade" => years(10),
        "year" => years(1),
        "weekyear" => calendar::week_date(week.year().into(), 1, 1),
        "quarter" => calendar::date(year, calendar::quarter(date) * 3 - 2, 1),
        "month" => calendar::date(year, date.month().into(), 1),
        "week" => calendar::week_date(week.year().into(), week.week().into(), 1),
        _ => return None,
    })
}
