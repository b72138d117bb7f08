//! Expressions that make lists and maps, look into them, or walk over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::evaluate::{evaluate as value_of, evaluate_all, truth};
use super::{Context, Row};
use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::expression::{Expr, ExprKind, PropertyKey, Quantifier, Slot};
use crate::cypher::functions;
use crate::cypher::value::{List, Value, equals};

pub fn evaluate(expr: &Expr, context: &Context<'_>, row: &mut Row) -> Result<Value, Error> {
    let at = |fault: Fault| fault.at(expr.span);
    match &expr.kind {
        ExprKind::List(items) => {
            let values = evaluate_all(items, context, row)?;
            Value::list(values).map_err(at)
        }
        ExprKind::Map(entries) => {
            let mut map = BTreeMap::new();
            add_entries(&mut map, entries, context, row)?;
            Value::map(map).map_err(at)
        }
        ExprKind::MapProjection { base, all, entries } => {
            let base = value_of(base, context, row)?;
            if base.is_null() {
                return Ok(Value::Null);
            }
            let mut map = BTreeMap::new();
            if *all
                && let Value::Map(found) =
                    functions::properties(&context.environment, &base).map_err(at)?
            {
                map = found.entries().clone();
            }
            add_entries(&mut map, entries, context, row)?;
            Value::map(map).map_err(at)
        }
        ExprKind::Index(base, index) => {
            let base = value_of(base, context, row)?;
            let index = value_of(index, context, row)?;
            item(&base, &index, context).map_err(at)
        }
        ExprKind::Slice(list, from, to) => {
            let list = value_of(list, context, row)?;
            let mut bound = |bound: &Option<Box<Expr>>| match bound {
                Some(bound) => value_of(bound, context, row).map(Some),
                None => Ok(None),
            };
            let (from, to) = (bound(from)?, bound(to)?);
            slice(&list, from.as_ref(), to.as_ref()).map_err(at)
        }
        ExprKind::Comprehension {
            variable,
            list,
            filter,
            map,
        } => {
            let held = context.bounds.held();
            let Some(list) = walked(list, context, row)? else {
                return Ok(Value::Null);
            };
            let mut results = Vec::new();
            for item in list.items() {
                context.bounds.tick()?;
                row[*variable] = item.clone();
                if let Some(filter) = filter
                    && truth(filter, context, row)? != Some(true)
                {
                    continue;
                }
                let result = match map {
                    Some(map) => value_of(map, context, row)?,
                    None => item.clone(),
                };
                context.bounds.hold_count(result.weight())?;
                results.push(result);
            }
            context.bounds.release_down_to(held);
            Value::list(results).map_err(at)
        }
        ExprKind::Reduce {
            accumulator,
            initial,
            variable,
            list,
            step,
        } => {
            let initial = value_of(initial, context, row)?;
            let held = context.bounds.held();
            let Some(list) = walked(list, context, row)? else {
                return Ok(Value::Null);
            };
            row[*accumulator] = initial;
            for item in list.items() {
                context.bounds.tick()?;
                row[*variable] = item.clone();
                row[*accumulator] = value_of(step, context, row)?;
            }
            context.bounds.release_down_to(held);
            Ok(std::mem::replace(&mut row[*accumulator], Value::Null))
        }
        _ => value_of(expr, context, row),
    }
}

/// `item IN list`: null when it is not found and something is null.
pub fn contains(
    list: &Value,
    item: &Value,
    context: &Context<'_>,
    span: Span,
) -> Result<Option<bool>, Error> {
    let list = match list {
        Value::Null => return Ok(None),
        Value::List(list) => list,
        other => {
            let message = format!("`IN` takes a list, not {}", other.type_name());
            return Err(Fault::wrong_type(message).at(span));
        }
    };
    let mut result = Some(false);
    for candidate in list.items() {
        context.bounds.tick()?;
        match equals(item, candidate) {
            Some(true) => return Ok(Some(true)),
            Some(false) => {}
            None => result = None,
        }
    }
    Ok(result)
}

