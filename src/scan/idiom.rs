//! Turns of speech and labels: words that hold numbers and count nothing.

use super::chinese;
use super::names::is_of_word;
use super::phrase::{last_word, without_gap};

/// Turns of speech, names and words that hold Chinese numerals.
const IDIOMS: &[&str] = &[
    "千家万户",
    "千万不",
    "千万别",
    "千万要",
    "千万得",
    "千万记",
    "万家灯火",
    "百家争鸣",
    "千万富翁",
    "百万富翁",
    "亿万富翁",
    "亿万富豪",
    "亿万",
    "千千万万",
    "万万",
    "成千上万",
    "千方百计",
    "千变万化",
    "千军万马",
    "千山万水",
    "千言万语",
    "万一",
    "万分",
    "万能",
    "万物",
    "万科",
    "万达",
    "万岁",
    "万里",
    "万象",
    "万幸",
    "万恶",
    "万般",
    "百分百",
    "百般",
    "百姓",
    "百货",
    "百科",
    "百度",
    "百态",
    "百川",
    "百威",
    "百事",
    "千古",
    "千禧",
    "千瓦",
    "千米",
    "千赫",
    "千年",
    "百年",
    "万年",
    "十分",
    "十足",
    "十全十美",
    "十字",
    "十一黄金周",
    "五一",
    "六一",
    "三农",
    "三峡",
    "三亚",
    "三星",
    "三角",
    "三体",
    "三国",
    "四川",
    "四季",
    "四处",
    "四周",
    "四月天",
    "五角大楼",
    "五金",
    "五官",
    "五粮液",
    "六合",
    "七夕",
    "七匹狼",
    "八卦",
    "八达岭",
    "九寨沟",
    "九龙",
    "九州",
    "一带一路",
    "一国两制",
    "二手",
    "二维",
    "二战",
    "一战",
    "双十一",
    "十月革命",
    "一一",
    "三三两两",
    "七上八下",
    "五湖四海",
    "三心二意",
    "四面八方",
    "一石二鸟",
    "九牛一毛",
    "五花八门",
    "三部曲",
    "三代",
    "六神",
    "三个代表",
    "两会",
    "两岸",
    "两者",
    "两国",
    "两地",
    "九一八",
    "七七",
    "一二九",
    "三一五",
    "万元户",
    "千斤顶",
    "百万英镑",
    "数字",
    "数据",
    "数目",
    "数量",
    "数学",
    "数码",
    "数值",
    "数额",
    "几乎",
    "几何",
    "几率",
    "几内亚",
    "几点",
    "零售",
    "零件",
    "零食",
    "零部件",
    "零星",
    "零碎",
    "零下",
    "零钱",
    "零关税",
    "零排放",
    "零容忍",
    "两极",
    "两性",
    "一些",
    "一般",
    "一样",
    "一起",
    "一定",
    "一直",
    "一旦",
    "一切",
    "一边",
    "一方面",
    "一度",
    "一带",
    "一线",
    "二线",
    "三线",
    "一流",
    "一向",
    "一律",
    "一致",
    "一再",
    "一贯",
    "一概",
    "四五线",
];

/// Characters with which 数 before it is a number of them, not several: 人数十.
const OF_COUNT: &str = "人总次多少无参分基函系指户票股件天岁码读算款点位页倍层代占个字级维对";

/// What makes several of 数 and 几 before it.
const COUNTABLE: &str = "十百千万亿个名位家年天月周次种场件条项人小秒分钟倍元块美日辈代";

/// Words before a number that say which one it is.
const LABELS: &[&str] = &[
    "no",
    "nos",
    "number",
    "id",
    "isbn",
    "issn",
    "article",
    "section",
    "sections",
    "chapter",
    "page",
    "pages",
    "pp",
    "p",
    "vol",
    "volume",
    "issue",
    "line",
    "lines",
    "figure",
    "fig",
    "table",
    "room",
    "flight",
    "highway",
    "route",
    "line",
    "version",
    "ver",
    "step",
    "phase",
    "stage",
    "level",
    "grade",
    "gate",
    "platform",
    "unit",
    "lot",
    "exit",
    "bus",
    "rule",
    "error",
    "port",
    "code",
    "channel",
    "season",
    "episode",
    "part",
    "item",
    "question",
    "group",
    "area",
    "type",
    "class",
    "appendix",
    "paragraph",
    "para",
    "clause",
    "title",
    "schedule",
    "annex",
    "tel",
    "phone",
    "fax",
    "call",
    "dial",
    "zip",
    "postcode",
    "ext",
    "extension",
    "case",
    "bill",
    "resolution",
    "building",
    "box",
    "floor",
    "suite",
    "apartment",
    "apt",
    "track",
    "lane",
    "tier",
    "category",
    "rank",
    "ranked",
    "seed",
    "seeded",
    "day",
    "week",
    "round",
    "game",
    "match",
    "set",
    "test",
    "trial",
    "patient",
    "subject",
    "plot",
    "at",
    "aged",
    "age",
    "model",
    "serial",
    "account",
    "order",
    "invoice",
    "ticket",
    "docket",
    "form",
    "index",
    "formula",
    "covid",
    "nr",
    "art",
    "seite",
    "absatz",
    "kapitel",
];

