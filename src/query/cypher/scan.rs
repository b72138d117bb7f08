//! The nodes of a label and the relationships of a type, handed over some at a time.

use super::view::{
    DISPUTES, IN, Node, OBJECT, REPORTED_IN, Relationship, SAID_BY, SUBJECT, View, number,
};
use crate::cypher::graph::{LabelId, NodeId, RelId, TypeId};
use crate::model::{ClaimId, EntityId, Handle, PredicateId, SourceId};

/// How many there are at a time.
const BATCH: usize = 1_024;

/// How many bits of a bookmark tell the place within a type.
const WITHIN: u32 = 40;

impl View<'_> {
    /// Adds the next nodes, all or those with a label; the bookmark starts at 0.
    pub(super) fn next_nodes(
        &self,
        label: Option<LabelId>,
        position: &mut u64,
        batch: &mut Vec<NodeId>,
    ) {
        if let Some(entities) = self.of_kind(label) {
            let entities = next(entities, position).iter();
            batch.extend(entities.map(|entity| self.node(Node::Entity(*entity))));
            return;
        }
        let stretch = self.stretch(label);
        let first = stretch.start + usize::try_from(*position).unwrap_or(usize::MAX);
        let last = first.saturating_add(BATCH).min(stretch.end);
        let nodes = (first..last).filter_map(number);
        batch.extend(nodes.map(NodeId));
        *position += BATCH as u64;
    }

    /// Adds the next relationships of all types that are written like one; the bookmark starts at 0.
    pub(super) fn next_relationships(
        &self,
        kind: TypeId,
        position: &mut u64,
        batch: &mut Vec<RelId>,
    ) {
        // The bookmark holds which of the types it is in, and where.
        for (place, index) in self.written_like(kind).enumerate() {
            let start = (place as u64) << WITHIN;
            if batch.is_empty() && *position < start + (1 << WITHIN) {
                let mut within = position.saturating_sub(start);
                self.next_of_one(kind, index, &mut within, batch);
                *position = start + within;
            }
        }
    }

    /// Adds the next relationships of one type, which queries know as `kind`.
    fn next_of_one(&self, kind: TypeId, index: usize, position: &mut u64, batch: &mut Vec<RelId>) {
        let case = self.graph.case();
        let predicates = case.predicates.len();
        if index < predicates {
            let claims = self
                .indexes
                .predicates(self.graph, PredicateId::from_index(index));
            let claims = next(claims, position).iter();
            batch.extend(claims.map(|claim| self.id(Relationship::Claim(*claim))));
            return;
        }
        let [_, claims, sources] = self.counts();
        let count = match index - predicates {
            SUBJECT | OBJECT | IN => claims,
            SAID_BY => claims + sources,
            REPORTED_IN => sources,
            DISPUTES => self.disputing().pairs.len(),
            _ => self.links().all.len(),
        };
        // Not every claim has an object, and the links are of several types.
        while batch.is_empty() && *position < count as u64 {
            let first = usize::try_from(*position).unwrap_or(usize::MAX);
            let last = first.saturating_add(BATCH).min(count);
            let found = (first..last).map(|place| match index - predicates {
                SUBJECT => Relationship::Subject(ClaimId::from_index(place)),
                OBJECT => Relationship::Object(ClaimId::from_index(place)),
                IN => Relationship::In(ClaimId::from_index(place)),
                SAID_BY if place < claims => Relationship::SaidBy(ClaimId::from_index(place)),
                SAID_BY => Relationship::MadeBy(SourceId::from_index(place - claims)),
                REPORTED_IN => Relationship::ReportedIn(SourceId::from_index(place)),
                DISPUTES => Relationship::Disputes(place),
                _ => Relationship::Link(place),
            });
            let fits =
                |found: &Relationship| self.kind(*found) == kind && self.ends(*found).is_some();
            batch.extend(found.filter(fits).map(|found| self.id(found)));
            *position = last as u64;
        }
    }

    /// Returns the entities that carry a label, when it is a kind.
    pub(super) fn of_kind(&self, label: Option<LabelId>) -> Option<&[EntityId]> {
        let index = label?.0 as usize;
        let kind = self.graph.case().entity_kinds.all().nth(index)?;
        Some(self.indexes.kinds(self.graph, kind))
    }

    /// Returns the nodes that carry a label, as a stretch of their handles, when it is no kind of entity.
    pub(super) fn stretch(&self, label: Option<LabelId>) -> std::ops::Range<usize> {
        let [entities, claims, sources] = self.counts();
        let kinds = self.graph.case().entity_kinds.len();
        match label.map(|label| (label.0 as usize).saturating_sub(kinds)) {
            None => 0..entities + claims + sources,
            Some(0) => 0..entities,
            Some(1) => entities..entities + claims,
            Some(_) => entities + claims..entities + claims + sources,
        }
    }
}

/// Returns the next things of a list, and moves the bookmark past them.
fn next<'a, T>(things: &'a [T], position: &mut u64) -> &'a [T] {
    let first = usize::try_from(*position)
        .unwrap_or(usize::MAX)
        .min(things.len());
    let last = first.saturating_add(BATCH).min(things.len());
    *position = last as u64;
    &things[first..last]
}
