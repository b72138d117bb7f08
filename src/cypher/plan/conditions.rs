//! Patterns as conditions on slots, and conditions as ways to find nodes.

use crate::cypher::error::Span;
use crate::cypher::expression::{Comparator, Expr, ExprKind, LabelTest, PropertyKey, Slot};
use crate::cypher::graph::{KeyId, Types};
use crate::cypher::query::{NodePattern, RelationshipPattern};

/// What a node has to be besides being where it is.
pub(super) fn node_conditions(node: &NodePattern) -> Vec<Expr> {
    let span = Span::default();
    let variable = || Box::new(Expr::new(ExprKind::Slot(node.slot), span));
    let mut conditions = Vec::new();
    if node.bound {
        let null = Expr::new(ExprKind::IsNull(variable()), span);
        conditions.push(Expr::new(ExprKind::Not(Box::new(null)), span));
    }
    for test in node.labels.iter().flat_map(conjuncts) {
        let kind = ExprKind::HasLabels(variable(), test.clone());
        conditions.push(Expr::new(kind, span));
    }
    for (key, value) in &node.properties {
        let property = Expr::new(ExprKind::Property(variable(), key.clone()), value.span);
        let rest = vec![(Comparator::Equal, value.clone())];
        let kind = ExprKind::Comparison(Box::new(property), rest);
        conditions.push(Expr::new(kind, value.span));
    }
    conditions
}

/// A list of relationships checks its properties hop by hop.
pub(super) fn relationship_conditions(found: &RelationshipPattern) -> Vec<Expr> {
    if found.length.is_some() {
        return Vec::new();
    }
    let condition = |(key, value): &(PropertyKey, Expr)| {
        let variable = Box::new(Expr::new(ExprKind::Slot(found.slot), found.span));
        let property = ExprKind::Property(variable, key.clone());
        let property = Box::new(Expr::new(property, value.span));
        let rest = vec![(Comparator::Equal, value.clone())];
        Expr::new(ExprKind::Comparison(property, rest), value.span)
    };
    found.properties.iter().map(condition).collect()
}

/// `:A&B` has two parts, either of which can be scanned by.
fn conjuncts(test: &LabelTest) -> Vec<&LabelTest> {
    match test {
        LabelTest::And(tests) => tests.iter().flat_map(conjuncts).collect(),
        single => vec![single],
    }
}

/// A condition that an index can answer: the node's `key` is `value`, or one of a list of values.
pub(super) struct Sought<'a> {
    pub key: KeyId,
    pub value: &'a Expr,
    /// Whether `value` is the list of values.
    pub any: bool,
}

/// Reads a condition as `node.key = value`, either way round, or `node.key IN values`.
pub(super) fn sought(condition: &Expr, node: Slot) -> Option<Sought<'_>> {
    let key = |side: &Expr| match &side.kind {
        ExprKind::Property(base, key) if base.kind == ExprKind::Slot(node) => key.id,
        _ => None,
    };
    let (key, value, any) = match &condition.kind {
        ExprKind::In(item, list) => (key(item)?, list.as_ref(), true),
        ExprKind::Comparison(left, rest) => {
            let [(Comparator::Equal, right)] = rest.as_slice() else {
                return None;
            };
            match (key(left), key(right)) {
                (Some(key), _) => (key, right, false),
                (None, key) => (key?, left.as_ref(), false),
            }
        }
        _ => return None,
    };
    (!value.reads(node)).then_some(Sought { key, value, any })
}

/// Tells whether a relationship may be of both.
pub(super) fn overlap(a: &Types, b: &Types) -> bool {
    match (a, b) {
        (Types::OneOf(a), Types::OneOf(b)) => a.iter().any(|kind| b.contains(kind)),
        _ => true,
    }
}
