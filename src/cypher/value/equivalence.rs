//! Equivalence: the sameness by which `DISTINCT`, grouping and `UNION` tell values apart.
//!
//! Unlike equality it is two-valued: a null is the same as a null, a NaN the same as a NaN.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Value;
use super::number::Number;
use super::order::order;

/// Values are the same when they are equivalent, not when `=` says so.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        order(self, other) == Ordering::Equal
    }
}

/// A row of values as a key of a hash map.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(pub Vec<Value>);

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            hash(value, state);
        }
    }
}

/// Equivalent values hash alike: numbers by magnitude, whatever their kind.
fn hash<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Null => 0u8.hash(state),
        Value::Boolean(truth) => truth.hash(state),
        Value::Integer(_) | Value::Float(_) | Value::Decimal(_) => {
            let magnitude = Number::of(value).map_or(0.0, Number::to_f64);
            let magnitude = if magnitude.is_nan() {
                f64::NAN
            } else {
                magnitude + 0.0
            };
            magnitude.to_bits().hash(state);
        }
        Value::String(text) => text.hash(state),
        Value::List(list) => {
            for item in list.items() {
                hash(item, state);
            }
            list.items().len().hash(state);
        }
        Value::Map(map) => {
            for (key, value) in map.entries() {
                key.hash(state);
                hash(value, state);
            }
        }
        Value::Node(node) => node.hash(state),
        Value::Relationship(relationship) => relationship.hash(state),
        Value::Path(path) => path.hash(state),
        Value::Date(date) => date.hash(state),
        Value::LocalTime(time) => time.hash(state),
        Value::Time(time) => time.instant().hash(state),
        Value::LocalDateTime(moment) => moment.hash(state),
        Value::DateTime(moment) => moment.timestamp().hash(state),
        Value::Duration(duration) => duration.hash(state),
    }
}
