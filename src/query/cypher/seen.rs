//! The view as the query language asks for it: labels, types and keys by handle, scans, seeks and expansion.

use std::sync::Arc;

use super::properties::{self, KEYS};
use super::view::{
    DISPUTES, IN, LINKS, Node, OBJECT, REPORTED_IN, Relationship, SAID_BY, SUBJECT, View, number,
};
use crate::cypher::Value;
use crate::cypher::graph::{
    Direction, Hop, KeyId, LabelId, NodeId, PropertyGraph, RelId, Relationship as Ends, TypeId,
    Types,
};
use crate::model::{ClaimId, KindId, Thing};
use crate::stop::Stop;

impl PropertyGraph for View<'_> {
    fn heed(&self, stop: &Arc<Stop>) {
        self.indexes.heed(stop);
    }

    fn sizes_patterns(&self) -> bool {
        true
    }

    fn label(&self, name: &str) -> Option<LabelId> {
        self.labels
            .iter()
            .position(|label| label == name)
            .map(|index| self.label_at(index))
    }

    fn relationship_type(&self, name: &str) -> Option<TypeId> {
        let index = self.types.iter().position(|kind| kind == name)?;
        number(index).map(TypeId)
    }

    fn key(&self, name: &str) -> Option<KeyId> {
        // The registers of outside ids are looked through only for a name that is no key of our own.
        let own = KEYS.iter().position(|key| *key == name);
        let index = own.or_else(|| self.keys().iter().position(|key| key == name))?;
        number(index).map(KeyId)
    }

    fn label_name(&self, label: LabelId) -> &str {
        &self.labels[label.0 as usize]
    }

    fn relationship_type_name(&self, kind: TypeId) -> &str {
        &self.types[kind.0 as usize]
    }

    fn key_name(&self, key: KeyId) -> &str {
        let index = key.0 as usize;
        match KEYS.get(index) {
            Some(own) => own,
            None => &self.keys()[index],
        }
    }

    fn relationship_types(&self) -> Vec<TypeId> {
        (0..self.types.len())
            .filter(|index| self.first[*index] == *index)
            .filter_map(number)
            .map(TypeId)
            .collect()
    }

    fn labels(&self) -> Vec<LabelId> {
        (0..self.labels.len())
            .map(|index| self.label_at(index))
            .collect()
    }

    fn keys(&self) -> Vec<KeyId> {
        (0..View::keys(self).len())
            .filter_map(number)
            .map(KeyId)
            .collect()
    }

    fn scan(&self, label: Option<LabelId>, position: &mut u64, batch: &mut Vec<NodeId>) {
        self.next_nodes(label, position, batch);
    }

    fn has_type_index(&self) -> bool {
        true
    }

    fn scan_type(&self, kind: TypeId, position: &mut u64, batch: &mut Vec<RelId>) {
        self.next_relationships(kind, position, batch);
    }

    fn has_index(&self, label: Option<LabelId>, key: KeyId) -> bool {
        let _ = label;
        matches!(self.key_name(key), "id" | "label")
    }

    fn seek(&self, label: Option<LabelId>, key: KeyId, value: &Value, found: &mut Vec<NodeId>) {
        let Value::String(text) = value else { return };
        let case = self.graph.case();
        let is_id = self.key_name(key) == "id";
        let things = if is_id {
            self.graph.names().with_id(case, text)
        } else {
            self.graph.names().called(case, text)
        };
        let first = found.len();
        for thing in things {
            let node = match thing {
                Thing::Entity(id) => self.node(Node::Entity(id)),
                Thing::Claim(id) => self.node(Node::Claim(id)),
                Thing::Source(id) => self.node(Node::Source(id)),
                Thing::Predicate(_) => continue,
            };
            // Names are compared folded and in every language; the property is one label, exactly.
            let is_meant = is_id
                || matches!(self.node_property(node, key), Value::String(label) if label == *text);
            if is_meant && label.is_none_or(|label| self.has_label(node, label)) {
                found.push(node);
            }
        }
        found[first..].sort_unstable();
    }

    fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        let label = label.0 as usize;
        let case = self.graph.case();
        let kinds = case.entity_kinds.len();
        match self.node_of(node) {
            Node::Entity(id) => {
                let mut lineage = case.entity_kinds.lineage(case.entities.get(id).kind);
                label == kinds || lineage.any(|kind| kind.index() == label)
            }
            Node::Claim(_) => label == kinds + 1,
            Node::Source(_) => label == kinds + 2,
        }
    }

    fn node_labels(&self, node: NodeId, labels: &mut Vec<LabelId>) {
        let case = self.graph.case();
        let kinds = case.entity_kinds.len();
        match self.node_of(node) {
            Node::Entity(id) => {
                let lineage = case.entity_kinds.lineage(case.entities.get(id).kind);
                let mut indexes: Vec<usize> = lineage.map(KindId::index).chain([kinds]).collect();
                indexes.sort_unstable();
                labels.extend(indexes.into_iter().map(|index| self.label_at(index)));
            }
            Node::Claim(_) => labels.push(self.label_at(kinds + 1)),
            Node::Source(_) => labels.push(self.label_at(kinds + 2)),
        }
    }

    fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        properties::of_node(self, self.node_of(node), self.key_name(key))
    }

    fn node_keys(&self, node: NodeId, keys: &mut Vec<KeyId>) {
        let all = PropertyGraph::keys(self);
        keys.extend(
            all.into_iter()
                .filter(|key| !self.node_property(node, *key).is_null()),
        );
    }

    fn relationship(&self, relationship: RelId) -> Ends {
        let what = self.relationship_of(relationship);
        let (start, end) = self
            .ends(what)
            .map_or((NodeId(u32::MAX), NodeId(u32::MAX)), |(start, end)| {
                (self.node(start), self.node(end))
            });
        Ends {
            kind: self.kind(what),
            start,
            end,
        }
    }

    fn relationship_property(&self, relationship: RelId, key: KeyId) -> Value {
        properties::of_relationship(self, self.relationship_of(relationship), self.key_name(key))
    }

    fn relationship_keys(&self, relationship: RelId, keys: &mut Vec<KeyId>) {
        let all = PropertyGraph::keys(self);
        keys.extend(
            all.into_iter()
                .filter(|key| !self.relationship_property(relationship, *key).is_null()),
        );
    }

    fn expand(&self, node: NodeId, direction: Direction, types: &Types, hops: &mut Vec<Hop>) {
        let here = self.node_of(node);
        self.each_at(here, direction, types, |relationship| {
            let kind = self.kind(relationship);
            if matches!(types, Types::OneOf(types) if !types.contains(&kind)) {
                return;
            }
            let Some((start, end)) = self.ends(relationship) else {
                return;
            };
            let far = match direction {
                Direction::Outgoing if start == here => end,
                Direction::Incoming if end == here => start,
                Direction::Both if start == here => end,
                Direction::Both if end == here => start,
                _ => return,
            };
            hops.push(Hop {
                relationship: self.id(relationship),
                node: self.node(far),
            });
        });
    }

    fn node_count(&self, label: Option<LabelId>) -> u64 {
        let count = match self.of_kind(label) {
            Some(entities) => entities.len(),
            None => self.stretch(label).len(),
        };
        count as u64
    }

    fn relationship_count(&self, kind: Option<TypeId>) -> u64 {
        let [_, claims, sources] = self.counts();
        let predicates = self.graph.case().predicates.len();
        let Some(kind) = kind else {
            return (5 * claims + 2 * sources + self.links().all.len()) as u64;
        };
        let count = |index: usize| match index {
            _ if index < predicates => self.indexes.counts(self.graph)[index],
            _ if index == predicates + REPORTED_IN => sources as u64,
            _ if index == predicates + DISPUTES => self.disputing().pairs.len() as u64,
            _ if index >= predicates + LINKS => self.links().all.len() as u64,
            _ => claims as u64,
        };
        self.written_like(kind).map(count).sum()
    }
}

