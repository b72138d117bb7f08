//! What may stand beside aggregates, and how expressions over groups are rewritten.
//!
//! Once rows are grouped, only grouping keys and aggregates are left of them. An expression that
//! builds on both is rewritten to read them from their slots.

use super::scope::Scope;
use crate::cypher::error::{Error, Kind, Span};
use crate::cypher::expression::{AggregateCall, Expr, ExprKind, Slot};
use crate::cypher::query::Item;

/// The items of a projection, and what rows look like before it.
pub(super) struct Grouping {
    pub items: Vec<Item>,
    before: Scope,
    aggregating: bool,
    distinct: bool,
}

impl Grouping {
    pub fn new(before: Scope, aggregating: bool, distinct: bool) -> Self {
        Grouping {
            items: Vec::new(),
            before,
            aggregating,
            distinct,
        }
    }

    /// Returns the items, those on aggregates rewritten over groups.
    ///
    /// # Errors
    /// When one of them reads a variable that no grouping key fixes.
    pub fn items_over_groups(&self, aggregates: &[Slot]) -> Result<Vec<Item>, Error> {
        self.items
            .iter()
            .cloned()
            .map(|item| {
                if !item.aggregated {
                    return Ok(item);
                }
                let expr = self.over_groups(item.expr, aggregates, &|span, _| ambiguous(span))?;
                Ok(Item { expr, ..item })
            })
            .collect()
    }

    /// Rewrites an expression that follows the projection over the rows that leave it.
    ///
    /// # Errors
    /// When it reads what the projection has left behind.
    pub fn over_rows(&self, expr: Expr, aggregates: &[Slot]) -> Result<Expr, Error> {
        if !self.aggregating && !self.distinct {
            return Ok(expr);
        }
        self.rewrite(expr, aggregates)
    }

    /// Fails when a sort key reads a variable that grouping or `DISTINCT` has left behind.
    pub fn check_sort_key(&self, expr: &Expr) -> Result<(), Error> {
        if !self.aggregating && !self.distinct {
            return Ok(());
        }
        self.rewrite(expr.clone(), &[]).map(|_| ())
    }

    /// Fails when an aggregate that only `ORDER BY` names reads what the projection leaves behind.
    pub fn check_new_call(&self, call: &AggregateCall) -> Result<(), Error> {
        let mut slots = Vec::new();
        call.arguments
            .iter()
            .for_each(|argument| argument.slots(&mut slots));
        match slots.into_iter().find(|slot| self.is_left_behind(*slot)) {
            Some(lost) => Err(self.left_behind(call.span, lost)),
            None => Ok(()),
        }
    }

    fn left_behind(&self, span: Span, slot: Slot) -> Error {
        let name = self
            .before
            .holding(slot)
            .map_or("this", |known| &known.name);
        Error::syntax(
            Kind::UndefinedVariable,
            span,
            format!("`{name}` is no longer known after the projection"),
        )
    }

    fn rewrite(&self, expr: Expr, aggregates: &[Slot]) -> Result<Expr, Error> {
        if let Some(item) = self.items.iter().find(|item| item.expr == expr) {
            return Ok(Expr::new(ExprKind::Slot(item.slot), expr.span));
        }
        let keys_read: Vec<Slot> = {
            let mut slots = Vec::new();
            let keys = self.items.iter().filter(|item| !item.aggregated);
            keys.for_each(|key| key.expr.slots(&mut slots));
            slots
        };
        let mixed = expr.has_aggregate();
        self.over_groups(expr, aggregates, &|span, slot| {
            if mixed && keys_read.contains(&slot) {
                ambiguous(span)
            } else {
                self.left_behind(span, slot)
            }
        })
    }

    fn over_groups(
        &self,
        expr: Expr,
        aggregates: &[Slot],
        left_behind: &dyn Fn(Span, Slot) -> Error,
    ) -> Result<Expr, Error> {
        if let ExprKind::Aggregate(index) = expr.kind {
            let slot = aggregates.get(index).copied().unwrap_or_default();
            return Ok(Expr::new(ExprKind::Slot(slot), expr.span));
        }
        // Only a variable or its property counts as a grouping key here: of longer expressions
        // openCypher does not say whether they are the same.
        let simple = match &expr.kind {
            ExprKind::Slot(_) => true,
            ExprKind::Property(base, _) => matches!(base.kind, ExprKind::Slot(_)),
            _ => false,
        };
        let mut keys = self.items.iter().filter(|item| !item.aggregated);
        if simple && let Some(key) = keys.find(|key| key.expr == expr) {
            return Ok(Expr::new(ExprKind::Slot(key.slot), expr.span));
        }
        if let ExprKind::Subquery { uses, .. } = &expr.kind
            && let Some(lost) = uses.iter().find(|slot| self.is_left_behind(**slot))
        {
            return Err(left_behind(expr.span, *lost));
        }
        if let ExprKind::Slot(slot) = expr.kind
            && self.is_left_behind(slot)
        {
            return Err(left_behind(expr.span, slot));
        }
        expr.try_map_children(&mut |child| self.over_groups(child, aggregates, left_behind))
    }

    /// Tells whether a slot holds a variable that no item carries over.
    fn is_left_behind(&self, slot: Slot) -> bool {
        let carried = self.items.iter().any(|item| item.slot == slot);
        !carried && self.before.holding(slot).is_some()
    }
}

fn ambiguous(span: Span) -> Error {
    Error::syntax(
        Kind::AmbiguousAggregationExpression,
        span,
        "beside an aggregate, only grouping keys can stand",
    )
}
