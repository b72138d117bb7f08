//! Which claims `restates` joins: they are of one origin, whatever they are about.

use std::collections::HashMap;

use super::facts::union::Union;
use crate::model::{Case, ClaimId, LinkKind};

/// The claims that restate others or are restated, by what they are joined in.
#[derive(Debug, Default)]
pub(super) struct Restated(HashMap<ClaimId, ClaimId>);

impl Restated {
    /// Looks through the links of a case.
    pub fn of(case: &Case) -> Self {
        let links = case.claims.linked().flat_map(|id| {
            let links = case.claims.links(id).iter();
            let restating = links.filter(|link| link.kind() == LinkKind::Restates);
            restating.map(move |link| [id, link.target])
        });
        let pairs: Vec<[ClaimId; 2]> = links.collect();
        let mut joined: Vec<ClaimId> = pairs.iter().flatten().copied().collect();
        joined.sort_unstable();
        joined.dedup();
        let place = |id: ClaimId| joined.binary_search(&id).unwrap_or_default() as u32;
        let mut union = Union::new(joined.len());
        for [a, b] in pairs {
            union.join(place(a), place(b));
        }
        let firsts = union.firsts().into_iter();
        let firsts = firsts.map(|first| joined[first as usize]);
        Self(joined.iter().copied().zip(firsts).collect())
    }

    /// Returns the first of the claims that one is joined with, itself if it is joined with none.
    pub fn first(&self, id: ClaimId) -> ClaimId {
        self.0.get(&id).copied().unwrap_or(id)
    }
}
