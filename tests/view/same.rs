//! Rows of either graph as texts that can be compared: nodes and claims by their ids, other relationships by their ends.

use claimgraph::answer::{Cell, Edge};
use claimgraph::cypher::graph::{KeyId, NodeId, RelId};
use claimgraph::cypher::{PropertyGraph, Value};
use claimgraph::graph::Graph;
use claimgraph::model::Thing;

use crate::memory::Memory;

/// What a copied graph returned. Lists are sorted, since nothing determines the order of what is collected.
pub fn of_value(memory: &Memory, value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => format!("{:.6}", *number as f64),
        Value::Float(number) => format!("{number:.6}"),
        Value::Decimal(number) => format!(
            "{:.6}",
            number.to_string().parse::<f64>().expect("a number")
        ),
        Value::List(list) => sorted(list.items().iter().map(|item| of_value(memory, item))),
        Value::Node(node) => node_id(memory, *node),
        Value::Relationship(id) => relationship(memory, *id),
        Value::Path(path) => {
            let steps = path.hops.iter();
            let steps = steps.flat_map(|hop| {
                [
                    relationship(memory, hop.relationship),
                    node_id(memory, hop.node),
                ]
            });
            let parts: Vec<String> = std::iter::once(node_id(memory, path.start))
                .chain(steps)
                .collect();
            parts.join(" / ")
        }
        other => format!("'{other}'"),
    }
}

fn id_key(memory: &Memory) -> KeyId {
    memory.key("id").expect("ids")
}

fn node_id(memory: &Memory, node: NodeId) -> String {
    format!("<{}>", memory.node_property(node, id_key(memory)))
}

fn relationship(memory: &Memory, id: RelId) -> String {
    let found = memory.relationship(id);
    match memory.relationship_property(id, id_key(memory)) {
        Value::String(claim) => format!("<{claim}>"),
        _ => {
            let kind = memory.relationship_type_name(found.kind);
            let [start, end] = [found.start, found.end].map(|node| node_id(memory, node));
            format!("{start}{kind}{end}")
        }
    }
}

/// What a query of the case returned, in the same words.
pub fn of_cell(graph: &Graph, cell: &Cell) -> String {
    let case = graph.case();
    let thing = |thing: Thing| format!("<{}>", case.id_of(thing));
    let edge = |edge: &Edge| match edge.claim {
        Some(claim) => thing(Thing::Claim(claim)),
        None => format!("{}{}{}", thing(edge.start), edge.kind, thing(edge.end)),
    };
    match cell {
        Cell::Absent => "null".to_owned(),
        Cell::Boolean(truth) => truth.to_string(),
        Cell::Integer(number) => format!("{:.6}", *number as f64),
        Cell::Float(number) => format!("{number:.6}"),
        Cell::Decimal(number) => format!(
            "{:.6}",
            number.to_string().parse::<f64>().expect("a number")
        ),
        Cell::Written(text) => format!("'{text}'"),
        Cell::Whole(found) => thing(*found),
        Cell::List(items) => sorted(items.iter().map(|item| of_cell(graph, item))),
        Cell::Edge(found) => edge(found),
        Cell::Path(path) => {
            let steps = path.steps.iter();
            let steps = steps.flat_map(|step| [edge(&step.edge), thing(step.to)]);
            let parts: Vec<String> = std::iter::once(thing(path.start)).chain(steps).collect();
            parts.join(" / ")
        }
        other => panic!("{other:?} is no value of a query"),
    }
}

fn sorted(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    items.sort();
    format!("[{}]", items.join(", "))
}
