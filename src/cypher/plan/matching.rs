//! The order in which a `MATCH` is solved: from the cheapest end, over the adjacency.

use std::collections::HashSet;

use super::build::{Draft, Planner};
use super::conditions::{Sought, node_conditions, relationship_conditions, sought};
use super::{Access, Action, NamePath, Scan, ScanTypes, cost};
use crate::cypher::expression::{Expr, ExprKind, LabelTest, Slot};
use crate::cypher::graph::Types;
use crate::cypher::query::{Match, Pattern, RelationshipPattern};

/// A `MATCH` that is being planned.
pub(super) struct Matching<'m, 'p, 'g> {
    pub(super) planner: &'m mut Planner<'g>,
    pub(super) pattern: &'p Pattern,
    /// Conditions that no step checks yet.
    conditions: Vec<Expr>,
    /// Slots of this pattern that no step has bound yet.
    pub(super) open: HashSet<Slot>,
    /// Relationships that are still to be followed.
    pub(super) unsolved: Vec<usize>,
}

/// A way to begin: which node, how to find it, and at what cost.
struct Start {
    node: usize,
    access: Access,
    rows: f64,
    /// The condition that the access already meets.
    met: Option<usize>,
}

impl<'m, 'p, 'g> Matching<'m, 'p, 'g> {
    pub fn new(planner: &'m mut Planner<'g>, found: &'p Match) -> Self {
        let pattern = &found.pattern;
        let nodes = pattern
            .nodes
            .iter()
            .filter(|node| !node.bound)
            .map(|node| node.slot);
        let relationships = pattern.relationships.iter().filter(|found| !found.bound);
        let paths = pattern.paths.iter().map(|path| path.slot);
        let open = nodes
            .chain(relationships.map(|found| found.slot))
            .chain(paths)
            .chain(pattern.lists.iter().map(|(_, slot)| *slot))
            .collect();
        let mut conditions: Vec<Expr> = pattern.nodes.iter().flat_map(node_conditions).collect();
        conditions.extend(
            pattern
                .relationships
                .iter()
                .flat_map(relationship_conditions),
        );
        conditions.extend(found.predicates.iter().cloned());
        Matching {
            planner,
            pattern,
            conditions,
            open,
            unsolved: (0..pattern.relationships.len()).collect(),
        }
    }

    /// Adds the steps of the whole `MATCH`.
    pub fn add_to(mut self, draft: &mut Draft) {
        let filters = self.ready_conditions();
        self.filter(draft, filters);
        loop {
            if let Some(next) = self.next_relationship() {
                self.unsolved.retain(|index| *index != next);
                self.follow(draft, next);
            } else if let Some(start) = self.cheapest_start() {
                match self.cheapest_type().filter(|(_, rows)| *rows < start.rows) {
                    Some((index, rows)) => self.start_from_type(draft, index, rows),
                    None => self.start(draft, start),
                }
            } else {
                break;
            }
        }
        for path in &self.pattern.paths {
            let relationships = path.relationships.iter();
            let relationships = relationships.map(|index| self.relationship(*index).slot);
            let action = Action::NamePath(NamePath {
                slot: path.slot,
                start: self.pattern.nodes[path.start].slot,
                relationships: relationships.collect(),
            });
            let rows = draft.rows;
            self.open.remove(&path.slot);
            self.planner.add(draft, action, rows);
        }
        if !self.pattern.lists.is_empty() {
            for (_, slot) in &self.pattern.lists {
                self.open.remove(slot);
            }
            let rows = draft.rows;
            let lists = Action::Compute(self.pattern.lists.clone());
            self.planner.add(draft, lists, rows);
        }
        let filters = self.ready_conditions();
        self.filter(draft, filters);
    }

