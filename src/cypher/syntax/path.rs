//! Nodes and relationships of a pattern.

use super::cursor::{Parsed, Parser};
use super::token::TokenKind;
use super::tree::{
    Expr, ExprKind, Name, NodePattern, Range, RelationshipDirection, RelationshipLength,
    RelationshipPattern, Spanned,
};
use crate::cypher::error::{Error, Kind};

impl Parser<'_> {
    pub fn node(&mut self) -> Parsed<NodePattern> {
        self.expect_one_of("(", "a node, such as `(n)`")?;
        let mut node = NodePattern {
            variable: self.element_variable()?,
            ..NodePattern::default()
        };
        if self.begins_labels() {
            node.labels = Some(self.prefixed_labels()?);
        }
        node.properties = self.element_properties()?;
        node.condition = self.optional_condition()?;
        let expected = match (&node.labels, &node.properties, &node.condition) {
            (_, _, Some(_)) => "`)`",
            (_, Some(_), _) => "`WHERE` or `)`",
            (Some(_), ..) => "`|`, `&`, `{`, `WHERE` or `)`",
            (None, None, None) => "`:Label`, `{`, `WHERE` or `)`",
        };
        self.expect_one_of(")", expected)?;
        Ok(node)
    }

    pub fn relationship(&mut self) -> Parsed<RelationshipPattern> {
        let left = self.take_sign("<");
        self.expect("-")?;
        let mut relationship = RelationshipPattern {
            direction: RelationshipDirection::Both,
            variable: None,
            types: None,
            length: None,
            properties: None,
            condition: None,
        };
        if self.take_sign("[") {
            self.filler(&mut relationship)?;
        }
        self.expect_one_of("-", "`-` or `[`")?;
        relationship.direction = match (left, self.take_sign(">")) {
            (true, false) => RelationshipDirection::Left,
            (false, true) => RelationshipDirection::Right,
            _ => RelationshipDirection::Both,
        };
        let start = self.start();
        if let Some(range) = self.quantifier()? {
            if relationship.length.is_some() {
                let message = "a relationship cannot have two lengths";
                let kind = Kind::InvalidRelationshipPattern;
                return Err(Error::syntax(kind, self.since(start), message).into());
            }
            let length = RelationshipLength::After(range);
            relationship.length = Some(Spanned::new(length, self.since(start)));
        }
        Ok(relationship)
    }

    /// Parses what stands in the square brackets of a relationship.
    fn filler(&mut self, relationship: &mut RelationshipPattern) -> Parsed<()> {
        relationship.variable = self.element_variable()?;
        if self.begins_labels() {
            relationship.types = Some(self.prefixed_labels()?);
        }
        if self.is_sign("*") {
            let start = self.start();
            self.advance();
            let range = self.inside_range()?;
            let length = RelationshipLength::Inside(range);
            relationship.length = Some(Spanned::new(length, self.since(start)));
        }
        relationship.properties = self.element_properties()?;
        relationship.condition = self.optional_condition()?;
        if self.take_sign("]") {
            return Ok(());
        }
        let mut error = self.unexpected("`:TYPE`, `*`, `{`, `WHERE` or `]`");
        if error.kind == Kind::UnexpectedSyntax && self.next() != TokenKind::End {
            let text = self.text(self.position());
            error.kind = Kind::InvalidRelationshipPattern;
            error.message = format!("`{text}` cannot stand in a relationship pattern");
        }
        Err(error)
    }

    fn element_variable(&mut self) -> Parsed<Option<Name>> {
        let position = self.position();
        let after = position + 1;
        if !self.is_name_at(position) {
            return Ok(None);
        }
        // `WHERE` and `IS` may be variables, where what they would begin does not follow.
        let begins_condition = self.is_word("WHERE") && !self.may_follow_variable(after);
        let begins_labels =
            self.is_word("IS") && self.is_name_at(after) && !self.is_word_at(after, "IS");
        if begins_condition || begins_labels {
            return Ok(None);
        }
        self.name("a variable").map(Some)
    }

    fn may_follow_variable(&self, position: usize) -> bool {
        [")", "]", ":", "{", "*"]
            .iter()
            .any(|sign| self.is_sign_at(position, sign))
            || self.is_word_at(position, "WHERE")
    }

    fn begins_labels(&self) -> bool {
        self.is_sign(":") || self.is_word("IS")
    }

    fn element_properties(&mut self) -> Parsed<Option<Expr>> {
        let start = self.start();
        if self.next() == TokenKind::Parameter {
            let kind = ExprKind::Parameter(self.parameter_name(self.position()));
            self.advance();
            return Ok(Some(Spanned::new(kind, self.since(start))));
        }
        if !self.is_sign("{") {
            return Ok(None);
        }
        self.enter(4)?;
        let entries = self.map()?;
        self.leave(4);
        Ok(Some(Spanned::new(
            ExprKind::Map(entries),
            self.since(start),
        )))
    }

    /// Parses `WHERE condition`, if that comes next.
    pub fn optional_condition(&mut self) -> Parsed<Option<Expr>> {
        match self.take_word("WHERE") {
            true => self.expression().map(Some),
            false => Ok(None),
        }
    }

    /// Parses what follows `*` in the brackets of a relationship.
    fn inside_range(&mut self) -> Parsed<Range> {
        let min = self.bound()?;
        if self.take_sign("..") {
            let max = self.bound()?;
            return Ok(Range { min, max });
        }
        Ok(Range { min, max: min })
    }

    /// Parses `{1,3}`, `+`, `*` or `?` after an arrow or a group.
    pub fn quantifier(&mut self) -> Parsed<Option<Range>> {
        let signs = [
            ("+", Some(1), None),
            ("*", Some(0), None),
            ("?", Some(0), Some(1)),
        ];
        if let Some((_, min, max)) = signs.into_iter().find(|(sign, ..)| self.is_sign(sign)) {
            self.advance();
            return Ok(Some(Range { min, max }));
        }
        if !self.take_sign("{") {
            return Ok(None);
        }
        let min = self.bound()?;
        let max = match self.take_sign(",") {
            true => self.bound()?,
            false if min.is_none() => return Err(self.unexpected("a number or `,`")),
            false => min,
        };
        self.expect("}")?;
        Ok(Some(Range { min, max }))
    }

    fn bound(&mut self) -> Parsed<Option<u64>> {
        match self.next() {
            TokenKind::Integer => self.whole_number().map(Some),
            _ => Ok(None),
        }
    }

    pub fn whole_number(&mut self) -> Parsed<u64> {
        let text = self.text(self.position());
        let span = self.token(self.position()).span;
        self.advance();
        text.replace('_', "").parse().map_err(|_| {
            let message = format!("`{text}` is not a length");
            Error::syntax(Kind::InvalidRelationshipPattern, span, message).into()
        })
    }
}
