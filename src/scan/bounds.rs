//! Words around a number that make it a bound: at least, no more than, nearly, 不到, 以上, nicht mehr als, plus de.

use super::names::is_of_word;
use super::phrase::{clause, ends, gap, last_word, longest_end, longest_start, without_gap, word};
use crate::model::{Bound, Interval};

/// What words around a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    About,
    Below,
    AtMost,
    Above,
    AtLeast,
}

use Sign::{About, Above, AtLeast, AtMost, Below};

/// The words around a number say something of it that is not understood, or contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotUnderstood;

impl Sign {
    /// Returns what two signs say together, if they bound the number from the same side.
    pub fn and(self, other: Self) -> Result<Self, NotUnderstood> {
        match (self, other) {
            (one, two) if one == two => Ok(one),
            (Above | AtLeast, Above | AtLeast) => Ok(Above),
            (Below | AtMost, Below | AtMost) => Ok(Below),
            _ => Err(NotUnderstood),
        }
    }

    /// Returns what a sign says under a negation.
    fn negated(self) -> Result<Self, NotUnderstood> {
        match self {
            Above => Ok(AtMost),
            AtLeast => Ok(Below),
            Below => Ok(AtLeast),
            AtMost => Ok(Above),
            About => Err(NotUnderstood),
        }
    }
}

/// Words before a number.
const BEFORE: &[(&str, Sign)] = &[
    ("至少", AtLeast),
    ("最少", AtLeast),
    ("最低", AtLeast),
    ("起码", AtLeast),
    ("至多", AtMost),
    ("最多", AtMost),
    ("最高", AtMost),
    ("顶多", AtMost),
    ("不到", Below),
    ("不足", Below),
    ("不满", Below),
    ("未到", Below),
    ("未满", Below),
    ("未达", Below),
    ("未达到", Below),
    ("不及", Below),
    ("没到", Below),
    ("没有达到", Below),
    ("少于", Below),
    ("低于", Below),
    ("小于", Below),
    ("不止", Above),
    ("不只", Above),
    ("超过", Above),
    ("超出", Above),
    ("高于", Above),
    ("多于", Above),
    ("大于", Above),
    ("突破", Above),
    ("高出", Above),
    ("超", Above),
    ("逾", Above),
    ("大于等于", AtLeast),
    ("小于等于", AtMost),
    ("接近", About),
    ("将近", About),
    ("大约", About),
    ("大概", About),
    ("差不多", About),
    ("几乎", About),
    ("约", About),
    ("约合", About),
    ("约为", About),
    ("近", About),
    ("at most", AtMost),
    ("at the most", AtMost),
    ("up to", AtMost),
    ("as much as", AtMost),
    ("as many as", AtMost),
    ("a maximum of", AtMost),
    ("maximum of", AtMost),
    ("not to exceed", AtMost),
    ("at least", AtLeast),
    ("at the least", AtLeast),
    ("a minimum of", AtLeast),
    ("minimum of", AtLeast),
    ("as little as", AtLeast),
    ("as few as", AtLeast),
    ("less than or equal to", AtMost),
    ("fewer than or equal to", AtMost),
    ("greater than or equal to", AtLeast),
    ("more than or equal to", AtLeast),
    ("less than", Below),
    ("fewer than", Below),
    ("lower than", Below),
    ("smaller than", Below),
    ("shy of", Below),
    ("just short of", Below),
    ("not quite", Below),
    ("under", Below),
    ("below", Below),
    ("south of", Below),
    ("more than", Above),
    ("greater than", Above),
    ("higher than", Above),
    ("larger than", Above),
    ("bigger than", Above),
    ("in excess of", Above),
    ("upwards of", Above),
    ("upward of", Above),
    ("north of", Above),
    ("over", Above),
    ("above", Above),
    ("exceeding", Above),
    ("exceed", Above),
    ("exceeds", Above),
    ("exceeded", Above),
    ("surpassing", Above),
    ("surpassed", Above),
    ("topping", Above),
    ("topped", Above),
    ("little more than", About),
    ("little less than", About),
    ("more or less", About),
    ("about", About),
    ("around", About),
    ("nearly", About),
    ("almost", About),
    ("roughly", About),
    ("approximately", About),
    ("approx", About),
    ("approx.", About),
    ("some", About),
    ("circa", About),
    ("ca.", About),
    ("c.", About),
    ("close to", About),
    ("near", About),
    ("an estimated", About),
    ("estimated", About),
    ("estimated at", About),
    ("virtually", About),
    ("practically", About),
    ("~", About),
    ("≈", About),
    ("≤", AtMost),
    ("<=", AtMost),
    ("≥", AtLeast),
    (">=", AtLeast),
    ("<", Below),
    (">", Above),
    // German.
    ("mehr als", Above),
    ("über", Above),
    ("weniger als", Below),
    ("unter", Below),
    ("mindestens", AtLeast),
    ("wenigstens", AtLeast),
    ("höchstens", AtMost),
    ("maximal", AtMost),
    ("bis zu", AtMost),
    ("rund", About),
    ("etwa", About),
    ("ungefähr", About),
    ("knapp", About),
    ("fast", About),
    ("gut", About),
    ("zirka", About),
    // French.
    ("plus de", Above),
    ("moins de", Below),
    ("au moins", AtLeast),
    ("au plus", AtMost),
    ("au maximum", AtMost),
    ("jusqu'à", AtMost),
    ("environ", About),
    ("près de", About),
    ("quelque", About),
    ("presque", About),
    // Spanish and Italian.
    ("más de", Above),
    ("menos de", Below),
    ("al menos", AtLeast),
    ("hasta", AtMost),
    ("casi", About),
    ("cerca de", About),
    ("alrededor de", About),
    ("più di", Above),
    ("oltre", Above),
    ("meno di", Below),
    ("almeno", AtLeast),
    ("fino a", AtMost),
    ("quasi", About),
];

