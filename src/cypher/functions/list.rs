//! Functions of lists, and those that treat texts and lists alike.

use super::{Definition, Environment, Gives, row};
use crate::cypher::error::{Class, Fault, Kind};
use crate::cypher::types::Kinds;
use crate::cypher::value::{MAX_WEIGHT, Value, equals};

const ANY: &[Kinds] = &[Kinds::ANY];
const LIST: &[Kinds] = &[Kinds::LIST];
const SIZED: &[Kinds] = &[Kinds::LIST.or(Kinds::STRING)];
const EMPTIABLE: &[Kinds] = &[Kinds::LIST.or(Kinds::STRING).or(Kinds::MAP)];

pub(super) const TABLE: &[Definition] = &[
    Definition {
        lazy: true,
        ..row("coalesce", (1, usize::MAX), ANY, Gives::Either, coalesce)
    },
    row("head", (1, 1), LIST, Gives::Item, head),
    row("last", (1, 1), LIST, Gives::Item, last),
    row("tail", (1, 1), LIST, Gives::Same, tail),
    row("reverse", (1, 1), SIZED, Gives::Same, reverse),
    row("size", (1, 1), SIZED, Gives::Value(Kinds::INTEGER), size),
    row(
        "isEmpty",
        (1, 1),
        EMPTIABLE,
        Gives::Value(Kinds::BOOLEAN),
        is_empty,
    ),
    row("range", (2, 3), ANY, Gives::ListOf(Kinds::INTEGER), range),
    row("exists", (1, 1), ANY, Gives::Value(Kinds::BOOLEAN), exists),
    row("nullIf", (2, 2), ANY, Gives::Same, null_if),
];

fn coalesce(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let known = arguments.iter().find(|value| !value.is_null());
    Ok(known.cloned().unwrap_or(Value::Null))
}

fn null_if(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match equals(&arguments[0], &arguments[1]) {
        Some(true) => Ok(Value::Null),
        _ => Ok(arguments[0].clone()),
    }
}

fn exists(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    Ok(Value::Boolean(!arguments[0].is_null()))
}

fn head(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let items = items("head", &arguments[0])?;
    Ok(items.first().cloned().unwrap_or(Value::Null))
}

fn last(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let items = items("last", &arguments[0])?;
    Ok(items.last().cloned().unwrap_or(Value::Null))
}

fn tail(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        list => Value::list(items("tail", list)?.iter().skip(1).cloned().collect()),
    }
}

fn reverse(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::String(text) => Ok(Value::string(text.chars().rev().collect::<String>())),
        list => Value::list(items("reverse", list)?.iter().rev().cloned().collect()),
    }
}

fn size(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::String(text) => Ok(Value::Integer(text.chars().count() as i64)),
        list => Ok(Value::Integer(items("size", list)?.len() as i64)),
    }
}

fn is_empty(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::String(text) => Ok(Value::Boolean(text.is_empty())),
        Value::Map(map) => Ok(Value::Boolean(map.entries().is_empty())),
        list => Ok(Value::Boolean(items("isEmpty", list)?.is_empty())),
    }
}

/// The numbers from the first to the second, both included, by the third.
fn range(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let (start, end) = (bound(&arguments[0])?, bound(&arguments[1])?);
    let step = arguments.get(2).map_or(Ok(1), bound)?;
    if step == 0 {
        return Err(Fault::out_of_range("the step of a range cannot be 0"));
    }
    if (step > 0) != (start <= end) && start != end {
        return Value::list(Vec::new());
    }
    let (first, step) = (i128::from(start), i128::from(step));
    let count = (i128::from(end) - first) / step + 1;
    if count > MAX_WEIGHT as i128 {
        return Err(Fault::too_large(format!(
            "the range would hold {count} numbers, more than {MAX_WEIGHT}"
        )));
    }
    let numbers = (0..count).map(|index| Value::Integer((first + index * step) as i64));
    Value::list(numbers.collect())
}

fn bound(value: &Value) -> Result<i64, Fault> {
    match value {
        Value::Integer(number) => Ok(*number),
        other => Err(Fault::new(
            Class::ArgumentError,
            Kind::InvalidArgumentType,
            format!("`range` takes integers, not {}", other.type_name()),
        )),
    }
}

/// The items of a list; none of null.
fn items<'a>(function: &str, value: &'a Value) -> Result<&'a [Value], Fault> {
    match value {
        Value::Null => Ok(&[]),
        Value::List(list) => Ok(list.items()),
        other => Err(Fault::wrong_type(format!(
            "`{function}` takes a list, not {}",
            other.type_name()
        ))),
    }
}
