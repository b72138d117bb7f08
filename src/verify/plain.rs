//! A text without white space, case and Unicode form, and the way back to the text as it stands.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

/// How many characters of the original lie from one mark to the next.
const STRIDE: usize = 64;

/// A text in plain form.
pub(super) struct Plain<'t> {
    original: &'t str,
    text: String,
    /// For every [`STRIDE`]th character of the original: its byte there, and the byte of its plain form.
    marks: Vec<(usize, usize)>,
}

/// Returns the characters of a text in plain form: decomposed, in lower case, without white space.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(plain_char)
}

fn plain_char(c: char) -> impl Iterator<Item = char> {
    let mut parts = Vec::with_capacity(1);
    if !c.is_whitespace() {
        decompose_compatible(c, |part| {
            parts.extend(part.to_lowercase().filter(|part| !part.is_whitespace()));
        });
    }
    parts.into_iter()
}

impl<'t> Plain<'t> {
    pub fn new(original: &'t str) -> Self {
        let mut plain = Self {
            original,
            text: String::with_capacity(original.len()),
            marks: Vec::new(),
        };
        for (number, (byte, c)) in original.char_indices().enumerate() {
            if number.is_multiple_of(STRIDE) {
                plain.marks.push((byte, plain.text.len()));
            }
            plain.text.extend(plain_char(c));
        }
        plain
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the original that a range of plain bytes, which is not empty, comes from.
    pub fn original(&self, plain: Range<usize>) -> Range<usize> {
        self.character_at(plain.start).start..self.character_at(plain.end - 1).end
    }

    /// Returns the plain byte at which the plain form of what stands at a byte of the original starts.
    pub fn plain_byte(&self, byte: usize) -> usize {
        let after = self
            .marks
            .partition_point(|(original, _)| *original <= byte);
        let Some((original, start)) = after.checked_sub(1).map(|mark| self.marks[mark]) else {
            return 0;
        };
        let between = plain(&self.original[original..byte]);
        start + between.map(char::len_utf8).sum::<usize>()
    }

    /// Returns the bytes of the character of the original whose plain form a plain byte belongs to.
    fn character_at(&self, plain: usize) -> Range<usize> {
        let after = self.marks.partition_point(|(_, start)| *start <= plain);
        let (original, mut end) = self.marks[after.saturating_sub(1)];
        for (byte, c) in self.original[original..].char_indices() {
            end += plain_char(c).map(char::len_utf8).sum::<usize>();
            if end > plain {
                let start = original + byte;
                return start..start + c.len_utf8();
            }
        }
        self.original.len()..self.original.len()
    }
}

/// Returns in what two texts of the same plain form differ.
pub(super) fn difference(quote: &str, found: &str) -> &'static str {
    let same = |form: fn(&str) -> String| form(quote) == form(found);
    if same(|text| text.nfc().collect()) {
        "Unicode normal form"
    } else if same(|text| text.nfkc().collect()) {
        "compatibility forms, such as full width"
    } else if same(|text| text.split_whitespace().collect()) {
        "white space"
    } else if same(str::to_lowercase) {
        "case"
    } else {
        "white space, case and Unicode form"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_leads_back() {
        let original = "Ｏ p\u{3000}é ﬁ ".repeat(40);
        let text = Plain::new(&original);
        assert!(text.as_str().starts_with("ope\u{301}fi"));
        for (byte, c) in original.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let start = text.plain_byte(byte);
            assert_eq!(text.original(start..start + 1), byte..byte + c.len_utf8());
        }
    }
}
