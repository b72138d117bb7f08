//! What a query yields, as rows of an answer that lead to the claims they hold.

use super::view::{Node, Relationship, View};
use crate::answer::{Answer, Cell, Column, Edge, Path, Row, Step};
use crate::cypher::graph::{KeyId, NodeId, PropertyGraph, RelId};
use crate::cypher::{Explanation, Value, value};
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
        Value::Node(node) => Cell::Whole(thing(view, *node, claims)),
        Value::Relationship(relationship) => relationship_cell(view, *relationship, claims),
        Value::Path(found) => Cell::Path(Box::new(path(view, found, claims))),
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => Cell::Written(value.to_string()),
    }
}

fn thing(view: &View<'_>, node: NodeId, claims: &mut Vec<ClaimId>) -> Thing {
    match view.node_of(node) {
        Node::Entity(entity) => Thing::Entity(entity),
        Node::Source(source) => Thing::Source(source),
        Node::Claim(claim) => {
            claims.push(claim);
            Thing::Claim(claim)
        }
    }
}

fn relationship_cell(view: &View<'_>, id: RelId, claims: &mut Vec<ClaimId>) -> Cell {
    match edge(view, id, claims) {
        Edge {
            claim: Some(claim), ..
        } => Cell::Whole(Thing::Claim(claim)),
        edge => Cell::Edge(Box::new(edge)),
    }
}

fn edge(view: &View<'_>, id: RelId, claims: &mut Vec<ClaimId>) -> Edge {
    let relationship = view.relationship_of(id);
    claims.extend(view.claims_of(relationship));
    let ends = view.relationship(id);
    let claim = match relationship {
        Relationship::Claim(claim) => Some(claim),
        _ => None,
    };
    let mut keys = Vec::new();
    if claim.is_none() {
        view.relationship_keys(id, &mut keys);
    }
    let property = |key: KeyId| {
        let value = view.relationship_property(id, key);
        let cell = cell(view, &value, &mut Vec::new());
        (view.key_name(key).to_owned(), cell)
    };
    let end = |node| thing(view, node, &mut Vec::new());
    Edge {
        kind: view.relationship_type_name(ends.kind).to_owned(),
        claim,
        start: end(ends.start),
        end: end(ends.end),
        properties: keys.into_iter().map(property).collect(),
    }
}

fn path(view: &View<'_>, path: &value::Path, claims: &mut Vec<ClaimId>) -> Path {
    let mut here = path.start;
    let steps = path.hops.iter().map(|hop| {
        let forwards = view.relationship(hop.relationship).start == here;
        here = hop.node;
        Step {
            edge: edge(view, hop.relationship, claims),
            forwards,
            to: thing(view, hop.node, claims),
        }
    });
    let steps = steps.collect();
    Path {
        start: thing(view, path.start, claims),
        steps,
    }
}
