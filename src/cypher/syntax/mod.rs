//! From text to syntax tree, through the library that knows the grammar.

mod complexity;
mod lexeme;
mod rejection;

use std::borrow::Cow;

use open_cypher::ast::{self, QueryKind, StatementKind};
use open_cypher::{Keyword, Token, TokenKind};

use super::error::{Error, Kind, Span};

pub use lexeme::{Lexeme, lexemes};

/// Parses a query.
///
/// # Errors
/// When the text is not a query, is empty, or is too long or too deeply nested to be taken in.
pub fn parse(source: &str) -> Result<ast::RegularQuery, Error> {
    complexity::check_length(source)?;
    let lexed = open_cypher::lex(source);
    let tokens: Vec<&Token> = lexed
        .tokens
        .iter()
        .filter(|token| !token.is_trivia())
        .collect();
    complexity::check(&tokens)?;
    let text = with_stand_ins(source, &tokens);
    let parsed = open_cypher::parse(&text)
        .map_err(|errors| rejection::explain(source, &tokens, errors.diagnostics()))?;
    let end = Span {
        start: source.len(),
        end: source.len(),
    };
    match parsed.program.statements.into_iter().next().map(|s| s.kind) {
        Some(StatementKind::Query(statement)) => match statement.query.kind {
            QueryKind::Regular(query) => Ok(query),
            _ => Err(Error::syntax(Kind::UnexpectedSyntax, end, "not a query")),
        },
        _ => Err(Error::syntax(
            Kind::UnexpectedSyntax,
            end,
            "the query is empty",
        )),
    }
}

/// Puts other names of the same length in the place of `collect` and `exists` where they are functions.
///
/// They are keywords too, and in some surroundings (after `END AS x`) the parser insists on that. The
/// names of functions are read from the text itself, so nothing else notices.
fn with_stand_ins<'a>(source: &'a str, tokens: &[&Token]) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(source);
    for pair in tokens.windows(2) {
        let stand_in = match pair[0].kind {
            TokenKind::Keyword(Keyword::Collect) => "_______",
            TokenKind::Keyword(Keyword::Exists) => "______",
            _ => continue,
        };
        if pair[1].kind == TokenKind::LeftParen {
            let name = pair[0].span.start..pair[0].span.end;
            text.to_mut().replace_range(name, stand_in);
        }
    }
    text
}
