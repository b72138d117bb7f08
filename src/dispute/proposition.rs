//! Propositions: claims grouped into the versions of one fact.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::facts::{Facts, Gathering};
use super::vocabulary::Vocabulary;
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Handle};

/// The propositions of a graph, in the order in which the data first speaks of them, laid end to end.
#[derive(Debug, Default)]
pub struct Propositions {
    claims: Vec<ClaimId>,
    ends: Vec<u32>,
    of_claim: OnceLock<Vec<u32>>,
}

impl Propositions {
    /// Groups the claims of a graph into facts.
    pub fn of(graph: &Graph) -> Self {
        let all = &graph.case().claims;
        let any_symmetric = Vocabulary::of(graph.case()).symmetric;
        let several = stretches(graph).map(|entities| {
            let mut facts = Facts::default();
            Gathering::default().gather(graph, entities, any_symmetric, &mut facts);
            facts
        });
        let several: Vec<Facts> = several.collect();
        let mut several: Vec<&[ClaimId]> = several.iter().flat_map(Facts::iter).collect();
        several.par_sort_unstable();
        let mut is_alone = vec![true; all.len()];
        for claim in several.iter().copied().flatten() {
            is_alone[claim.index()] = false;
        }
        let mut claims = Vec::with_capacity(all.len());
        let mut ends = Vec::with_capacity(all.len());
        let mut several = several.into_iter().peekable();
        for claim in all.handles() {
            if let Some(versions) = several.next_if(|versions| versions[0] == claim) {
                claims.extend_from_slice(versions);
            } else if is_alone[claim.index()] {
                claims.push(claim);
            } else {
                continue;
            }
            ends.push(claims.len() as u32);
        }
        Self {
            claims,
            ends,
            of_claim: OnceLock::new(),
        }
    }

    /// Returns the versions of each fact.
    pub fn all(&self) -> All<'_> {
        All(self)
    }

    /// Returns how many facts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the versions of a fact, by its place.
    ///
    /// # Panics
    ///
    /// Beyond the last one.
    pub fn get(&self, place: usize) -> &[ClaimId] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.claims[start as usize..self.ends[place] as usize]
    }

    /// Returns the versions of the fact that a claim tells, itself among them.
    pub fn versions(&self, claim: ClaimId) -> &[ClaimId] {
        let of_claim = self.of_claim.get_or_init(|| {
            let mut of_claim = vec![0; self.claims.len()];
            for (place, versions) in (0_u32..).zip(self.all().iter()) {
                for claim in versions {
                    of_claim[claim.index()] = place;
                }
            }
            of_claim
        });
        self.get(of_claim[claim.index()] as usize)
    }
}

/// The propositions of a graph, one after another.
#[derive(Debug, Clone, Copy)]
pub struct All<'p>(&'p Propositions);

impl<'p> All<'p> {
    /// Returns the versions of each fact, in the order in which the data first speaks of it.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'p [ClaimId]> {
        let Self(propositions) = self;
        (0..propositions.len()).map(|place| propositions.get(place))
    }
}

/// Returns the entities of a graph in stretches, to be looked at side by side; what comes of them keeps their order.
pub(super) fn stretches(
    graph: &Graph,
) -> impl IndexedParallelIterator<Item = impl Iterator<Item = EntityId> + Clone + use<>> {
    const MANY: usize = 1 << 10;
    let entities = graph.case().entities.len();
    let stretches = (0..entities.div_ceil(MANY)).into_par_iter();
    stretches.map(move |stretch| {
        let stretch = stretch * MANY..entities.min((stretch + 1) * MANY);
        stretch.map(EntityId::from_index)
    })
}
