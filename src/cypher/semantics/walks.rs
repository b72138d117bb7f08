//! Expressions that walk over a list with variables of their own.

use super::expression::{item_type, require};
use super::{Aggregation, Resolver};
use crate::cypher::error::Error;
use crate::cypher::expression::{Expr, ExprKind};
use crate::cypher::syntax::tree::{self, ListComprehension, Quantified, Reduce};
use crate::cypher::types::{Kinds, Type};

impl Resolver<'_> {
    pub(super) fn comprehension(
        &mut self,
        comprehension: &ListComprehension,
    ) -> Result<(ExprKind, Type), Error> {
        let (list, item) = self.iterated(&comprehension.list)?;
        self.locally(|resolver| {
            let variable = resolver.declare(&comprehension.variable.kind, item.clone());
            let filter = comprehension.condition.as_ref();
            let filter = filter.map(|filter| resolver.boolean(filter)).transpose()?;
            let map = comprehension.value.as_ref();
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

    pub(super) fn quantified(&mut self, quantified: &Quantified) -> Result<ExprKind, Error> {
        let (list, item) = self.iterated(&quantified.list)?;
        self.locally(|resolver| {
            let variable = resolver.declare(&quantified.variable.kind, item);
            let predicate = Box::new(resolver.boolean(&quantified.condition)?);
            Ok(ExprKind::Quantified {
                quantifier: quantified.quantifier,
                variable,
                list,
                predicate,
            })
        })
    }

    pub(super) fn reduce(&mut self, reduce: &Reduce) -> Result<(ExprKind, Type), Error> {
        let (initial, _) = self.expression(&reduce.initial)?;
        let (list, item) = self.iterated(&reduce.list)?;
        self.locally(|resolver| {
            let accumulator = resolver.declare(&reduce.accumulator.kind, Type::ANY);
            let variable = resolver.declare(&reduce.variable.kind, item);
            let (step, _) = resolver.expression(&reduce.step)?;
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
    fn iterated(&mut self, list: &tree::Expr) -> Result<(Box<Expr>, Type), Error> {
        let (list, ty) = self.expression(list)?;
        require(&ty, Kinds::LIST, list.span, "a list")?;
        Ok((Box::new(list), item_type(&ty)))
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
