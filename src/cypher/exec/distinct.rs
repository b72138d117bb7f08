//! Letting each combination of values through once.

use std::collections::HashSet;

use super::{Context, Input, Operator, Row};
use crate::cypher::error::Error;
use crate::cypher::expression::Slot;
use crate::cypher::value::Key;

pub struct Distinct<'a> {
    input: Input<'a>,
    slots: &'a [Slot],
    seen: HashSet<Key>,
}

impl<'a> Distinct<'a> {
    pub fn new(input: Input<'a>, slots: &'a [Slot]) -> Self {
        Distinct {
            input,
            slots,
            seen: HashSet::new(),
        }
    }
}

impl Operator for Distinct<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        while self.input.next(context, row)? {
            context.bounds.tick()?;
            let key = Key(self.slots.iter().map(|slot| row[*slot].clone()).collect());
            if !self.seen.contains(&key) {
                context.bounds.hold(&key.0)?;
                self.seen.insert(key);
                return Ok(true);
            }
        }
        Ok(false)
    }
}
