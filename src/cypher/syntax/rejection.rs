//! Why a text is not a query: the parser's diagnostics in openCypher's words.

use open_cypher::{Diagnostic, DiagnosticCode, Token, TokenKind};

use crate::cypher::error::{Error, Kind, Span};

/// Returns the error that explains the others best.
pub(super) fn explain(source: &str, tokens: &[&Token], diagnostics: &[Diagnostic]) -> Error {
    let first = diagnostics.iter().min_by_key(|found| rank(found.code));
    first.map_or_else(
        || Error::syntax(Kind::UnexpectedSyntax, Span::default(), "not a query"),
        |found| rejection(source, tokens, found),
    )
}

/// Faults of single tokens explain the faults of grammar that follow from them.
fn rank(code: DiagnosticCode) -> u8 {
    match code {
        DiagnosticCode::InvalidEscape
        | DiagnosticCode::InvalidNumber
        | DiagnosticCode::InvalidToken
        | DiagnosticCode::UnterminatedString
        | DiagnosticCode::UnterminatedIdentifier
        | DiagnosticCode::UnterminatedComment => 0,
        DiagnosticCode::UnclosedDelimiter | DiagnosticCode::MismatchedDelimiter => 2,
        _ => 1,
    }
}

fn rejection(source: &str, tokens: &[&Token], found: &Diagnostic) -> Error {
    let span = Span::from(found.primary_span);
    let text = source.get(span.start..span.end).unwrap_or_default();
    let (kind, message) = match found.code {
        DiagnosticCode::InvalidEscape => (
            Kind::InvalidUnicodeLiteral,
            "the text holds an escape sequence that means nothing".to_owned(),
        ),
        DiagnosticCode::InvalidNumber => (
            Kind::InvalidNumberLiteral,
            format!("`{text}` is not a number"),
        ),
        DiagnosticCode::InvalidToken if !text.is_ascii() => (
            Kind::InvalidUnicodeCharacter,
            format!("`{text}` has no meaning here"),
        ),
        DiagnosticCode::UnexpectedToken if text == ";" => (
            Kind::UnexpectedSyntax,
            "more than one query stands here".to_owned(),
        ),
        DiagnosticCode::UnexpectedToken if continues_number(tokens, span) => (
            Kind::InvalidNumberLiteral,
            format!("`{text}` cannot be part of a number"),
        ),
        DiagnosticCode::UnexpectedToken if in_relationship(tokens, span) => (
            Kind::InvalidRelationshipPattern,
            format!("`{text}` cannot stand in a relationship pattern"),
        ),
        DiagnosticCode::UnexpectedToken => (
            Kind::UnexpectedSyntax,
            format!("`{text}` is not expected here"),
        ),
        _ => (Kind::UnexpectedSyntax, first_clause(&found.message)),
    };
    Error::syntax(kind, span, message).with_hint(found.help.clone())
}

/// The library lists everything it would have taken after a semicolon; the fault itself stands before.
fn first_clause(message: &str) -> String {
    message.split(';').next().unwrap_or_default().to_owned()
}

/// Tells whether a word follows a number without a space, as in `12h`.
fn continues_number(tokens: &[&Token], span: Span) -> bool {
    tokens.windows(2).any(|pair| {
        let number = matches!(
            pair[0].kind,
            TokenKind::Integer | TokenKind::HexInteger | TokenKind::OctalInteger | TokenKind::Float
        );
        let sign = pair[1].kind == TokenKind::Semicolon;
        number && !sign && pair[1].span.start == span.start && pair[0].span.end == span.start
    })
}

/// Tells whether the place lies within the brackets of a relationship pattern.
fn in_relationship(tokens: &[&Token], span: Span) -> bool {
    let before = tokens
        .iter()
        .take_while(|token| token.span.start < span.start);
    let mut open = Vec::new();
    let mut previous = None;
    for token in before {
        match token.kind {
            TokenKind::LeftBracket => {
                let arrow = matches!(previous, Some(TokenKind::Minus | TokenKind::LeftArrow));
                open.push(arrow);
            }
            TokenKind::LeftParen | TokenKind::LeftBrace => open.push(false),
            TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => {
                open.pop();
            }
            _ => {}
        }
        previous = Some(token.kind);
    }
    open.last() == Some(&true)
}
