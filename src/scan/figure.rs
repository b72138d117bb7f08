//! Figures: a number with its unit and the words around it that make it an interval, or a date.
//!
//! A number is taken as long as it may be. A figure of which some part is not understood, be it a group of digits, a
//! sign, a word before or after it, is listed without a value; what is an address, an id, a score or a turn of speech
//! is not listed.

use std::ops::Range;

use super::amount::{self, Amount, Joined};
use super::bounds::{self, Sign, signed};
use super::edges::{self, Start};
use super::numeral::{self, Form};
use super::phrase::{ends, gap, last_word, starts, without_gap, word};
use super::unit::Measure;
use super::{Kind, chinese, date, english, idiom, share};
use crate::model::{Interval, Pool, Quantity, Unit};

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its bytes, with unit.
    pub bytes: Range<usize>,
    /// The bytes of the number alone.
    pub digits: Range<usize>,
    pub kind: Kind,
    pub value: Option<String>,
}

/// What is found at a byte of a text.
enum Found {
    Figure(Figure),
    /// Bytes that are no figure and hold none.
    Other(usize),
    Nothing,
}

/// Returns every figure in a folded text, in order of place.
pub(super) fn find(text: &str, this_year: Option<i16>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match read(text, at, c, this_year) {
            Found::Figure(mut figure) => {
                // A currency before a number is not of two figures.
                let last = figures.last().map_or(0, |last| last.bytes.end);
                figure.bytes.start = figure.bytes.start.max(last);
                at = figure.bytes.end.max(at + c.len_utf8());
                figures.push(figure);
            }
            Found::Other(len) => at += len.max(c.len_utf8()),
            Found::Nothing => at += edges::skip(&text[at..], c),
        }
    }
    figures
}

/// Returns what starts at a byte: a date before a number, since dates hold numbers.
fn read(text: &str, at: usize, c: char, this_year: Option<i16>) -> Found {
    let rest = &text[at..];
    if !may_start(c) || idiom::is_no_several(&text[..at], rest) {
        return Found::Nothing;
    }
    if let Some(len) = idiom::idiom(rest) {
        return Found::Other(len);
    }
    if idiom::is_ordinal(text, at) {
        return Found::Other(amount::read(text, at).map_or(0, |amount| amount.number.len()));
    }
    let start = edges::start(text, at);
    if start == Start::Clean
        && let Some(date) = date::read(text, at, this_year)
    {
        return Found::Figure(dated(at, date));
    }
    if let Some(share) = share::read(rest) {
        return Found::Figure(shared(text, at, share));
    }
    let Some(first) = amount::read(text, at) else {
        return Found::Nothing;
    };
    let whole = match amount::join(text, &first) {
        Joined::Range(whole) => whole,
        Joined::Apart => first,
    };
    measured(text, at, whole)
}

fn dated(at: usize, date: date::Date) -> Figure {
    Figure {
        bytes: at..at + date.len,
        digits: at..at + date.len,
        kind: Kind::Date,
        value: date.when.map(|when| when.to_string()),
    }
}

/// Returns whether a figure may start with a character, to pass over most of a text at once.
fn may_start(c: char) -> bool {
    c.is_ascii_alphanumeric() || chinese::is_numeral(c) || "数去客昨上今本明前后".contains(c)
}

fn shared(text: &str, at: usize, share: share::Share) -> Figure {
    let end = at + share.len;
    let words = words_around(text, at, end, false, false);
    let value = words.as_ref().ok().and_then(|(sign, _)| {
        let interval = share.range?.interval()?;
        edges::ends(text, end, true).then(|| value(interval, *sign, &Measure::Percent))?
    });
    Figure {
        bytes: at..end + words.map_or(0, |(_, len)| len),
        digits: at..end,
        kind: Kind::Percent,
        value,
    }
}