    pub(super) fn relationship(&self, index: usize) -> &'p RelationshipPattern {
        &self.pattern.relationships[index]
    }

    pub(super) fn is_known(&self, node: usize) -> bool {
        !self.open.contains(&self.pattern.nodes[node].slot)
    }

    /// The cheapest relationship that can be followed from what is known.
    fn next_relationship(&self) -> Option<usize> {
        let cost = |index: &usize| {
            let found = self.relationship(*index);
            let ends =
                usize::from(self.is_known(found.from)) + usize::from(self.is_known(found.to));
            let fan_out = cost::fan_out(self.planner.graph, found.direction, &found.types);
            match (found.bound, ends) {
                (true, _) => Some(0.0),
                (false, 2) if found.shortest.is_some() => Some(1.0),
                (false, 0) => None,
                (false, 1) if found.shortest.is_some() => None,
                (false, ends) => {
                    let trails = found
                        .length
                        .map_or(fan_out, |length| 1_000.0 + cost::trails(fan_out, length));
                    Some(if ends == 2 { trails / 1_000.0 } else { trails })
                }
            }
        };
        let candidates = self.unsolved.iter();
        let candidates = candidates.filter_map(|index| Some((*index, cost(index)?)));
        let cheapest = candidates.min_by(|(_, a), (_, b)| a.total_cmp(b));
        cheapest.map(|(index, _)| index)
    }

    fn cheapest_start(&self) -> Option<Start> {
        let nodes = 0..self.pattern.nodes.len();
        let starts = nodes
            .filter(|node| !self.is_known(*node))
            .map(|node| self.access(node));
        starts.min_by(|a, b| a.rows.total_cmp(&b.rows))
    }

    /// The rarest relationship that the graph can look up by its types, and how many there are.
    fn cheapest_type(&self) -> Option<(usize, f64)> {
        let graph = self.planner.graph;
        let count = |index: &usize| match self.relationship(*index) {
            RelationshipPattern {
                length: None,
                types: Types::OneOf(types),
                ..
            } if graph.has_type_index() => {
                let counts = types
                    .iter()
                    .map(|kind| graph.relationship_count(Some(*kind)));
                Some((*index, counts.sum::<u64>() as f64))
            }
            _ => None,
        };
        let counted = self.unsolved.iter().filter_map(count);
        counted.min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The cheapest way to find a node.
    fn access(&self, node: usize) -> Start {
        let graph = self.planner.graph;
        let slot = self.pattern.nodes[node].slot;
        let mut best = Start {
            node,
            access: Access::All,
            rows: graph.node_count(None) as f64,
            met: None,
        };
        let mut consider = |access, rows, met| {
            if rows <= best.rows {
                best = Start {
                    node,
                    access,
                    rows,
                    met: Some(met),
                };
            }
        };
        let mut label = None;
        for (index, condition) in self.conditions.iter().enumerate() {
            let ExprKind::HasLabels(operand, LabelTest::Name(_, id)) = &condition.kind else {
                continue;
            };
            if operand.kind != ExprKind::Slot(slot) {
                continue;
            }
            match id {
                Some(id) => {
                    label = Some(*id);
                    consider(
                        Access::Label(*id),
                        graph.node_count(Some(*id)) as f64,
                        index,
                    );
                }
                None => consider(Access::Nothing, 0.0, index),
            }
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            let Some(Sought { key, value, any }) = sought(condition, slot) else {
                continue;
            };
            if !self.is_ready(value) {
                continue;
            }
            let labels = [label, None];
            if let Some(label) = labels
                .into_iter()
                .find(|label| graph.has_index(*label, key))
            {
                let access = Access::Index {
                    label,
                    key,
                    value: value.clone(),
                    any,
                };
                let values = if any { 10.0 } else { 1.0 };
                consider(access, graph.seek_estimate(label, key) * values, index);
            }
        }
        best
    }

    fn start(&mut self, draft: &mut Draft, start: Start) {
        let slot = self.pattern.nodes[start.node].slot;
        if let Some(met) = start.met {
            self.conditions.remove(met);
        }
        self.open.remove(&slot);
        let filters = self.ready_conditions();
        let rows = draft.rows * start.rows * cost::selectivity(&filters);
        let action = Action::Scan(Scan {
            node: slot,
            access: start.access,
            filters,
        });
        self.planner.add(draft, action, rows);
    }

    /// Looks a relationship up by its types; its ends follow from it.
    fn start_from_type(&mut self, draft: &mut Draft, index: usize, rows: f64) {
        let found = self.relationship(index);
        if let Types::OneOf(types) = &found.types {
            let action = Action::ScanTypes(ScanTypes {
                relationship: found.slot,
                types: types.clone(),
            });
            let rows = draft.rows * rows;
            self.planner.add(draft, action, rows);
        }
        self.open.remove(&found.slot);
        self.unsolved.retain(|other| *other != index);
        self.follow_known(draft, index);
    }

    fn is_ready(&self, condition: &Expr) -> bool {
        let mut slots = Vec::new();
        condition.slots(&mut slots);
        !slots.iter().any(|slot| self.open.contains(slot))
    }

    /// Takes out the conditions of which everything is known. A division waits for those before it, which may be what
    /// keeps it from a zero.
    pub(super) fn ready_conditions(&mut self) -> Vec<Expr> {
        let (mut ready, mut waiting) = (Vec::new(), Vec::new());
        for condition in std::mem::take(&mut self.conditions) {
            let is_guarded = !waiting.is_empty() && condition.divides();
            match self.is_ready(&condition) && !is_guarded {
                true => ready.push(condition),
                false => waiting.push(condition),
            }
        }
        self.conditions = waiting;
        ready
    }

    pub(super) fn filter(&mut self, draft: &mut Draft, conditions: Vec<Expr>) {
        if !conditions.is_empty() {
            let rows = draft.rows * cost::selectivity(&conditions);
            self.planner.add(draft, Action::Filter(conditions), rows);
        }
    }
}
