//! A small property graph in memory, as simple as it gets.

use std::collections::BTreeMap;

use claimgraph::cypher::graph::{
    Direction, Hop, KeyId, LabelId, NodeId, RelId, Relationship, TypeId, Types,
};
use claimgraph::cypher::value::equals;
use claimgraph::cypher::{PropertyGraph, Value};

#[derive(Default)]
pub struct Memory {
    /// Whether nodes can be looked up by label and property, and relationships by type.
    indexed: bool,
    labels: Names,
    types: Names,
    keys: Names,
    nodes: Vec<Node>,
    relationships: Vec<Edge>,
}

#[derive(Default)]
struct Node {
    labels: Vec<u32>,
    properties: BTreeMap<u32, Value>,
    touching: Vec<u32>,
}

struct Edge {
    kind: u32,
    start: u32,
    end: u32,
    properties: BTreeMap<u32, Value>,
}

/// Names and their numbers.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn find(&self, name: &str) -> Option<u32> {
        let place = self.0.iter().position(|known| known == name)?;
        u32::try_from(place).ok()
    }

    fn intern(&mut self, name: &str) -> u32 {
        self.find(name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            count(&self.0) - 1
        })
    }
}

/// Properties by name, as a setup step gives them.
pub type Properties = Vec<(String, Value)>;

impl Memory {
    pub fn new(indexed: bool) -> Self {
        Memory {
            indexed,
            ..Memory::default()
        }
    }

    pub fn add_node(&mut self, labels: &[String], properties: Properties) -> NodeId {
        let labels = labels
            .iter()
            .map(|label| self.labels.intern(label))
            .collect();
        let properties = self.intern(properties);
        self.nodes.push(Node {
            labels,
            properties,
            touching: Vec::new(),
        });
        NodeId(count(&self.nodes) - 1)
    }

    pub fn add_relationship(
        &mut self,
        kind: &str,
        start: NodeId,
        end: NodeId,
        properties: Properties,
    ) -> RelId {
        let id = count(&self.relationships);
        let kind = self.types.intern(kind);
        let properties = self.intern(properties);
        self.nodes[start.0 as usize].touching.push(id);
        if start != end {
            self.nodes[end.0 as usize].touching.push(id);
        }
        self.relationships.push(Edge {
            kind,
            start: start.0,
            end: end.0,
            properties,
        });
        RelId(id)
    }

    pub fn remove_relationship(&mut self, id: RelId) {
        for node in &mut self.nodes {
            node.touching.retain(|touching| *touching != id.0);
        }
    }

    fn intern(&mut self, properties: Properties) -> BTreeMap<u32, Value> {
        let known = properties.into_iter().filter(|(_, value)| !value.is_null());
        known
            .map(|(key, value)| (self.keys.intern(&key), value))
            .collect()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn edge(&self, id: RelId) -> &Edge {
        &self.relationships[id.0 as usize]
    }
}

fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).expect("test graphs are small")
}

impl PropertyGraph for Memory {
    fn label(&self, name: &str) -> Option<LabelId> {
        self.labels.find(name).map(LabelId)
    }

    fn relationship_type(&self, name: &str) -> Option<TypeId> {
        self.types.find(name).map(TypeId)
    }

    fn key(&self, name: &str) -> Option<KeyId> {
        self.keys.find(name).map(KeyId)
    }

    fn label_name(&self, label: LabelId) -> &str {
        &self.labels.0[label.0 as usize]
    }

    fn relationship_type_name(&self, kind: TypeId) -> &str {
        &self.types.0[kind.0 as usize]
    }

    fn key_name(&self, key: KeyId) -> &str {
        &self.keys.0[key.0 as usize]
    }

    fn labels(&self) -> Vec<LabelId> {
        (0..count(&self.labels.0)).map(LabelId).collect()
    }

    fn relationship_types(&self) -> Vec<TypeId> {
        (0..count(&self.types.0)).map(TypeId).collect()
    }

    fn keys(&self) -> Vec<KeyId> {
        (0..count(&self.keys.0)).map(KeyId).collect()
    }

