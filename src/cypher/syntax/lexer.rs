//! From a text to its tokens, which together are the whole of it.

use unicode_normalization::char::is_combining_mark;

use super::escape;
use super::token::{Invalid, SIGNS, Token, TokenKind};

/// Splits a text into tokens, spaces and comments included.
pub(super) fn lex(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let (kind, length) = first(&source[at..]);
        tokens.push(Token {
            kind,
            span: (at..at + length).into(),
        });
        at += length;
    }
    tokens
}

/// Returns the token that a text begins with, and its length in bytes.
fn first(text: &str) -> (TokenKind, usize) {
    let character = text.chars().next().unwrap_or_default();
    match character {
        '\'' | '"' => quoted_text(text, character),
        '`' => quoted_name(text),
        '$' => parameter(text),
        '0'..='9' => number(text),
        '.' if text[1..].starts_with(|c: char| c.is_ascii_digit()) => number(text),
        _ if is_space(character) => (TokenKind::Space, run(text, is_space)),
        _ if starts_name(character) => (TokenKind::Word, run(text, continues_name)),
        _ if text.starts_with("//") => (TokenKind::Comment, run(text, |c| c != '\n' && c != '\r')),
        _ if text.starts_with("/*") => match text[2..].find("*/") {
            Some(end) => (TokenKind::Comment, end + 4),
            None => (TokenKind::Invalid(Invalid::OpenComment), text.len()),
        },
        _ => match SIGNS.iter().find(|sign| text.starts_with(**sign)) {
            Some(sign) => (TokenKind::Sign(sign), sign.len()),
            None => (TokenKind::Invalid(unknown(character)), character.len_utf8()),
        },
    }
}

/// Returns how long the run of characters of one sort is that a text begins with.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// White space, and the byte-order mark, which editors put where nobody sees it.
fn is_space(character: char) -> bool {
    character.is_whitespace()
        || character == '\u{feff}'
        || ('\u{1c}'..='\u{1f}').contains(&character)
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || is_connector(character)
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric()
        || is_connector(character)
        || is_combining_mark(character)
        || matches!(character, '\u{b7}' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}')
}

/// Unicode's connector punctuation (Pc), such as `_`.
fn is_connector(character: char) -> bool {
    matches!(
        character,
        '_' | '\u{203f}' | '\u{2040}' | '\u{2054}' | '\u{fe33}' | '\u{fe34}' | '\u{fe4d}'
            ..='\u{fe4f}' | '\u{ff3f}'
    )
}

fn quoted_text(text: &str, quote: char) -> (TokenKind, usize) {
    match escape::end_of_text(text, quote) {
        Some(end) if escape::decode_text(&text[..end]).is_some() => (TokenKind::Text, end),
        Some(end) => (TokenKind::Invalid(Invalid::Escape), end),
        None => (TokenKind::Invalid(Invalid::OpenText), text.len()),
    }
}

fn quoted_name(text: &str) -> (TokenKind, usize) {
    match escape::end_of_name(text) {
        Some(end) => (TokenKind::Quoted, end),
        None => (TokenKind::Invalid(Invalid::OpenName), text.len()),
    }
}

/// `$name`, `$1` or `$` and a name in backticks; a lone `$` is a sign that nothing takes.
fn parameter(text: &str) -> (TokenKind, usize) {
    let rest = &text[1..];
    if rest.starts_with('`') {
        return match quoted_name(rest) {
            (TokenKind::Quoted, length) => (TokenKind::Parameter, length + 1),
            (invalid, length) => (invalid, length + 1),
        };
    }
    match run(rest, continues_name) {
        0 => (TokenKind::Sign("$"), 1),
        length => (TokenKind::Parameter, length + 1),
    }
}

/// A number without its sign. What cannot go on with it is a token of its own, so that `1..2` is a range and `12h`
/// a number and a word.
fn number(text: &str) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let radix = match bytes {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        _ => None,
    };
    if let Some(radix) = radix {
        let length = digits(&text[2..], radix);
        return (TokenKind::Integer, if length == 0 { 1 } else { length + 2 });
    }
    let mut length = digits(text, 10);
    let mut kind = TokenKind::Integer;
    if text[length..].starts_with('.') {
        let decimals = digits(&text[length + 1..], 10);
        if decimals > 0 {
            length += decimals + 1;
            kind = TokenKind::Float;
        }
    }
    if text[length..].starts_with(['e', 'E']) {
        let sign = usize::from(text[length + 1..].starts_with(['+', '-']));
        let exponent = digits(&text[length + 1 + sign..], 10);
        if exponent > 0 {
            length += 1 + sign + exponent;
            kind = TokenKind::Float;
        }
    }
    (kind, length)
}

/// Returns how many bytes of digits a text begins with; single underscores may stand between them, and before them
/// in other radices than ten.
fn digits(text: &str, radix: u32) -> usize {
    let mut end = 0;
    let mut before = if radix == 10 { '_' } else { '0' };
    for (at, character) in text.char_indices() {
        match character {
            '_' if before != '_' => {}
            _ if character.is_digit(radix) => end = at + 1,
            _ => break,
        }
        before = character;
    }
    end
}

fn unknown(character: char) -> Invalid {
    match character {
        '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            Invalid::Lookalike("-")
        }
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '\u{ff07}' => Invalid::Lookalike("'"),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => {
            Invalid::Lookalike("\"")
        }
        '\u{27e8}' | '\u{2329}' | '\u{3008}' | '\u{fe64}' | '\u{ff1c}' => Invalid::Lookalike("<"),
        '\u{27e9}' | '\u{232a}' | '\u{3009}' | '\u{fe65}' | '\u{ff1e}' => Invalid::Lookalike(">"),
        '\u{2260}' => Invalid::Lookalike("<>"),
        '\u{2264}' => Invalid::Lookalike("<="),
        '\u{2265}' => Invalid::Lookalike(">="),
        '\u{2192}' => Invalid::Lookalike("->"),
        '\u{2190}' => Invalid::Lookalike("<-"),
        '\u{d7}' => Invalid::Lookalike("*"),
        '\u{f7}' => Invalid::Lookalike("/"),
        '\u{ff08}' => Invalid::Lookalike("("),
        '\u{ff09}' => Invalid::Lookalike(")"),
        '\u{ff0c}' => Invalid::Lookalike(","),
        '\u{ff1a}' => Invalid::Lookalike(":"),
        '\u{ff1b}' | '\u{37e}' => Invalid::Lookalike(";"),
        _ => Invalid::Character,
    }
}
