//! Running a plan: operators that pull rows from one another.
//!
//! Every operator of a pipeline works on the same row. [`Operator::next`] asks the input for its next
//! row, then fills in the operator's own slots. Rows are copied only where they have to be kept.

mod aggregate;
mod bounds;
mod call;
mod distinct;
mod endpoints;
mod evaluate;
mod expand;
mod flow;
mod lists;
mod scan;
mod shortest;
mod sort;
mod trails;

use std::cell::Cell;
use std::time::Duration;

use super::error::{Class, Error, Fault, Kind, Span};
use super::functions::Environment;
use super::plan::{Action, Pipeline, Plan};
use super::value::Value;

pub use bounds::{Bounds, Limits};

/// The values of all slots.
pub type Row = Vec<Value>;

/// What a running query has at hand.
pub struct Context<'a> {
    pub plan: &'a Plan,
    pub environment: Environment<'a>,
    pub parameters: Vec<Value>,
    pub bounds: Bounds<'a>,
    /// How many rows have left each step.
    pub counts: Vec<Cell<u64>>,
    /// How often a text was compared with a date or time, which is neither true nor false.
    pub mixed: Cell<u64>,
}

/// Something that yields rows.
pub trait Operator {
    /// Fills in the next row; returns whether there was one.
    ///
    /// # Errors
    /// When an expression fails or the query meets a bound.
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error>;
}

/// An operator that others take rows from.
type Input<'a> = Box<dyn Operator + 'a>;

/// Sets a pipeline up; its first step starts from the row as it is.
pub fn open<'a>(pipeline: &'a Pipeline) -> Input<'a> {
    let mut input: Input<'a> = Box::<flow::Once>::default();
    for step in &pipeline.steps {
        let operator: Input<'a> = match &step.action {
            Action::Scan(scan) => Box::new(scan::Scan::new(input, scan)),
            Action::ScanTypes(plan) => Box::new(scan::ScanTypes::new(input, plan)),
            Action::Expand(plan) => Box::new(expand::Expand::new(input, plan)),
            Action::VariableExpand(plan) => Box::new(trails::VariableExpand::new(input, plan)),
            Action::ShortestPath(plan) => Box::new(shortest::ShortestPath::new(input, plan)),
            Action::Endpoints(plan) => Box::new(endpoints::Endpoints::new(input, plan)),
            Action::Filter(conditions) => Box::new(flow::Filter { input, conditions }),
            Action::NamePath(path) => Box::new(flow::NamePath { input, path }),
            Action::Optional { inner, slots } => Box::new(flow::Optional::new(input, inner, slots)),
            Action::Unwind { list, slot } => Box::new(flow::Unwind::new(input, list, *slot)),
            Action::Compute(items) => Box::new(flow::Compute {
                input,
                items,
                weight: 0,
            }),
            Action::Aggregate { keys, calls } => {
                Box::new(aggregate::Aggregate::new(input, keys, calls))
            }
            Action::Distinct(slots) => Box::new(distinct::Distinct::new(input, slots)),
            Action::Sort { keys, keep, top } => Box::new(sort::Sort::new(input, keys, keep, top)),
            Action::Skip(count) => Box::new(flow::Skip::new(input, count)),
            Action::Limit(count) => Box::new(flow::Limit::new(input, count)),
            Action::Call(plan) => Box::new(call::Call::new(input, plan)),
            Action::Union { branches, outputs } => {
                Box::new(flow::Union::new(input, branches, outputs))
            }
        };
        input = Box::new(Counted {
            input: operator,
            step: step.id,
        });
    }
    input
}

/// Counts the rows that leave a step.
struct Counted<'a> {
    input: Input<'a>,
    step: usize,
}

impl Operator for Counted<'_> {
    fn next(&mut self, context: &Context<'_>, row: &mut Row) -> Result<bool, Error> {
        let found = self.input.next(context, row)?;
        if found && let Some(count) = context.counts.get(self.step) {
            count.set(count.get() + 1);
        }
        Ok(found)
    }
}

impl<'a> Context<'a> {
    /// Gathers what a run needs, checking that every parameter has a value; some of its time may be spent already.
    ///
    /// # Errors
    /// When a parameter is missing.
    pub fn new(
        plan: &'a Plan,
        environment: Environment<'a>,
        parameters: &super::expression::Parameters,
        limits: &'a Limits,
        spent: Duration,
    ) -> Result<Self, Error> {
        let value = |(name, span): &(String, Span)| {
            parameters.get(name).cloned().ok_or_else(|| {
                let message = format!("the parameter `${name}` has no value");
                Fault::new(Class::ParameterMissing, Kind::MissingParameter, message).at(*span)
            })
        };
        let parameters = plan
            .parameters
            .iter()
            .map(value)
            .collect::<Result<_, _>>()?;
        Ok(Context {
            plan,
            environment,
            parameters,
            bounds: Bounds::new(limits, spent),
            counts: vec![Cell::new(0); plan.steps],
            mixed: Cell::new(0),
        })
    }
}
