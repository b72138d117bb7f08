//! What is wrong with a text that is no query, and what to write instead.

use super::cursor::Parser;
use super::token::{Invalid, Token, TokenKind};
use crate::cypher::error::{Error, Kind, Span, suggestion};

/// Words that a clause may begin with.
const CLAUSES: [&str; 6] = [
    "MATCH",
    "OPTIONAL MATCH",
    "WITH",
    "UNWIND",
    "CALL",
    "RETURN",
];

/// Words of other languages, and what to write instead.
const INSTEAD: [(&str, &str); 11] = [
    ("SELECT", "write `MATCH ... RETURN ...`"),
    (
        "FROM",
        "name what is looked for in a pattern: `MATCH (n:Label)`",
    ),
    (
        "JOIN",
        "name what is looked for in a pattern: `MATCH (a)-[r]->(b)`",
    ),
    (
        "GROUP",
        "rows are grouped by the columns that are no aggregates",
    ),
    ("HAVING", "write `WITH ... WHERE ...`"),
    (
        "LIKE",
        "write `CONTAINS`, `STARTS WITH`, `ENDS WITH` or `=~`",
    ),
    (
        "ILIKE",
        "write `toLower(...) CONTAINS ...`, or `=~ '(?i)...'`",
    ),
    ("BETWEEN", "write `a <= x <= b`"),
    ("ELSEIF", "write another `WHEN`"),
    ("ELIF", "write another `WHEN`"),
    ("EXPLAIN", "it comes before the whole query"),
];

/// Returns what is wrong with a token that is none.
pub(super) fn invalid(source: &str, token: &Token, found: Invalid) -> Error {
    let text = &source[token.span.start..token.span.end];
    let start = Span::from(token.span.start..token.span.start + 1);
    let unexpected = Kind::UnexpectedSyntax;
    match found {
        Invalid::Escape => {
            let message = "the text holds an escape sequence that means nothing";
            let hint = "a backslash itself is written `\\\\`";
            Error::syntax(Kind::InvalidUnicodeLiteral, token.span, message)
                .with_hint(Some(hint.to_owned()))
        }
        Invalid::Character | Invalid::Lookalike(_) => {
            let kind = match text.is_ascii() {
                true => unexpected,
                false => Kind::InvalidUnicodeCharacter,
            };
            let hint = match found {
                Invalid::Lookalike(sign) => Some(format!("write `{sign}`")),
                _ => None,
            };
            let shown = text.escape_debug();
            Error::syntax(kind, token.span, format!("`{shown}` has no meaning here"))
                .with_hint(hint)
        }
        Invalid::OpenText => Error::syntax(unexpected, start, "the text has no closing quote"),
        Invalid::OpenName => Error::syntax(unexpected, start, "the name has no closing backtick"),
        Invalid::OpenComment => Error::syntax(unexpected, start, "the comment has no closing `*/`"),
    }
}

impl Parser<'_> {
    /// Returns the error that the next token is not what the text needs here.
    pub fn unexpected(&self, expected: &str) -> Box<Error> {
        Box::new(self.mistake(expected))
    }

    fn mistake(&self, expected: &str) -> Error {
        let token = self.token(self.position());
        let text = self.text(self.position());
        let hint = |hint: &str| Some(hint.to_owned());
        if self.continues_number() {
            let message = format!("`{text}` cannot be part of a number");
            return Error::syntax(Kind::InvalidNumberLiteral, token.span, message).with_hint(hint(
                "a name cannot begin with a digit, unless in backticks",
            ));
        }
        let message = match token.kind {
            TokenKind::End => "the query ends too soon".to_owned(),
            _ => format!("`{}` is not expected here", shown(text)),
        };
        let error = Error::syntax(Kind::UnexpectedSyntax, token.span, message);
        error.with_hint(
            self.instead()
                .or_else(|| (!expected.is_empty()).then(|| format!("expected {expected}"))),
        )
    }

    /// Returns the error that no clause begins here.
    pub fn no_clause(&self, also: &str) -> Box<Error> {
        let error = self.mistake("");
        if error.kind != Kind::UnexpectedSyntax || error.hint.is_some() {
            return error.into();
        }
        let text = self.text(self.position());
        if self.is_word("AND") || self.is_word("OR") {
            let hint = "write `WHERE` before the conditions, and brackets around those that belong together";
            return Box::new(error.with_hint(Some(hint.to_owned())));
        }
        let word = self.next() == TokenKind::Word;
        let similar = word.then(|| {
            suggestion(
                text,
                CLAUSES.into_iter().chain(["WHERE", "ORDER BY", "LIMIT"]),
            )
        });
        let clauses = CLAUSES.map(|clause| format!("`{clause}`")).join(", ");
        let expected = || Some(format!("expected {also}a clause: {clauses}"));
        Box::new(error.with_hint(similar.flatten().or_else(expected)))
    }

    /// What to write in the place of the next token, when that is known.
    fn instead(&self) -> Option<String> {
        let at = self.position();
        let before = at.checked_sub(1).map(|before| self.token(before).kind);
        let hint = match (before, self.next()) {
            (Some(TokenKind::Sign("=")), TokenKind::Sign("=")) => "write `=`",
            (_, TokenKind::Sign("&")) if self.is_sign_at(at + 1, "&") => "write `AND`",
            (_, TokenKind::Sign("!")) => "write `NOT`",
            (_, TokenKind::Word) if self.is_word("NOT") => {
                return self.instead_of_not();
            }
            (_, TokenKind::Word) => {
                let mut known = INSTEAD.iter();
                known.find(|(word, _)| self.is_word(word))?.1
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    /// `a NOT IN b` is written `NOT a IN b`.
    fn instead_of_not(&self) -> Option<String> {
        let after = self.position() + 1;
        let tests = ["IN", "CONTAINS", "STARTS", "ENDS"];
        Some(
            match tests.iter().find(|test| self.is_word_at(after, test)) {
                Some(test) => format!("write `NOT a {test} b`"),
                None => "put brackets around it: `(NOT ...)`".to_owned(),
            },
        )
    }

    /// Tells whether the next token is a word that follows a number without a space, as in `12h`.
    fn continues_number(&self) -> bool {
        let Some(before) = self.position().checked_sub(1) else {
            return false;
        };
        let (before, next) = (self.token(before), self.token(self.position()));
        matches!(before.kind, TokenKind::Integer | TokenKind::Float)
            && matches!(
                next.kind,
                TokenKind::Word | TokenKind::Integer | TokenKind::Float
            )
            && before.span.end == next.span.start
    }
}

/// Returns a token as a message shows it: its beginning, when it is long.
fn shown(text: &str) -> String {
    const ENOUGH: usize = 40;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns the error that the language has something, and this engine has not.
pub(super) fn unsupported(what: &str, span: impl Into<Span>, instead: &str) -> Box<Error> {
    let message = format!("{what} is not supported");
    let error = Error::syntax(Kind::UnsupportedSyntax, span, message);
    Box::new(error.with_hint(Some(instead.to_owned())))
}
