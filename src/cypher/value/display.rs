//! Values as text: numbers, texts and temporal values as a reader expects them.
//!
//! Nodes and relationships are handles here; whoever has the graph writes them better.

use std::fmt;

use jiff::civil::Time;
use jiff::tz::Offset;

use super::Value;
use crate::cypher::temporal::OffsetTime;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Boolean(truth) => write!(f, "{truth}"),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Float(number) => write_float(f, *number),
            Value::Decimal(number) => write!(f, "{number}"),
            Value::String(text) => f.write_str(text),
            Value::List(list) => {
                f.write_str("[")?;
                for (index, item) in list.items().iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Value::Map(map) => {
                f.write_str("{")?;
                for (index, (key, value)) in map.entries().iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    write!(f, "{key}: {value}")?;
                }
                f.write_str("}")
            }
            Value::Node(node) => write!(f, "({})", node.0),
            Value::Relationship(relationship) => write!(f, "[{}]", relationship.0),
            Value::Path(path) => {
                write!(f, "({})", path.start.0)?;
                for hop in &path.hops {
                    write!(f, "-[{}]-({})", hop.relationship.0, hop.node.0)?;
                }
                Ok(())
            }
            Value::Date(date) => write!(f, "{date}"),
            Value::LocalTime(time) => write_time(f, *time),
            Value::Time(OffsetTime { time, offset }) => {
                write_time(f, *time)?;
                f.write_str(&offset_text(*offset))
            }
            Value::LocalDateTime(moment) => {
                write!(f, "{}T", moment.date())?;
                write_time(f, moment.time())
            }
            Value::DateTime(moment) => {
                write!(f, "{}T", moment.date())?;
                write_time(f, moment.time())?;
                f.write_str(&offset_text(moment.offset()))?;
                match moment.time_zone().iana_name() {
                    Some(name) if name != "UTC" => write!(f, "[{name}]"),
                    _ => Ok(()),
                }
            }
            Value::Duration(duration) => write!(f, "{duration}"),
        }
    }
}

/// Always with a point or an exponent, so that it reads as a float.
fn write_float(f: &mut fmt::Formatter<'_>, number: f64) -> fmt::Result {
    let magnitude = number.abs();
    if number.is_infinite() {
        f.write_str(if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        })
    } else if number.is_nan() || number == 0.0 || (1e-3..1e7).contains(&magnitude) {
        write!(f, "{number:?}")
    } else {
        let text = format!("{number:E}");
        match text.split_once('E') {
            Some((digits, exponent)) if !digits.contains('.') => {
                write!(f, "{digits}.0E{exponent}")
            }
            _ => f.write_str(&text),
        }
    }
}

/// Hours and minutes; seconds and their fraction only when there are any.
fn write_time(f: &mut fmt::Formatter<'_>, time: Time) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
    if time.second() == 0 && time.subsec_nanosecond() == 0 {
        return Ok(());
    }
    write!(f, ":{:02}", time.second())?;
    if time.subsec_nanosecond() == 0 {
        return Ok(());
    }
    let fraction = format!("{:09}", time.subsec_nanosecond());
    write!(f, ".{}", fraction.trim_end_matches('0'))
}

/// An offset from UTC, such as `+01:00`.
pub fn offset_text(offset: Offset) -> String {
    let seconds = offset.seconds();
    if seconds == 0 {
        return "Z".to_owned();
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        rest => format!("{sign}{hours:02}:{minutes:02}:{rest:02}"),
    }
}
