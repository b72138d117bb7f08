//! Steps that follow a relationship of a pattern from what is known of it.

use super::build::Draft;
use super::conditions::overlap;
use super::matching::Matching;
use super::{Action, Endpoints, Expand, ShortestPath, VariableExpand, cost};
use crate::cypher::expression::{Expr, Slot};
use crate::cypher::graph::Direction;
use crate::cypher::query::{Length, RelationshipPattern, Shortest};

/// A relationship as it is walked, which may be against the direction of writing.
struct Way<'p> {
    found: &'p RelationshipPattern,
    near: Slot,
    far: Slot,
    direction: Direction,
    reversed: bool,
    /// Whether both ends are known.
    into: bool,
    distinct_from: Vec<Slot>,
    /// Conditions that can be checked once it is walked.
    filters: Vec<Expr>,
}

impl<'p> Matching<'_, 'p, '_> {
    pub(super) fn follow(&mut self, draft: &mut Draft, index: usize) {
        let found = self.relationship(index);
        match (found.bound, found.shortest, found.length) {
            (true, _, _) => self.follow_known(draft, index),
            (false, Some(which), Some(length)) => {
                self.follow_shortest(draft, index, which, length);
            }
            (false, _, length) => self.follow_steps(draft, index, length),
        }
    }

    /// The relationship is known: its ends are checked or bound.
    pub(super) fn follow_known(&mut self, draft: &mut Draft, index: usize) {
        let found = self.relationship(index);
        let (from_known, to_known) = (self.is_known(found.from), self.is_known(found.to));
        let way = self.way(index);
        let rows = draft.rows * cost::selectivity(&way.filters);
        let action = Action::Endpoints(Endpoints {
            from: self.pattern.nodes[found.from].slot,
            from_known,
            relationship: found.slot,
            to: self.pattern.nodes[found.to].slot,
            to_known,
            direction: found.direction,
            types: found.types.clone(),
            length: found.length,
            properties: match found.length {
                Some(_) => found.properties.clone(),
                None => Vec::new(),
            },
            distinct_from: way.distinct_from,
            filters: way.filters,
        });
        self.planner.add(draft, action, rows);
    }

    fn follow_shortest(
        &mut self,
        draft: &mut Draft,
        index: usize,
        which: Shortest,
        length: Length,
    ) {
        let mut way = self.way(index);
        let mut paths = self.pattern.paths.iter();
        let named = paths.find(|path| path.relationships.contains(&index));
        let path = named.map(|path| path.slot);
        if let Some(path) = path {
            self.open.remove(&path);
            way.filters.extend(self.ready_conditions());
        }
        let slot = way.found.slot;
        let on_path =
            |filter: &Expr| filter.reads(slot) || path.is_some_and(|path| filter.reads(path));
        let (on_path, others): (Vec<_>, Vec<_>) = way.filters.into_iter().partition(on_path);
        self.filter(draft, others);
        let (during, after) = match which.filters_later() {
            true => (Vec::new(), on_path),
            false => (on_path, Vec::new()),
        };
        let action = Action::ShortestPath(ShortestPath {
            from: way.near,
            relationships: slot,
            to: way.far,
            direction: way.direction,
            types: way.found.types.clone(),
            length,
            properties: way.found.properties.clone(),
            which,
            path,
            filters: during,
        });
        let rows = draft.rows;
        self.planner.add(draft, action, rows);
        self.filter(draft, after);
    }

    fn follow_steps(&mut self, draft: &mut Draft, index: usize, length: Option<Length>) {
        let way = self.way(index);
        let types = way.found.types.clone();
        let graph = self.planner.graph;
        let fan_out = cost::fan_out(graph, way.direction, &types);
        let walked = length.map_or(fan_out, |length| cost::trails(fan_out, length));
        let nodes = graph.node_count(None).max(1) as f64;
        let closing = if way.into { 1.0 / nodes } else { 1.0 };
        let rows = draft.rows * walked * closing * cost::selectivity(&way.filters);
        let action = match length {
            Some(length) => Action::VariableExpand(VariableExpand {
                from: way.near,
                relationships: way.found.slot,
                to: way.far,
                into: way.into,
                direction: way.direction,
                types,
                length,
                properties: way.found.properties.clone(),
                reversed: way.reversed,
                distinct_from: way.distinct_from,
                filters: way.filters,
            }),
            None => Action::Expand(Expand {
                from: way.near,
                relationship: way.found.slot,
                to: way.far,
                into: way.into,
                direction: way.direction,
                types,
                distinct_from: way.distinct_from,
                filters: way.filters,
            }),
        };
        self.planner.add(draft, action, rows);
    }

    /// Chooses the direction in which a relationship is walked and takes note that it is.
    fn way(&mut self, index: usize) -> Way<'p> {
        let found = self.relationship(index);
        let (from_known, to_known) = (self.is_known(found.from), self.is_known(found.to));
        let from = self.pattern.nodes[found.from].slot;
        let to = self.pattern.nodes[found.to].slot;
        let reversed = !from_known && to_known;
        let (near, far) = if reversed { (to, from) } else { (from, to) };
        let direction = match reversed {
            true => found.direction.reversed(),
            false => found.direction,
        };
        let distinct_from = self.rivals(index);
        for slot in [from, to, found.slot] {
            self.open.remove(&slot);
        }
        Way {
            found,
            near,
            far,
            direction,
            reversed,
            into: from_known && to_known,
            distinct_from,
            filters: self.ready_conditions(),
        }
    }

    /// Relationships already followed that could be the same as this one.
    fn rivals(&self, index: usize) -> Vec<Slot> {
        let found = self.relationship(index);
        if found.shortest.is_some() {
            return Vec::new();
        }
        let others = self.pattern.relationships.iter().enumerate();
        let solved = others.filter(|(other, rival)| {
            *other != index
                && !self.unsolved.contains(other)
                && rival.shortest.is_none()
                && overlap(&found.types, &rival.types)
        });
        solved.map(|(_, rival)| rival.slot).collect()
    }
}
