//! Shortest paths between two nodes: breadth first from both ends at once.

use std::collections::HashMap;

use super::evaluate::holds;
use super::expand::node;
use super::trails::{Step, Walk, wanted_properties};
use super::{Context, Input, Operator, Row};
use crate::cypher::error::{Error, Span};
use crate::cypher::graph::{Hop, NodeId};
use crate::cypher::plan;
use crate::cypher::value::{Path, Value};

/// Binds the relationships of shortest paths, for each row that comes in.
pub struct ShortestPath<'a> {
    input: Input<'a>,
    plan: &'a plan::ShortestPath,
    /// Paths found for the current row, last one first.
    found: Vec<Vec<Hop>>,
    start: NodeId,
}

impl<'a> ShortestPath<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::ShortestPath) -> Self {
        ShortestPath {
            input,
            plan,
            found: Vec::new(),
            start: NodeId(0),
        }
    }

    fn search(&mut self, context: &Context<'_>, row: &mut Row) -> Result<(), Error> {
        let plan = self.plan;
        let (Some(start), Some(end)) = (node(&row[plan.from])?, node(&row[plan.to])?) else {
            return Ok(());
        };
        self.start = start;
        let wanted = wanted_properties(&plan.properties, context, row)?;
        let step = Step {
            direction: plan.direction,
            types: &plan.types,
            wanted: &wanted,
        };
        let one = plan.which.wanted().0 == 1;
        let of_one_length = one || plan.which.wanted().1 == 1;
        let plain = plan.filters.is_empty() && plan.length.min <= 1 && start != end;
        self.found = if plain && of_one_length {
            let mut search = Search::new(start, end, &step, plan.length.max);
            search.run(one, context)?
        } else {
            self.by_trails(end, &step, context, row)?
        };
        self.found.reverse();
        Ok(())
    }

    /// Tries all trails, shorter ones first, until some meet the conditions.
    fn by_trails(
        &self,
        end: NodeId,
        step: &Step<'_>,
        context: &Context<'_>,
        row: &mut Row,
    ) -> Result<Vec<Vec<Hop>>, Error> {
        let plan = self.plan;
        let (wanted, mut lengths) = plan.which.wanted();
        let mut found = Vec::new();
        let mut length = plan.length.min;
        while length <= plan.length.max {
            let mut any = false;
            let shorter = found.len();
            let mut walk = Walk::new(self.start, length, length);
            while let Some(reached) = walk.next(step, context, &|_| true)? {
                any = true;
                if reached != end {
                    continue;
                }
                self.bind(walk.trail(), row)?;
                if holds(&plan.filters, context, row)? {
                    context.bounds.hold_count(1 + walk.trail().len())?;
                    found.push(walk.trail().to_vec());
                    if found.len() as u64 == wanted {
                        return Ok(found);
                    }
                }
            }
            lengths -= u64::from(found.len() > shorter);
            if !any || lengths == 0 {
                break;
            }
            length += 1;
        }
        Ok(found)
    }

    fn bind(&self, hops: &[Hop], row: &mut Row) -> Result<(), Error> {
        let relationships = hops.iter().map(|hop| Value::Relationship(hop.relationship));
        let relationships = Value::list(relationships.collect());
        row[self.plan.relationships] = relationships.map_err(|fault| fault.at(Span::default()))?;
        if let Some(path) = self.plan.path {
            let path_value = Path {
                start: self.start,
                hops: hops.to_vec(),
            };
            row[path] = Value::Path(path_value.into());
        }
        Ok(())
    }
}

impl Operator for ShortestPath<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            if let Some(hops) = self.found.pop() {
                self.bind(&hops, row)?;
                return Ok(true);
            }
            if !self.input.next(context, row)? {
                return Ok(false);
            }
            let held = context.bounds.held();
            self.search(context, row)?;
            context.bounds.release_down_to(held);
        }
    }
}

/// A search from both ends, one level at a time, always on the smaller side.
struct Search<'a> {
    step: &'a Step<'a>,
    max: u64,
    forward: Side,
    backward: Side,
}

/// What one end has reached.
struct Side {
    /// For each node reached, its distance and the hops that lead towards this end.
    reached: HashMap<NodeId, (u64, Vec<Hop>)>,
    frontier: Vec<NodeId>,
    depth: u64,
}

impl Side {
    fn new(end: NodeId) -> Self {
        Side {
            reached: HashMap::from([(end, (0, Vec::new()))]),
            frontier: vec![end],
            depth: 0,
        }
    }
}

