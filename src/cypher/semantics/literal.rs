//! Literals: from what the tree has to values.

use crate::cypher::syntax::tree::Literal;
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// Returns the value of a literal and its type.
pub(super) fn literal(literal: &Literal) -> (Value, Type) {
    match literal {
        Literal::Null => (Value::Null, Type::NULL),
        Literal::Boolean(truth) => (Value::Boolean(*truth), Type::of(Kinds::BOOLEAN)),
        Literal::Integer(number) => (Value::Integer(*number), Type::of(Kinds::INTEGER)),
        Literal::Float(number) => (Value::Float(*number), Type::of(Kinds::FLOAT)),
        Literal::Text(text) => (Value::from(text.as_str()), Type::of(Kinds::STRING)),
    }
}

/// Returns the number that a name stands for where no variable has it.
pub(super) fn named_number(name: &str) -> Option<f64> {
    let numbers = [
        ("inf", f64::INFINITY),
        ("infinity", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    let mut numbers = numbers.into_iter();
    numbers
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, number)| number)
}
