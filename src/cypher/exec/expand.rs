//! Following single relationships.

use super::evaluate::holds;
use super::{Context, Input, Operator, Row};
use crate::cypher::error::{Error, Fault, Span};
use crate::cypher::expression::Slot;
use crate::cypher::graph::{Hop, NodeId, RelId};
use crate::cypher::plan;
use crate::cypher::value::Value;

/// Binds a relationship and the node at its far end, for each row that comes in.
pub struct Expand<'a> {
    input: Input<'a>,
    plan: &'a plan::Expand,
    hops: Vec<Hop>,
    used: usize,
    /// The node to end at, when it is known.
    target: Option<NodeId>,
}

impl<'a> Expand<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::Expand) -> Self {
        Expand {
            input,
            plan,
            hops: Vec::new(),
            used: 0,
            target: None,
        }
    }
}

impl Operator for Expand<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let plan = self.plan;
        loop {
            context.bounds.tick()?;
            let Some(hop) = self.hops.get(self.used).copied() else {
                if !self.input.next(context, row)? {
                    return Ok(false);
                }
                self.hops.clear();
                self.used = 0;
                self.target = if plan.into {
                    node(&row[plan.to])?
                } else {
                    None
                };
                let lost = plan.into && self.target.is_none();
                if let Some(from) = node(&row[plan.from])?.filter(|_| !lost) {
                    let graph = context.environment.graph;
                    graph.expand(from, plan.direction, &plan.types, &mut self.hops);
                }
                continue;
            };
            self.used += 1;
            if self.target.is_some_and(|target| target != hop.node)
                || is_taken(hop.relationship, &plan.distinct_from, row)
            {
                continue;
            }
            row[plan.relationship] = Value::Relationship(hop.relationship);
            if !plan.into {
                row[plan.to] = Value::Node(hop.node);
            }
            if holds(&plan.filters, context, row)? {
                return Ok(true);
            }
        }
    }
}

/// The node that a pattern starts from; `None` is null.
///
/// # Errors
/// When the value is something else.
pub fn node(value: &Value) -> Result<Option<NodeId>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::Node(node) => Ok(Some(*node)),
        other => {
            let message = format!("a pattern takes a node here, not {}", other.type_name());
            Err(Fault::wrong_type(message).at(Span::default()))
        }
    }
}

/// Tells whether another part of the pattern has the relationship already.
pub fn is_taken(relationship: RelId, others: &[Slot], row: &Row) -> bool {
    let same = |value: &Value| matches!(value, Value::Relationship(id) if *id == relationship);
    others.iter().any(|slot| match &row[*slot] {
        Value::List(list) => list.items().iter().any(same),
        single => same(single),
    })
}
