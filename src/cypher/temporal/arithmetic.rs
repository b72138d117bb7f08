//! Computing with durations.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::OffsetTime;
use super::calendar::{self, NANOS_PER_DAY};
use super::duration::{Amount, Duration};
use super::parts::zoned;
use crate::cypher::error::Fault;
use crate::cypher::value::{Arithmetic, Value};

/// `left <sign> right` where a duration takes part; `None` when the types do not go together.
pub fn arithmetic(sign: Arithmetic, left: &Value, right: &Value) -> Option<Result<Value, Fault>> {
    match (sign, left, right) {
        (Arithmetic::Add | Arithmetic::Subtract, Value::Duration(a), Value::Duration(b)) => {
            Some(sum(a, b, sign))
        }
        (Arithmetic::Multiply, Value::Duration(duration), number)
        | (Arithmetic::Multiply, number, Value::Duration(duration)) => times(duration, number),
        (Arithmetic::Divide, Value::Duration(duration), number) => {
            let divisor = factor(number)?;
            Some(scaled(duration, 1.0 / divisor))
        }
        (Arithmetic::Add | Arithmetic::Subtract, point, Value::Duration(duration)) => {
            shifted(point, duration, sign)
        }
        (Arithmetic::Add, Value::Duration(duration), point) => shifted(point, duration, sign),
        _ => None,
    }
}

fn sum(a: &Duration, b: &Duration, sign: Arithmetic) -> Result<Value, Fault> {
    let sign = signum(sign);
    let duration = Duration::new(
        i128::from(a.months) + sign * i128::from(b.months),
        i128::from(a.days) + sign * i128::from(b.days),
        a.clock_nanos() + sign * b.clock_nanos(),
    )?;
    Ok(Value::Duration(duration.into()))
}

fn times(duration: &Duration, number: &Value) -> Option<Result<Value, Fault>> {
    if let Value::Integer(factor) = number {
        let factor = i128::from(*factor);
        let product = Duration::new(
            i128::from(duration.months).saturating_mul(factor),
            i128::from(duration.days).saturating_mul(factor),
            duration.clock_nanos().saturating_mul(factor),
        );
        return Some(product.map(|product| Value::Duration(product.into())));
    }
    factor(number).map(|factor| scaled(duration, factor))
}

fn scaled(duration: &Duration, factor: f64) -> Result<Value, Fault> {
    let part = |amount: f64| Amount::float(amount * factor);
    let duration = Duration::of_fractions(
        part(duration.months as f64),
        part(duration.days as f64),
        part(duration.clock_nanos() as f64),
    )?;
    Ok(Value::Duration(duration.into()))
}

fn factor(number: &Value) -> Option<f64> {
    match number {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn signum(sign: Arithmetic) -> i128 {
    if sign == Arithmetic::Subtract { -1 } else { 1 }
}

/// Moves a point in time: first by months, then by days, then by the clock.
fn shifted(point: &Value, duration: &Duration, sign: Arithmetic) -> Option<Result<Value, Fault>> {
    let sign = signum(sign);
    let nanos = duration.clock_nanos() * sign;
    Some(match point {
        Value::Date(date) => {
            let days = (nanos / i128::from(NANOS_PER_DAY)) as i64;
            let midnight = date.to_datetime(jiff::civil::Time::MIN);
            by_calendar(midnight, duration, sign)
                .and_then(|moved| calendar::add_days(moved.date(), days))
                .map(Value::Date)
        }
        Value::LocalTime(time) => {
            let total = i128::from(calendar::nanosecond_of_day(*time)) + nanos;
            Ok(Value::LocalTime(calendar::time_of_day(total)))
        }
        Value::Time(OffsetTime { time, offset }) => {
            let total = i128::from(calendar::nanosecond_of_day(*time)) + nanos;
            Ok(Value::Time(OffsetTime {
                time: calendar::time_of_day(total),
                offset: *offset,
            }))
        }
        Value::LocalDateTime(moment) => by_calendar(*moment, duration, sign)
            .and_then(|moved| calendar::add_nanos(moved, nanos))
            .map(Value::LocalDateTime),
        Value::DateTime(moment) => {
            let zone = moment.time_zone().clone();
            by_calendar(moment.datetime(), duration, sign)
                .and_then(|moved| zoned(moved, zone.clone(), Some(moment.offset())))
                .and_then(|moved| {
                    let instant = moved.timestamp().as_nanosecond().saturating_add(nanos);
                    let instant = jiff::Timestamp::from_nanosecond(instant);
                    instant.map_err(|_| calendar::out_of_range())
                })
                .map(|instant| Value::DateTime(Arc::new(instant.to_zoned_datetime(zone))))
        }
        _ => return None,
    })
}

fn by_calendar(from: DateTime, duration: &Duration, sign: i128) -> Result<DateTime, Fault> {
    let signed =
        |amount: i64| i64::try_from(i128::from(amount) * sign).map_err(|_| Fault::overflow());
    let date = calendar::add_months(from.date(), signed(duration.months)?)?;
    let date = calendar::add_days(date, signed(duration.days)?)?;
    Ok(date.to_datetime(from.time()))
}
