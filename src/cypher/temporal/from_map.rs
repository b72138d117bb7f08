//! Making points in time and durations of maps: `date({year: 1984, week: 10})`.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::calendar::{self, NANOS_PER_SECOND};
use super::duration::{Amount, Duration};
use super::from_text::zone_from_text;
use super::parts::zoned;
use super::{Kind, Parts};
use crate::cypher::error::Fault;
use crate::cypher::value::{Map, Value};

/// Makes a point in time of a map, which may start from another one and change parts of it.
///
/// # Errors
/// When a field is unknown, of a wrong type or out of range, or one is missing.
pub fn from_map(kind: Kind, map: &Map) -> Result<Value, Fault> {
    check_fields(kind, map)?;
    let fields = Fields { map };
    if kind == Kind::DateTime
        && let Some(epoch) = fields.epoch()?
    {
        return epoch.into_value(kind);
    }
    let whole = fields.base("datetime")?;
    let date_base = fields.base("date")?.or(whole.clone());
    let time_base = fields.base("time")?.or(whole);
    let given_zone = match fields.text("timezone")? {
        Some(zone) => Some(zone_from_text(zone)?),
        None => None,
    };
    let own_zone = time_base.as_ref().and_then(|base| base.zone.clone());
    let mut parts = Parts {
        zone: own_zone.clone().or(given_zone.clone()),
        ..Parts::default()
    };
    if kind.has_date() {
        parts.date = Some(fields.date(date_base.and_then(|base| base.date))?);
    }
    if kind.has_time() {
        let unset = Parts {
            time: kind.has_date().then_some(Time::MIN),
            ..Parts::default()
        };
        let base = time_base.as_ref().unwrap_or(&unset);
        parts.offset = base.offset;
        parts.time = Some(fields.time(base.time)?);
    }
    match (own_zone, given_zone) {
        (Some(own), Some(given)) if kind.has_zone() => {
            moved(parts, own, given, time_base)?.into_value(kind)
        }
        _ => {
            if kind == Kind::Time
                && let Some(base) = &time_base
            {
                parts.date = base.date;
            }
            parts.into_value(kind)
        }
    }
}

/// The same instant by the clocks of another zone.
fn moved(parts: Parts, from: TimeZone, to: TimeZone, base: Option<Parts>) -> Result<Parts, Fault> {
    let date = parts.date.or(base.and_then(|base| base.date));
    let date = date.unwrap_or(Date::constant(1970, 1, 1));
    let local = date.to_datetime(parts.time.unwrap_or(Time::MIN));
    let moment = zoned(local, from, parts.offset)?.with_time_zone(to.clone());
    Ok(Parts {
        date: Some(moment.date()),
        time: Some(moment.time()),
        zone: Some(to),
        offset: Some(moment.offset()),
    })
}

const DATE_FIELDS: &[&str] = &[
    "date",
    "year",
    "month",
    "day",
    "week",
    "dayOfWeek",
    "quarter",
    "dayOfQuarter",
    "ordinalDay",
];
const TIME_FIELDS: &[&str] = &[
    "time",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
];

fn check_fields(kind: Kind, map: &Map) -> Result<(), Fault> {
    for field in map.entries().keys() {
        let field = &**field;
        let known = kind.has_date() && DATE_FIELDS.contains(&field)
            || kind.has_time() && TIME_FIELDS.contains(&field)
            || field == "timezone"
            || kind.has_date() && kind.has_time() && field == "datetime"
            || kind == Kind::DateTime && matches!(field, "epochSeconds" | "epochMillis");
        if !known {
            return Err(Fault::bad_argument(format!(
                "`{field}` says nothing about the value to be made"
            )));
        }
    }
    Ok(())
}

struct Fields<'a> {
    map: &'a Map,
}

