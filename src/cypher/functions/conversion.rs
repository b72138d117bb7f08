//! Functions that turn a value of one type into one of another.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Definition, Environment, Gives, row};
use crate::cypher::error::Fault;
use crate::cypher::types::Kinds;
use crate::cypher::value::{Value, nearest_float};

const ANY: &[Kinds] = &[Kinds::ANY];
const LIST: &[Kinds] = &[Kinds::LIST];
const BOOLEAN: Gives = Gives::Value(Kinds::BOOLEAN);
const INTEGER: Gives = Gives::Value(Kinds::INTEGER);
const FLOAT: Gives = Gives::Value(Kinds::FLOAT);
const STRING: Gives = Gives::Value(Kinds::STRING);

pub(super) const TABLE: &[Definition] = &[
    row("toBoolean", (1, 1), ANY, BOOLEAN, |_, a| to_boolean(&a[0])),
    row("toInteger", (1, 1), ANY, INTEGER, |_, a| to_integer(&a[0])),
    row("toFloat", (1, 1), ANY, FLOAT, |_, a| to_float(&a[0])),
    row("toString", (1, 1), ANY, STRING, |_, a| to_string(&a[0])),
    row("toBooleanOrNull", (1, 1), ANY, BOOLEAN, |_, a| {
        or_null(to_boolean(&a[0]))
    }),
    row("toIntegerOrNull", (1, 1), ANY, INTEGER, |_, a| {
        or_null(to_integer(&a[0]))
    }),
    row("toFloatOrNull", (1, 1), ANY, FLOAT, |_, a| {
        or_null(to_float(&a[0]))
    }),
    row("toStringOrNull", (1, 1), ANY, STRING, |_, a| {
        or_null(to_string(&a[0]))
    }),
    row(
        "toBooleanList",
        (1, 1),
        LIST,
        Gives::ListOf(Kinds::BOOLEAN),
        |_, a| each(&a[0], to_boolean),
    ),
    row(
        "toIntegerList",
        (1, 1),
        LIST,
        Gives::ListOf(Kinds::INTEGER),
        |_, a| each(&a[0], to_integer),
    ),
    row(
        "toFloatList",
        (1, 1),
        LIST,
        Gives::ListOf(Kinds::FLOAT),
        |_, a| each(&a[0], to_float),
    ),
    row(
        "toStringList",
        (1, 1),
        LIST,
        Gives::ListOf(Kinds::STRING),
        |_, a| each(&a[0], to_string),
    ),
    row("valueType", (1, 1), ANY, STRING, value_type),
];

fn to_boolean(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Null | Value::Boolean(_) => Ok(value.clone()),
        Value::Integer(number) => Ok(Value::Boolean(*number != 0)),
        Value::String(text) => Ok(match text.trim().to_ascii_lowercase().as_str() {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => Value::Null,
        }),
        other => Err(unfit("toBoolean", other)),
    }
}

fn to_integer(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Null | Value::Integer(_) => Ok(value.clone()),
        Value::Boolean(truth) => Ok(Value::Integer((*truth).into())),
        Value::Float(number) => whole(*number)
            .map(Value::Integer)
            .ok_or_else(Fault::overflow),
        Value::Decimal(number) => match number.trunc().to_i64() {
            Some(number) => Ok(Value::Integer(number)),
            None => Err(Fault::overflow()),
        },
        Value::String(text) => {
            let text = text.trim();
            let found = text
                .parse()
                .ok()
                .or_else(|| match Decimal::from_str_exact(text) {
                    Ok(number) => number.trunc().to_i64(),
                    Err(_) => text.parse().ok().and_then(whole),
                });
            Ok(found.map_or(Value::Null, Value::Integer))
        }
        other => Err(unfit("toInteger", other)),
    }
}

/// The whole part of a float; `None` when it is no number or fits in no integer.
fn whole(number: f64) -> Option<i64> {
    // 2^63, which a float holds exactly.
    let fits = number >= i64::MIN as f64 && number < i64::MAX as f64;
    fits.then_some(number as i64)
}

fn to_float(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Null | Value::Float(_) => Ok(value.clone()),
        Value::Integer(number) => Ok(Value::Float(*number as f64)),
        Value::Decimal(number) => Ok(Value::Float(nearest_float(*number))),
        Value::String(text) => Ok(text.trim().parse().map_or(Value::Null, Value::Float)),
        other => Err(unfit("toFloat", other)),
    }
}

fn to_string(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Null | Value::String(_) => Ok(value.clone()),
        Value::List(_)
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_) => Err(unfit("toString", value)),
        other => Ok(Value::string(other.to_string())),
    }
}

fn or_null(result: Result<Value, Fault>) -> Result<Value, Fault> {
    Ok(result.unwrap_or(Value::Null))
}

fn each(list: &Value, convert: fn(&Value) -> Result<Value, Fault>) -> Result<Value, Fault> {
    match list {
        Value::Null => Ok(Value::Null),
        Value::List(list) => {
            let items = list.items().iter().map(|item| or_null(convert(item)));
            Value::list(items.collect::<Result<_, _>>()?)
        }
        other => Err(unfit("a list conversion", other)),
    }
}

fn value_type(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    Ok(Value::from(match &arguments[0] {
        Value::Null => "NULL",
        Value::Boolean(_) => "BOOLEAN NOT NULL",
        Value::Integer(_) => "INTEGER NOT NULL",
        Value::Float(_) => "FLOAT NOT NULL",
        Value::Decimal(_) => "DECIMAL NOT NULL",
        Value::String(_) => "STRING NOT NULL",
        Value::List(_) => "LIST<ANY> NOT NULL",
        Value::Map(_) => "MAP NOT NULL",
        Value::Node(_) => "NODE NOT NULL",
        Value::Relationship(_) => "RELATIONSHIP NOT NULL",
        Value::Path(_) => "PATH NOT NULL",
        Value::Date(_) => "DATE NOT NULL",
        Value::LocalTime(_) => "LOCAL TIME NOT NULL",
        Value::Time(_) => "ZONED TIME NOT NULL",
        Value::LocalDateTime(_) => "LOCAL DATETIME NOT NULL",
        Value::DateTime(_) => "ZONED DATETIME NOT NULL",
        Value::Duration(_) => "DURATION NOT NULL",
    }))
}

fn unfit(function: &str, got: &Value) -> Fault {
    Fault::bad_value(format!("`{function}` cannot convert {}", got.type_name()))
}
