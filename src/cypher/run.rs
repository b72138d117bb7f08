//! From a query text to its answer.

use std::cell::{Cell, RefCell};

use jiff::ZonedDateTime;

use super::error::Error;
use super::exec::{Context, Limits, Row, open};
use super::expression::Parameters;
use super::functions::Environment;
use super::graph::PropertyGraph;
use super::plan::{self, Explanation, Plan};
use super::query::Notice;
use super::semantics;
use super::syntax;
use super::value::Value;

/// A query that was parsed, checked and planned for a graph, and can be run on it.
pub struct Query<'g> {
    graph: &'g dyn PropertyGraph,
    plan: Plan,
}

/// What a query yields.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// One value for each column.
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows than the query might return.
    pub cut_off: bool,
    /// The plan with the number of rows that left each step.
    pub explanation: Explanation,
}

impl<'g> Query<'g> {
    /// Parses, checks and plans a query.
    ///
    /// # Errors
    /// When the text is not a query, makes no sense, writes, or is too complex.
    pub fn prepare(graph: &'g dyn PropertyGraph, text: &str) -> Result<Self, Error> {
        let parsed = syntax::parse(text)?;
        let statement = semantics::resolve(text, &parsed, graph)?;
        Ok(Query {
            graph,
            plan: plan::plan(statement, graph)?,
        })
    }

    /// The names of the result's columns.
    pub fn columns(&self) -> Vec<String> {
        let columns = self.plan.columns.iter();
        columns.map(|column| column.name.clone()).collect()
    }

    /// Labels and relationship types in the text that the graph does not have.
    pub fn notices(&self) -> &[Notice] {
        &self.plan.notices
    }

    /// The plan, with the row counts that are expected.
    pub fn explain(&self) -> Explanation {
        Explanation::of(&self.plan, self.graph, None)
    }

    /// Runs the query.
    ///
    /// # Errors
    /// When a parameter is missing, values do not fit an operation, or a bound is met.
    pub fn run(&self, parameters: &Parameters, limits: &Limits) -> Result<Answer, Error> {
        let environment = Environment {
            graph: self.graph,
            now: ZonedDateTime::now(),
            random: Cell::new(0),
            pattern: RefCell::new(None),
        };
        let context = Context::new(&self.plan, environment, parameters, limits)?;
        let mut row: Row = vec![Value::Null; self.plan.width];
        let mut rows = Vec::new();
        let mut cut_off = false;
        let mut input = open(&self.plan.main);
        while input.next(&context, &mut row)? {
            if limits.max_rows.is_some_and(|most| rows.len() >= most) {
                cut_off = true;
                break;
            }
            let columns = self.plan.columns.iter();
            let values: Vec<Value> = columns.map(|column| row[column.slot].clone()).collect();
            context.bounds.hold(&values)?;
            rows.push(values);
        }
        let counts: Vec<u64> = context.counts.iter().map(Cell::get).collect();
        Ok(Answer {
            columns: self.columns(),
            rows,
            cut_off,
            explanation: Explanation::of(&self.plan, self.graph, Some(&counts)),
        })
    }
}

/// Prepares and runs a query in one go.
///
/// # Errors
/// As [`Query::prepare`] and [`Query::run`].
pub fn run(
    graph: &dyn PropertyGraph,
    text: &str,
    parameters: &Parameters,
    limits: &Limits,
) -> Result<Answer, Error> {
    Query::prepare(graph, text)?.run(parameters, limits)
}
