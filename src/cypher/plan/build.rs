//! From resolved clauses to pipelines.

use std::collections::BTreeSet;

use super::matching::Matching;
use super::{Action, Call, Pipeline, Plan, Step, Subquery};
use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::expression::Slot;
use crate::cypher::graph::PropertyGraph;
use crate::cypher::query::{Clause, Match, Query, Statement};

/// How many steps may take rows from one another: each takes some of the stack.
const MAX_STEPS: usize = 400;

/// Plans a statement for a graph.
///
/// # Errors
/// When the plan would be too long to run.
pub fn plan(statement: Statement, graph: &dyn PropertyGraph) -> Result<Plan, Error> {
    let mut planner = Planner { graph, steps: 0 };
    let subqueries = statement.subqueries.iter();
    let subqueries = subqueries.map(|query| Subquery {
        pipeline: planner.query(query),
        output: query.columns.first().map(|column| column.slot),
    });
    let subqueries: Vec<Subquery> = subqueries.collect();
    let main = planner.query(&statement.query);
    let nested = subqueries.iter().map(|subquery| subquery.pipeline.length());
    if main.length() + nested.max().unwrap_or(0) > MAX_STEPS {
        let message = format!("the query takes more than {MAX_STEPS} steps in a row");
        let fault = Fault::new(Class::LimitExceeded, Kind::TooDeep, message);
        return Err(fault.at(Span::default()).at_compile_time());
    }
    Ok(Plan {
        main,
        subqueries,
        columns: statement.query.columns,
        parameters: statement.parameters,
        notices: statement.notices,
        width: statement.width,
        steps: planner.steps,
    })
}

/// Hands out step numbers and knows the graph's counts.
pub(super) struct Planner<'g> {
    pub graph: &'g dyn PropertyGraph,
    pub steps: usize,
}

/// A pipeline in the making.
#[derive(Default)]
pub(super) struct Draft {
    pub steps: Vec<Step>,
    /// How many rows the last step is expected to yield.
    pub rows: f64,
}

impl Planner<'_> {
    pub fn add(&mut self, draft: &mut Draft, action: Action, rows: f64) {
        draft.steps.push(Step {
            id: self.steps,
            action,
            estimate: rows,
        });
        draft.rows = rows;
        self.steps += 1;
    }

    fn query(&mut self, query: &Query) -> Pipeline {
        if let [only] = query.branches.as_slice() {
            return self.clauses(&only.clauses);
        }
        let mut draft = Draft::default();
        let branches: Vec<_> = query
            .branches
            .iter()
            .map(|branch| (self.clauses(&branch.clauses), branch.outputs.clone()))
            .collect();
        let rows = branches.iter().map(|(branch, _)| branch.rows()).sum();
        let outputs: Vec<Slot> = query.columns.iter().map(|column| column.slot).collect();
        let union = Action::Union {
            branches,
            outputs: outputs.clone(),
        };
        self.add(&mut draft, union, rows);
        if query.distinct {
            self.add(&mut draft, Action::Distinct(outputs), rows);
        }
        Pipeline { steps: draft.steps }
    }

    fn clauses(&mut self, clauses: &[Clause]) -> Pipeline {
        let mut draft = Draft {
            steps: Vec::new(),
            rows: 1.0,
        };
        for clause in clauses {
            match clause {
                Clause::Match(found) if found.optional => self.optional(&mut draft, found),
                Clause::Match(found) => Matching::new(self, found).add_to(&mut draft),
                Clause::Unwind { list, slot } => {
                    let rows = draft.rows * 10.0;
                    let action = Action::Unwind {
                        list: list.clone(),
                        slot: *slot,
                    };
                    self.add(&mut draft, action, rows);
                }
                Clause::Project(projection) => self.project(&mut draft, projection),
                Clause::Call(called) => {
                    let call = Call {
                        inner: self.query(&called.query),
                        outputs: called.query.columns.iter().map(|it| it.slot).collect(),
                        optional: called.optional,
                    };
                    let rows = draft.rows * call.inner.rows().max(1.0);
                    self.add(&mut draft, Action::Call(call), rows);
                }
            }
        }
        Pipeline { steps: draft.steps }
    }

    fn optional(&mut self, draft: &mut Draft, found: &Match) {
        let mut inner = Draft {
            steps: Vec::new(),
            rows: 1.0,
        };
        Matching::new(self, found).add_to(&mut inner);
        let pattern = &found.pattern;
        let nodes = pattern
            .nodes
            .iter()
            .filter(|node| !node.bound)
            .map(|node| node.slot);
        let relationships = pattern.relationships.iter().filter(|found| !found.bound);
        let paths = pattern.paths.iter().map(|path| path.slot);
        let slots: BTreeSet<Slot> = nodes
            .chain(relationships.map(|found| found.slot))
            .chain(paths)
            .chain(pattern.lists.iter().map(|(_, slot)| *slot))
            .collect();
        let rows = draft.rows * inner.rows.max(1.0);
        let action = Action::Optional {
            inner: Pipeline { steps: inner.steps },
            slots: slots.into_iter().collect(),
        };
        self.add(draft, action, rows);
    }
}

impl Pipeline {
    /// How many steps take rows from one another at most.
    fn length(&self) -> usize {
        let inner = self.steps.iter().flat_map(|step| step.action.inner());
        self.steps.len() + inner.map(Pipeline::length).max().unwrap_or(0)
    }

    fn rows(&self) -> f64 {
        self.steps.last().map_or(1.0, |step| step.estimate)
    }
}
