//! For each claim the claims that are linked to it.

use crate::model::{Case, ClaimId, Link};

/// The links of a case by the claims they lead to.
#[derive(Debug, Clone, Default)]
pub(super) struct Backlinks(Vec<(ClaimId, ClaimId, Link)>);

impl Backlinks {
    /// Gathers the links of a case.
    pub fn of(case: &Case) -> Self {
        let claims = &case.claims;
        let mut links: Vec<(ClaimId, ClaimId, Link)> = claims
            .linked()
            .flat_map(|from| {
                let links = claims.links(from).iter();
                links.map(move |link| (link.target, from, *link))
            })
            .collect();
        links.sort_by_key(|(target, from, _)| (*target, *from));
        Self(links)
    }

    /// Returns the links that lead to a claim, each with the claim it comes from, in the order of the data.
    pub fn to(&self, claim: ClaimId) -> impl Iterator<Item = (ClaimId, Link)> {
        let start = self.0.partition_point(|(target, ..)| *target < claim);
        let links = self.0[start..].iter();
        let links = links.take_while(move |(target, ..)| *target == claim);
        links.map(|(_, from, link)| (*from, *link))
    }
}
