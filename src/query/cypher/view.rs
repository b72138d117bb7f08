//! The graph that a query sees. Nothing is copied: every node and relationship is worked out from the case.
//!
//! | what | is | labels or type |
//! |---|---|---|
//! | an entity | a node | `:Entity`, and its kind: `:Person`, `:PublicBody` |
//! | a source | a node | `:Source` |
//! | a claim | a node | `:Claim` |
//! | a claim with an object | a relationship from subject to object too | its predicate: `:DONATED_TO` |
//! | what a claim is about | relationships from its node | `:SUBJECT`, `:OBJECT`, `:SAID_BY`, `:IN` |
//! | a source | relationships | `:REPORTED_IN`, and `:SAID_BY` to its maker |
//! | a dispute | a relationship between each two of its claims | `:DISPUTES {rule, certain, why}` |
//! | a curated link | a relationship between claims | `:SUPPORTS`, `:REBUTS`, `:RESTATES`, `:EXPLAINS`, `:PARTS` |

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::properties::{self, KEYS};
use crate::cypher::Value;
use crate::cypher::graph::{
    Direction, Hop, KeyId, LabelId, NodeId, PropertyGraph, RelId, Relationship as Ends, TypeId,
    Types,
};
use crate::dispute::{Certainty, Dispute, Standing};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, EntityKind, Handle, Link, LinkKind, SourceId, Thing, Word};

/// A case and how its claims stand, as a property graph.
pub(super) struct View<'g> {
    pub graph: &'g Graph,
    pub standing: &'g Standing<'g>,
    pub lang: &'g str,
    said: Vec<Vec<ClaimId>>,
    made: Vec<Vec<SourceId>>,
    within: Vec<Vec<ClaimId>>,
    reports: Vec<Vec<SourceId>>,
    links: Vec<(ClaimId, Link)>,
    linked: BTreeMap<ClaimId, Vec<usize>>,
    disputes: OnceCell<Disputing<'g>>,
    types: Vec<String>,
    labels: Vec<String>,
    /// The keys of properties, those of outside registers last.
    pub keys: Vec<String>,
}

/// The pairs of claims that dispute each other.
#[derive(Default)]
struct Disputing<'g> {
    pairs: Vec<(ClaimId, ClaimId, &'g Dispute)>,
    of_claim: BTreeMap<ClaimId, Vec<usize>>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Entity(EntityId),
    Claim(ClaimId),
    Source(SourceId),
}

/// What a relationship is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relationship {
    Claim(ClaimId),
    Subject(ClaimId),
    Object(ClaimId),
    SaidBy(ClaimId),
    In(ClaimId),
    ReportedIn(SourceId),
    MadeBy(SourceId),
    /// By its place among the links.
    Link(usize),
    /// By its place among the pairs.
    Disputes(usize),
}

/// The types of relationships that are not predicates, in the order of their handles.
const STRUCTURE: [&str; 6] = [
    "SUBJECT",
    "OBJECT",
    "SAID_BY",
    "IN",
    "REPORTED_IN",
    "DISPUTES",
];
const SUBJECT: usize = 0;
const OBJECT: usize = 1;
const SAID_BY: usize = 2;
const IN: usize = 3;
const REPORTED_IN: usize = 4;
const DISPUTES: usize = 5;
const LINKS: usize = STRUCTURE.len();

/// The labels of nodes besides the kinds of entities, which come before them.
const LABELS: [&str; 3] = ["Entity", "Claim", "Source"];

