//! The values that stand in answers.

use rust_decimal::Decimal;

use crate::model::{
    BuiltIn, ClaimId, EntityId, KindId, Kinds, PredicateId, Quantity, SourceId, TextId, Thing,
    Value, WhenId,
};

/// One value of a row, by handle where there is one; writers give it its form and language.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known or nothing applies.
    Absent,
    /// A word of the data format.
    Word(&'static str),
    /// A text of the case.
    Text(TextId),
    /// A text made for this answer.
    Written(String),
    /// A whole number.
    Number(u64),
    /// A whole number that may be below zero.
    Integer(i64),
    /// A number that was computed and may be rounded.
    Float(f64),
    /// An exact number.
    Decimal(Decimal),
    /// Whether something is so.
    Boolean(bool),
    /// A quantity.
    Quantity(Quantity),
    /// A date.
    When(WhenId),
    /// An entity, source, predicate or claim; a predicate reads from subject to object.
    Thing(Thing),
    /// A predicate read from object to subject.
    Inverse(PredicateId),
    /// A thing that formats for programs write whole.
    Whole(Thing),
    /// Several values.
    List(Vec<Cell>),
    /// Values by name.
    Map(Vec<(String, Cell)>),
}

impl Cell {
    /// Returns the cell of a value that may be absent.
    pub fn of<T: Into<Cell>>(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }

    /// Returns the cell of a kind: its word.
    pub fn kind<K: BuiltIn>(kinds: &Kinds<K>, kind: KindId<K>) -> Self {
        match kinds.declared(kind) {
            Some(declared) => Self::Text(declared.id),
            None => Self::Word(kinds.built_in(kind).as_str()),
        }
    }

    /// Returns whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::List(cells) => cells.iter().all(Self::is_empty),
            Self::Written(text) => text.is_empty(),
            _ => false,
        }
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $cell:expr,)*) => {
        $(impl From<$type> for Cell {
            fn from($value: $type) -> Self {
                $cell
            }
        })*
    };
}

from! {
    EntityId => |id| Cell::Thing(Thing::Entity(id)),
    SourceId => |id| Cell::Thing(Thing::Source(id)),
    PredicateId => |id| Cell::Thing(Thing::Predicate(id)),
    ClaimId => |id| Cell::Thing(Thing::Claim(id)),
    TextId => |text| Cell::Text(text),
    WhenId => |when| Cell::When(when),
    Value => |value| Cell::Text(value.text),
    Quantity => |quantity| Cell::Quantity(quantity),
    &Quantity => |quantity| Cell::Quantity(*quantity),
    u64 => |number| Cell::Number(number),
    usize => |number| Cell::Number(number as u64),
    String => |text| Cell::Written(text),
}
