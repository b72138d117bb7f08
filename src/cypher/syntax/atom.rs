//! Atoms: literals, parameters, lists, maps, brackets, and words that stand for themselves.

use super::cursor::{Parsed, Parser};
use super::escape;
use super::number;
use super::operators::Strength;
use super::token::TokenKind;
use super::tree::{Expr, ExprKind, Literal, Name, Spanned};

/// Words that are variables only where nothing else could stand.
const RESERVED: [&str; 40] = [
    "AND",
    "AS",
    "ASC",
    "ASCENDING",
    "BY",
    "CALL",
    "CASE",
    "CONTAINS",
    "CREATE",
    "DELETE",
    "DESC",
    "DESCENDING",
    "DETACH",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS",
    "FOREACH",
    "IN",
    "IS",
    "LIMIT",
    "MATCH",
    "MERGE",
    "ON",
    "OPTIONAL",
    "OR",
    "ORDER",
    "REMOVE",
    "RETURN",
    "SET",
    "SKIP",
    "STARTS",
    "THEN",
    "UNION",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "YIELD",
];

/// Reserved words that begin a clause or what follows one. No clause follows them.
const BEGINNING: [&str; 7] = [
    "CALL", "MATCH", "RETURN", "UNION", "UNWIND", "WHERE", "WITH",
];

/// Words that may follow an operand, besides those that begin something.
const FOLLOWING: [&str; 17] = [
    "AND",
    "AS",
    "ASC",
    "ASCENDING",
    "CONTAINS",
    "DESC",
    "DESCENDING",
    "ENDS",
    "IN",
    "IS",
    "LIMIT",
    "OFFSET",
    "OR",
    "ORDER",
    "SKIP",
    "STARTS",
    "XOR",
];

