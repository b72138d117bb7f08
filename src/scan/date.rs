//! Dates as texts write them: 2023年2月, 去年1月, 二〇二三年, March 2023, 5 March 2023, 2023-02-07, 1990s, last year.

use super::chinese;
use super::english;
use super::names::is_of_word;
use super::phrase::{ends, starts, without_gap, word};
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

/// Returns the date at a byte of a text, of which `this_year` is the year in which it was said.
pub(super) fn read(text: &str, at: usize, this_year: Option<i16>) -> Option<Date> {
    let rest = &text[at..];
    let date = years(text, at)
        .or_else(|| iso(rest))
        .or_else(|| slashed(rest))
        .or_else(|| chinese_century(rest, &text[..at]))
        .or_else(|| chinese_year(rest))
        .or_else(|| chinese_relative(rest, this_year))
        .or_else(|| chinese_month(rest))
        .or_else(|| chinese_day(rest))
        .or_else(|| english_part(rest))
        .or_else(|| day_month_year(rest))
        .or_else(|| month_year(rest))
        .or_else(|| english_relative(rest, this_year))
        .or_else(|| decade(rest))?;
    let after = &text[at + date.len..];
    let about = ["左右", "前后"]
        .iter()
        .find(|about| after.starts_with(**about));
    let head = without_gap(&text[..at]);
    let approximately = ["circa", "c.", "ca.", "约", "大约", "大概"]
        .iter()
        .any(|word| ends(head, word).is_some());
    let vague = about.is_some() || approximately;
    let when = match date.when {
        Some(when) if vague => When::parse(&format!("{when}~")).ok(),
        when => when,
    };
    Some(Date {
        len: date.len + about.map_or(0, |about| about.len()),
        when: when.filter(|_| super::edges::ends(text, at + date.len, true)),
    })
}

/// Words before a year without which four digits may be a number.
const BEFORE_YEARS: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "before",
    "after",
    "during",
    "early",
    "mid",
    "late",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "christmas",
    "easter",
    "thanksgiving",
    "year",
    "back in",
    "by",
    "through",
    "election of",
    "crisis of",
    "war of",
    "end of",
    "beginning of",
    "start of",
    "class of",
    "summer of",
    "spring of",
    "winter of",
    "fall of",
    "autumn of",
    "in the year",
    "new year",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "seit",
    "bis",
    "im jahr",
    "im jahre",
    "depuis",
    "en",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "在",
    "于",
    "自",
    "从",
    "到",
    "自从",
    "截至",
    "the",
    "both",
];

/// Returns the year that digits without a unit are; without a value where they may be a number as well.
pub(super) fn bare_year(text: &str, digits_at: std::ops::Range<usize>) -> Option<Date> {
    let (head, rest) = (&text[..digits_at.start], &text[digits_at.end..]);
    let year = digits(&text[digits_at.start..], 4..=4)
        .filter(|year| digits_at.len() == 4 && (1500..2100).contains(year))?;
    let trimmed = without_gap(head);
    let word_before = BEFORE_YEARS
        .iter()
        .any(|word| ends(trimmed, word).is_some());
    let enclosed = head.ends_with('(') && rest.starts_with([')', ','])
        || head.ends_with('（') && rest.starts_with(['）', '，']);
    let first = trimmed.is_empty() || head.ends_with(super::fold::BREAK);
    let vague = ["circa", "c.", "ca."]
        .iter()
        .any(|word| ends(trimmed, word).is_some());
    let next = word(&rest[super::phrase::gap(rest)..]).to_lowercase();
    let the = ends(trimmed, "the").is_some() && next.is_empty();
    let fits = (word_before && !the) || enclosed || (first && (1800..2100).contains(&year));
    let unclear = [
        "more than",
        "over",
        "about",
        "around",
        "under",
        "nearly",
        "almost",
        "fiscal",
    ]
    .iter()
    .any(|word| ends(trimmed, word).is_some());
    let mut read = date(4, year, None, None);
    if vague {
        read.when = When::parse(&format!("{year}~")).ok();
    } else if !fits || unclear || NOT_AFTER_YEARS.contains(&next.as_str()) {
        read.when = None;
    }
    Some(read)
}

