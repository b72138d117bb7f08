//! Tokens: the words and signs of a text.

use crate::cypher::error::Span;

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name without backticks, or a keyword: only the place of a word tells which.
    Word,
    /// A name in backticks.
    Quoted,
    Parameter,
    Integer,
    Float,
    Text,
    /// One of [`SIGNS`].
    Sign(&'static str),
    Space,
    Comment,
    Invalid(Invalid),
    /// The end of the text.
    End,
}

/// Why a stretch of text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Invalid {
    Character,
    /// A character that looks like a sign of the language and is another one.
    Lookalike(&'static str),
    Escape,
    OpenText,
    OpenName,
    OpenComment,
}

/// The signs of the language, those that begin like another before it. Arrows are several signs, since `a<-1`
/// compares with a negative number.
pub(super) const SIGNS: [&str; 34] = [
    "||", "::", "..", "<=", ">=", "<>", "!=", "+=", "=>", "=~", "(", ")", "[", "]", "{", "}", ",",
    ".", ":", ";", "|", "&", "?", "$", "+", "-", "*", "/", "%", "^", "!", "=", "<", ">",
];

/// The words that mean something to the language, for colouring. Any of them may be a name elsewhere.
pub(super) const KEYWORDS: [&str; 69] = [
    "ACYCLIC",
    "ALL",
    "ALLSHORTESTPATHS",
    "AND",
    "ANY",
    "AS",
    "ASC",
    "ASCENDING",
    "BY",
    "CALL",
    "CASE",
    "COLLECT",
    "CONTAINS",
    "COUNT",
    "CREATE",
    "DELETE",
    "DESC",
    "DESCENDING",
    "DETACH",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS",
    "EXISTS",
    "EXPLAIN",
    "FALSE",
    "GROUP",
    "GROUPS",
    "IN",
    "INF",
    "INFINITY",
    "IS",
    "LIMIT",
    "MATCH",
    "MERGE",
    "NAN",
    "NONE",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OPTIONAL",
    "OR",
    "ORDER",
    "PATH",
    "PATHS",
    "PROFILE",
    "REDUCE",
    "REMOVE",
    "RETURN",
    "SET",
    "SHORTEST",
    "SHORTESTPATH",
    "SIMPLE",
    "SINGLE",
    "SKIP",
    "STARTS",
    "THEN",
    "TRAIL",
    "TRIM",
    "TRUE",
    "UNION",
    "UNWIND",
    "WALK",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "YIELD",
];
