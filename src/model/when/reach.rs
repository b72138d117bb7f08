//! How far a date reaches: the days it may mean beyond those that are written, and the moment of a time with a zone.

use edtf_core::{Date, DateTime, Edtf, IntervalEndpoint, Precision, TimeShift};
use jiff::{Span, ToSpan};

use super::Day;

/// The seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// How far a date reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Reach {
    /// The first and the last day it may mean.
    pub days: [Option<Day>; 2],
    /// Whether its beginning and its end are seasons, which order nothing.
    pub seasons: [bool; 2],
    /// The moment of a time with a zone.
    pub instant: Option<i64>,
}

impl Reach {
    /// Returns the reach of one exact day.
    pub fn of_day(day: Day) -> Self {
        Self {
            days: [Some(day); 2],
            seasons: [false; 2],
            instant: None,
        }
    }

    /// Returns the reach of a date that covers the given days as written.
    pub fn of(edtf: &Edtf, earliest: Option<Day>, latest: Option<Day>) -> Self {
        let ends = match edtf {
            Edtf::Date(date) => [Some(date); 2],
            Edtf::DateTime(time) => [Some(&time.date); 2],
            Edtf::Interval(interval) => [&interval.start, &interval.end].map(dated),
            Edtf::Set(_) => [None; 2],
        };
        let instant = match edtf {
            Edtf::DateTime(time) => earliest.and_then(|day| moment(time, day)),
            _ => None,
        };
        let in_utc = instant.and_then(|moment| day_of(moment.div_euclid(DAY)));
        let first = earliest.map(|day| earlier(day, ends[0]));
        let last = latest.map(|day| later(day, ends[1]));
        Self {
            days: [
                first.map(|day| in_utc.map_or(day, |other| day.min(other))),
                last.map(|day| in_utc.map_or(day, |other| day.max(other))),
            ],
            seasons: ends.map(|end| end.is_some_and(is_season)),
            instant,
        }
    }

    /// Returns the first and the last day as far as they order anything.
    pub fn ordered(&self) -> [Option<Day>; 2] {
        let [first, last] = self.days;
        let [starts, ends] = self.seasons;
        [first.filter(|_| !starts), last.filter(|_| !ends)]
    }
}

/// The time that something happens in, as far as one date or several tell, for comparisons of many.
///
/// Days are those as written; moments are seconds in UTC, where a day without a zone may begin 14 hours earlier and end 12
/// hours later than it does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first and the last day.
    pub days: [Day; 2],
    /// The first and the last moment.
    pub moments: [i64; 2],
    /// Whether the first and the last day order it among others, which seasons do not.
    orders: [bool; 2],
}

impl Period {
    /// All of time.
    pub const ALL: Self = Self {
        days: [Day::MIN, Day::MAX],
        moments: [i64::MIN, i64::MAX],
        orders: [false; 2],
    };

    /// Returns the shortest period that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            days: [
                self.days[0].min(other.days[0]),
                self.days[1].max(other.days[1]),
            ],
            moments: [
                self.moments[0].min(other.moments[0]),
                self.moments[1].max(other.moments[1]),
            ],
            orders: [
                self.orders[0] && other.orders[0],
                self.orders[1] && other.orders[1],
            ],
        }
    }

    /// Returns whether it certainly ends before the other begins.
    pub fn is_before(self, other: Self) -> bool {
        let in_days = self.days[1] < other.days[0];
        (in_days && self.orders[1] && other.orders[0]) || self.moments[1] < other.moments[0]
    }
}

impl Reach {
    pub fn period(&self) -> Period {
        const EAST: i64 = 14 * 60 * 60;
        const WEST: i64 = 12 * 60 * 60;
        let [first, last] = self.days;
        let [starts, ends] = self.ordered();
        let moments = match self.instant {
            Some(moment) => [moment; 2],
            None => [
                starts.map_or(i64::MIN, |day| seconds(day, [0; 3]) - EAST),
                ends.map_or(i64::MAX, |day| seconds(day, [0; 3]) + DAY - 1 + WEST),
            ],
        };
        Period {
            days: [first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX)],
            moments,
            orders: [starts.is_some(), ends.is_some()],
        }
    }
}

/// Returns the seconds from the start of 1970 to a time of a day.
pub(super) fn seconds(day: Day, [hour, minute, second]: [u8; 3]) -> i64 {
    let [hour, minute, second] = [hour, minute, second].map(i64::from);
    days_since_1970(day) * DAY + (hour * 60 + minute) * 60 + second
}

fn days_since_1970(day: Day) -> i64 {
    let since = day.since(Day::constant(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

fn day_of(since_1970: i64) -> Option<Day> {
    let span = Span::new().try_days(since_1970).ok()?;
    Day::constant(1970, 1, 1).checked_add(span).ok()
}

fn moment(time: &DateTime, day: Day) -> Option<i64> {
    let clock = &time.time;
    let shift = match clock.shift? {
        TimeShift::Utc => 0,
        TimeShift::Offset { minutes, .. } => i64::from(minutes),
    };
    Some(seconds(day, [clock.hour, clock.minute, clock.second]) - shift * 60)
}

fn dated(end: &IntervalEndpoint) -> Option<&Date> {
    match end {
        IntervalEndpoint::Date(date)
        | IntervalEndpoint::OnOrBefore(date)
        | IntervalEndpoint::OnOrAfter(date) => Some(date),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

fn is_season(date: &Date) -> bool {
    season(date).is_some()
}

/// Returns one unit of the precision of a date that is about (`~`) or uncertain (`?`).
fn unit(date: &Date) -> Option<Span> {
    let is_qualified = date.is_approximate() || date.is_uncertain();
    is_qualified.then(|| match date.precision() {
        Precision::Year => 1.year(),
        Precision::Month | Precision::Season => 1.month(),
        Precision::Day => 3.days(),
    })
}

/// Returns the code of a season, 21 to 24 for spring to winter.
fn season(date: &Date) -> Option<u8> {
    date.month
        .and_then(|month| month.value())
        .filter(|code| *code > 12)
}

/// Returns whether a season may lie in two years: summer and winter change places with the hemisphere.
fn spans_years(season: u8) -> bool {
    matches!(season, 22 | 24)
}

fn earlier(day: Day, end: Option<&Date>) -> Day {
    let Some(date) = end else { return day };
    let unit = unit(date);
    let first = match season(date) {
        Some(season) if spans_years(season) => {
            let december = Day::new(day.year().saturating_sub(1), 12, 1);
            december.unwrap_or(Day::MIN)
        }
        Some(_) => day.first_of_year(),
        None => day,
    };
    unit.map_or(first, |unit| first.checked_sub(unit).unwrap_or(Day::MIN))
}

fn later(day: Day, end: Option<&Date>) -> Day {
    let Some(date) = end else { return day };
    let unit = unit(date);
    let last = match season(date) {
        Some(season) if spans_years(season) => {
            // Winter as bounded ends in the year after its own.
            let year = match season {
                24 => day.year(),
                _ => day.year().saturating_add(1),
            };
            Day::new(year, 2, 1).map_or(Day::MAX, Day::last_of_month)
        }
        Some(_) => day.last_of_year(),
        None => day,
    };
    unit.map_or(last, |unit| {
        let moved = last.checked_add(unit).unwrap_or(Day::MAX);
        // The last day of February leads to the last day of March.
        match date.precision() {
            Precision::Month | Precision::Season => moved.last_of_month(),
            Precision::Year | Precision::Day => moved,
        }
    })
}
