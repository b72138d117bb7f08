//! Literals: from their spelling to values.

use open_cypher::ast::{IntegerLiteral, IntegerRadix, Literal, LiteralKind};

use crate::cypher::error::{Error, Kind};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// Returns the value of a literal, negated when a minus sign stands before it: the smallest integer
/// has no positive counterpart.
pub(super) fn literal(literal: &Literal, negative: bool) -> Result<(Value, Type), Error> {
    Ok(match &literal.kind {
        LiteralKind::Null => (Value::Null, Type::NULL),
        LiteralKind::Boolean(truth) => (Value::Boolean(*truth), Type::of(Kinds::BOOLEAN)),
        LiteralKind::String(text) => (Value::from(text.value.as_str()), Type::of(Kinds::STRING)),
        LiteralKind::Integer(integer) => {
            let number = parse(integer, negative).ok_or_else(|| {
                Error::syntax(
                    Kind::IntegerOverflow,
                    literal.span,
                    format!("{} does not fit in a 64-bit integer", integer.text),
                )
            })?;
            (Value::Integer(number), Type::of(Kinds::INTEGER))
        }
        LiteralKind::Float(float) => {
            let text = float.text.replace('_', "");
            let number: f64 = text.parse().map_err(|_| {
                Error::syntax(
                    Kind::InvalidNumberLiteral,
                    literal.span,
                    format!("`{text}` is not a number"),
                )
            })?;
            if number.is_infinite() && text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                return Err(Error::syntax(
                    Kind::FloatingPointOverflow,
                    literal.span,
                    format!("{text} is too large for a float"),
                ));
            }
            let number = if negative { -number } else { number };
            (Value::Float(number), Type::of(Kinds::FLOAT))
        }
        _ => {
            return Err(Error::syntax(
                Kind::UnexpectedSyntax,
                literal.span,
                "not a literal",
            ));
        }
    })
}

fn parse(integer: &IntegerLiteral, negative: bool) -> Option<i64> {
    let digits = integer.text.replace('_', "").to_ascii_lowercase();
    let (radix, prefixes): (u32, &[&str]) = match integer.radix {
        IntegerRadix::Hexadecimal => (16, &["0x"]),
        IntegerRadix::Octal => (8, &["0o", "0"]),
        _ => (10, &[]),
    };
    let digits = prefixes
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix))
        .unwrap_or(&digits);
    let magnitude = i128::from_str_radix(digits, radix).ok()?;
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}
