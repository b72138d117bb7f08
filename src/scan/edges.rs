//! Where a number may start and end: digits that are part of an address, an id, a version, a score or a time are none.

use super::currency;
use super::names::is_of_word;
use super::phrase::{gap, last_word, without_gap, word};
use super::{chinese, english};

/// What stands before the first byte of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Clean,
    /// A minus sign; the length in bytes includes the gap after it.
    Minus(usize),
    /// The figure is the rest of something longer, or has a sign that is not understood.
    Broken,
}

/// Characters that join digits or letters to something longer.
const JOINERS: &str = "-_./:@#'+&=?%,\\*^~°′″|×–—";

/// Returns how a figure starts that a text has at a byte.
pub(super) fn start(text: &str, at: usize) -> Start {
    let head = &text[..at];
    let east = text[at..].starts_with(is_east_asian);
    let mut before = head.chars().rev();
    let Some(last) = before.next() else {
        return Start::Clean;
    };
    let earlier = before.next();
    let open = earlier.is_none_or(|c| {
        c.is_whitespace() || "(（，。、；：“\"<>~≈≤≥".contains(c) || is_east_asian(c)
    });
    for (word, len) in [("负", 3), ("minus ", 6), ("negative ", 9)] {
        if let Some(at) = super::phrase::ends(without_gap(head), word.trim_end())
            && head.len() - at <= len
        {
            let sum = last_word(without_gap(&head[..at])).starts_with(|c: char| c.is_ascii_digit());
            return if sum {
                Start::Broken
            } else {
                Start::Minus(head.len() - at)
            };
        }
    }
    match last {
        '-' if open => Start::Minus(1),
        '–' | '—' if earlier.is_some_and(is_of_word) => Start::Clean,
        // A dash that hangs on the number is a minus or none.
        '–' if open && earlier.is_some_and(char::is_whitespace) => Start::Broken,
        '+' if open => Start::Clean,
        ':' | ',' if earlier.is_some_and(char::is_alphabetic) => Start::Clean,
        '.' if earlier.is_some_and(is_east_asian) => Start::Clean,
        '\'' | '*' | '_' | '~' | '|' if open => Start::Clean,
        c if east && c.is_alphabetic() => Start::Clean,
        c if c.is_whitespace() => {
            let head = without_gap(head);
            let joined = head.ends_with(['=', '×', '^', '±', '/', '*', '#', '№', '§', '+', '≠']);
            let ratio = head
                .strip_suffix(':')
                .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
            if joined || ratio {
                Start::Broken
            } else {
                Start::Clean
            }
        }
        c if is_of_word(c)
            || JOINERS.contains(c)
            || "=#№§±$€£¥)]}!;`".contains(c)
            || is_invisible(c) =>
        {
            Start::Broken
        }
        _ => Start::Clean,
    }
}

/// Returns whether a figure may end at a byte of a text; `measured` when it has a unit.
pub(super) fn ends(text: &str, at: usize, measured: bool) -> bool {
    let east = text[..at].ends_with(is_east_asian);
    let rest = &text[at..];
    let mut after = rest.chars();
    let Some(first) = after.next() else {
        return true;
    };
    let second = after.next();
    let digit = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_digit() || (c.is_numeric() && !is_east_asian(c)))
    };
    let letter = |c: Option<char>| c.is_some_and(|c| is_of_word(c) && c.is_alphabetic());
    let glued = match first {
        '-' => {
            digit(second)
                || second == Some('\n')
                || second == Some('$')
                || (letter(second) && !measured)
                || rest.starts_with("-old")
        }
        '–' | '—' => digit(second) || second.is_some_and(|c| "$€£¥".contains(c)),
        '.' | ':' | '\'' | ',' | '·' => {
            digit(second)
                || (first == '.' && second.is_some_and(|c| c.is_lowercase() && is_of_word(c)))
        }
        '/' => digit(second) || !measured,
        '~' => true,
        '=' | '_' | '@' | '#' | '&' | '\\' | '*' | '^' | '×' | '°' | '′' | '″' | '%' | '±'
        | '÷' | '≈' | '‰' => true,
        '$' | '€' | '£' | '¥' | '₹' => true,
        '+' => digit(second) || letter(second),
        ')' if !measured => {
            rest[1..].starts_with([' ', '-']) && rest[2..].starts_with(|c: char| c.is_ascii_digit())
        }
        c if c.is_whitespace() => {
            let next = rest[c.len_utf8()..].chars().next();
            let sign = next.is_some_and(|c| "×*^±÷=°′″".contains(c));
            let word = word(&rest[gap(rest)..]);
            sign || (word == "x" && rest[gap(rest)..].starts_with("x ")) || is_clock(rest)
        }
        // In Chinese words of other scripts follow without a space.
        c if east && c.is_alphabetic() => false,
        c => is_of_word(c) || is_invisible(c),
    };
    !glued
}