    fn scan(&self, label: Option<LabelId>, position: &mut u64, batch: &mut Vec<NodeId>) {
        while batch.len() < 8 && *position < self.nodes.len() as u64 {
            let node = NodeId(*position as u32);
            if label.is_none_or(|label| self.has_label(node, label)) {
                batch.push(node);
            }
            *position += 1;
        }
    }

    fn has_type_index(&self) -> bool {
        self.indexed
    }

    fn scan_type(&self, kind: TypeId, position: &mut u64, batch: &mut Vec<RelId>) {
        let ids = (0..count(&self.relationships)).skip(*position as usize);
        let of_type = |id: &u32| {
            let edge = &self.relationships[*id as usize];
            edge.kind == kind.0 && self.nodes[edge.start as usize].touching.contains(id)
        };
        batch.extend(ids.filter(of_type).map(RelId));
        *position = self.relationships.len() as u64;
    }

    fn has_index(&self, label: Option<LabelId>, _: KeyId) -> bool {
        let _ = label;
        self.indexed
    }

    fn seek(&self, label: Option<LabelId>, key: KeyId, value: &Value, found: &mut Vec<NodeId>) {
        found.extend((0..count(&self.nodes)).map(NodeId).filter(|node| {
            label.is_none_or(|label| self.has_label(*node, label))
                && equals(&self.node_property(*node, key), value) == Some(true)
        }));
        // A graph may order what it adds to a buffer as it likes.
        found.reverse();
    }

    fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.node(node).labels.contains(&label.0)
    }

    fn node_labels(&self, node: NodeId, labels: &mut Vec<LabelId>) {
        labels.extend(self.node(node).labels.iter().copied().map(LabelId));
    }

    fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        let value = self.node(node).properties.get(&key.0);
        value.cloned().unwrap_or(Value::Null)
    }

    fn node_keys(&self, node: NodeId, keys: &mut Vec<KeyId>) {
        keys.extend(self.node(node).properties.keys().copied().map(KeyId));
    }

    fn relationship(&self, relationship: RelId) -> Relationship {
        let edge = self.edge(relationship);
        Relationship {
            kind: TypeId(edge.kind),
            start: NodeId(edge.start),
            end: NodeId(edge.end),
        }
    }

    fn relationship_property(&self, relationship: RelId, key: KeyId) -> Value {
        let value = self.edge(relationship).properties.get(&key.0);
        value.cloned().unwrap_or(Value::Null)
    }

    fn relationship_keys(&self, relationship: RelId, keys: &mut Vec<KeyId>) {
        keys.extend(
            self.edge(relationship)
                .properties
                .keys()
                .copied()
                .map(KeyId),
        );
    }

    fn expand(&self, node: NodeId, direction: Direction, types: &Types, hops: &mut Vec<Hop>) {
        for id in &self.node(node).touching {
            let edge = &self.relationships[*id as usize];
            let fits = match types {
                Types::Any => true,
                Types::OneOf(types) => types.contains(&TypeId(edge.kind)),
            };
            let (starts, ends) = (edge.start == node.0, edge.end == node.0);
            let leads = match direction {
                Direction::Outgoing => starts,
                Direction::Incoming => ends,
                Direction::Both => true,
            };
            if fits && leads {
                let far = if starts && direction != Direction::Incoming {
                    edge.end
                } else {
                    edge.start
                };
                hops.push(Hop {
                    relationship: RelId(*id),
                    node: NodeId(far),
                });
            }
        }
    }

    fn node_count(&self, label: Option<LabelId>) -> u64 {
        let nodes = (0..count(&self.nodes)).map(NodeId);
        nodes
            .filter(|node| label.is_none_or(|label| self.has_label(*node, label)))
            .count() as u64
    }

    fn relationship_count(&self, kind: Option<TypeId>) -> u64 {
        let edges = self.relationships.iter();
        edges
            .filter(|edge| kind.is_none_or(|kind| kind.0 == edge.kind))
            .count() as u64
    }
}
