//! From text to syntax tree.
//!
//! | file | takes |
//! |---|---|
//! | `lexer`, `token`, `escape`, `number` | characters: words, signs, texts, numbers |
//! | `cursor`, `brackets` | the place of the parser, how deep it is, and what brackets hold |
//! | `query`, `clause`, `projection`, `write` | statements, clauses, columns |
//! | `pattern`, `path`, `label`, `ahead` | patterns and conditions on labels |
//! | `operators`, `operand`, `atom`, `form`, `comprehension`, `case` | expressions |
//! | `mistake` | what is wrong, and what to write instead |
//!
//! The grammar is openCypher's of 2024.3 with what Neo4j's version 5 adds for reading. The parser looks ahead and
//! never back, so that its time grows with the length of the text alone.

mod ahead;
mod atom;
mod brackets;
mod case;
mod clause;
mod comprehension;
mod cursor;
mod escape;
mod form;
mod label;
mod lexeme;
mod lexer;
mod mistake;
mod name;
mod number;
mod operand;
mod operators;
mod path;
mod pattern;
mod projection;
mod query;
mod token;
pub mod tree;
mod write;

use super::error::{Error, Span};
use cursor::{Parser, too_complex};
use token::TokenKind;
use tree::Statement;

pub use lexeme::{Lexeme, lexemes};

/// How long a query text may be, in bytes.
const MAX_LENGTH: usize = 1 << 20;
/// How many words and signs a query may have.
const MAX_TOKENS: usize = 20_000;

/// Parses a query text.
///
/// # Errors
/// When the text is no query, is too long or nests too deep, or uses what this language does not have.
pub fn parse(source: &str) -> Result<Statement, Error> {
    if source.len() > MAX_LENGTH {
        let whole = Span::from(0..source.len());
        let message = format!("the query is longer than {MAX_LENGTH} bytes");
        return Err(*too_complex(whole, message));
    }
    let mut parser = Parser::new(source);
    if let Some(beyond) = parser.tokens().get(MAX_TOKENS) {
        let message = format!("the query has more than {MAX_TOKENS} words and signs");
        return Err(*too_complex(beyond.span, message));
    }
    for token in parser.tokens() {
        if let TokenKind::Invalid(found) = token.kind {
            return Err(mistake::invalid(source, token, found));
        }
    }
    parser.statement().map_err(|error| *error)
}
