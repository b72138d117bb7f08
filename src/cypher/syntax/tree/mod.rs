//! The syntax tree: what a query says, with its places, before any name is looked up.
//!
//! Two trees are equal when they say the same, wherever they stand in their texts. Brackets leave no trace but in
//! the span of what they hold.

mod clause;
mod expression;
mod pattern;

use crate::cypher::error::Span;

pub use clause::{
    Call, CallArguments, Clause, ClauseKind, Match, Mode, Projection, ProjectionItem, Query,
    SingleQuery, SortItem, Statement, Subquery, SubqueryScope, Union, With, Yield,
};
pub use expression::{
    Case, Comparator, Expr, ExprKind, FunctionCall, IsTyped, ListComprehension, Literal, MapItem,
    MapProjection, PatternComprehension, Quantified, Quantifier, Reduce, SubqueryKind, TextTest,
    ValueType, When,
};
pub use pattern::{
    LabelExpr, LabelExprKind, NodePattern, Part, Path, PathElement, PathGroup, PathSelector,
    Pattern, Range, RelationshipDirection, RelationshipLength, RelationshipPattern,
};

/// Something that the text says, and where.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What is said.
    pub kind: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Something said at a place.
    pub fn new(kind: T, span: impl Into<Span>) -> Self {
        Self {
            kind,
            span: span.into(),
        }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The name of a variable, label, relationship type, key, function or column, without backticks.
pub type Name = Spanned<String>;
