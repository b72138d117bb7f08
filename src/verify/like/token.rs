//! Words of a text with their places, compared by what they say and not by their form.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

use crate::verify::form::{Piece, is_unspaced, mark, pieces, units};

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) struct Token {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Words of the same hash are the same in another form.
    pub hash: u32,
    /// Whether it is a character of a script without spaces.
    pub is_unspaced: bool,
}

impl Token {
    pub fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Returns the words of a text, whose first byte is counted as `offset`.
pub(in crate::verify) fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut reader = Reader {
        offset,
        tokens: Vec::with_capacity(text.len() / 6),
        word: String::new(),
        span: 0..0,
        pending: Pending::Nothing,
        before: ' ',
    };
    for unit in units(text) {
        let bytes = unit.bytes.clone();
        for c in unit.decoded.chars() {
            reader.read(c, &bytes);
        }
    }
    reader.finish_word();
    reader.tokens
}

/// What was read after a word and may turn out to be within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// An apostrophe, or the point or comma of a number.
    Within(char),
    /// A hyphen, and whether a line ended after it.
    Hyphen(bool),
}

struct Reader {
    offset: usize,
    tokens: Vec<Token>,
    word: String,
    span: Range<usize>,
    pending: Pending,
    before: char,
}

impl Reader {
    fn read(&mut self, c: char, bytes: &Range<usize>) {
        match mark(c) {
            Some(Piece::Ignorable) => return,
            Some(Piece::SoftHyphen) if !self.word.is_empty() => {
                self.pending = Pending::Hyphen(false)
            }
            Some(Piece::Space(ends_line)) => match self.pending {
                Pending::Hyphen(ended) => self.pending = Pending::Hyphen(ended || ends_line),
                _ => self.finish_word(),
            },
            Some(Piece::Single) if self.ends_in(char::is_alphabetic) => {
                self.pending = Pending::Within('\'');
            }
            Some(Piece::Dash) if self.ends_in(char::is_alphabetic) => {
                self.pending = Pending::Hyphen(false);
            }
            Some(_) => self.finish_word(),
            None if c.is_alphanumeric() && !is_unspaced(c) => self.letter(c, bytes),
            None if is_combining_mark(c) && !self.word.is_empty() => self.add(c, bytes),
            None if matches!(c, '.' | ',') && self.ends_in(char::is_numeric) => {
                self.pending = Pending::Within(c);
            }
            None if is_unspaced(c) || is_sign(c) => {
                self.finish_word();
                self.add(c, bytes);
                self.finish_word();
            }
            None => self.finish_word(),
        }
        self.before = c;
    }

    fn letter(&mut self, c: char, bytes: &Range<usize>) {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => {
                let is_minus = self.word.is_empty()
                    && c.is_numeric()
                    && mark(self.before) == Some(Piece::Dash)
                    && self.tokens.last().is_none_or(|last| {
                        last.end as usize + self.before.len_utf8() < bytes.start + self.offset
                    });
                if is_minus {
                    let start = bytes.start.saturating_sub(self.before.len_utf8());
                    self.add('-', &(start..bytes.start));
                    self.finish_word();
                }
            }
            Pending::Within('\'') if c.is_alphabetic() => self.word.push('\''),
            Pending::Within('.' | ',') if c.is_numeric() && self.before != ' ' => {
                self.word.push(',')
            }
            // A word that goes on in the next line.
            Pending::Hyphen(true) if c.is_alphabetic() => {}
            Pending::Hyphen(false) if mark(self.before) == Some(Piece::SoftHyphen) => {}
            _ => self.finish_word(),
        }
        self.add(c, bytes);
    }

    fn ends_in(&self, what: fn(char) -> bool) -> bool {
        self.pending == Pending::Nothing && !self.word.is_empty() && what(self.before)
    }

    fn add(&mut self, c: char, bytes: &Range<usize>) {
        if self.word.is_empty() {
            self.span = bytes.clone();
        }
        self.span.end = bytes.end;
        self.word.push(c);
    }

    fn finish_word(&mut self) {
        self.pending = Pending::Nothing;
        let Some(first) = self.word.chars().next() else {
            return;
        };
        let place = |byte: usize| u32::try_from(byte + self.offset).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            start: place(self.span.start),
            end: place(self.span.end),
            hash: hash(&self.word),
            is_unspaced: is_unspaced(first),
        });
        self.word.clear();
    }
}

/// Returns whether a character that is no letter is a word of its own, since it says something.
fn is_sign(c: char) -> bool {
    let is_punctuation = matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '/'
            | '\\'
            | '*'
            | '_'
            | '|'
            | '~'
            | '…'
            | '·'
            | '•'
            | '¡'
            | '¿'
            | '。'
            | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '［'
            | '］'
            | '｛'
            | '｝'
            | '．'
            | '／'
            | '～'
            | '・'
            | '\u{fffd}'
    );
    !is_punctuation && !c.is_control() && !is_combining_mark(c)
}

fn hash(word: &str) -> u32 {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return xxh3_64(word.as_bytes()) as u32;
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        pieces(c, &mut |piece| match piece {
            Piece::Solid(c) => folded.push(c),
            Piece::Single => folded.push('\''),
            Piece::Dash => folded.push('-'),
            _ => {}
        });
    }
    xxh3_64(folded.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, 0)
            .iter()
            .map(|token| &text[token.bytes()])
            .collect()
    }

    #[test]
    fn words_signs_and_characters_are_tokens() {
        assert_eq!(
            words("He didn’t pay $1,234.50 (-5%) in 2019-20."),
            [
                "He", "didn’t", "pay", "$", "1,234.50", "-", "5", "%", "in", "2019", "20"
            ]
        );
        assert_eq!(
            words("马斯克给了OpenAI 44万。"),
            ["马", "斯", "克", "给", "了", "OpenAI", "44", "万"]
        );
        assert_eq!(
            words("infor-\n mation, well-known 'so'"),
            ["infor-\n mation", "well", "known", "so"]
        );
        assert_eq!(
            words("AT&amp;T caf\u{65}\u{301} 3. 5"),
            ["AT", "&amp;", "T", "caf\u{65}\u{301}", "3", "5"]
        );
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn forms_of_a_word_have_one_hash() {
        let hash = |text: &str| tokens(text, 0)[0].hash;
        for (one, other) in [
            ("Don’t", "don't"),
            ("ＯＰＥＮ", "open"),
            ("臺", "台"),
            ("infor-\nmation", "information"),
            ("co\u{ad}op", "coop"),
        ] {
            assert_eq!(hash(one), hash(other), "{one} {other}");
        }
        assert_ne!(hash("44"), hash("45"));
    }
}
