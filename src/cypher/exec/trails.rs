//! Following trails: paths of variable length on which no relationship comes twice.

use super::evaluate::{evaluate, holds};
use super::expand::{is_taken, node};
use super::{Context, Input, Operator, Row};
use crate::cypher::error::{Error, Span};
use crate::cypher::expression::{Expr, PropertyKey};
use crate::cypher::functions;
use crate::cypher::graph::{Direction, Hop, NodeId, RelId, Types};
use crate::cypher::plan;
use crate::cypher::value::{Value, equals};

/// Binds a list of relationships and the node at their end, for each row that comes in.
pub struct VariableExpand<'a> {
    input: Input<'a>,
    plan: &'a plan::VariableExpand,
    walk: Option<Walk>,
    target: Option<NodeId>,
    wanted: Vec<(PropertyKey, Value)>,
}

impl<'a> VariableExpand<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::VariableExpand) -> Self {
        VariableExpand {
            input,
            plan,
            walk: None,
            target: None,
            wanted: Vec::new(),
        }
    }

    fn restart(&mut self, context: &Context<'_>, row: &mut Row) -> Result<(), Error> {
        let plan = self.plan;
        self.walk = None;
        self.target = if plan.into {
            node(&row[plan.to])?
        } else {
            None
        };
        let Some(from) = node(&row[plan.from])? else {
            return Ok(());
        };
        if plan.into && self.target.is_none() {
            return Ok(());
        }
        self.wanted = wanted_properties(&plan.properties, context, row)?;
        self.walk = Some(Walk::new(from, plan.length.min, plan.length.max));
        Ok(())
    }
}

impl Operator for VariableExpand<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let plan = self.plan;
        loop {
            let Some(walk) = &mut self.walk else {
                if !self.input.next(context, row)? {
                    return Ok(false);
                }
                self.restart(context, row)?;
                continue;
            };
            let step = Step {
                direction: plan.direction,
                types: &plan.types,
                wanted: &self.wanted,
            };
            let free = |relationship| !is_taken(relationship, &plan.distinct_from, row);
            let Some(end) = walk.next(&step, context, &free)? else {
                self.walk = None;
                continue;
            };
            if self.target.is_some_and(|target| target != end) {
                continue;
            }
            row[plan.relationships] = walk.relationships(plan.reversed)?;
            if !plan.into {
                row[plan.to] = Value::Node(end);
            }
            if holds(&plan.filters, context, row)? {
                return Ok(true);
            }
        }
    }
}

/// Which relationships a walk may follow.
pub struct Step<'a> {
    pub direction: Direction,
    pub types: &'a Types,
    pub wanted: &'a [(PropertyKey, Value)],
}

impl Step<'_> {
    /// Collects the hops from a node that the walk may take.
    pub fn hops(
        &self,
        from: NodeId,
        context: &Context<'_>,
        hops: &mut Vec<Hop>,
    ) -> Result<(), Error> {
        let graph = context.environment.graph;
        graph.expand(from, self.direction, self.types, hops);
        if !self.wanted.is_empty() {
            hops.retain(|hop| carries(hop.relationship, self.wanted, context));
        }
        Ok(())
    }
}

/// Tells whether a relationship has the given properties.
pub fn carries(
    relationship: RelId,
    wanted: &[(PropertyKey, Value)],
    context: &Context<'_>,
) -> bool {
    let relationship = Value::Relationship(relationship);
    wanted.iter().all(|(key, wanted)| {
        let value = functions::property(&context.environment, &relationship, key);
        value.is_ok_and(|value| equals(&value, wanted) == Some(true))
    })
}

/// Evaluates the properties that every relationship has to carry.
pub fn wanted_properties(
    properties: &[(PropertyKey, Expr)],
    context: &Context<'_>,
    row: &mut Row,
) -> Result<Vec<(PropertyKey, Value)>, Error> {
    properties
        .iter()
        .map(|(key, value)| Ok((key.clone(), evaluate(value, context, row)?)))
        .collect()
}

/// A depth-first walk over all trails from a node, without recursion.
pub struct Walk {
    start: NodeId,
    min: usize,
    max: usize,
    /// The trail so far.
    trail: Vec<Hop>,
    /// For each node of the trail, the hops that are still to be tried.
    pending: Vec<Vec<Hop>>,
    begun: bool,
}

impl Walk {
    pub fn new(start: NodeId, min: u64, max: u64) -> Self {
        Walk {
            start,
            min: usize::try_from(min).unwrap_or(usize::MAX),
            max: usize::try_from(max).unwrap_or(usize::MAX),
            trail: Vec::new(),
            pending: Vec::new(),
            begun: false,
        }
    }

    /// Moves on to the next trail of a fitting length; returns its end.
    pub fn next(
        &mut self,
        step: &Step<'_>,
        context: &Context<'_>,
        free: &dyn Fn(RelId) -> bool,
    ) -> Result<Option<NodeId>, Error> {
        if !self.begun {
            self.begun = true;
            self.look_around(step, context)?;
            if self.min == 0 {
                return Ok(Some(self.start));
            }
        }
        while let Some(hops) = self.pending.last_mut() {
            context.bounds.tick()?;
            let Some(hop) = hops.pop() else {
                self.pending.pop();
                self.trail.pop();
                continue;
            };
            let seen = self
                .trail
                .iter()
                .any(|taken| taken.relationship == hop.relationship);
            if seen || !free(hop.relationship) {
                continue;
            }
            self.trail.push(hop);
            self.look_around(step, context)?;
            if self.trail.len() >= self.min {
                return Ok(Some(hop.node));
            }
        }
        Ok(None)
    }

    /// Opens the hops from the end of the trail, unless it is long enough.
    fn look_around(&mut self, step: &Step<'_>, context: &Context<'_>) -> Result<(), Error> {
        let mut hops = Vec::new();
        if self.trail.len() < self.max {
            let end = self.trail.last().map_or(self.start, |hop| hop.node);
            step.hops(end, context, &mut hops)?;
            hops.reverse();
        }
        self.pending.push(hops);
        Ok(())
    }

    pub fn trail(&self) -> &[Hop] {
        &self.trail
    }

    fn relationships(&self, reversed: bool) -> Result<Value, Error> {
        let relationships = self
            .trail
            .iter()
            .map(|hop| Value::Relationship(hop.relationship));
        let list = if reversed {
            relationships.rev().collect()
        } else {
            relationships.collect()
        };
        Value::list(list).map_err(|fault| fault.at(Span::default()))
    }
}