/// Returns what the words around a figure say of it, and how many bytes those after it take.
fn words_around(
    text: &str,
    start: usize,
    end: usize,
    round: bool,
    duration: bool,
) -> Result<(Option<Sign>, usize), bounds::NotUnderstood> {
    let head = &text[..start];
    let before = bounds::before(head, round)?;
    // "Over five years" and 近三年 are in the course of them, or more and nearly.
    let course = ["over", "近", "über", "around", "gut"]
        .iter()
        .any(|word| ends(without_gap(head), word).is_some());
    if duration && course && before.is_some() {
        return Err(bounds::NotUnderstood);
    }
    let (after, len) = bounds::after(&text[end..])?;
    match (before, after) {
        (Some(before), Some(after)) => Ok((Some(before.and(after)?), len)),
        (before, after) => Ok((before.or(after), len)),
    }
}

/// Returns the figure that an amount makes with what stands around it, if it counts anything.
fn measured(text: &str, at: usize, amount: Amount) -> Found {
    let Range { start, mut end } = amount.bytes;
    let duration = matches!(amount.measure, Some(Measure::Duration(_)));
    let other = |end: usize| Found::Other((end - at).max(edges::token(&text[at..])));
    let mut range = amount.range;
    let has_unit = amount.measure.is_some();
    if duration && !amount.joined && text[end..].starts_with(['多', '余']) {
        // 六年多: more than six years and less than seven.
        range = range
            .filter(|range| !range.is_vague())
            .and_then(|range| range.and_more(1.into()));
        end += '多'.len_utf8();
    }
    let from = edges::start(text, start);
    let minus = match from {
        Start::Minus(len) => len,
        Start::Clean | Start::Broken => 0,
    };
    let digits_before = text[..at].strip_suffix('-').is_some_and(|_| start < at);
    if minus > 0 || digits_before {
        let count = matches!(
            amount.measure,
            Some(Measure::Count(_) | Measure::Duration(_))
        );
        range = range.filter(|_| !count).map(numeral::Range::negated);
    }
    let start = start - minus;
    let words = words_around(text, start, end, amount.form == Form::Round, duration);
    let (sign, more) = words.unwrap_or((None, 0));
    let rest = &text[end + more..];
    let clean = from != Start::Broken && edges::ends(text, end + more, has_unit);
    let after_number = &text[amount.number.end..];
    let unit_after = amount.bytes.end > amount.number.end;
    let in_words = !text[amount.number.clone()].starts_with(|c: char| c.is_ascii_digit());
    let part = !amount.joined
        && !unit_after
        && (edges::goes_on(after_number) || (!amount.prefixed && edges::is_listed(after_number)))
        || bounds::goes_on_from(&text[..start], in_words)
        || is_of_fraction(&text[..start]);
    if !amount.has_what_it_asks() && !has_unit {
        return other(end);
    }
    if amount.is_bare()
        && (amount.joined || amount.range.is_none() || !clean || part || amount.weak)
    {
        return other(end);
    }
    if !has_unit && let Some(found) = year(text, &amount, clean) {
        return found;
    }
    if let Some(found) = year_of_events(text, &amount) {
        return found;
    }
    if !counts(text, at, &amount, rest) {
        return match amount.form {
            Form::Digits => other(amount.number.end),
            _ => Found::Other(amount.number.end - at),
        };
    }
    let mut fits = clean && words.is_ok() && !part && amount.has_what_it_asks();
    let mut end = end + more;
    if let Some(compound) = compound(text, end, amount.measure.as_ref()) {
        (fits, end) = (false, compound);
    }
    if !clean {
        end += edges::token(&text[end..]);
    }
    let unit_unknown = !has_unit && !is_at_end(rest);
    let kind = match amount.measure {
        Some(Measure::Money(_)) => Kind::Money,
        Some(Measure::Percent) => Kind::Percent,
        Some(Measure::Duration(_)) => Kind::Duration,
        Some(Measure::Count(_)) | None => Kind::Number,
    };
    let interval = range
        .filter(|_| fits && !unit_unknown)
        .and_then(numeral::Range::interval);
    Found::Figure(Figure {
        bytes: start..end,
        digits: amount.number,
        kind,
        value: interval.and_then(|interval| match amount.measure {
            Some(measure) => value(interval, sign, &measure),
            None => bare_value(interval, sign),
        }),
    })
}

