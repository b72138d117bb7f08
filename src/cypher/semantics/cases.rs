//! `CASE`.

use super::Resolver;
use super::expression::Typed;
use crate::cypher::error::{Error, Kind, Span};
use crate::cypher::expression::{Comparator, Expr, ExprKind, Slot};
use crate::cypher::syntax::tree::{Case, When};
use crate::cypher::types::Type;
use crate::cypher::value::Value;

/// The operand of the `CASE` that is being resolved, for tests that leave it out.
pub(super) struct Operand {
    slot: Slot,
    ty: Type,
}

impl Resolver<'_> {
    pub(super) fn case(&mut self, case: &Case) -> Result<(ExprKind, Type), Error> {
        let operand = match &case.operand {
            Some(operand) => Some(self.expression(operand)?),
            None => None,
        };
        let whens = case.branches.iter().flat_map(|(whens, _)| whens);
        let tests = whens.clone().any(|when| matches!(when, When::Test(_)));
        match operand {
            Some((operand, ty)) if tests => self.case_of_tests(case, operand, ty),
            Some((operand, _)) => self.branches(case, Some(Box::new(operand)), |resolver, when| {
                let (When::Value(value) | When::Test(value)) = when;
                resolver.expression(value).map(|(value, _)| value)
            }),
            None => self.branches(case, None, |resolver, when| {
                let (When::Value(condition) | When::Test(condition)) = when;
                resolver.boolean(condition)
            }),
        }
    }

    fn branches(
        &mut self,
        case: &Case,
        operand: Option<Box<Expr>>,
        resolve: impl Fn(&mut Self, &When) -> Result<Expr, Error>,
    ) -> Result<(ExprKind, Type), Error> {
        let mut ty = Type::NULL;
        let mut branches = Vec::new();
        for (whens, then) in &case.branches {
            let whens = whens.iter().map(|when| resolve(self, when));
            let whens = whens.collect::<Result<Vec<_>, _>>()?;
            let (then, then_type) = self.expression(then)?;
            ty = ty.or(then_type);
            branches.push((whens, then));
        }
        let otherwise = match &case.otherwise {
            Some(otherwise) => {
                let (otherwise, otherwise_type) = self.expression(otherwise)?;
                ty = ty.or(otherwise_type);
                Some(Box::new(otherwise))
            }
            None => None,
        };
        let kind = ExprKind::Case {
            operand,
            branches,
            otherwise,
        };
        Ok((kind, ty))
    }

    /// Resolves a `CASE` some of whose tests leave the operand out, as conditions on a variable that has its value:
    /// `[operand IN [a] | CASE WHEN operand > 3 THEN b END][0]`.
    fn case_of_tests(
        &mut self,
        case: &Case,
        operand: Expr,
        ty: Type,
    ) -> Result<(ExprKind, Type), Error> {
        let slot = self.new_slot();
        let span = operand.span;
        self.case_operands.push(Operand { slot, ty });
        let resolved = self.branches(case, None, |resolver, when| match when {
            When::Test(test) => resolver.boolean(test),
            When::Value(value) => {
                let (value, _) = resolver.expression(value)?;
                let operand = Box::new(Expr::new(ExprKind::Slot(slot), span));
                let span = value.span;
                let equal = ExprKind::Comparison(operand, vec![(Comparator::Equal, value)]);
                Ok(Expr::new(equal, span))
            }
        });
        self.case_operands.pop();
        let (kind, ty) = resolved?;
        let whole = Expr::new(kind, span);
        let list = Expr::new(ExprKind::List(vec![operand]), span);
        let comprehension = ExprKind::Comprehension {
            variable: slot,
            list: Box::new(list),
            filter: None,
            map: Some(Box::new(whole)),
        };
        let first = Expr::new(ExprKind::Constant(Value::Integer(0)), span);
        let only = ExprKind::Index(Box::new(Expr::new(comprehension, span)), Box::new(first));
        Ok((only, ty))
    }

    /// Resolves the left side of a test that leaves it out.
    pub(super) fn case_operand(&mut self, span: Span) -> Result<Typed, Error> {
        match self.case_operands.last() {
            Some(Operand { slot, ty }) => Ok((Expr::new(ExprKind::Slot(*slot), span), ty.clone())),
            None => Err(Error::syntax(
                Kind::UnexpectedSyntax,
                span,
                "there is no operand to test",
            )),
        }
    }
}
