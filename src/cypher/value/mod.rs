//! The values a query computes with.
//!
//! Nodes and relationships are handles; texts, lists and maps are shared, so a clone never copies.
//! Lists and maps know their own weight and depth: none can grow past [`MAX_WEIGHT`] values or
//! [`MAX_DEPTH`] levels, so walking a value always ends, and never exhausts the stack.

mod display;
mod equivalence;
mod exact;
mod number;
mod order;
mod total;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use super::error::Fault;
use super::graph::{Hop, NodeId, RelId};
use super::temporal::{Duration, OffsetTime};

pub use display::offset_text;
pub use equivalence::Key;
pub use exact::{as_decimal, nearest_float};
pub use number::Arithmetic;
pub use order::{Comparison, compare, equals, order};
pub use total::Total;

/// How many values one list or map may hold, counted through all levels.
pub const MAX_WEIGHT: usize = 10_000_000;
/// How deep lists and maps may nest.
pub const MAX_DEPTH: u32 = 200;
/// How long a text may grow, in bytes.
pub const MAX_TEXT: usize = 64 << 20;

/// A value of the query language.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing known.
    Null,
    /// A truth.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number that may be rounded.
    Float(f64),
    /// An exact decimal, such as an amount of money.
    Decimal(Decimal),
    /// A text.
    String(Arc<str>),
    /// Values in order.
    List(List),
    /// Values by name.
    Map(Map),
    /// A node.
    Node(NodeId),
    /// A relationship.
    Relationship(RelId),
    /// A path.
    Path(Arc<Path>),
    /// A day.
    Date(Date),
    /// A time of day without a zone.
    LocalTime(Time),
    /// A time of day with its offset.
    Time(OffsetTime),
    /// A day and time without a zone.
    LocalDateTime(DateTime),
    /// A day and time in a zone.
    DateTime(Arc<ZonedDateTime>),
    /// A length of time.
    Duration(Arc<Duration>),
}

impl Value {
    /// Makes a list.
    ///
    /// # Errors
    /// When it would hold too many values or nest too deeply.
    pub fn list(items: Vec<Value>) -> Result<Value, Fault> {
        Ok(Value::List(List::new(items)?))
    }

    /// Makes a map.
    ///
    /// # Errors
    /// When it would hold too many values or nest too deeply.
    pub fn map(entries: BTreeMap<Arc<str>, Value>) -> Result<Value, Fault> {
        Ok(Value::Map(Map::new(entries)?))
    }

    /// Makes a text.
    pub fn string(text: impl Into<Arc<str>>) -> Value {
        Value::String(text.into())
    }

    /// Tells whether nothing is known.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Tells whether it is a date, a time or both.
    pub fn is_temporal(&self) -> bool {
        matches!(
            self,
            Value::Date(_)
                | Value::LocalTime(_)
                | Value::Time(_)
                | Value::LocalDateTime(_)
                | Value::DateTime(_)
        )
    }

    /// The type's name, as it stands in messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a float",
            Value::Decimal(_) => "a decimal",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Node(_) => "a node",
            Value::Relationship(_) => "a relationship",
            Value::Path(_) => "a path",
            Value::Date(_) => "a date",
            Value::LocalTime(_) => "a local time",
            Value::Time(_) => "a time",
            Value::LocalDateTime(_) => "a local date-time",
            Value::DateTime(_) => "a date-time",
            Value::Duration(_) => "a duration",
        }
    }

    /// How many values this one holds, itself included; long texts count more.
    pub fn weight(&self) -> usize {
        match self {
            Value::String(text) => 1 + text.len() / 32,
            Value::List(list) => list.0.weight,
            Value::Map(map) => map.0.weight,
            Value::Path(path) => 1 + path.hops.len(),
            _ => 1,
        }
    }

    fn depth(&self) -> u32 {
        match self {
            Value::List(list) => list.0.depth,
            Value::Map(map) => map.0.depth,
            _ => 0,
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Boolean(truth)
    }
}

impl From<Option<bool>> for Value {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Value::Null, Value::Boolean)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Integer(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Float(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::string(text)
    }
}

/// A list of values, shared.
#[derive(Clone, Debug)]
pub struct List(Arc<Weighed<Vec<Value>>>);

impl List {
    fn new(items: Vec<Value>) -> Result<List, Fault> {
        Weighed::new(items, |items| measure(items.iter())).map(|list| List(Arc::new(list)))
    }

    /// The values in order.
    pub fn items(&self) -> &[Value] {
        &self.0.content
    }
}

/// A map from text to value, shared.
#[derive(Clone, Debug)]
pub struct Map(Arc<Weighed<BTreeMap<Arc<str>, Value>>>);

impl Map {
    fn new(entries: BTreeMap<Arc<str>, Value>) -> Result<Map, Fault> {
        Weighed::new(entries, |entries| measure(entries.values())).map(|map| Map(Arc::new(map)))
    }

    /// The values by name.
    pub fn entries(&self) -> &BTreeMap<Arc<str>, Value> {
        &self.0.content
    }

    /// The value of a name.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.content.get(key)
    }
}

#[derive(Debug)]
struct Weighed<T> {
    content: T,
    weight: usize,
    depth: u32,
}

impl<T> Weighed<T> {
    /// Takes the weights and depths of the values that `content` holds.
    fn new(content: T, measures: impl FnOnce(&T) -> (usize, u32)) -> Result<Self, Fault> {
        let (weight, depth) = measures(&content);
        if weight > MAX_WEIGHT {
            return Err(Fault::too_large(format!(
                "a list or map would hold more than {MAX_WEIGHT} values"
            )));
        }
        if depth > MAX_DEPTH {
            return Err(Fault::too_large(format!(
                "a list or map would nest deeper than {MAX_DEPTH} levels"
            )));
        }
        Ok(Weighed {
            content,
            weight,
            depth,
        })
    }
}

fn measure<'a>(values: impl Iterator<Item = &'a Value>) -> (usize, u32) {
    let (weight, depth) = values.fold((1usize, 0), |(weight, depth), value| {
        (
            weight.saturating_add(value.weight()),
            depth.max(value.depth()),
        )
    });
    (weight, depth + 1)
}

/// A path: a node, and the steps taken from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The node it starts at.
    pub start: NodeId,
    /// The steps from there.
    pub hops: Vec<Hop>,
}
