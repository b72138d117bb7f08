//! What a number is of: money, hundredths, spans of time and things that are counted.

use rust_decimal::Decimal;

use super::currency::{self, Written};
use super::names::is_of_word;
use super::phrase::{gap, longest_start, starts, word};
use crate::model::{Currency, Duration};

/// What a number in a text is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money; of a currency that is not understood, `None`.
    Money(Option<Currency>),
    Percent,
    Duration(Duration),
    Count(String),
}

/// What stands after a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct After {
    pub measure: Measure,
    /// By what the number is multiplied to be of the measure: 0.01 for cents and basis points.
    pub factor: Decimal,
    /// What is added to it: a half for 三年半.
    pub more: Decimal,
    /// How many bytes it takes, with the gap before it.
    pub len: usize,
}

/// Hundredths and their parts, with the decimals of a percent.
const PERCENTS: &[(&str, u32)] = &[
    ("%", 0),
    ("个百分点", 0),
    ("percentage points", 0),
    ("percentage point", 0),
    ("percentage-point", 0),
    ("percent", 0),
    ("per cent", 0),
    ("pct", 0),
    ("pct.", 0),
    ("pc", 0),
    ("prozent", 0),
    ("pour cent", 0),
    ("por ciento", 0),
    ("per cento", 0),
    ("basis points", 2),
    ("basis point", 2),
    ("basis-point", 2),
    ("bps", 2),
    ("bp", 2),
    ("个基点", 2),
    ("基点", 2),
    ("‰", 1),
];

const DURATIONS: &[(&str, Duration)] = &[
    ("个月", Duration::Months),
    ("周年", Duration::Years),
    ("年", Duration::Years),
    ("个年头", Duration::Years),
    ("个星期", Duration::Weeks),
    ("星期", Duration::Weeks),
    ("个礼拜", Duration::Weeks),
    ("周", Duration::Weeks),
    ("天", Duration::Days),
    ("个小时", Duration::Hours),
    ("小时", Duration::Hours),
    ("个钟头", Duration::Hours),
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
    ("secs", Duration::Seconds),
    ("jahre", Duration::Years),
    ("jahren", Duration::Years),
    ("monate", Duration::Months),
    ("monaten", Duration::Months),
    ("tage", Duration::Days),
    ("tagen", Duration::Days),
    ("ans", Duration::Years),
    ("mois", Duration::Months),
    ("jours", Duration::Days),
];

/// Spans of time with a half more: 三个半月.
const AND_A_HALF: &[(&str, Duration)] = &[
    ("个半月", Duration::Months),
    ("个半小时", Duration::Hours),
    ("个半星期", Duration::Weeks),
    ("年半", Duration::Years),
    ("天半", Duration::Days),
    ("周半", Duration::Weeks),
];

/// What starts like a span of time and is none.
const NOT_TIME: &[&str] = &[
    "年代",
    "年级",
    "年度",
    "年产",
    "年化",
    "年均",
    "年薪",
    "年会",
    "年份",
    "年级",
    "周刊",
    "周末",
    "周岁",
    "天津",
    "天使",
    "天下",
    "天王",
    "秒杀",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
];

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
    "艘",
    "枚",
    "枝",
    "栋",
    "头",
    "例",
    "起",
    "宗",
    "笔",
    "名员工",
    "人次",
];

/// What starts like a counted thing and is none, or is one only with what follows.
const NOT_COUNTED_CHINESE: &[&str] = &[
    "人民币",
    "本来",
    "本月",
    "本年",
    "本人",
    "家庭",
    "大家",
    "大学",
    "大厦",
    "大道",
    "大会",
    "代表",
    "位于",
    "位置",
    "层次",
    "只有",
    "只是",
    "只能",
    "所有",
    "所以",
    "部分",
    "部门",
    "部长",
    "名为",
    "名单",
    "期间",
    "项目部",
    "起来",
    "起诉",
    "起义",
    "台湾",
    "台北",
    "台币",
    "期待",
    "字节",
    "个人",
    "条件",
    "次年",
    "次日",
    "场所",
    "份额",
    "支持",
    "类似",
    "头条",
    "例如",
    "起点",
    "个百分",
    "套餐",
    "人均",
    "岁月",
    "股份",
    "股票",
    "股权",
    "股东",
    "票房",
    "座谈",
    "架构",
    "篇幅",
];

/// Words after a number in English that are no counted thing though they end in `s`.
const NOT_COUNTED: &[&str] = &[
    "is",
    "was",
    "has",
    "as",
    "its",
    "this",
    "does",
    "says",
    "us",
    "his",
    "hers",
    "ours",
    "yours",
    "theirs",
    "always",
    "perhaps",
    "besides",
    "afterwards",
    "plus",
    "minus",
    "versus",
    "vs",
    "across",
    "yes",
    "goes",
    "comes",
    "gets",
    "makes",
    "takes",
    "shows",
    "gives",
    "includes",
    "means",
    "remains",
    "represents",
    "begins",
    "becomes",
    "pays",
    "sometimes",
    "towards",
    "whereas",
    "thus",
    "sports",
    "sales",
    "arms",
    "news",
    "series",
    "times",
    "ans",
    "les",
    "des",
    "dies",
    "das",
    "os",
    "plus",
];

