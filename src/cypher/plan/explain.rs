//! The plan as a reader sees it: one line a step, with expected and real row counts.

use std::fmt;

use super::{Access, Action, Pipeline, Plan};
use crate::cypher::graph::{Direction, PropertyGraph, Types};
use crate::cypher::query::Length;

/// A step of a plan, in the order in which rows pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How deep the step stands inside others.
    pub depth: usize,
    /// What the step does, such as `expand outgoing`.
    pub action: String,
    /// How many rows the planner expected to leave it.
    pub estimate: f64,
    /// How many rows left it, once the query has run.
    pub rows: Option<u64>,
}

/// A plan in lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The steps, in the order in which rows pass.
    pub lines: Vec<Line>,
}

impl Explanation {
    /// Describes a plan; `rows` holds the real counts by step number, when it has run.
    pub fn of(plan: &Plan, graph: &dyn PropertyGraph, rows: Option<&[u64]>) -> Self {
        let mut explanation = Explanation { lines: Vec::new() };
        explanation.pipeline(&plan.main, 0, graph, rows);
        for (index, subquery) in plan.subqueries.iter().enumerate() {
            explanation.lines.push(Line {
                depth: 0,
                action: format!("subquery {index}"),
                estimate: 1.0,
                rows: None,
            });
            explanation.pipeline(&subquery.pipeline, 1, graph, rows);
        }
        explanation
    }

    fn pipeline(
        &mut self,
        pipeline: &Pipeline,
        depth: usize,
        graph: &dyn PropertyGraph,
        rows: Option<&[u64]>,
    ) {
        for step in &pipeline.steps {
            self.lines.push(Line {
                depth,
                action: describe(&step.action, graph),
                estimate: step.estimate,
                rows: rows.and_then(|rows| rows.get(step.id).copied()),
            });
            for inner in step.action.inner() {
                self.pipeline(inner, depth + 1, graph, rows);
            }
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            let action = format!("{:indent$}{}", "", line.action, indent = line.depth * 2);
            write!(f, "{action:<48} expected {:>12.1}", line.estimate)?;
            match line.rows {
                Some(rows) => writeln!(f, "  rows {rows:>12}")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

fn describe(action: &Action, graph: &dyn PropertyGraph) -> String {
    match action {
        Action::Scan(scan) => {
            let access = match &scan.access {
                Access::All => "all nodes".to_owned(),
                Access::Label(label) => format!(":{}", graph.label_name(*label)),
                Access::Nothing => "nothing: no such label".to_owned(),
                Access::Index { label, key, .. } => {
                    let label = label.map_or("", |label| graph.label_name(label));
                    format!("index :{label}({})", graph.key_name(*key))
                }
            };
            format!("scan {access}{}", filtered(scan.filters.len()))
        }
        Action::ScanTypes(scan) => {
            let types = Types::OneOf(scan.types.clone());
            format!("scan {}", arrow(Direction::Both, &types, None, graph))
        }
        Action::Expand(expand) => {
            let arrow = arrow(expand.direction, &expand.types, None, graph);
            let into = if expand.into { " into" } else { "" };
            format!("expand{into} {arrow}{}", filtered(expand.filters.len()))
        }
        Action::VariableExpand(expand) => {
            let arrow = arrow(expand.direction, &expand.types, Some(expand.length), graph);
            let into = if expand.into { " into" } else { "" };
            format!("expand{into} {arrow}{}", filtered(expand.filters.len()))
        }
        Action::ShortestPath(path) => {
            let arrow = arrow(path.direction, &path.types, Some(path.length), graph);
            let how = if path.filters.is_empty() {
                "from both ends"
            } else {
                "by trails"
            };
            format!(
                "shortest path {arrow} {how}{}",
                filtered(path.filters.len())
            )
        }
        Action::Endpoints(_) => "ends of a known relationship".to_owned(),
        Action::Filter(conditions) => format!("filter{}", filtered(conditions.len())),
        Action::NamePath(_) => "name path".to_owned(),
        Action::Optional { .. } => "optional".to_owned(),
        Action::Unwind { .. } => "unwind".to_owned(),
        Action::Compute(items) => format!("compute {}", counted(items.len(), "column")),
        Action::Aggregate { keys, calls } => {
            let keys = counted(keys.len(), "key");
            format!("aggregate {} by {keys}", counted(calls.len(), "value"))
        }
        Action::Distinct(_) => "distinct".to_owned(),
        Action::Sort { keys, top, .. } => {
            let how = if top.is_empty() { "sort" } else { "top" };
            format!("{how} by {}", counted(keys.len(), "key"))
        }
        Action::Skip(_) => "skip".to_owned(),
        Action::Limit(_) => "limit".to_owned(),
        Action::Union { .. } => "union".to_owned(),
        Action::Call(_) => "call".to_owned(),
    }
}

/// A relationship pattern as a query writes it.
fn arrow(
    direction: Direction,
    types: &Types,
    length: Option<Length>,
    graph: &dyn PropertyGraph,
) -> String {
    let types = match types {
        Types::Any => String::new(),
        Types::OneOf(types) if types.is_empty() => ":nothing".to_owned(),
        Types::OneOf(types) => {
            let names = types.iter().map(|kind| graph.relationship_type_name(*kind));
            format!(":{}", names.collect::<Vec<_>>().join("|"))
        }
    };
    let length = match length {
        None => String::new(),
        Some(Length { min, max: u64::MAX }) => format!("*{min}.."),
        Some(Length { min, max }) => format!("*{min}..{max}"),
    };
    match direction {
        Direction::Outgoing => format!("-[{types}{length}]->"),
        Direction::Incoming => format!("<-[{types}{length}]-"),
        Direction::Both => format!("-[{types}{length}]-"),
    }
}

fn filtered(conditions: usize) -> String {
    match conditions {
        0 => String::new(),
        some => format!(" on {}", counted(some, "condition")),
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
