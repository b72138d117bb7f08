//! HTML's character references, such as `&amp;` and `&#8217;`.

use html_escape::NAMED_ENTITIES;

/// The most bytes of a reference that is looked at; the longest name has 31.
const LONGEST: usize = 34;

/// What the bytes from 0x80 to 0x9f mean in a number, which HTML reads as Windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The characters that a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Decoded {
    /// One character.
    Character(char),
    /// Those of a name.
    Named(&'static str),
}

impl Decoded {
    /// Returns the characters.
    pub fn chars(self) -> impl Iterator<Item = char> {
        let (one, named) = match self {
            Self::Character(c) => (Some(c), ""),
            Self::Named(text) => (None, text),
        };
        one.into_iter().chain(named.chars())
    }
}

/// Returns the characters of the reference that a text starts with, and its length in bytes.
pub(super) fn reference(text: &str) -> Option<(Decoded, usize)> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'&') {
        return None;
    }
    let end = bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let body = text.get(1..end)?;
    let decoded = match body.strip_prefix('#') {
        Some(number) => Decoded::Character(numbered(number)?),
        None => {
            let name = body.as_bytes();
            let found = NAMED_ENTITIES.binary_search_by(|(known, _)| (*known).cmp(name));
            Decoded::Named(NAMED_ENTITIES[found.ok()?].1)
        }
    };
    Some((decoded, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    match code.ok()? {
        code @ 0x80..=0x9f => Some(WINDOWS[code as usize - 0x80]),
        code => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_by_name_and_number() {
        let decoded = |text: &str| {
            let (decoded, length) = reference(text)?;
            Some((decoded.chars().collect::<String>(), length))
        };
        for (text, expected) in [
            ("&amp; co", Some(("&", 5))),
            ("&nbsp;", Some(("\u{a0}", 6))),
            ("&#8217;s", Some(("’", 7))),
            ("&#x2014;", Some(("—", 8))),
            ("&#146;", Some(("’", 6))),
            ("&CounterClockwiseContourIntegral;", Some(("∳", 33))),
            ("& co;", None),
            ("&银;", None),
            ("&#xd800;", None),
            ("&amp", None),
            ("&", None),
        ] {
            let expected = expected.map(|(text, length)| (text.to_owned(), length));
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