/// What ends in a word of [`BEFORE`] and does not bound the number: 达不到十亿 names the mark that is missed.
const NOT_BEFORE: &[&str] = &[
    "最近",
    "附近",
    "邻近",
    "新近",
    "达不到",
    "契约",
    "合约",
    "签约",
    "节约",
    "解约",
    "预约",
    "续约",
    "违约",
    "条约",
    "纽约",
    "高超",
];

/// Words before 百, 千, 万 and 亿 without how many of them; before other numbers they are parts of other words.
const BEFORE_ROUND: &[(&str, Sign)] = &[
    ("上", AtLeast),
    ("过", Above),
    ("破", Above),
    ("成", AtLeast),
];

/// Words before a number that are not understood.
const VAGUE_BEFORE: &[&str] = &[
    "±",
    "plus or minus",
    "+/-",
    "not",
    "hardly",
    "barely",
    "scarcely",
    "only part of",
    "a fraction of",
    "multiple",
    "或",
    "一些",
    "百分之",
    "千分之",
    "万分之",
    "分之",
    "or",
    "times",
    "乘",
    "除以",
];

/// Words between a bound and its number that change nothing.
const FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "another",
    "additional",
    "further",
    "extra",
    "just",
    "only",
    "total of",
    "combined",
    "whole",
    "full",
    "roundly",
    "了",
    "人民币",
    "共",
    "共计",
    "de",
    "d'",
    "einer",
    "von",
    "als",
    "des",
    "les",
    "il",
    "la",
];

/// Words that negate a bound after them.
const NEGATIONS: &[&str] = &[
    "no",
    "not",
    "n't",
    "never",
    "cannot",
    "nor",
    "nothing",
    "none",
    "without",
    "neither",
    "nicht",
    "kein",
    "keine",
    "nie",
    "pas",
    "non",
    "ne",
    "n'",
    "jamais",
    "no",
    "nunca",
    "不",
    "未",
    "没",
    "没有",
    "无",
    "非",
    "勿",
    "从未",
    "尚未",
    "并未",
    "不能",
    "不得",
    "不会",
    "不应",
    "不可",
    "未能",
    "没能",
    "不曾",
    "未曾",
    "无法",
    "不可能",
    "不再",
    "不要",
    "不准",
    "不许",
    "不必",
    "难以",
    "不至于",
    "不需",
    "不用",
    "不宜",
    "不允许",
    "未有",
    "未必",
];

