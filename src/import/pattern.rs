//! Dates that are not written in EDTF: day, month and year in another order, read by a pattern.

/// How a date is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    written: String,
    /// The first of the hundred years that two digits may mean.
    first_year: Option<u16>,
    /// Nothing where dates are written in EDTF.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    /// A year of two digits.
    ShortYear,
    /// A month of two digits, or of one or two.
    Month(bool),
    /// A month by name, whole or by its first three letters.
    MonthName(bool),
    /// A day of two digits, or of one or two.
    Day(bool),
    Hour,
    Minute,
    Second,
    /// Digits of a second, which are not kept.
    Fraction,
    /// Universal time.
    Zulu,
    Other(char),
}

/// Why a text is no date by a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// It is written in another way.
    Shape,
    /// It has a month above 12 or below 1.
    Month,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The pattern by which dates are taken as EDTF has them.
pub(super) const EDTF: &str = "EDTF";

/// What patterns may hold, for messages.
pub(super) const HOLDS: &str = "it has YYYY (or YY with `first_year`), and MM, M, MMM or MMMM and DD or D, and hh:mm or hh:mm:ss, as in DD/MM/YYYY; or it is EDTF";

impl Pattern {
    /// Returns the pattern of a text; `None` for one that names no year, or names something twice.
    pub fn parse(written: &str, first_year: Option<u16>) -> Option<Self> {
        const WORDS: [(&str, Part); 13] = [
            ("YYYY", Part::Year),
            ("YY", Part::ShortYear),
            ("MMMM", Part::MonthName(true)),
            ("MMM", Part::MonthName(false)),
            ("MM", Part::Month(true)),
            ("M", Part::Month(false)),
            ("DD", Part::Day(true)),
            ("D", Part::Day(false)),
            ("hh", Part::Hour),
            ("mm", Part::Minute),
            ("ss", Part::Second),
            (".SSS", Part::Fraction),
            ("Z", Part::Zulu),
        ];
        let (mut parts, mut rest) = (Vec::new(), written);
        if written == EDTF {
            rest = "";
        }
        while let Some(c) = rest.chars().next() {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
            let (length, part) = word.map_or((c.len_utf8(), Part::Other(c)), |(word, part)| {
                (word.len(), *part)
            });
            parts.push(part);
            rest = &rest[length..];
        }
        let count = |is: fn(&Part) -> bool| parts.iter().filter(|part| is(part)).count();
        let short = count(|part| *part == Part::ShortYear);
        let years = short + count(|part| *part == Part::Year);
        let months = count(|part| matches!(part, Part::Month(_) | Part::MonthName(_)));
        let days = count(|part| matches!(part, Part::Day(_)));
        let hours = count(|part| *part == Part::Hour);
        let minutes = count(|part| *part == Part::Minute);
        let seconds = count(|part| *part == Part::Second);
        let is_date = years == 1
            && months <= 1
            && days <= months
            && hours <= days
            && minutes == hours
            && seconds <= minutes
            && (short == 0 || first_year.is_some());
        (written == EDTF || is_date).then(|| Self {
            written: written.to_owned(),
            first_year,
            parts,
        })
    }

    /// Returns the pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns the date of a text in EDTF, if it is written so; whether there is such a day is not looked at.
    ///
    /// # Errors
    ///
    /// [`Mismatch`] for a text that is written in another way, and for one whose month is none.
    pub fn read(&self, text: &str) -> Result<String, Mismatch> {
        if self.parts.is_empty() {
            return Ok(text.to_owned());
        }
        let read = self.take_apart(text).ok_or(Mismatch::Shape)?;
        if read.month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(Mismatch::Month);
        }
        let year = read.year;
        Ok(match (read.month, read.day, read.hour, read.minute) {
            (Some(month), Some(day), Some(hour), Some(minute)) => {
                let (second, zone) = (read.second.unwrap_or(0), read.zone);
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
            }
            (Some(month), Some(day), _, _) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None, _, _) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    fn take_apart(&self, text: &str) -> Option<Read> {
        let mut read = Read::default();
        let mut rest = text;
        for part in &self.parts {
            let length = match part {
                Part::Year => digits(rest, 4, 4)?,
                Part::ShortYear | Part::Month(true) | Part::Day(true) => digits(rest, 2, 2)?,
                Part::Hour | Part::Month(false) | Part::Day(false) => digits(rest, 1, 2)?,
                Part::Minute | Part::Second => digits(rest, 2, 2)?,
                Part::MonthName(whole) => month_name(rest, *whole)?.0,
                Part::Fraction => 1 + digits(rest.strip_prefix('.')?, 1, 9)?,
                Part::Zulu => rest.starts_with('Z').then_some(1)?,
                // White space stands for any other.
                Part::Other(c) if c.is_whitespace() => {
                    let first = rest.chars().next().filter(|c| c.is_whitespace())?;
                    first.len_utf8()
                }
                Part::Other(c) => rest.starts_with(*c).then(|| c.len_utf8())?,
            };
            let (here, after) = rest.split_at_checked(length)?;
            match part {
                Part::Year => read.year = here.parse().ok()?,
                Part::ShortYear => {
                    let (short, first): (u16, u16) = (here.parse().ok()?, self.first_year?);
                    let year = first - first % 100 + short;
                    read.year = if year < first { year + 100 } else { year };
                }
                Part::Month(_) => read.month = here.parse().ok(),
                Part::MonthName(whole) => read.month = Some(month_name(rest, *whole)?.1),
                Part::Day(_) => read.day = here.parse().ok(),
                Part::Hour => read.hour = here.parse().ok(),
                Part::Minute => read.minute = here.parse().ok(),
                Part::Second => read.second = here.parse().ok(),
                Part::Zulu => read.zone = "Z",
                Part::Fraction | Part::Other(_) => {}
            }
            rest = after;
        }
        rest.is_empty().then_some(read)
    }
}

/// The numbers of a date, as they are written.
#[derive(Default)]
struct Read {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    hour: Option<u8>,
    minute: Option<u8>,
    second: Option<u8>,
    zone: &'static str,
}

/// Returns how many digits a text starts with, up to a number and if they are enough.
fn digits(text: &str, least: usize, most: usize) -> Option<usize> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit);
    Some(count.count()).filter(|count| *count >= least)
}

