//! Dates as texts write them: 2023年2月, 去年1月, 二〇二三年, March 2023, 5 March 2023, 2023-02-07, 1990s, last year.

use super::chinese;
use super::english::word;
use super::names::is_of_word;
use crate::model::When;

/// A date at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// How many bytes it takes.
    pub len: usize,
    /// Its value, where the text and the year from which it counts tell it.
    pub when: Option<When>,
}

/// Returns the one year that a date lies in, if it is one.
pub(super) fn year_of(when: &When) -> Option<i16> {
    let (earliest, latest) = (when.earliest()?.year(), when.latest()?.year());
    (earliest == latest).then_some(earliest)
}

/// Returns the date at the start of a text, of which `this_year` is the year in which it was said.
pub(super) fn read(text: &str, this_year: Option<i16>) -> Option<Date> {
    iso(text)
        .or_else(|| chinese_year(text))
        .or_else(|| chinese_relative(text, this_year))
        .or_else(|| chinese_month(text))
        .or_else(|| day_month_year(text))
        .or_else(|| month_year(text))
        .or_else(|| english_relative(text, this_year))
        .or_else(|| decade(text))
}

/// Returns the year of four digits at the start of a text that has nothing around it that would make it a number.
pub(super) fn bare_year(text: &str) -> Option<Date> {
    let year = digits(text, 4..=4).filter(|year| (1500..2100).contains(year))?;
    Some(date(4, year, None, None))
}

const MONTHS: &[&str] = &[
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

/// Words for years counted from the one in which they are said.
const CHINESE_YEARS: &[(&str, i16)] = &[
    ("前年", -2),
    ("去年", -1),
    ("客岁", -1),
    ("昨年", -1),
    ("上年", -1),
    ("今年", 0),
    ("本年", 0),
    ("明年", 1),
    ("后年", 2),
];

/// What may follow a year and names a part of it, too loosely to be read as months.
const PARTS: &[&str] = &["年底", "年末", "年初", "年头", "年中", "底", "末", "初"];

fn date(len: usize, year: u32, month: Option<u32>, day: Option<u32>) -> Date {
    let written = match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (None, _) => format!("{year:04}"),
    };
    Date {
        len,
        when: When::parse(&written).ok(),
    }
}

/// Returns the number that a run of digits at the start of a text writes, if it is of one of these lengths.
fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    lengths.contains(&run).then(|| text[..run].parse().ok())?
}

/// Reads a number of at most two digits, in digits or in Chinese, and returns how many bytes it takes.
fn small(text: &str) -> Option<(u32, usize)> {
    if let Some(number) = digits(text, 1..=2) {
        let len = text.bytes().take_while(u8::is_ascii_digit).count();
        return Some((number, len));
    }
    let starts = text.starts_with('十') || text.chars().next().and_then(chinese::digit).is_some();
    let numeral = starts.then(|| chinese::read(text)).flatten()?;
    let range = numeral.range;
    let value = range.min.value.normalize();
    let exact = range.min == range.max && value.scale() == 0;
    Some((exact.then(|| value.to_string().parse().ok())??, numeral.len))
}

fn iso(text: &str) -> Option<Date> {
    let year = digits(text, 4..=4)?;
    let rest = &text[4..];
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.'))?;
    let month = digits(&rest[1..], 2..=2).filter(|month| (1..=12).contains(month))?;
    let after = &rest[3..];
    let day = after
        .strip_prefix(separator)
        .and_then(|rest| digits(rest, 2..=2));
    let (len, end) = match day {
        Some(_) => (10, &after[3..]),
        None => (7, after),
    };
    // Without a day only the standard's own separator makes a month of it.
    let dated = day.is_some() || separator == '-';
    let cut = end.starts_with(is_of_word) || end.starts_with(['-', '/']);
    let read = date(len, year, Some(month), day);
    (dated && !cut && read.when.is_some()).then_some(read)
}

