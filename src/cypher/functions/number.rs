//! Functions of numbers.

use super::{Definition, Environment, Gives, round, row};
use crate::cypher::error::Fault;
use crate::cypher::types::Kinds;
use crate::cypher::value::{Value, nearest_float};

const NONE: &[Kinds] = &[];
const NUMBER: &[Kinds] = &[Kinds::NUMBER];
const ANY: &[Kinds] = &[Kinds::ANY];
const FLOAT: Gives = Gives::Value(Kinds::FLOAT);
/// A float, unless the number has more digits than one holds.
const WHOLE: Gives = Gives::Value(Kinds::NUMBER);

pub(super) const TABLE: &[Definition] = &[
    row("abs", (1, 1), NUMBER, Gives::Same, abs),
    row("sign", (1, 1), NUMBER, Gives::Value(Kinds::INTEGER), sign),
    row("ceil", (1, 1), NUMBER, WHOLE, round::ceil),
    row("floor", (1, 1), NUMBER, WHOLE, round::floor),
    row("round", (1, 3), ANY, WHOLE, round::round),
    row("sqrt", (1, 1), NUMBER, FLOAT, |_, a| {
        float("sqrt", a, f64::sqrt)
    }),
    row("exp", (1, 1), NUMBER, FLOAT, |_, a| {
        float("exp", a, f64::exp)
    }),
    row("log", (1, 1), NUMBER, FLOAT, |_, a| {
        float("log", a, f64::ln)
    }),
    row("log10", (1, 1), NUMBER, FLOAT, |_, a| {
        float("log10", a, f64::log10)
    }),
    row("sin", (1, 1), NUMBER, FLOAT, |_, a| {
        float("sin", a, f64::sin)
    }),
    row("cos", (1, 1), NUMBER, FLOAT, |_, a| {
        float("cos", a, f64::cos)
    }),
    row("tan", (1, 1), NUMBER, FLOAT, |_, a| {
        float("tan", a, f64::tan)
    }),
    row("cot", (1, 1), NUMBER, FLOAT, |_, a| {
        float("cot", a, |x| 1.0 / x.tan())
    }),
    row("asin", (1, 1), NUMBER, FLOAT, |_, a| {
        float("asin", a, f64::asin)
    }),
    row("acos", (1, 1), NUMBER, FLOAT, |_, a| {
        float("acos", a, f64::acos)
    }),
    row("atan", (1, 1), NUMBER, FLOAT, |_, a| {
        float("atan", a, f64::atan)
    }),
    row("atan2", (2, 2), NUMBER, FLOAT, atan2),
    row("degrees", (1, 1), NUMBER, FLOAT, |_, a| {
        float("degrees", a, f64::to_degrees)
    }),
    row("radians", (1, 1), NUMBER, FLOAT, |_, a| {
        float("radians", a, f64::to_radians)
    }),
    row("haversin", (1, 1), NUMBER, FLOAT, |_, a| {
        float("haversin", a, |x| (1.0 - x.cos()) / 2.0)
    }),
    row(
        "isNaN",
        (1, 1),
        NUMBER,
        Gives::Value(Kinds::BOOLEAN),
        is_nan,
    ),
    row("pi", (0, 0), NONE, FLOAT, |_, _| {
        Ok(Value::Float(std::f64::consts::PI))
    }),
    row("e", (0, 0), NONE, FLOAT, |_, _| {
        Ok(Value::Float(std::f64::consts::E))
    }),
    Definition {
        constant: false,
        ..row("rand", (0, 0), NONE, FLOAT, rand)
    },
];

fn abs(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Integer(number) => number
            .checked_abs()
            .map(Value::Integer)
            .ok_or_else(Fault::overflow),
        Value::Decimal(number) => Ok(Value::Decimal(number.abs())),
        _ => float("abs", arguments, f64::abs),
    }
}

fn sign(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    Ok(match number("sign", &arguments[0])? {
        None => Value::Null,
        Some(number) if number.is_nan() => Value::Null,
        Some(number) if number > 0.0 => Value::Integer(1),
        Some(number) if number < 0.0 => Value::Integer(-1),
        Some(_) => Value::Integer(0),
    })
}

fn atan2(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let y = number("atan2", &arguments[0])?;
    let x = number("atan2", &arguments[1])?;
    Ok(match (y, x) {
        (Some(y), Some(x)) => Value::Float(y.atan2(x)),
        _ => Value::Null,
    })
}

fn is_nan(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let number = number("isNaN", &arguments[0])?;
    Ok(number.map(f64::is_nan).into())
}

/// The next number of a fixed sequence (splitmix64), at least 0 and less than 1.
fn rand(environment: &Environment<'_>, _: &[Value]) -> Result<Value, Fault> {
    let state = environment.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    environment.random.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mixed = mixed ^ (mixed >> 31);
    Ok(Value::Float((mixed >> 11) as f64 / (1u64 << 53) as f64))
}

fn float(function: &str, arguments: &[Value], of: impl Fn(f64) -> f64) -> Result<Value, Fault> {
    let number = number(function, &arguments[0])?;
    Ok(number.map_or(Value::Null, |number| Value::Float(of(number))))
}

/// The argument as a float; `None` is null.
fn number(function: &str, value: &Value) -> Result<Option<f64>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Integer(number) => Ok(Some(*number as f64)),
        Value::Float(number) => Ok(Some(*number)),
        Value::Decimal(number) => Ok(Some(nearest_float(*number))),
        other => Err(unfit(function, other)),
    }
}

pub(super) fn unfit(function: &str, got: &Value) -> Fault {
    Fault::wrong_type(format!(
        "`{function}` takes a number, not {}",
        got.type_name()
    ))
}
