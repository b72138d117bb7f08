//! Steps for `WITH` and `RETURN`.

use super::build::{Draft, Planner};
use super::{Action, cost};
use crate::cypher::expression::{Expr, ExprKind, Slot};
use crate::cypher::query::{Item, Projection};
use crate::cypher::value::Value;

impl Planner<'_> {
    pub(super) fn project(&mut self, draft: &mut Draft, projection: &Projection) {
        let outputs: Vec<Slot> = projection.items.iter().map(|item| item.slot).collect();
        if let Some(calls) = &projection.aggregates {
            let keys: Vec<_> = projection
                .items
                .iter()
                .filter(|item| !item.aggregated)
                .map(|item| (item.expr.clone(), item.slot))
                .collect();
            let rows = if keys.is_empty() {
                1.0
            } else {
                draft.rows.sqrt().max(1.0)
            };
            let action = Action::Aggregate {
                keys,
                calls: calls.clone(),
            };
            self.add(draft, action, rows);
        }
        let grouped = projection.aggregates.is_some();
        let left = |item: &&Item| {
            if grouped {
                item.aggregated
            } else {
                !keeps_its_slot(item)
            }
        };
        let computed = projection.items.iter().filter(left);
        let computed: Vec<_> = computed
            .map(|item| (item.expr.clone(), item.slot))
            .collect();
        let rows = draft.rows;
        if !computed.is_empty() {
            self.add(draft, Action::Compute(computed), rows);
        }
        if projection.distinct {
            self.add(draft, Action::Distinct(outputs.clone()), rows);
        }
        let counts = [&projection.skip, &projection.limit];
        let wanted = projection.limit.as_ref().map(expected);
        if !projection.order.is_empty() {
            let mut keep = outputs;
            projection
                .predicates
                .iter()
                .for_each(|predicate| predicate.slots(&mut keep));
            keep.sort_unstable();
            keep.dedup();
            let top = match projection.limit {
                Some(_) => counts.into_iter().flatten().cloned().collect(),
                None => Vec::new(),
            };
            let action = Action::Sort {
                keys: projection.order.clone(),
                keep,
                top,
            };
            self.add(draft, action, rows);
        }
        if let Some(skip) = &projection.skip {
            let rows = (draft.rows - expected(skip)).max(0.0);
            self.add(draft, Action::Skip(skip.clone()), rows);
        }
        if let (Some(limit), Some(wanted)) = (&projection.limit, wanted) {
            let rows = draft.rows.min(wanted);
            self.add(draft, Action::Limit(limit.clone()), rows);
        }
        if !projection.predicates.is_empty() {
            let rows = draft.rows * cost::selectivity(&projection.predicates);
            self.add(draft, Action::Filter(projection.predicates.clone()), rows);
        }
    }
}

/// Tells whether an item only hands a variable on.
fn keeps_its_slot(item: &Item) -> bool {
    matches!(item.expr.kind, ExprKind::Slot(slot) if slot == item.slot)
}

/// What a number of rows will probably be.
fn expected(count: &Expr) -> f64 {
    match count.kind {
        ExprKind::Constant(Value::Integer(count)) => count as f64,
        _ => 10.0,
    }
}
