//! Words around a number that make it a bound: at least, no more than, nearly, 不到, 以上.

use super::names::is_of_word;
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

impl Sign {
    /// Returns what two signs say together: of "nearly" and "or more" no more is left than "about".
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Sign::About }
    }
}

/// Words before a number, the longest first of those that end alike.
const BEFORE: &[(&str, Sign)] = &[
    ("不超过", Sign::AtMost),
    ("不高于", Sign::AtMost),
    ("不少于", Sign::AtLeast),
    ("不低于", Sign::AtLeast),
    ("至少", Sign::AtLeast),
    ("最少", Sign::AtLeast),
    ("至多", Sign::AtMost),
    ("最多", Sign::AtMost),
    ("不到", Sign::Below),
    ("不足", Sign::Below),
    ("少于", Sign::Below),
    ("低于", Sign::Below),
    ("超过", Sign::Above),
    ("超出", Sign::Above),
    ("高于", Sign::Above),
    ("多于", Sign::Above),
    ("突破", Sign::Above),
    ("超", Sign::Above),
    ("逾", Sign::Above),
    ("接近", Sign::About),
    ("将近", Sign::About),
    ("大约", Sign::About),
    ("大概", Sign::About),
    ("约", Sign::About),
    ("近", Sign::About),
    ("no more than", Sign::AtMost),
    ("not more than", Sign::AtMost),
    ("at most", Sign::AtMost),
    ("up to", Sign::AtMost),
    ("at least", Sign::AtLeast),
    ("no less than", Sign::AtLeast),
    ("less than", Sign::Below),
    ("fewer than", Sign::Below),
    ("under", Sign::Below),
    ("below", Sign::Below),
    ("more than", Sign::Above),
    ("over", Sign::Above),
    ("above", Sign::Above),
    ("exceeding", Sign::Above),
    ("about", Sign::About),
    ("around", Sign::About),
    ("nearly", Sign::About),
    ("almost", Sign::About),
    ("roughly", Sign::About),
    ("approximately", Sign::About),
    ("~", Sign::About),
];

/// What ends in a word of [`BEFORE`] and does not bound the number: 达不到十亿 names the mark that is missed.
const NOT_BEFORE: &[&str] = &["最近", "附近", "邻近", "契约", "达不到"];

/// Words after a number or its unit.
const AFTER: &[(&str, Sign)] = &[
    ("以上", Sign::AtLeast),
    ("以下", Sign::AtMost),
    ("以内", Sign::AtMost),
    ("左右", Sign::About),
    ("上下", Sign::About),
    ("+", Sign::AtLeast),
    ("＋", Sign::AtLeast),
    (" or more", Sign::AtLeast),
    (" or less", Sign::AtMost),
];

/// Returns what the words before and after a number say of it, and how many bytes those after it take.
pub(super) fn sign_around(text: &str, start: usize, end: usize) -> (Option<Sign>, usize) {
    let head = text[..start].trim_end_matches(' ');
    let ends = |word: &str| {
        let from = head.len().checked_sub(word.len());
        from.is_some_and(|from| {
            let same = head
                .get(from..)
                .is_some_and(|tail| tail.eq_ignore_ascii_case(word));
            let word_starts = word.starts_with(|c: char| c.is_ascii_alphabetic());
            same && !(word_starts && head[..from].ends_with(is_of_word))
        })
    };
    let before = BEFORE
        .iter()
        .find(|(word, _)| ends(word))
        .filter(|_| !NOT_BEFORE.iter().any(|word| ends(word)))
        .map(|(_, sign)| *sign);
    let after = AFTER.iter().find(|(word, _)| text[end..].starts_with(word));
    let sign = match (before, after) {
        (Some(before), Some((_, after))) => Some(before.and(*after)),
        (before, after) => before.or(after.map(|(_, sign)| *sign)),
    };
    (sign, after.map_or(0, |(word, _)| word.len()))
}

/// Returns an interval as a sign changes it: of "at least tens of millions" only the floor is left.
pub(super) fn signed(interval: Interval, sign: Option<Sign>) -> Option<Interval> {
    let (min, max) = (interval.min(), interval.max());
    let exact = interval.value().is_some();
    let open = |bound: Option<Bound>| bound.map(|bound| Bound::open(bound.value));
    match sign {
        None | Some(Sign::About) => Some(interval),
        Some(Sign::AtLeast) => Interval::new(min, None).ok(),
        Some(Sign::AtMost) => Interval::new(None, max).ok(),
        Some(Sign::Above) => Interval::new(if exact { open(min) } else { min }, None).ok(),
        Some(Sign::Below) => Interval::new(None, open(max)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_and_after_are_taken_together() {
        let sign = |before: &str, after: &str| {
            let text = format!("{before}5{after}");
            sign_around(&text, before.len(), before.len() + 1)
        };
        assert_eq!(sign("不到", ""), (Some(Sign::Below), 0));
        assert_eq!(sign("At least ", ""), (Some(Sign::AtLeast), 0));
        assert_eq!(sign("近", "+"), (Some(Sign::About), 1));
        assert_eq!(sign("最近", "以上"), (Some(Sign::AtLeast), 6));
        assert_eq!(sign("takeover ", ""), (None, 0));
    }
}
