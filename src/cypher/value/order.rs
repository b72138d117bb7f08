//! Equality, comparison and order, three notions that openCypher keeps apart.
//!
//! *Equality* (`=`) and *comparison* (`<`) are three-valued: what cannot be known is null.
//! The *order* of `ORDER BY`, `min` and `max` is total: types come one after another, null is last.

use std::cmp::Ordering;

use super::Value;
use super::number::Number;

/// `left = right`; `None` is null.
pub fn equals(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (a.items(), b.items());
            if a.len() != b.len() {
                return Some(false);
            }
            all(a.iter().zip(b).map(|(a, b)| equals(a, b)))
        }
        (Value::Map(a), Value::Map(b)) => {
            let (a, b) = (a.entries(), b.entries());
            if !a.keys().eq(b.keys()) {
                return Some(false);
            }
            all(a.values().zip(b.values()).map(|(a, b)| equals(a, b)))
        }
        _ => match (Number::of(left), Number::of(right)) {
            (Some(a), Some(b)) => Some(a.compare(b) == Some(Ordering::Equal)),
            _ => Some(same_kind(left, right) == Some(Ordering::Equal)),
        },
    }
}

/// Compares `left` with `right` for `<` and its kin; `None` is null: the types do not compare.
pub fn compare(left: &Value, right: &Value) -> Option<Comparison> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(a), Value::List(b)) => {
            for (a, b) in a.items().iter().zip(b.items()) {
                match compare(a, b)? {
                    Comparison::Ordered(Ordering::Equal) => {}
                    decided => return Some(decided),
                }
            }
            Some(Comparison::Ordered(a.items().len().cmp(&b.items().len())))
        }
        (Value::Duration(_), _) | (Value::Map(_), _) | (Value::Path(_), _) => None,
        (Value::Node(_) | Value::Relationship(_), _) => None,
        _ => match (Number::of(left), Number::of(right)) {
            (Some(a), Some(b)) => Some(
                a.compare(b)
                    .map_or(Comparison::Unordered, Comparison::Ordered),
            ),
            _ => same_kind(left, right).map(Comparison::Ordered),
        },
    }
}

/// What comparing two comparable values yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They stand in this order.
    Ordered(Ordering),
    /// One side is NaN: neither less, equal nor greater.
    Unordered,
}

/// The total order of `ORDER BY`.
pub fn order(left: &Value, right: &Value) -> Ordering {
    if let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) {
        return a
            .compare(b)
            .unwrap_or_else(|| a.to_f64().is_nan().cmp(&b.to_f64().is_nan()));
    }
    match (left, right) {
        (Value::List(a), Value::List(b)) => order_all(a.items().iter(), b.items().iter(), order),
        (Value::Map(a), Value::Map(b)) => order_all(
            a.entries().iter(),
            b.entries().iter(),
            |(name, a), (other, b)| name.cmp(other).then_with(|| order(a, b)),
        ),
        (Value::Duration(a), Value::Duration(b)) => a
            .average_seconds()
            .total_cmp(&b.average_seconds())
            .then_with(|| a.cmp(b)),
        _ => same_kind(left, right).unwrap_or_else(|| rank(left).cmp(&rank(right))),
    }
}

fn order_all<T>(
    mut left: impl Iterator<Item = T>,
    mut right: impl Iterator<Item = T>,
    mut by: impl FnMut(T, T) -> Ordering,
) -> Ordering {
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) => match by(a, b) {
                Ordering::Equal => {}
                decided => return decided,
            },
        }
    }
}

/// Where a type stands among the others.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::DateTime(_) => 5,
        Value::LocalDateTime(_) => 6,
        Value::Date(_) => 7,
        Value::Time(_) => 8,
        Value::LocalTime(_) => 9,
        Value::Duration(_) => 10,
        Value::String(_) => 11,
        Value::Boolean(_) => 12,
        Value::Integer(_) | Value::Float(_) | Value::Decimal(_) => 13,
        Value::Null => 14,
    }
}

/// Compares two single values of one type; `None` when the types differ or have parts.
fn same_kind(left: &Value, right: &Value) -> Option<Ordering> {
    Some(match (left, right) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Relationship(a), Value::Relationship(b)) => a.cmp(b),
        (Value::Path(a), Value::Path(b)) => a.start.cmp(&b.start).then_with(|| {
            let hops = |path: &super::Path| {
                let ids = path.hops.iter().map(|hop| (hop.relationship, hop.node));
                ids.collect::<Vec<_>>()
            };
            hops(a).cmp(&hops(b))
        }),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.timestamp().cmp(&b.timestamp()),
        (Value::Duration(a), Value::Duration(b)) => a.cmp(b),
        _ => return None,
    })
}

/// Three-valued `and` over parts: false beats null.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(true) => {}
            Some(false) => return Some(false),
            None => result = None,
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: Vec<Value>) -> Value {
        Value::list(items).expect("a small list")
    }

    #[test]
    fn equality_knows_what_it_does_not_know() {
        let (one, two) = (Value::Integer(1), Value::Integer(2));
        assert_eq!(equals(&one, &Value::Float(1.0)), Some(true));
        assert_eq!(equals(&one, &Value::from("1")), Some(false));
        assert_eq!(equals(&one, &Value::Null), None);
        let unknown = list(vec![one.clone(), Value::Null]);
        assert_eq!(
            equals(&unknown, &list(vec![one.clone(), two.clone()])),
            None
        );
        assert_eq!(equals(&unknown, &list(vec![two, one])), Some(false));
    }

    #[test]
    fn types_have_their_places_in_the_order() {
        let mut values = [
            Value::Null,
            Value::Float(f64::NAN),
            Value::Integer(1),
            Value::Boolean(false),
            Value::from("a"),
            list(Vec::new()),
        ];
        values.sort_by(order);
        let names: Vec<&str> = values.iter().map(Value::type_name).collect();
        let expected = [
            "a list",
            "a string",
            "a boolean",
            "an integer",
            "a float",
            "null",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn comparing_with_nan_is_false_and_not_null() {
        let nan = Value::Float(f64::NAN);
        assert_eq!(
            compare(&nan, &Value::Integer(1)),
            Some(Comparison::Unordered)
        );
        assert_eq!(compare(&nan, &Value::from("a")), None);
    }
}
