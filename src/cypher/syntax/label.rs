//! Conditions on labels and relationship types: `:A`, `:A:B`, `:A|B`, `:A&!B`, `:%`.

use super::cursor::{Parsed, Parser};
use super::mistake::unsupported;
use super::tree::{LabelExpr, LabelExprKind, Spanned};

impl Parser<'_> {
    /// Parses labels after the `:` or `IS` that begins them.
    pub fn prefixed_labels(&mut self) -> Parsed<LabelExpr> {
        self.advance();
        self.labels()
    }

    pub fn labels(&mut self) -> Parsed<LabelExpr> {
        let start = self.start();
        let outside = self.begin();
        let mut any = vec![self.all_labels()?];
        while self.is_sign("|") && self.bar != Some(self.position()) {
            self.advance();
            self.take_sign(":");
            any.push(self.all_labels()?);
        }
        let labels = self.joined(any, LabelExprKind::Or, start)?;
        self.end(outside);
        Ok(labels)
    }

    fn all_labels(&mut self) -> Parsed<LabelExpr> {
        let start = self.start();
        let outside = self.begin();
        let mut all = vec![self.label()?];
        while self.take_sign("&") || self.take_sign(":") {
            all.push(self.label()?);
        }
        let labels = self.joined(all, LabelExprKind::And, start)?;
        self.end(outside);
        Ok(labels)
    }

    fn label(&mut self) -> Parsed<LabelExpr> {
        let start = self.start();
        let kind = if self.take_sign("!") {
            self.enter(1)?;
            let inner = self.label()?;
            self.leave(1);
            LabelExprKind::Not(Box::new(inner))
        } else if self.take_sign("%") {
            LabelExprKind::Any
        } else if self.take_sign("(") {
            self.enter(1)?;
            let inner = self.labels()?;
            self.leave(1);
            self.expect_one_of(")", "`|`, `&` or `)`")?;
            inner.kind
        } else if self.is_sign("$") {
            let instead = "write the label itself, or test `$label IN labels(n)`";
            let span = self.token(self.position()).span;
            return Err(unsupported("a label that is computed", span, instead));
        } else {
            LabelExprKind::Name(self.name("a label or type")?.kind)
        };
        Ok(Spanned::new(kind, self.since(start)))
    }

    /// Several parts as one, and a single part as itself.
    fn joined(
        &mut self,
        mut parts: Vec<LabelExpr>,
        join: fn(Vec<LabelExpr>) -> LabelExprKind,
        start: usize,
    ) -> Parsed<LabelExpr> {
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return Ok(only);
        }
        self.wrap()?;
        Ok(Spanned::new(join(parts), self.since(start)))
    }
}
