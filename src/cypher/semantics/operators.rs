//! Operators between operands.

use super::Resolver;
use super::expression::{Typed, require};
use crate::cypher::error::{Error, Span};
use crate::cypher::expression::{Comparator, Expr, ExprKind, TextTest};
use crate::cypher::syntax::tree::{self, ExprKind as Tree};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Arithmetic;

impl Resolver<'_> {
    /// Resolves operands that are truth values: of `AND`, `OR` or `XOR`.
    pub(super) fn connected(&mut self, parts: &[tree::Expr]) -> Result<Vec<Expr>, Error> {
        parts.iter().map(|part| self.boolean(part)).collect()
    }

    pub(super) fn comparison(
        &mut self,
        first: &tree::Expr,
        rest: &[(Comparator, tree::Expr)],
    ) -> Result<ExprKind, Error> {
        let (first, _) = self.expression(first)?;
        let mut operands = Vec::new();
        for (comparator, operand) in rest {
            let (operand, _) = self.expression(operand)?;
            operands.push((*comparator, operand));
        }
        Ok(ExprKind::Comparison(Box::new(first), operands))
    }

    pub(super) fn arithmetic(
        &mut self,
        first: &tree::Expr,
        rest: &[(Arithmetic, tree::Expr)],
        span: Span,
    ) -> Result<Typed, Error> {
        let (first, mut ty) = self.expression(first)?;
        let mut operands = Vec::new();
        let mut left_span = first.span;
        for (sign, operand) in rest {
            let (operand, right) = self.expression(operand)?;
            if *sign != Arithmetic::Add {
                let takes = Kinds::NUMBER.or(Kinds::DURATION).or(Kinds::TEMPORAL);
                require(&ty, takes, left_span, "computed with")?;
                require(&right, takes, operand.span, "computed with")?;
            }
            left_span = operand.span;
            ty = result_type(*sign, &ty, &right);
            operands.push((*sign, operand));
        }
        let kind = ExprKind::Arithmetic(Box::new(first), operands);
        Ok((Expr::new(kind, span), ty))
    }

    pub(super) fn text_test(
        &mut self,
        test: TextTest,
        left: &tree::Expr,
        right: &tree::Expr,
    ) -> Result<ExprKind, Error> {
        let (left, _) = self.expression(left)?;
        let (right, _) = self.expression(right)?;
        Ok(ExprKind::Text(test, Box::new(left), Box::new(right)))
    }

    pub(super) fn is_in(
        &mut self,
        item: &tree::Expr,
        list: &tree::Expr,
    ) -> Result<ExprKind, Error> {
        let (item, _) = self.expression(item)?;
        let (list, list_type) = self.expression(list)?;
        require(&list_type, Kinds::LIST, list.span, "a list")?;
        Ok(ExprKind::In(Box::new(item), Box::new(list)))
    }

    /// Resolves a sign before an operand.
    pub(super) fn sign(&mut self, expr: &tree::Expr) -> Result<Typed, Error> {
        let (Tree::Negate(operand) | Tree::Plus(operand)) = &expr.kind else {
            return self.expression(expr);
        };
        let (operand, ty) = self.expression(operand)?;
        let takes = Kinds::NUMBER.or(Kinds::DURATION);
        require(&ty, takes, operand.span, "a number")?;
        if matches!(expr.kind, Tree::Plus(_)) {
            return Ok((operand, ty));
        }
        let kind = ExprKind::Negate(Box::new(operand));
        Ok((Expr::new(kind, expr.span), ty))
    }
}

/// `a AND (b AND c)` has three parts.
pub(super) fn flat(parts: Vec<Expr>) -> Vec<Expr> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part.kind {
            ExprKind::And(inner) => flat.extend(inner),
            _ => flat.push(part),
        }
    }
    flat
}

/// What is known of a result before its operands are: little, unless both are numbers.
fn result_type(sign: Arithmetic, left: &Type, right: &Type) -> Type {
    let both_within = |kinds| left.kinds.within(kinds) && right.kinds.within(kinds);
    if sign == Arithmetic::Power && both_within(Kinds::NUMBER) {
        Type::of(Kinds::FLOAT)
    } else if both_within(Kinds::INTEGER) {
        Type::of(Kinds::INTEGER)
    } else if both_within(Kinds::NUMBER) {
        Type::of(Kinds::NUMBER)
    } else if left.kinds.within(Kinds::LIST) && right.kinds.within(Kinds::LIST) {
        left.clone().or(right.clone())
    } else {
        Type::ANY
    }
}
