//! Literal values in the form in which they are compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns a text in Unicode normal form C, with one space for each stretch of white space and none at its ends.
///
/// ```
/// use claimgraph::text::fold_text;
/// assert_eq!(fold_text(" 12  High\u{a0}Street "), "12 High Street");
/// assert_ne!(fold_text("High Street"), fold_text("high street"));
/// ```
pub fn fold_text(text: &str) -> Cow<'_, str> {
    let is_folded = is_nfc_quick(text.chars()) == IsNormalized::Yes
        && text.split(' ').all(|word| !word.is_empty())
        && text.chars().all(|c| c == ' ' || !c.is_whitespace());
    if is_folded {
        return Cow::Borrowed(text);
    }
    let normal: String = text.nfc().collect();
    let words: Vec<&str> = normal.split_whitespace().collect();
    Cow::Owned(words.join(" "))
}

/// Returns a code as [`fold_text`] does, and without regard to case.
///
/// ```
/// use claimgraph::text::fold_code;
/// assert_eq!(fold_code("GB 0042"), fold_code("gb 0042"));
/// ```
pub fn fold_code(code: &str) -> Cow<'_, str> {
    let is_folded = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || "-_.:/".contains(c);
    if code.chars().all(is_folded) {
        return Cow::Borrowed(code);
    }
    // Upper case first, since some letters have two lower cases and some upper cases are two letters.
    let folded = fold_text(code).to_uppercase().to_lowercase();
    Cow::Owned(folded.nfc().collect())
}
