//! `round`, `floor` and `ceil`: exact on integers and decimals, and on every digit of a float.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Environment;
use super::number::unfit;
use crate::cypher::error::Fault;
use crate::cypher::value::Value;

/// How what lies between two numbers becomes one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
}

impl Mode {
    const ALL: [(&'static str, Mode); 7] = [
        ("UP", Mode::Up),
        ("DOWN", Mode::Down),
        ("CEILING", Mode::Ceiling),
        ("FLOOR", Mode::Floor),
        ("HALF_UP", Mode::HalfUp),
        ("HALF_DOWN", Mode::HalfDown),
        ("HALF_EVEN", Mode::HalfEven),
    ];

    fn named(name: &str) -> Result<Mode, Fault> {
        let found = Mode::ALL
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, mode)| *mode).ok_or_else(|| {
            let known = Mode::ALL.map(|(known, _)| known).join(", ");
            Fault::bad_argument(format!(
                "`{name}` is not a way of rounding; there are {known}"
            ))
        })
    }

    /// Whether the magnitude grows, from the sign, the last digit that is kept and how what is cut off compares with a half.
    fn grows(self, negative: bool, last_is_odd: bool, half: Ordering) -> bool {
        match self {
            Mode::Up => true,
            Mode::Down => false,
            Mode::Ceiling => !negative,
            Mode::Floor => negative,
            Mode::HalfUp => half.is_ge(),
            Mode::HalfDown => half.is_gt(),
            Mode::HalfEven => half.is_gt() || half.is_eq() && last_is_odd,
        }
    }
}

/// To the nearest whole number, halves up; or to a number of digits after the point, before it where that is negative,
/// halves away from zero unless a mode says otherwise. A float is rounded as it is written.
pub(super) fn round(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let value = &arguments[0];
    if !matches!(
        value,
        Value::Null | Value::Integer(_) | Value::Float(_) | Value::Decimal(_)
    ) {
        return Err(unfit("round", value));
    }
    let places = match arguments.get(1) {
        None => return halves_up(value),
        Some(Value::Null) => return Ok(Value::Null),
        Some(Value::Integer(places)) => *places,
        Some(other) => return Err(unfit("round", other)),
    };
    let mode = match arguments.get(2) {
        None => Mode::HalfUp,
        Some(Value::Null) => return Ok(Value::Null),
        Some(Value::String(mode)) => Mode::named(mode)?,
        Some(other) => {
            let message = format!("a way of rounding is a string, not {}", other.type_name());
            return Err(Fault::wrong_type(message));
        }
    };
    match value {
        Value::Float(number) if !number.is_finite() => Ok(Value::Float(*number)),
        Value::Float(number) => {
            let rounded = digits(
                &number.abs().to_string(),
                number.is_sign_negative(),
                places,
                mode,
            );
            match rounded.parse::<f64>() {
                Ok(rounded) if rounded.is_finite() => Ok(Value::Float(rounded)),
                _ => Err(Fault::out_of_range("the result does not fit in a float")),
            }
        }
        Value::Decimal(number) => {
            let rounded = digits(
                &number.abs().to_string(),
                number.is_sign_negative(),
                places,
                mode,
            );
            Decimal::from_str_exact(&rounded)
                .map(Value::Decimal)
                .map_err(|_| Fault::out_of_range("the result does not fit in a decimal"))
        }
        Value::Integer(number) => {
            let rounded = digits(
                &number.unsigned_abs().to_string(),
                *number < 0,
                places,
                mode,
            );
            rounded.parse().map(whole).map_err(|_| Fault::overflow())
        }
        _ => Ok(Value::Null),
    }
}

pub(super) fn floor(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    each("floor", &arguments[0], f64::floor, |number| number.floor())
}

pub(super) fn ceil(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    each("ceil", &arguments[0], f64::ceil, |number| number.ceil())
}

fn halves_up(value: &Value) -> Result<Value, Fault> {
    // The distance to the whole number below is exact, which a half added to the number is not.
    let of_float = |number: f64| {
        let below = number.floor();
        if number - below >= 0.5 {
            below + 1.0
        } else {
            below
        }
    };
    let of_decimal = |number: Decimal| {
        let below = number.floor();
        let half = Decimal::new(5, 1);
        if number - below >= half {
            below + Decimal::ONE
        } else {
            below
        }
    };
    each("round", value, of_float, of_decimal)
}

