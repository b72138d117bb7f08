//! Figures: a number with its unit and the words around it that make it an interval, or a date.

use std::ops::Range;

use rust_decimal::Decimal;

use super::bounds::{Sign, sign_around, signed};
use super::names::is_of_word;
use super::numeral::{self, Form, Numeral, digits};
use super::unit::Measure;
use super::{Kind, chinese, date, english, unit};
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

/// Returns every figure in a text, in order of place.
pub(super) fn find(text: &str, this_year: Option<i16>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match read(text, at, c, this_year) {
            Some(figure) => {
                at = figure.bytes.end.max(at + c.len_utf8());
                figures.push(figure);
            }
            None => at += skip(&text[at..], c),
        }
    }
    figures
}

/// Returns the figure that starts at a byte: a date before a number, since dates hold numbers.
fn read(text: &str, at: usize, c: char, this_year: Option<i16>) -> Option<Figure> {
    let rest = &text[at..];
    if !may_start(c) || idiom(rest).is_some() || is_ordinal(text, at) {
        return None;
    }
    if let Some(date) = date::read(rest, this_year) {
        return Some(dated(at, date));
    }
    if let Some(whole) = percent_in_words(text, at) {
        return Some(whole);
    }
    let numeral = if c.is_ascii_digit() {
        let (a, b) = (chinese::read(rest), english::read(rest));
        // Whichever reads further: 44m and 44万 begin with the same digits.
        [a, b]
            .into_iter()
            .flatten()
            .max_by_key(|numeral| numeral.len)?
    } else if c.is_ascii_alphabetic() {
        english::read(rest)?
    } else {
        chinese::read(rest)?
    };
    let numeral = span(rest, numeral).unwrap_or(numeral);
    measured(text, at, numeral)
}

/// Reads on from a number to another of the same unit: 10-20 million, 5–10%, 三至五年.
fn span(rest: &str, first: Numeral) -> Option<Numeral> {
    const TO: [&str; 8] = ["-", "–", "—", "~", "～", "至", "到", " to "];
    let after = &rest[first.len..];
    let to = TO.iter().find(|to| after.starts_with(**to))?;
    let start = first.len + to.len();
    let last = [chinese::read(&rest[start..]), english::read(&rest[start..])];
    let last = last
        .into_iter()
        .flatten()
        .max_by_key(|numeral| numeral.len)?;
    // In 10-20 million the first number is of millions too.
    let factor = match (first.form, digits(&rest[start..])) {
        (Form::Digits, Some((bare, _))) => last.range.min.value.checked_div(bare)?,
        _ => Decimal::ONE,
    };
    let range = numeral::Range {
        min: first.range.times(factor)?.min,
        max: last.range.max,
    };
    let measured = last.form == Form::Scaled || unit::after(&rest[start + last.len..]).is_some();
    (measured && range.min.value < range.max.value).then_some(Numeral {
        len: start + last.len,
        range,
        form: last.form,
    })
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
    c.is_ascii_alphanumeric()
        || "零〇一二两三四五六七八九十百千万亿几数去客昨上今本明前后".contains(c)
}

/// Turns of speech that hold numbers and count nothing.
const IDIOMS: &[&str] = &[
    "千家万户",
    "千万不",
    "千万别",
    "千万要",
    "万家灯火",
    "百家争鸣",
];

/// Returns how many bytes the turn of speech at the start of a text takes, if there is one.
fn idiom(text: &str) -> Option<usize> {
    IDIOMS
        .iter()
        .find(|idiom| text.starts_with(**idiom))
        .map(|idiom| idiom.len())
}

/// Returns whether what starts here says which one, not how many: 第三, and all of 第二十三.
fn is_ordinal(text: &str, at: usize) -> bool {
    let numeral = |c: char| chinese::digit(c).is_some() || "十百千".contains(c);
    // No number is longer than this, and a text of numerals alone must not be gone through for each of them.
    let before = text[..at].chars().rev().take(16);
    before.into_iter().find(|c| !numeral(*c)) == Some('第')
}

/// Returns how many bytes to pass over where no figure starts: a character, or a word with all that hangs on it.
///
/// So the digits of GPT-4, v1.2, 3D and 10:30 are never met.
fn skip(rest: &str, c: char) -> usize {
    if !is_of_word(c) {
        return idiom(rest).unwrap_or(c.len_utf8());
    }
    if let Some(code) = unit::code(rest) {
        return code;
    }
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((byte, c)) = characters.next() {
        let joins = "-_./:@#'’+".contains(c)
            && characters.peek().is_some_and(|(_, next)| is_of_word(*next));
        if !is_of_word(c) && !joins {
            break;
        }
        end = byte + c.len_utf8();
    }
    end
}

/// Reads 百分之六十五 and 六成.
fn percent_in_words(text: &str, at: usize) -> Option<Figure> {
    let rest = &text[at..];
    let (numeral, len, factor) = match rest.strip_prefix("百分之") {
        Some(number) => {
            let numeral = chinese::read(number)?;
            (numeral, "百分之".len() + numeral.len, 1)
        }
        None => {
            let numeral = chinese::read(rest)?;
            let after = rest[numeral.len..].strip_prefix('成')?;
            let is_share =
                numeral.form == Form::Small && !after.starts_with(['为', '了', '立', '功', '员']);
            is_share.then_some((numeral, numeral.len + '成'.len_utf8(), 10))?
        }
    };
    let interval = numeral.range.times(factor)?.interval()?;
    let (sign, more) = sign_around(text, at, at + len);
    Some(Figure {
        bytes: at..at + len + more,
        digits: at..at + len,
        kind: Kind::Percent,
        value: value(interval, sign, &Measure::Percent),
    })
}

