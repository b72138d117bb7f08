//! Operators that pass rows on, change them, or let them go.

use super::evaluate::{evaluate, holds};
use super::{Context, Input, Operator, Row, open};
use crate::cypher::error::{Class, Error, Fault, Kind};
use crate::cypher::expression::{Expr, ExprKind, Slot};
use crate::cypher::graph::Hop;
use crate::cypher::plan::{self, Pipeline};
use crate::cypher::value::{List, Path, Value};

/// Yields the row it is given, once.
#[derive(Default)]
pub struct Once {
    done: bool,
}

impl Operator for Once {
    fn next(&mut self, _: &Context<'_>, _: &mut Row) -> Result<bool, Error> {
        Ok(!std::mem::replace(&mut self.done, true))
    }
}

/// Lets rows through that meet all conditions.
pub struct Filter<'a> {
    pub input: Input<'a>,
    pub conditions: &'a [Expr],
}

impl Operator for Filter<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        while self.input.next(context, row)? {
            context.bounds.tick()?;
            if holds(self.conditions, context, row)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Computes columns.
pub struct Compute<'a> {
    pub input: Input<'a>,
    pub items: &'a [(Expr, Slot)],
    /// How much the slots hold that this fills in.
    pub weight: usize,
}

impl Operator for Compute<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        if !self.input.next(context, row)? {
            return Ok(false);
        }
        let mut weight = 0;
        for (expr, slot) in self.items {
            let value = evaluate(expr, context, row)?;
            // What another slot has is there, too, and the same.
            if !matches!(expr.kind, ExprKind::Slot(_)) {
                weight += value.weight();
                context.bounds.hold_instead(&mut self.weight, weight)?;
            }
            row[*slot] = value;
        }
        Ok(true)
    }
}

/// Puts a path together from what the row holds.
pub struct NamePath<'a> {
    pub input: Input<'a>,
    pub path: &'a plan::NamePath,
}

impl Operator for NamePath<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        if !self.input.next(context, row)? {
            return Ok(false);
        }
        row[self.path.slot] = self.assemble(context, row);
        Ok(true)
    }
}

impl NamePath<'_> {
    fn assemble(&self, context: &Context<'_>, row: &Row) -> Value {
        let Value::Node(start) = row[self.path.start] else {
            return Value::Null;
        };
        let mut hops: Vec<Hop> = Vec::new();
        for slot in &self.path.relationships {
            let relationships = match &row[*slot] {
                Value::List(list) => list.items(),
                single => std::slice::from_ref(single),
            };
            for relationship in relationships {
                let Value::Relationship(relationship) = *relationship else {
                    return Value::Null;
                };
                let ends = context.environment.graph.relationship(relationship);
                let from = hops.last().map_or(start, |hop| hop.node);
                let node = if ends.start == from {
                    ends.end
                } else {
                    ends.start
                };
                hops.push(Hop { relationship, node });
            }
        }
        Value::Path(Path { start, hops }.into())
    }
}

/// Yields what the inner pipeline finds for a row, or the row with nulls.
pub struct Optional<'a> {
    input: Input<'a>,
    plan: &'a Pipeline,
    slots: &'a [Slot],
    inner: Option<Input<'a>>,
}

impl<'a> Optional<'a> {
    pub fn new(input: Input<'a>, plan: &'a Pipeline, slots: &'a [Slot]) -> Self {
        Optional {
            input,
            plan,
            slots,
            inner: None,
        }
    }
}

impl Operator for Optional<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        if let Some(inner) = &mut self.inner
            && inner.next(context, row)?
        {
            return Ok(true);
        }
        self.inner = None;
        if !self.input.next(context, row)? {
            return Ok(false);
        }
        let mut inner = open(self.plan);
        if inner.next(context, row)? {
            self.inner = Some(inner);
        } else {
            for slot in self.slots {
                row[*slot] = Value::Null;
            }
        }
        Ok(true)
    }
}

/// Yields a row for each item of a list.
pub struct Unwind<'a> {
    input: Input<'a>,
    list: &'a Expr,
    slot: Slot,
    items: Option<List>,
    at: usize,
    /// How much of a list is kept that nobody else keeps.
    weight: usize,
}

