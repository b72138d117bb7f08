//! A text taken apart into what differs in form only and what does not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use hanconv::RawDictionary;
use unicode_normalization::char::decompose_compatible;

use super::entity::{Decoded, reference};

/// A part of a text as forms are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Piece {
    /// A character of the words: decomposed, in lower case, simplified.
    Solid(char),
    /// White space, and whether a line ends there.
    Space(bool),
    /// A hyphen, dash or minus sign.
    Dash,
    /// A single quotation mark, an apostrophe or a prime.
    Single,
    /// A double quotation mark.
    Double,
    /// A soft hyphen.
    SoftHyphen,
    /// Another character that is not seen.
    Ignorable,
}

/// A character of a text, or a reference that stands for some, with its bytes.
#[derive(Debug, Clone)]
pub(in crate::verify) struct Unit {
    pub bytes: Range<usize>,
    pub decoded: Decoded,
}

/// Returns the units of a text.
pub(in crate::verify) fn units(text: &str) -> impl Iterator<Item = Unit> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let start = at;
        let (decoded, length) = match first {
            '&' => reference(rest),
            _ => None,
        }
        .unwrap_or((Decoded::Character(first), first.len_utf8()));
        at += length;
        Some(Unit {
            bytes: start..at,
            decoded,
        })
    })
}

impl Unit {
    /// Gives each piece of the unit.
    pub fn each_piece(&self, mut give: impl FnMut(Piece)) {
        match self.decoded {
            Decoded::Character(c) => pieces(c, &mut give),
            Decoded::Named(text) => text.chars().for_each(|c| pieces(c, &mut give)),
        }
    }
}

pub(in crate::verify) fn pieces(c: char, give: &mut impl FnMut(Piece)) {
    if c.is_ascii_alphanumeric() {
        give(Piece::Solid(c.to_ascii_lowercase()));
    } else if matches!(c, '\u{4e00}'..='\u{9fff}') {
        give(Piece::Solid(simplified(c)));
    } else if let Some(mark) = mark(c) {
        give(mark);
    } else if c.is_ascii() || keeps_its_form(c) {
        give(Piece::Solid(c));
    } else {
        decompose_compatible(c, |part| match mark(part) {
            Some(mark) => give(mark),
            None => folded(part, |folded| give(Piece::Solid(folded))),
        });
    }
}

/// Returns the piece of a character that is none of the words.
pub(in crate::verify) fn mark(c: char) -> Option<Piece> {
    Some(match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Piece::Space(true),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2e3a}' | '\u{2e3b}' => {
            Piece::Dash
        }
        '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Piece::Dash,
        '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bc}' | '\u{2018}'..='\u{201b}' => Piece::Single,
        '\u{2032}' | '\u{2035}' | '\u{2039}' | '\u{203a}' | '\u{ff07}' => Piece::Single,
        '『' | '』' | '\u{fe43}' | '\u{fe44}' => Piece::Single,
        '"' | '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' => {
            Piece::Double
        }
        '「' | '」' | '\u{301d}'..='\u{301f}' | '\u{ff02}' | '\u{fe41}' | '\u{fe42}' => {
            Piece::Double
        }
        '\u{ff62}' | '\u{ff63}' => Piece::Double,
        '\u{ad}' => Piece::SoftHyphen,
        _ if c.is_whitespace() => Piece::Space(false),
        _ if is_ignorable(c) => Piece::Ignorable,
        _ => return None,
    })
}

/// Returns whether Unicode has a character ignored where it is shown (`Default_Ignorable_Code_Point`).
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character's compatibility form says something else beside a digit: `10²` is not 102.
fn keeps_its_form(c: char) -> bool {
    let is_digit = matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{1d7ce}'..='\u{1d7ff}' | '\u{1fbf0}'..='\u{1fbf9}');
    if is_digit || is_han(c) || (c < '\u{2000}' && c.is_alphabetic()) {
        return false;
    }
    let mut holds_digit = false;
    decompose_compatible(c, |part| holds_digit |= part.is_ascii_digit());
    holds_digit
}

fn folded(c: char, mut give: impl FnMut(char)) {
    if is_han(c) {
        give(simplified(c));
    } else {
        // By way of upper case, so that final sigma and sharp s are folded too.
        for upper in c.to_uppercase() {
            upper.to_lowercase().for_each(&mut give);
        }
    }
}

/// Returns whether a character is a Chinese one.
pub(in crate::verify) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Returns the simplified form of a Chinese character.
pub(super) fn simplified(c: char) -> char {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pairs = |dictionary: &RawDictionary| {
            let pairs = dictionary.iter();
            pairs.filter_map(|(from, to)| Some((only(from)?, only(to)?)))
        };
        let simple: HashMap<char, char> = pairs(&RawDictionary::TSCharacters).collect();
        let mut all = simple.clone();
        // The forms of Taiwan and Hong Kong lead to the simplified one by way of the traditional one.
        for variants in [RawDictionary::TWVariants, RawDictionary::HKVariants] {
            for (standard, variant) in pairs(&variants) {
                let to = simple.get(&standard).copied().unwrap_or(standard);
                all.entry(variant).or_insert(to);
            }
        }
        all
    });
    table.get(&c).copied().unwrap_or(c)
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solids(text: &str) -> String {
        let mut solids = String::new();
        for unit in units(text) {
            unit.each_piece(|piece| {
                if let Piece::Solid(c) = piece {
                    solids.push(c);
                }
            });
        }
        solids
    }

    #[test]
    fn forms_of_the_same_words_have_the_same_solids() {
        for (one, other) in [
            ("two\r\nmillion", "two million"),
            ("infor-\nmation", "informa\u{ad}tion"),
            ("“Yes” — he’s", "\"Yes\" - he's"),
            ("AT&amp;T&nbsp;Inc", "AT&T Inc"),
            ("ＯｐｅｎＡＩ，１２", "openai,12"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("STRASSE ΟΔΟΣ", "straße οδος"),
            ("臺灣裡發後", "台湾里发后"),
            ("裏", "裡"),
            ("ｶﾞ", "ガ"),
            ("\u{feff}a\u{200b}b", "ab"),
        ] {
            assert_eq!(solids(one), solids(other), "{one} {other}");
        }
    }

    #[test]
    fn other_words_keep_other_solids() {
        for (one, other) in [
            ("10²", "102"),
            ("5½", "51/2"),
            ("①", "1"),
            ("josé", "jose"),
            ("《", "“"),
        ] {
            assert_ne!(solids(one), solids(other), "{one} {other}");
        }
    }
}
