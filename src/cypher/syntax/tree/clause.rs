//! Statements, queries and clauses.

use super::{Expr, Name, Pattern, Spanned};

/// A whole text.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What is wanted of the query.
    pub mode: Mode,
    /// The query.
    pub query: Query,
}

/// What is wanted of a query: its result, or how it is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The result.
    #[default]
    Run,
    /// The plan: `EXPLAIN`.
    Explain,
    /// The plan and the rows that came: `PROFILE`.
    Profile,
}

/// One single query, or several joined by `UNION`.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The first one.
    pub head: SingleQuery,
    /// The others.
    pub unions: Vec<Union>,
}

/// `UNION` and the single query after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Whether rows come once; false for `UNION ALL`. The span is that of the words.
    pub distinct: Spanned<bool>,
    /// The query.
    pub query: SingleQuery,
}

/// Clauses in the order in which they are written.
pub type SingleQuery = Spanned<Vec<Clause>>;

/// A clause and where it stands.
pub type Clause = Spanned<ClauseKind>;

/// A clause.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// `MATCH`
    Match(Match),
    /// `UNWIND list AS variable`
    Unwind {
        /// The list.
        list: Expr,
        /// The variable of its items.
        variable: Name,
    },
    /// `WITH`
    With(With),
    /// `RETURN`
    Return(Projection),
    /// `CALL procedure`
    Call(Call),
    /// `CALL { query }`
    Subquery(Box<Subquery>),
    /// `CREATE pattern`
    Create(Pattern),
    /// `DELETE` or `DETACH DELETE` of what the expressions yield
    Delete(Vec<Expr>),
    /// Another clause that writes, by its first word, such as `MERGE`.
    Write(&'static str),
}

/// `MATCH` or `OPTIONAL MATCH`.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Whether a row without a match is kept.
    pub optional: bool,
    /// What is looked for.
    pub pattern: Pattern,
    /// `WHERE`
    pub condition: Option<Expr>,
}

/// `WITH`, and the `WHERE` after it.
#[derive(Clone, Debug, PartialEq)]
pub struct With {
    /// The columns.
    pub projection: Projection,
    /// `WHERE`
    pub condition: Option<Expr>,
}

/// The columns of `WITH` or `RETURN`, their order and bounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    /// Whether equal rows come once.
    pub distinct: bool,
    /// The span of `*`, when it is the first item.
    pub all: Option<Spanned<()>>,
    /// The columns.
    pub items: Vec<Spanned<ProjectionItem>>,
    /// `ORDER BY`
    pub order: Vec<SortItem>,
    /// `SKIP` or `OFFSET`
    pub skip: Option<Expr>,
    /// `LIMIT`
    pub limit: Option<Expr>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionItem {
    /// Its values.
    pub expression: Expr,
    /// The name that `AS` gives it.
    pub alias: Option<Name>,
}

/// What rows are ordered by.
#[derive(Clone, Debug, PartialEq)]
pub struct SortItem {
    /// The values.
    pub expression: Expr,
    /// Whether the largest comes first.
    pub descending: bool,
    /// `NULLS FIRST` or `NULLS LAST`.
    pub nulls_first: Option<bool>,
}

/// `CALL procedure(arguments) YIELD columns`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Whether a row for which nothing comes is kept: `OPTIONAL CALL`.
    pub optional: bool,
    /// The name, with its dots.
    pub procedure: Name,
    /// The arguments.
    pub arguments: CallArguments,
    /// The columns that are kept; all where it is missing.
    pub yields: Option<Yield>,
}

/// The arguments of a procedure: none where the brackets are missing.
pub type CallArguments = Option<Vec<Expr>>;

/// `YIELD`.
#[derive(Clone, Debug, PartialEq)]
pub struct Yield {
    /// The columns and the names they get; none for `*`.
    pub items: Vec<(Name, Option<Name>)>,
    /// `WHERE`
    pub condition: Option<Expr>,
}

/// `CALL (scope) { query }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Subquery {
    /// Whether a row for which nothing comes is kept: `OPTIONAL CALL`.
    pub optional: bool,
    /// Which variables the query sees; where it is missing, those that its first `WITH` names.
    pub scope: Option<SubqueryScope>,
    /// The query.
    pub query: Query,
}

/// Which variables a subquery sees.
#[derive(Clone, Debug, PartialEq)]
pub enum SubqueryScope {
    /// All: `CALL (*)`.
    All,
    /// Some, or none.
    Only(Vec<Name>),
}
