//! What stands between two solid characters: white space, marks, and what is not seen.

use super::compare::Forms;
use super::is_spaced;
use super::piece::{Piece, mark};

/// The solid characters around a gap, two to either side.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    pub before: [Option<char>; 2],
    pub after: [Option<char>; 2],
}

/// A gap, taken apart.
#[derive(Debug, Clone, Default)]
struct Gap {
    /// Quotation marks and dashes in order, a run of dashes as one and two single marks as a double one.
    marks: Vec<Piece>,
    has_space: bool,
    /// A hyphen and the end of a line, and nothing else beside white space.
    wraps: bool,
    /// A dash that touches what follows it and not what precedes it.
    is_sign: bool,
}

impl Gap {
    fn of(text: &str) -> Self {
        let mut gap = Self::default();
        let (mut soft, mut breaks, mut touches) = (false, false, true);
        for c in text.chars() {
            match mark(c) {
                Some(Piece::Space(ends_line)) => {
                    gap.has_space = true;
                    breaks |= ends_line && (soft || !gap.marks.is_empty());
                    touches = false;
                    gap.is_sign = false;
                }
                Some(Piece::SoftHyphen) => soft = true,
                Some(Piece::Dash) if gap.marks.last() != Some(&Piece::Dash) => {
                    gap.marks.push(Piece::Dash);
                    gap.is_sign = !touches;
                }
                Some(quote @ (Piece::Single | Piece::Double)) => {
                    if quote == Piece::Single && gap.marks.last() == Some(&Piece::Single) {
                        gap.marks.pop();
                        gap.marks.push(Piece::Double);
                    } else {
                        gap.marks.push(quote);
                    }
                }
                _ => {}
            }
        }
        gap.wraps = breaks && (gap.marks.is_empty() || gap.marks == [Piece::Dash]);
        gap
    }
}

/// Returns in which forms two gaps between the same characters differ, `None` when they differ in more than form.
pub(super) fn compare(quote: &str, text: &str, around: Around) -> Option<Forms> {
    if quote == text {
        return Some(Forms::default());
    }
    let (q, t) = (Gap::of(quote), Gap::of(text));
    let mut forms = Forms::default();
    let unseen = |text: &str| -> Vec<char> {
        let hidden = |c: &char| matches!(mark(*c), Some(Piece::Ignorable | Piece::SoftHyphen));
        text.chars().filter(hidden).collect()
    };
    forms.add_if(unseen(quote) != unseen(text), Forms::UNSEEN);
    let of = |text: &str, kind: fn(Piece) -> bool| -> Vec<char> {
        let wanted = |c: &char| mark(*c).is_some_and(kind);
        text.chars().filter(wanted).collect()
    };
    let spaces = |text: &str| of(text, |piece| matches!(piece, Piece::Space(_)));
    if q.marks != t.marks {
        let one_wraps = |wrapped: &Gap, other: &Gap| {
            wrapped.wraps && other.marks.is_empty() && !other.has_space
        };
        let letters =
            [around.before[0], around.after[0]].map(|c| c.is_some_and(char::is_alphabetic));
        if letters == [true; 2] && (one_wraps(&q, &t) || one_wraps(&t, &q)) {
            return Some(forms.with(Forms::WRAP));
        }
        return None;
    }
    let dashes = |text: &str| of(text, |piece| piece == Piece::Dash);
    let quotes = |text: &str| of(text, |piece| matches!(piece, Piece::Single | Piece::Double));
    forms.add_if(dashes(quote) != dashes(text), Forms::DASHES);
    forms.add_if(quotes(quote) != quotes(text), Forms::QUOTES);
    if q.marks.is_empty() && q.has_space != t.has_space {
        let spaced = if q.has_space { &q } else { &t };
        if spaced.wraps {
            return Some(forms.with(Forms::WRAP));
        }
        if around.needs_space() {
            return None;
        }
    }
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    if q.is_sign != t.is_sign && is_digit(around.after[0]) {
        return None;
    }
    if spaces(quote) != spaces(text) {
        let wrap = q.wraps != t.wraps && !q.marks.is_empty();
        forms.add_if(true, if wrap { Forms::WRAP } else { Forms::SPACE });
    }
    Some(forms)
}

impl Around {
    /// Returns whether a space between the characters says something: two words, or the end of a number.
    fn needs_space(&self) -> bool {
        let is = |c: Option<char>, what: fn(char) -> bool| c.is_some_and(what);
        let point = |c: char| matches!(c, '.' | ',');
        let [left, farther] = self.before;
        let [right, beyond] = self.after;
        (is(left, is_spaced) && is(right, is_spaced))
            || (is(farther, char::is_numeric) && is(left, point) && is(right, char::is_numeric))
            || (is(left, char::is_numeric) && is(right, point) && is(beyond, char::is_numeric))
    }
}
