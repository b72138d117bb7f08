//! Sorting, and keeping only the first rows of the order.

use std::cmp::Ordering;

use super::evaluate::evaluate;
use super::flow::row_count;
use super::{Context, Input, Operator, Row};
use crate::cypher::error::Error;
use crate::cypher::expression::{Expr, Slot};
use crate::cypher::query::SortKey;
use crate::cypher::value::{Value, order};

/// Takes in all rows, then yields them in order; equal ones in the order in which they came.
pub struct Sort<'a> {
    input: Input<'a>,
    keys: &'a [SortKey],
    keep: &'a [Slot],
    top: &'a [Expr],
    /// The rows, last one first, once they are sorted.
    sorted: Option<Vec<Kept>>,
}

/// A row as far as it is needed.
struct Kept {
    keys: Vec<Value>,
    values: Vec<Value>,
}

impl<'a> Sort<'a> {
    pub fn new(input: Input<'a>, keys: &'a [SortKey], keep: &'a [Slot], top: &'a [Expr]) -> Self {
        Sort {
            input,
            keys,
            keep,
            top,
            sorted: None,
        }
    }

    fn sort(&mut self, context: &Context<'_>, row: &mut Row) -> Result<Vec<Kept>, Error> {
        let mut wanted = usize::MAX;
        if !self.top.is_empty() {
            let mut rows = 0u64;
            for count in self.top {
                rows = rows.saturating_add(row_count(count, context, row)?);
            }
            wanted = usize::try_from(rows).unwrap_or(usize::MAX);
        }
        let enough = wanted.saturating_mul(2).saturating_add(1_000);
        let mut rows = Vec::new();
        while self.input.next(context, row)? {
            context.bounds.tick()?;
            let mut keys = Vec::with_capacity(self.keys.len());
            for key in self.keys {
                keys.push(evaluate(&key.expr, context, row)?);
            }
            let values: Vec<Value> = self.keep.iter().map(|slot| row[*slot].clone()).collect();
            context.bounds.hold(&keys)?;
            context.bounds.hold(&values)?;
            rows.push(Kept { keys, values });
            if rows.len() >= enough {
                self.cut(&mut rows, wanted, context);
            }
        }
        self.cut(&mut rows, wanted, context);
        rows.reverse();
        Ok(rows)
    }

    /// Sorts the rows and lets go of those that are not wanted.
    fn cut(&self, rows: &mut Vec<Kept>, wanted: usize, context: &Context<'_>) {
        rows.sort_by(|a, b| self.compare(a, b));
        for lost in rows.drain(wanted.min(rows.len())..) {
            context.bounds.release(&lost.keys);
            context.bounds.release(&lost.values);
        }
    }

    fn compare(&self, a: &Kept, b: &Kept) -> Ordering {
        let keys = self.keys.iter().zip(a.keys.iter().zip(&b.keys));
        keys.map(
            |(key, (a, b))| match (key.nulls_first, a.is_null(), b.is_null()) {
                (Some(first), true, false) if first => Ordering::Less,
                (Some(_), true, false) => Ordering::Greater,
                (Some(first), false, true) if first => Ordering::Greater,
                (Some(_), false, true) => Ordering::Less,
                _ if key.descending => order(b, a),
                _ => order(a, b),
            },
        )
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
    }
}

impl Operator for Sort<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let mut sorted = match self.sorted.take() {
            Some(sorted) => sorted,
            None => self.sort(context, row)?,
        };
        let next = sorted.pop();
        self.sorted = Some(sorted);
        let Some(kept) = next else {
            return Ok(false);
        };
        for (slot, value) in self.keep.iter().zip(kept.values) {
            row[*slot] = value;
        }
        Ok(true)
    }
}