/// Words after four digits that are no year.
const NOT_AFTER_YEARS: &[&str] = &[
    "of", "or", "times", "a", "per", "feet", "miles", "km", "kg", "metres", "meters", "tons",
    "tonnes", "pounds",
];

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

/// Months of other languages, as far as they are of ASCII letters and not those of English.
const FOREIGN_MONTHS: &[(&str, &str)] = &[
    ("januar", "january"),
    ("februar", "february"),
    ("juni", "june"),
    ("juli", "july"),
    ("oktober", "october"),
    ("dezember", "december"),
    ("mai", "may"),
];

const HALVES: &[(&str, &str)] = &[
    ("上半年", "01/06"),
    ("下半年", "07/12"),
    ("前半年", "01/06"),
    ("后半年", "07/12"),
];

const QUARTERS: &[&str] = &["01/03", "04/06", "07/09", "10/12"];

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
    let range = numeral.range?;
    let value = range.min.value.normalize();
    let exact = range.min == range.max && value.scale() == 0;
    Some((exact.then(|| value.to_string().parse().ok())??, numeral.len))
}

/// Returns the months of a part of a year.
fn part_of_year(len: usize, year: u32, months: &str) -> Date {
    let when = months
        .split_once('/')
        .and_then(|(first, last)| When::parse(&format!("{year:04}-{first}/{year:04}-{last}")).ok());
    Date { len, when }
}

/// Reads two years: 2009-2013, 2009–13, 2009年至2013年, between 2009 and 2013.
fn years(text: &str, at: usize) -> Option<Date> {
    let rest = &text[at..];
    let first = digits(rest, 4..=4).filter(|year| (1000..2200).contains(year))?;
    let joints: [(&str, bool); 15] = [
        ("-", false),
        ("–", false),
        ("—", false),
        (" - ", false),
        (" – ", false),
        ("~", false),
        ("年-", true),
        ("年—", true),
        ("年~", true),
        ("年至", true),
        ("年到", true),
        ("至", true),
        ("到", true),
        (" to ", false),
        (" bis ", false),
    ];
    let between = ends(without_gap(&text[..at]), "between").is_some();
    let joint = joints
        .iter()
        .filter(|(joint, _)| starts_exactly(&rest[4..], joint))
        .max_by_key(|(joint, _)| joint.len());
    let (joint, chinese) = match joint {
        Some((joint, chinese)) => (joint.len(), *chinese),
        None if between && rest[4..].starts_with(" and ") => (5, false),
        None => return None,
    };
    let after = &rest[4 + joint..];
    let run = after.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits(after, 1..=4)?;
    let dash = joint <= 3 && !chinese;
    let last = match run {
        4 => number,
        // 2009-10 is a month as well.
        2 if dash && (number > 12 || rest[4..].starts_with('–')) => first / 100 * 100 + number,
        2 if dash && number == first % 100 + 1 => 0,
        _ => return None,
    };
    let mut len = 4 + joint + run;
    if starts_exactly(&rest[len..], "年") {
        let tail = &rest[len + '年'.len_utf8()..];
        // 2009-2013年5月: the last end is finer than the first.
        if small(tail).is_some_and(|(_, more)| tail[more..].starts_with('月')) {
            return None;
        }
        len += '年'.len_utf8();
    } else if chinese && !rest[len..].is_empty() && rest[4..].starts_with('年') {
        return None;
    }
    let apart = matches!(run, 4) && (1000..2200).contains(&last) || run == 2;
    let cut = !super::edges::ends(rest, len, true);
    if !apart || cut {
        return None;
    }
    let when = (last > first)
        .then(|| When::parse(&format!("{first:04}/{last:04}")).ok())
        .flatten();
    Some(Date { len, when })
}

fn starts_exactly(text: &str, joint: &str) -> bool {
    text.starts_with(joint)
}

