//! Expressions.

use super::{LabelExpr, Name, Pattern, Query, Spanned};
use crate::cypher::value::Arithmetic;

/// An expression and where it stands, brackets around it included.
pub type Expr = Spanned<ExprKind>;

/// An expression. Operators of one precedence in a row are one flat chain.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `1`, `'text'`, `null`
    Literal(Literal),
    /// A variable.
    Variable(String),
    /// `$name`
    Parameter(String),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{key: value}`
    Map(Vec<(Name, Expr)>),
    /// `variable {.key, other: value}`
    MapProjection(Box<MapProjection>),
    /// `a OR b`
    Or(Vec<Expr>),
    /// `a XOR b`
    Xor(Vec<Expr>),
    /// `a AND b`
    And(Vec<Expr>),
    /// `NOT a`
    Not(Box<Expr>),
    /// `a < b <= c`
    Comparison(Box<Expr>, Vec<(Comparator, Expr)>),
    /// `a + b - c`, with operators of one precedence
    Arithmetic(Box<Expr>, Vec<(Arithmetic, Expr)>),
    /// `-a`
    Negate(Box<Expr>),
    /// `+a`
    Plus(Box<Expr>),
    /// `a STARTS WITH b` and its kin
    Text(TextTest, Box<Expr>, Box<Expr>),
    /// `a IN b`
    In(Box<Expr>, Box<Expr>),
    /// `a IS NULL`
    IsNull {
        /// The expression.
        operand: Box<Expr>,
        /// `IS NOT NULL`
        negated: bool,
    },
    /// `a IS :: TYPE`
    IsTyped(Box<IsTyped>),
    /// `n:Label`
    HasLabels(Box<Expr>, Box<LabelExpr>),
    /// `a.key`
    Property(Box<Expr>, Box<Name>),
    /// `a[index]`
    Index(Box<Expr>, Box<Expr>),
    /// `a[from..to]`
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `name(arguments)`
    Call(Box<FunctionCall>),
    /// `count(*)`
    CountAll,
    /// `CASE ... END`
    Case(Box<Case>),
    /// The operand of the `CASE` around it, which `WHEN > 3` leaves out.
    CaseOperand,
    /// `[x IN list WHERE condition | value]`
    ListComprehension(Box<ListComprehension>),
    /// `[(a)-->(b) WHERE condition | value]`
    PatternComprehension(Box<PatternComprehension>),
    /// `all(x IN list WHERE condition)` and its kin
    Quantified(Box<Quantified>),
    /// `reduce(sum = 0, x IN list | sum + x)`
    Reduce(Box<Reduce>),
    /// `EXISTS { query }` and its kin
    Subquery(SubqueryKind, Box<Query>),
    /// `(a)-->(b)`, or `shortestPath((a)-->(b))`
    Pattern(Box<Pattern>),
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// An integer, its sign included.
    Integer(i64),
    /// A float, its sign included.
    Float(f64),
    /// A text in quotes.
    Text(String),
}

/// `variable {.key, other: value}`.
#[derive(Clone, Debug, PartialEq)]
pub struct MapProjection {
    /// The variable.
    pub base: Name,
    /// What is taken.
    pub items: Vec<Spanned<MapItem>>,
}

/// `operand IS NOT :: TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub struct IsTyped {
    /// The expression.
    pub operand: Expr,
    /// `IS NOT :: TYPE`
    pub negated: bool,
    /// The type.
    pub wanted: Spanned<ValueType>,
}

/// A part of a map projection.
#[derive(Clone, Debug, PartialEq)]
pub enum MapItem {
    /// `.*`
    All,
    /// `.key`
    Property(Name),
    /// `variable`
    Variable(Name),
    /// `key: value`
    Entry(Name, Expr),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// What is asked of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
}

/// A type of values, as `IS ::` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueType {
    /// Its words in capitals, such as `LIST<INTEGER>`.
    pub name: String,
    /// Whether null is not of it: `NOT NULL`.
    pub not_null: bool,
}

/// `name(DISTINCT arguments)`.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionCall {
    /// The name, with its dots.
    pub name: Name,
    /// Whether equal values are taken once.
    pub distinct: bool,
    /// The arguments.
    pub arguments: Vec<Expr>,
}

/// `CASE operand WHEN value THEN result ELSE otherwise END`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the values are compared with; without it they are conditions.
    pub operand: Option<Expr>,
    /// The values or conditions, one of which must fit, and what comes then.
    pub branches: Vec<(Vec<When>, Expr)>,
    /// `ELSE`
    pub otherwise: Option<Expr>,
}

/// What `WHEN` asks.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// Whether a value equals the operand; without an operand, whether a condition holds.
    Value(Expr),
    /// `WHEN > 3`: a condition on [`ExprKind::CaseOperand`].
    Test(Expr),
}

/// `[variable IN list WHERE condition | value]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ListComprehension {
    /// The variable of the items.
    pub variable: Name,
    /// The list.
    pub list: Expr,
    /// Which items are taken.
    pub condition: Option<Expr>,
    /// What comes for each.
    pub value: Option<Expr>,
}

/// `[path = (a)-->(b) WHERE condition | value]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternComprehension {
    /// The pattern: one path.
    pub pattern: Pattern,
    /// Which matches are taken.
    pub condition: Option<Expr>,
    /// What comes for each.
    pub value: Expr,
}

/// Of how many items a condition is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// Of all.
    All,
    /// Of one or more.
    Any,
    /// Of none.
    None,
    /// Of exactly one.
    Single,
}

/// `all(variable IN list WHERE condition)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantified {
    /// Of how many items.
    pub quantifier: Quantifier,
    /// The variable of the items.
    pub variable: Name,
    /// The list.
    pub list: Expr,
    /// The condition.
    pub condition: Expr,
}

/// `reduce(accumulator = initial, variable IN list | step)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduce {
    /// The variable of what has been made so far.
    pub accumulator: Name,
    /// Its first value.
    pub initial: Expr,
    /// The variable of the items.
    pub variable: Name,
    /// The list.
    pub list: Expr,
    /// Its next value.
    pub step: Expr,
}

/// What is asked of a query in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Whether there is a row.
    Exists,
    /// How many rows there are.
    Count,
    /// The values of the one column.
    Collect,
}