/// Returns how long the name of a month is that a text starts with, and which month it is.
fn month_name(text: &str, whole: bool) -> Option<(usize, u8)> {
    const SHORT: usize = 3;
    let mut months = MONTHS.iter().zip(1..);
    months.find_map(|(name, month)| {
        let length = if whole { name.len() } else { SHORT };
        let here = text.get(..length)?;
        here.eq_ignore_ascii_case(&name[..length])
            .then_some((length, month))
    })
}

/// Returns whether a text is written as years of budgets are: `2023/24`, `2023-24`.
pub(super) fn is_fiscal_year(text: &str) -> bool {
    let Some((year, next)) = text.split_once(['/', '-', '–']) else {
        return false;
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (Some(year), Some(after)) = (
        number(year).filter(|_| year.len() == 4),
        number(next).filter(|_| matches!(next.len(), 2 | 4)),
    ) else {
        return false;
    };
    (year + 1) % 100 == after % 100 && (next.len() == 2 || after == year + 1)
}

/// Returns whether a text is a season in EDTF, which most tables mean something else by.
pub(super) fn is_season(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    year.len() == 4
        && digits(year, 4, 4).is_some()
        && month.len() == 2
        && month
            .parse::<u8>()
            .is_ok_and(|month| (21..=41).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, text: &str) -> Result<String, Mismatch> {
        Pattern::parse(pattern, Some(1950)).unwrap().read(text)
    }

    #[test]
    fn dates_are_read_by_pattern() {
        for (pattern, text, date) in [
            ("DD/MM/YYYY", "31/12/2023", "2023-12-31"),
            ("M/D/YYYY", "1/5/2023", "2023-01-05"),
            ("DD-MMM-YYYY", "05-Jan-2023", "2023-01-05"),
            ("MMMM YYYY", "march 2023", "2023-03"),
            ("YYYYMM", "202301", "2023-01"),
            ("YYYY年M月", "2023年1月", "2023-01"),
            ("DD/MM/YY", "10/04/96", "1996-04-10"),
            ("DD/MM/YY", "10/04/50", "1950-04-10"),
            ("DD/MM/YY", "10/04/49", "2049-04-10"),
            ("YYYY", "2023", "2023"),
            ("EDTF", "2019~", "2019~"),
            (
                "DD/MM/YYYY hh:mm",
                "31/12/2022\u{a0}10:00",
                "2022-12-31T10:00:00",
            ),
            (
                "YYYY-MM-DDThh:mm:ss.SSSZ",
                "2023-03-14T10:00:00.000Z",
                "2023-03-14T10:00:00Z",
            ),
        ] {
            assert_eq!(read(pattern, text).as_deref(), Ok(date), "{pattern} {text}");
        }
        for text in [
            "31/12/2023 10:00",
            "1/2/2023",
            "银行",
            "31/12/23",
            "+1/12/2023",
        ] {
            assert_eq!(read("DD/MM/YYYY", text), Err(Mismatch::Shape), "{text}");
        }
    }

    #[test]
    fn months_are_those_of_the_year() {
        for text in ["00/2023", "13/2023", "21/2023", "24/2023", "99/2023"] {
            assert_eq!(read("MM/YYYY", text), Err(Mismatch::Month), "{text}");
        }
        assert_eq!(read("YYYY/MM", "2023/24"), Err(Mismatch::Month));
        assert!(read("YYYY/MM", "2023/12").is_ok());
    }

    #[test]
    fn patterns_name_a_year_and_each_part_once() {
        for pattern in [
            "",
            "DD/MM",
            "YYYY YYYY",
            "DD YYYY",
            "YYYY YY",
            "hh:mm",
            "YYYY hh:mm",
        ] {
            assert_eq!(Pattern::parse(pattern, Some(1950)), None, "{pattern}");
        }
        assert_eq!(Pattern::parse("DD/MM/YY", None), None);
    }

    #[test]
    fn years_of_budgets_and_seasons_are_told() {
        for text in ["2023/24", "2022-23", "1999/00", "2023-2024"] {
            assert!(is_fiscal_year(text), "{text}");
        }
        for text in ["2023/12", "2023/23", "2023/2025", "2023-01-02", "2023"] {
            assert!(!is_fiscal_year(text), "{text}");
        }
        assert!(is_season("2022-23") && is_season("2022-31"));
        assert!(!is_season("2022-12") && !is_season("2022-23-01"));
    }
}
