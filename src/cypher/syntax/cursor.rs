//! The parser's place among the tokens of a text, and how deep it is.

use super::brackets::partners;
use super::lexer::lex;
use super::token::{Token, TokenKind};
use crate::cypher::error::{Class, Error, Fault, Kind, Span};

/// How many levels deep a syntax tree may be. Trees are built, walked and dropped by recursion.
const MAX_DEPTH: usize = 100;
/// How many round brackets around expressions may stand within one another. They leave nothing in the tree.
const MAX_BRACKETS: usize = 200;

/// What a method of the parser makes, or why it cannot. Errors are boxed to keep the frames of the recursion small.
pub(super) type Parsed<T> = Result<T, Box<Error>>;

/// A recursive-descent parser. What each method takes, and what it makes of it, its file tells.
pub(super) struct Parser<'s> {
    source: &'s str,
    /// Without spaces and comments.
    tokens: Vec<Token>,
    /// For each opening bracket and `CASE` the token that closes it, if it is closed.
    partners: Vec<Option<usize>>,
    at: usize,
    /// How many levels enclose the place.
    depth: usize,
    /// How many round brackets around expressions enclose the place.
    brackets: usize,
    /// How many levels enclose the deepest place of what is being parsed.
    deepest: usize,
    /// The `|` that ends the condition of the innermost comprehension, where it could be taken for part of it.
    pub bar: Option<usize>,
}

impl<'s> Parser<'s> {
    pub fn new(source: &'s str) -> Self {
        let mut tokens = lex(source);
        tokens.retain(|token| !matches!(token.kind, TokenKind::Space | TokenKind::Comment));
        Self {
            source,
            partners: partners(source, &tokens),
            tokens,
            at: 0,
            depth: 0,
            brackets: 0,
            deepest: 0,
            bar: None,
        }
    }

    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The place among the tokens.
    pub fn position(&self) -> usize {
        self.at
    }

    pub fn token(&self, position: usize) -> Token {
        let end = self.source.len();
        self.tokens.get(position).copied().unwrap_or(Token {
            kind: TokenKind::End,
            span: (end..end).into(),
        })
    }

    pub fn next(&self) -> TokenKind {
        self.token(self.at).kind
    }

    pub fn text(&self, position: usize) -> &'s str {
        let span = self.token(position).span;
        &self.source[span.start..span.end]
    }

    /// The token that closes the bracket or `CASE` at a position.
    pub fn partner(&self, position: usize) -> Option<usize> {
        self.partners.get(position).copied().flatten()
    }

    pub fn advance(&mut self) {
        self.at += 1;
    }

    pub fn is_sign_at(&self, position: usize, sign: &str) -> bool {
        matches!(self.token(position).kind, TokenKind::Sign(found) if found == sign)
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        self.is_sign_at(self.at, sign)
    }

    pub fn is_word_at(&self, position: usize, word: &str) -> bool {
        self.token(position).kind == TokenKind::Word
            && self.text(position).eq_ignore_ascii_case(word)
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.is_word_at(self.at, word)
    }

    /// Tells whether words follow one another here.
    pub fn are_words(&self, words: &[&str]) -> bool {
        let mut words = words.iter().enumerate();
        words.all(|(index, word)| self.is_word_at(self.at + index, word))
    }

    pub fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.at += usize::from(found);
        found
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    /// Where the next token begins: the start of the span of what it begins.
    pub fn start(&self) -> usize {
        self.token(self.at).span.start
    }

    /// The span from a start to the end of the token before.
    pub fn since(&self, start: usize) -> Span {
        let before = self.at.checked_sub(1).map(|before| self.token(before));
        let end = before.map_or(start, |token| token.span.end);
        (start..end.max(start)).into()
    }

    /// Notes that what follows lies some levels below, until [`Self::leave`].
    pub fn enter(&mut self, levels: usize) -> Parsed<()> {
        self.depth += levels;
        self.deepest = self.deepest.max(self.depth);
        self.check_depth()
    }

    pub fn leave(&mut self, levels: usize) {
        self.depth -= levels;
    }

    /// Begins something that later may turn out to lie deeper, since more is put around it by [`Self::wrap`].
    /// Returns what [`Self::end`] takes.
    pub fn begin(&mut self) -> usize {
        std::mem::replace(&mut self.deepest, self.depth)
    }

    /// Notes that everything since [`Self::begin`] lies a level deeper.
    pub fn wrap(&mut self) -> Parsed<()> {
        self.deepest += 1;
        self.check_depth()
    }

    pub fn end(&mut self, outside: usize) {
        self.deepest = self.deepest.max(outside);
    }

    pub fn enter_bracket(&mut self) -> Parsed<()> {
        self.brackets += 1;
        self.check_depth()
    }

    pub fn leave_bracket(&mut self) {
        self.brackets -= 1;
    }

    fn check_depth(&self) -> Parsed<()> {
        let most = match self.brackets > MAX_BRACKETS {
            true => MAX_BRACKETS,
            false => MAX_DEPTH,
        };
        if self.deepest <= MAX_DEPTH && self.brackets <= MAX_BRACKETS {
            return Ok(());
        }
        let message = format!("the query nests deeper than {most} levels");
        Err(too_complex(self.token(self.at).span, message))
    }
}

pub(super) fn too_complex(span: Span, message: String) -> Box<Error> {
    let fault = Fault::new(Class::LimitExceeded, Kind::TooDeep, message);
    Box::new(fault.at(span).at_compile_time())
}
