//! Expressions that walk over a list with variables of their own.

use open_cypher::ast;

use super::expression::require;
use super::{Aggregation, Resolver};
use crate::cypher::error::Error;
use crate::cypher::expression::{Expr, ExprKind, Quantifier};
use crate::cypher::types::{Kinds, Type};

impl Resolver<'_> {
    pub(super) fn comprehension(
        &mut self,
        comprehension: &ast::ListComprehension,
    ) -> Result<(ExprKind, Type), Error> {
        let (list, item) = self.iterated(&comprehension.list)?;
        self.locally(|resolver| {
            let variable = resolver.declare(&comprehension.variable.kind.text, item.clone());
            let filter = comprehension.predicate.as_deref();
            let filter = filter.map(|filter| resolver.boolean(filter)).transpose()?;
            let map = comprehension.projection.as_deref();
            let map = map.map(|map| resolver.expression(map)).transpose()?;
            let (map, item) = match map {
                Some((map, ty)) => (Some(Box::new(map)), ty),
                None => (None, item),
            };
            let kind = ExprKind::Comprehension {
                variable,
                list,
                filter: filter.map(Box::new),
                map,
            };
            Ok((kind, Type::list(item)))
        })
    }

    pub(super) fn quantified(
        &mut self,
        quantified: &ast::QuantifiedPredicate,
    ) -> Result<ExprKind, Error> {
        let quantifier = match quantified.kind.kind {
            ast::QuantifiedPredicateKind::All => Quantifier::All,
            ast::QuantifiedPredicateKind::Any => Quantifier::Any,
            ast::QuantifiedPredicateKind::None => Quantifier::None,
            _ => Quantifier::Single,
        };
        let (list, item) = self.iterated(&quantified.list)?;
        self.locally(|resolver| {
            let variable = resolver.declare(&quantified.variable.kind.text, item);
            let predicate = Box::new(resolver.boolean(&quantified.predicate)?);
            Ok(ExprKind::Quantified {
                quantifier,
                variable,
                list,
                predicate,
            })
        })
    }

    pub(super) fn reduce(
        &mut self,
        reduce: &ast::ReduceExpression,
    ) -> Result<(ExprKind, Type), Error> {
        let (initial, _) = self.expression(&reduce.initial)?;
        let (list, item) = self.iterated(&reduce.list)?;
        self.locally(|resolver| {
            let accumulator = resolver.declare(&reduce.accumulator.kind.text, Type::ANY);
            let variable = resolver.declare(&reduce.variable.kind.text, item);
            let (step, _) = resolver.expression(&reduce.expression)?;
            let kind = ExprKind::Reduce {
                accumulator,
                initial: Box::new(initial),
                variable,
                list,
                step: Box::new(step),
            };
            Ok((kind, Type::ANY))
        })
    }

    /// Resolves a list to walk over; returns it with the type of its items.
    fn iterated(&mut self, list: &ast::Expr) -> Result<(Box<Expr>, Type), Error> {
        let (list, ty) = self.expression(list)?;
        require(&ty, Kinds::LIST, list.span, "a list")?;
        let item = if ty.kinds.within(Kinds::LIST) {
            ty.items()
        } else {
            Type::ANY
        };
        Ok((Box::new(list), item))
    }

    /// Resolves something with variables of its own, in which no aggregate may stand.
    pub(super) fn locally<T>(
        &mut self,
        resolve: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mark = self.scope.mark();
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let result = resolve(self);
        self.aggregation = aggregation;
        self.scope.forget(mark);
        result
    }
}
