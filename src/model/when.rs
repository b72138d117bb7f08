//! Dates as far as they are known: EDTF (ISO 8601-2) up to level 1, as the days they may cover.

use std::fmt;

mod kept;
mod reach;

use edtf_core::{Bound, Edtf};
use jiff::civil::Date;

pub(super) use kept::{load, save};
pub use reach::Period;
use reach::Reach;

/// A day of the proleptic Gregorian calendar.
pub type Day = Date;

/// A date, a time of a date's precision, or an interval of them.
///
/// There is no order on it, since `2019` and `2019-05` overlap: use [`When::is_before`], [`When::may_overlap`] or
/// [`When::sort_key`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct When {
    written: Box<str>,
    earliest: Option<Day>,
    latest: Option<Day>,
    approximate: bool,
    uncertain: bool,
    reach: Reach,
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
                reach: Reach::of_day(day),
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
            reach: Reach::of(&edtf, earliest, latest),
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

    /// Returns the first and the last day it may mean, `None` where it has no known end.
    ///
    /// `~` and `?` reach one unit of the date's precision beyond what is written: a year, a month, three days. A season
    /// lies anywhere in its year, a summer or winter from the December before it to the February after it. A time with a zone may mean the day it
    /// is written with and the same moment's day in UTC.
    ///
    /// ```
    /// use claimgraph::model::When;
    /// let [first, last] = When::parse("2019-05~").unwrap().reach();
    /// assert_eq!(first.unwrap().to_string(), "2019-04-01");
    /// assert_eq!(last.unwrap().to_string(), "2019-06-30");
    /// ```
    pub fn reach(&self) -> [Option<Day>; 2] {
        self.reach.days
    }

    /// Returns the moment of a time with a zone, in seconds since 1970-01-01T00:00:00Z.
    pub fn instant(&self) -> Option<i64> {
        self.reach.instant
    }

    /// Returns whether some day may belong to both.
    pub fn may_overlap(&self, other: &Self) -> bool {
        !self.reaches_only_before(other) && !other.reaches_only_before(self)
    }

    /// Returns whether every day that this one may mean comes before every day that the other may mean.
    pub fn reaches_only_before(&self, other: &Self) -> bool {
        match (self.reach.days[1], other.reach.days[0]) {
            (Some(last), Some(first)) => last < first,
            _ => false,
        }
    }

    /// Returns the time it may mean, to be compared with that of other dates.
    pub fn period(&self) -> Period {
        self.reach.period()
    }

    /// Returns whether this one certainly comes before the other.
    ///
    /// Of two times with zones the earlier moment is before. Otherwise every day that this one may mean must come before
    /// every day that the other may mean; an end that is a season is before or after nothing.
    ///
    /// ```
    /// use claimgraph::model::When;
    /// let when = |text| When::parse(text).unwrap();
    /// assert!(!when("2019~").is_before(&when("2020-01-02")));
    /// assert!(when("1950~").is_before(&when("2020")));
    /// assert!(when("2023-01-06T04:30:00Z").is_before(&when("2023-01-05T23:45:00-05:00")));
    /// ```
    pub fn is_before(&self, other: &Self) -> bool {
        if let (Some(moment), Some(other)) = (self.instant(), other.instant()) {
            return moment < other;
        }
        let [_, latest] = self.reach.ordered();
        let [earliest, _] = other.reach.ordered();
        match (latest, earliest) {
            (Some(latest), Some(earliest)) => latest < earliest,
            _ => false,
        }
    }

    /// Returns a key that sorts what is before another date before it: the first and the last second as written, those
    /// of a day without a zone as if it were in UTC.
    pub fn order_key(&self) -> (i64, i64) {
        match self.instant() {
            Some(moment) => (moment, moment),
            None => {
                let (first, last) = self.sort_key();
                let midnight = |day: Day| reach::seconds(day, [0, 0, 0]);
                (midnight(first), midnight(last) + reach::DAY - 1)
            }
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
    fn about_and_seasons_leave_the_order_open_and_zones_settle_it() {
        let when = |text: &str| When::parse(text).unwrap();
        let relation = |a: &str, b: &str| {
            let (a, b) = (when(a), when(b));
            let before = [a.is_before(&b), b.is_before(&a)];
            if before[0] {
                assert!(a.order_key() < b.order_key());
            }
            before
        };
        let uncertain = [
            ("2019~", "2020-01-02"),
            ("2019?", "2018-01-01"),
            ("2019-05~", "2019-06-30"),
            ("2019-05-10~", "2019-05-13"),
            ("2023-21", "2023-10"),
            ("2023-21", "2040"),
            ("2018/2019~", "2020"),
            ("2023-01-05T23:45:00-05:00", "2023-01-06"),
            ("2023-01-05T23:45:00-05:00", "2023-01-05"),
            ("2023-01-05T10:00:00", "2023-01-05T11:00:00"),
            ("2019", "2019-05"),
        ];
        for (a, b) in uncertain {
            assert_eq!(relation(a, b), [false, false], "{a} {b}");
        }
        let ordered = [
            ("2019~", "2021-01-01"),
            ("2019?", "2021"),
            ("2019-05~", "2019-07-01"),
            ("2019-05-10~", "2019-05-14"),
            ("1950~", "2020"),
            ("2018~/2019", "2020"),
            ("2023-21/2024", "2025"),
            ("2023-01-06T04:30:00Z", "2023-01-05T23:45:00-05:00"),
            ("2023-01-05T23:45:00-05:00", "2023-01-07"),
            ("2019-05-02", "2019-05-03"),
        ];
        for (a, b) in ordered {
            assert_eq!(relation(a, b), [true, false], "{a} {b}");
        }
        assert!(when("2019~").may_overlap(&when("2020-01-02")));
        assert!(when("2023-21").may_overlap(&when("2023-10")));
        assert!(!when("2023-21").may_overlap(&when("2025")));
        assert!(when("2023-01-06T04:30:00Z").may_overlap(&when("2023-01-05T23:45:00-05:00")));
    }

    #[test]
    fn only_an_exact_day_is_a_day() {
        assert!(When::parse("2023-02-07").unwrap().day().is_some());
        assert!(When::parse("2023-02-07~").unwrap().day().is_none());
        assert!(When::parse("2023-02").unwrap().day().is_none());
    }
}
