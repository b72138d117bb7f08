//! A query after name resolution: clauses over slots. The planner's input.

use super::error::Span;
use super::expression::{AggregateCall, Expr, LabelTest, PropertyKey, Slot};
use super::graph::{Direction, Types};

/// A whole statement.
#[derive(Clone, Debug)]
pub struct Statement {
    pub query: Query,
    /// The subqueries that expressions refer to.
    pub subqueries: Vec<Query>,
    /// The names of the parameters that expressions refer to, with their first place.
    pub parameters: Vec<(String, Span)>,
    /// How many slots a row has.
    pub width: usize,
    /// Names in the text that the graph does not know.
    pub notices: Vec<Notice>,
}

/// Something the text names and the graph does not have: no error, but seldom meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where in the query text.
    pub span: Span,
    /// Lower case, no full stop.
    pub message: String,
    /// The nearest known name, when one is near.
    pub hint: Option<String>,
}

/// One single query, or several under `UNION`.
#[derive(Clone, Debug)]
pub struct Query {
    pub branches: Vec<Branch>,
    /// Whether rows that several branches yield come once.
    pub distinct: bool,
    pub columns: Vec<Column>,
}

/// A single query: its clauses, and the slots of its result columns.
#[derive(Clone, Debug)]
pub struct Branch {
    pub clauses: Vec<Clause>,
    pub outputs: Vec<Slot>,
}

/// A column of the result.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub slot: Slot,
}

#[derive(Clone, Debug)]
pub enum Clause {
    Match(Match),
    Unwind { list: Expr, slot: Slot },
    Project(Box<Projection>),
    Call(Call),
}

/// A query that is run for each row.
#[derive(Clone, Debug)]
pub struct Call {
    pub query: Query,
    /// Whether a row for which it finds nothing is kept.
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub struct Match {
    pub optional: bool,
    pub pattern: Pattern,
    /// The conjuncts of `WHERE`.
    pub predicates: Vec<Expr>,
}

/// Everything one `MATCH` asks for.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    pub nodes: Vec<NodePattern>,
    pub relationships: Vec<RelationshipPattern>,
    pub paths: Vec<PathPattern>,
    /// Lists that are computed from relationships, once those are known.
    pub lists: Vec<(Expr, Slot)>,
}

#[derive(Clone, Debug)]
pub struct NodePattern {
    pub slot: Slot,
    /// Whether an earlier clause has set the slot.
    pub bound: bool,
    pub labels: Vec<LabelTest>,
    pub properties: Vec<(PropertyKey, Expr)>,
}

#[derive(Clone, Debug)]
pub struct RelationshipPattern {
    pub slot: Slot,
    pub bound: bool,
    /// The node it is written after, as an index into [`Pattern::nodes`].
    pub from: usize,
    /// The node it is written before.
    pub to: usize,
    /// Seen from `from`.
    pub direction: Direction,
    pub types: Types,
    /// The bounds of a variable length; `None` for a single relationship.
    pub length: Option<Length>,
    pub properties: Vec<(PropertyKey, Expr)>,
    /// Part of a `shortestPath`, which finds its relationships by itself.
    pub shortest: Option<Shortest>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub min: u64,
    pub max: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortest {
    /// `shortestPath()`: one of those that meet the conditions.
    One,
    /// `allShortestPaths()`: all of those that meet the conditions.
    All,
    /// `SHORTEST k`: the k shortest paths; conditions filter them afterwards.
    Paths(u64),
    /// `SHORTEST k GROUPS`: all paths of the k shortest lengths; conditions filter them afterwards.
    Groups(u64),
}

impl Shortest {
    /// How many paths are wanted, and of how many lengths.
    pub fn wanted(self) -> (u64, u64) {
        match self {
            Shortest::One => (1, u64::MAX),
            Shortest::All => (u64::MAX, 1),
            Shortest::Paths(count) => (count, u64::MAX),
            Shortest::Groups(count) => (u64::MAX, count),
        }
    }

    /// Tells whether conditions choose among the paths that were found, and not which are looked for.
    pub fn filters_later(self) -> bool {
        matches!(self, Shortest::Paths(_) | Shortest::Groups(_))
    }
}

/// A named path: its relationships in the order they are written.
#[derive(Clone, Debug)]
pub struct PathPattern {
    pub slot: Slot,
    /// The first node, as an index into [`Pattern::nodes`].
    pub start: usize,
    /// Indices into [`Pattern::relationships`].
    pub relationships: Vec<usize>,
}

/// `WITH` or `RETURN`.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    pub items: Vec<Item>,
    /// Whether rows are grouped: by the items that are not aggregated.
    pub aggregates: Option<Vec<(AggregateCall, Slot)>>,
    pub distinct: bool,
    pub order: Vec<SortKey>,
    pub skip: Option<Expr>,
    pub limit: Option<Expr>,
    pub predicates: Vec<Expr>,
}

/// One item of a projection, and the slot its value goes to.
#[derive(Clone, Debug)]
pub struct Item {
    pub expr: Expr,
    pub slot: Slot,
    /// Whether the expression builds on aggregates rather than being a grouping key.
    pub aggregated: bool,
}

#[derive(Clone, Debug)]
pub struct SortKey {
    pub expr: Expr,
    pub descending: bool,
    /// Where nulls go when the query says it; otherwise last, or first when descending.
    pub nulls_first: Option<bool>,
}
