//! Reading dates, times and durations as ISO 8601 writes them, with or without separators.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use super::calendar::{self, NANOS_PER_SECOND};
use super::duration::{Amount, Duration};
use super::{Kind, Parts};
use crate::cypher::error::Fault;
use crate::cypher::value::Value;

/// Reads a point in time.
///
/// # Errors
/// When the text is not one, or not one that exists.
pub fn from_text(kind: Kind, text: &str) -> Result<Value, Fault> {
    read(kind, text.trim())?.into_value(kind)
}

fn read(kind: Kind, text: &str) -> Result<Parts, Fault> {
    let mut parts = Parts::default();
    let (day, clock) = match text.split_once('T') {
        Some((day, clock)) => (day, clock),
        None if kind.has_date() => (text, ""),
        None => ("", text),
    };
    if kind.has_date() {
        parts.date = Some(date(day)?);
    }
    if !kind.has_time() || clock.is_empty() && kind.has_date() {
        return Ok(parts);
    }
    let zone_at = clock.find(['Z', 'z', '+', '-', '[']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(zone_at);
    parts.time = Some(time(clock)?);
    if !zone.is_empty() && kind.has_zone() {
        let (offset, name) = match zone.split_once('[') {
            Some((offset, name)) => (offset, name.strip_suffix(']')),
            None => (zone, None),
        };
        if !offset.is_empty() {
            parts.offset = Some(self::offset(offset)?);
        }
        parts.zone = match (name, parts.offset) {
            (Some(name), _) => Some(zone_from_text(name)?),
            (None, Some(offset)) => Some(TimeZone::fixed(offset)),
            (None, None) => None,
        };
    }
    Ok(parts)
}

/// Reads a zone: an offset such as `+01:00`, or a name such as `Europe/Stockholm`.
///
/// # Errors
/// When there is no such zone.
pub fn zone_from_text(text: &str) -> Result<TimeZone, Fault> {
    let text = text.trim();
    if text.starts_with(['+', '-']) || text.eq_ignore_ascii_case("z") {
        return offset(text).map(TimeZone::fixed);
    }
    TimeZone::get(&text.replace(' ', "_"))
        .map_err(|_| Fault::bad_argument(format!("there is no time zone `{text}`")))
}

fn date(text: &str) -> Result<Date, Fault> {
    let wrong = || Fault::bad_argument(format!("`{text}` is not a date"));
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { -1 } else { 1 }, rest),
        None => (1, text),
    };
    let (year, rest) = match digits.find('-') {
        Some(end) if end >= 4 => (&digits[..end], &digits[end..]),
        _ if digits.is_char_boundary(4) && digits.len() >= 4 => digits.split_at(4),
        _ => return Err(wrong()),
    };
    let year = sign * number(year).ok_or_else(wrong)?;
    let extended = rest.starts_with('-');
    let rest = rest.trim_start_matches('-');
    if let Some(week) = rest.strip_prefix('W') {
        let (week, day) = match week.split_once('-') {
            Some((week, day)) => (week, day),
            None if week.len() == 3 && week.is_ascii() => week.split_at(2),
            None => (week, "1"),
        };
        let week = number(week).ok_or_else(wrong)?;
        return calendar::week_date(year, week, number(day).ok_or_else(wrong)?);
    }
    if rest.is_empty() {
        return calendar::date(year, 1, 1);
    }
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) if extended => (month, day),
        Some(_) => return Err(wrong()),
        None if rest.len() == 3 => {
            let day = number(rest).ok_or_else(wrong)?;
            return calendar::counted_date(year, 1, day, calendar::days_in_year(year)?);
        }
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "1"),
    };
    let month = number(month).ok_or_else(wrong)?;
    calendar::date(year, month, number(day).ok_or_else(wrong)?)
}

