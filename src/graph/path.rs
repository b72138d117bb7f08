//! Paths: how two entities hang together.

use std::ops::ControlFlow;

use super::{Graph, Walk};
use crate::model::{ClaimId, EntityId, Handle, Terms};

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

/// Searches for shortest routes, one after another on one graph: what was reached is noted in a table that is used again.
#[derive(Debug)]
pub struct Shortest<'g> {
    graph: &'g Graph,
    direction: Direction,
    /// For each entity, when and whence it was reached.
    reached: Vec<Reached>,
    /// The mark of what this search reaches from its start; that of what it reaches from its end is the next.
    mark: u32,
    rims: [Rim; 2],
}

/// The search in which an entity was reached last, with the side, and the entity it was reached from.
///
/// One of the two sides is enough, for a search ends where they meet.
#[derive(Debug, Clone, Copy)]
struct Reached {
    mark: u32,
    from: EntityId,
}

/// The entities that lie furthest from one end, and those in the making.
#[derive(Debug, Default)]
struct Rim {
    edge: Vec<EntityId>,
    next: Vec<EntityId>,
}

impl<'g> Shortest<'g> {
    /// Returns a search over claims that may be walked in a direction.
    pub fn new(graph: &'g Graph, direction: Direction) -> Self {
        Self {
            graph,
            direction,
            reached: vec![NOWHERE; graph.case().entities.len()],
            mark: 0,
            rims: [Rim::default(), Rim::default()],
        }
    }

    /// Returns a shortest route of at most `max_hops` steps over the claims that `keep` accepts.
    ///
    /// Both ends are searched in turn, always the one with the smaller rim. Among routes of the same length it is the
    /// one that is met first when claims are followed in order.
    pub fn route(
        &mut self,
        from: EntityId,
        to: EntityId,
        max_hops: usize,
        keep: impl Fn(Terms) -> bool,
    ) -> Option<Route> {
        let entities = self.entities(from, to, max_hops, &keep)?;
        let steps = entities.windows(2).map(|pair| Step {
            from: pair[0],
            to: pair[1],
            claims: self
                .graph
                .claims_between(pair[0], pair[1], self.direction, &keep),
        });
        Some(steps.collect())
    }

    /// Returns the entities along a shortest route, both ends included.
    pub fn entities(
        &mut self,
        from: EntityId,
        to: EntityId,
        max_hops: usize,
        keep: impl Fn(Terms) -> bool,
    ) -> Option<Vec<EntityId>> {
        if from == to {
            return Some(vec![from]);
        }
        if self.mark >= u32::MAX - 3 {
            self.reached.fill(NOWHERE);
            self.mark = 0;
        }
        self.mark += 2;
        for (side, end) in [from, to].into_iter().enumerate() {
            self.rims[side].edge.clear();
            self.rims[side].edge.push(end);
            self.reached[end.index()] = Reached {
                mark: self.mark + side as u32,
                from: end,
            };
        }
        for _ in 0..max_hops {
            if self.rims.iter().any(|rim| rim.edge.is_empty()) {
                return None;
            }
            let side = usize::from(self.rims[0].edge.len() > self.rims[1].edge.len());
            if let Some(mut meeting) = self.grow(side, &keep) {
                meeting.rotate_left(side);
                let [before, after] = meeting;
                let mut entities: Vec<EntityId> = self.trace(before).collect();
                entities.reverse();
                entities.extend(self.trace(after));
                return Some(entities);
            }
        }
        None
    }

    /// Goes one step on from one end, until that leads to an entity that was reached from the other; returns that
    /// step, from this side to the other.
    fn grow(&mut self, side: usize, keep: &impl Fn(Terms) -> bool) -> Option<[EntityId; 2]> {
        let reached = &mut self.reached;
        let (direction, here, there) = match side {
            0 => (self.direction, self.mark, self.mark + 1),
            _ => (self.direction.reversed(), self.mark + 1, self.mark),
        };
        let Rim { edge, next } = &mut self.rims[side];
        next.clear();
        for entity in &*edge {
            let mut steps = self.graph.steps(*entity, direction, keep);
            let met = steps.find(|(other, _)| {
                let other_reached = &mut reached[other.index()];
                if other_reached.mark == there {
                    return true;
                }
                if other_reached.mark != here {
                    *other_reached = Reached {
                        mark: here,
                        from: *entity,
                    };
                    next.push(*other);
                }
                false
            });
            if let Some((other, _)) = met {
                return Some([*entity, other]);
            }
        }
        std::mem::swap(edge, next);
        None
    }

    /// Returns the entities from one that was reached back to an end.
    fn trace(&self, entity: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        std::iter::successors(Some(entity), move |here| {
            let from = self.reached[here.index()].from;
            (from != *here).then_some(from)
        })
    }
}