impl<'g> View<'g> {
    pub fn of(graph: &'g Graph, standing: &'g Standing<'g>, lang: &'g str) -> Self {
        let case = graph.case();
        let mut said = vec![Vec::new(); case.entities.len()];
        let mut within = vec![Vec::new(); case.sources.len()];
        let mut links = Vec::new();
        let mut linked = BTreeMap::<ClaimId, Vec<usize>>::new();
        for (id, claim) in case.claims.iter() {
            said[case.speaker(claim).index()].push(id);
            within[claim.source.index()].push(id);
            for link in case.claims.links(id) {
                for end in [id, link.target] {
                    linked.entry(end).or_default().push(links.len());
                }
                links.push((id, *link));
            }
        }
        let mut made = vec![Vec::new(); case.entities.len()];
        let mut reports = vec![Vec::new(); case.sources.len()];
        for (id, source) in case.sources.iter() {
            made[source.maker.index()].push(id);
            if let Some(outer) = source.reported_in {
                reports[outer.index()].push(id);
            }
        }
        let predicates = case
            .predicates
            .iter()
            .map(|(_, predicate)| upper(case.text(predicate.id)));
        let structure = STRUCTURE.iter().map(|name| (*name).to_owned());
        let curated = LinkKind::ALL.iter().map(|kind| upper(kind.as_str()));
        let kinds = EntityKind::ALL.iter().map(|kind| camel(kind.as_str()));
        let mut keys: Vec<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        for (_, entity) in case.entities.iter() {
            for (register, _) in &entity.ids {
                if keys.iter().all(|key| key != case.text(*register)) {
                    keys.push(case.text(*register).to_owned());
                }
            }
        }
        Self {
            graph,
            standing,
            lang,
            said,
            made,
            within,
            reports,
            links,
            linked,
            disputes: OnceCell::new(),
            types: predicates.chain(structure).chain(curated).collect(),
            labels: kinds
                .chain(LABELS.iter().map(|label| (*label).to_owned()))
                .collect(),
            keys,
        }
    }

