//! A text reduced to its solid characters, and the way back to the text as it stands.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;

use super::piece::{Piece, Unit, units};

/// The least number of bytes of the original from one mark to the next.
const STRIDE: usize = 128;

/// The solid characters of a text.
pub(in crate::verify) struct Folded<'t> {
    original: &'t str,
    text: String,
    /// At least every [`STRIDE`] bytes of the original: a byte of it, and the number of bytes that are folded before it.
    marks: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    pub fn new(original: &'t str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut marks = vec![(0, 0)];
        let mut next = STRIDE;
        for unit in units(original) {
            if unit.bytes.start >= next {
                marks.push((unit.bytes.start, text.len()));
                next = unit.bytes.start + STRIDE;
            }
            unit.each_piece(|piece| {
                if let Piece::Solid(c) = piece {
                    push(&mut text, c);
                }
            });
        }
        Self {
            original,
            text,
            marks,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the original that a range of folded bytes, which is not empty, comes from.
    ///
    /// `None` when the range cuts a character of the original, or leaves a combining mark of its last one out.
    pub fn original(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let first = self.unit(folded.start, |unit| unit.start == folded.start)?;
        let last = self.unit(folded.end - 1, |unit| unit.end == folded.end)?;
        let next = self.text[folded.end..].chars().next();
        let is_cut = next.is_some_and(|c| class(c) != 0);
        (!is_cut).then_some(first.start..last.end)
    }

    /// Returns the bytes of the original's unit that a folded byte comes from, if its folded bytes are as they should be.
    fn unit(&self, byte: usize, is_whole: impl Fn(Range<usize>) -> bool) -> Option<Range<usize>> {
        let after = self.marks.partition_point(|(_, start)| *start <= byte);
        let (original, mut start) = self.marks[after.saturating_sub(1)];
        for unit in units(&self.original[original..]) {
            let end = start + length(&unit);
            if end > byte {
                let bytes = original + unit.bytes.start..original + unit.bytes.end;
                return is_whole(start..end).then_some(bytes);
            }
            start = end;
        }
        None
    }
}

/// Returns the solid characters of a short text.
pub(in crate::verify) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for unit in units(text) {
        unit.each_piece(|piece| {
            if let Piece::Solid(c) = piece {
                push(&mut folded, c);
            }
        });
    }
    folded
}

fn length(unit: &Unit) -> usize {
    let mut length = 0;
    unit.each_piece(|piece| {
        if let Piece::Solid(c) = piece {
            length += c.len_utf8();
        }
    });
    length
}

/// Adds a character, a combining mark in canonical order among those that it follows.
fn push(text: &mut String, c: char) {
    if class(c) == 0 {
        text.push(c);
        return;
    }
    let later = text.chars().rev().take(MOST_MARKS);
    let later = later.take_while(|before| class(*before) > class(c));
    let later: usize = later.map(char::len_utf8).sum();
    text.insert(text.len() - later, c);
}

/// Returns where a character belongs after others: at their end, or before the combining marks that come later in
/// canonical order.
pub(super) fn place(before: &[char], c: char) -> usize {
    let later = before.iter().rev().take(MOST_MARKS);
    let later = later.take_while(|before| class(c) != 0 && class(**before) > class(c));
    before.len() - later.count()
}

/// The most combining marks that are ordered: a text of nothing else must not cost the square of its length.
const MOST_MARKS: usize = 32;

fn class(c: char) -> u8 {
    if c.is_ascii() {
        0
    } else {
        canonical_combining_class(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_leads_back() {
        let original = "Ｏ p\u{3000}é-ﬁ &amp; ".repeat(40);
        let folded = Folded::new(&original);
        assert!(folded.as_str().starts_with("ope\u{301}fi&"));
        for (number, (byte, _)) in original.match_indices("&amp;").enumerate() {
            let at = folded.as_str().match_indices('&').nth(number).unwrap().0;
            assert_eq!(folded.original(at..at + 1), Some(byte..byte + 5));
        }
    }

    #[test]
    fn a_piece_of_a_character_is_no_place() {
        let folded = Folded::new("ﬁn e\u{301}");
        assert_eq!(folded.as_str(), "fine\u{301}");
        assert_eq!(folded.original(0..2), Some(0..3));
        assert_eq!(folded.original(1..3), None);
        assert_eq!(folded.original(2..4), None, "the accent is left out");
        assert_eq!(folded.original(2..6), Some(3..8));
    }

    #[test]
    fn marks_in_another_order_are_the_same() {
        assert_eq!(fold("e\u{323}\u{302}"), fold("\u{1ec7}"));
        assert_eq!(fold("e\u{302}\u{323}"), fold("\u{1ec7}"));
    }
}
