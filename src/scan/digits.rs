//! Numbers in digits, taken as long as they may be, and the ways in which groups and decimals are written.

use rust_decimal::Decimal;

/// How the digits of a number are written, on which depends in what company it is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Digits alone, or with a decimal point.
    Plain,
    /// One comma before three digits: thousands but in languages with a decimal comma.
    Comma,
    /// One point before three digits: thousandths, or thousands in languages with a decimal comma.
    Point,
    /// A decimal comma.
    DecimalComma,
    /// Groups parted by commas, that can be nothing else.
    Groups,
    /// Groups parted by spaces, points or apostrophes, which other numbers have too.
    OtherGroups,
}

/// Digits at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// How many bytes they take, with all that joins them.
    pub len: usize,
    /// The number; `None` when the groups do not fit, for leading zeroes and beyond exact arithmetic.
    pub value: Option<Decimal>,
    pub style: Style,
}

/// Returns the digits at the start of a text with every separator that stands between two of them.
pub(super) fn read(text: &str) -> Option<Digits> {
    let (mut parts, mut separators) = (Vec::new(), Vec::new());
    let mut at = 0;
    loop {
        let run = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if run == 0 {
            break;
        }
        parts.push(&text[at..at + run]);
        at += run;
        let separator = text[at..].chars().next();
        let next = |c: char| text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match separator.filter(|c| matches!(c, ',' | '.' | '\'' | ' ') && next(*c)) {
            Some(c) if !(c == ' ' && is_fraction(&text[at + 1..])) => {
                separators.push(c);
                at += c.len_utf8();
            }
            _ => break,
        }
    }
    let (mut value, style) = match parts[..] {
        [] => return None,
        _ => understood(&parts, &separators),
    };
    let mut len = at;
    if let Some((part, more)) = vulgar(&text[len..], separators.is_empty()) {
        value = value.and_then(|value| value.checked_add(part));
        len += more;
    }
    Some(Digits { len, value, style })
}

/// Returns whether a text starts with a fraction of single digits, such as the 1/2 of 3 1/2.
fn is_fraction(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    digit(0) && bytes.get(1) == Some(&b'/') && digit(2) && !digit(3)
}

/// Returns the fraction that is part of a whole number before it: ½, or 1/2 after a space.
fn vulgar(text: &str, whole: bool) -> Option<(Decimal, usize)> {
    let hundredths = match text.chars().next()? {
        '½' => 50,
        '¼' => 25,
        '¾' => 75,
        ' ' if whole && is_fraction(&text[1..]) => {
            let hundredths = match &text[1..4] {
                "1/2" => 50,
                "1/4" => 25,
                "3/4" => 75,
                _ => return None,
            };
            return Some((Decimal::new(hundredths, 2), 4));
        }
        _ => return None,
    };
    whole.then(|| (Decimal::new(hundredths, 2), '½'.len_utf8()))
}

fn understood(parts: &[&str], separators: &[char]) -> (Option<Decimal>, Style) {
    let exact = |text: &str| Decimal::from_str_exact(text).ok();
    let padded = parts[0].len() > 1 && parts[0].starts_with('0');
    let first_group = parts[0].len() <= 3 && !parts[0].starts_with('0');
    let threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
    let (style, decimals) = match separators {
        [] => (Style::Plain, 0),
        [',' | '.'] if padded => return (None, Style::Plain),
        ['.'] if first_group && threes(&parts[1..]) => (Style::Point, 1),
        ['.'] => (Style::Plain, 1),
        [','] if first_group && threes(&parts[1..]) => (Style::Comma, 0),
        [','] if parts[1].len() <= 2 || (parts[0] == "0" && parts[1].len() <= 3) => {
            (Style::DecimalComma, 1)
        }
        [all @ .., last] => {
            let mark = *all.first().unwrap_or(last);
            if all.iter().any(|c| *c != mark) || (*last != mark && !matches!(last, '.' | ',')) {
                return (None, Style::OtherGroups);
            }
            let decimals = usize::from(*last != mark);
            let groups = &parts[1..parts.len() - decimals];
            let indian = || {
                let (last, twos) = groups.split_last()?;
                let fits = mark == ',' && last.len() == 3 && twos.iter().all(|two| two.len() == 2);
                (fits && parts[0].len() <= 2).then_some(())
            };
            if !first_group || !(threes(groups) || indian().is_some()) {
                return (None, Style::OtherGroups);
            }
            let style = match mark {
                ',' => Style::Groups,
                _ => Style::OtherGroups,
            };
            (style, decimals)
        }
    };
    if padded {
        return (None, style);
    }
    let whole = parts[..parts.len() - decimals].concat();
    let value = match decimals {
        0 => exact(&whole),
        _ => exact(&format!("{whole}.{}", parts[parts.len() - 1])),
    };
    (value, style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_taken_whole_and_understood_or_not() {
        let read = |text: &str| {
            let digits = read(text).unwrap();
            let value = digits.value.map_or("?".to_owned(), |v| v.to_string());
            (value, digits.len, digits.style)
        };
        for (text, value, len, style) in [
            ("44 x", "44", 2, Style::Plain),
            ("4. x", "4", 1, Style::Plain),
            ("1.28亿", "1.28", 4, Style::Plain),
            ("1,234", "1234", 5, Style::Comma),
            ("1.234", "1.234", 5, Style::Point),
            ("0.500", "0.500", 5, Style::Plain),
            ("0,5", "0.5", 3, Style::DecimalComma),
            ("1,9 Mrd", "1.9", 3, Style::DecimalComma),
            ("1,234,567.50 x", "1234567.50", 12, Style::Groups),
            ("12,34,567", "1234567", 9, Style::Groups),
            ("1.234.567,89", "1234567.89", 12, Style::OtherGroups),
            ("2.109,50", "2109.50", 8, Style::OtherGroups),
            ("1,234.5", "1234.5", 7, Style::Groups),
            ("1 234,5", "1234.5", 7, Style::OtherGroups),
            ("1'234'567", "1234567", 9, Style::OtherGroups),
            ("10 000", "10000", 6, Style::OtherGroups),
            ("3 1/2 x", "3.50", 5, Style::Plain),
            ("5½", "5.50", 3, Style::Plain),
            ("2016 500", "?", 8, Style::OtherGroups),
            ("2023,456", "?", 8, Style::OtherGroups),
            ("1.2.3", "?", 5, Style::OtherGroups),
            ("1,23,45", "?", 7, Style::OtherGroups),
            ("01,234", "?", 6, Style::Plain),
            ("007", "?", 3, Style::Plain),
            ("192.168.1.1", "?", 11, Style::OtherGroups),
        ] {
            assert_eq!(read(text), (value.to_owned(), len, style), "{text}");
        }
        assert_eq!(super::read("x"), None);
        assert_eq!(super::read(&"9".repeat(40)).unwrap().value, None);
    }
}