    fn disputing(&self) -> &Disputing<'g> {
        self.disputes.get_or_init(|| {
            let mut disputing = Disputing::default();
            let standing: &'g Standing<'g> = self.standing;
            for dispute in standing.disputes().all() {
                for (place, a) in dispute.claims.iter().enumerate() {
                    for b in &dispute.claims[place + 1..] {
                        for end in [*a, *b] {
                            disputing
                                .of_claim
                                .entry(end)
                                .or_default()
                                .push(disputing.pairs.len());
                        }
                        disputing.pairs.push((*a, *b, dispute));
                    }
                }
            }
            disputing
        })
    }

    fn counts(&self) -> [usize; 3] {
        let case = self.graph.case();
        [case.entities.len(), case.claims.len(), case.sources.len()]
    }

    /// Returns what a node is.
    pub fn node_of(&self, node: NodeId) -> Node {
        let [entities, claims, _] = self.counts();
        let index = node.0 as usize;
        if index < entities {
            Node::Entity(EntityId::from_index(index))
        } else if index < entities + claims {
            Node::Claim(ClaimId::from_index(index - entities))
        } else {
            Node::Source(SourceId::from_index(index - entities - claims))
        }
    }

    fn node(&self, node: Node) -> NodeId {
        let [entities, claims, _] = self.counts();
        number(match node {
            Node::Entity(id) => id.index(),
            Node::Claim(id) => entities + id.index(),
            Node::Source(id) => entities + claims + id.index(),
        })
        .map_or(NodeId(u32::MAX), NodeId)
    }

    /// Returns what a relationship is.
    pub fn relationship_of(&self, relationship: RelId) -> Relationship {
        let [_, claims, sources] = self.counts();
        let index = relationship.0 as usize;
        let claim = |block: usize| ClaimId::from_index(index - block * claims);
        let rest = index.saturating_sub(5 * claims);
        match index.checked_div(claims).unwrap_or(5) {
            0 => Relationship::Claim(claim(0)),
            1 => Relationship::Subject(claim(1)),
            2 => Relationship::Object(claim(2)),
            3 => Relationship::SaidBy(claim(3)),
            4 => Relationship::In(claim(4)),
            _ if rest < sources => Relationship::ReportedIn(SourceId::from_index(rest)),
            _ if rest < 2 * sources => Relationship::MadeBy(SourceId::from_index(rest - sources)),
            _ if rest < 2 * sources + self.links.len() => Relationship::Link(rest - 2 * sources),
            _ => Relationship::Disputes(rest - 2 * sources - self.links.len()),
        }
    }

    fn id(&self, relationship: Relationship) -> RelId {
        let [_, claims, sources] = self.counts();
        let rest = 5 * claims;
        number(match relationship {
            Relationship::Claim(id) => id.index(),
            Relationship::Subject(id) => claims + id.index(),
            Relationship::Object(id) => 2 * claims + id.index(),
            Relationship::SaidBy(id) => 3 * claims + id.index(),
            Relationship::In(id) => 4 * claims + id.index(),
            Relationship::ReportedIn(id) => rest + id.index(),
            Relationship::MadeBy(id) => rest + sources + id.index(),
            Relationship::Link(place) => rest + 2 * sources + place,
            Relationship::Disputes(place) => rest + 2 * sources + self.links.len() + place,
        })
        .map_or(RelId(u32::MAX), RelId)
    }

    fn kind(&self, relationship: Relationship) -> TypeId {
        let case = self.graph.case();
        let predicates = case.predicates.len();
        let index = match relationship {
            Relationship::Claim(id) => case.claims[id].predicate.index(),
            Relationship::Subject(_) => predicates + SUBJECT,
            Relationship::Object(_) => predicates + OBJECT,
            Relationship::SaidBy(_) | Relationship::MadeBy(_) => predicates + SAID_BY,
            Relationship::In(_) => predicates + IN,
            Relationship::ReportedIn(_) => predicates + REPORTED_IN,
            Relationship::Disputes(_) => predicates + DISPUTES,
            Relationship::Link(place) => predicates + LINKS + self.links[place].1.kind as usize,
        };
        TypeId(number(index).unwrap_or(u32::MAX))
    }

    /// Returns a relationship's type as queries write it.
    pub fn type_of(&self, relationship: Relationship) -> &str {
        &self.types[self.kind(relationship).0 as usize]
    }

    /// Returns the ends of a relationship, `None` for the object of a claim that has none.
    fn ends(&self, relationship: Relationship) -> Option<(Node, Node)> {
        let case = self.graph.case();
        let claim = |id: ClaimId| &case.claims[id];
        Some(match relationship {
            Relationship::Claim(id) => (
                Node::Entity(claim(id).subject),
                Node::Entity(claim(id).object?),
            ),
            Relationship::Subject(id) => (Node::Claim(id), Node::Entity(claim(id).subject)),
            Relationship::Object(id) => (Node::Claim(id), Node::Entity(claim(id).object?)),
            Relationship::SaidBy(id) => (Node::Claim(id), Node::Entity(case.speaker(claim(id)))),
            Relationship::In(id) => (Node::Claim(id), Node::Source(claim(id).source)),
            Relationship::ReportedIn(id) => (
                Node::Source(id),
                Node::Source(case.sources[id].reported_in?),
            ),
            Relationship::MadeBy(id) => (Node::Source(id), Node::Entity(case.sources[id].maker)),
            Relationship::Link(place) => {
                let (from, link) = self.links[place];
                (Node::Claim(from), Node::Claim(link.target))
            }
            Relationship::Disputes(place) => {
                let (a, b, _) = self.disputing().pairs[place];
                (Node::Claim(a), Node::Claim(b))
            }
        })
    }

    /// Returns the claims a relationship rests on.
    pub fn claims_of(&self, relationship: Relationship) -> Vec<ClaimId> {
        match relationship {
            Relationship::Claim(id)
            | Relationship::Subject(id)
            | Relationship::Object(id)
            | Relationship::SaidBy(id)
            | Relationship::In(id) => vec![id],
            Relationship::ReportedIn(_) | Relationship::MadeBy(_) => Vec::new(),
            Relationship::Link(_) | Relationship::Disputes(_) => {
                let ends = self.ends(relationship);
                let claim = |node| match node {
                    Node::Claim(id) => Some(id),
                    Node::Entity(_) | Node::Source(_) => None,
                };
                ends.into_iter()
                    .flat_map(|(a, b)| [a, b])
                    .filter_map(claim)
                    .collect()
            }
        }
    }

    /// Returns the dispute that a relationship tells, if it tells one.
    pub fn dispute(&self, relationship: Relationship) -> Option<&'g Dispute> {
        match relationship {
            Relationship::Disputes(place) => Some(self.disputing().pairs[place].2),
            _ => None,
        }
    }

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
                .any(|kind| kind.0 as usize == predicates + structure),
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
                        outgoing && self.graph.case().claims[*claim].subject == id
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
                    self.said[id.index()]
                        .iter()
                        .for_each(|claim| visit(Relationship::SaidBy(*claim)));
                    self.made[id.index()]
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
                    let links = self.linked.get(&id).into_iter().flatten();
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
                    self.reports[id.index()]
                        .iter()
                        .for_each(|inner| visit(Relationship::ReportedIn(*inner)));
                }
                if incoming && wants(IN) {
                    self.within[id.index()]
                        .iter()
                        .for_each(|claim| visit(Relationship::In(*claim)));
                }
            }
        }
    }

    fn label_at(&self, index: usize) -> LabelId {
        LabelId(number(index).unwrap_or(u32::MAX))
    }

    /// Returns the nodes that carry a label, as a stretch of their handles; kinds of entities are sifted later.
    fn stretch(&self, label: Option<LabelId>) -> std::ops::Range<usize> {
        let [entities, claims, sources] = self.counts();
        let kinds = EntityKind::ALL.len();
        match label.map(|label| (label.0 as usize).saturating_sub(kinds)) {
            None => 0..entities + claims + sources,
            Some(0) => 0..entities,
            Some(1) => entities..entities + claims,
            Some(_) => entities + claims..entities + claims + sources,
        }
    }
}

