//! Guesses of how many rows a step yields, from the graph's counts.

use crate::cypher::expression::{Comparator, Expr, ExprKind};
use crate::cypher::graph::{Direction, PropertyGraph, Types};
use crate::cypher::query::Length;

/// The share of rows that passes all conditions.
pub fn selectivity(conditions: &[Expr]) -> f64 {
    conditions.iter().map(share).product()
}

fn share(condition: &Expr) -> f64 {
    match &condition.kind {
        ExprKind::Comparison(_, rest) if rest.iter().all(|(op, _)| *op == Comparator::Equal) => 0.1,
        ExprKind::Comparison(..) | ExprKind::Text(..) | ExprKind::In(..) => 0.3,
        ExprKind::HasLabels(..) => 0.5,
        _ => 0.7,
    }
}

/// How many relationships a node has on average.
pub fn fan_out(graph: &dyn PropertyGraph, direction: Direction, types: &Types) -> f64 {
    let relationships = match types {
        Types::Any => graph.relationship_count(None),
        Types::OneOf(types) => types
            .iter()
            .map(|kind| graph.relationship_count(Some(*kind)))
            .sum(),
    };
    let nodes = graph.node_count(None).max(1);
    let ends = if direction == Direction::Both {
        2.0
    } else {
        1.0
    };
    relationships as f64 / nodes as f64 * ends
}

/// How many trails of a variable length leave a node: a few levels are enough to tell.
pub fn trails(fan_out: f64, length: Length) -> f64 {
    let last = length.max.min(length.min.saturating_add(4)).min(12);
    (length.min..=last.max(length.min))
        .map(|hops| fan_out.powi(hops.min(12) as i32))
        .sum()
}
