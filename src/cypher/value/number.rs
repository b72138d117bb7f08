//! Arithmetic over the three kinds of number, and what `+` means for the other types.
//!
//! An integer with a decimal stays exact; a float with anything is a float.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{MAX_TEXT, Value, as_decimal, exact, nearest_float};
use crate::cypher::error::{Class, Fault, Kind};
use crate::cypher::temporal;

/// An operation on two numbers, or on what else takes its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `^`
    Power,
}

impl Arithmetic {
    /// The sign as written.
    pub fn sign(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
            Arithmetic::Remainder => "%",
            Arithmetic::Power => "^",
        }
    }

    /// Computes `left <sign> right`; null when either side is null, except that a list takes
    /// a null as an element.
    ///
    /// # Errors
    /// When the types do not go together, an integer overflows or is divided by zero.
    pub fn apply(self, left: &Value, right: &Value) -> Result<Value, Fault> {
        if self == Arithmetic::Add
            && let Some(joined) = join(left, right)?
        {
            return Ok(joined);
        }
        if left.is_null() || right.is_null() {
            return Ok(Value::Null);
        }
        if let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) {
            return self.compute(left, right);
        }
        if let Some(result) = temporal::arithmetic(self, left, right) {
            return result;
        }
        Err(Fault::wrong_type(format!(
            "cannot compute {} {} {}",
            left.type_name(),
            self.sign(),
            right.type_name()
        )))
    }

    fn compute(self, left: Number, right: Number) -> Result<Value, Fault> {
        match (left, right) {
            (Number::Integer(a), Number::Integer(b)) => self.integers(a, b),
            (Number::Float(_), _) | (_, Number::Float(_)) => {
                Ok(Value::Float(self.floats(left.to_f64(), right.to_f64())))
            }
            _ if self == Arithmetic::Power => {
                Ok(Value::Float(self.floats(left.to_f64(), right.to_f64())))
            }
            _ => self.decimals(left.to_decimal(), right.to_decimal()),
        }
    }

    fn integers(self, a: i64, b: i64) -> Result<Value, Fault> {
        let result = match self {
            Arithmetic::Add => a.checked_add(b),
            Arithmetic::Subtract => a.checked_sub(b),
            Arithmetic::Multiply => a.checked_mul(b),
            Arithmetic::Divide | Arithmetic::Remainder if b == 0 => return Err(division_by_zero()),
            Arithmetic::Divide => a.checked_div(b),
            Arithmetic::Remainder => Some(a.checked_rem(b).unwrap_or(0)),
            Arithmetic::Power => return Ok(Value::Float((a as f64).powf(b as f64))),
        };
        result.map(Value::Integer).ok_or_else(Fault::overflow)
    }

    fn floats(self, a: f64, b: f64) -> f64 {
        match self {
            Arithmetic::Add => a + b,
            Arithmetic::Subtract => a - b,
            Arithmetic::Multiply => a * b,
            Arithmetic::Divide => a / b,
            Arithmetic::Remainder => a % b,
            Arithmetic::Power => a.powf(b),
        }
    }

    fn decimals(self, a: Decimal, b: Decimal) -> Result<Value, Fault> {
        let result = match self {
            Arithmetic::Add => exact::sum(a, b),
            Arithmetic::Subtract => exact::sum(a, -b),
            Arithmetic::Multiply => a.checked_mul(b),
            Arithmetic::Divide | Arithmetic::Remainder if b.is_zero() => {
                return Err(division_by_zero());
            }
            Arithmetic::Divide => a.checked_div(b),
            Arithmetic::Remainder | Arithmetic::Power => a.checked_rem(b),
        };
        result.map(Value::Decimal).ok_or_else(no_decimal)
    }
}

/// A number of any kind.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Integer(i64),
    Float(f64),
    Decimal(Decimal),
}

impl Number {
    pub(super) fn of(value: &Value) -> Option<Number> {
        match value {
            Value::Integer(number) => Some(Number::Integer(*number)),
            Value::Float(number) => Some(Number::Float(*number)),
            Value::Decimal(number) => Some(Number::Decimal(*number)),
            _ => None,
        }
    }

    pub(super) fn to_f64(self) -> f64 {
        match self {
            Number::Integer(number) => number as f64,
            Number::Float(number) => number,
            Number::Decimal(number) => nearest_float(number),
        }
    }

    fn to_decimal(self) -> Decimal {
        match self {
            Number::Integer(number) => Decimal::from(number),
            Number::Float(number) => as_decimal(number).unwrap_or_default(),
            Number::Decimal(number) => number,
        }
    }

