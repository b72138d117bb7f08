//! The plan of a query: pipelines of steps, each of which takes rows from the one before it.
//!
//! All steps of a pipeline share one row. A step writes only slots of its own, so nothing is copied
//! from step to step; only those that have to keep rows (sorting, grouping) copy what they need.

mod build;
mod conditions;
mod cost;
mod explain;
mod follow;
mod matching;
mod projection;

use super::expression::{AggregateCall, Expr, PropertyKey, Slot};
use super::graph::{Direction, KeyId, LabelId, TypeId, Types};
use super::query::{Column, Length, Shortest, SortKey};

pub use build::plan;
pub use explain::{Explanation, Line};

/// Everything needed to run a statement.
#[derive(Debug)]
pub struct Plan {
    pub main: Pipeline,
    /// The subqueries that expressions refer to.
    pub subqueries: Vec<Subquery>,
    pub columns: Vec<Column>,
    pub parameters: Vec<(String, super::error::Span)>,
    pub notices: Vec<super::query::Notice>,
    /// How many slots a row has.
    pub width: usize,
    /// How many steps there are, in all pipelines.
    pub steps: usize,
}

/// A query inside an expression.
#[derive(Debug)]
pub struct Subquery {
    pub pipeline: Pipeline,
    /// The slot of its column, when it has one.
    pub output: Option<Slot>,
}

/// Steps in the order in which rows pass through them.
#[derive(Debug, Default)]
pub struct Pipeline {
    pub steps: Vec<Step>,
}

#[derive(Debug)]
pub struct Step {
    /// Its number among all steps of the plan.
    pub id: usize,
    pub action: Action,
    /// How many rows the planner expects to leave it.
    pub estimate: f64,
}

/// What a step does with a row.
#[derive(Debug)]
pub enum Action {
    Scan(Scan),
    ScanTypes(ScanTypes),
    Expand(Expand),
    VariableExpand(VariableExpand),
    ShortestPath(ShortestPath),
    Endpoints(Endpoints),
    Filter(Vec<Expr>),
    NamePath(NamePath),
    Optional {
        inner: Pipeline,
        /// What becomes null when the inner pipeline finds nothing.
        slots: Vec<Slot>,
    },
    Unwind {
        list: Expr,
        slot: Slot,
    },
    Compute(Vec<(Expr, Slot)>),
    Aggregate {
        keys: Vec<(Expr, Slot)>,
        calls: Vec<(AggregateCall, Slot)>,
    },
    Distinct(Vec<Slot>),
    Sort {
        keys: Vec<SortKey>,
        /// The slots that later steps read.
        keep: Vec<Slot>,
        /// Rows beyond the sum of these counts are not needed.
        top: Vec<Expr>,
    },
    Skip(Expr),
    Limit(Expr),
    Call(Call),
    Union {
        branches: Vec<(Pipeline, Vec<Slot>)>,
        outputs: Vec<Slot>,
    },
}

/// Binds a node to each candidate in turn.
#[derive(Debug)]
pub struct Scan {
    pub node: Slot,
    pub access: Access,
    pub filters: Vec<Expr>,
}

/// Binds a relationship to each one of some types in turn.
#[derive(Debug)]
pub struct ScanTypes {
    pub relationship: Slot,
    pub types: Vec<TypeId>,
}

/// Where a scan finds its nodes.
#[derive(Debug)]
pub enum Access {
    All,
    Label(LabelId),
    /// The label is not in the graph.
    Nothing,
    Index {
        label: Option<LabelId>,
        key: KeyId,
        value: Expr,
        /// Whether the value is a list, any item of which will do.
        any: bool,
    },
}

/// Follows single relationships from a node.
#[derive(Debug)]
pub struct Expand {
    pub from: Slot,
    pub relationship: Slot,
    pub to: Slot,
    /// Whether `to` is known already and has to be met.
    pub into: bool,
    pub direction: Direction,
    pub types: Types,
    /// Relationships of the same pattern, which have to differ.
    pub distinct_from: Vec<Slot>,
    pub filters: Vec<Expr>,
}

/// Follows trails of relationships from a node.
#[derive(Debug)]
pub struct VariableExpand {
    pub from: Slot,
    /// The list of relationships, in the order in which the pattern is written.
    pub relationships: Slot,
    pub to: Slot,
    pub into: bool,
    pub direction: Direction,
    pub types: Types,
    pub length: Length,
    /// What each relationship has to carry.
    pub properties: Vec<(PropertyKey, Expr)>,
    /// Whether the walk goes against the direction of writing.
    pub reversed: bool,
    pub distinct_from: Vec<Slot>,
    pub filters: Vec<Expr>,
}

/// Finds shortest paths between two known nodes.
#[derive(Debug)]
pub struct ShortestPath {
    pub from: Slot,
    pub relationships: Slot,
    pub to: Slot,
    pub direction: Direction,
    pub types: Types,
    pub length: Length,
    pub properties: Vec<(PropertyKey, Expr)>,
    pub which: Shortest,
    /// The path, when it has a name that conditions may read.
    pub path: Option<Slot>,
    /// Conditions on the path: a longer one that meets them beats a shorter one that does not.
    pub filters: Vec<Expr>,
}

/// Checks or binds the nodes of relationships that are known already.
#[derive(Debug)]
pub struct Endpoints {
    pub from: Slot,
    pub from_known: bool,
    pub relationship: Slot,
    pub to: Slot,
    pub to_known: bool,
    pub direction: Direction,
    pub types: Types,
    /// Set when the slot holds a list of relationships.
    pub length: Option<Length>,
    /// What each relationship of such a list has to carry.
    pub properties: Vec<(PropertyKey, Expr)>,
    pub distinct_from: Vec<Slot>,
    pub filters: Vec<Expr>,
}

/// Runs a query for each row.
#[derive(Debug)]
pub struct Call {
    pub inner: Pipeline,
    pub outputs: Vec<Slot>,
    /// Whether a row for which it finds nothing is kept, with nulls.
    pub optional: bool,
}

/// Puts the nodes and relationships of a path together.
#[derive(Debug)]
pub struct NamePath {
    pub slot: Slot,
    pub start: Slot,
    /// Slots of relationships, or lists of them, in order.
    pub relationships: Vec<Slot>,
}

impl Action {
    /// The pipelines inside.
    pub fn inner(&self) -> Vec<&Pipeline> {
        match self {
            Action::Optional { inner, .. } => vec![inner],
            Action::Call(call) => vec![&call.inner],
            Action::Union { branches, .. } => branches.iter().map(|(inner, _)| inner).collect(),
            _ => Vec::new(),
        }
    }
}
