//! Numbers: from their spelling to values.

use super::tree::Literal;
use crate::cypher::error::{Class, Fault, Kind};

/// Returns the value of a number, negative when a minus sign stands before it.
///
/// # Errors
/// When it is too large, or written as numbers are not.
pub(super) fn literal(text: &str, negative: bool) -> Result<Literal, Fault> {
    let digits = text.replace('_', "").to_ascii_lowercase();
    if let Some(hexadecimal) = digits.strip_prefix("0x") {
        return integer(text, hexadecimal, 16, negative);
    }
    if let Some(octal) = digits.strip_prefix("0o") {
        return integer(text, octal, 8, negative);
    }
    if digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return integer(text, &digits, 10, negative);
    }
    let fault = |kind, message| Fault::new(Class::SyntaxError, kind, message);
    let number: f64 = digits.parse().map_err(|_| {
        fault(
            Kind::InvalidNumberLiteral,
            format!("`{text}` is not a number"),
        )
    })?;
    if number.is_infinite() {
        let message = format!("{text} is too large for a float");
        return Err(fault(Kind::FloatingPointOverflow, message));
    }
    Ok(Literal::Float(if negative { -number } else { number }))
}

fn integer(text: &str, digits: &str, radix: u32, negative: bool) -> Result<Literal, Fault> {
    let magnitude = i128::from_str_radix(digits, radix).ok();
    let number = magnitude.map(|magnitude| if negative { -magnitude } else { magnitude });
    match number.and_then(|number| i64::try_from(number).ok()) {
        Some(number) => Ok(Literal::Integer(number)),
        None => Err(Fault::new(
            Class::SyntaxError,
            Kind::IntegerOverflow,
            format!("{text} does not fit in a 64-bit integer"),
        )),
    }
}
