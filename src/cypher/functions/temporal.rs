//! Functions that make, cut and measure dates, times and durations.

use jiff::tz::TimeZone;

use super::{Definition, Environment, Gives, row};
use crate::cypher::error::Fault;
use crate::cypher::temporal::{
    Kind, Measure, Parts, between, duration_from_map, duration_from_text, from_map, from_text,
    instant, truncate, zone_from_text,
};
use crate::cypher::types::Kinds;
use crate::cypher::value::Value;

const ANY: &[Kinds] = &[Kinds::ANY];
const POINT: Gives = Gives::Value(Kinds::TEMPORAL);
const DURATION: Gives = Gives::Value(Kinds::DURATION);
const CUT: (usize, usize) = (1, 3);

pub(super) const TABLE: &[Definition] = &[
    row("date", (0, 1), ANY, POINT, |e, a| make(Kind::Date, e, a)),
    row("localtime", (0, 1), ANY, POINT, |e, a| {
        make(Kind::LocalTime, e, a)
    }),
    row("time", (0, 1), ANY, POINT, |e, a| make(Kind::Time, e, a)),
    row("localdatetime", (0, 1), ANY, POINT, |e, a| {
        make(Kind::LocalDateTime, e, a)
    }),
    row("datetime", (0, 1), ANY, POINT, |e, a| {
        make(Kind::DateTime, e, a)
    }),
    row("date.statement", (0, 1), ANY, POINT, |e, a| {
        now(Kind::Date, e, a)
    }),
    row("localtime.statement", (0, 1), ANY, POINT, |e, a| {
        now(Kind::LocalTime, e, a)
    }),
    row("time.statement", (0, 1), ANY, POINT, |e, a| {
        now(Kind::Time, e, a)
    }),
    row("localdatetime.statement", (0, 1), ANY, POINT, |e, a| {
        now(Kind::LocalDateTime, e, a)
    }),
    row("datetime.statement", (0, 1), ANY, POINT, |e, a| {
        now(Kind::DateTime, e, a)
    }),
    row(
        "timestamp",
        (0, 0),
        ANY,
        Gives::Value(Kinds::INTEGER),
        timestamp,
    ),
    row("date.truncate", CUT, ANY, POINT, |e, a| {
        cut(Kind::Date, e, a)
    }),
    row("localtime.truncate", CUT, ANY, POINT, |e, a| {
        cut(Kind::LocalTime, e, a)
    }),
    row("time.truncate", CUT, ANY, POINT, |e, a| {
        cut(Kind::Time, e, a)
    }),
    row("localdatetime.truncate", CUT, ANY, POINT, |e, a| {
        cut(Kind::LocalDateTime, e, a)
    }),
    row("datetime.truncate", CUT, ANY, POINT, |e, a| {
        cut(Kind::DateTime, e, a)
    }),
    row("datetime.fromepoch", (2, 2), ANY, POINT, from_epoch_seconds),
    row(
        "datetime.fromepochmillis",
        (1, 1),
        ANY,
        POINT,
        from_epoch_millis,
    ),
    row("duration", (1, 1), ANY, DURATION, duration),
    row("duration.between", (2, 2), ANY, DURATION, |_, a| {
        measure(Measure::All, a)
    }),
    row("duration.inMonths", (2, 2), ANY, DURATION, |_, a| {
        measure(Measure::Months, a)
    }),
    row("duration.inDays", (2, 2), ANY, DURATION, |_, a| {
        measure(Measure::Days, a)
    }),
    row("duration.inSeconds", (2, 2), ANY, DURATION, |_, a| {
        measure(Measure::Seconds, a)
    }),
];

/// Makes a point in time of a text, a map or another one; without argument, of the present.
fn make(kind: Kind, environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match arguments.first() {
        None => now(kind, environment, arguments),
        Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) => from_text(kind, text),
        Some(Value::Map(map)) => match (map.get("timezone"), map.entries().len()) {
            (Some(zone), 1) => now(kind, environment, std::slice::from_ref(zone)),
            _ => from_map(kind, map),
        },
        Some(value) => match Parts::of(value) {
            Some(parts) => parts.into_value(kind),
            None => Err(Fault::wrong_type(format!(
                "a point in time cannot be made of {}",
                value.type_name()
            ))),
        },
    }
}

/// The moment the statement began, in the zone of the argument or in UTC. A query is one statement and
/// one transaction, so `date.transaction()` and `date.realtime()` are the same.
fn now(kind: Kind, environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let zone = match arguments.first() {
        None => TimeZone::UTC,
        Some(Value::Null) => return Ok(Value::Null),
        Some(Value::String(zone)) => zone_from_text(zone)?,
        Some(other) => {
            return Err(Fault::wrong_type(format!(
                "a time zone is a string, not {}",
                other.type_name()
            )));
        }
    };
    let moment = Value::DateTime(environment.now.with_time_zone(zone).into());
    Parts::of(&moment).unwrap_or_default().into_value(kind)
}

fn timestamp(environment: &Environment<'_>, _: &[Value]) -> Result<Value, Fault> {
    let now = environment.now.timestamp();
    Ok(Value::Integer(now.as_millisecond()))
}

fn cut(kind: Kind, environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let unit = match &arguments[0] {
        Value::Null => return Ok(Value::Null),
        Value::String(unit) => unit,
        other => {
            return Err(Fault::wrong_type(format!(
                "a unit of time is a string, not {}",
                other.type_name()
            )));
        }
    };
    let fields = match arguments.get(2) {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    };
    let value = match arguments.get(1) {
        Some(value) => value.clone(),
        None => now(kind, environment, &[])?,
    };
    match Parts::of(&value) {
        Some(parts) => truncate(kind, unit, parts, fields),
        None if value.is_null() => Ok(Value::Null),
        None => Err(Fault::wrong_type(format!(
            "only a point in time can be cut down, not {}",
            value.type_name()
        ))),
    }
}

fn from_epoch_seconds(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match arguments {
        [Value::Integer(seconds), Value::Integer(nanos)] => {
            let nanos = i128::from(*seconds) * 1_000_000_000 + i128::from(*nanos);
            instant(nanos, TimeZone::UTC)?.into_value(Kind::DateTime)
        }
        [seconds, nanos] if seconds.is_null() || nanos.is_null() => Ok(Value::Null),
        _ => Err(Fault::wrong_type("seconds and nanoseconds are integers")),
    }
}

fn from_epoch_millis(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Integer(millis) => {
            let nanos = i128::from(*millis) * 1_000_000;
            instant(nanos, TimeZone::UTC)?.into_value(Kind::DateTime)
        }
        other => Err(Fault::wrong_type(format!(
            "milliseconds are an integer, not {}",
            other.type_name()
        ))),
    }
}

fn duration(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::String(text) => duration_from_text(text),
        Value::Map(map) => duration_from_map(map),
        Value::Duration(duration) => Ok(Value::Duration(duration.clone())),
        other => Err(Fault::wrong_type(format!(
            "a duration cannot be made of {}",
            other.type_name()
        ))),
    }
}

fn measure(measure: Measure, arguments: &[Value]) -> Result<Value, Fault> {
    let [from, to] = arguments else {
        return Ok(Value::Null);
    };
    match (Parts::of(from), Parts::of(to)) {
        (Some(from), Some(to)) => between(measure, &from, &to),
        _ if from.is_null() || to.is_null() => Ok(Value::Null),
        _ => Err(Fault::wrong_type(format!(
            "a duration lies between points in time, not between {} and {}",
            from.type_name(),
            to.type_name()
        ))),
    }
}