impl Fields<'_> {
    fn number(&self, field: &str) -> Result<Option<i64>, Fault> {
        match self.map.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(other) => Err(Fault::bad_argument(format!(
                "`{field}` has to be an integer, not {}",
                other.type_name()
            ))),
        }
    }

    fn text(&self, field: &str) -> Result<Option<&str>, Fault> {
        match self.map.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(Fault::bad_argument(format!(
                "`{field}` has to be a string, not {}",
                other.type_name()
            ))),
        }
    }

    /// The point in time that a field starts from.
    fn base(&self, field: &str) -> Result<Option<Parts>, Fault> {
        match self.map.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match Parts::of(value) {
                Some(parts) => Ok(Some(parts)),
                None => Err(Fault::bad_argument(format!(
                    "`{field}` has to be a point in time, not {}",
                    value.type_name()
                ))),
            },
        }
    }

    /// Seconds or milliseconds since 1970, with an additional part below them.
    fn epoch(&self) -> Result<Option<Parts>, Fault> {
        let seconds = self.number("epochSeconds")?;
        let millis = self.number("epochMillis")?;
        let nanos = match (seconds, millis) {
            (Some(seconds), _) => i128::from(seconds) * i128::from(NANOS_PER_SECOND),
            (None, Some(millis)) => i128::from(millis) * 1_000_000,
            (None, None) => return Ok(None),
        };
        let nanos = nanos + i128::from(self.nanos()?.unwrap_or(0));
        let zone = match self.text("timezone")? {
            Some(zone) => zone_from_text(zone)?,
            None => TimeZone::UTC,
        };
        instant(nanos, zone).map(Some)
    }

    fn date(&self, base: Option<Date>) -> Result<Date, Fault> {
        let year = self.number("year")?;
        let given = |field| self.number(field);
        let missing = || Fault::bad_argument("a date needs at least a `year`");
        let own_year = || {
            year.or(base.map(|base| base.year().into()))
                .ok_or_else(missing)
        };
        if let (week, Some(_)) | (week @ Some(_), None) = (given("week")?, given("dayOfWeek")?) {
            let own = base.map(|base| base.iso_week_date());
            let year = year
                .or(own.map(|own| own.year().into()))
                .ok_or_else(missing)?;
            let week = week.or(own.map(|own| own.week().into())).unwrap_or(1);
            let weekday = own.map(|own| i64::from(own.weekday().to_monday_one_offset()));
            let weekday = given("dayOfWeek")?.or(weekday).unwrap_or(1);
            return calendar::week_date(year, week, weekday);
        }
        if let (quarter, Some(_)) | (quarter @ Some(_), None) =
            (given("quarter")?, given("dayOfQuarter")?)
        {
            let year = own_year()?;
            let quarter = quarter.or(base.map(calendar::quarter)).unwrap_or(1);
            let day = given("dayOfQuarter")?
                .or(base.map(calendar::day_of_quarter))
                .unwrap_or(1);
            if !(1..=4).contains(&quarter) {
                return Err(Fault::bad_argument(format!(
                    "there is no quarter {quarter}"
                )));
            }
            let days = calendar::days_in_quarter(year, quarter)?;
            return calendar::counted_date(year, quarter * 3 - 2, day, days);
        }
        if let Some(day) = given("ordinalDay")? {
            let year = own_year()?;
            return calendar::counted_date(year, 1, day, calendar::days_in_year(year)?);
        }
        let (month, day) = (given("month")?, given("day")?);
        if base.is_none() && day.is_some() && month.is_none() {
            return Err(Fault::bad_argument("a `day` needs a `month`"));
        }
        let month = month.or(base.map(|base| base.month().into())).unwrap_or(1);
        let day = day.or(base.map(|base| base.day().into())).unwrap_or(1);
        calendar::date(own_year()?, month, day)
    }

    fn time(&self, base: Option<Time>) -> Result<Time, Fault> {
        let field = |name: &str, own: Option<i8>| -> Result<i8, Fault> {
            let Some(number) = self.number(name)? else {
                return Ok(own.unwrap_or(0));
            };
            i8::try_from(number)
                .map_err(|_| Fault::bad_argument(format!("a time of day has no {name} {number}")))
        };
        if base.is_none() && self.number("hour")?.is_none() {
            return Err(Fault::bad_argument(
                "a time of day needs at least an `hour`",
            ));
        }
        let hour = field("hour", base.map(Time::hour))?;
        let minute = field("minute", base.map(Time::minute))?;
        let second = field("second", base.map(Time::second))?;
        let own_nanos = base.map_or(0, |base| base.subsec_nanosecond().into());
        let nanos = self.nanos()?.unwrap_or(own_nanos);
        let time = i32::try_from(nanos)
            .ok()
            .and_then(|nanos| Time::new(hour, minute, second, nanos).ok());
        time.ok_or_else(|| {
            Fault::bad_argument(format!(
                "there is no time of day {hour:02}:{minute:02}:{second:02}.{nanos:09}"
            ))
        })
    }

    /// The fraction of a second, when any field says something about it.
    fn nanos(&self) -> Result<Option<i64>, Fault> {
        let mut nanos = None;
        for (field, unit) in [
            ("millisecond", 1_000_000),
            ("microsecond", 1_000),
            ("nanosecond", 1),
        ] {
            if let Some(number) = self.number(field)? {
                if !(0..NANOS_PER_SECOND / unit).contains(&number) {
                    return Err(Fault::bad_argument(format!("`{field}` cannot be {number}")));
                }
                nanos = Some(nanos.unwrap_or(0) + number * unit);
            }
        }
        Ok(nanos)
    }
}