/// Returns whether a text starts with what makes a time of day of the number before it.
fn is_clock(rest: &str) -> bool {
    ["a.m", "p.m", "am", "pm", "o'clock", "uhr"]
        .iter()
        .any(|half| super::phrase::starts(&rest[gap(rest)..], half).is_some())
}

/// Returns whether the next word is one of number, so that the number before it is not the whole.
pub(super) fn goes_on(rest: &str) -> bool {
    let after = &rest[gap(rest)..];
    let hyphened = rest.strip_prefix('-').map(word).unwrap_or_default();
    (rest.len() > after.len() && english::is_number_word(word(after)))
        || english::is_number_word(hyphened)
}

/// Returns whether another number follows in a list, whose unit may be that of the number before it.
pub(super) fn is_listed(rest: &str) -> bool {
    let after = &rest[gap(rest)..];
    [
        ("and ", after),
        ("or ", after),
        ("to ", after),
        ("und ", after),
        ("oder ", after),
        ("et ", after),
        ("ou ", after),
        (", ", rest),
        ("、", rest),
        ("或", rest),
    ]
    .iter()
    .any(|(joint, after)| {
        super::phrase::starts(after, joint).is_some_and(|len| is_number(&after[len..]))
    })
}

/// Returns whether a text starts with a number or a sign of money before one.
pub(super) fn is_number(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_ascii_digit() || chinese::is_numeral(c))
        || english::read(text).is_some()
}

/// Returns how many bytes the characters take at the start of a text that hang together as one word, id or address.
pub(super) fn token(rest: &str) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    let mut address = false;
    while let Some((byte, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        address |= c == ':' && rest[byte..].starts_with("://")
            || rest[byte..].starts_with("www.") && byte == 0;
        let joins = next.is_some_and(|next| {
            (JOINERS.contains(c) || is_invisible(c))
                && (is_of_word(next) || is_invisible(next) || (address && JOINERS.contains(next)))
        });
        let of_address = address
            && (JOINERS.contains(c) || "()~;!$[]".contains(c))
            && next.is_some_and(|next| !next.is_whitespace());
        if !(is_of_word(c) || joins || of_address || is_invisible(c) && end > 0) {
            break;
        }
        end = byte + c.len_utf8();
    }
    end
}

/// Returns how many bytes to pass over where no figure starts: a character, or a word with all that hangs on it.
///
/// So the digits of GPT-4, v1.2, 3D and 10:30 are never met.
pub(super) fn skip(rest: &str, c: char) -> usize {
    if !is_of_word(c) {
        return match c {
            // #5 and @5 are labels.
            // $A5 and $US5 are amounts.
            '$' => 1 + currency::letters_of_dollars(&rest[1..]),
            '#' | '@' | '№' | '§' => c.len_utf8() + token(&rest[c.len_utf8()..]),
            _ => c.len_utf8(),
        };
    }
    if let Some(code) = currency::code(rest) {
        return code;
    }
    token(rest).max(c.len_utf8())
}

fn is_east_asian(c: char) -> bool {
    c > '\u{2e80}' && !is_of_word(c)
}

/// Returns whether a character is seen by no reader, or changes the one before it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_start_and_end_clean() {
        for (head, expected) in [
            ("fell ", Start::Clean),
            ("fell -", Start::Minus(1)),
            ("a-", Start::Broken),
            ("v", Start::Broken),
            ("1.", Start::Broken),
            ("/", Start::Broken),
            ("他付了", Start::Clean),
            ("为负", Start::Minus(3)),
            ("minus ", Start::Minus(6)),
            ("(", Start::Clean),
            ("±", Start::Broken),
            ("1 × ", Start::Broken),
            ("Price:", Start::Clean),
            ("10:", Start::Broken),
        ] {
            assert_eq!(start(&format!("{head}5"), head.len()), expected, "{head}");
        }
        for rest in ["", " x", ", and", ". Then", "的", ")", "-million"] {
            assert!(ends(rest, 0, true), "{rest}");
        }
        for rest in [
            "x",
            "-5",
            ".5",
            ":30",
            "/3",
            "°",
            "\u{200b}0",
            " × 10",
            "^2",
            " p.m.",
        ] {
            assert!(!ends(rest, 0, true), "{rest}");
        }
        assert_eq!(token("https://a.b/?q=a%20b%2Fc today"), 24);
        assert_eq!(token("GPT-4, x"), 5);
    }
}
