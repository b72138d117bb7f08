//! Operands: signs and `NOT` before them, and what may follow them.

use super::cursor::{Parsed, Parser};
use super::mistake::unsupported;
use super::operators::Strength;
use super::token::TokenKind;
use super::tree::{Expr, ExprKind, IsTyped, Spanned, ValueType};

impl Parser<'_> {
    /// Parses an operand of operators that bind no less than `least`.
    pub fn operand(&mut self, least: Strength) -> Parsed<Expr> {
        match self.is_word("NOT") {
            true => self.negation(least),
            false => self.signed(),
        }
    }

    fn negation(&mut self, least: Strength) -> Parsed<Expr> {
        if least > Strength::Not {
            return Err(self.unexpected("a value"));
        }
        let start = self.start();
        self.advance();
        self.enter(1)?;
        let operand = self.operators(Strength::Not)?;
        self.leave(1);
        let kind = ExprKind::Not(Box::new(operand));
        Ok(Spanned::new(kind, self.since(start)))
    }

    fn signed(&mut self) -> Parsed<Expr> {
        match self.is_sign("-") || self.is_sign("+") {
            true => self.sign(),
            false => self.postfixed(false),
        }
    }

    fn sign(&mut self) -> Parsed<Expr> {
        let start = self.start();
        let negative = self.is_sign("-");
        self.advance();
        // The smallest integer has no positive counterpart, so that a sign belongs to its number.
        if negative && matches!(self.next(), TokenKind::Integer | TokenKind::Float) {
            let mut number = self.postfixed(true)?;
            number.span = self.since(start);
            return Ok(number);
        }
        self.enter(1)?;
        let operand = Box::new(self.signed()?);
        self.leave(1);
        let kind = match negative {
            true => ExprKind::Negate(operand),
            false => ExprKind::Plus(operand),
        };
        Ok(Spanned::new(kind, self.since(start)))
    }

    /// Parses an atom and the keys, indices and labels that follow it.
    fn postfixed(&mut self, negative: bool) -> Parsed<Expr> {
        let outside = self.begin();
        let start = self.start();
        let mut expr = self.atom(negative)?;
        while matches!(self.next(), TokenKind::Sign("." | "[" | ":")) {
            let is_last = self.is_sign(":");
            expr = self.postfix(expr, start)?;
            if is_last {
                break;
            }
        }
        self.end(outside);
        Ok(expr)
    }

    /// Parses a key, an index or labels after an expression.
    fn postfix(&mut self, expr: Expr, start: usize) -> Parsed<Expr> {
        self.wrap()?;
        let expr = Box::new(expr);
        let kind = if self.is_sign(":") {
            ExprKind::HasLabels(expr, Box::new(self.prefixed_labels()?))
        } else if self.take_sign(".") {
            let key = self.name("the name of a property")?;
            ExprKind::Property(expr, Box::new(key))
        } else {
            self.advance();
            self.index(expr)?
        };
        Ok(Spanned::new(kind, self.since(start)))
    }

    /// Parses the rest of `a[index]` or `a[from..to]`.
    fn index(&mut self, list: Box<Expr>) -> Parsed<ExprKind> {
        let from = match self.is_sign("..") {
            true => None,
            false => Some(Box::new(self.expression()?)),
        };
        if self.take_sign("..") {
            let to = match self.is_sign("]") {
                true => None,
                false => Some(Box::new(self.expression()?)),
            };
            self.expect("]")?;
            return Ok(ExprKind::Slice(list, from, to));
        }
        self.expect("]")?;
        match from {
            Some(index) => Ok(ExprKind::Index(list, index)),
            None => Err(self.unexpected("an index")),
        }
    }

    /// Parses what follows `IS`.
    pub fn is(&mut self, operand: Expr) -> Parsed<ExprKind> {
        let negated = self.take_word("NOT");
        if self.take_word("NULL") {
            let operand = Box::new(operand);
            return Ok(ExprKind::IsNull { operand, negated });
        }
        if self.is_sign("::") || self.is_word("TYPED") {
            self.advance();
            return self.typed(operand, negated);
        }
        let normalized =
            self.is_word("NORMALIZED") || self.is_word_at(self.position() + 1, "NORMALIZED");
        if normalized {
            let instead = "texts are compared as they are written";
            let span = self.token(self.position()).span;
            return Err(unsupported("`IS NORMALIZED`", span, instead));
        }
        if negated || !(self.is_name_at(self.position()) || self.is_sign("%")) {
            return Err(self.unexpected("`NULL`, `NOT NULL`, `:: TYPE` or a label"));
        }
        let labels = self.labels()?;
        Ok(ExprKind::HasLabels(Box::new(operand), Box::new(labels)))
    }

    /// Parses the type after `IS ::`.
    pub fn typed(&mut self, operand: Expr, negated: bool) -> Parsed<ExprKind> {
        let start = self.start();
        let mut name = String::new();
        let mut open = 0;
        loop {
            if self.next() == TokenKind::Word && !self.is_word("NOT") {
                let follows_word = name.ends_with(|c: char| c.is_ascii_alphabetic());
                // What follows the type is another operator or clause, and not one of its words.
                if name.ends_with('>') || follows_word && !self.is_type_word() {
                    break;
                }
                name.push_str(if follows_word { " " } else { "" });
                name.push_str(&self.text(self.position()).to_ascii_uppercase());
            } else if self.is_sign("<") && (name.ends_with("LIST") || name.ends_with("ARRAY")) {
                name.push('<');
                open += 1;
            } else if self.is_sign(">") && open > 0 {
                name.push('>');
                open -= 1;
            } else if self.is_sign("|") && !name.is_empty() && self.bar != Some(self.position()) {
                name.push('|');
            } else if open > 0 && self.are_words(&["NOT", "NULL"]) {
                name.push_str(" NOT NULL");
                self.advance();
            } else {
                break;
            }
            self.advance();
        }
        if name.is_empty() || open > 0 {
            return Err(self.unexpected("a type, such as `STRING` or `LIST<INTEGER>`"));
        }
        let not_null = self.are_words(&["NOT", "NULL"]);
        if not_null {
            self.advance();
            self.advance();
        }
        Ok(ExprKind::IsTyped(Box::new(IsTyped {
            operand,
            negated,
            wanted: Spanned::new(ValueType { name, not_null }, self.since(start)),
        })))
    }

    /// Returns whether the next token continues a type name of several words.
    fn is_type_word(&self) -> bool {
        let words = [
            "TIME", "DATETIME", "ZONED", "LOCAL", "WITH", "WITHOUT", "TIMEZONE", "VALUE",
            "PROPERTY",
        ];
        let known = words.iter().any(|word| self.is_word(word));
        let clause = self.is_word("WITH") && !self.is_word_at(self.position() + 1, "TIMEZONE");
        known && !clause
    }
}