/// Words before digits in Chinese that say which one it is.
const CHINESE_LABELS: &[&str] = &[
    "编号",
    "电话",
    "手机",
    "邮编",
    "代码",
    "证号",
    "账号",
    "号码",
    "尾号",
    "车牌",
    "热线",
    "拨打",
    "型号",
    "版本",
    "案号",
    "星期",
    "礼拜",
    "周",
    "专利号",
    "订单号",
    "传真",
    "书号",
];

/// Capitalised words at the start of a sentence that numbers may follow.
const BEFORE_NUMBERS: &[&str] = &[
    "The", "In", "On", "At", "By", "For", "From", "About", "Over", "Under", "Nearly", "Some",
    "All", "Its", "Their", "And", "Of", "With", "Only", "Almost", "Around", "Since", "Until",
    "These", "Between", "After", "Before", "To", "Those", "Our", "His", "Her",
];

/// Returns how many bytes the turn of speech at the start of a text takes, if there is one.
pub(super) fn idiom(text: &str) -> Option<usize> {
    let idiom = IDIOMS
        .iter()
        .filter(|idiom| text.starts_with(**idiom))
        .map(|idiom| idiom.len())
        .max()?;
    // 零件 and 一带 are words, 十分之一 and 十分钟 are not: numbers that go on are left to the readers.
    let rest = &text[idiom..];
    let number = [
        "十分之",
        "十分钟",
        "百分之",
        "千万元",
        "万分之",
        "几点几",
        "两国",
        "百年来",
    ]
    .iter()
    .any(|number| text.starts_with(number));
    (!number && !rest.starts_with("分之")).then_some(idiom)
}

/// Returns whether a text starts with 数 or 几 that stands for no number; `head` is what stands before it.
pub(super) fn is_no_several(head: &str, text: &str) -> bool {
    let mut characters = text.chars();
    let several = matches!(characters.next(), Some('数' | '几'));
    let next = characters.next();
    several
        && (!next.is_some_and(|c| COUNTABLE.contains(c))
            || (text.starts_with('数') && head.ends_with(|c| OF_COUNT.contains(c))))
}

/// Returns whether what starts here says which one, not how many: 第三, 第12, and all of 第二十三.
pub(super) fn is_ordinal(text: &str, at: usize) -> bool {
    let numeral = |c: char| {
        chinese::digit(c).is_some() || "十百千".contains(c) || c.is_ascii_digit() || c == ' '
    };
    // No number is longer than this, and a text of numerals alone must not be gone through for each of them.
    let before = text[..at].chars().rev().take(16);
    before.into_iter().find(|c| !numeral(*c)) == Some('第')
}

/// Returns whether a number after this text is one of a name or label: `Llama 2`, `page 5`, 编号12.
pub(super) fn is_labelled(head: &str) -> bool {
    let trimmed = head.trim_end_matches(['.', ':', '：', '(', ' ', '\n', '第']);
    if CHINESE_LABELS.iter().any(|label| trimmed.ends_with(label)) {
        return true;
    }
    let Some(before) = head
        .ends_with([' ', '\n', '.', ':'])
        .then(|| without_gap(head))
    else {
        return false;
    };
    let last = last_word(before.trim_end_matches(['.', ':']));
    let stopped = before.ends_with('.')
        && !matches!(
            last.to_lowercase().as_str(),
            "no" | "nos" | "pp" | "p" | "vol" | "fig" | "art" | "nr" | "ext" | "tel" | "para"
        );
    let name = last.contains(char::is_uppercase) && !BEFORE_NUMBERS.contains(&last);
    !stopped
        && (name && !before.ends_with(':')
            || LABELS.contains(&last.to_lowercase().as_str()) && !before.ends_with(is_sentence_end))
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '!' | '?') && !is_of_word(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_which_one() {
        for head in ["Llama ", "page ", "No. ", "编号", "第", "Room ", "tel: "] {
            assert!(is_labelled(head) || head == "第", "{head}");
        }
        for head in ["In ", "paid ", "the end. ", "他付了"] {
            assert!(!is_labelled(head), "{head}");
        }
        assert!(is_ordinal("第12条", 3) && !is_ordinal("等12条", 3));
        assert!(
            is_no_several("", "数字") && is_no_several("人", "数十") && !is_no_several("", "数十")
        );
        assert_eq!(idiom("十分钟"), None);
    }
}
