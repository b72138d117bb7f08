//! The words and signs of a text as it is typed, for colouring it, completing it and seeing where a query ends.

use open_cypher::TokenKind;

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
    let lexed = open_cypher::lex(text);
    let mut lexemes = Vec::with_capacity(lexed.tokens.len());
    let mut end = 0;
    for token in &lexed.tokens {
        let span = Span::from(token.span);
        if span.start > end {
            // What the lexer leaves out, it cannot make sense of.
            lexemes.push((Lexeme::Wrong, (end..span.start).into()));
        }
        end = end.max(span.end);
        if span.start < span.end {
            lexemes.push((sort(token.kind), span));
        }
    }
    if end < text.len() {
        lexemes.push((Lexeme::Wrong, (end..text.len()).into()));
    }
    lexemes
}

fn sort(kind: TokenKind) -> Lexeme {
    match kind {
        TokenKind::Keyword(_) => Lexeme::Keyword,
        TokenKind::Identifier | TokenKind::EscapedIdentifier => Lexeme::Name,
        TokenKind::Parameter => Lexeme::Parameter,
        TokenKind::Integer | TokenKind::HexInteger | TokenKind::OctalInteger | TokenKind::Float => {
            Lexeme::Number
        }
        TokenKind::String => Lexeme::Text,
        TokenKind::Whitespace => Lexeme::Space,
        TokenKind::LineComment | TokenKind::BlockComment => Lexeme::Comment,
        TokenKind::Semicolon => Lexeme::End,
        TokenKind::Invalid => Lexeme::Wrong,
        _ => Lexeme::Sign,
    }
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
