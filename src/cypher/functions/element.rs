//! Functions of nodes, relationships, paths and maps.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Definition, Environment, Gives, row};
use crate::cypher::error::Fault;
use crate::cypher::expression::{LabelTest, PropertyKey};
use crate::cypher::temporal;
use crate::cypher::types::Kinds;
use crate::cypher::value::Value;

const ENTITY: &[Kinds] = &[Kinds::ENTITY];
const NODE: &[Kinds] = &[Kinds::NODE];
const RELATIONSHIP: &[Kinds] = &[Kinds::RELATIONSHIP];
const PATH: &[Kinds] = &[Kinds::PATH];
const KEYED: &[Kinds] = &[Kinds::ENTITY.or(Kinds::MAP)];

pub(super) const TABLE: &[Definition] = &[
    row("id", (1, 1), ENTITY, Gives::Value(Kinds::INTEGER), id),
    row(
        "elementId",
        (1, 1),
        ENTITY,
        Gives::Value(Kinds::STRING),
        element_id,
    ),
    row("labels", (1, 1), NODE, Gives::ListOf(Kinds::STRING), labels),
    row(
        "type",
        (1, 1),
        RELATIONSHIP,
        Gives::Value(Kinds::STRING),
        kind,
    ),
    row("keys", (1, 1), KEYED, Gives::ListOf(Kinds::STRING), keys),
    row(
        "properties",
        (1, 1),
        KEYED,
        Gives::Value(Kinds::MAP),
        |environment, a| properties(environment, &a[0]),
    ),
    row(
        "startNode",
        (1, 1),
        RELATIONSHIP,
        Gives::Value(Kinds::NODE),
        start_node,
    ),
    row(
        "endNode",
        (1, 1),
        RELATIONSHIP,
        Gives::Value(Kinds::NODE),
        end_node,
    ),
    row("nodes", (1, 1), PATH, Gives::ListOf(Kinds::NODE), nodes),
    row(
        "relationships",
        (1, 1),
        PATH,
        Gives::ListOf(Kinds::RELATIONSHIP),
        relationships,
    ),
    row("length", (1, 1), PATH, Gives::Value(Kinds::INTEGER), length),
];

/// `base.key`: of a node, a relationship, a map or a temporal value; null of null.
pub fn property(
    environment: &Environment<'_>,
    base: &Value,
    key: &PropertyKey,
) -> Result<Value, Fault> {
    let graph = environment.graph;
    match (base, key.id) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::Node(node), Some(id)) => Ok(graph.node_property(*node, id)),
        (Value::Relationship(relationship), Some(id)) => {
            Ok(graph.relationship_property(*relationship, id))
        }
        (Value::Node(_) | Value::Relationship(_), None) => Ok(Value::Null),
        (Value::Map(map), _) => Ok(map.get(&key.name).cloned().unwrap_or(Value::Null)),
        _ => temporal::component(base, &key.name).unwrap_or_else(|| {
            Err(Fault::wrong_type(format!(
                "{} has no property `{}`",
                base.type_name(),
                key.name
            )))
        }),
    }
}

/// All properties of a node, a relationship or a map, as a map; null of null.
pub fn properties(environment: &Environment<'_>, element: &Value) -> Result<Value, Fault> {
    match property_map(environment, "properties", element)? {
        None => Ok(Value::Null),
        Some(map) => Value::map(map),
    }
}

/// Tells whether a node has labels, or a relationship a type, that pass the test; null of null.
pub fn has_labels(
    environment: &Environment<'_>,
    element: &Value,
    test: &LabelTest,
) -> Result<Option<bool>, Fault> {
    match element {
        Value::Null => Ok(None),
        Value::Node(node) => Ok(Some(test.holds(&|_, id| {
            id.is_some_and(|label| environment.graph.has_label(*node, label))
        }))),
        Value::Relationship(relationship) => {
            let kind = environment.graph.relationship(*relationship).kind;
            let kind = environment.graph.relationship_type_name(kind);
            Ok(Some(test.holds(&|name, _| name == kind)))
        }
        other => Err(Fault::wrong_type(format!(
            "labels are for nodes, not for {}",
            other.type_name()
        ))),
    }
}

fn id(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => Ok(Value::Integer(node.0.into())),
        Value::Relationship(relationship) => Ok(Value::Integer(relationship.0.into())),
        other => Err(unfit("id", "a node or relationship", other)),
    }
}

fn element_id(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match id(environment, arguments)? {
        Value::Integer(id) => Ok(Value::string(id.to_string())),
        other => Ok(other),
    }
}

fn labels(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let node = match &arguments[0] {
        Value::Null => return Ok(Value::Null),
        Value::Node(node) => *node,
        other => return Err(unfit("labels", "a node", other)),
    };
    let mut labels = Vec::new();
    environment.graph.node_labels(node, &mut labels);
    let names = labels
        .into_iter()
        .map(|label| Value::from(environment.graph.label_name(label)));
    Value::list(names.collect())
}

fn kind(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let graph = environment.graph;
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Relationship(relationship) => {
            let kind = graph.relationship(*relationship).kind;
            Ok(Value::from(graph.relationship_type_name(kind)))
        }
        other => Err(unfit("type", "a relationship", other)),
    }
}

fn keys(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match property_map(environment, "keys", &arguments[0])? {
        None => Ok(Value::Null),
        Some(map) => Value::list(map.into_keys().map(Value::String).collect()),
    }
}

fn property_map(
    environment: &Environment<'_>,
    function: &str,
    element: &Value,
) -> Result<Option<BTreeMap<Arc<str>, Value>>, Fault> {
    let graph = environment.graph;
    let mut keys = Vec::new();
    let map = match element {
        Value::Null => return Ok(None),
        Value::Map(map) => map.entries().clone(),
        Value::Node(node) => {
            graph.node_keys(*node, &mut keys);
            let entry = |key| (graph.key_name(key).into(), graph.node_property(*node, key));
            keys.into_iter().map(entry).collect()
        }
        Value::Relationship(relationship) => {
            graph.relationship_keys(*relationship, &mut keys);
            let value = |key| graph.relationship_property(*relationship, key);
            let entry = |key| (graph.key_name(key).into(), value(key));
            keys.into_iter().map(entry).collect()
        }
        other => return Err(unfit(function, "a node, relationship or map", other)),
    };
    Ok(Some(map))
}

fn start_node(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Relationship(id) => Ok(Value::Node(environment.graph.relationship(*id).start)),
        other => Err(unfit("startNode", "a relationship", other)),
    }
}

fn end_node(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Relationship(id) => Ok(Value::Node(environment.graph.relationship(*id).end)),
        other => Err(unfit("endNode", "a relationship", other)),
    }
}

fn nodes(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => {
            let rest = path.hops.iter().map(|hop| hop.node);
            let nodes = std::iter::once(path.start).chain(rest);
            Value::list(nodes.map(Value::Node).collect())
        }
        other => Err(unfit("nodes", "a path", other)),
    }
}

fn relationships(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => {
            let relationships = path.hops.iter().map(|hop| hop.relationship);
            Value::list(relationships.map(Value::Relationship).collect())
        }
        other => Err(unfit("relationships", "a path", other)),
    }
}

fn length(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    match &arguments[0] {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => Ok(Value::Integer(path.hops.len() as i64)),
        other => Err(unfit("length", "a path", other)),
    }
}

fn unfit(function: &str, wanted: &str, got: &Value) -> Fault {
    Fault::bad_value(format!(
        "`{function}` takes {wanted}, not {}",
        got.type_name()
    ))
}