impl Parser<'_> {
    /// Parses an atom; a number is negative where a minus sign came before it.
    pub fn atom(&mut self, negative: bool) -> Parsed<Expr> {
        let start = self.start();
        let kind = self.atom_kind(negative)?;
        Ok(Spanned::new(kind, self.since(start)))
    }

    fn atom_kind(&mut self, negative: bool) -> Parsed<ExprKind> {
        let position = self.position();
        match self.next() {
            TokenKind::Sign("(") if self.starts_pattern(position) => self.pattern_expression(),
            TokenKind::Sign("(") => self.bracketed(),
            TokenKind::Sign("[") => self.list(),
            TokenKind::Sign("{") => self.map().map(ExprKind::Map),
            TokenKind::Word => self.word(),
            TokenKind::Quoted => self.named(),
            _ => self.value(negative),
        }
    }

    fn bracketed(&mut self) -> Parsed<ExprKind> {
        self.advance();
        self.enter_bracket()?;
        let inner = self.operators(Strength::Or)?;
        self.leave_bracket();
        self.expect(")")?;
        Ok(inner.kind)
    }

    /// Parses a number, text or parameter.
    fn value(&mut self, negative: bool) -> Parsed<ExprKind> {
        let position = self.position();
        let text = self.text(position);
        let kind = match self.next() {
            TokenKind::Integer | TokenKind::Float => match number::literal(text, negative) {
                Ok(literal) => ExprKind::Literal(literal),
                Err(fault) => {
                    let span = self.token(position).span;
                    return Err(fault.at(span).at_compile_time().into());
                }
            },
            TokenKind::Text => {
                let text = escape::decode_text(text).unwrap_or_default();
                ExprKind::Literal(Literal::Text(text))
            }
            TokenKind::Parameter => ExprKind::Parameter(self.parameter_name(position)),
            _ => return Err(self.unexpected("an expression")),
        };
        self.advance();
        Ok(kind)
    }

    /// Parses what a word begins.
    fn word(&mut self) -> Parsed<ExprKind> {
        if let Some(literal) = self.word_literal() {
            self.advance();
            return Ok(ExprKind::Literal(literal));
        }
        let reserved = RESERVED.iter().any(|word| self.is_word(word));
        if reserved && !self.is_variable() {
            return match self.is_word("CASE") {
                true => self.case(),
                false => Err(self.unexpected("an expression")),
            };
        }
        match self.special_form() {
            Some(form) => form(self),
            None => self.named(),
        }
    }

    fn word_literal(&self) -> Option<Literal> {
        if self.is_sign_at(self.position() + 1, "(") {
            None
        } else if self.is_word("NULL") {
            Some(Literal::Null)
        } else if self.is_word("TRUE") {
            Some(Literal::Boolean(true))
        } else if self.is_word("FALSE") {
            Some(Literal::Boolean(false))
        } else {
            None
        }
    }

    /// Parses a variable, a map made of one, or a call.
    fn named(&mut self) -> Parsed<ExprKind> {
        let position = self.position();
        let mut end = position + 1;
        while self.is_sign_at(end, ".") && self.is_name_at(end + 1) {
            end += 2;
        }
        if self.is_sign_at(end, "(") {
            let name = self.dotted_name("the name of a function")?;
            return self.call(name);
        }
        let name = self.name("a variable")?;
        if self.is_sign("{") {
            return self.map_projection(name);
        }
        Ok(ExprKind::Variable(name.kind))
    }

    /// Tells whether what follows a reserved word makes it a variable: it may follow one, and cannot begin an operand.
    fn is_variable(&self) -> bool {
        let after = self.position() + 1;
        let is_one_of = |words: &[&str], at| words.iter().any(|word| self.is_word_at(at, word));
        match self.token(after).kind {
            TokenKind::End => true,
            TokenKind::Word => {
                let begins = is_one_of(&BEGINNING, self.position());
                is_one_of(&FOLLOWING, after) || !begins && is_one_of(&BEGINNING, after)
            }
            TokenKind::Sign(sign) => !matches!(sign, "(" | "[" | "{" | "+" | "-" | "*" | "$" | "!"),
            _ => false,
        }
    }

    /// Parses `{key: value}`.
    pub fn map(&mut self) -> Parsed<Vec<(Name, Expr)>> {
        self.expect("{")?;
        let mut entries = Vec::new();
        while !self.take_sign("}") {
            if !entries.is_empty() {
                self.expect_one_of(",", "`,` or `}`")?;
            }
            if self.next() == TokenKind::Text {
                return Err(self.unexpected("the name of a key, without quotes"));
            }
            let key = self.name("the name of a key, or `}`")?;
            if entries.is_empty() && self.is_sign("}") {
                let name = &key.kind;
                return Err(
                    self.unexpected(&format!("`: value`; a parameter is written `${name}`"))
                );
            }
            self.expect(":")?;
            entries.push((key, self.expression()?));
        }
        Ok(entries)
    }

    /// Parses expressions up to a closing bracket, which it takes.
    pub fn expressions_until(&mut self, closing: &str) -> Parsed<Vec<Expr>> {
        let mut items = Vec::new();
        while !self.take_sign(closing) {
            if !items.is_empty() {
                self.expect_one_of(",", &format!("`,` or `{closing}`"))?;
            }
            items.push(self.expression()?);
        }
        Ok(items)
    }

    /// Takes a sign that must come next.
    pub fn expect(&mut self, sign: &str) -> Parsed<()> {
        self.expect_one_of(sign, &format!("`{sign}`"))
    }

    /// Takes a sign that must come next where others may come too.
    pub fn expect_one_of(&mut self, sign: &str, expected: &str) -> Parsed<()> {
        match self.take_sign(sign) {
            true => Ok(()),
            false => Err(self.unexpected(expected)),
        }
    }

    /// Takes a word that must come next.
    pub fn expect_word(&mut self, word: &str) -> Parsed<()> {
        match self.take_word(word) {
            true => Ok(()),
            false => Err(self.unexpected(&format!("`{word}`"))),
        }
    }
}
