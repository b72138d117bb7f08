//! What a query yields, as rows of an answer that lead to the claims they hold.

use super::view::{Node, Relationship, View};
use crate::answer::{Answer, Cell, Column, Row};
use crate::cypher::graph::NodeId;
use crate::cypher::{Explanation, Value};
use crate::model::{ClaimId, Thing};

/// Returns a plan, a step a row.
pub(super) fn plan<'g>(explanation: &Explanation) -> Answer<'g> {
    let columns = vec![
        Column::text("step"),
        Column::number("estimate"),
        Column::number("rows"),
    ];
    let rows: Vec<Row> = explanation
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

/// Returns the values of one row.
pub(super) fn row(view: &View<'_>, values: &[Value]) -> Row {
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
