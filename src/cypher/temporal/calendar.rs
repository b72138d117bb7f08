//! Counting months, days and nanoseconds.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::cypher::error::Fault;

pub const NANOS_PER_SECOND: i64 = 1_000_000_000;
pub const SECONDS_PER_DAY: i64 = 86_400;
pub const NANOS_PER_DAY: i64 = SECONDS_PER_DAY * NANOS_PER_SECOND;
/// A twelfth of 365.2425 days.
pub const SECONDS_PER_MONTH: i64 = 2_629_746;

/// Nanoseconds since midnight.
pub fn nanosecond_of_day(time: Time) -> i64 {
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
    let seconds = minutes * 60 + i64::from(time.second());
    seconds * NANOS_PER_SECOND + i64::from(time.subsec_nanosecond())
}

/// The time so many nanoseconds after midnight, counted round the clock.
pub fn time_of_day(nanos: i128) -> Time {
    let nanos = nanos.rem_euclid(i128::from(NANOS_PER_DAY)) as i64;
    let seconds = nanos / NANOS_PER_SECOND;
    let part = |divisor: i64, modulus: i64| (seconds / divisor % modulus) as i8;
    let subsecond = (nanos % NANOS_PER_SECOND) as i32;
    Time::new(part(3600, 24), part(60, 60), part(1, 60), subsecond).unwrap_or(Time::MIN)
}

/// Makes a date of numbers that may be out of range.
pub fn date(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    if let (Ok(year), Ok(month), Ok(day)) = parts
        && let Ok(date) = Date::new(year, month, day)
    {
        return Ok(date);
    }
    Err(Fault::bad_argument(format!(
        "there is no date {year:04}-{month:02}-{day:02}"
    )))
}

/// Makes a date of a week of a week-year and a day of that week, Monday being 1.
pub fn week_date(year: i64, week: i64, weekday: i64) -> Result<Date, Fault> {
    let wrong = || Fault::bad_argument(format!("there is no date {year:04}-W{week:02}-{weekday}"));
    let year = i16::try_from(year).map_err(|_| wrong())?;
    let week = i8::try_from(week).map_err(|_| wrong())?;
    let weekday = i8::try_from(weekday).map_err(|_| wrong())?;
    let weekday = Weekday::from_monday_one_offset(weekday).map_err(|_| wrong())?;
    let found = jiff::civil::ISOWeekDate::new(year, week, weekday).map_err(|_| wrong())?;
    Ok(found.date())
}

/// Makes a date of a day counted from the first of a month.
pub fn counted_date(year: i64, month: i64, day: i64, days: i64) -> Result<Date, Fault> {
    if !(1..=days).contains(&day) {
        return Err(Fault::bad_argument(format!(
            "day {day} does not lie within the {days} days it is counted in"
        )));
    }
    add_days(date(year, month, 1)?, day - 1)
}

/// How many days a year has.
pub fn days_in_year(year: i64) -> Result<i64, Fault> {
    Ok(date(year, 1, 1)?.days_in_year().into())
}

/// How many days a quarter has.
pub fn days_in_quarter(year: i64, quarter: i64) -> Result<i64, Fault> {
    let first = date(year, quarter * 3 - 2, 1)?;
    Ok(days_between(first, add_months(first, 3)?))
}

pub fn quarter(date: Date) -> i64 {
    (i64::from(date.month()) + 2) / 3
}

pub fn day_of_quarter(date: Date) -> i64 {
    let first = Date::new(date.year(), (quarter(date) * 3 - 2) as i8, 1).unwrap_or(date);
    days_between(first, date) + 1
}

pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_secs() / SECONDS_PER_DAY
}

/// Adds months; a day that the month does not have becomes its last.
pub fn add_months(from: Date, months: i64) -> Result<Date, Fault> {
    let total = (i64::from(from.year()) * 12 + i64::from(from.month()) - 1)
        .checked_add(months)
        .ok_or_else(out_of_range)?;
    let first =
        date(total.div_euclid(12), total.rem_euclid(12) + 1, 1).map_err(|_| out_of_range())?;
    let day = from.day().min(first.days_in_month());
    Date::new(first.year(), first.month(), day).map_err(|_| out_of_range())
}

pub fn add_days(from: Date, days: i64) -> Result<Date, Fault> {
    let seconds = days.checked_mul(SECONDS_PER_DAY).ok_or_else(out_of_range)?;
    from.checked_add(SignedDuration::from_secs(seconds))
        .map_err(|_| out_of_range())
}

/// Adds nanoseconds by the clock on the wall, carrying into the date.
pub fn add_nanos(from: DateTime, nanos: i128) -> Result<DateTime, Fault> {
    let total = i128::from(nanosecond_of_day(from.time())) + nanos;
    let days = total.div_euclid(i128::from(NANOS_PER_DAY));
    let days = i64::try_from(days).map_err(|_| out_of_range())?;
    let date = add_days(from.date(), days)?;
    Ok(date.to_datetime(time_of_day(total)))
}

/// The result lies outside the years -9999 to 9999.
pub fn out_of_range() -> Fault {
    Fault::out_of_range("the result lies outside the years that can be told apart")
}
