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
    /// A relationship of a query that is no claim.
    Edge(Box<Edge>),
    /// A path of a query.
    Path(Box<Path>),
}

/// A relationship: its type, its ends in its own direction, and what else is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Its type, as queries write it.
    pub kind: String,
    /// The claim that it is, if it is one.
    pub claim: Option<ClaimId>,
    /// Where it starts.
    pub start: Thing,
    /// Where it ends.
    pub end: Thing,
    /// Its properties by name; a claim's are those of the claim.
    pub properties: Vec<(String, Cell)>,
}

/// Nodes joined by relationships, each of which may be walked against its direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The first node.
    pub start: Thing,
    /// What follows it.
    pub steps: Vec<Step>,
}

/// A relationship of a path and the node that it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The relationship.
    pub edge: Edge,
    /// Whether it is walked from its start to its end.
    pub forwards: bool,
    /// The next node.
    pub to: Thing,
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
