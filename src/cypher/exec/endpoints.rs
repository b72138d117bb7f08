//! Relationships that are known already: do they fit the pattern, and which way round.

use super::evaluate::holds;
use super::expand::{is_taken, node};
use super::trails::{carries, wanted_properties};
use super::{Context, Input, Operator, Row};
use crate::cypher::error::Error;
use crate::cypher::graph::{Direction, NodeId, RelId, Types};
use crate::cypher::plan;
use crate::cypher::value::Value;

/// Binds or checks the nodes at both ends, for each row that comes in.
pub struct Endpoints<'a> {
    input: Input<'a>,
    plan: &'a plan::Endpoints,
    candidates: Vec<(NodeId, NodeId)>,
}

impl<'a> Endpoints<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::Endpoints) -> Self {
        Endpoints {
            input,
            plan,
            candidates: Vec::new(),
        }
    }

    /// The pairs of ends between which the relationships lead.
    fn ends(&self, context: &Context<'_>, row: &mut Row) -> Result<Vec<(NodeId, NodeId)>, Error> {
        let wanted = wanted_properties(&self.plan.properties, context, row)?;
        let relationships = match &row[self.plan.relationship] {
            Value::List(list) => list.items(),
            single => std::slice::from_ref(single),
        };
        let mut ids = Vec::new();
        for relationship in relationships {
            match relationship {
                Value::Relationship(id) if carries(*id, &wanted, context) => ids.push(*id),
                _ => return Ok(Vec::new()),
            }
        }
        let fits_length = self
            .plan
            .length
            .is_none_or(|length| (length.min..=length.max).contains(&(ids.len() as u64)));
        let taken = ids
            .iter()
            .any(|id| is_taken(*id, &self.plan.distinct_from, row));
        if !fits_length || taken {
            return Ok(Vec::new());
        }
        let Some((first, rest)) = ids.split_first() else {
            return self.nowhere(context, row);
        };
        let mut ends = self.ways(*first, context);
        for next in rest {
            let ways = self.ways(*next, context);
            let joined = ends.iter().flat_map(|(start, end)| {
                let onwards = ways.iter().filter(move |(from, _)| from == end);
                onwards.map(move |(_, to)| (*start, *to))
            });
            ends = joined.collect();
        }
        Ok(ends)
    }

    /// The pairs of ends between which no relationship leads: a node and itself.
    fn nowhere(&self, context: &Context<'_>, row: &Row) -> Result<Vec<(NodeId, NodeId)>, Error> {
        let known = [
            (self.plan.from_known, self.plan.from),
            (self.plan.to_known, self.plan.to),
        ];
        if let Some((_, slot)) = known.iter().find(|(known, _)| *known) {
            let node = node(&row[*slot])?;
            return Ok(node.map(|node| (node, node)).into_iter().collect());
        }
        let (mut nodes, mut batch, mut position) = (Vec::new(), Vec::new(), 0);
        loop {
            context.bounds.tick()?;
            let graph = context.environment.graph;
            graph.scan(None, &mut position, &mut batch);
            if batch.is_empty() {
                // They are taken from the end.
                nodes.reverse();
                return Ok(nodes);
            }
            nodes.extend(batch.drain(..).map(|node| (node, node)));
        }
    }

    /// The ways a relationship can be walked.
    fn ways(&self, relationship: RelId, context: &Context<'_>) -> Vec<(NodeId, NodeId)> {
        let found = context.environment.graph.relationship(relationship);
        let fits = match &self.plan.types {
            Types::Any => true,
            Types::OneOf(types) => types.contains(&found.kind),
        };
        let (start, end) = (found.start, found.end);
        match self.plan.direction {
            _ if !fits => Vec::new(),
            Direction::Outgoing => vec![(start, end)],
            Direction::Incoming => vec![(end, start)],
            Direction::Both if start == end => vec![(start, end)],
            Direction::Both => vec![(end, start), (start, end)],
        }
    }
}

impl Operator for Endpoints<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let plan = self.plan;
        loop {
            context.bounds.tick()?;
            let Some((from, to)) = self.candidates.pop() else {
                if !self.input.next(context, row)? {
                    return Ok(false);
                }
                self.candidates = self.ends(context, row)?;
                continue;
            };
            let fits = |known: bool, value: &Value, id: NodeId| {
                Ok::<_, Error>(!known || node(value)? == Some(id))
            };
            if !fits(plan.from_known, &row[plan.from], from)?
                || !fits(plan.to_known, &row[plan.to], to)?
                || (plan.from == plan.to && from != to)
            {
                continue;
            }
            row[plan.from] = Value::Node(from);
            row[plan.to] = Value::Node(to);
            if holds(&plan.filters, context, row)? {
                return Ok(true);
            }
        }
    }
}