fn time(text: &str) -> Result<Time, Fault> {
    let wrong = || Fault::bad_argument(format!("`{text}` is not a time of day"));
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let digits = whole.replace(':', "");
    if !digits.is_ascii() || !matches!(digits.len(), 2 | 4 | 6) {
        return Err(wrong());
    }
    let pair = |at: usize| match digits.get(at..at + 2) {
        Some(pair) => number(pair).and_then(|pair| i8::try_from(pair).ok()),
        None => Some(0),
    };
    let nanos = nanos(fraction).ok_or_else(wrong)?;
    match (pair(0), pair(2), pair(4)) {
        (Some(hour), Some(minute), Some(second)) => {
            Time::new(hour, minute, second, nanos).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

fn offset(text: &str) -> Result<Offset, Fault> {
    let wrong = || Fault::bad_argument(format!("`{text}` is not an offset from UTC"));
    if text.eq_ignore_ascii_case("z") {
        return Ok(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.get(1..).unwrap_or_default().replace(':', "");
    if !digits.is_ascii() || !matches!(digits.len(), 2 | 4 | 6) {
        return Err(wrong());
    }
    let mut seconds = 0;
    for (at, unit) in [(0, 3600), (2, 60), (4, 1)] {
        if let Some(pair) = digits.get(at..at + 2) {
            seconds += number(pair).ok_or_else(wrong)? * unit;
        }
    }
    let seconds = i32::try_from(sign * seconds).map_err(|_| wrong())?;
    if seconds.abs() > 18 * 3600 {
        return Err(wrong());
    }
    Offset::from_seconds(seconds).map_err(|_| wrong())
}

/// Digits and nothing else.
fn number(digits: &str) -> Option<i64> {
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

/// The fraction of a second, given its digits.
fn nanos(digits: &str) -> Option<i32> {
    match digits.len() {
        0 => Some(0),
        1..=9 => {
            let number = number(digits)?;
            let scale = 10_i64.pow(9 - digits.len() as u32);
            i32::try_from(number * scale).ok()
        }
        _ => None,
    }
}

/// Reads a duration: `P1Y2M3W4DT5H6M7.8S`, or `P2012-02-02T14:37:21.545`.
///
/// # Errors
/// When the text is not one.
pub fn duration_from_text(text: &str) -> Result<Value, Fault> {
    let wrong = || Fault::bad_argument(format!("`{text}` is not a duration"));
    let body = text.trim();
    let (negative, body) = match body.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, body),
    };
    let body = body.strip_prefix('P').ok_or_else(wrong)?;
    let (days, clock) = body.split_once('T').unwrap_or((body, ""));
    let like_a_date = days.contains('-') && !days.contains(|c: char| c.is_ascii_alphabetic());
    let duration = if like_a_date {
        by_date(days, clock).ok_or_else(wrong)?
    } else {
        by_units(days, clock).ok_or_else(wrong)?
    };
    let duration = duration?;
    let duration = match negative {
        false => duration,
        true => Duration::new(
            -i128::from(duration.months),
            -i128::from(duration.days),
            -duration.clock_nanos(),
        )?,
    };
    Ok(Value::Duration(duration.into()))
}

fn by_units(days: &str, clock: &str) -> Option<Result<Duration, Fault>> {
    if days.is_empty() && clock.is_empty() {
        return None;
    }
    let (mut months, mut whole_days, mut nanos) =
        (Amount::default(), Amount::default(), Amount::default());
    for (amount, unit) in units(days)? {
        match unit {
            'Y' => months = months.plus(amount.times(12)),
            'M' => months = months.plus(amount),
            'W' => whole_days = whole_days.plus(amount.times(7)),
            'D' => whole_days = whole_days.plus(amount),
            _ => return None,
        }
    }
    for (amount, unit) in units(clock)? {
        let seconds = match unit {
            'H' => amount.times(3600),
            'M' => amount.times(60),
            'S' => amount,
            _ => return None,
        };
        nanos = nanos.plus(seconds.times(NANOS_PER_SECOND));
    }
    Some(Duration::of_fractions(months, whole_days, nanos))
}

/// Numbers, each with the letter that follows it.
fn units(text: &str) -> Option<Vec<(Amount, char)>> {
    let mut units = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, tail) = rest.split_at(end);
        let number = number.replace(',', ".");
        let amount = match number.split_once('.') {
            None => Amount::whole(number.parse().ok()?),
            Some((whole, digits)) => {
                let negative = whole.starts_with('-');
                let digits = digits.get(..digits.len().min(9))?;
                let nanos = f64::from(nanos(digits)?) / NANOS_PER_SECOND as f64;
                let whole: i64 = match whole {
                    "" | "-" | "+" => 0,
                    whole => whole.parse().ok()?,
                };
                Amount {
                    whole: whole.into(),
                    fraction: if negative { -nanos } else { nanos },
                }
            }
        };
        let mut tail = tail.chars();
        units.push((amount, tail.next()?));
        rest = tail.as_str();
    }
    Some(units)
}

/// A duration written like a date and a time: each number counts its unit.
fn by_date(days: &str, clock: &str) -> Option<Result<Duration, Fault>> {
    let mut parts = days.split('-').map(number);
    let (years, months, days) = (parts.next()??, parts.next()??, parts.next()??);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut seconds: i64 = 0;
    for (part, unit) in clock
        .split(':')
        .filter(|part| !part.is_empty())
        .zip([3600, 60, 1])
    {
        seconds = number(part)?.checked_mul(unit)?.checked_add(seconds)?;
    }
    let nanos = i128::from(seconds) * i128::from(NANOS_PER_SECOND) + i128::from(nanos(fraction)?);
    let months = i128::from(years) * 12 + i128::from(months);
    Some(Duration::new(months, days.into(), nanos))
}