impl View<'_> {
    /// Calls `visit` on the relationships that may start or end at a node, each once.
    fn each_at(
        &self,
        node: Node,
        direction: Direction,
        types: &Types,
        mut visit: impl FnMut(Relationship),
    ) {
        let predicates = self.graph.case().predicates.len();
        let wants = |structure: usize| match types {
            Types::Any => true,
            Types::OneOf(types) => types
                .iter()
                .any(|kind| kind.0 as usize == self.first[predicates + structure]),
        };
        let wants_claims = match types {
            Types::Any => true,
            Types::OneOf(types) => types.iter().any(|kind| (kind.0 as usize) < predicates),
        };
        let wants_links = (LINKS..self.types.len() - predicates).any(wants);
        let outgoing = direction != Direction::Incoming;
        let incoming = direction != Direction::Outgoing;
        match node {
            Node::Entity(id) => {
                let from = self.graph.claims_from(id);
                let to = self.graph.claims_to(id);
                if wants_claims && outgoing {
                    from.iter()
                        .for_each(|claim| visit(Relationship::Claim(*claim)));
                }
                if wants_claims && incoming {
                    // A claim about an entity and itself was met on its way out.
                    let is_loop = |claim: &ClaimId| {
                        outgoing && self.graph.case().claims.get(*claim).subject == id
                    };
                    to.iter()
                        .filter(|claim| !is_loop(claim))
                        .for_each(|claim| visit(Relationship::Claim(*claim)));
                }
                if incoming && wants(SUBJECT) {
                    from.iter()
                        .for_each(|claim| visit(Relationship::Subject(*claim)));
                }
                if incoming && wants(OBJECT) {
                    to.iter()
                        .for_each(|claim| visit(Relationship::Object(*claim)));
                }
                if incoming && wants(SAID_BY) {
                    self.graph
                        .claims_by(id)
                        .iter()
                        .for_each(|claim| visit(Relationship::SaidBy(*claim)));
                    self.indexes
                        .made(self.graph, id)
                        .iter()
                        .for_each(|source| visit(Relationship::MadeBy(*source)));
                }
            }
            Node::Claim(id) => {
                if outgoing {
                    for (structure, relationship) in [
                        (SUBJECT, Relationship::Subject(id)),
                        (OBJECT, Relationship::Object(id)),
                        (SAID_BY, Relationship::SaidBy(id)),
                        (IN, Relationship::In(id)),
                    ] {
                        if wants(structure) {
                            visit(relationship);
                        }
                    }
                }
                if wants_links {
                    let links = self.links().of_claim.get(&id).into_iter().flatten();
                    links.for_each(|place| visit(Relationship::Link(*place)));
                }
                if wants(DISPUTES) {
                    let pairs = self.disputing().of_claim.get(&id).into_iter().flatten();
                    pairs.for_each(|place| visit(Relationship::Disputes(*place)));
                }
            }
            Node::Source(id) => {
                if outgoing && wants(REPORTED_IN) {
                    visit(Relationship::ReportedIn(id));
                }
                if outgoing && wants(SAID_BY) {
                    visit(Relationship::MadeBy(id));
                }
                if incoming && wants(REPORTED_IN) {
                    self.indexes
                        .reports(self.graph, id)
                        .iter()
                        .for_each(|inner| visit(Relationship::ReportedIn(*inner)));
                }
                if incoming && wants(IN) {
                    self.indexes
                        .within(self.graph, id)
                        .iter()
                        .for_each(|claim| visit(Relationship::In(*claim)));
                }
            }
        }
    }

    fn label_at(&self, index: usize) -> LabelId {
        LabelId(number(index).unwrap_or(u32::MAX))
    }
}
