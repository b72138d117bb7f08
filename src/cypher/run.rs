//! From a query text to its answer.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::ZonedDateTime;

use super::error::Error;
use super::exec::{Context, Limits, Operator, Row, open};
use super::expression::Parameters;
use super::functions::Environment;
use super::graph::PropertyGraph;
use super::plan::{self, Explanation, Plan};
use super::query::Notice;
use super::semantics;
use super::syntax::{self, tree::Mode};
use super::value::Value;
use crate::stop::Stop;

/// A query that was parsed, checked and planned for a graph, and can be run on it.
pub struct Query<'g> {
    graph: &'g dyn PropertyGraph,
    plan: Plan,
    mode: Mode,
    /// How long it took to get here, which counts as time that it runs.
    spent: Duration,
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
    /// How often a text was compared with a date or time, which is neither true nor false.
    pub mixed: u64,
    /// The plan with the number of rows that left each step.
    pub explanation: Explanation,
}

impl<'g> Query<'g> {
    /// Parses, checks and plans a query.
    ///
    /// # Errors
    /// When the text is not a query, makes no sense, writes, or is too complex, and when the time is up.
    pub fn prepare(
        graph: &'g dyn PropertyGraph,
        text: &str,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let begun = Instant::now();
        let stop = Arc::new(Stop::new(limits.cancel.clone()));
        stop.allow(limits.timeout);
        graph.heed(&stop);
        let parsed = syntax::parse(text)?;
        let resolved = semantics::resolve(text, &parsed.query, graph);
        let plan = resolved.and_then(|statement| plan::plan(statement, graph));
        // A graph that gave up may have told anything meanwhile.
        if let Some(stopped) = stop.met() {
            return Err(limits.stopped(stopped));
        }
        Ok(Query {
            graph,
            plan: plan?,
            mode: parsed.mode,
            spent: begun.elapsed(),
        })
    }

    /// Whether the text asks for the plan and not for the result, by `EXPLAIN` or `PROFILE`.
    pub fn wants_plan(&self) -> bool {
        self.mode != Mode::Run
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

    /// Runs the query to its end.
    ///
    /// # Errors
    /// When a parameter is missing, values do not fit an operation, or a bound is met.
    pub fn run(&self, parameters: &Parameters, limits: &Limits) -> Result<Answer, Error> {
        let mut rows = self.rows(parameters, limits)?;
        let mut kept = Vec::new();
        while let Some(values) = rows.next() {
            let values = values?;
            rows.context.bounds.hold(&values)?;
            kept.push(values);
        }
        Ok(Answer {
            columns: self.columns(),
            cut_off: rows.is_cut_off(),
            mixed: rows.mixed(),
            explanation: rows.explanation(),
            rows: kept,
        })
    }

    /// Sets the query running; rows are found as they are asked for, and none is kept.
    ///
    /// # Errors
    /// When a parameter is missing.
    pub fn rows<'q>(
        &'q self,
        parameters: &Parameters,
        limits: &'q Limits,
    ) -> Result<Rows<'q>, Error> {
        let environment = Environment {
            graph: self.graph,
            now: ZonedDateTime::now(),
            random: Cell::new(0),
            pattern: RefCell::new(None),
        };
        Ok(Rows {
            context: Context::new(&self.plan, environment, parameters, limits, self.spent)?,
            input: open(&self.plan.main),
            row: vec![Value::Null; self.plan.width],
            left: limits.max_rows,
            cut_off: false,
            done: false,
        })
    }
}

/// A running query: an iterator over its rows, which ends after the first error.
///
/// Only time spent in here counts towards the time that the query may take.
pub struct Rows<'q> {
    context: Context<'q>,
    input: Box<dyn Operator + 'q>,
    row: Row,
    /// How many rows it may still return.
    left: Option<usize>,
    cut_off: bool,
    done: bool,
}

impl Rows<'_> {
    /// Whether there were more rows than the query might return, once the rows have come to their end.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// How often a text was compared with a date or time so far, which is neither true nor false.
    pub fn mixed(&self) -> u64 {
        self.context.mixed.get()
    }

    /// The plan with the number of rows that left each step so far.
    pub fn explanation(&self) -> Explanation {
        let counts: Vec<u64> = self.context.counts.iter().map(Cell::get).collect();
        Explanation::of(
            self.context.plan,
            self.context.environment.graph,
            Some(&counts),
        )
    }

    fn find(&mut self) -> Result<Option<Vec<Value>>, Error> {
        self.context.bounds.check()?;
        let found = self.input.next(&self.context, &mut self.row);
        self.context.bounds.whole()?;
        if !found? {
            return Ok(None);
        }
        match &mut self.left {
            Some(0) => {
                self.cut_off = true;
                return Ok(None);
            }
            Some(left) => *left -= 1,
            None => {}
        }
        let columns = self.context.plan.columns.iter();
        Ok(Some(
            columns
                .map(|column| self.row[column.slot].clone())
                .collect(),
        ))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Vec<Value>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let Context {
            bounds,
            environment,
            ..
        } = &self.context;
        environment.graph.heed(bounds.stop());
        bounds.resume();
        let found = self.find();
        self.context.bounds.pause();
        self.done = !matches!(found, Ok(Some(_)));
        found.transpose()
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
    Query::prepare(graph, text, limits)?.run(parameters, limits)
}
