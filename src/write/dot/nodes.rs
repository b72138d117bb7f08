//! The ids of a picture's nodes, as each line names two of them.

use rayon::prelude::*;

use super::text::push_id;
use crate::graph::Graph;
use crate::model::{EntityId, Handle as _, Thing};

/// How many ids are made at a time.
const RUN: usize = 1 << 14;

/// The quoted ids of entities, end to end.
#[derive(Debug)]
pub(super) struct NodeIds {
    runs: Vec<Run>,
}

/// The ids of some entities that follow one another in the case; empty for those that are not drawn.
#[derive(Debug)]
struct Run {
    ids: String,
    ends: Vec<u32>,
}

impl NodeIds {
    /// Returns the ids of entities, which are in the order of the case.
    pub fn of(graph: &Graph, entities: &[EntityId]) -> Self {
        let case = graph.case();
        let runs = case.entities.len().div_ceil(RUN);
        let run = |index: usize| {
            let place = |first: usize| entities.partition_point(|entity| entity.index() < first);
            let drawn = &entities[place(index * RUN)..place((index + 1) * RUN)];
            let (mut ids, mut ends) = (String::new(), Vec::new());
            for entity in drawn {
                let end = ids.len() as u32;
                ends.resize(entity.index() - index * RUN, end);
                push_id(case.id_of(Thing::Entity(*entity)), &mut ids);
                ends.push(ids.len() as u32);
            }
            Run { ids, ends }
        };
        Self {
            runs: (0..runs).into_par_iter().map(run).collect(),
        }
    }

    /// Returns the id of an entity that is drawn.
    pub fn get(&self, entity: EntityId) -> &str {
        let (run, place) = (&self.runs[entity.index() / RUN], entity.index() % RUN);
        let start = if place == 0 { 0 } else { run.ends[place - 1] };
        &run.ids[start as usize..run.ends[place] as usize]
    }
}
