//! The same words in another form: what counts as form, where such words stand, and in what they differ.
//!
//! White space, line wraps and hyphens at them, the shapes of quotation marks and dashes, characters that are not seen,
//! case, Unicode's normal forms, HTML references, and simplified or traditional characters are form. Whatever else
//! differs is an alteration: a space that parts two words, a hyphen within a line, a digit set above the line.

mod compare;
mod entity;
mod folded;
mod gap;
mod piece;

pub use compare::Forms;
pub(super) use compare::{form_of, forms};
pub(super) use folded::{Folded, fold};
pub(super) use piece::{Piece, is_han, mark, pieces, units};

/// Returns whether words of this character's script are written without spaces between them.
pub(super) fn is_unspaced(c: char) -> bool {
    is_han(c)
        || matches!(c,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{0e00}'..='\u{0eff}' | '\u{0f00}'..='\u{0fff}'
            | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}')
}

/// Returns whether a character belongs to words with spaces between them.
pub(super) fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}