    /// Compares by magnitude, exactly; `None` when one side is NaN.
    pub(super) fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Some(a.cmp(&b)),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
            (Number::Integer(a), Number::Float(b)) => integer_with_float(a, b),
            (Number::Float(a), Number::Integer(b)) => {
                integer_with_float(b, a).map(Ordering::reverse)
            }
            (Number::Float(a), Number::Decimal(b)) => exact::compare(a, b),
            (Number::Decimal(a), Number::Float(b)) => exact::compare(b, a).map(Ordering::reverse),
            _ => Some(self.to_decimal().cmp(&other.to_decimal())),
        }
    }
}

/// Compares without rounding the integer, which a cast to `f64` would do beyond 2^53.
fn integer_with_float(integer: i64, float: f64) -> Option<Ordering> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        None
    } else if float >= TWO_TO_63 {
        Some(Ordering::Less)
    } else if float < -TWO_TO_63 {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        let by_whole = integer.cmp(&(whole as i64));
        Some(by_whole.then_with(|| 0.0_f64.total_cmp(&(float - whole + 0.0))))
    }
}

/// The `+` of texts and lists; `None` when neither side is one.
fn join(left: &Value, right: &Value) -> Result<Option<Value>, Fault> {
    let joined = match (left, right) {
        (Value::List(a), Value::List(b)) => Value::list([a.items(), b.items()].concat())?,
        (Value::List(_), Value::Null) | (Value::Null, Value::List(_)) => Value::Null,
        (Value::List(list), item) => {
            let mut items = list.items().to_vec();
            items.push(item.clone());
            Value::list(items)?
        }
        (item, Value::List(list)) => {
            let mut items = Vec::with_capacity(list.items().len() + 1);
            items.push(item.clone());
            items.extend_from_slice(list.items());
            Value::list(items)?
        }
        (Value::String(a), Value::String(b)) => text(&[a, b])?,
        (Value::String(a), b) if Number::of(b).is_some() => text(&[a, &b.to_string()])?,
        (a, Value::String(b)) if Number::of(a).is_some() => text(&[&a.to_string(), b])?,
        _ => return Ok(None),
    };
    Ok(Some(joined))
}

fn text(parts: &[&str]) -> Result<Value, Fault> {
    if parts.iter().map(|part| part.len()).sum::<usize>() > MAX_TEXT {
        return Err(Fault::too_large(format!(
            "a text would be longer than {MAX_TEXT} bytes"
        )));
    }
    Ok(Value::string(parts.concat()))
}

/// What a decimal that would need more than its 28 digits fails with.
pub(super) fn no_decimal() -> Fault {
    Fault::new(
        Class::ArithmeticError,
        Kind::NumberOutOfRange,
        "the result does not fit in a decimal",
    )
}

fn division_by_zero() -> Fault {
    Fault::new(
        Class::ArithmeticError,
        Kind::DivisionByZero,
        "division by zero",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Value {
        Value::Decimal(text.parse().expect("a decimal"))
    }

    #[test]
    fn integers_and_decimals_stay_exact() {
        let sum = Arithmetic::Add.apply(&money("0.10"), &money("0.20"));
        assert_eq!(sum.map(|sum| sum.to_string()), Ok("0.30".to_owned()));
        let product = Arithmetic::Multiply.apply(&money("44000000.01"), &Value::Integer(3));
        assert_eq!(product, Ok(money("132000000.03")));
    }

    #[test]
    fn a_float_makes_a_float() {
        let half = Arithmetic::Divide.apply(&money("1"), &Value::Float(2.0));
        assert!(matches!(half, Ok(Value::Float(half)) if half == 0.5));
    }

    #[test]
    fn integers_do_not_wrap() {
        let fault = Arithmetic::Add.apply(&Value::Integer(i64::MAX), &Value::Integer(1));
        assert_eq!(
            fault.map_err(|fault| fault.kind),
            Err(Kind::IntegerOverflow)
        );
        let fault = Arithmetic::Remainder.apply(&Value::Integer(1), &Value::Integer(0));
        assert_eq!(fault.map_err(|fault| fault.kind), Err(Kind::DivisionByZero));
    }

    #[test]
    fn large_integers_compare_with_floats_exactly() {
        let compare = |integer, float| Number::Integer(integer).compare(Number::Float(float));
        assert_eq!(
            compare((1 << 53) + 1, (1i64 << 53) as f64),
            Some(Ordering::Greater)
        );
        assert_eq!(compare(i64::MAX, i64::MAX as f64), Some(Ordering::Less));
        assert_eq!(compare(-1, -0.5), Some(Ordering::Less));
        assert_eq!(compare(0, -0.0), Some(Ordering::Equal));
    }
}
