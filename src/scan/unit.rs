//! Units as texts write them: currencies, percent, spans of time and things that are counted.

use super::names::is_of_word;
use crate::model::{Currency, Duration};

/// What a number in a text is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measure {
    Money(Currency),
    Percent,
    Duration(Duration),
    Count(String),
}

/// Signs before an amount, the longest first.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("＄", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("₹", "INR"),
    ("₩", "KRW"),
];

/// Codes that stand before or after an amount; other codes of the standard are words too often.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "HKD", "TWD", "INR", "KRW", "RUB", "CHF", "CAD",
    "AUD", "SGD", "BTC",
];

/// Words after an amount, the longest first of those that begin alike.
const CURRENCIES: &[(&str, &str)] = &[
    ("美元", "USD"),
    ("美金", "USD"),
    ("美刀", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("新台币", "TWD"),
    ("韩元", "KRW"),
    ("卢布", "RUB"),
    ("卢比", "INR"),
    ("瑞士法郎", "CHF"),
    ("加元", "CAD"),
    ("澳元", "AUD"),
    ("新加坡元", "SGD"),
    ("人民币", "CNY"),
    ("元人民币", "CNY"),
    ("元", "CNY"),
    ("块钱", "CNY"),
    ("US dollars", "USD"),
    ("U.S. dollars", "USD"),
    ("American dollars", "USD"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("pounds sterling", "GBP"),
    ("pounds", "GBP"),
    ("pound", "GBP"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("rupees", "INR"),
    ("roubles", "RUB"),
    ("rubles", "RUB"),
    ("won", "KRW"),
];

const PERCENTS: &[&str] = &[
    "%",
    "％",
    "个百分点",
    "percentage points",
    "percent",
    "per cent",
    "pct",
    "pc",
];

const DURATIONS: &[(&str, Duration)] = &[
    ("个月", Duration::Months),
    ("周年", Duration::Years),
    ("年", Duration::Years),
    ("个星期", Duration::Weeks),
    ("星期", Duration::Weeks),
    ("个礼拜", Duration::Weeks),
    ("周", Duration::Weeks),
    ("天", Duration::Days),
    ("个小时", Duration::Hours),
    ("小时", Duration::Hours),
    ("分钟", Duration::Minutes),
    ("秒钟", Duration::Seconds),
    ("秒", Duration::Seconds),
    ("years", Duration::Years),
    ("year", Duration::Years),
    ("months", Duration::Months),
    ("month", Duration::Months),
    ("weeks", Duration::Weeks),
    ("week", Duration::Weeks),
    ("days", Duration::Days),
    ("day", Duration::Days),
    ("hours", Duration::Hours),
    ("hour", Duration::Hours),
    ("hrs", Duration::Hours),
    ("minutes", Duration::Minutes),
    ("minute", Duration::Minutes),
    ("mins", Duration::Minutes),
    ("seconds", Duration::Seconds),
    ("second", Duration::Seconds),
    ("secs", Duration::Seconds),
];

/// What follows 年 where it is no span of time.
const NOT_YEARS: &[&str] = &["年代", "年级", "年度"];

/// Measure words and counted things that follow a Chinese number.
const COUNTED: &[&str] = &[
    "订阅用户",
    "用户",
    "月活",
    "日活",
    "粉丝",
    "观众",
    "员工",
    "平方米",
    "平方公里",
    "公里",
    "公斤",
    "千克",
    "立方米",
    "个",
    "名",
    "位",
    "家",
    "人",
    "条",
    "项",
    "件",
    "部",
    "款",
    "台",
    "页",
    "字",
    "次",
    "种",
    "场",
    "篇",
    "封",
    "份",
    "张",
    "本",
    "套",
    "辆",
    "架",
    "只",
    "座",
    "所",
    "间",
    "层",
    "岁",
    "倍",
    "股",
    "支",
    "颗",
    "轮",
    "届",
    "期",
    "组",
    "批",
    "类",
    "大",
    "户",
    "票",
    "吨",
    "代",
];

/// Words after a number in English that are no counted thing though they end in `s`.
const NOT_COUNTED: &[&str] = &[
    "is", "was", "has", "as", "its", "this", "does", "says", "us",
];

/// Returns the currency written before a byte of a text, and the byte it starts at.
pub(super) fn before(text: &str, byte: usize) -> Option<(Currency, usize)> {
    let head = text[..byte]
        .strip_suffix([' ', '\u{a0}'])
        .unwrap_or(&text[..byte]);
    let sign = SIGNS.iter().find(|(sign, _)| head.ends_with(sign));
    let (written, code) = match sign {
        Some((sign, code)) => (*sign, *code),
        None => {
            let code = CODES.iter().find(|code| head.ends_with(**code))?;
            let own = head[..head.len() - code.len()].chars().next_back();
            if own.is_some_and(is_of_word) {
                return None;
            }
            (*code, *code)
        }
    };
    Some((Currency::from_code(code)?, head.len() - written.len()))
}

/// Returns how many bytes the code of a currency takes at the start of a text that goes on with a number.
pub(super) fn code(text: &str) -> Option<usize> {
    let code = CODES.iter().find(|code| text.starts_with(**code))?;
    let rest = text[code.len()..].trim_start_matches([' ', '\u{a0}']);
    rest.starts_with(|c: char| c.is_ascii_digit())
        .then_some(code.len())
}

/// Returns what is counted by a number that a text follows, and how many bytes of the text say so.
pub(super) fn after(text: &str) -> Option<(Measure, usize)> {
    let gap = text
        .chars()
        .next()
        .filter(|c| " \u{a0}-".contains(*c))
        .map_or(0, char::len_utf8);
    let rest = &text[gap..];
    let found = percent(rest)
        .or_else(|| currency(rest))
        .or_else(|| duration(rest))
        .or_else(|| counted(rest));
    found.map(|(measure, len)| (measure, gap + len))
}

fn percent(text: &str) -> Option<(Measure, usize)> {
    let sign = PERCENTS.iter().find(|sign| starts(text, sign))?;
    Some((Measure::Percent, sign.len()))
}

fn currency(text: &str) -> Option<(Measure, usize)> {
    let code = CODES
        .iter()
        .find(|code| text.starts_with(**code) && starts(text, code));
    let (len, code) = match code {
        Some(code) => (code.len(), *code),
        None => CURRENCIES
            .iter()
            .find(|(word, _)| starts(text, word))
            .map(|(word, code)| (word.len(), *code))?,
    };
    Some((Measure::Money(Currency::from_code(code)?), len))
}

fn duration(text: &str) -> Option<(Measure, usize)> {
    if NOT_YEARS.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let (word, unit) = DURATIONS.iter().find(|(word, _)| starts(text, word))?;
    Some((Measure::Duration(*unit), word.len()))
}

fn counted(text: &str) -> Option<(Measure, usize)> {
    if let Some(word) = COUNTED.iter().find(|word| text.starts_with(**word)) {
        return Some((Measure::Count((*word).to_owned()), word.len()));
    }
    let word = super::english::word(text)?;
    let plural = word.len() > 2 && word.ends_with('s') && text.starts_with(char::is_lowercase);
    (plural && !NOT_COUNTED.contains(&word.as_str())).then(|| {
        let len = word.len();
        (Measure::Count(word), len)
    })
}

/// Returns whether a text starts with a word, whole and in any case if it is of Latin letters.
fn starts(text: &str, word: &str) -> bool {
    let same = text
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word));
    let cut = word.ends_with(|c: char| c.is_ascii_alphabetic())
        && text
            .get(word.len()..)
            .is_some_and(|rest| rest.starts_with(is_of_word));
    same && !cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_of_the_tables_is_known() {
        let codes = SIGNS
            .iter()
            .chain(CURRENCIES)
            .map(|(_, code)| code)
            .chain(CODES);
        for code in codes {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn units_stand_before_or_after() {
        let before =
            |text: &str| before(text, text.len()).map(|(currency, at)| (currency.code(), at));
        assert_eq!(before("a US$"), Some(("USD", 2)));
        assert_eq!(before("RMB "), Some(("CNY", 0)));
        assert_eq!(before("XUSD "), None);
        assert_eq!(
            after("美元的"),
            Some((Measure::Money(Currency::from_code("USD").unwrap()), 6))
        );
        assert_eq!(after(" per cent"), Some((Measure::Percent, 9)));
        assert_eq!(
            after("-month"),
            Some((Measure::Duration(Duration::Months), 6))
        );
        assert_eq!(
            after("个月"),
            Some((Measure::Duration(Duration::Months), 6))
        );
        assert_eq!(after(" pages"), Some((Measure::Count("pages".into()), 6)));
        assert_eq!(after("年代"), None);
        assert_eq!(after(" wonderful"), None);
    }
}