/// Returns the figure that a number makes with what stands around it, if it counts anything.
fn measured(text: &str, at: usize, numeral: Numeral) -> Option<Figure> {
    let end = at + numeral.len;
    let bare = text[end..].starts_with(['+', '＋']);
    let plus = if bare {
        text[end..].chars().next().map_or(0, char::len_utf8)
    } else {
        0
    };
    let before = unit::before(text, at);
    let (measure, unit_len) = match (&before, unit::after(&text[end + plus..])) {
        // A currency before the number is its unit; one after it belongs to it too.
        (Some((currency, _)), Some((Measure::Money(_), len))) => {
            (Some(Measure::Money(*currency)), len)
        }
        (Some((currency, _)), _) => (Some(Measure::Money(*currency)), 0),
        (None, Some((measure, len))) => (Some(measure), len),
        (None, None) => (None, 0),
    };
    let unit_end = end + plus + unit_len;
    if text[unit_end..].starts_with(is_of_word) && unit_len == 0 && plus == 0 {
        return None;
    }
    if !counts(text, at, numeral.form, measure.as_ref(), &text[unit_end..]) {
        return None;
    }
    let alone = measure.is_none() && plus == 0 && numeral.form == Form::Digits;
    if alone && let Some(year) = date::bare_year(&text[at..]).filter(|year| year.len == numeral.len)
    {
        return Some(dated(at, year));
    }
    let mut range = numeral.range;
    let mut more = 0;
    if matches!(measure, Some(Measure::Duration(_))) && text[unit_end..].starts_with('多') {
        // 六年多: more than six years and less than seven.
        range = range.and_more(1.into())?;
        more = '多'.len_utf8();
    }
    let (mut sign, suffix) =
        sign_around(text, before.map_or(at, |(_, start)| start), unit_end + more);
    if plus > 0 {
        sign = sign
            .or(Some(Sign::AtLeast))
            .map(|sign| sign.and(Sign::AtLeast));
    }
    let kind = match measure {
        Some(Measure::Money(_)) => Kind::Money,
        Some(Measure::Percent) => Kind::Percent,
        Some(Measure::Duration(_)) => Kind::Duration,
        Some(Measure::Count(_)) | None => Kind::Number,
    };
    Some(Figure {
        bytes: before.map_or(at, |(_, start)| start)..unit_end + more + suffix,
        digits: at..end,
        kind,
        value: range.interval().and_then(|interval| match measure {
            Some(measure) => value(interval, sign, &measure),
            None => bare_value(interval, sign),
        }),
    })
}

/// Returns whether a number counts something, rather than being part of a word, a name or a turn of speech.
fn counts(text: &str, at: usize, form: Form, measure: Option<&Measure>, after: &str) -> bool {
    let rank = text[..at].ends_with('前');
    match (form, measure) {
        // 一个 is no more than "a"; a span of time or money of one is.
        (Form::One, Some(Measure::Count(_)) | None) => false,
        (_, Some(_)) | (Form::Scaled, None) => !is_vague_without_unit(text, at, form, measure),
        (Form::Round, None) => rank,
        (Form::Small, None) => rank && !text[at..].starts_with(|c: char| c.is_ascii_alphabetic()),
        (Form::Vague, None) => false,
        (Form::Digits, None) => !is_part_of_name(&text[..at]) && !goes_on(after),
    }
}

/// Returns whether digits before this text are the start of something longer, such as a version, a time or an address.
fn goes_on(after: &str) -> bool {
    let inner = after.strip_prefix(['-', ':', '.']);
    after.starts_with('-') || inner.is_some_and(|rest| rest.starts_with(is_of_word))
}

/// Returns whether a round number that only 几 or 数 makes many stands without what is counted: 人数十分.
fn is_vague_without_unit(text: &str, at: usize, form: Form, measure: Option<&Measure>) -> bool {
    let vague = text[at..].starts_with(['数', '几']);
    let myriads = chinese::read(&text[at..])
        .is_some_and(|numeral| text[at..at + numeral.len].ends_with(['万', '亿']));
    vague && form == Form::Scaled && measure.is_none() && !myriads
}

/// Returns whether digits after this text are part of a name, as in `Llama 2`: they follow a word with a capital.
fn is_part_of_name(before: &str) -> bool {
    let Some(head) = before.strip_suffix(' ') else {
        return false;
    };
    let last = head
        .rsplit(|c: char| !is_of_word(c))
        .next()
        .unwrap_or_default();
    last.contains(char::is_uppercase) && !BEFORE_NUMBERS.contains(&last)
}

/// Capitalised words at the start of a sentence that numbers may follow.
const BEFORE_NUMBERS: &[&str] = &[
    "The", "In", "On", "At", "By", "For", "From", "About", "Over", "Under", "Nearly", "Some",
    "All", "Its", "Their", "And", "Of", "With", "Only", "Almost", "Around", "Since", "Until",
    "These",
];

fn value(interval: Interval, sign: Option<Sign>, measure: &Measure) -> Option<String> {
    let mut pool = Pool::default();
    let quantity = Quantity {
        interval: signed(interval, sign)?,
        approximate: sign == Some(Sign::About),
        last_digit: None,
        unit: match measure {
            Measure::Money(currency) => Unit::Currency(*currency),
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
            ("近65%+的", "65%+", "percent", "~65%"),
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