/// Counted things whose plural has no `s`.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "staff",
    "police",
    "aircraft",
    "feet",
    "sheep",
    "fish",
    "cattle",
    "mice",
    "personnel",
];

/// Returns what is counted by a number that a text follows; `long` when the number is long or round, so that words
/// that have other senses too are units of money. After "hundreds" the unit follows an `of`.
pub(super) fn after(text: &str, long: bool) -> Option<After> {
    let hyphen = text.starts_with('-') && text[1..].starts_with(is_of_word);
    let space = if hyphen { 1 } else { gap(text) };
    let rest = &text[space..];
    let of = ["of ", "de ", "d'", "di "]
        .iter()
        .filter_map(|of| {
            rest.get(..of.len())
                .filter(|start| start.eq_ignore_ascii_case(of))
                .map(|_| of.len())
        })
        .next()
        .filter(|_| long && space > 0)
        .unwrap_or(0);
    let rest = &rest[of..];
    let found = if of > 0 {
        money(rest, long)
    } else {
        percent(rest)
            .or_else(|| money(rest, long))
            .or_else(|| duration(rest, hyphen))
            .or_else(|| counted(rest))
    };
    found
        .or_else(|| {
            (of > 0 && text[space..].starts_with("of "))
                .then(|| counted(rest))
                .flatten()
        })
        .map(|after| After {
            len: space + of + after.len,
            ..after
        })
}

fn whole(measure: Measure, len: usize) -> After {
    After {
        measure,
        factor: Decimal::ONE,
        more: Decimal::ZERO,
        len,
    }
}

fn percent(text: &str) -> Option<After> {
    let (decimals, len) = longest_start(text, PERCENTS)?;
    Some(After {
        factor: Decimal::new(1, *decimals),
        ..whole(Measure::Percent, len)
    })
}

fn money(text: &str, long: bool) -> Option<After> {
    let element = ["元素", "元旦", "元月", "元件", "元老", "元首", "元宵"];
    if element.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let Written {
        currency,
        hundredths,
        at,
        ..
    } = currency::after(text, long)?;
    Some(After {
        factor: Decimal::new(1, if hundredths { 2 } else { 0 }),
        ..whole(Measure::Money(currency), at)
    })
}

fn duration(text: &str, hyphen: bool) -> Option<After> {
    if NOT_TIME.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    if let Some((unit, len)) = longest_start(text, AND_A_HALF) {
        return Some(After {
            more: Decimal::new(5, 1),
            ..whole(Measure::Duration(*unit), len)
        });
    }
    if hyphen && starts(text, "second").is_some() {
        return Some(whole(Measure::Duration(Duration::Seconds), "second".len()));
    }
    // In a six-month pause the unit hangs on the number; in Chinese a hyphen is of something else.
    let (unit, len) = longest_start(text, DURATIONS)
        .filter(|_| !hyphen || text.is_char_boundary(1) && text.as_bytes()[0].is_ascii())?;
    Some(whole(Measure::Duration(*unit), len))
}

fn counted(text: &str) -> Option<After> {
    let none = NOT_COUNTED_CHINESE
        .iter()
        .any(|word| text.starts_with(word));
    let known = COUNTED
        .iter()
        .filter(|word| text.starts_with(**word))
        .max_by_key(|word| word.len());
    if let Some(word) = known.filter(|_| !none) {
        return Some(whole(Measure::Count((*word).to_owned()), word.len()));
    }
    let noun = word(text);
    let next = &text[noun.len()..];
    let following = word(&next[gap(next)..]);
    is_plural(noun).then_some(())?;
    // "10 sports cars" are no sports.
    (!is_plural(following)).then(|| whole(Measure::Count(noun.to_owned()), noun.len()))
}

fn is_plural(noun: &str) -> bool {
    let ends = noun.len() > 2
        && noun.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| noun.ends_with(end));
    let lower = noun.starts_with(|c: char| c.is_ascii_lowercase());
    lower && (ends && !NOT_COUNTED.contains(&noun) || PLURALS.contains(&noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_after() {
        let usd = Currency::from_code("USD");
        for (text, measure, len) in [
            ("美元的", Measure::Money(usd), 6),
            (" per cent", Measure::Percent, 9),
            ("-month", Measure::Duration(Duration::Months), 6),
            ("个月", Measure::Duration(Duration::Months), 6),
            (" pages", Measure::Count("pages".into()), 6),
            (" people", Measure::Count("people".into()), 7),
        ] {
            let found = after(text, false).unwrap();
            assert_eq!((found.measure, found.len), (measure, len), "{text}");
        }
        assert_eq!(
            after(" of dollars", true).unwrap().measure,
            Measure::Money(usd)
        );
        assert_eq!(after("年代", false), None);
        assert_eq!(after(" wonderful", false), None);
        assert_eq!(after(" sports cars", false), None);
        assert_eq!(after("-星期一", false), None);
        assert_eq!(
            after(" basis points", false).unwrap().factor,
            Decimal::new(1, 2)
        );
    }
}