/// The moment so many nanoseconds after the beginning of 1970 in UTC.
pub fn instant(nanos: i128, zone: TimeZone) -> Result<Parts, Fault> {
    let timestamp = jiff::Timestamp::from_nanosecond(nanos);
    let timestamp = timestamp.map_err(|_| calendar::out_of_range())?;
    let moment = timestamp.to_zoned_datetime(zone.clone());
    Ok(Parts {
        date: Some(moment.date()),
        time: Some(moment.time()),
        zone: Some(zone),
        offset: Some(moment.offset()),
    })
}

/// Makes a duration of a map of amounts, which may have fractions.
///
/// # Errors
/// When a field is unknown or not a number, or the duration is too long.
pub fn duration_from_map(map: &Map) -> Result<Value, Fault> {
    let (mut months, mut days, mut nanos) =
        (Amount::default(), Amount::default(), Amount::default());
    for (field, value) in map.entries() {
        let amount = match value {
            Value::Null => continue,
            Value::Integer(number) => Amount::whole(*number),
            Value::Float(number) => Amount::float(*number),
            other => {
                return Err(Fault::bad_argument(format!(
                    "`{field}` has to be a number, not {}",
                    other.type_name()
                )));
            }
        };
        match &**field {
            "years" => months = months.plus(amount.times(12)),
            "quarters" => months = months.plus(amount.times(3)),
            "months" => months = months.plus(amount),
            "weeks" => days = days.plus(amount.times(7)),
            "days" => days = days.plus(amount),
            "hours" => nanos = nanos.plus(amount.times(3600 * NANOS_PER_SECOND)),
            "minutes" => nanos = nanos.plus(amount.times(60 * NANOS_PER_SECOND)),
            "seconds" => nanos = nanos.plus(amount.times(NANOS_PER_SECOND)),
            "milliseconds" => nanos = nanos.plus(amount.times(1_000_000)),
            "microseconds" => nanos = nanos.plus(amount.times(1_000)),
            "nanoseconds" => nanos = nanos.plus(amount),
            _ => {
                return Err(Fault::bad_argument(format!(
                    "`{field}` is not a part of a duration"
                )));
            }
        }
    }
    let duration = Duration::of_fractions(months, days, nanos)?;
    Ok(Value::Duration(duration.into()))
}
