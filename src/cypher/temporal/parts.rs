//! A temporal value taken apart: its date, its time of day, its zone.

use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::OffsetTime;
use crate::cypher::error::Fault;
use crate::cypher::value::Value;

/// The kinds of temporal value that stand for a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
}

impl Kind {
    pub fn has_date(self) -> bool {
        matches!(self, Kind::Date | Kind::LocalDateTime | Kind::DateTime)
    }

    pub fn has_time(self) -> bool {
        self != Kind::Date
    }

    pub fn has_zone(self) -> bool {
        matches!(self, Kind::Time | Kind::DateTime)
    }
}

/// What a temporal value says, part by part.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub date: Option<Date>,
    pub time: Option<Time>,
    pub zone: Option<TimeZone>,
    /// Which of two instants is meant when the zone's clocks were put back.
    pub offset: Option<Offset>,
}

impl Parts {
    /// Takes a value apart; `None` when it is no point in time.
    pub fn of(value: &Value) -> Option<Parts> {
        let mut parts = Parts::default();
        match value {
            Value::Date(date) => parts.date = Some(*date),
            Value::LocalTime(time) => parts.time = Some(*time),
            Value::Time(OffsetTime { time, offset }) => {
                parts.time = Some(*time);
                parts.zone = Some(TimeZone::fixed(*offset));
            }
            Value::LocalDateTime(moment) => {
                parts.date = Some(moment.date());
                parts.time = Some(moment.time());
            }
            Value::DateTime(moment) => {
                parts.date = Some(moment.date());
                parts.time = Some(moment.time());
                parts.zone = Some(moment.time_zone().clone());
                parts.offset = Some(moment.offset());
            }
            _ => return None,
        }
        Some(parts)
    }

    /// Puts a value together. What is missing is midnight, or UTC.
    ///
    /// # Errors
    /// When the date is missing and needed, or the moment is out of range.
    pub fn into_value(self, kind: Kind) -> Result<Value, Fault> {
        let time = self.time.unwrap_or(Time::MIN);
        let date = match self.date {
            Some(date) => date,
            None if kind.has_date() => {
                return Err(Fault::bad_argument(
                    "a date cannot be made of a time of day",
                ));
            }
            None => Date::constant(1970, 1, 1),
        };
        Ok(match kind {
            Kind::Date => Value::Date(date),
            Kind::LocalTime => Value::LocalTime(time),
            Kind::LocalDateTime => Value::LocalDateTime(date.to_datetime(time)),
            Kind::Time | Kind::DateTime => {
                let moment = self.instant(date.to_datetime(time))?;
                match kind {
                    Kind::DateTime => Value::DateTime(Arc::new(moment)),
                    _ => Value::Time(OffsetTime {
                        time,
                        offset: moment.offset(),
                    }),
                }
            }
        })
    }

    fn instant(&self, local: DateTime) -> Result<ZonedDateTime, Fault> {
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        zoned(local, zone, self.offset)
    }
}

/// The moment that a zone's clocks show; of two, that with the given offset, else the earlier.
pub fn zoned(
    local: DateTime,
    zone: TimeZone,
    offset: Option<Offset>,
) -> Result<ZonedDateTime, Fault> {
    let out_of_range = |_| super::calendar::out_of_range();
    if let Some(offset) = offset
        && let Ok(timestamp) = offset.to_timestamp(local)
    {
        let moment = timestamp.to_zoned_datetime(zone.clone());
        if moment.datetime() == local {
            return Ok(moment);
        }
    }
    local.to_zoned_datetime(zone).map_err(out_of_range)
}
