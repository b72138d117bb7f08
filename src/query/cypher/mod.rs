//! `query`: openCypher over the claims.
//!
//! The language itself lives in [`crate::cypher`], which knows nothing of claims; here the graph is shown to it as
//! [`view`] describes, and what it yields becomes an answer whose rows lead to the claims they hold.

mod properties;
mod seen;
mod view;

use crate::answer::{Answer, Cell, Column, Row};
use crate::cypher::graph::NodeId;
use crate::cypher::{self, Error, Kind, Limits, Parameters, Value};
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::model::{ClaimId, Thing};
use view::{Node, Relationship, View};

/// A query and the bounds it runs in.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The text, in openCypher.
    pub text: String,
    /// The values of its `$parameters`.
    pub parameters: Parameters,
    /// How long it may run and how much it may return.
    pub limits: Limits,
    /// Whether the plan is asked for, with the rows that were expected and those that came, instead of the result.
    pub explain: bool,
}

/// Runs a query.
///
/// # Errors
///
/// When the text is no query or a writing one, when values do not fit, and when a bound is met.
pub fn cypher<'g>(
    graph: &'g Graph,
    standing: &'g Standing<'g>,
    lang: &str,
    question: &Question,
) -> Result<Answer<'g>, Error> {
    let view = View::of(graph, standing, lang);
    let query = cypher::Query::prepare(&view, &question.text)?;
    // The vocabulary of a case is fixed, so that a name it does not have is a slip and not an empty answer.
    if let Some(unknown) = query.notices().first() {
        let error = Error::syntax(Kind::UndefinedName, unknown.span, unknown.message.clone());
        return Err(error.with_hint(unknown.hint.clone()));
    }
    let result = query.run(&question.parameters, &question.limits)?;
    let mut answer = if question.explain {
        plan(&result)
    } else {
        let columns = result.columns.iter().map(|name| Column::text(name.clone()));
        let rows: Vec<Row> = result
            .rows
            .iter()
            .map(|values| row(&view, values))
            .collect();
        Answer::new(columns.collect(), rows.into_iter())
    };
    if result.cut_off {
        let most = question.limits.max_rows.unwrap_or_default();
        answer = answer.with_note(format!(
            "only the first {most} rows are listed; --max-rows sets another bound"
        ));
    }
    Ok(answer)
}

fn plan<'g>(result: &cypher::Answer) -> Answer<'g> {
    let columns = vec![
        Column::text("step"),
        Column::number("estimate"),
        Column::number("rows"),
    ];
    let rows: Vec<Row> = result
        .explanation
        .lines
        .iter()
        .map(|line| Row {
            stands_for: None,
            cells: vec![
                Cell::Written(format!("{}{}", "  ".repeat(line.depth), line.action)),
                Cell::Float((line.estimate * 10.0).round() / 10.0),
                Cell::of(line.rows),
            ],
            claims: Vec::new(),
        })
        .collect();
    Answer::new(columns, rows.into_iter())
}

fn row(view: &View<'_>, values: &[Value]) -> Row {
    let mut claims = Vec::new();
    let cells = values
        .iter()
        .map(|value| cell(view, value, &mut claims))
        .collect();
    claims.sort_unstable();
    claims.dedup();
    Row {
        stands_for: None,
        cells,
        claims,
    }
}

/// Returns a value as a cell, and notes the claims it holds.
fn cell(view: &View<'_>, value: &Value, claims: &mut Vec<ClaimId>) -> Cell {
    match value {
        Value::Null => Cell::Absent,
        Value::Boolean(truth) => Cell::Boolean(*truth),
        Value::Integer(number) => Cell::Integer(*number),
        Value::Float(number) => Cell::Float(*number),
        Value::Decimal(number) => Cell::Decimal(*number),
        Value::String(text) => Cell::Written(text.to_string()),
        Value::List(list) => Cell::List(
            list.items()
                .iter()
                .map(|item| cell(view, item, claims))
                .collect(),
        ),
        Value::Map(map) => {
            let entries = map.entries().iter();
            Cell::Map(
                entries
                    .map(|(key, value)| (key.to_string(), cell(view, value, claims)))
                    .collect(),
            )
        }
        Value::Node(node) => node_cell(view, *node, claims),
        Value::Relationship(relationship) => {
            relationship_cell(view, view.relationship_of(*relationship), claims)
        }
        Value::Path(path) => {
            let mut cells = vec![node_cell(view, path.start, claims)];
            for hop in &path.hops {
                cells.push(relationship_cell(
                    view,
                    view.relationship_of(hop.relationship),
                    claims,
                ));
                cells.push(node_cell(view, hop.node, claims));
            }
            Cell::List(cells)
        }
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => Cell::Written(value.to_string()),
    }
}

fn node_cell(view: &View<'_>, node: NodeId, claims: &mut Vec<ClaimId>) -> Cell {
    Cell::Whole(match view.node_of(node) {
        Node::Entity(entity) => Thing::Entity(entity),
        Node::Source(source) => Thing::Source(source),
        Node::Claim(claim) => {
            claims.push(claim);
            Thing::Claim(claim)
        }
    })
}

fn relationship_cell(
    view: &View<'_>,
    relationship: Relationship,
    claims: &mut Vec<ClaimId>,
) -> Cell {
    claims.extend(view.claims_of(relationship));
    match relationship {
        Relationship::Claim(claim) => Cell::Whole(Thing::Claim(claim)),
        other => Cell::Written(format!("[:{}]", view.type_of(other))),
    }
}