/// `all(x IN list WHERE ...)` and its kin, three-valued.
pub fn quantified(
    quantifier: Quantifier,
    variable: Slot,
    list: &Expr,
    predicate: &Expr,
    context: &Context<'_>,
    row: &mut Row,
) -> Result<Option<bool>, Error> {
    let held = context.bounds.held();
    let Some(list) = walked(list, context, row)? else {
        return Ok(None);
    };
    let (mut yes, mut no, mut unknown) = (0usize, 0usize, 0usize);
    for item in list.items() {
        context.bounds.tick()?;
        row[variable] = item.clone();
        match truth(predicate, context, row)? {
            Some(true) => yes += 1,
            Some(false) => no += 1,
            None => unknown += 1,
        }
        let decided = match quantifier {
            Quantifier::All => no > 0,
            Quantifier::Any | Quantifier::None => yes > 0,
            Quantifier::Single => yes > 1,
        };
        if decided {
            context.bounds.release_down_to(held);
            return Ok(Some(quantifier == Quantifier::Any));
        }
    }
    context.bounds.release_down_to(held);
    Ok(match quantifier {
        _ if unknown > 0 => None,
        Quantifier::All | Quantifier::None => Some(true),
        Quantifier::Any => Some(false),
        Quantifier::Single => Some(yes == 1),
    })
}

/// The list to walk over, which is kept meanwhile; `None` is null.
fn walked(list: &Expr, context: &Context<'_>, row: &mut Row) -> Result<Option<List>, Error> {
    match value_of(list, context, row)? {
        Value::Null => Ok(None),
        Value::List(items) => {
            // What a slot has is kept there.
            if !matches!(list.kind, ExprKind::Slot(_)) {
                context
                    .bounds
                    .hold_count(Value::List(items.clone()).weight())?;
            }
            Ok(Some(items))
        }
        other => {
            let message = format!("a list is wanted here, not {}", other.type_name());
            Err(Fault::wrong_type(message).at(list.span))
        }
    }
}

fn add_entries(
    map: &mut BTreeMap<Arc<str>, Value>,
    entries: &[(Arc<str>, Expr)],
    context: &Context<'_>,
    row: &mut Row,
) -> Result<(), Error> {
    let held = context.bounds.held();
    for (key, value) in entries {
        let value = value_of(value, context, row)?;
        context.bounds.hold_count(value.weight())?;
        map.insert(key.clone(), value);
    }
    context.bounds.release_down_to(held);
    Ok(())
}

/// `base[index]`: an item of a list by its place, or a property by its name.
fn item(base: &Value, index: &Value, context: &Context<'_>) -> Result<Value, Fault> {
    match (base, index) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::Null) => {
            Ok(Value::Null)
        }
        (Value::List(list), Value::Integer(place)) => {
            let items = list.items();
            let found = position(*place, items.len()).and_then(|place| items.get(place));
            Ok(found.cloned().unwrap_or(Value::Null))
        }
        (Value::List(_), other) => Err(Fault::new(
            Class::TypeError,
            Kind::ListElementAccessByNonInteger,
            format!("a list is indexed by an integer, not {}", other.type_name()),
        )),
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::String(name)) => {
            let key = PropertyKey {
                name: name.clone(),
                id: context.environment.graph.key(name),
            };
            functions::property(&context.environment, base, &key)
        }
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), other) => Err(Fault::new(
            Class::TypeError,
            Kind::MapElementAccessByNonString,
            format!("a map is indexed by a string, not {}", other.type_name()),
        )),
        (other, _) => Err(Fault::wrong_type(format!(
            "{} cannot be indexed",
            other.type_name()
        ))),
    }
}

/// A place counted from the end when negative.
fn position(place: i64, length: usize) -> Option<usize> {
    if place < 0 {
        length.checked_sub(usize::try_from(place.unsigned_abs()).ok()?)
    } else {
        usize::try_from(place).ok()
    }
}

fn slice(list: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value, Fault> {
    if list.is_null() || from.is_some_and(Value::is_null) || to.is_some_and(Value::is_null) {
        return Ok(Value::Null);
    }
    let Value::List(list) = list else {
        return Err(Fault::wrong_type(format!(
            "{} cannot be sliced",
            list.type_name()
        )));
    };
    let items = list.items();
    let bound = |bound: Option<&Value>, missing: usize| match bound {
        None => Ok(missing),
        Some(Value::Integer(place)) if *place < 0 => Ok(position(*place, items.len()).unwrap_or(0)),
        Some(Value::Integer(place)) => Ok(usize::try_from(*place)
            .unwrap_or(usize::MAX)
            .min(items.len())),
        Some(other) => Err(Fault::wrong_type(format!(
            "a list is sliced by integers, not {}",
            other.type_name()
        ))),
    };
    let (from, to) = (bound(from, 0)?, bound(to, items.len())?);
    Value::list(items.get(from..to).unwrap_or_default().to_vec())
}
