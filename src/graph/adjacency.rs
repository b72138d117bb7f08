//! For each entity its claims, laid end to end.

use crate::model::{ClaimId, EntityId, Handle};

/// Claims grouped by an entity: those of entity `i` lie at `starts[i]..starts[i + 1]`.
#[derive(Debug)]
pub(super) struct Adjacency {
    starts: Vec<u32>,
    claims: Vec<ClaimId>,
}

impl Adjacency {
    /// Groups claims by entity, keeping their order within each; a counting sort in two passes.
    pub fn new(entities: usize, claims: impl Iterator<Item = (EntityId, ClaimId)> + Clone) -> Self {
        let mut starts = vec![0_u32; entities + 1];
        for (entity, _) in claims.clone() {
            starts[entity.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let total = starts.last().copied().unwrap_or(0) as usize;
        let mut sorted = vec![ClaimId::from_index(0); total];
        let mut next = starts.clone();
        for (entity, claim) in claims {
            let slot = &mut next[entity.index()];
            sorted[*slot as usize] = claim;
            *slot += 1;
        }
        Self {
            starts,
            claims: sorted,
        }
    }

    /// Returns the claims of an entity.
    pub fn of(&self, entity: EntityId) -> &[ClaimId] {
        let index = entity.index();
        &self.claims[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}
