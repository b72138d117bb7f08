//! The graph as a query sees it: one trait that any property graph can stand behind.
//!
//! Everything is a handle of 32 bits. Names of labels, relationship types and property keys are
//! looked up once, when a query is prepared; no call in a loop carries a string. What may be many
//! is written into buffers that the caller keeps.

use std::sync::Arc;

use super::value::Value;
use crate::stop::Stop;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    };
}

handle!(
    /// A node.
    NodeId
);
handle!(
    /// A relationship.
    RelId
);
handle!(
    /// An interned node label.
    LabelId
);
handle!(
    /// An interned relationship type.
    TypeId
);
handle!(
    /// An interned property key.
    KeyId
);

/// Which relationships of a node are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Those that start at the node.
    Outgoing,
    /// Those that end at the node.
    Incoming,
    /// All of them; a loop counts once.
    Both,
}

impl Direction {
    /// The same relationships seen from their other end.
    pub fn reversed(self) -> Self {
        match self {
            Direction::Outgoing => Direction::Incoming,
            Direction::Incoming => Direction::Outgoing,
            Direction::Both => Direction::Both,
        }
    }
}

/// A relationship and the node at its far end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hop {
    /// The relationship.
    pub relationship: RelId,
    /// The node at its far end.
    pub node: NodeId,
}

/// What a relationship is, apart from its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// Its type.
    pub kind: TypeId,
    /// Where it starts.
    pub start: NodeId,
    /// Where it ends.
    pub end: NodeId,
}

/// The relationship types a pattern allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Types {
    /// Any type.
    Any,
    /// One of these; none at all when the list is empty.
    OneOf(Vec<TypeId>),
}

/// A read-only property graph.
///
/// Handles given out by a graph stay valid as long as it lives, and the order in which nodes and
/// relationships come is the same in every run.
pub trait PropertyGraph {
    /// Takes what tells that the query is to be given up, before it is planned and whenever it goes on. A graph that has
    /// something long to work out looks at it meanwhile, and once it is met may tell anything: nothing comes of it.
    fn heed(&self, stop: &Arc<Stop>) {
        let _ = stop;
    }

    /// Whether `size()` of a pattern counts its matches, as Neo4j had it. openCypher has it fail.
    fn sizes_patterns(&self) -> bool {
        false
    }

    /// Returns the handle of a label, if any node may carry it.
    fn label(&self, name: &str) -> Option<LabelId>;
    /// Returns the handle of a relationship type, if any relationship may have it.
    fn relationship_type(&self, name: &str) -> Option<TypeId>;
    /// Returns the handle of a property key, if anything may carry it.
    fn key(&self, name: &str) -> Option<KeyId>;

    /// The label as queries write it.
    fn label_name(&self, label: LabelId) -> &str;
    /// The relationship type as queries write it.
    fn relationship_type_name(&self, kind: TypeId) -> &str;
    /// The property key as queries write it.
    fn key_name(&self, key: KeyId) -> &str;

    /// All relationship types.
    fn relationship_types(&self) -> Vec<TypeId>;
    /// All labels, to suggest one for a name that is none.
    fn labels(&self) -> Vec<LabelId> {
        Vec::new()
    }
    /// All property keys, to suggest one for a name that is none.
    fn keys(&self) -> Vec<KeyId> {
        Vec::new()
    }

    /// Appends the next nodes, all or those with a label, to `batch`. `position` starts at 0 and is
    /// the graph's own bookmark; a call that appends nothing ends the scan.
    fn scan(&self, label: Option<LabelId>, position: &mut u64, batch: &mut Vec<NodeId>);
    /// Tells whether [`scan_type`](Self::scan_type) can list relationships.
    fn has_type_index(&self) -> bool {
        false
    }
    /// Appends the next relationships of a type to `batch`, as [`scan`](Self::scan) does for nodes.
    /// Called only where there is an index.
    fn scan_type(&self, kind: TypeId, position: &mut u64, batch: &mut Vec<RelId>) {
        let _ = (kind, position, batch);
    }
    /// Tells whether [`seek`](Self::seek) can look nodes up by this key (among those with the label).
    fn has_index(&self, label: Option<LabelId>, key: KeyId) -> bool {
        let _ = (label, key);
        false
    }
    /// Appends the nodes whose property equals `value`. Called only where there is an index.
    fn seek(&self, label: Option<LabelId>, key: KeyId, value: &Value, found: &mut Vec<NodeId>) {
        let _ = (label, key, value, found);
    }

    /// Tells whether a node carries a label.
    fn has_label(&self, node: NodeId, label: LabelId) -> bool;
    /// Appends the labels of a node.
    fn node_labels(&self, node: NodeId, labels: &mut Vec<LabelId>);
    /// Returns a property, or null. Texts are shared, so a graph that keeps them interned as
    /// `Arc<str>` copies nothing.
    fn node_property(&self, node: NodeId, key: KeyId) -> Value;
    /// Appends the keys of the properties that a node has.
    fn node_keys(&self, node: NodeId, keys: &mut Vec<KeyId>);

    /// Returns the type and the ends of a relationship.
    fn relationship(&self, relationship: RelId) -> Relationship;
    /// Returns a property, or null.
    fn relationship_property(&self, relationship: RelId, key: KeyId) -> Value;
    /// Appends the keys of the properties that a relationship has.
    fn relationship_keys(&self, relationship: RelId, keys: &mut Vec<KeyId>);
    /// Appends the relationships of a node with the nodes at their far ends.
    fn expand(&self, node: NodeId, direction: Direction, types: &Types, hops: &mut Vec<Hop>);

    /// How many nodes there are, all or with a label; an estimate will do.
    fn node_count(&self, label: Option<LabelId>) -> u64;
    /// How many relationships there are, all or of a type; an estimate will do.
    fn relationship_count(&self, kind: Option<TypeId>) -> u64;
    /// How many nodes a [`seek`](Self::seek) finds on average.
    fn seek_estimate(&self, label: Option<LabelId>, key: KeyId) -> f64 {
        let _ = (label, key);
        1.0
    }
}