impl<'a> Unwind<'a> {
    pub fn new(input: Input<'a>, list: &'a Expr, slot: Slot) -> Self {
        Unwind {
            input,
            list,
            slot,
            items: None,
            at: 0,
            weight: 0,
        }
    }
}

impl Operator for Unwind<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            context.bounds.tick()?;
            if let Some(item) = self
                .items
                .as_ref()
                .and_then(|list| list.items().get(self.at))
            {
                row[self.slot] = item.clone();
                self.at += 1;
                return Ok(true);
            }
            self.items = None;
            context.bounds.hold_instead(&mut self.weight, 0)?;
            if !self.input.next(context, row)? {
                return Ok(false);
            }
            let list = evaluate(self.list, context, row)?;
            if !matches!(self.list.kind, ExprKind::Slot(_)) {
                let weight = list.weight();
                context.bounds.hold_instead(&mut self.weight, weight)?;
            }
            match list {
                Value::Null => {}
                Value::List(list) => {
                    self.items = Some(list);
                    self.at = 0;
                }
                single => {
                    row[self.slot] = single;
                    return Ok(true);
                }
            }
        }
    }
}

/// Lets the first rows go.
pub struct Skip<'a> {
    input: Input<'a>,
    count: &'a Expr,
    left: Option<u64>,
}

impl<'a> Skip<'a> {
    pub fn new(input: Input<'a>, count: &'a Expr) -> Self {
        Skip {
            input,
            count,
            left: None,
        }
    }
}

impl Operator for Skip<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let mut left = match self.left {
            Some(left) => left,
            None => row_count(self.count, context, row)?,
        };
        while left > 0 && self.input.next(context, row)? {
            left -= 1;
        }
        self.left = Some(0);
        Ok(left == 0 && self.input.next(context, row)?)
    }
}

/// Takes so many rows and no more.
pub struct Limit<'a> {
    input: Input<'a>,
    count: &'a Expr,
    left: Option<u64>,
}

impl<'a> Limit<'a> {
    pub fn new(input: Input<'a>, count: &'a Expr) -> Self {
        Limit {
            input,
            count,
            left: None,
        }
    }
}

impl Operator for Limit<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let left = match self.left {
            Some(left) => left,
            None => row_count(self.count, context, row)?,
        };
        self.left = Some(left.saturating_sub(1));
        Ok(left > 0 && self.input.next(context, row)?)
    }
}

/// The number of rows that `SKIP` or `LIMIT` asks for.
pub fn row_count(count: &Expr, context: &Context<'_>, row: &mut Row) -> Result<u64, Error> {
    let fault = |kind, message: String| {
        let fault = Fault::new(Class::SyntaxError, kind, message);
        Err(fault.at(count.span))
    };
    match evaluate(count, context, row)? {
        Value::Integer(number) => match u64::try_from(number) {
            Ok(number) => Ok(number),
            Err(_) => fault(
                Kind::NegativeIntegerArgument,
                "a number of rows cannot be negative".to_owned(),
            ),
        },
        other => fault(
            Kind::InvalidArgumentType,
            format!("a number of rows is an integer, not {}", other.type_name()),
        ),
    }
}

/// Yields the rows of each branch in turn, for each row that comes in.
pub struct Union<'a> {
    input: Input<'a>,
    branches: &'a [(Pipeline, Vec<Slot>)],
    outputs: &'a [Slot],
    current: Option<(usize, Input<'a>)>,
}

impl<'a> Union<'a> {
    pub fn new(
        input: Input<'a>,
        branches: &'a [(Pipeline, Vec<Slot>)],
        outputs: &'a [Slot],
    ) -> Self {
        Union {
            input,
            branches,
            outputs,
            current: None,
        }
    }
}

impl Operator for Union<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            let Some((branch, operator)) = &mut self.current else {
                if !self.input.next(context, row)? {
                    return Ok(false);
                }
                self.current = self.branches.first().map(|(plan, _)| (0, open(plan)));
                continue;
            };
            if operator.next(context, row)? {
                for (output, own) in self.outputs.iter().zip(&self.branches[*branch].1) {
                    row[*output] = row[*own].clone();
                }
                return Ok(true);
            }
            let next = *branch + 1;
            self.current = self.branches.get(next).map(|(plan, _)| (next, open(plan)));
        }
    }
}