/// Returns whether a number counts something, rather than being part of a word, a name or a turn of speech.
fn counts(text: &str, at: usize, amount: &Amount, after: &str) -> bool {
    let number = &text[amount.number.clone()];
    let rank = text[..at].ends_with('前');
    let letters = number.starts_with(|c: char| c.is_ascii_alphabetic());
    let weekday = ["星期", "礼拜", "周"]
        .iter()
        .any(|week| text[..at].ends_with(week));
    let round_above_ten = amount.form == Form::Round && !number.ends_with('十');
    match (amount.form, &amount.measure) {
        (Form::Digits | Form::One | Form::Small, _) if weekday => false,
        // One day he came, and one of a kind: no more than "a". A span of time or money of one is.
        (Form::One, Some(Measure::Duration(_))) if letters => {
            starts(&text[amount.number.end..], " day").is_none()
        }
        (Form::One, Some(Measure::Count(_)) | None) => false,
        // 二十大 is a congress, 四大 are four.
        (_, Some(Measure::Count(noun))) if noun == "大" => {
            !number.starts_with('第') && number.chars().count() == 1
        }
        // 百年, 万元 and 亿元 alone are names of what is counted.
        (Form::Round, Some(Measure::Duration(_))) if round_above_ten => false,
        (Form::Round, Some(Measure::Money(_))) if matches!(number, "万" | "亿") => [
            "上", "近", "超", "过", "逾", "约", "达", "破", "超过", "接近",
        ]
        .iter()
        .any(|word| text[..at].ends_with(word)),
        (_, Some(_)) | (Form::Scaled, None) => !is_vague_without_unit(text, at, amount),
        (Form::Round, None) => rank,
        (Form::Small, None) => rank && !letters,
        (Form::Vague, None) => false,
        (Form::Digits, None) => {
            let long = number.len() > 6 && !number.contains([',', '.']);
            !long
                && !idiom::is_labelled(&text[..at])
                && !after.starts_with('点')
                && !after.starts_with('号')
                && !after.starts_with('时')
                && !after.starts_with('分')
        }
    }
}

