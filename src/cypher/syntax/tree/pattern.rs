//! Patterns and conditions on labels.

use super::{Expr, Name, Spanned};

/// What is looked for in a graph: paths, which share variables.
pub type Pattern = Spanned<Vec<Spanned<Part>>>;

/// A path of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The variable of the path.
    pub binding: Option<Name>,
    /// Which of the paths that fit are wanted.
    pub selector: Option<Spanned<PathSelector>>,
    /// The path.
    pub path: Path,
}

/// Which of the paths that fit are wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum PathSelector {
    /// `shortestPath(...)`
    ShortestPath,
    /// `allShortestPaths(...)`
    AllShortestPaths,
    /// `ALL`
    All,
    /// `ANY`, or `ANY k`
    Any(Option<u64>),
    /// `ANY SHORTEST`
    AnyShortest,
    /// `ALL SHORTEST`
    AllShortest,
    /// `SHORTEST k`
    Shortest(u64),
    /// `SHORTEST k GROUPS`
    ShortestGroups(u64),
}

/// Nodes and relationships in turn, beginning and ending with a node; a group may stand between nodes,
/// and at either end.
pub type Path = Vec<Spanned<PathElement>>;

/// An element of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum PathElement {
    /// `(n)`
    Node(NodePattern),
    /// `-[r]->`
    Relationship(RelationshipPattern),
    /// `((a)-->(b)){1,3}`
    Group(PathGroup),
}

/// A path in brackets, which may be repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct PathGroup {
    /// The variable of the path.
    pub binding: Option<Name>,
    /// The path.
    pub path: Path,
    /// `WHERE`
    pub condition: Option<Expr>,
    /// How often; once where it is missing.
    pub range: Option<Range>,
}

/// `(n:Label {key: value} WHERE condition)`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodePattern {
    /// The variable.
    pub variable: Option<Name>,
    /// The condition on labels.
    pub labels: Option<LabelExpr>,
    /// The properties: a map, or a parameter.
    pub properties: Option<Expr>,
    /// `WHERE`
    pub condition: Option<Expr>,
}

/// `-[r:TYPE*1..3 {key: value} WHERE condition]->`.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationshipPattern {
    /// Which way it leads.
    pub direction: RelationshipDirection,
    /// The variable.
    pub variable: Option<Name>,
    /// The condition on the type.
    pub types: Option<LabelExpr>,
    /// How many relationships in a row.
    pub length: Option<Spanned<RelationshipLength>>,
    /// The properties: a map, or a parameter.
    pub properties: Option<Expr>,
    /// `WHERE`
    pub condition: Option<Expr>,
}

/// Which way a relationship leads, as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationshipDirection {
    /// `<--`
    Left,
    /// `-->`
    Right,
    /// `--` or `<-->`
    Both,
}

/// How many relationships in a row, and how that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationshipLength {
    /// `*1..3` in the brackets
    Inside(Range),
    /// `{1,3}`, `+` or `*` after the arrow
    After(Range),
}

/// Bounds of a number of repetitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The fewest, where a number is given.
    pub min: Option<u64>,
    /// The most; no bound where it is missing.
    pub max: Option<u64>,
}

/// A condition on labels or on a type, and where it stands.
pub type LabelExpr = Spanned<LabelExprKind>;

/// A condition on labels or on a type.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExprKind {
    /// A label.
    Name(String),
    /// `%`: any label.
    Any,
    /// `!A`
    Not(Box<LabelExpr>),
    /// `A&B`, or `:A:B`
    And(Vec<LabelExpr>),
    /// `A|B`
    Or(Vec<LabelExpr>),
}
