//! For each entity its claims, laid end to end.

use std::io::{self, Seek, Write};
use std::ops::Range;
use std::sync::Arc;

use crate::column::{Column, Image, Refusal, Sections};
use crate::model::{ClaimId, Claims, EntityId, Handle, Terms};

/// Claims grouped by an entity: those of entity `i` lie at `starts[i]..starts[i + 1]`, and beside them the entities
/// at their other ends and what they say.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    starts: Column<u32>,
    claims: Column<ClaimId>,
    others: Column<EntityId>,
    terms: Column<Terms>,
}

/// The claims that lead from an entity, in order, with where each leads and what it says.
///
/// To look through these is much faster than to look each claim up, for they lie side by side.
#[derive(Debug, Clone, Copy, Default)]
pub struct Walk<'g> {
    /// The claims.
    pub claims: &'g [ClaimId],
    /// The entity at the other end of each; the one it leads from where it has none.
    pub others: &'g [EntityId],
    /// What each says.
    pub terms: &'g [Terms],
}

impl<'g> Walk<'g> {
    /// Returns the entity at the other end of each claim, and the claim.
    #[inline]
    pub fn ends(self) -> impl Iterator<Item = (EntityId, ClaimId)> + 'g {
        let ends = self.others.iter().zip(self.claims);
        ends.map(|(other, claim)| (*other, *claim))
    }

    /// Returns the entity at the other end of each claim, the claim, and what it says.
    #[inline]
    pub fn steps(self) -> impl Iterator<Item = (EntityId, ClaimId, Terms)> + 'g {
        let steps = self.others.iter().zip(self.claims).zip(self.terms);
        steps.map(|((other, claim), terms)| (*other, *claim, *terms))
    }
}

impl Adjacency {
    /// Groups claims by entity, each with its other end, keeping their order within each; a counting sort in two passes.
    pub fn new(
        entities: usize,
        told: &Claims,
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
        let mut sorted = vec![ClaimId::FIRST; total];
        let mut others = vec![EntityId::FIRST; total];
        let mut next = starts.clone();
        for (entity, claim, other) in claims {
            let slot = &mut next[entity.index()];
            sorted[*slot as usize] = claim;
            others[*slot as usize] = other;
            *slot += 1;
        }
        let terms = sorted.iter().map(|claim| told.terms(*claim));
        Self {
            starts: starts.into(),
            terms: terms.collect::<Vec<_>>().into(),
            claims: sorted.into(),
            others: others.into(),
        }
    }

    /// Returns the claims of an entity.
    #[inline]
    pub fn claims(&self, entity: EntityId) -> &[ClaimId] {
        self.claims.slice(self.range(entity))
    }

    /// Returns the claims of an entity with what lies beside them.
    #[inline]
    pub fn walk(&self, entity: EntityId) -> Walk<'_> {
        let range = self.range(entity);
        Walk {
            claims: self.claims.slice(range.clone()),
            others: self.others.slice(range.clone()),
            terms: self.terms.slice(range),
        }
    }

    #[inline]
    fn range(&self, entity: EntityId) -> Range<usize> {
        let index = entity.index();
        match self.starts.slice(index..index + 2) {
            [start, end] => *start as usize..*end as usize,
            _ => unreachable!("two were asked for"),
        }
    }

    pub fn save<W: Write + Seek>(&self, name: &str, out: &mut Sections<W>) -> io::Result<()> {
        out.put(&format!("{name}.starts"), &self.starts)?;
        out.put(&format!("{name}.claims"), &self.claims)?;
        out.put(&format!("{name}.others"), &self.others)?;
        out.put(&format!("{name}.terms"), &self.terms)
    }

    pub fn load(name: &str, image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            starts: image.column(&format!("{name}.starts"))?,
            claims: image.column(&format!("{name}.claims"))?,
            others: image.column(&format!("{name}.others"))?,
            terms: image.column(&format!("{name}.terms"))?,
        })
    }
}