impl<'a> Search<'a> {
    fn new(start: NodeId, end: NodeId, step: &'a Step<'a>, max: u64) -> Self {
        Search {
            step,
            max,
            forward: Side::new(start),
            backward: Side::new(end),
        }
    }

    fn run(&mut self, one: bool, context: &Context<'_>) -> Result<Vec<Vec<Hop>>, Error> {
        while self.forward.depth + self.backward.depth < self.max {
            let meeting = self.widen(context)?;
            if let Some(mut meeting) = meeting {
                if one {
                    meeting.truncate(1);
                }
                return self.paths(&meeting, one, context);
            }
            if self.forward.frontier.is_empty() || self.backward.frontier.is_empty() {
                break;
            }
        }
        Ok(Vec::new())
    }

    /// Takes the smaller side one level further; returns the nodes where both sides meet, if they do.
    fn widen(&mut self, context: &Context<'_>) -> Result<Option<Vec<NodeId>>, Error> {
        let forward = self.forward.frontier.len() <= self.backward.frontier.len();
        let (side, other) = if forward {
            (&mut self.forward, &self.backward)
        } else {
            (&mut self.backward, &self.forward)
        };
        let direction = if forward {
            self.step.direction
        } else {
            self.step.direction.reversed()
        };
        let step = Step {
            direction,
            ..*self.step
        };
        side.depth += 1;
        let mut next = Vec::new();
        let mut meeting = Vec::new();
        let mut hops = Vec::new();
        for from in std::mem::take(&mut side.frontier) {
            hops.clear();
            step.hops(from, context, &mut hops)?;
            for hop in &hops {
                context.bounds.tick()?;
                let back = Hop {
                    relationship: hop.relationship,
                    node: from,
                };
                match side.reached.get_mut(&hop.node) {
                    Some((distance, ways)) if *distance == side.depth => ways.push(back),
                    Some(_) => {}
                    None => {
                        side.reached.insert(hop.node, (side.depth, vec![back]));
                        next.push(hop.node);
                        if other.reached.contains_key(&hop.node) {
                            meeting.push(hop.node);
                        }
                    }
                }
            }
        }
        context.bounds.hold_count(next.len())?;
        side.frontier = next;
        // Of the nodes that meet, only those count whose distances add up to the least.
        let total = |node: &NodeId| {
            let distance =
                |side: &Side| side.reached.get(node).map_or(0, |(distance, _)| *distance);
            distance(&self.forward) + distance(&self.backward)
        };
        let least = meeting.iter().map(total).min();
        meeting.retain(|node| Some(total(node)) == least);
        Ok(least.map(|_| meeting))
    }

    /// Joins what leads to the meeting nodes from either side.
    fn paths(
        &self,
        meeting: &[NodeId],
        one: bool,
        context: &Context<'_>,
    ) -> Result<Vec<Vec<Hop>>, Error> {
        let mut paths = Vec::new();
        for middle in meeting {
            let heads = unwind(&self.forward, *middle, one, context)?;
            let tails = unwind(&self.backward, *middle, one, context)?;
            for head in &heads {
                for tail in &tails {
                    context.bounds.tick()?;
                    context.bounds.hold_count(head.len() + tail.len())?;
                    paths.push(join(head, *middle, tail));
                }
            }
        }
        Ok(paths)
    }
}

/// All shortest ways from a node back to the end a side began at, as hops.
fn unwind(
    side: &Side,
    from: NodeId,
    one: bool,
    context: &Context<'_>,
) -> Result<Vec<Vec<Hop>>, Error> {
    let mut complete = Vec::new();
    let mut partial = vec![(from, Vec::new())];
    while let Some((at, way)) = partial.pop() {
        context.bounds.tick()?;
        let Some((distance, back)) = side.reached.get(&at) else {
            continue;
        };
        if *distance == 0 {
            complete.push(way);
            if one {
                break;
            }
            continue;
        }
        context.bounds.hold_count(back.len())?;
        for hop in back.iter().rev() {
            let mut longer: Vec<Hop> = way.clone();
            longer.push(*hop);
            partial.push((hop.node, longer));
        }
    }
    Ok(complete)
}

/// Turns the way back from the middle around and appends the way on to the end.
fn join(head: &[Hop], middle: NodeId, tail: &[Hop]) -> Vec<Hop> {
    let mut path = Vec::with_capacity(head.len() + tail.len());
    for (index, hop) in head.iter().enumerate().rev() {
        let node = if index == 0 {
            middle
        } else {
            head[index - 1].node
        };
        path.push(Hop {
            relationship: hop.relationship,
            node,
        });
    }
    path.extend_from_slice(tail);
    path
}