fn chinese_year(text: &str) -> Option<Date> {
    let (year, len) = match digits(text, 4..=4) {
        Some(year) => (year, 4),
        None => {
            let row: Vec<u32> = text.chars().map_while(chinese::digit).take(5).collect();
            let [a, b, c, d] = row[..] else { return None };
            let written = text.chars().take(4).map(char::len_utf8).sum();
            (a * 1000 + b * 100 + c * 10 + d, written)
        }
    };
    let gap = usize::from(text[len..].starts_with(' '));
    let rest = text[len + gap..].strip_prefix('年')?;
    let start = text.len() - rest.len();
    if rest.starts_with('代') {
        let len = start + '代'.len_utf8();
        let when = When::parse(&format!("{}X", year / 10)).ok();
        return Some(Date { len, when });
    }
    let (month, day, more) = month_and_day(rest);
    Some(date(start + more, year, month, day))
}

/// Reads what follows a year: a month and a day, or a word for a part of it; and returns how many bytes that takes.
fn month_and_day(text: &str) -> (Option<u32>, Option<u32>, usize) {
    let part = || {
        PARTS
            .iter()
            .find(|part| text.starts_with(**part))
            .map_or(0, |part| part.len())
    };
    let gap = usize::from(text.starts_with(' '));
    let month = small(&text[gap..]).filter(|(month, len)| {
        (1..=12).contains(month) && text[gap + len..].trim_start_matches(' ').starts_with('月')
    });
    let Some((month, len)) = month else {
        return (None, None, part());
    };
    let rest = &text[gap + len..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let after = gap + len + spaces + '月'.len_utf8();
    let rest = &text[after..];
    let day = small(rest)
        .filter(|(day, len)| (1..=31).contains(day) && rest[*len..].starts_with(['日', '号']));
    match day {
        Some((day, len)) => (Some(month), Some(day), after + len + '日'.len_utf8()),
        None => (Some(month), None, after),
    }
}

fn chinese_relative(text: &str, this_year: Option<i16>) -> Option<Date> {
    let (words, years) = CHINESE_YEARS
        .iter()
        .find(|(words, _)| text.starts_with(words))?;
    let (month, day, more) = month_and_day(&text[words.len()..]);
    let len = words.len() + more;
    let year = this_year.and_then(|year| u32::try_from(year + years).ok());
    Some(year.map_or(Date { len, when: None }, |year| date(len, year, month, day)))
}

/// Reads a month, or a month and a day, of a year that is not told.
fn chinese_month(text: &str) -> Option<Date> {
    let (month, _, len) = month_and_day(text);
    month.map(|_| Date { len, when: None })
}

fn month(text: &str) -> Option<(u32, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let name = word(text)?;
    let number = (1..).zip(MONTHS.iter().copied()).find(|(_, month)| {
        *month == name || (name.len() >= 3 && name.len() <= 4 && month.starts_with(&name))
    })?;
    let stop = usize::from(name.len() < number.1.len() && text[name.len()..].starts_with('.'));
    Some((number.0, name.len() + stop))
}

/// Reads `March 2023`, `March 5, 2023`, `March 5`.
fn month_year(text: &str) -> Option<Date> {
    let (month, len) = month(text)?;
    let rest = text[len..]
        .strip_prefix(' ')
        .or_else(|| text[len..].strip_prefix(", "))?;
    let start = text.len() - rest.len();
    if let Some(year) = digits(rest, 4..=4) {
        return Some(date(start + 4, year, Some(month), None));
    }
    let (day, len) = day(rest)?;
    let after = start + len;
    let year = text[after..]
        .strip_prefix([',', ' '])
        .map(|rest| rest.trim_start_matches(' '));
    match year.and_then(|rest| Some((digits(rest, 4..=4)?, text.len() - rest.len()))) {
        Some((year, at)) => Some(date(at + 4, year, Some(month), Some(day))),
        None => Some(Date {
            len: after,
            when: None,
        }),
    }
}

/// Reads `5 March 2023`, `5 March`.
fn day_month_year(text: &str) -> Option<Date> {
    let (day, len) = day(text)?;
    let rest = text[len..].strip_prefix(' ')?;
    let (month, month_len) = month(rest)?;
    let after = len + 1 + month_len;
    match text[after..]
        .strip_prefix(' ')
        .and_then(|rest| digits(rest, 4..=4))
    {
        Some(year) => Some(date(after + 5, year, Some(month), Some(day))),
        None => Some(Date {
            len: after,
            when: None,
        }),
    }
}

/// Reads a day of a month, with `st` and the like.
fn day(text: &str) -> Option<(u32, usize)> {
    let day = digits(text, 1..=2).filter(|day| (1..=31).contains(day))?;
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .any(|end| text[len..].starts_with(end));
    let len = len + if ordinal { 2 } else { 0 };
    (!text[len..].starts_with(is_of_word)).then_some((day, len))
}

fn english_relative(text: &str, this_year: Option<i16>) -> Option<Date> {
    let years = match word(text)?.as_str() {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let rest = text[4..].strip_prefix(' ')?;
    (word(rest)? == "year").then(|| {
        let len = "last year".len();
        let year = this_year.and_then(|year| u32::try_from(year + years).ok());
        year.map_or(Date { len, when: None }, |year| date(len, year, None, None))
    })
}

/// Reads `1990s`.
fn decade(text: &str) -> Option<Date> {
    let year = digits(text, 4..=4).filter(|year| year % 10 == 0)?;
    let rest = text[4..].strip_prefix('s')?;
    (!rest.starts_with(is_of_word)).then(|| Date {
        len: 5,
        when: When::parse(&format!("{}X", year / 10)).ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(text: &str, year: Option<i16>) -> Option<(&str, String)> {
        let date = read(text, year)?;
        let when = date.when.map_or("?".to_owned(), |when| when.to_string());
        Some((&text[..date.len], when))
    }

    #[test]
    fn dates_are_read_in_both_languages() {
        for (text, words, expected) in [
            ("2023年2月,", "2023年2月", "2023-02"),
            ("2023年12月5日的", "2023年12月5日", "2023-12-05"),
            ("2023 年 2 月", "2023 年 2 月", "2023-02"),
            ("2024年底", "2024年底", "2024"),
            ("二〇二三年十二月", "二〇二三年十二月", "2023-12"),
            ("1990年代", "1990年代", "199X"),
            ("客岁1月", "客岁1月", "2023-01"),
            ("去年年初", "去年年初", "2023"),
            ("今年7月推出", "今年7月", "2024-07"),
            ("12月", "12月", "?"),
            ("March 2023", "March 2023", "2023-03"),
            ("Mar. 2023", "Mar. 2023", "2023-03"),
            ("March 5, 2023", "March 5, 2023", "2023-03-05"),
            ("5th March 2023", "5th March 2023", "2023-03-05"),
            ("5 March", "5 March", "?"),
            ("2023-02-07", "2023-02-07", "2023-02-07"),
            ("2023/02/07", "2023/02/07", "2023-02-07"),
            ("1990s", "1990s", "199X"),
            ("Last year", "Last year", "2023"),
        ] {
            let read = read_in(text, Some(2024));
            assert_eq!(read, Some((words, expected.to_owned())), "{text}");
        }
        assert_eq!(read_in("去年1月", None), Some(("去年1月", "?".to_owned())));
    }

    #[test]
    fn what_is_no_date_is_left() {
        for text in [
            "2023",
            "May I",
            "march 2023",
            "9年",
            "2023-13-01",
            "2023-02-07-x",
            "last week",
            "一年",
        ] {
            assert_eq!(read(text, Some(2024)), None, "{text}");
        }
        assert!(bare_year("2018.").is_some() && bare_year("1400").is_none());
        assert_eq!(
            read_in("2023年2月31日", None),
            Some(("2023年2月31日", "?".to_owned()))
        );
    }
}
