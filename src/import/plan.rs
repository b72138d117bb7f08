//! The plan of a table: the mapping's rules, resolved to the table's fields.

use super::amount::Parts;
use super::pattern::Pattern;
use super::table::Fields;
use super::value::Value;

/// How the rows of a table become records.
#[derive(Debug)]
pub(super) struct Plan {
    /// The fields that are read.
    pub fields: Fields,
    /// The keys of a record, in the order in which they are written.
    pub keys: Vec<Key>,
}

/// How a key of a record is made.
#[derive(Debug)]
pub(super) struct Key {
    pub name: &'static str,
    pub is_needed: bool,
    pub make: Make,
}

/// What a key holds.
#[derive(Debug)]
pub(super) enum Make {
    /// The record's own id.
    Id(Value),
    /// The record's own id, made of the number of its row.
    Number,
    /// A text or a word.
    Text(Value),
    /// The id of an entity.
    Entity(Ref),
    /// The id of a source.
    Source(Ref),
    /// The id of a predicate.
    Predicate(Value),
    /// Labels by language; the record's name where all are empty.
    Labels(Vec<(String, Value)>),
    /// Texts by name.
    Pairs(Vec<(String, Value)>),
    /// Several texts, parted in a cell by a text.
    List(Value, Option<String>),
    /// A date.
    Date(Date),
    /// A quantity as we write it.
    Written(Value),
    /// A quantity of several parts.
    Quantity(Box<Parts>),
}

/// The name of a thing, and what it is if nothing declares it.
#[derive(Debug)]
pub(super) struct Ref {
    pub value: Value,
    pub kind: Option<Value>,
    pub label: Option<Value>,
    pub maker: Option<Box<Ref>>,
    pub said_on: Option<Date>,
}

/// A date, and how it is written if not in EDTF: the first pattern that fits counts.
#[derive(Debug)]
pub(super) struct Date {
    pub value: Value,
    pub patterns: Vec<Pattern>,
}

impl Make {
    /// Returns the values it is made of, the one first that a fault of the whole is shown at.
    pub fn values(&self) -> Vec<&Value> {
        match self {
            Self::Number => Vec::new(),
            Self::Id(value)
            | Self::Text(value)
            | Self::Predicate(value)
            | Self::List(value, _)
            | Self::Written(value)
            | Self::Date(Date { value, .. }) => vec![value],
            Self::Entity(of) | Self::Source(of) => vec![&of.value],
            Self::Labels(pairs) | Self::Pairs(pairs) => {
                pairs.iter().map(|(_, value)| value).collect()
            }
            Self::Quantity(parts) => parts.values().collect(),
        }
    }
}
