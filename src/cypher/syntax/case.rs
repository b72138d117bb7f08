//! `CASE`, with conditions, with values of an operand, and with tests of it.

use super::cursor::{Parsed, Parser};
use super::operators::Strength;
use super::token::TokenKind;
use super::tree::{Case, ExprKind, Spanned, When};

impl Parser<'_> {
    /// Parses a `CASE`.
    pub fn case(&mut self) -> Parsed<ExprKind> {
        self.advance();
        let operand = match self.is_word("WHEN") {
            true => None,
            false => Some(self.expression()?),
        };
        let mut branches = Vec::new();
        while self.take_word("WHEN") {
            let mut whens = vec![self.when(operand.is_some())?];
            while self.take_sign(",") {
                whens.push(self.when(operand.is_some())?);
            }
            if !self.take_word("THEN") {
                return Err(self.unexpected("`THEN`"));
            }
            branches.push((whens, self.expression()?));
        }
        if branches.is_empty() {
            return Err(self.unexpected("`WHEN`"));
        }
        let otherwise = match self.take_word("ELSE") {
            true => Some(self.expression()?),
            false => None,
        };
        if !self.take_word("END") {
            let expected = match otherwise {
                Some(_) => "`END`",
                None => "`WHEN`, `ELSE` or `END`",
            };
            return Err(self.unexpected(expected));
        }
        Ok(ExprKind::Case(Box::new(Case {
            operand,
            branches,
            otherwise,
        })))
    }

    fn when(&mut self, has_operand: bool) -> Parsed<When> {
        if !has_operand || !self.begins_test() {
            return self.expression().map(When::Value);
        }
        let start = self.start();
        self.enter(1)?;
        let outside = self.begin();
        let operand = Spanned::new(ExprKind::CaseOperand, start..start);
        let test = self.operators_after(operand, start, Strength::Comparison)?;
        self.end(outside);
        self.leave(1);
        Ok(When::Test(test))
    }

    /// Tells whether a test without its left side comes next, such as `> 3` or `IS NULL`.
    fn begins_test(&self) -> bool {
        let after = self.position() + 1;
        match self.next() {
            TokenKind::Sign(sign) => {
                matches!(
                    sign,
                    "=" | "<>" | "!=" | "<" | "<=" | ">" | ">=" | "=~" | "::"
                )
            }
            TokenKind::Word if self.is_word("IS") => {
                ["NULL", "NOT", "TYPED"]
                    .iter()
                    .any(|word| self.is_word_at(after, word))
                    || self.is_sign_at(after, "::")
            }
            TokenKind::Word if self.is_word("STARTS") || self.is_word("ENDS") => {
                self.is_word_at(after, "WITH")
            }
            TokenKind::Word if self.is_word("IN") || self.is_word("CONTAINS") => {
                !matches!(self.token(after).kind, TokenKind::Sign("." | "," | ")"))
                    && !self.is_word_at(after, "THEN")
            }
            _ => false,
        }
    }
}
