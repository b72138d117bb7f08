//! Evaluating expressions over a row.

use std::cmp::Ordering;

use super::{Context, Row, lists, open};
use crate::cypher::error::{Error, Fault, Span};
use crate::cypher::expression::{Comparator, Expr, ExprKind, SubqueryKind, TextTest};
use crate::cypher::functions;
use crate::cypher::plan::Subquery;
use crate::cypher::temporal;
use crate::cypher::value::{Arithmetic, Comparison, Value, compare, equals};

/// Returns the value of an expression. The row lends its slots to the expression's own variables.
///
/// # Errors
/// When values do not fit, or the query meets a bound.
pub fn evaluate(expr: &Expr, context: &Context<'_>, row: &mut Row) -> Result<Value, Error> {
    let at = |fault: Fault| fault.at(expr.span);
    match &expr.kind {
        ExprKind::Constant(value) => Ok(value.clone()),
        ExprKind::Slot(slot) => Ok(row[*slot].clone()),
        ExprKind::Parameter(index) => Ok(context.parameters[*index].clone()),
        ExprKind::Property(base, key) => {
            let base = evaluate(base, context, row)?;
            functions::property(&context.environment, &base, key).map_err(at)
        }
        ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Xor(_)
        | ExprKind::Not(_)
        | ExprKind::Comparison(..)
        | ExprKind::Text(..)
        | ExprKind::In(..)
        | ExprKind::IsNull(_)
        | ExprKind::HasLabels(..)
        | ExprKind::Quantified { .. } => truth(expr, context, row).map(Value::from),
        ExprKind::Arithmetic(first, rest) => {
            let mut result = evaluate(first, context, row)?;
            for (sign, operand) in rest {
                let operand = evaluate(operand, context, row)?;
                result = sign.apply(&result, &operand).map_err(at)?;
                context.bounds.made(&result)?;
            }
            Ok(result)
        }
        ExprKind::Negate(operand) => negate(&evaluate(operand, context, row)?).map_err(at),
        ExprKind::Call(function, arguments) if function.lazy => {
            for argument in arguments {
                let value = evaluate(argument, context, row)?;
                if !value.is_null() {
                    return Ok(value);
                }
            }
            Ok(Value::Null)
        }
        ExprKind::Call(function, arguments) => {
            let values = evaluate_all(arguments, context, row)?;
            let result = (function.body)(&context.environment, &values).map_err(at)?;
            context.bounds.made(&result)?;
            Ok(result)
        }
        ExprKind::Case {
            operand,
            branches,
            otherwise,
        } => {
            let operand = match operand {
                Some(operand) => Some(evaluate(operand, context, row)?),
                None => None,
            };
            for (conditions, result) in branches {
                for condition in conditions {
                    let met = match &operand {
                        Some(operand) => equals(operand, &evaluate(condition, context, row)?),
                        None => truth(condition, context, row)?,
                    };
                    if met == Some(true) {
                        return evaluate(result, context, row);
                    }
                }
            }
            match otherwise {
                Some(otherwise) => evaluate(otherwise, context, row),
                None => Ok(Value::Null),
            }
        }
        ExprKind::Subquery { kind, index, .. } => subquery(*kind, *index, expr.span, context, row),
        ExprKind::Aggregate(_) => Ok(Value::Null),
        ExprKind::List(_)
        | ExprKind::Map(_)
        | ExprKind::MapProjection { .. }
        | ExprKind::Index(..)
        | ExprKind::Slice(..)
        | ExprKind::Comprehension { .. }
        | ExprKind::Reduce { .. } => lists::evaluate(expr, context, row),
    }
}

/// Returns the values of several expressions, which together must not be too large.
pub fn evaluate_all(
    exprs: &[Expr],
    context: &Context<'_>,
    row: &mut Row,
) -> Result<Vec<Value>, Error> {
    let held = context.bounds.held();
    let mut values = Vec::with_capacity(exprs.len());
    for expr in exprs {
        let value = evaluate(expr, context, row)?;
        context.bounds.hold_count(value.weight())?;
        values.push(value);
    }
    context.bounds.release_down_to(held);
    Ok(values)
}

