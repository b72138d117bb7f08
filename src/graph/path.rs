//! Paths: how two entities hang together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Graph;
use crate::model::{ClaimId, EntityId};

/// Which way claims may be walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From subject to object only.
    Forward,
    /// From object to subject only.
    Backward,
    /// Both ways.
    Either,
}

impl Direction {
    fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
            Self::Either => Self::Either,
        }
    }
}

/// One step of a route, with every claim that makes it possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it starts.
    pub from: EntityId,
    /// Where it ends.
    pub to: EntityId,
    /// The claims between the two, in order.
    pub claims: Vec<ClaimId>,
}

/// A way from one entity to another that meets none twice.
pub type Route = Vec<Step>;

impl Graph {
    /// Returns a shortest route of at most `max_hops` steps over the claims that `keep` accepts.
    ///
    /// Both ends are searched in turn, always the one with the smaller rim. Among routes of the same length the one is
    /// returned whose claims come first.
    pub fn shortest_route(
        &self,
        from: EntityId,
        to: EntityId,
        direction: Direction,
        max_hops: usize,
        keep: &dyn Fn(ClaimId) -> bool,
    ) -> Option<Route> {
        if from == to {
            return Some(Vec::new());
        }
        let mut ahead = Rim::at(from, direction);
        let mut behind = Rim::at(to, direction.reversed());
        while ahead.hops + behind.hops < max_hops
            && !ahead.edge.is_empty()
            && !behind.edge.is_empty()
        {
            let ahead_is_smaller = ahead.edge.len() <= behind.edge.len();
            let (growing, other) = if ahead_is_smaller {
                (&mut ahead, &behind)
            } else {
                (&mut behind, &ahead)
            };
            growing.grow(self, keep);
            let meeting = growing
                .edge
                .iter()
                .filter(|entity| other.came_from.contains_key(entity))
                .min();
            if let Some(meeting) = meeting.copied() {
                let mut entities = ahead.trace(meeting);
                entities.reverse();
                entities.extend(behind.trace(meeting).into_iter().skip(1));
                return Some(self.route(&entities, direction, keep));
            }
        }
        None
    }

    /// Returns routes of at most `max_hops` steps over the claims that `keep` accepts, shortest first, at most `most`.
    ///
    /// The flag tells whether there are more.
    pub fn all_routes(
        &self,
        from: EntityId,
        to: EntityId,
        direction: Direction,
        max_hops: usize,
        most: usize,
        keep: &dyn Fn(ClaimId) -> bool,
    ) -> (Vec<Route>, bool) {
        let mut routes = Vec::new();
        for hops in 1..=max_hops {
            let mut search = Search {
                graph: self,
                to,
                direction,
                keep,
                hops,
                most,
                found: &mut routes,
            };
            if search.walk(&mut vec![from]).is_break() {
                return (routes, true);
            }
        }
        (routes, false)
    }

    fn route(
        &self,
        entities: &[EntityId],
        direction: Direction,
        keep: &dyn Fn(ClaimId) -> bool,
    ) -> Route {
        let steps = entities.windows(2).map(|pair| {
            let mut claims = self
                .steps_from(pair[0], direction, keep)
                .remove(&pair[1])
                .unwrap_or_default();
            claims.sort_unstable();
            Step {
                from: pair[0],
                to: pair[1],
                claims,
            }
        });
        steps.collect()
    }

    /// Returns the entities one step away, each with the claims that lead there.
    fn steps_from(
        &self,
        entity: EntityId,
        direction: Direction,
        keep: &dyn Fn(ClaimId) -> bool,
    ) -> BTreeMap<EntityId, Vec<ClaimId>> {
        let mut steps = BTreeMap::<EntityId, Vec<ClaimId>>::new();
        self.each_step(entity, direction, keep, |next, claim| {
            steps.entry(next).or_default().push(claim)
        });
        steps
    }

    fn each_step(
        &self,
        entity: EntityId,
        direction: Direction,
        keep: &dyn Fn(ClaimId) -> bool,
        mut visit: impl FnMut(EntityId, ClaimId),
    ) {
        let claims = &self.case().claims;
        if direction != Direction::Backward {
            for claim in self
                .claims_from(entity)
                .iter()
                .copied()
                .filter(|claim| keep(*claim))
            {
                if let Some(object) = claims.get(claim).object {
                    visit(object, claim);
                }
            }
        }
        if direction != Direction::Forward {
            for claim in self
                .claims_to(entity)
                .iter()
                .copied()
                .filter(|claim| keep(*claim))
            {
                visit(claims.get(claim).subject, claim);
            }
        }
    }
}

/// What is known to lie within some number of steps of one end.
struct Rim {
    direction: Direction,
    hops: usize,
    edge: Vec<EntityId>,
    came_from: HashMap<EntityId, Option<EntityId>>,
}

impl Rim {
    fn at(entity: EntityId, direction: Direction) -> Self {
        Self {
            direction,
            hops: 0,
            edge: vec![entity],
            came_from: HashMap::from([(entity, None)]),
        }
    }

    fn grow(&mut self, graph: &Graph, keep: &dyn Fn(ClaimId) -> bool) {
        let mut edge = Vec::new();
        for entity in std::mem::take(&mut self.edge) {
            graph.each_step(entity, self.direction, keep, |next, _| {
                self.came_from.entry(next).or_insert_with(|| {
                    edge.push(next);
                    Some(entity)
                });
            });
        }
        self.edge = edge;
        self.hops += 1;
    }

    /// Returns the entities from one that was reached back to the end.
    fn trace(&self, entity: EntityId) -> Vec<EntityId> {
        let mut trace = vec![entity];
        let mut here = entity;
        while let Some(Some(previous)) = self.came_from.get(&here) {
            trace.push(*previous);
            here = *previous;
        }
        trace
    }
}

/// A search for every route of one length.
struct Search<'s> {
    graph: &'s Graph,
    to: EntityId,
    direction: Direction,
    keep: &'s dyn Fn(ClaimId) -> bool,
    hops: usize,
    most: usize,
    found: &'s mut Vec<Route>,
}

impl Search<'_> {
    fn walk(&mut self, walked: &mut Vec<EntityId>) -> std::ops::ControlFlow<()> {
        let here = walked[walked.len() - 1];
        let left = self.hops + 1 - walked.len();
        let steps = self.graph.steps_from(here, self.direction, self.keep);
        if left == 1 {
            if steps.contains_key(&self.to) && !walked.contains(&self.to) {
                if self.found.len() == self.most {
                    return std::ops::ControlFlow::Break(());
                }
                walked.push(self.to);
                self.found
                    .push(self.graph.route(walked, self.direction, self.keep));
                walked.pop();
            }
            return std::ops::ControlFlow::Continue(());
        }
        let next: BTreeSet<EntityId> = steps.into_keys().collect();
        for entity in next {
            if entity != self.to && !walked.contains(&entity) {
                walked.push(entity);
                self.walk(walked)?;
                walked.pop();
            }
        }
        std::ops::ControlFlow::Continue(())
    }
}
