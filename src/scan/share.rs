//! Shares in Chinese words: 百分之六十五, 六成, 三成五, 四分之三.

use rust_decimal::Decimal;

use super::chinese;
use super::numeral::{Form, Range};

/// A share at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub len: usize,
    /// In hundredths; `None` when it is not understood whole or no decimal is equal to it.
    pub range: Option<Range>,
}

/// Returns the share that a text starts with.
pub(super) fn read(text: &str) -> Option<Share> {
    hundredths(text)
        .or_else(|| fraction(text))
        .or_else(|| tenths(text))
}

fn hundredths(text: &str) -> Option<Share> {
    let tables = [
        ("百分之", Decimal::ONE),
        ("千分之", Decimal::new(1, 1)),
        ("万分之", Decimal::new(1, 2)),
    ];
    let (word, factor) = tables
        .into_iter()
        .find(|(word, _)| text.starts_with(word))?;
    let numeral = chinese::read(&text[word.len()..])?;
    let mut len = word.len() + numeral.len;
    let mut range = numeral.range;
    if text[word.len()..].starts_with('百') && numeral.len == '百'.len_utf8() {
        range = Some(Range::exact(100));
    }
    for to in ["至", "到", "-", "~"] {
        if let Some(rest) = text[len..].strip_prefix(to) {
            let again = rest.strip_prefix(word).map_or(0, |_| word.len());
            if let Some(last) = chinese::read(&rest[again..]) {
                range = range
                    .zip(last.range)
                    .and_then(|(first, last)| first.to(last));
                len += to.len() + again + last.len;
            }
        }
    }
    Some(Share {
        len,
        range: range.and_then(|range| range.times(factor)),
    })
}

/// Reads 三分之二, 3分之2.
fn fraction(text: &str) -> Option<Share> {
    const OF: &str = "分之";
    let below = chinese::read(text)?;
    let rest = text[below.len..].strip_prefix(OF)?;
    let above = chinese::read(rest)?;
    let exact = |range: Option<Range>| {
        range
            .filter(|range| !range.is_vague())
            .map(|range| range.min.value)
    };
    let value = exact(above.range)
        .zip(exact(below.range))
        .and_then(|(above, below)| {
            let share = above
                .checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(below)?;
            (share.scale() <= 6 && share <= Decimal::ONE_HUNDRED).then(|| share.normalize())
        });
    Some(Share {
        len: below.len + OF.len() + above.len,
        range: value.map(Range::exact),
    })
}

/// Reads 六成 and 三成五.
fn tenths(text: &str) -> Option<Share> {
    const TENTH: char = '成';
    let numeral = chinese::read(text)?;
    let after = text[numeral.len..].strip_prefix(TENTH)?;
    let word = after.starts_with([
        '为', '了', '立', '功', '员', '本', '就', '交', '长', '分', '都', '人', '年', '绩', '果',
        '效', '语', '千', '百', '群', '不',
    ]);
    let small = matches!(numeral.form, Form::Small | Form::One | Form::Vague)
        && numeral
            .range
            .is_some_and(|range| range.max.value <= Decimal::TEN);
    if word || !small {
        return None;
    }
    let mut len = numeral.len + TENTH.len_utf8();
    let mut range = numeral.range?.times(10)?;
    let digit = after.chars().next().and_then(chinese::digit);
    if let Some(digit) = digit {
        let more = chinese::read(after)?;
        if more.len != '五'.len_utf8() || range.is_vague() {
            return Some(Share {
                len: len + more.len,
                range: None,
            });
        }
        range = range.plus(Range::exact(digit))?;
        len += more.len;
    } else if after.starts_with(['多', '余', '半']) {
        let known = after
            .starts_with('半')
            .then(|| range.plus(Range::exact(5)))
            .flatten();
        return Some(Share {
            len: len + '多'.len_utf8(),
            range: known
                .or_else(|| range.and_more(Decimal::TEN))
                .filter(|_| !numeral.range.is_none_or(Range::is_vague)),
        });
    }
    Some(Share {
        len,
        range: Some(range),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_in_words_are_read() {
        for (text, expected) in [
            ("百分之六十五", Some("65")),
            ("百分之百", Some("100")),
            ("千分之五", Some("0.5")),
            ("六成的", Some("60")),
            ("三成五的", Some("35")),
            ("三分之二的", None),
            ("四分之三", Some("75")),
            ("百分之五十至六十", Some("50..60")),
        ] {
            let share = read(text).unwrap();
            let value = share.range.map(|range| {
                let (min, max) = (range.min.value.normalize(), range.max.value.normalize());
                if min == max {
                    min.to_string()
                } else {
                    format!("{min}..{max}")
                }
            });
            assert_eq!(value.as_deref(), expected, "{text}");
        }
        assert_eq!(read("三成为"), None);
    }
}
