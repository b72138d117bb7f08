//! Paths: how two entities hang together.

use std::ops::ControlFlow;

use super::Graph;
use crate::model::{ClaimId, EntityId, Handle};

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
    /// For each entity, whence it was reached from either end; side by side, since each step asks for both.
    reached: Vec<[Reached; 2]>,
    search: u32,
    rims: [Rim; 2],
}

/// The search in which an entity was reached last, and the entity it was reached from.
#[derive(Debug, Clone, Copy)]
struct Reached {
    search: u32,
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
            reached: vec![[NOWHERE; 2]; graph.case().entities.len()],
            search: 0,
            rims: [Rim::default(), Rim::default()],
        }
    }

    /// Returns a shortest route of at most `max_hops` steps over the claims that `keep` accepts.
    ///
    /// Both ends are searched in turn, always the one with the smaller rim. Among routes of the same length the one is
    /// returned whose claims come first.
    pub fn route(
        &mut self,
        from: EntityId,
        to: EntityId,
        max_hops: usize,
        keep: impl Fn(ClaimId) -> bool,
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
        keep: impl Fn(ClaimId) -> bool,
    ) -> Option<Vec<EntityId>> {
        if from == to {
            return Some(vec![from]);
        }
        if self.search == u32::MAX {
            self.reached.fill([NOWHERE; 2]);
            self.search = 0;
        }
        self.search += 1;
        for (side, end) in [from, to].into_iter().enumerate() {
            self.rims[side].edge.clear();
            self.rims[side].edge.push(end);
            self.reached[end.index()][side] = Reached {
                search: self.search,
                from: end,
            };
        }
        for _ in 0..max_hops {
            if self.rims.iter().any(|rim| rim.edge.is_empty()) {
                return None;
            }
            let side = usize::from(self.rims[0].edge.len() > self.rims[1].edge.len());
            if let Some(meeting) = self.grow(side, &keep) {
                let mut entities: Vec<EntityId> = self.trace(meeting, 0).collect();
                entities.reverse();
                entities.extend(self.trace(meeting, 1).skip(1));
                return Some(entities);
            }
        }
        None
    }

    /// Goes one step on from one end, and returns the first entity that was reached from both.
    fn grow(&mut self, side: usize, keep: &impl Fn(ClaimId) -> bool) -> Option<EntityId> {
        let (search, reached) = (self.search, &mut self.reached);
        let direction = match side {
            0 => self.direction,
            _ => self.direction.reversed(),
        };
        let Rim { edge, next } = &mut self.rims[side];
        let mut meeting = None;
        next.clear();
        for entity in &*edge {
            self.graph.each_step(*entity, direction, keep, |other, _| {
                let here = &mut reached[other.index()];
                if here[side].search != search {
                    here[side] = Reached {
                        search,
                        from: *entity,
                    };
                    next.push(other);
                    if here[1 - side].search == search && meeting.is_none_or(|met| other < met) {
                        meeting = Some(other);
                    }
                }
            });
        }
        std::mem::swap(edge, next);
        meeting
    }

    /// Returns the entities from one that was reached back to an end.
    fn trace(&self, entity: EntityId, side: usize) -> impl Iterator<Item = EntityId> + '_ {
        std::iter::successors(Some(entity), move |here| {
            let from = self.reached[here.index()][side].from;
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
        keep: impl Fn(ClaimId) -> bool,
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
        keep: &impl Fn(ClaimId) -> bool,
    ) -> Vec<u8> {
        let mut hops = vec![FAR; self.case().entities.len()];
        hops[to.index()] = 0;
        let mut edge = vec![to];
        for here in 1..=u8::try_from(most).unwrap_or(FAR - 1).min(FAR - 1) {
            let mut next = Vec::new();
            for entity in edge {
                self.each_step(entity, direction.reversed(), keep, |other, _| {
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
        keep: &impl Fn(ClaimId) -> bool,
    ) -> Vec<ClaimId> {
        let mut claims = Vec::new();
        // Looked for at the end where there is less to look at.
        let degree = |entity| self.claims_from(entity).len() + self.claims_to(entity).len();
        let (at, other, direction) = match degree(from) <= degree(to) {
            true => (from, to, direction),
            false => (to, from, direction.reversed()),
        };
        self.each_step(at, direction, keep, |next, claim| {
            if next == other {
                claims.push(claim);
            }
        });
        claims.sort_unstable();
        claims
    }

    /// Visits each entity one step away with the claim that leads there.
    #[inline]
    fn each_step(
        &self,
        entity: EntityId,
        direction: Direction,
        keep: &impl Fn(ClaimId) -> bool,
        mut visit: impl FnMut(EntityId, ClaimId),
    ) {
        let sides = [
            (
                direction != Direction::Backward,
                self.objects_from(entity),
                self.claims_from(entity),
            ),
            (
                direction != Direction::Forward,
                self.subjects_to(entity),
                self.claims_to(entity),
            ),
        ];
        for (is_walked, others, claims) in sides {
            if is_walked {
                for (other, claim) in others.iter().zip(claims) {
                    // A claim without an object leads nowhere.
                    if *other != entity && keep(*claim) {
                        visit(*other, *claim);
                    }
                }
            }
        }
    }
}

/// Reached in no search.
const NOWHERE: Reached = Reached {
    search: 0,
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

impl<K: Fn(ClaimId) -> bool> Search<'_, K> {
    /// Finds the routes that go on from what was walked with exactly so many steps.
    fn walk(&mut self, walked: &mut Vec<EntityId>, left: usize) -> ControlFlow<()> {
        let here = walked[walked.len() - 1];
        let mut steps = Vec::new();
        self.graph
            .each_step(here, self.direction, self.keep, |next, _| {
                let is_way = match left {
                    1 => next == self.to,
                    _ => next != self.to && usize::from(self.far[next.index()]) < left,
                };
                if is_way && !walked.contains(&next) {
                    steps.push(next);
                }
            });
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
