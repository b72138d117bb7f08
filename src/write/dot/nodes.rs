//! The ids of a picture's nodes, as each line names two of them.

use rayon::prelude::*;

use super::text::push_id;
use crate::graph::Graph;
use crate::model::{EntityId, Handle as _, Thing};

/// How many ids are made at a time.
const RUN: usize = 1 << 12;

/// The quoted ids of entities.
///
/// Lines name entities in no order, so that each id should lie in one line of the processor's cache: short ones, which
/// most are, lie side by side in slots.
#[derive(Debug)]
pub(super) struct NodeIds {
    slots: Vec<Slot>,
    /// The ids that are too long for a slot, by entity.
    long: Vec<(EntityId, String)>,
}

/// A short id after its length; the length is 0 where there is none.
type Slot = [u8; 16];

impl NodeIds {
    /// Returns the ids of entities, which are in the order of the case.
    pub fn of(graph: &Graph, entities: &[EntityId]) -> Self {
        let case = graph.case();
        let mut slots = vec![[0; 16]; case.entities.len()];
        let runs = slots.par_chunks_mut(RUN).enumerate();
        let long = runs.flat_map_iter(|(run, slots)| {
            let place = |first: usize| entities.partition_point(|entity| entity.index() < first);
            let mut id = String::new();
            let mut long = Vec::new();
            for entity in &entities[place(run * RUN)..place((run + 1) * RUN)] {
                id.clear();
                push_id(case.id_of(Thing::Entity(*entity)), &mut id);
                let slot = &mut slots[entity.index() - run * RUN];
                match slot.get_mut(1..=id.len()) {
                    Some(text) => {
                        text.copy_from_slice(id.as_bytes());
                        slot[0] = id.len() as u8;
                    }
                    None => long.push((*entity, id.clone())),
                }
            }
            long
        });
        let long = long.collect();
        Self { slots, long }
    }

    /// Returns the id of an entity that is drawn.
    pub fn get(&self, entity: EntityId) -> NodeId<'_> {
        NodeId {
            slot: self.slots[entity.index()],
            entity,
            ids: self,
        }
    }

    #[cold]
    fn long_id(&self, entity: EntityId) -> &str {
        let place = self
            .long
            .binary_search_by_key(&entity, |(entity, _)| *entity);
        place.map_or("\"\"", |place| &self.long[place].1)
    }
}

/// The quoted id of one entity, fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeId<'n> {
    slot: Slot,
    entity: EntityId,
    ids: &'n NodeIds,
}

impl NodeId<'_> {
    /// Returns it as text.
    pub fn as_str(&self) -> &str {
        let short = std::str::from_utf8(&self.slot[1..=usize::from(self.slot[0])]);
        match short {
            Ok(id) if !id.is_empty() => id,
            _ => self.ids.long_id(self.entity),
        }
    }
}
