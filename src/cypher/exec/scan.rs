//! Finding nodes (all of them, by label, or by an index) and relationships by type.

use super::evaluate::{evaluate, holds};
use super::{Context, Input, Operator, Row};
use crate::cypher::error::{Error, Fault};
use crate::cypher::graph::{KeyId, LabelId, NodeId, PropertyGraph, RelId};
use crate::cypher::plan::{self, Access};
use crate::cypher::value::{Value, equals, order};

/// Binds a node to each candidate, for each row that comes in.
pub struct Scan<'a> {
    input: Input<'a>,
    plan: &'a plan::Scan,
    /// The candidates at hand, and how many of them are used up.
    batch: Vec<NodeId>,
    used: usize,
    /// The graph's bookmark, while more candidates may follow.
    position: Option<u64>,
}

impl<'a> Scan<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::Scan) -> Self {
        Scan {
            input,
            plan,
            batch: Vec::new(),
            used: 0,
            position: None,
        }
    }

    fn restart(&mut self, context: &Context<'_>, row: &mut Row) -> Result<(), Error> {
        self.batch.clear();
        self.used = 0;
        self.position = None;
        match &self.plan.access {
            Access::Nothing => {}
            Access::All | Access::Label(_) => self.position = Some(0),
            Access::Index {
                label,
                key,
                value,
                any,
            } => {
                let span = value.span;
                let value = evaluate(value, context, row)?;
                let mut values = match &value {
                    _ if !*any => vec![value],
                    Value::List(list) => list.items().to_vec(),
                    Value::Null => Vec::new(),
                    other => {
                        let message = format!("`IN` takes a list, not {}", other.type_name());
                        return Err(Fault::wrong_type(message).at(span));
                    }
                };
                values.sort_by(order);
                values.dedup();
                for value in &values {
                    context.bounds.tick()?;
                    self.seek(*label, *key, value, context.environment.graph);
                }
                // Values that differ may equal one property, and a row for each would be one too many.
                if values.len() > 1 {
                    self.batch.sort_unstable();
                    self.batch.dedup();
                }
            }
        }
        Ok(())
    }

    /// Adds the nodes whose property equals the value, each once; nothing equals null.
    fn seek(
        &mut self,
        label: Option<LabelId>,
        key: KeyId,
        value: &Value,
        graph: &dyn PropertyGraph,
    ) {
        if value.is_null() {
            return;
        }
        // A buffer of its own: a graph may order what it adds, and must not touch what was found before.
        let mut found = Vec::new();
        graph.seek(label, key, value, &mut found);
        found.sort_unstable();
        found.dedup();
        let equal = |node: &NodeId| equals(&graph.node_property(*node, key), value) == Some(true);
        self.batch.extend(found.into_iter().filter(equal));
    }

    fn refill(&mut self, context: &Context<'_>) {
        let label = match self.plan.access {
            Access::Label(label) => Some(label),
            _ => None,
        };
        self.batch.clear();
        self.used = 0;
        if let Some(mut position) = self.position {
            context
                .environment
                .graph
                .scan(label, &mut position, &mut self.batch);
            self.position = (!self.batch.is_empty()).then_some(position);
        }
    }
}

impl Operator for Scan<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            context.bounds.tick()?;
            if let Some(node) = self.batch.get(self.used) {
                self.used += 1;
                row[self.plan.node] = Value::Node(*node);
                if holds(&self.plan.filters, context, row)? {
                    return Ok(true);
                }
            } else if self.position.is_some() {
                self.refill(context);
            } else if self.input.next(context, row)? {
                self.restart(context, row)?;
            } else {
                return Ok(false);
            }
        }
    }
}

/// Binds a relationship to each one of some types, for each row that comes in.
pub struct ScanTypes<'a> {
    input: Input<'a>,
    plan: &'a plan::ScanTypes,
    batch: Vec<RelId>,
    used: usize,
    /// Which of the types is being listed; past the last when a row is done with.
    kind: usize,
    position: u64,
}

impl<'a> ScanTypes<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::ScanTypes) -> Self {
        ScanTypes {
            input,
            plan,
            batch: Vec::new(),
            used: 0,
            kind: plan.types.len(),
            position: 0,
        }
    }
}

impl Operator for ScanTypes<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            context.bounds.tick()?;
            if let Some(relationship) = self.batch.get(self.used) {
                self.used += 1;
                row[self.plan.relationship] = Value::Relationship(*relationship);
                return Ok(true);
            }
            self.batch.clear();
            self.used = 0;
            if let Some(kind) = self.plan.types.get(self.kind) {
                let graph = context.environment.graph;
                graph.scan_type(*kind, &mut self.position, &mut self.batch);
                if self.batch.is_empty() {
                    self.kind += 1;
                    self.position = 0;
                }
            } else if self.input.next(context, row)? {
                self.kind = 0;
                self.position = 0;
            } else {
                return Ok(false);
            }
        }
    }
}
