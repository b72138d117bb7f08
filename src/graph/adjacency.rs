//! For each entity its claims, laid end to end.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use crate::column::{Column, Image, Refusal, Sections};
use crate::model::{ClaimId, EntityId, Handle};

/// Claims grouped by an entity: those of entity `i` lie at `starts[i]..starts[i + 1]`, and beside them the entities
/// at their other ends.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    starts: Column<u32>,
    claims: Column<ClaimId>,
    others: Column<EntityId>,
}

impl Adjacency {
    /// Groups claims by entity, keeping their order within each; a counting sort in two passes.
    pub fn new(
        entities: usize,
        claims: impl Iterator<Item = (EntityId, ClaimId, EntityId)> + Clone,
    ) -> Self {
        let mut starts = vec![0_u32; entities + 1];
        for (entity, ..) in claims.clone() {
            starts[entity.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let total = starts.last().copied().unwrap_or(0) as usize;
        let mut sorted = vec![ClaimId::from_index(0); total];
        let mut others = vec![EntityId::from_index(0); total];
        let mut next = starts.clone();
        for (entity, claim, other) in claims {
            let slot = &mut next[entity.index()];
            sorted[*slot as usize] = claim;
            others[*slot as usize] = other;
            *slot += 1;
        }
        Self {
            starts: starts.into(),
            claims: sorted.into(),
            others: others.into(),
        }
    }

    /// Returns the claims of an entity.
    #[inline]
    pub fn claims(&self, entity: EntityId) -> &[ClaimId] {
        self.claims.slice(self.range(entity))
    }

    /// Returns the entities at the other ends of an entity's claims, in the same order.
    #[inline]
    pub fn others(&self, entity: EntityId) -> &[EntityId] {
        self.others.slice(self.range(entity))
    }

    /// Returns the claims of all entities, one entity's after the other's.
    pub fn all(&self) -> &[ClaimId] {
        self.claims.all()
    }

    /// Returns where an entity's claims lie among all.
    #[inline]
    pub fn range(&self, entity: EntityId) -> std::ops::Range<usize> {
        let index = entity.index();
        self.starts.get(index) as usize..self.starts.get(index + 1) as usize
    }

    pub fn save<W: Write + Seek>(&self, name: &str, out: &mut Sections<W>) -> io::Result<()> {
        out.put(&format!("{name}.starts"), &self.starts)?;
        out.put(&format!("{name}.claims"), &self.claims)?;
        out.put(&format!("{name}.others"), &self.others)
    }

    pub fn load(name: &str, image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            starts: image.column(&format!("{name}.starts"))?,
            claims: image.column(&format!("{name}.claims"))?,
            others: image.column(&format!("{name}.others"))?,
        })
    }
}
