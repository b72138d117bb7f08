//! `WITH` and `RETURN`: items, grouping, order and limits, and the scope that follows.

use super::expression::require;
use super::grouping::Grouping;
use super::scope::Scope;
use super::{Aggregation, Resolver};
use crate::cypher::error::{Error, Kind, Span};
use crate::cypher::expression::{Expr, ExprKind, Slot};
use crate::cypher::query::{Item, Projection, SortKey};
use crate::cypher::syntax::tree::{self, ExprKind as Tree};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// An item before it has its place in the row.
struct Draft {
    name: String,
    expr: Expr,
    ty: Type,
    span: Span,
    /// Whether `WITH` has to give it a name and does not.
    nameless: bool,
}

impl Resolver<'_> {
    /// Resolves a projection and enters the scope after it. `with` is `None` for `RETURN`, and for
    /// `WITH` holds its condition, if it has one. Returns the projection and its columns' names.
    pub(super) fn projection(
        &mut self,
        clause: &tree::Projection,
        with: Option<Option<&tree::Expr>>,
    ) -> Result<(Projection, Vec<String>), Error> {
        let outer = std::mem::replace(&mut self.aggregation, Aggregation::Allowed(Vec::new()));
        let drafts = self.drafts(clause, with.is_some())?;
        let nameless = drafts
            .iter()
            .find(|draft| draft.nameless)
            .map(|draft| draft.span);
        let aggregating = drafts.iter().any(|draft| draft.expr.has_aggregate());
        let distinct = clause.distinct;

        let mut grouping = Grouping::new(self.scope.clone(), aggregating, distinct);
        let (after, names) = self.place(drafts, &mut grouping)?;
        let projected_calls = match &self.aggregation {
            Aggregation::Allowed(calls) => calls.len(),
            _ => 0,
        };
        let resolved = self.after_items(clause, with.flatten(), &after, aggregating, &grouping);
        let aggregation = std::mem::replace(&mut self.aggregation, outer);
        let (order, predicates) = resolved?;
        let calls = match aggregation {
            Aggregation::Allowed(calls) if aggregating => Some(calls),
            _ => None,
        };
        for (call, _) in calls.iter().flatten().skip(projected_calls) {
            grouping.check_new_call(call)?;
        }
        let aggregate_slots: Vec<Slot> = calls.iter().flatten().map(|(_, slot)| *slot).collect();
        let items = grouping.items_over_groups(&aggregate_slots)?;
        let over_rows = |expr: Expr| grouping.over_rows(expr, &aggregate_slots);
        let over_rows_key = |key: SortKey| {
            let expr = over_rows(key.expr)?;
            Ok::<_, Error>(SortKey { expr, ..key })
        };
        let order = order
            .into_iter()
            .map(over_rows_key)
            .collect::<Result<_, _>>()?;
        let predicates = predicates
            .into_iter()
            .map(over_rows)
            .collect::<Result<_, _>>()?;
        if let Some(span) = nameless {
            return Err(Error::syntax(
                Kind::NoExpressionAlias,
                span,
                "an expression in `WITH` needs a name: `... AS name`",
            ));
        }
        let projection = Projection {
            items,
            aggregates: calls,
            distinct,
            order,
            skip: self.row_count(clause.skip.as_ref())?,
            limit: self.row_count(clause.limit.as_ref())?,
            predicates,
        };
        self.scope = after;
        Ok((projection, names))
    }

    fn drafts(
        &mut self,
        clause: &tree::Projection,
        needs_aliases: bool,
    ) -> Result<Vec<Draft>, Error> {
        let mut drafts = Vec::new();
        if let Some(all) = &clause.all {
            let visible: Vec<_> = self.scope.visible().into_iter().cloned().collect();
            if visible.is_empty() && !needs_aliases {
                return Err(Error::syntax(
                    Kind::NoVariablesInScope,
                    all.span,
                    "`*` stands for no variable at all",
                ));
            }
            for variable in visible {
                self.touched.push(variable.slot);
                drafts.push(Draft {
                    name: variable.name,
                    expr: Expr::new(ExprKind::Slot(variable.slot), all.span),
                    ty: variable.ty,
                    span: all.span,
                    nameless: false,
                });
            }
        }
        for item in &clause.items {
            let expression = &item.kind.expression;
            let text = self.text(expression.span);
            let (name, nameless) = match (&item.kind.alias, &expression.kind) {
                (Some(alias), _) => (alias.kind.clone(), false),
                (None, Tree::Variable(name)) if !text.starts_with('(') => (name.clone(), false),
                (None, _) => (text.to_owned(), needs_aliases),
            };
            let (expr, ty) = self.expression(expression)?;
            drafts.push(Draft {
                name,
                expr,
                ty,
                span: item.span,
                nameless,
            });
        }
        Ok(drafts)
    }

    /// Gives each item a slot; a variable that is only handed on keeps its own. Returns the scope
    /// after the projection and the names of its columns.
    fn place(
        &mut self,
        drafts: Vec<Draft>,
        grouping: &mut Grouping,
    ) -> Result<(Scope, Vec<String>), Error> {
        let mut after = Scope::default();
        let mut names = Vec::new();
        for draft in drafts {
            if names.contains(&draft.name) {
                return Err(Error::syntax(
                    Kind::ColumnNameConflict,
                    draft.span,
                    format!("there are two columns `{}`", draft.name),
                ));
            }
            let aggregated = draft.expr.has_aggregate();
            let slot = match draft.expr.kind {
                ExprKind::Slot(slot) => slot,
                _ => self.new_slot(),
            };
            after.declare(&draft.name, slot, draft.ty);
            names.push(draft.name);
            grouping.items.push(Item {
                expr: draft.expr,
                slot,
                aggregated,
            });
        }
        Ok((after, names))
    }

    /// Resolves `ORDER BY` and `WHERE`, which see the new names and, behind them, the old.
    fn after_items(
        &mut self,
        clause: &tree::Projection,
        condition: Option<&tree::Expr>,
        after: &Scope,
        aggregating: bool,
        grouping: &Grouping,
    ) -> Result<(Vec<SortKey>, Vec<Expr>), Error> {
        let before = self.scope.clone();
        for variable in after.visible() {
            self.scope
                .declare(&variable.name, variable.slot, variable.ty.clone());
        }
        if !aggregating {
            self.aggregation = Aggregation::Forbidden;
        }
        let mut order = Vec::new();
        for item in &clause.order {
            let (expr, _) = self.expression(&item.expression)?;
            grouping.check_sort_key(&expr)?;
            order.push(SortKey {
                expr,
                descending: item.descending,
                nulls_first: item.nulls_first,
            });
        }
        let predicates = match condition {
            Some(condition) => self.condition(condition)?,
            None => Vec::new(),
        };
        self.scope = before;
        Ok((order, predicates))
    }

    /// Resolves the count of `SKIP` or `LIMIT`: known before the first row.
    fn row_count(&mut self, count: Option<&tree::Expr>) -> Result<Option<Expr>, Error> {
        let Some(count) = count else {
            return Ok(None);
        };
        let before = std::mem::take(&mut self.scope);
        let outer = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let resolved = self.expression(count);
        self.aggregation = outer;
        self.scope = before;
        let (expr, ty) = resolved.map_err(|error| match error.kind {
            Kind::UndefinedVariable => Error::syntax(
                Kind::NonConstantExpression,
                count.span,
                "a number of rows cannot depend on a row",
            ),
            _ => error,
        })?;
        require(&ty, Kinds::INTEGER, expr.span, "a number of rows")?;
        match expr.kind {
            ExprKind::Constant(Value::Integer(number)) if number < 0 => Err(Error::syntax(
                Kind::NegativeIntegerArgument,
                expr.span,
                "a number of rows cannot be negative",
            )),
            _ => Ok(Some(expr)),
        }
    }

    /// The query text at a span.
    pub(super) fn text(&self, span: Span) -> &str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }
}
