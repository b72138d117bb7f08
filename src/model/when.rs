//! Dates as far as they are known: EDTF (ISO 8601-2) up to level 1, as the days they may cover.

use std::fmt;
use std::io::{self, Seek, Write};
use std::sync::Arc;

use edtf_core::{Bound, Edtf};
use jiff::civil::Date;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::{Lists, Table, WhenId};
use crate::column::{Column, Image, Refusal, Sections};

/// A day of the proleptic Gregorian calendar.
pub type Day = Date;

/// A date, a time of a date's precision, or an interval of them.
///
/// There is no order on it, since `2019` and `2019-05` overlap: use [`When::may_overlap`] or [`When::sort_key`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct When {
    written: Box<str>,
    earliest: Option<Day>,
    latest: Option<Day>,
    approximate: bool,
    uncertain: bool,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenError {
    /// It is not EDTF, or names a day that no calendar has.
    Invalid(&'static str),
    /// It uses a form above level 1.
    AboveLevelOne,
    /// It ends before it starts.
    Reversed,
    /// It lies outside the years -9999 to 9999.
    OutOfRange,
}

impl When {
    /// Returns the date that a text writes, such as `2018`, `2023-01`, `2019~`, `2023/2024`, `../2015`.
    ///
    /// # Errors
    ///
    /// [`WhenError`] for other texts, for days no calendar has, and for intervals that end before they start.
    ///
    /// ```
    /// use claimgraph::model::When;
    /// let when = When::parse("2023-02").unwrap();
    /// assert_eq!(when.latest().unwrap().to_string(), "2023-02-28");
    /// assert!(When::parse("2023-02-30").is_err());
    /// assert!(When::parse("2024/2023").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        if let Some(day) = plain_day(text) {
            return Ok(Self {
                written: text.into(),
                earliest: Some(day),
                latest: Some(day),
                approximate: false,
                uncertain: false,
            });
        }
        let edtf = Edtf::parse(text).map_err(|error| {
            // The parser refuses reversed intervals as it refuses other faults; we tell them apart.
            if reversed(text) {
                WhenError::Reversed
            } else {
                WhenError::Invalid(error.message)
            }
        })?;
        if edtf.level() > 1 {
            return Err(WhenError::AboveLevelOne);
        }
        let bounds = edtf.bounds();
        let (earliest, latest) = (day(bounds.earliest)?, day(bounds.latest)?);
        if let (Some(earliest), Some(latest)) = (earliest, latest)
            && earliest > latest
        {
            return Err(WhenError::Reversed);
        }
        Ok(Self {
            written: edtf.to_string().into_boxed_str(),
            earliest,
            latest,
            approximate: edtf.is_approximate(),
            uncertain: edtf.is_uncertain(),
        })
    }

    /// Returns the first day it may cover, `None` when it has no known beginning.
    pub fn earliest(&self) -> Option<Day> {
        self.earliest
    }

    /// Returns the last day it may cover, `None` when it has no known end.
    pub fn latest(&self) -> Option<Day> {
        self.latest
    }

    /// Returns the day, if it is one exact day.
    pub fn day(&self) -> Option<Day> {
        self.earliest
            .filter(|_| self.earliest == self.latest && self.is_exact())
    }

    /// Returns whether it is given without `~` (about), `?` (uncertain) and missing ends.
    pub fn is_exact(&self) -> bool {
        !self.approximate && !self.uncertain && self.earliest.is_some() && self.latest.is_some()
    }

    /// Returns whether some day may belong to both.
    pub fn may_overlap(&self, other: &Self) -> bool {
        !self.is_before(other) && !other.is_before(self)
    }

    /// Returns whether every day of this one comes before every day of the other.
    pub fn is_before(&self, other: &Self) -> bool {
        match (self.latest, other.earliest) {
            (Some(latest), Some(earliest)) => latest < earliest,
            _ => false,
        }
    }

    /// Returns a key that sorts by first day, then by last day, what has no beginning first and no end last.
    pub fn sort_key(&self) -> (Day, Day) {
        (
            self.earliest.unwrap_or(Day::MIN),
            self.latest.unwrap_or(Day::MAX),
        )
    }

    /// Returns the way it is written.
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

/// Returns the day of a text of the form `2023-02-07`, which most dates of large data have.
fn plain_day(text: &str) -> Option<Day> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day] = [text.get(..4)?, text.get(5..7)?, text.get(8..)?];
    let dashes = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    if text.len() != 10 || !dashes || !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Returns whether both ends of an interval are dates and the first is later.
fn reversed(text: &str) -> bool {
    let Some((start, end)) = text.split_once('/') else {
        return false;
    };
    match (When::parse(start), When::parse(end)) {
        (Ok(start), Ok(end)) => end.is_before(&start),
        _ => false,
    }
}