impl Graph {
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
        keep: impl Fn(Terms) -> bool,
    ) -> (Vec<Route>, bool) {
        let mut search = Search {
            graph: self,
            to,
            direction,
            keep: &keep,
            far: self.hops_to(to, direction, max_hops, &keep),
            most,
            found: Vec::new(),
        };
        for hops in 1..=max_hops {
            if search.walk(&mut vec![from], hops).is_break() {
                return (search.found, true);
            }
        }
        (search.found, false)
    }

    /// Returns for each entity how many steps it takes from there to one, [`FAR`] where more than `most`.
    fn hops_to(
        &self,
        to: EntityId,
        direction: Direction,
        most: usize,
        keep: &impl Fn(Terms) -> bool,
    ) -> Vec<u8> {
        let mut hops = vec![FAR; self.case().entities.len()];
        hops[to.index()] = 0;
        let mut edge = vec![to];
        for here in 1..=u8::try_from(most).unwrap_or(FAR - 1).min(FAR - 1) {
            let mut next = Vec::new();
            for entity in edge {
                let steps = self.steps(entity, direction.reversed(), keep);
                steps.for_each(|(other, _)| {
                    if hops[other.index()] == FAR {
                        hops[other.index()] = here;
                        next.push(other);
                    }
                });
            }
            edge = next;
        }
        hops
    }

    /// Returns the claims that lead from one entity to another in one step, in order.
    fn claims_between(
        &self,
        from: EntityId,
        to: EntityId,
        direction: Direction,
        keep: &impl Fn(Terms) -> bool,
    ) -> Vec<ClaimId> {
        // Looked for at the end where there is less to look at.
        let degree = |entity| self.claims_from(entity).len() + self.claims_to(entity).len();
        let (at, other, direction) = match degree(from) <= degree(to) {
            true => (from, to, direction),
            false => (to, from, direction.reversed()),
        };
        let steps = self.steps(at, direction, keep);
        let between = steps.filter(|(next, _)| *next == other);
        let mut claims: Vec<ClaimId> = between.map(|(_, claim)| claim).collect();
        claims.sort_unstable();
        claims
    }

    /// Returns each entity one step away with the claim that leads there.
    #[inline]
    fn steps<'s>(
        &'s self,
        entity: EntityId,
        direction: Direction,
        keep: &'s impl Fn(Terms) -> bool,
    ) -> impl Iterator<Item = (EntityId, ClaimId)> + 's {
        let from = match direction {
            Direction::Backward => Walk::default(),
            _ => self.walk_from(entity),
        };
        let to = match direction {
            Direction::Forward => Walk::default(),
            _ => self.walk_to(entity),
        };
        let steps = from.steps().chain(to.steps());
        // A claim without an object leads nowhere.
        steps
            .filter(move |(other, _, terms)| *other != entity && keep(*terms))
            .map(|(other, claim, _)| (other, claim))
    }
}

/// Reached in no search.
const NOWHERE: Reached = Reached {
    mark: 0,
    from: EntityId::FIRST,
};

/// More steps than a route may have.
const FAR: u8 = u8::MAX;

/// A search for every route of one length after another.
struct Search<'s, K> {
    graph: &'s Graph,
    to: EntityId,
    direction: Direction,
    keep: &'s K,
    /// How many steps each entity is away from the end.
    far: Vec<u8>,
    most: usize,
    found: Vec<Route>,
}

impl<K: Fn(Terms) -> bool> Search<'_, K> {
    /// Finds the routes that go on from what was walked with exactly so many steps.
    fn walk(&mut self, walked: &mut Vec<EntityId>, left: usize) -> ControlFlow<()> {
        let here = walked[walked.len() - 1];
        let mut steps: Vec<EntityId> = Vec::new();
        let next = self.graph.steps(here, self.direction, self.keep);
        steps.extend(next.map(|(next, _)| next).filter(|next| {
            let is_way = match left {
                1 => *next == self.to,
                _ => *next != self.to && usize::from(self.far[next.index()]) < left,
            };
            is_way && !walked.contains(next)
        }));
        steps.sort_unstable();
        steps.dedup();
        for next in steps {
            walked.push(next);
            if left == 1 {
                if self.found.len() == self.most {
                    return ControlFlow::Break(());
                }
                let steps = walked.windows(2).map(|pair| Step {
                    from: pair[0],
                    to: pair[1],
                    claims: self
                        .graph
                        .claims_between(pair[0], pair[1], self.direction, self.keep),
                });
                self.found.push(steps.collect());
            } else {
                self.walk(walked, left - 1)?;
            }
            walked.pop();
        }
        ControlFlow::Continue(())
    }
}