/// Reads 2023/3/5, 2023.3.5, 25/12/2023 and 25.12.2023; of 3/5/2023 nobody knows which is the month.
fn slashed(text: &str) -> Option<Date> {
    let separator = text
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = text.splitn(3, separator);
    let first = parts.next()?;
    let second = parts.next()?;
    let third = parts.next()?;
    let third = &third[..third.bytes().take_while(u8::is_ascii_digit).count()];
    let number = |part: &str| {
        (!part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let len = first.len() + second.len() + third.len() + 2;
    let shape = (first.len(), second.len(), third.len());
    let (year, month, day) = match shape {
        (4, 1..=2, 1..=2) if (1000..2200).contains(&a) => (a, b, c),
        (1..=2, 1..=2, 4) if (1000..2200).contains(&c) && a <= 31 && b <= 31 => match (a, b) {
            _ if separator == '.' => (c, b, a),
            (day, month) if day > 12 => (c, month, day),
            (month, day) if day > 12 => (c, month, day),
            (same, other) if same == other => (c, same, same),
            _ => return Some(Date { len, when: None }),
        },
        _ => return None,
    };
    let read = date(len, year, Some(month), Some(day));
    let cut = text[len..].starts_with(|c: char| is_of_word(c))
        || text[len..].starts_with(separator) && text[len + 1..].starts_with(is_of_word);
    (!cut && read.when.is_some()).then_some(read)
}

/// Reads 20世纪90年代; of 上世纪 and 90年代 alone the century is not told.
fn chinese_century(text: &str, head: &str) -> Option<Date> {
    if let Some((century, len)) = small(text)
        && let Some(rest) = text[len..].strip_prefix("世纪")
    {
        let start = text.len() - rest.len();
        let decade = small(rest).filter(|(decade, len)| {
            decade % 10 == 0 && *decade < 100 && rest[*len..].starts_with("年代")
        });
        let written = match decade {
            Some((decade, _)) => format!("{}{}X", century.checked_sub(1)?, decade / 10),
            None => format!("{}XX", century.checked_sub(1)?),
        };
        let len = start + decade.map_or(0, |(_, len)| len + "年代".len());
        return Some(Date {
            len,
            when: When::parse(&written).ok().filter(|_| written.len() == 4),
        });
    }
    let (_, len) = small(text).filter(|(decade, _)| decade % 10 == 0)?;
    text[len..]
        .starts_with("年代")
        .then(|| Date {
            len: len + "年代".len(),
            when: None,
        })
        .filter(|_| !head.ends_with(|c: char| c.is_ascii_digit()))
}

/// Reads a day of a month that is not told: 5日.
fn chinese_day(text: &str) -> Option<Date> {
    let (_, len) = small(text).filter(|(day, _)| (1..=31).contains(day))?;
    let rest = text[len..].strip_prefix('日')?;
    let word = rest.starts_with([
        '元', '本', '均', '内', '币', '圆', '常', '活', '用', '报', '夜', '益', '游', '程',
    ]);
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    (digits && !word).then(|| Date {
        len: len + '日'.len_utf8(),
        when: None,
    })
}

/// Reads `third quarter of 2023`, `first half of 2023`, `Q3 2023` and `H1 2023`.
fn english_part(text: &str) -> Option<Date> {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let first = text.as_bytes().first()?;
    let (months, len) = if matches!(first, b'Q' | b'H') {
        let number = digits(&text[1..], 1..=1)?;
        let half = *first == b'H';
        let months = if half {
            HALVES
                .get(number.checked_sub(1)? as usize)
                .filter(|_| number <= 2)?
                .1
        } else {
            QUARTERS.get(number.checked_sub(1)? as usize)?
        };
        (months, 2)
    } else {
        let place = ORDINALS
            .iter()
            .position(|ordinal| starts(text, ordinal).is_some())?;
        let len = ORDINALS[place].len();
        let (months, part) = if let Some(part) = starts(&text[len..], " quarter") {
            (QUARTERS[place], part)
        } else {
            (
                HALVES.get(place).filter(|_| place < 2)?.1,
                starts(&text[len..], " half")?,
            )
        };
        (months, len + part)
    };
    let gap = [" of the year ", " of ", " in ", ", ", " "]
        .iter()
        .find_map(|gap| text[len..].starts_with(gap).then_some(gap.len()))?;
    let year = digits(&text[len + gap..], 4..=4).filter(|year| (1000..2200).contains(year))?;
    Some(part_of_year(len + gap + 4, year, months))
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
    if rest.starts_with(['前', '来', '多', '余', '历', '以'])
        && !rest.starts_with("以")
        && year % 100 == 0
    {
        // 2000年前 is before that year or so long ago.
        return Some(Date {
            len: start,
            when: None,
        });
    }
    if !(1000..2200).contains(&year) {
        return None;
    }
    for (half, months) in HALVES {
        if rest.starts_with(half) {
            return Some(part_of_year(start + half.len(), year, months));
        }
    }
    if let Some((quarter, len)) = quarter(rest) {
        return Some(match quarter {
            Some(months) => part_of_year(start + len, year, months),
            None => Date {
                len: start + len,
                when: None,
            },
        });
    }
    let (month, day, more) = month_and_day(rest);
    Some(days(
        rest,
        start,
        more,
        date(start + more, year, month, day),
    ))
}

/// Reads on from a day to a last day: 3月5日至7日, 3月5-7日. What is not understood has no value.
fn days(rest: &str, start: usize, more: usize, read: Date) -> Date {
    let after = &rest[more..];
    let joint = ["至", "到", "-", "—", "–", "~"]
        .iter()
        .find(|joint| after.starts_with(**joint));
    let numbered = joint.is_some_and(|joint| small(&after[joint.len()..]).is_some());
    let Some(joint) = joint.filter(|_| numbered) else {
        return read;
    };
    let last = &after[joint.len()..];
    let Some((number, len)) = small(last) else {
        return read;
    };
    let end = start + more + joint.len() + len;
    if last[len..].starts_with(['日', '号']) {
        let first = read
            .when
            .as_ref()
            .and_then(|when| Some((when.earliest()?, when.latest()?)));
        let when = first
            .filter(|(earliest, latest)| earliest == latest)
            .and_then(|(first, _)| {
                let last = format!("{:04}-{:02}-{number:02}", first.year(), first.month());
                When::parse(&format!("{first}/{last}")).ok()
            });
        return Date {
            len: end + '日'.len_utf8(),
            when,
        };
    }
    if last[len..].starts_with('月') && !joint.is_empty() {
        let tail = &last[len + '月'.len_utf8()..];
        let day = small(tail)
            .filter(|(_, len)| tail[*len..].starts_with(['日', '号']))
            .map_or(0, |(_, len)| len + '日'.len_utf8());
        let months = read.when.as_ref().filter(|_| day == 0).and_then(|when| {
            let (first, last) = (when.earliest()?, when.latest()?);
            (first.month() == last.month() && first != last)
                .then(|| When::parse(&format!("{}/{:04}-{number:02}", when, first.year())).ok())?
        });
        return Date {
            len: end + '月'.len_utf8() + day,
            when: months,
        };
    }
    read
}

/// Reads 第三季度, 三季度, 3季度 and Q3 after a year, and returns its months.
fn quarter(text: &str) -> Option<(Option<&'static str>, usize)> {
    let numbered = text.strip_prefix('第').unwrap_or(text);
    let ordinal = text.len() - numbered.len();
    let (number, len) = match numbered.strip_prefix('Q') {
        Some(rest) => (digits(rest, 1..=1)?, 2),
        None => {
            let (number, len) = small(numbered)?;
            let word = ["季度", "季"]
                .iter()
                .find(|word| numbered[len..].starts_with(**word))?;
            (number, len + word.len())
        }
    };
    let months = usize::try_from(number)
        .ok()?
        .checked_sub(1)
        .and_then(|place| QUARTERS.get(place).copied());
    Some((months, ordinal + len))
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
    month?;
    Some(days(text, 0, len, Date { len, when: None }))
}

fn month(text: &str) -> Option<(u32, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let name = english::lower_word(text)?;
    let number = (1..).zip(MONTHS.iter().copied()).find(|(_, month)| {
        *month == name
            || (name.len() >= 3 && name.len() <= 4 && month.starts_with(&name))
            || FOREIGN_MONTHS
                .iter()
                .any(|(foreign, same)| *foreign == name && same == month)
    })?;
    let stop = usize::from(name.len() < number.1.len() && text[name.len()..].starts_with('.'));
    Some((number.0, name.len() + stop))
}

/// Reads `March 2023`, `March 5, 2023`, `March 5-7, 2023`, `March 5`.
fn month_year(text: &str) -> Option<Date> {
    let (month, len) = month(text)?;
    let rest = text[len..]
        .strip_prefix([' ', '\n'])
        .or_else(|| text[len..].strip_prefix(", "))
        .map(|rest| rest.strip_prefix("of ").unwrap_or(rest))?;
    let start = text.len() - rest.len();
    if let Some(year) = digits(rest, 4..=4) {
        return Some(date(start + 4, year, Some(month), None));
    }
    let (day, len) = day(rest)?;
    let (last, more) = last_day(&rest[len..]);
    let after = start + len + more;
    let year = text[after..]
        .strip_prefix([',', ' ', '\n'])
        .map(|rest| rest.trim_start_matches([' ', '\n']));
    let year = year.and_then(|rest| Some((digits(rest, 4..=4)?, text.len() - rest.len() + 4)));
    Some(day_of(after, year, month, day, last))
}

/// Reads `5 March 2023`, `5-7 March 2023`, `the 11th of September 2001`, `5 March`.
fn day_month_year(text: &str) -> Option<Date> {
    let (day, len) = day(text)?;
    let (last, more) = last_day(&text[len..]);
    let rest = text[len + more..]
        .strip_prefix('.')
        .unwrap_or(&text[len + more..]);
    let rest = rest.strip_prefix([' ', '\n'])?;
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let (month, month_len) = month(rest)?;
    let after = text.len() - rest.len() + month_len;
    let tail = text[after..]
        .strip_prefix([' ', '\n'])
        .or_else(|| text[after..].strip_prefix(", "));
    let year = tail.and_then(|rest| Some((digits(rest, 4..=4)?, text.len() - rest.len() + 4)));
    Some(day_of(after, year, month, day, last))
}

/// Returns a day, or the days to the last one, of a year that is told or not.
fn day_of(len: usize, year: Option<(u32, usize)>, month: u32, day: u32, last: Option<u32>) -> Date {
    let Some((year, len)) = year else {
        return Date { len, when: None };
    };
    match last {
        None => date(len, year, Some(month), Some(day)),
        Some(last) => Date {
            len,
            when: (last > day)
                .then(|| {
                    When::parse(&format!(
                        "{year:04}-{month:02}-{day:02}/{year:04}-{month:02}-{last:02}"
                    ))
                    .ok()
                })
                .flatten(),
        },
    }
}

/// Reads the last of several days, and returns how many bytes it takes.
fn last_day(text: &str) -> (Option<u32>, usize) {
    let joint = ["-", "–", "—", " to ", " - ", " – "]
        .iter()
        .find(|joint| text.starts_with(**joint));
    let last = joint.and_then(|joint| Some((day(&text[joint.len()..])?, joint.len())));
    last.map_or((None, 0), |((last, len), joint)| (Some(last), joint + len))
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
    let years = match word(text).to_lowercase().as_str() {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let rest = text[4..].strip_prefix([' ', '\n'])?;
    (word(rest).eq_ignore_ascii_case("year")).then(|| {
        let len = "last year".len();
        let year = this_year.and_then(|year| u32::try_from(year + years).ok());
        year.map_or(Date { len, when: None }, |year| date(len, year, None, None))
    })
}

/// Reads `1990s`.
fn decade(text: &str) -> Option<Date> {
    let year = digits(text, 4..=4).filter(|year| year % 10 == 0)?;
    let rest = text[4..]
        .strip_prefix("'s")
        .or_else(|| text[4..].strip_prefix('s'))?;
    (!rest.starts_with(is_of_word)).then(|| Date {
        len: text.len() - rest.len(),
        when: When::parse(&format!("{}X", year / 10)).ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(text: &str, year: Option<i16>) -> Option<(&str, String)> {
        let date = read(text, 0, year)?;
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
            assert_eq!(read(text, 0, Some(2024)), None, "{text}");
        }
        let year = |text: &str| bare_year(text, text.len() - 4..text.len());
        assert!(year("in 2018").unwrap().when.is_some() && year("in 1400").is_none());
        assert!(year("paid 2000").unwrap().when.is_none());
        assert_eq!(
            read_in("2023年2月31日", None),
            Some(("2023年2月31日", "?".to_owned()))
        );
    }
}
