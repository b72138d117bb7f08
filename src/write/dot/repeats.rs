//! Which claims of an answer tell a fact that an earlier one tells already.
//!
//! Such claims join the same two entities, which few claims do, and an entity's claims lie together in the graph with the
//! entities at their other ends: claims are compared only where one entity occurs twice among those.

use rayon::prelude::*;

use crate::dispute::Key;
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Handle as _, ValueKey};

/// The claims of an answer, each once, in the order in which it speaks of them.
#[derive(Debug)]
pub(super) struct Told {
    claims: Vec<ClaimId>,
    /// The place of each claim of the case among them, one too high; 0 for none.
    places: Vec<u32>,
}

impl Told {
    /// Returns no claims of a graph.
    pub fn new(graph: &Graph) -> Self {
        Self {
            claims: Vec::new(),
            places: vec![0; graph.case().claims.len()],
        }
    }

    /// Adds a claim, unless it was told already.
    pub fn add(&mut self, claim: ClaimId) {
        let place = &mut self.places[claim.index()];
        if *place == 0 {
            self.claims.push(claim);
            // There are no more claims than handles of four bytes.
            *place = self.claims.len() as u32;
        }
    }

    /// Returns the claims.
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    fn place(&self, claim: ClaimId) -> Option<u32> {
        self.places[claim.index()].checked_sub(1)
    }
}

/// What claims share that tell the same: their key and, if they give one, the value.
type Same = (Key, Option<ValueKey>);

/// Returns the places of claims that tell a fact again, each after the place of the first that tells it, in order.
pub(super) fn repeats(graph: &Graph, told: &Told, entities: &[EntityId]) -> Vec<(u32, u32)> {
    let mut predicates = graph.case().predicates.iter();
    let any_symmetric = predicates.any(|(_, predicate)| predicate.symmetric);
    let mut repeats: Vec<(u32, u32)> = entities
        .par_chunks(1 << 10)
        .flat_map_iter(|entities| {
            let (mut found, mut ends, mut keys) = (Vec::new(), Vec::new(), Vec::new());
            for entity in entities {
                meet(graph, *entity, any_symmetric, &mut ends);
                for alike in ends.chunk_by(|a, b| a >> 32 == b >> 32) {
                    if alike.len() > 1 {
                        compare(graph, told, alike, &mut keys, &mut found);
                    }
                }
            }
            found
        })
        .collect();
    repeats.par_sort_unstable();
    repeats
}

/// Finds the claims of an entity that may tell the same, by the other end, both in one number so that they sort fast:
/// each claim is found at one of its ends.
///
/// Where no predicate reads the same either way, that is the subject; else it is the end that comes first in the data.
fn meet(graph: &Graph, entity: EntityId, any_symmetric: bool, ends: &mut Vec<u64>) {
    let pack =
        |(end, claim): (EntityId, ClaimId)| (end.index() as u64) << 32 | claim.index() as u64;
    let from = graph.walk_from(entity).ends();
    ends.clear();
    if any_symmetric {
        let to = graph.walk_to(entity).ends();
        ends.extend(from.filter(|(other, _)| *other >= entity).map(pack));
        ends.extend(to.filter(|(other, _)| *other > entity).map(pack));
    } else {
        ends.extend(from.map(pack));
    }
    ends.sort_unstable();
}

/// Finds the claims of the same key among those that join the same two entities.
fn compare(
    graph: &Graph,
    told: &Told,
    ends: &[u64],
    keys: &mut Vec<(Same, u32)>,
    found: &mut Vec<(u32, u32)>,
) {
    let case = graph.case();
    keys.clear();
    keys.extend(ends.iter().filter_map(|end| {
        let id = ClaimId::from_index((end & u64::from(u32::MAX)) as usize);
        let place = told.place(id)?;
        let value = case.value(id).map(|value| value.key);
        Some(((Key::of(case, &case.claims.get(id)), value), place))
    }));
    keys.sort_unstable();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        let first = same[0].1;
        found.extend(same[1..].iter().map(|(_, later)| (first, *later)));
    }
}