fn day(bound: Bound) -> Result<Option<Day>, WhenError> {
    let Bound::Date(date) = bound else {
        return Ok(None);
    };
    let year = i16::try_from(date.year).map_err(|_| WhenError::OutOfRange)?;
    let month = i8::try_from(date.month).map_err(|_| WhenError::OutOfRange)?;
    let day = i8::try_from(date.day).map_err(|_| WhenError::OutOfRange)?;
    Day::new(year, month, day)
        .map(Some)
        .map_err(|_| WhenError::OutOfRange)
}

/// A date as it is kept, without the way it is written.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    earliest: KeptDay,
    latest: KeptDay,
    approximate: u8,
    uncertain: u8,
    unused: [u8; 2],
}

/// A day as it is kept: month 0 for none.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct KeptDay {
    year: i16,
    month: i8,
    day: i8,
}

impl KeptDay {
    fn of(day: Option<Day>) -> Self {
        let (year, month, day) = day.map_or((0, 0, 0), |day| (day.year(), day.month(), day.day()));
        Self { year, month, day }
    }

    fn get(self) -> Option<Day> {
        Day::new(self.year, self.month, self.day).ok()
    }
}

/// Dates are few and the same ones over and over, so that they are saved with their texts and made anew on the way in.
pub(super) fn save<W: Write + Seek>(
    whens: &Table<WhenId, When>,
    out: &mut Sections<W>,
) -> io::Result<()> {
    let rows: Vec<Row> = whens
        .iter()
        .map(|(_, when)| Row {
            earliest: KeptDay::of(when.earliest),
            latest: KeptDay::of(when.latest),
            approximate: when.approximate.into(),
            uncertain: when.uncertain.into(),
            unused: [0; 2],
        })
        .collect();
    let mut written = Lists::<WhenId, u8>::default();
    for (_, when) in whens.iter() {
        written.push(when.written.bytes());
    }
    out.put("whens", &Column::from(rows))?;
    written.save("whens.written", out)
}

pub(super) fn load(image: &Arc<Image>) -> Result<Table<WhenId, When>, Refusal> {
    let rows: Column<Row> = image.column("whens")?;
    let written = Lists::<WhenId, u8>::load("whens.written", image, rows.len())?;
    let mut whens = Table::default();
    for (index, row) in rows.all().iter().enumerate() {
        let text = written.get(super::Handle::from_index(index));
        whens.push(When {
            written: String::from_utf8_lossy(text).into(),
            earliest: row.earliest.get(),
            latest: row.latest.get(),
            approximate: row.approximate != 0,
            uncertain: row.uncertain != 0,
        });
    }
    Ok(whens)
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(reason) => write!(f, "no date: {reason}"),
            Self::AboveLevelOne => f.write_str("the date uses a form above EDTF level 1"),
            Self::Reversed => f.write_str("the interval ends before it starts"),
            Self::OutOfRange => f.write_str("the date lies outside the years -9999 to 9999"),
        }
    }
}

impl std::error::Error for WhenError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let when = When::parse(text).unwrap();
        let show = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
        (show(when.earliest()), show(when.latest()))
    }

    #[test]
    fn dates_cover_the_days_they_may_be() {
        assert_eq!(days("2018"), ("2018-01-01".into(), "2018-12-31".into()));
        assert_eq!(days("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(days("2019~"), ("2019-01-01".into(), "2019-12-31".into()));
        assert_eq!(
            days("2023/2024"),
            ("2023-01-01".into(), "2024-12-31".into())
        );
        assert_eq!(days("../2015"), ("..".into(), "2015-12-31".into()));
        assert_eq!(days("2023-02/.."), ("2023-02-01".into(), "..".into()));
        assert_eq!(
            days("2024-03-05T10:00:00"),
            ("2024-03-05".into(), "2024-03-05".into())
        );
    }

    #[test]
    fn what_is_no_date_is_told_apart() {
        assert_eq!(When::parse("2024/2023"), Err(WhenError::Reversed));
        assert_eq!(When::parse("{2023,2024}"), Err(WhenError::AboveLevelOne));
        assert!(matches!(
            When::parse("2023-02-30"),
            Err(WhenError::Invalid(_))
        ));
        assert!(matches!(
            When::parse("last year"),
            Err(WhenError::Invalid(_))
        ));
        assert_eq!(When::parse("Y170000002"), Err(WhenError::OutOfRange));
    }

    #[test]
    fn only_an_exact_day_is_a_day() {
        assert!(When::parse("2023-02-07").unwrap().day().is_some());
        assert!(When::parse("2023-02-07~").unwrap().day().is_none());
        assert!(When::parse("2023-02").unwrap().day().is_none());
    }
}
