//! Queries inside expressions: `EXISTS {}`, `COUNT {}`, `COLLECT {}`, patterns as predicates, and
//! pattern comprehensions.

use super::expression::Typed;
use super::{Ending, Resolver};
use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::expression::{Expr, ExprKind, Slot, SubqueryKind};
use crate::cypher::query::{Branch, Clause, Column, Item, Match, Projection, Query};
use crate::cypher::syntax::tree::{self, PatternComprehension};
use crate::cypher::types::{Kinds, Type};

/// How many subqueries may stand within one another: each takes much of the stack.
const MAX_SUBQUERY_DEPTH: usize = 10;

impl Resolver<'_> {
    /// A pattern as a predicate: it may not name anything new.
    pub(super) fn occurs(&mut self, pattern: &tree::Pattern, span: Span) -> Result<Expr, Error> {
        self.matches(pattern, SubqueryKind::Exists, span)
    }

    /// Whether a pattern that names nothing new occurs, or how often.
    pub(super) fn matches(
        &mut self,
        pattern: &tree::Pattern,
        kind: SubqueryKind,
        span: Span,
    ) -> Result<Expr, Error> {
        self.apart(kind, span, |resolver| {
            let found = resolver.known_pattern(pattern)?;
            let clause = Clause::Match(Match {
                optional: false,
                pattern: found.pattern,
                predicates: found.predicates,
            });
            Ok(Query {
                branches: vec![Branch {
                    clauses: vec![clause],
                    outputs: Vec::new(),
                }],
                distinct: false,
                columns: Vec::new(),
            })
        })
    }

    pub(super) fn pattern_comprehension(
        &mut self,
        comprehension: &PatternComprehension,
        span: Span,
    ) -> Result<Typed, Error> {
        let mut item = Type::ANY;
        let expr = self.apart(SubqueryKind::Collect, span, |resolver| {
            let found = resolver.pattern(&comprehension.pattern)?;
            let mut predicates = found.predicates;
            if let Some(condition) = &comprehension.condition {
                predicates.extend(resolver.condition(condition)?);
            }
            let (expr, ty) = resolver.expression(&comprehension.value)?;
            item = ty;
            let slot = resolver.new_slot();
            let projection = Projection {
                items: vec![Item {
                    expr,
                    slot,
                    aggregated: false,
                }],
                ..Projection::default()
            };
            let found = Match {
                optional: false,
                pattern: found.pattern,
                predicates,
            };
            Ok(Query {
                branches: vec![Branch {
                    clauses: vec![Clause::Match(found), Clause::Project(Box::new(projection))],
                    outputs: vec![slot],
                }],
                distinct: false,
                columns: vec![Column {
                    name: String::new(),
                    slot,
                }],
            })
        })?;
        Ok((expr, Type::list(item)))
    }

    pub(super) fn subquery(
        &mut self,
        kind: SubqueryKind,
        query: &tree::Query,
        span: Span,
    ) -> Result<Typed, Error> {
        let (ending, ty) = match kind {
            SubqueryKind::Exists => (Ending::Anything, Type::of(Kinds::BOOLEAN)),
            SubqueryKind::Count => (Ending::Anything, Type::of(Kinds::INTEGER)),
            SubqueryKind::Collect => (Ending::Return, Type::of(Kinds::LIST)),
        };
        let expr = self.apart(kind, span, |resolver| {
            let query = resolver.query(query, ending)?;
            if kind == SubqueryKind::Collect && query.columns.len() != 1 {
                return Err(Error::syntax(
                    Kind::InvalidClauseComposition,
                    span,
                    "`COLLECT` takes a query with one column",
                ));
            }
            Ok(query)
        })?;
        Ok((expr, ty))
    }

    /// Resolves a query inside an expression and notes which outer variables it reads.
    fn apart(
        &mut self,
        kind: SubqueryKind,
        span: Span,
        resolve: impl FnOnce(&mut Self) -> Result<Query, Error>,
    ) -> Result<Expr, Error> {
        if self.subquery_depth == MAX_SUBQUERY_DEPTH {
            let message = format!("subqueries nest deeper than {MAX_SUBQUERY_DEPTH} levels");
            let fault = Fault::new(Class::LimitExceeded, Kind::TooDeep, message);
            return Err(fault.at(span).at_compile_time());
        }
        self.subquery_depth += 1;
        let first_inner: Slot = self.width;
        let outer = std::mem::take(&mut self.touched);
        let query = self.locally(resolve);
        self.subquery_depth -= 1;
        let touched = std::mem::replace(&mut self.touched, outer);
        let query = query?;
        let mut uses: Vec<Slot> = touched
            .into_iter()
            .filter(|slot| *slot < first_inner)
            .collect();
        uses.sort_unstable();
        uses.dedup();
        self.touched.extend(&uses);
        self.subqueries.push(query);
        let index = self.subqueries.len() - 1;
        Ok(Expr::new(ExprKind::Subquery { kind, index, uses }, span))
    }
}
