//! `WITH` and `RETURN`: items, grouping, order and limits, and the scope that follows.

use open_cypher::ast::{self, NullOrder, ProjectionItemKind, SetQuantifier, SortDirection};

use super::expression::require;
use super::grouping::Grouping;
use super::scope::Scope;
use super::{Aggregation, Resolver};
use crate::cypher::error::{Error, Kind, Span};
use crate::cypher::expression::{Expr, ExprKind, Slot};
use crate::cypher::query::{Item, Projection, SortKey};
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
        clause: &ast::ProjectionClause,
        with: Option<Option<&ast::Expr>>,
    ) -> Result<(Projection, Vec<String>), Error> {
        let outer = std::mem::replace(&mut self.aggregation, Aggregation::Allowed(Vec::new()));
        let drafts = self.drafts(clause, with.is_some())?;
        let nameless = drafts
            .iter()
            .find(|draft| draft.nameless)
            .map(|draft| draft.span);
        let aggregating = drafts.iter().any(|draft| draft.expr.has_aggregate());
        let distinct = clause
            .quantifier
            .as_ref()
            .is_some_and(|q| q.kind == SetQuantifier::Distinct);

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
        let skip = clause.skip.as_ref().or(clause.offset.as_ref());
        let projection = Projection {
            items,
            aggregates: calls,
            distinct,
            order,
            skip: skip.map(|count| self.row_count(count)).transpose()?,
            limit: clause
                .limit
                .as_ref()
                .map(|count| self.row_count(count))
                .transpose()?,
            predicates,
        };
        self.scope = after;
        Ok((projection, names))
    }

    fn drafts(
        &mut self,
        clause: &ast::ProjectionClause,
        needs_aliases: bool,
    ) -> Result<Vec<Draft>, Error> {
        let mut drafts = Vec::new();
        for item in &clause.items {
            match &item.kind {
                ProjectionItemKind::Wildcard => {
                    let visible: Vec<_> = self.scope.visible().into_iter().cloned().collect();
                    if visible.is_empty() && !needs_aliases {
                        return Err(Error::syntax(
                            Kind::NoVariablesInScope,
                            item.span,
                            "`*` stands for no variable at all",
                        ));
                    }
                    for variable in visible {
                        self.touched.push(variable.slot);
                        drafts.push(Draft {
                            name: variable.name,
                            expr: Expr::new(ExprKind::Slot(variable.slot), item.span),
                            ty: variable.ty,
                            span: item.span.into(),
                            nameless: false,
                        });
                    }
                }
                ProjectionItemKind::Expression { expression, alias } => {
                    let (name, nameless) = match (alias, &expression.kind) {
                        (Some(alias), _) => (alias.kind.text.clone(), false),
                        (None, ast::ExprKind::Variable(name)) => (name.kind.text.clone(), false),
                        (None, _) => (self.text(expression.span.into()).to_owned(), needs_aliases),
                    };
                    let (expr, ty) = self.expression(expression)?;
                    drafts.push(Draft {
                        name,
                        expr,
                        ty,
                        span: item.span.into(),
                        nameless,
                    });
                }
                _ => {
                    return Err(Error::syntax(
                        Kind::UnexpectedSyntax,
                        item.span,
                        "not a column",
                    ));
                }
            }
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
        clause: &ast::ProjectionClause,
        condition: Option<&ast::Expr>,
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
        for item in clause.order_by.iter().flat_map(|order| &order.items) {
            let (expr, _) = self.expression(&item.expression)?;
            grouping.check_sort_key(&expr)?;
            let direction = item.direction.as_ref().map(|direction| direction.kind);
            order.push(SortKey {
                expr,
                descending: direction == Some(SortDirection::Descending),
                nulls_first: item
                    .nulls
                    .as_ref()
                    .map(|nulls| nulls.kind == NullOrder::First),
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
    fn row_count(&mut self, count: &ast::Expr) -> Result<Expr, Error> {
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
            _ => Ok(expr),
        }
    }

    /// The query text at a span.
    pub(super) fn text(&self, span: Span) -> &str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }
}
