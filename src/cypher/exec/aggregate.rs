//! Grouping rows and aggregating each group.

use std::collections::{HashMap, HashSet};

use super::evaluate::evaluate;
use super::{Context, Input, Operator, Row};
use crate::cypher::error::Error;
use crate::cypher::expression::{AggregateCall, Expr, Slot};
use crate::cypher::functions::Accumulator;
use crate::cypher::value::{Key, Value};

/// Takes in all rows, then yields one for each group, in the order in which groups first came.
pub struct Aggregate<'a> {
    input: Input<'a>,
    keys: &'a [(Expr, Slot)],
    calls: &'a [(AggregateCall, Slot)],
    /// The groups, last one first, once all rows are in.
    groups: Option<Vec<Group>>,
}

struct Group {
    key: Key,
    tallies: Vec<Tally>,
}

/// An aggregate of a group in the making.
struct Tally {
    accumulator: Accumulator,
    /// What was seen, when each value counts once.
    seen: Option<HashSet<Key>>,
}

impl<'a> Aggregate<'a> {
    pub fn new(
        input: Input<'a>,
        keys: &'a [(Expr, Slot)],
        calls: &'a [(AggregateCall, Slot)],
    ) -> Self {
        Aggregate {
            input,
            keys,
            calls,
            groups: None,
        }
    }

    fn group(&mut self, context: &Context<'_>, row: &mut Row) -> Result<Vec<Group>, Error> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        if self.keys.is_empty() {
            groups.push(self.new_group(Key(Vec::new())));
            places.insert(Key(Vec::new()), 0);
        }
        while self.input.next(context, row)? {
            context.bounds.tick()?;
            let mut key = Vec::with_capacity(self.keys.len());
            for (expr, _) in self.keys {
                key.push(evaluate(expr, context, row)?);
            }
            let key = Key(key);
            let place = match places.get(&key) {
                Some(place) => *place,
                None => {
                    context.bounds.hold(&key.0)?;
                    groups.push(self.new_group(key.clone()));
                    places.insert(key, groups.len() - 1);
                    groups.len() - 1
                }
            };
            for (tally, (call, _)) in groups[place].tallies.iter_mut().zip(self.calls) {
                tally.add(call, context, row)?;
            }
        }
        groups.reverse();
        Ok(groups)
    }

    fn new_group(&self, key: Key) -> Group {
        let tally = |(call, _): &(AggregateCall, Slot)| Tally {
            accumulator: Accumulator::new(call.function),
            seen: call.distinct.then(HashSet::new),
        };
        Group {
            key,
            tallies: self.calls.iter().map(tally).collect(),
        }
    }
}

impl Tally {
    fn add(
        &mut self,
        call: &AggregateCall,
        context: &Context<'_>,
        row: &mut Row,
    ) -> Result<(), Error> {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(evaluate(argument, context, row)?);
        }
        if arguments.first().is_some_and(Value::is_null) {
            return Ok(());
        }
        if let Some(seen) = &mut self.seen {
            let key = Key(arguments.iter().take(1).cloned().collect());
            if seen.contains(&key) {
                return Ok(());
            }
            context.bounds.hold(&key.0)?;
            seen.insert(key);
        }
        if self.accumulator.keeps_values() {
            context.bounds.hold(&arguments)?;
        }
        self.accumulator
            .add(&arguments)
            .map_err(|fault| fault.at(call.span))
    }
}

impl Operator for Aggregate<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let mut groups = match self.groups.take() {
            Some(groups) => groups,
            None => self.group(context, row)?,
        };
        let next = groups.pop();
        self.groups = Some(groups);
        let Some(group) = next else {
            return Ok(false);
        };
        for ((_, slot), value) in self.keys.iter().zip(group.key.0) {
            row[*slot] = value;
        }
        for ((call, slot), tally) in self.calls.iter().zip(group.tallies) {
            row[*slot] = tally
                .accumulator
                .finish()
                .map_err(|fault| fault.at(call.span))?;
        }
        Ok(true)
    }
}