/// Tells whether all conditions are true: neither false nor null.
pub fn holds(conditions: &[Expr], context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
    for condition in conditions {
        if truth(condition, context, row)? != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the truth of an expression; `None` is null.
pub fn truth(expr: &Expr, context: &Context<'_>, row: &mut Row) -> Result<Option<bool>, Error> {
    let at = |fault: Fault| fault.at(expr.span);
    match &expr.kind {
        ExprKind::And(parts) => {
            let mut result = Some(true);
            for part in parts {
                match truth(part, context, row)? {
                    Some(true) => {}
                    Some(false) => return Ok(Some(false)),
                    None => result = None,
                }
            }
            Ok(result)
        }
        ExprKind::Or(parts) => {
            let mut result = Some(false);
            for part in parts {
                match truth(part, context, row)? {
                    Some(false) => {}
                    Some(true) => return Ok(Some(true)),
                    None => result = None,
                }
            }
            Ok(result)
        }
        ExprKind::Xor(parts) => {
            let mut result = Some(false);
            for part in parts {
                let part = truth(part, context, row)?;
                result = result.zip(part).map(|(a, b)| a != b);
            }
            Ok(result)
        }
        ExprKind::Not(operand) => Ok(truth(operand, context, row)?.map(|truth| !truth)),
        ExprKind::IsNull(operand) => Ok(Some(evaluate(operand, context, row)?.is_null())),
        ExprKind::Comparison(first, rest) => {
            let mut left = evaluate(first, context, row)?;
            let mut result = Some(true);
            for (comparator, operand) in rest {
                let right = evaluate(operand, context, row)?;
                match comparison(*comparator, &left, &right, context) {
                    Some(true) => {}
                    Some(false) => return Ok(Some(false)),
                    None => result = None,
                }
                left = right;
            }
            Ok(result)
        }
        ExprKind::Text(test, left, right) => {
            let left = evaluate(left, context, row)?;
            let right = evaluate(right, context, row)?;
            let met = text_test(*test, &left, &right, context).map_err(at)?;
            match test {
                TextTest::Matches => context.bounds.check()?,
                _ => context.bounds.made(&left)?,
            }
            Ok(met)
        }
        ExprKind::In(item, list) => {
            let item = evaluate(item, context, row)?;
            let list = evaluate(list, context, row)?;
            lists::contains(&list, &item, context, expr.span)
        }
        ExprKind::HasLabels(element, test) => {
            let element = evaluate(element, context, row)?;
            functions::has_labels(&context.environment, &element, test).map_err(at)
        }
        ExprKind::Quantified {
            quantifier,
            variable,
            list,
            predicate,
        } => lists::quantified(*quantifier, *variable, list, predicate, context, row),
        _ => match evaluate(expr, context, row)? {
            Value::Null => Ok(None),
            Value::Boolean(truth) => Ok(Some(truth)),
            other => {
                let message = format!("a boolean is wanted here, not {}", other.type_name());
                Err(at(Fault::wrong_type(message)))
            }
        },
    }
}

fn comparison(
    comparator: Comparator,
    left: &Value,
    right: &Value,
    context: &Context<'_>,
) -> Option<bool> {
    if let (Value::String(_), other) | (other, Value::String(_)) = (left, right)
        && other.is_temporal()
    {
        context.mixed.set(context.mixed.get() + 1);
    }
    let holds = |test: fn(Ordering) -> bool| match compare(left, right)? {
        Comparison::Ordered(ordering) => Some(test(ordering)),
        Comparison::Unordered => Some(false),
    };
    match comparator {
        Comparator::Equal => equals(left, right),
        Comparator::NotEqual => equals(left, right).map(|same| !same),
        Comparator::Less => holds(Ordering::is_lt),
        Comparator::LessEqual => holds(Ordering::is_le),
        Comparator::Greater => holds(Ordering::is_gt),
        Comparator::GreaterEqual => holds(Ordering::is_ge),
    }
}

/// Tests on anything but texts are null.
fn text_test(
    test: TextTest,
    left: &Value,
    right: &Value,
    context: &Context<'_>,
) -> Result<Option<bool>, Fault> {
    let (Value::String(text), Value::String(part)) = (left, right) else {
        return Ok(None);
    };
    match test {
        TextTest::StartsWith => Ok(Some(text.starts_with(&**part))),
        TextTest::EndsWith => Ok(Some(text.ends_with(&**part))),
        TextTest::Contains => Ok(Some(text.contains(&**part))),
        TextTest::Matches => functions::matches(&context.environment.pattern, left, right),
    }
}

fn negate(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Float(number) => Ok(Value::Float(-number)),
        Value::Integer(number) => number
            .checked_neg()
            .map(Value::Integer)
            .ok_or_else(Fault::overflow),
        Value::Duration(_) => {
            temporal::arithmetic(Arithmetic::Multiply, value, &Value::Integer(-1))
                .unwrap_or(Ok(Value::Null))
        }
        _ => Arithmetic::Subtract.apply(&Value::Integer(0), value),
    }
}

/// Runs a subquery on the row: it has slots of its own, and reads those around it.
fn subquery(
    kind: SubqueryKind,
    index: usize,
    span: Span,
    context: &Context<'_>,
    row: &mut Row,
) -> Result<Value, Error> {
    let Some(plan) = context.plan.subqueries.get(index) else {
        return Ok(Value::Null);
    };
    let held = context.bounds.held();
    let result = run(plan, kind, span, context, row);
    context.bounds.release_down_to(held);
    result
}

fn run(
    plan: &Subquery,
    kind: SubqueryKind,
    span: Span,
    context: &Context<'_>,
    row: &mut Row,
) -> Result<Value, Error> {
    let mut rows = open(&plan.pipeline);
    match kind {
        SubqueryKind::Exists => rows.next(context, row).map(Value::Boolean),
        SubqueryKind::Count => {
            let mut count = 0;
            while rows.next(context, row)? {
                count += 1;
            }
            Ok(Value::Integer(count))
        }
        SubqueryKind::Collect => {
            let mut items = Vec::new();
            while rows.next(context, row)? {
                let item = plan.output.map_or(Value::Null, |slot| row[slot].clone());
                context.bounds.hold_count(item.weight())?;
                items.push(item);
            }
            Value::list(items).map_err(|fault| fault.at(span))
        }
    }
}
