//! Lists, and comprehensions over lists and patterns.
//!
//! `[` may begin three things, and `|` in them may end a condition or join labels. Which it is, the tokens at the level
//! of the bracket tell, without a look into brackets inside.

use super::cursor::{Parsed, Parser};
use super::token::TokenKind;
use super::tree::{ExprKind, ListComprehension, PatternComprehension};

impl Parser<'_> {
    /// Parses what `[` begins.
    pub fn list(&mut self) -> Parsed<ExprKind> {
        let opening = self.position();
        let first = opening + 1;
        if self.is_name_at(first)
            && self.is_word_at(first + 1, "IN")
            && !self.has_comma_first(opening)
        {
            return self.list_comprehension(opening);
        }
        let named = self.is_name_at(first) && self.is_sign_at(first + 1, "=");
        let path = if named { first + 2 } else { first };
        if self.starts_pattern(path) && !self.has_comma_first(opening) && self.has_bar(opening) {
            return self.pattern_comprehension(opening);
        }
        self.advance();
        Ok(ExprKind::List(self.expressions_until("]")?))
    }

    fn list_comprehension(&mut self, opening: usize) -> Parsed<ExprKind> {
        self.advance();
        let variable = self.name("a variable")?;
        self.expect_word("IN")?;
        let (list, condition) = self.before_bar(opening, |parser| {
            Ok((parser.expression()?, parser.optional_condition()?))
        })?;
        let value = match self.take_sign("|") {
            true => Some(self.expression()?),
            false => None,
        };
        let expected = match (&condition, &value) {
            (_, Some(_)) => "`]`",
            (Some(_), None) => "`|` or `]`",
            (None, None) => "`WHERE`, `|` or `]`",
        };
        self.expect_one_of("]", expected)?;
        Ok(ExprKind::ListComprehension(Box::new(ListComprehension {
            variable,
            list,
            condition,
            value,
        })))
    }

    fn pattern_comprehension(&mut self, opening: usize) -> Parsed<ExprKind> {
        self.advance();
        self.enter(4)?;
        let pattern = self.one_path()?;
        let condition = self.before_bar(opening, Self::optional_condition)?;
        self.expect("|")?;
        let value = self.expression()?;
        self.leave(4);
        self.expect("]")?;
        Ok(ExprKind::PatternComprehension(Box::new(
            PatternComprehension {
                pattern,
                condition,
                value,
            },
        )))
    }

    /// Parses what stands before the `|` of the bracket that opened at a position.
    pub fn before_bar<T>(
        &mut self,
        opening: usize,
        parse: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        let bar = self.separator(opening);
        let outer = std::mem::replace(&mut self.bar, bar);
        let parsed = parse(self)?;
        self.bar = outer;
        Ok(parsed)
    }

    /// The positions after the place, up to the bracket that closes one, that lie in no bracket inside it.
    fn level(&self, opening: usize) -> impl Iterator<Item = usize> {
        let end = self.partner(opening).unwrap_or(self.tokens().len());
        let mut position = self.position().max(opening + 1);
        std::iter::from_fn(move || {
            let found = position;
            position = self.partner(position).unwrap_or(position) + 1;
            (found < end).then_some(found)
        })
    }

    /// Tells whether a comma comes before `WHERE` and `|`, so that the bracket holds a list.
    fn has_comma_first(&self, opening: usize) -> bool {
        let mut telling = self.level(opening).filter(|position| {
            [",", "|"]
                .iter()
                .any(|sign| self.is_sign_at(*position, sign))
                || self.is_word_at(*position, "WHERE")
        });
        telling
            .next()
            .is_some_and(|first| self.is_sign_at(first, ","))
    }

    fn has_bar(&self, opening: usize) -> bool {
        self.level(opening)
            .any(|position| self.is_sign_at(position, "|"))
    }

    /// Returns the `|` after which the values of a comprehension stand: the last, unless one before it cannot
    /// join labels, as in `n:A | n.id`.
    fn separator(&self, opening: usize) -> Option<usize> {
        let bars = self
            .level(opening)
            .filter(|position| self.is_sign_at(*position, "|"));
        let mut found = None;
        for bar in bars {
            found = Some(bar);
            if !self.joins_labels(bar) {
                break;
            }
        }
        found
    }

    /// Tells whether what stands on both sides of a `|` looks like labels and nothing else.
    fn joins_labels(&self, bar: usize) -> bool {
        let ends_label = match self.token(bar - 1).kind {
            TokenKind::Word | TokenKind::Quoted => {
                bar >= 2 && {
                    let before = [":", "|", "&", "!"];
                    before.iter().any(|sign| self.is_sign_at(bar - 2, sign))
                }
            }
            TokenKind::Sign(sign) => matches!(sign, "%" | ")"),
            _ => false,
        };
        let after = bar + 1;
        let begins_label = match self.token(after).kind {
            TokenKind::Sign(sign) => matches!(sign, ":" | "!" | "%"),
            TokenKind::Word | TokenKind::Quoted => match self.token(after + 1).kind {
                TokenKind::Sign(sign) => matches!(sign, "|" | "&"),
                TokenKind::Word => {
                    let words = ["AND", "OR", "XOR", "THEN", "WHERE", "WHEN", "ELSE", "END"];
                    words.iter().any(|word| self.is_word_at(after + 1, word))
                }
                _ => false,
            },
            _ => false,
        };
        ends_label && begins_label
    }
}
