//! The words and signs of a text as it is typed, for colouring it, completing it and seeing where a query ends.

use super::lexer::lex;
use super::token::{KEYWORDS, TokenKind};
use crate::cypher::error::Span;

/// What a stretch of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lexeme {
    /// A word of the language, such as `MATCH`; some of them may be names too.
    Keyword,
    /// A name, in backticks or without.
    Name,
    /// A `$parameter`.
    Parameter,
    /// A number.
    Number,
    /// A text in quotes.
    Text,
    /// A comment.
    Comment,
    /// Space between other lexemes.
    Space,
    /// A bracket, operator or other sign.
    Sign,
    /// The `;` after a query.
    End,
    /// What is none of these, such as a text whose closing quote is missing.
    Wrong,
}

/// Splits any text into lexemes, which together are the whole of it.
pub fn lexemes(text: &str) -> Vec<(Lexeme, Span)> {
    let tokens = lex(text).into_iter();
    let lexeme = |kind, span: Span| sort(kind, &text[span.start..span.end]);
    tokens
        .map(|token| (lexeme(token.kind, token.span), token.span))
        .collect()
}

fn sort(kind: TokenKind, text: &str) -> Lexeme {
    match kind {
        TokenKind::Word if is_keyword(text) => Lexeme::Keyword,
        TokenKind::Word | TokenKind::Quoted => Lexeme::Name,
        TokenKind::Parameter => Lexeme::Parameter,
        TokenKind::Integer | TokenKind::Float => Lexeme::Number,
        TokenKind::Text => Lexeme::Text,
        TokenKind::Space => Lexeme::Space,
        TokenKind::Comment => Lexeme::Comment,
        TokenKind::Sign(";") => Lexeme::End,
        TokenKind::Sign(_) | TokenKind::End => Lexeme::Sign,
        TokenKind::Invalid(_) => Lexeme::Wrong,
    }
}

fn is_keyword(word: &str) -> bool {
    let mut keywords = KEYWORDS.iter();
    keywords.any(|keyword| keyword.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexemes_are_the_whole_text() {
        for text in [
            "",
            "MATCH (n) // x",
            "RETURN 'é;",
            "`a",
            "/* x",
            "§ 1;",
            "RETURN $p.`a b`;",
        ] {
            let spans = lexemes(text).into_iter().map(|(_, span)| span);
            let joined: String = spans.map(|span| &text[span.start..span.end]).collect();
            assert_eq!(joined, text);
        }
    }

    #[test]
    fn a_semicolon_in_a_text_ends_nothing() {
        let ends = |text| {
            let lexemes = lexemes(text).into_iter();
            lexemes.filter(|(sort, _)| *sort == Lexeme::End).count()
        };
        assert_eq!(ends("RETURN ';' /* ; */; // ;"), 1);
        assert_eq!(ends("RETURN 'a;"), 0);
    }
}
