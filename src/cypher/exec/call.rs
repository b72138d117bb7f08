//! `CALL { ... }`: a query of its own for each row.

use super::{Context, Input, Operator, Row, open};
use crate::cypher::error::Error;
use crate::cypher::plan;
use crate::cypher::value::Value;

/// Yields what the inner query finds for a row; where it finds nothing, nothing or the row with nulls.
pub struct Call<'a> {
    input: Input<'a>,
    plan: &'a plan::Call,
    inner: Option<Input<'a>>,
    /// How many values the inner query holds in memory.
    weight: usize,
}

impl<'a> Call<'a> {
    pub fn new(input: Input<'a>, plan: &'a plan::Call) -> Self {
        Call {
            input,
            plan,
            inner: None,
            weight: 0,
        }
    }

    /// Pulls a row from the inner query, and notes what it has come to hold. Whoever takes the rows holds some as well,
    /// so that all that was held since the inner query began is not its own.
    fn pull(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let Some(inner) = &mut self.inner else {
            return Ok(false);
        };
        let before = context.bounds.held();
        let found = inner.next(context, row)?;
        let after = context.bounds.held();
        self.weight = (self.weight + after).saturating_sub(before);
        if !found {
            self.inner = None;
            let weight = std::mem::take(&mut self.weight);
            context.bounds.release_down_to(after.saturating_sub(weight));
        }
        Ok(found)
    }
}

impl Operator for Call<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        loop {
            if self.pull(context, row)? {
                return Ok(true);
            }
            context.bounds.tick()?;
            if !self.input.next(context, row)? {
                return Ok(false);
            }
            self.inner = Some(open(&self.plan.inner));
            if self.pull(context, row)? {
                return Ok(true);
            }
            if self.plan.optional {
                for slot in &self.plan.outputs {
                    row[*slot] = Value::Null;
                }
                return Ok(true);
            }
        }
    }
}