/// Words that may stand between a negation and the bound that it negates.
const AUXILIARIES: &[&str] = &[
    "to",
    "be",
    "been",
    "have",
    "has",
    "had",
    "is",
    "was",
    "were",
    "are",
    "any",
    "much",
    "even",
    "ever",
    "yet",
    "do",
    "does",
    "did",
    "will",
    "would",
    "could",
    "can",
    "may",
    "must",
    "should",
    "significantly",
    "plus",
    "mehr",
    "cost",
    "pay",
    "paid",
    "spend",
    "spent",
    "raise",
    "raised",
    "take",
    "took",
    "receive",
    "received",
    "need",
    "earn",
    "earned",
    "lose",
    "lost",
    "give",
    "gave",
    "go",
    "rise",
    "reach",
    "get",
    "got",
    "make",
    "made",
    "worth",
    "last",
    "contain",
    "charge",
    "sell",
    "fall",
    "for",
    "a lot",
];

/// Words after a number or its unit.
const AFTER: &[(&str, Sign)] = &[
    ("以上", AtLeast),
    ("及以上", AtLeast),
    ("或以上", AtLeast),
    ("之上", AtLeast),
    ("以下", AtMost),
    ("及以下", AtMost),
    ("或以下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("不到", Below),
    ("左右", About),
    ("上下", About),
    ("前后", About),
    ("有余", Above),
    ("开外", Above),
    ("不止", Above),
    ("+", AtLeast),
    ("-plus", AtLeast),
    (" or more", AtLeast),
    (" or greater", AtLeast),
    (" or higher", AtLeast),
    (" or above", AtLeast),
    (" or over", AtLeast),
    (" or longer", AtLeast),
    (" or older", AtLeast),
    (" or better", AtLeast),
    (" and more", AtLeast),
    (" and above", AtLeast),
    (" and over", AtLeast),
    (" and up", AtLeast),
    (" and counting", AtLeast),
    (" at least", AtLeast),
    (" at a minimum", AtLeast),
    (" minimum", AtLeast),
    (", if not more", AtLeast),
    (" if not more", AtLeast),
    (" or less", AtMost),
    (" or fewer", AtMost),
    (" or lower", AtMost),
    (" or below", AtMost),
    (" or under", AtMost),
    (" or shorter", AtMost),
    (" or younger", AtMost),
    (" and under", AtMost),
    (" and below", AtMost),
    (" at most", AtMost),
    (" at the most", AtMost),
    (" maximum", AtMost),
    (" max", AtMost),
    (" tops", AtMost),
    (" or so", About),
    (" or thereabouts", About),
    (" give or take", About),
    (", give or take", About),
    (", more or less", About),
    (" more or less", About),
    ("-odd", About),
    ("-ish", About),
    (" oder mehr", AtLeast),
    (" oder weniger", AtMost),
    (" ou plus", AtLeast),
    (" ou moins", AtMost),
    (" o más", AtLeast),
    (" o menos", AtMost),
];

/// Words after a number that bound or change it in a way that is not understood.
const VAGUE_AFTER: &[&str] = &[
    " or even",
    " or possibly",
    " or perhaps",
    " or maybe",
    " or slightly",
    " or a",
    " or much",
    " or far",
    " and possibly",
    " and perhaps",
    " or nearly",
    " or almost",
    " or about",
    " or not",
    " plus",
    " ±",
    "±",
    " +/-",
    " plus or minus",
    " ×",
    "×",
    " *",
    " ^",
    " x 10",
    "出头",
    "起步",
    "打底",
    "封顶",
    "的零头",
    "几",
    "加减",
    "-something",
    " something",
    " and change",
    " and a bit",
    "-fold",
    " oder",
    " ou",
    "级",
    "量级",
];

/// Words that bound a number further on in their clause.
const AT_A_DISTANCE: &[&str] = &[
    "at least",
    "at most",
    "no more",
    "not more",
    "no less",
    "not less",
    "no fewer",
    "not exceed",
    "n't exceed",
    "up to",
    "not over",
    "not under",
    "not above",
    "not below",
    "至少",
    "最多",
    "至多",
    "顶多",
    "起码",
    "不超过",
    "未超过",
    "没有超过",
    "没超过",
    "不低于",
    "不少于",
    "不高于",
    "不多于",
    "不到",
    "不足",
    "不超",
    "mindestens",
    "höchstens",
    "nicht mehr",
    "nicht weniger",
    "au moins",
    "au plus",
    "pas plus",
];

/// Returns what the words before a number say of it, which may be a round number without how many of it.
pub(super) fn before(head: &str, round: bool) -> Result<Option<Sign>, NotUnderstood> {
    let mut rest = without_gap(head);
    if round && let Some((sign, _)) = longest_end(rest, BEFORE_ROUND) {
        return Ok(Some(*sign));
    }
    if VAGUE_BEFORE.iter().any(|word| ends(rest, word).is_some()) {
        return Err(NotUnderstood);
    }
    let whole = rest;
    let mut filled = false;
    for _ in 0..3 {
        if found(rest).is_some() {
            break;
        }
        let Some(start) = FILLERS.iter().filter_map(|word| ends(rest, word)).min() else {
            break;
        };
        rest = without_gap(&rest[..start]);
        filled = true;
    }
    let Some((sign, start)) = found(rest) else {
        return match at_a_distance(whole) {
            true => Err(NotUnderstood),
            false => Ok(None),
        };
    };
    // "Some of the 5" and "about the 5" are of another thing than the number.
    if filled && sign == About {
        return Err(NotUnderstood);
    }
    let head = without_gap(&rest[..start]);
    let sign = if is_negated(head)? {
        sign.negated()?
    } else {
        sign
    };
    if ends(head, "or").is_some() || ends(head, "或").is_some() {
        return Err(NotUnderstood);
    }
    match found(head) {
        Some((other, start)) => {
            let other = if is_negated(without_gap(&head[..start]))? {
                other.negated()?
            } else {
                other
            };
            sign.and(other).map(Some)
        }
        None => Ok(Some(sign)),
    }
}

/// Returns the bound that ends a text, and the byte at which it starts.
fn found(head: &str) -> Option<(Sign, usize)> {
    let (sign, start) = longest_end(head, BEFORE)?;
    let other = NOT_BEFORE.iter().filter_map(|word| ends(head, word)).min();
    other
        .is_none_or(|other| other >= start)
        .then_some((*sign, start))
}

/// Returns whether a bound after this text is negated.
fn is_negated(head: &str) -> Result<bool, NotUnderstood> {
    let mut rest = head;
    for _ in 0..5 {
        if NEGATIONS.iter().any(|word| ends(rest, word).is_some()) || rest.ends_with("n't") {
            return match ends(rest, "if not") {
                Some(_) => Err(NotUnderstood),
                None => Ok(true),
            };
        }
        let Some(start) = AUXILIARIES.iter().filter_map(|word| ends(rest, word)).min() else {
            break;
        };
        rest = without_gap(&rest[..start]);
    }
    // A negation further off may or may not be of this bound.
    let clause = clause(rest, 40);
    let words = clause.split([' ', '\n']).rev().take(6);
    let far = words
        .take_while(|word| {
            ![
                "but", "and", "because", "while", "when", "that", "which", "who", "said",
            ]
            .contains(word)
        })
        .any(|word| {
            word.ends_with("n't")
                || [
                    "no", "not", "never", "cannot", "nor", "nicht", "pas", "hardly",
                ]
                .contains(&word)
        });
    let chinese: String = clause.chars().rev().take(6).collect();
    if far || chinese.contains(['不', '未', '没', '勿']) {
        return Err(NotUnderstood);
    }
    Ok(false)
}

/// Returns whether a bound stands in the same clause some words before a number.
fn at_a_distance(head: &str) -> bool {
    let clause = clause(head, 28);
    let mut from = AT_A_DISTANCE.iter().filter_map(|word| {
        let lower = clause.to_lowercase();
        let at = lower.rfind(word)?;
        Some(lower[at + word.len()..].to_owned())
    });
    // Another number in between takes the bound for itself.
    from.any(|between| {
        !between.contains(|c: char| c.is_ascii_digit() || "十百千万亿两".contains(c))
    })
}

/// Returns what the words after a number say of it, and how many bytes they take.
pub(super) fn after(rest: &str) -> Result<(Option<Sign>, usize), NotUnderstood> {
    let vague = VAGUE_AFTER
        .iter()
        .filter_map(|phrase| super::phrase::starts(rest, phrase))
        .max();
    let Some((sign, len)) = longest_start(rest, AFTER) else {
        return match vague {
            Some(_) => Err(NotUnderstood),
            None => Ok((None, 0)),
        };
    };
    if vague.is_some_and(|vague| vague >= len) {
        return Err(NotUnderstood);
    }
    let after = &rest[len..];
    let cut = *sign != About
        && rest.starts_with('+')
        && after.starts_with(|c: char| is_of_word(c) || "-/+$€£".contains(c));
    if cut {
        return Err(NotUnderstood);
    }
    // "5 or more than 6", "5 minimum wage": what follows decides.
    let next = word(&after[gap(after)..]);
    if next == "than" || (rest.starts_with(" m") && !next.is_empty()) {
        return Err(NotUnderstood);
    }
    Ok((Some(*sign), len))
}

/// Returns an interval as a sign changes it: of "at least tens of millions" only the floor is left.
pub(super) fn signed(interval: Interval, sign: Option<Sign>) -> Option<Interval> {
    let (min, max) = (interval.min(), interval.max());
    let exact = interval.value().is_some();
    let open = |bound: Option<Bound>| bound.map(|bound| Bound::open(bound.value));
    match sign {
        None | Some(About) => Some(interval),
        Some(AtLeast) => Interval::new(min, None).ok(),
        Some(AtMost) => Interval::new(None, max).ok(),
        Some(Above) => Interval::new(if exact { open(min) } else { min }, None).ok(),
        Some(Below) => Interval::new(None, open(max)).ok(),
    }
}

/// Returns whether the word before a number says that it is a part of a longer one: `million and 300`, and between
/// words `million, five`.
pub(super) fn goes_on_from(head: &str, in_words: bool) -> bool {
    let rest = without_gap(head);
    if rest.len() == head.len() {
        return false;
    }
    let comma = rest.strip_suffix(',').filter(|_| in_words);
    let and = ends(rest, "and").map(|and| without_gap(&rest[..and]));
    let last = last_word(comma.or(and).unwrap_or(rest));
    let round = super::scale::is_like_round(last);
    match (comma, and) {
        (None, None) => {
            super::english::is_number_word(last)
                && !matches!(last, "times" | "out" | "point" | "odd")
        }
        _ => round,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_and_after_are_taken_together() {
        for (head, sign) in [
            ("不到", Ok(Some(Below))),
            ("At least ", Ok(Some(AtLeast))),
            ("takeover ", Ok(None)),
            ("最近", Ok(None)),
            ("not less than ", Ok(Some(AtLeast))),
            ("no more than ", Ok(Some(AtMost))),
            ("is not over ", Ok(Some(AtMost))),
            ("did not exceed ", Ok(Some(AtMost))),
            ("doesn't exceed ", Ok(Some(AtMost))),
            ("不超过", Ok(Some(AtMost))),
            ("未超过", Ok(Some(AtMost))),
            ("并没有超过", Ok(Some(AtMost))),
            ("不低于", Ok(Some(AtLeast))),
            ("不会少于", Ok(Some(AtLeast))),
            ("远不止", Ok(Some(Above))),
            ("nicht mehr als ", Ok(Some(AtMost))),
            ("pas plus de ", Ok(Some(AtMost))),
            ("not about ", Err(NotUnderstood)),
            ("did not pay anyone more than ", Err(NotUnderstood)),
            ("at least another ", Ok(Some(AtLeast))),
            ("at least he paid ", Err(NotUnderstood)),
            ("至少投资了", Err(NotUnderstood)),
            ("at least about ", Err(NotUnderstood)),
            ("±", Err(NotUnderstood)),
        ] {
            assert_eq!(before(head, false), sign, "{head}");
        }
        for (rest, sign) in [
            ("以上", Ok((Some(AtLeast), 6))),
            (" or less.", Ok((Some(AtMost), 8))),
            ("-plus", Ok((Some(AtLeast), 5))),
            ("+3", Err(NotUnderstood)),
            (" or even more", Err(NotUnderstood)),
            (" plus costs", Err(NotUnderstood)),
            (" today", Ok((None, 0))),
        ] {
            assert_eq!(after(rest), sign, "{rest}");
        }
    }
}