impl PropertyGraph for View<'_> {
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
        let index = self.keys.iter().position(|key| key == name)?;
        number(index).map(KeyId)
    }

    fn label_name(&self, label: LabelId) -> &str {
        &self.labels[label.0 as usize]
    }

    fn relationship_type_name(&self, kind: TypeId) -> &str {
        &self.types[kind.0 as usize]
    }

    fn key_name(&self, key: KeyId) -> &str {
        &self.keys[key.0 as usize]
    }

    fn relationship_types(&self) -> Vec<TypeId> {
        (0..self.types.len())
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
        (0..self.keys.len()).filter_map(number).map(KeyId).collect()
    }

    fn scan(&self, label: Option<LabelId>, position: &mut u64, batch: &mut Vec<NodeId>) {
        const BATCH: usize = 1_024;
        let stretch = self.stretch(label);
        let mut at = stretch.start + usize::try_from(*position).unwrap_or(usize::MAX);
        while at < stretch.end && batch.len() < BATCH {
            let node = NodeId(number(at).unwrap_or(u32::MAX));
            if label.is_none_or(|label| self.has_label(node, label)) {
                batch.push(node);
            }
            at += 1;
        }
        *position = (at - stretch.start) as u64;
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
            self.graph.names().called(text)
        };
        for thing in things {
            let node = match *thing {
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
        found.sort_unstable();
    }

    fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        let label = label.0 as usize;
        let kinds = EntityKind::ALL.len();
        match self.node_of(node) {
            Node::Entity(id) => {
                label == kinds || label == self.graph.case().entities[id].kind as usize
            }
            Node::Claim(_) => label == kinds + 1,
            Node::Source(_) => label == kinds + 2,
        }
    }

    fn node_labels(&self, node: NodeId, labels: &mut Vec<LabelId>) {
        let all = PropertyGraph::labels(self);
        labels.extend(all.into_iter().filter(|label| self.has_label(node, *label)));
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
        let kinds = EntityKind::ALL.len();
        match label {
            Some(label) if (label.0 as usize) < kinds => {
                let entities = self.graph.case().entities.iter();
                entities
                    .filter(|(_, entity)| entity.kind as usize == label.0 as usize)
                    .count() as u64
            }
            _ => self.stretch(label).len() as u64,
        }
    }

    fn relationship_count(&self, kind: Option<TypeId>) -> u64 {
        let case = self.graph.case();
        let [_, claims, sources] = self.counts();
        let predicates = case.predicates.len();
        let count = match kind.map(|kind| kind.0 as usize) {
            None => 5 * claims + 2 * sources + self.links.len(),
            Some(index) if index < predicates => case
                .claims
                .iter()
                .filter(|(_, claim)| claim.predicate.index() == index)
                .count(),
            Some(index) if index == predicates + REPORTED_IN => sources,
            Some(index) if index == predicates + DISPUTES => self.disputing().pairs.len(),
            Some(index) if index >= predicates + LINKS => self.links.len(),
            Some(_) => claims,
        };
        count as u64
    }
}

impl View<'_> {
    /// Returns whether a dispute is certain, as the property says it.
    pub(super) fn is_certain(dispute: &Dispute) -> bool {
        dispute.certainty == Certainty::Certain
    }
}

/// Returns a handle's number; there are fewer things than handles in any case that fits into memory.
fn number(index: usize) -> Option<u32> {
    u32::try_from(index).ok()
}

/// Returns a word as relationship types are written: `donated_to` as `DONATED_TO`.
fn upper(word: &str) -> String {
    word.replace(['-', '.', ':'], "_").to_uppercase()
}

/// Returns a word as labels are written: `public-body` as `PublicBody`.
fn camel(word: &str) -> String {
    let parts = word.split('-').map(|part| {
        let (first, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    });
    parts.collect()
}