/// Returns whether a number is one of a fraction in words: one in five, 9 out of 10.
fn is_of_fraction(head: &str) -> bool {
    let head = without_gap(head);
    let of = ["out of", "in", "in every"]
        .iter()
        .filter_map(|word| ends(head, word))
        .min();
    of.is_some_and(|start| {
        let last = last_word(without_gap(&head[..start]));
        let number = last.starts_with(|c: char| c.is_ascii_digit())
            || (english::is_number_word(last) && !matches!(last, "half" | "quarter" | "third"));
        number && (last.len() < 4 || !last.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Returns whether a round number that only 几 or 数 makes many stands without what is counted: 人数十分.
fn is_vague_without_unit(text: &str, at: usize, amount: &Amount) -> bool {
    let vague = text[at..].starts_with(['数', '几']);
    let myriads = text[amount.number.clone()].ends_with(['万', '亿']);
    vague && amount.form == Form::Scaled && amount.measure.is_none() && !myriads
}

/// Words after which a number without a unit is whole.
const WHOLE_BEFORE: &[&str] = &[
    "in", "on", "at", "by", "for", "from", "to", "and", "or", "but", "is", "was", "were", "are",
    "be", "has", "had", "have", "with", "as", "than", "that", "which", "who", "when", "while",
    "after", "before", "since", "until", "per", "last", "this", "so", "if", "because", "will",
    "would", "he", "she", "they",
];

/// Returns whether nothing after a number without a unit can be its unit.
fn is_at_end(rest: &str) -> bool {
    let next = word(&rest[gap(rest)..]);
    let chinese = rest.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let particle = rest.starts_with([
        '的', '了', '和', '与', '及', '是', '为', '至', '到', '在', '而', '但',
    ]);
    if chinese {
        particle
    } else {
        next.is_empty() || WHOLE_BEFORE.contains(&next.to_lowercase().as_str())
    }
}

/// Returns the year, or the number that may be one, that digits without a unit are.
fn year(text: &str, amount: &Amount, clean: bool) -> Option<Found> {
    let at = amount.number.start;
    if !clean || amount.bytes != amount.number || amount.joined {
        return None;
    }
    let year = date::bare_year(text, amount.number.clone())?;
    Some(if idiom::is_labelled(&text[..at]) && year.when.is_none() {
        Found::Other(year.len)
    } else {
        Found::Figure(dated(at, year))
    })
}

/// Returns the year of `the 2016 elections`, where the number is a year and not a count.
fn year_of_events(text: &str, amount: &Amount) -> Option<Found> {
    let events = matches!(&amount.measure, Some(Measure::Count(noun)) if noun.is_ascii());
    let year = date::bare_year(text, amount.number.clone())
        .filter(|_| events && amount.bytes.start == amount.number.start && !amount.joined)?;
    let people = matches!(&amount.measure, Some(Measure::Count(noun)) if matches!(noun.as_str(), "people" | "men" | "women" | "children" | "staff" | "police" | "employees" | "workers" | "users" | "jobs" | "soldiers" | "troops" | "students" | "patients" | "members" | "residents" | "customers"));
    let hundreds = text[amount.number.clone()].ends_with("00");
    match year.when {
        Some(_) if !people => Some(Found::Figure(dated(amount.number.start, year))),
        None if hundreds => None,
        _ => Some(Found::Figure(Figure {
            bytes: amount.bytes.clone(),
            digits: amount.number.clone(),
            kind: Kind::Number,
            value: None,
        })),
    }
}

/// Returns the end of a smaller unit that goes on from an amount: 5 dollars and 50 cents, 1 hour 30 minutes, 3元5角.
fn compound(text: &str, end: usize, measure: Option<&Measure>) -> Option<usize> {
    let rest = &text[end..];
    let joint = [" and ", ", ", " ", "零", "又", ""]
        .iter()
        .find_map(|joint| {
            starts(rest, joint)
                .or_else(|| rest.starts_with(joint).then_some(joint.len()))
                .filter(|len| edges::is_number(&rest[*len..]))
        })?;
    let part = amount::read(text, end + joint)?;
    let after = &text[part.number.end..];
    match (measure?, &part.measure) {
        (Measure::Money(_), _) if after.starts_with(['角', '毛', '分']) => {
            Some(part.number.end + '角'.len_utf8())
        }
        (Measure::Money(_), Some(Measure::Money(_))) => {
            let small = [
                "cent", "cents", "pence", "便士", "美分", "欧分", "kopecks", "paise",
            ];
            small
                .iter()
                .any(|word| starts(&after[gap(after)..], word).is_some())
                .then_some(part.bytes.end)
        }
        (Measure::Duration(large), Some(Measure::Duration(small))) => {
            (large < small).then_some(part.bytes.end)
        }
        _ => None,
    }
}

fn value(interval: Interval, sign: Option<Sign>, measure: &Measure) -> Option<String> {
    let mut pool = Pool::default();
    let quantity = Quantity {
        interval: signed(interval, sign)?,
        approximate: sign == Some(Sign::About),
        last_digit: None,
        unit: match measure {
            Measure::Money(currency) => Unit::Currency((*currency)?),
            Measure::Percent => Unit::Percent,
            Measure::Duration(duration) => Unit::Duration(*duration),
            Measure::Count(noun) => Unit::Count(pool.intern(noun)),
        },
    };
    Some(quantity.display(&pool).to_string())
}

/// Returns a number without a unit, written as quantities are but for what is counted.
fn bare_value(interval: Interval, sign: Option<Sign>) -> Option<String> {
    const THINGS: &str = "things";
    let written = value(interval, sign, &Measure::Count(THINGS.to_owned()))?;
    Some(written.trim_end_matches(THINGS).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &'static str, String)> {
        use crate::model::Word as _;
        find(text, Some(2024))
            .into_iter()
            .map(|figure| {
                let value = figure.value.unwrap_or("?".to_owned());
                (&text[figure.bytes], figure.kind.as_str(), value)
            })
            .collect()
    }

    #[test]
    fn figures_are_read_with_unit_and_bounds() {
        for (text, words, kind, value) in [
            ("高达1.28亿美元的", "1.28亿美元", "money", "USD 128M"),
            ("约 1 亿美元", "1 亿美元", "money", "~USD 100M"),
            ("不到4500万美元", "4500万美元", "money", "<USD 45M"),
            ("至少几千万美金,", "几千万美金", "money", ">=USD 10M"),
            ("砸几千万美金", "几千万美金", "money", "USD 10M..<100M"),
            ("近百亿元", "百亿元", "money", "~CNY 10B"),
            ("一点二亿欧元", "一点二亿欧元", "money", "EUR 120M"),
            ("paid $44 billion for", "$44 billion", "money", "USD 44B"),
            ("more than US$44m", "US$44m", "money", ">USD 44M"),
            (
                "about two million dollars",
                "two million dollars",
                "money",
                "~USD 2M",
            ),
            ("RMB 100", "RMB 100", "money", "CNY 100"),
            ("近65%+的", "65%", "percent", "?"),
            ("80%以上", "80%以上", "percent", ">=80%"),
            ("超出85%", "85%", "percent", ">85%"),
            ("百分之六十五", "百分之六十五", "percent", "65%"),
            ("六成的", "六成", "percent", "60%"),
            ("晚了足足六年,", "六年", "duration", "6 years"),
            ("至少6个月", "6个月", "duration", ">=6 months"),
            ("六年多", "六年多", "duration", ">6..<7 years"),
            ("三年之后", "三年", "duration", "3 years"),
            ("两三个月", "两三个月", "duration", "2..3 months"),
            ("最近几个月", "几个月", "duration", "1..<10 months"),
            ("十几年的", "十几年", "duration", "11..19 years"),
            ("a six-month pause", "six-month", "duration", "6 months"),
            ("1.4万字的诉状", "1.4万字", "number", "14k 字"),
            ("52个大模型", "52个", "number", "52 个"),
            ("1亿月活", "1亿月活", "number", "100M 月活"),
            ("达千人,", "千人", "number", "1000 人"),
            ("卖了一亿多的", "一亿多", "number", ">100M..<200M"),
            ("数十万的", "数十万", "number", "100k..<1M"),
            ("全球前十的", "十", "number", "10"),
            ("两大派系", "两大", "number", "2 大"),
            (
                "raised $10-20 million",
                "$10-20 million",
                "money",
                "USD 10M..20M",
            ),
            ("5–10% of", "5–10%", "percent", "5..10%"),
            ("三至五年", "三至五年", "duration", "3..5 years"),
            ("in 46 pages", "46 pages", "number", "46 pages"),
            ("in 2018, he", "2018", "date", "2018"),
            ("到2024年底,", "2024年底", "date", "2024"),
        ] {
            assert_eq!(found(text), [(words, kind, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn numbers_that_count_nothing_are_passed_over() {
        for text in [
            "GPT-4",
            "Llama 2 was",
            "v1.2.3",
            "1.2.3",
            "3D",
            "20GB",
            "PMF",
            "X",
            "第三派",
            "一边",
            "一个人",
            "一经",
            "一直",
            "数据",
            "数目",
            "两者",
            "三战三北",
            "10:30",
            "http://a.b/2023/02",
            "千家万户",
            "人数十分",
            "二是",
            "AIGC",
            "唯一",
            "一度",
            "几乎",
            "one of them",
            "GPT3",
            "a second one",
            "万一",
            "iPhone 15",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
