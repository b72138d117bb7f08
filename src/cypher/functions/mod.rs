//! The functions of the language: one table, and one file a family.
//!
//! A function takes values and gives a value. It knows the graph only to look into nodes and
//! relationships, and neither rows nor the query text.

mod aggregate;
mod conversion;
mod element;
mod list;
mod number;
mod pattern;
mod round;
mod temporal;
mod text;

use std::cell::{Cell, RefCell};

use jiff::ZonedDateTime;

use super::error::Fault;
use super::graph::PropertyGraph;
use super::types::{Kinds, Type};
use super::value::Value;

pub use aggregate::{Accumulator, Aggregate};
pub use element::{has_labels, properties, property};
pub use pattern::{Pattern, matches};

/// What functions may look at besides their arguments.
pub struct Environment<'g> {
    pub graph: &'g dyn PropertyGraph,
    /// The moment the statement began, for `date()` and its kin.
    pub now: ZonedDateTime,
    /// The state of `rand()`, which yields the same numbers in every run.
    pub random: Cell<u64>,
    /// The regular expression that was used last.
    pub pattern: RefCell<Option<Pattern>>,
}

/// A function of the table.
pub type Function = &'static Definition;

type Body = fn(&Environment<'_>, &[Value]) -> Result<Value, Fault>;

/// A row of the table.
#[derive(Debug)]
pub struct Definition {
    /// As the documentation spells it; queries may use any case.
    pub name: &'static str,
    /// The fewest arguments it takes.
    pub at_least: usize,
    /// The most arguments it takes.
    pub at_most: usize,
    /// The kinds that each argument may have; the last counts for those that follow.
    pub takes: &'static [Kinds],
    pub gives: Gives,
    /// Whether it gives the same value for the same arguments.
    pub constant: bool,
    /// Whether it is its first argument that is not null, and none after that is evaluated.
    pub lazy: bool,
    pub body: Body,
}

impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What a function gives, from what it takes.
#[derive(Clone, Copy, Debug)]
pub enum Gives {
    Value(Kinds),
    ListOf(Kinds),
    /// The same type as the first argument.
    Same,
    /// An item of the first argument.
    Item,
    /// Any one of the arguments.
    Either,
}

impl Gives {
    pub fn result(self, arguments: &[Type]) -> Type {
        let first = arguments.first();
        match self {
            Gives::Value(kinds) => Type::of(kinds),
            Gives::ListOf(kinds) => Type::list(Type::of(kinds)),
            Gives::Same => first.cloned().unwrap_or(Type::ANY),
            Gives::Item => first.map_or(Type::ANY, Type::items),
            Gives::Either => arguments.iter().cloned().fold(Type::NULL, Type::or),
        }
    }
}

/// Finds a function by name, in any case.
pub fn find(name: &str) -> Option<Function> {
    let name = name.to_ascii_lowercase();
    let clock = [".transaction", ".realtime"];
    let moment = clock.iter().find_map(|clock| name.strip_suffix(clock));
    let name = match moment {
        Some(moment) => format!("{moment}.statement"),
        None => name,
    };
    families().find(|function| function.name.eq_ignore_ascii_case(&name))
}

/// The names of all functions, for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    families()
        .map(|function| function.name)
        .chain(Aggregate::ALL.iter().map(|aggregate| aggregate.name()))
}

fn families() -> impl Iterator<Item = Function> {
    element::TABLE
        .iter()
        .chain(list::TABLE)
        .chain(number::TABLE)
        .chain(text::TABLE)
        .chain(conversion::TABLE)
        .chain(temporal::TABLE)
}

/// A row of the table; functions are constant unless said otherwise.
const fn row(
    name: &'static str,
    arguments: (usize, usize),
    takes: &'static [Kinds],
    gives: Gives,
    body: Body,
) -> Definition {
    Definition {
        name,
        at_least: arguments.0,
        at_most: arguments.1,
        takes,
        gives,
        constant: true,
        lazy: false,
        body,
    }
}