fn each(
    function: &str,
    value: &Value,
    of_float: impl Fn(f64) -> f64,
    of_decimal: impl Fn(Decimal) -> Decimal,
) -> Result<Value, Fault> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(number) => Ok(whole(*number)),
        Value::Float(number) => Ok(Value::Float(of_float(*number))),
        Value::Decimal(number) => Ok(Value::Decimal(of_decimal(*number))),
        other => Err(unfit(function, other)),
    }
}

/// A whole number as openCypher has it, a float, unless no float is equal to it.
fn whole(number: i64) -> Value {
    let float = number as f64;
    match i128::from(number) == float as i128 {
        true => Value::Float(float),
        false => Value::Integer(number),
    }
}

/// Rounds a number that is written without sign and exponent to a number of digits after the point.
fn digits(text: &str, negative: bool, places: i64, mode: Mode) -> String {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    // The digits that are kept, from the front.
    let keep = places.saturating_add(before.len() as i64);
    let all: Vec<u8> = before
        .bytes()
        .chain(after.bytes())
        .map(|digit| digit - b'0')
        .collect();
    let sign = if negative { "-" } else { "" };
    if keep >= all.len() as i64 {
        return format!("{sign}{text}");
    }
    let keep = usize::try_from(keep).ok();
    let (kept, cut) = match keep {
        Some(keep) => all.split_at(keep),
        // So far left of the number that nothing of it comes near a half.
        None => (&[][..], &[][..]),
    };
    let is_cut = all.iter().skip(kept.len()).any(|digit| *digit != 0);
    let half = match cut.split_first() {
        Some((first, rest)) => {
            first
                .cmp(&5)
                .then_with(|| match rest.iter().any(|digit| *digit != 0) {
                    true => Ordering::Greater,
                    false => Ordering::Equal,
                })
        }
        None => Ordering::Less,
    };
    let mut kept = kept.to_vec();
    let is_odd = kept.last().is_some_and(|digit| digit % 2 == 1);
    if is_cut && mode.grows(negative, is_odd, half) {
        let mut place = kept.len();
        loop {
            match place.checked_sub(1) {
                None => {
                    kept.insert(0, 1);
                    break;
                }
                Some(last) if kept[last] == 9 => {
                    kept[last] = 0;
                    place = last;
                }
                Some(last) => {
                    kept[last] += 1;
                    break;
                }
            }
        }
    }
    let mut out: String = kept.iter().map(|digit| char::from(b'0' + digit)).collect();
    if places > 0 {
        out.insert(out.len() - places as usize, '.');
    } else if kept.iter().any(|digit| *digit != 0) {
        // More than 400 zeros fit into no number.
        out.extend(std::iter::repeat_n(
            '0',
            places.unsigned_abs().min(400) as usize,
        ));
    }
    if out.is_empty() {
        out.push('0');
    }
    format!("{sign}{out}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_knows_its_halves() {
        let of = |text: &str, places, mode| {
            let (negative, text) = text
                .strip_prefix('-')
                .map_or((false, text), |text| (true, text));
            digits(text, negative, places, mode)
        };
        let cases = [
            ("2.5", ["3", "2", "3", "2", "3", "2", "2"]),
            ("-2.5", ["-3", "-2", "-2", "-3", "-3", "-2", "-2"]),
            ("3.5", ["4", "3", "4", "3", "4", "3", "4"]),
            ("2.51", ["3", "2", "3", "2", "3", "3", "3"]),
            ("2.49", ["3", "2", "3", "2", "2", "2", "2"]),
            ("2.0", ["2", "2", "2", "2", "2", "2", "2"]),
            ("0.5", ["1", "0", "1", "0", "1", "0", "0"]),
            ("9.5", ["10", "9", "10", "9", "10", "9", "10"]),
        ];
        for (text, expected) in cases {
            let found = Mode::ALL.map(|(_, mode)| of(text, 0, mode));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(of("1234.5678", 2, Mode::HalfUp), "1234.57");
        assert_eq!(of("0.999", 2, Mode::HalfUp), "1.00");
        assert_eq!(of("1250", -2, Mode::HalfUp), "1300");
        assert_eq!(of("1250", -2, Mode::HalfEven), "1200");
        assert_eq!(of("50", -2, Mode::HalfUp), "100");
        assert_eq!(of("50", -3, Mode::HalfUp), "0");
        assert_eq!(of("5", -9, Mode::Up), "1000000000");
        assert_eq!(of("7", 30, Mode::Up), "7");
    }
}
