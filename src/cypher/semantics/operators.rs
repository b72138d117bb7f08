//! Binary operators. Chains of one precedence lean to the left in the syntax tree and are laid flat
//! here, without recursion, so that a long chain costs no stack.

use open_cypher::ast::{self, BinaryOperator as Op, ExprKind as Ast};

use super::Resolver;
use super::expression::{Typed, require};
use crate::cypher::error::{Error, Kind, Span};
use crate::cypher::expression::{Comparator, Expr, ExprKind, TextTest};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Arithmetic;

/// Which chains an operator can be part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    And,
    Or,
    Xor,
    Comparison,
    Arithmetic,
    Single,
}

impl Resolver<'_> {
    pub(super) fn operation(&mut self, expr: &ast::Expr) -> Result<Typed, Error> {
        let span = Span::from(expr.span);
        let Ast::Binary { operator, .. } = &expr.kind else {
            return self.expression(expr);
        };
        let family = family(operator.kind);
        let (first, rest) = chain(expr, family);
        let boolean = Type::of(Kinds::BOOLEAN);
        match family {
            Family::And | Family::Or | Family::Xor => {
                let mut parts = vec![self.boolean(first)?];
                for (_, operand) in rest {
                    parts.push(self.boolean(operand)?);
                }
                let kind = match family {
                    Family::And => ExprKind::And(flat(parts)),
                    Family::Or => ExprKind::Or(parts),
                    _ => ExprKind::Xor(parts),
                };
                Ok((Expr::new(kind, span), boolean))
            }
            Family::Comparison => {
                let (first, _) = self.expression(first)?;
                let mut operands = Vec::new();
                for (operator, operand) in rest {
                    let (operand, _) = self.expression(operand)?;
                    operands.push((comparator(operator.kind), operand));
                }
                let kind = ExprKind::Comparison(Box::new(first), operands);
                Ok((Expr::new(kind, span), boolean))
            }
            Family::Arithmetic => self.arithmetic(first, rest, span),
            Family::Single => {
                let right = rest.first().map_or(first, |(_, right)| right);
                self.single(operator.kind, first, right, span)
            }
        }
    }

    fn arithmetic(
        &mut self,
        first: &ast::Expr,
        rest: Vec<(&ast::Node<Op>, &ast::Expr)>,
        span: Span,
    ) -> Result<Typed, Error> {
        let (first, mut ty) = self.expression(first)?;
        let mut operands = Vec::new();
        let mut left_span = first.span;
        for (operator, operand) in rest {
            let (operand, right) = self.expression(operand)?;
            let sign = arithmetic(operator.kind);
            if sign != Arithmetic::Add {
                let takes = Kinds::NUMBER.or(Kinds::DURATION).or(Kinds::TEMPORAL);
                require(&ty, takes, left_span, "computed with")?;
                require(&right, takes, operand.span, "computed with")?;
            }
            left_span = operand.span;
            ty = result_type(sign, &ty, &right);
            operands.push((sign, operand));
        }
        let kind = ExprKind::Arithmetic(Box::new(first), operands);
        Ok((Expr::new(kind, span), ty))
    }

    fn single(
        &mut self,
        operator: Op,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let (left, _) = self.expression(left)?;
        let (right, right_type) = self.expression(right)?;
        let test = match operator {
            Op::In => {
                require(&right_type, Kinds::LIST, right.span, "a list")?;
                let kind = ExprKind::In(Box::new(left), Box::new(right));
                return Ok((Expr::new(kind, span), Type::of(Kinds::BOOLEAN)));
            }
            Op::StartsWith => TextTest::StartsWith,
            Op::EndsWith => TextTest::EndsWith,
            Op::Contains => TextTest::Contains,
            Op::RegexMatch => TextTest::Matches,
            _ => {
                return Err(Error::syntax(
                    Kind::UnsupportedSyntax,
                    span,
                    "this operator is not supported",
                ));
            }
        };
        let kind = ExprKind::Text(test, Box::new(left), Box::new(right));
        Ok((Expr::new(kind, span), Type::of(Kinds::BOOLEAN)))
    }
}

/// Walks down the left side of an expression as long as operators are of one family; returns the
/// leftmost operand and the others in the order they are written.
fn chain(expr: &ast::Expr, family: Family) -> (&ast::Expr, Vec<(&ast::Node<Op>, &ast::Expr)>) {
    let mut first = expr;
    let mut rest = Vec::new();
    while let Ast::Binary {
        left,
        operator,
        right,
    } = &first.kind
        && self::family(operator.kind) == family
    {
        rest.push((operator, right.as_ref()));
        first = left;
        if family == Family::Single {
            break;
        }
    }
    rest.reverse();
    (first, rest)
}

/// `a AND (b AND c)` has three parts.
fn flat(parts: Vec<Expr>) -> Vec<Expr> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part.kind {
            ExprKind::And(inner) => flat.extend(inner),
            _ => flat.push(part),
        }
    }
    flat
}

fn family(operator: Op) -> Family {
    match operator {
        Op::And => Family::And,
        Op::Or => Family::Or,
        Op::Xor => Family::Xor,
        Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
            Family::Comparison
        }
        Op::Add
        | Op::Subtract
        | Op::Multiply
        | Op::Divide
        | Op::Remainder
        | Op::Power
        | Op::Concat => Family::Arithmetic,
        _ => Family::Single,
    }
}

fn comparator(operator: Op) -> Comparator {
    match operator {
        Op::NotEqual => Comparator::NotEqual,
        Op::Less => Comparator::Less,
        Op::LessEqual => Comparator::LessEqual,
        Op::Greater => Comparator::Greater,
        Op::GreaterEqual => Comparator::GreaterEqual,
        _ => Comparator::Equal,
    }
}

fn arithmetic(operator: Op) -> Arithmetic {
    match operator {
        Op::Subtract => Arithmetic::Subtract,
        Op::Multiply => Arithmetic::Multiply,
        Op::Divide => Arithmetic::Divide,
        Op::Remainder => Arithmetic::Remainder,
        Op::Power => Arithmetic::Power,
        _ => Arithmetic::Add,
    }
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
