//! Operators by precedence, from `OR`, which binds least, to `^`. Those of one precedence in a row make one chain.

use super::cursor::{Parsed, Parser};
use super::token::TokenKind;
use super::tree::{Comparator, Expr, ExprKind, Spanned, TextTest};
use crate::cypher::value::Arithmetic;

/// How much an operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Or,
    Xor,
    And,
    Not,
    Comparison,
    /// `IN`, `IS NULL`, `STARTS WITH` and their kin
    Test,
    Concatenation,
    Sum,
    Product,
    Power,
    Sign,
}

/// An operator between two operands, or after one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Infix {
    Or,
    Xor,
    And,
    Comparison(Comparator),
    Text(TextTest),
    In,
    Is,
    /// `::`, short for `IS ::`
    Typed,
    Arithmetic(Arithmetic, Strength),
}

impl Parser<'_> {
    /// Parses an expression a level below.
    pub fn expression(&mut self) -> Parsed<Expr> {
        self.enter(1)?;
        let expr = self.operators(Strength::Or)?;
        self.leave(1);
        Ok(expr)
    }

    /// Parses operands joined by operators that bind no less than `least`.
    pub fn operators(&mut self, least: Strength) -> Parsed<Expr> {
        let outside = self.begin();
        let start = self.start();
        let first = self.operand(least)?;
        let expr = self.operators_after(first, start, least)?;
        self.end(outside);
        Ok(expr)
    }

    /// Parses the operators that follow the first operand.
    pub fn operators_after(&mut self, first: Expr, start: usize, least: Strength) -> Parsed<Expr> {
        let mut left = first;
        while let Some(operator) = self.infix()
            && operator.strength() >= least
        {
            self.wrap()?;
            let kind = match operator {
                Infix::Or => ExprKind::Or(self.connected(left, operator)?),
                Infix::Xor => ExprKind::Xor(self.connected(left, operator)?),
                Infix::And => ExprKind::And(self.connected(left, operator)?),
                Infix::Comparison(_) => self.comparison(left)?,
                Infix::Arithmetic(_, strength) => self.arithmetic(left, strength)?,
                Infix::Text(test) => {
                    let right = self.right(operator)?;
                    ExprKind::Text(test, Box::new(left), Box::new(right))
                }
                Infix::In => {
                    let right = self.right(operator)?;
                    ExprKind::In(Box::new(left), Box::new(right))
                }
                Infix::Is => {
                    self.advance();
                    self.is(left)?
                }
                Infix::Typed => {
                    self.advance();
                    self.typed(left, false)?
                }
            };
            left = Spanned::new(kind, self.since(start));
        }
        Ok(left)
    }

    /// Takes an operator and parses the operand on its right.
    fn right(&mut self, operator: Infix) -> Parsed<Expr> {
        for _ in 0..operator.words() {
            self.advance();
        }
        self.enter(1)?;
        let right = self.operators(operator.strength().above())?;
        self.leave(1);
        Ok(right)
    }

    fn connected(&mut self, first: Expr, operator: Infix) -> Parsed<Vec<Expr>> {
        let mut parts = vec![first];
        while self.infix() == Some(operator) {
            parts.push(self.right(operator)?);
        }
        Ok(parts)
    }

    fn comparison(&mut self, first: Expr) -> Parsed<ExprKind> {
        let mut rest = Vec::new();
        while let Some(operator @ Infix::Comparison(comparator)) = self.infix() {
            rest.push((comparator, self.right(operator)?));
        }
        Ok(ExprKind::Comparison(Box::new(first), rest))
    }

    fn arithmetic(&mut self, first: Expr, strength: Strength) -> Parsed<ExprKind> {
        let mut rest = Vec::new();
        while let Some(operator @ Infix::Arithmetic(sign, same)) = self.infix()
            && same == strength
        {
            rest.push((sign, self.right(operator)?));
        }
        Ok(ExprKind::Arithmetic(Box::new(first), rest))
    }

    /// Returns the operator that comes next, if one does.
    fn infix(&self) -> Option<Infix> {
        let sign = match self.next() {
            TokenKind::Sign(sign) => sign,
            TokenKind::Word => return self.infix_word(),
            _ => return None,
        };
        Some(match sign {
            "=" => Infix::Comparison(Comparator::Equal),
            "<>" | "!=" => Infix::Comparison(Comparator::NotEqual),
            "<" => Infix::Comparison(Comparator::Less),
            "<=" => Infix::Comparison(Comparator::LessEqual),
            ">" => Infix::Comparison(Comparator::Greater),
            ">=" => Infix::Comparison(Comparator::GreaterEqual),
            "=~" => Infix::Text(TextTest::Matches),
            "::" => Infix::Typed,
            "||" => Infix::Arithmetic(Arithmetic::Add, Strength::Concatenation),
            "+" => Infix::Arithmetic(Arithmetic::Add, Strength::Sum),
            "-" => Infix::Arithmetic(Arithmetic::Subtract, Strength::Sum),
            "*" => Infix::Arithmetic(Arithmetic::Multiply, Strength::Product),
            "/" => Infix::Arithmetic(Arithmetic::Divide, Strength::Product),
            "%" => Infix::Arithmetic(Arithmetic::Remainder, Strength::Product),
            "^" => Infix::Arithmetic(Arithmetic::Power, Strength::Power),
            _ => return None,
        })
    }

    fn infix_word(&self) -> Option<Infix> {
        let words: [(&[&str], Infix); 8] = [
            (&["AND"], Infix::And),
            (&["OR"], Infix::Or),
            (&["XOR"], Infix::Xor),
            (&["IN"], Infix::In),
            (&["IS"], Infix::Is),
            (&["CONTAINS"], Infix::Text(TextTest::Contains)),
            (&["STARTS", "WITH"], Infix::Text(TextTest::StartsWith)),
            (&["ENDS", "WITH"], Infix::Text(TextTest::EndsWith)),
        ];
        let mut words = words.into_iter();
        words
            .find(|(words, _)| self.are_words(words))
            .map(|(_, operator)| operator)
    }
}

impl Infix {
    fn strength(self) -> Strength {
        match self {
            Infix::Or => Strength::Or,
            Infix::Xor => Strength::Xor,
            Infix::And => Strength::And,
            Infix::Comparison(_) => Strength::Comparison,
            Infix::Text(_) | Infix::In | Infix::Is | Infix::Typed => Strength::Test,
            Infix::Arithmetic(_, strength) => strength,
        }
    }

    /// How many tokens it has.
    fn words(self) -> usize {
        match self {
            Infix::Text(TextTest::StartsWith | TextTest::EndsWith) => 2,
            _ => 1,
        }
    }
}

impl Strength {
    /// The next that binds more.
    fn above(self) -> Strength {
        match self {
            Strength::Or => Strength::Xor,
            Strength::Xor => Strength::And,
            Strength::And => Strength::Not,
            Strength::Not => Strength::Comparison,
            Strength::Comparison => Strength::Test,
            Strength::Test => Strength::Concatenation,
            Strength::Concatenation => Strength::Sum,
            Strength::Sum => Strength::Product,
            Strength::Product => Strength::Power,
            Strength::Power | Strength::Sign => Strength::Sign,
        }
    }
}
