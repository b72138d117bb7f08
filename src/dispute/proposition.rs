//! Propositions: claims grouped into the versions of one fact.

use std::collections::BTreeMap;

use crate::graph::Graph;
use crate::model::{Case, Claim, ClaimId, EntityId, Handle, PredicateId, TextId};

/// What claims must share to be versions of one fact, time apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The subject; of a symmetric predicate the end that comes first in the data.
    pub subject: EntityId,
    /// The predicate.
    pub predicate: PredicateId,
    /// The object; of a symmetric predicate the end that comes last in the data.
    pub object: Option<EntityId>,
    /// The occasion.
    pub occasion: Option<TextId>,
}

impl Key {
    /// Returns the key of a claim.
    pub fn of(case: &Case, claim: &Claim) -> Self {
        let (mut subject, mut object) = (claim.subject, claim.object);
        if let Some(other) = object
            && case.predicate(claim).symmetric
            && other < subject
        {
            (subject, object) = (other, Some(subject));
        }
        Self {
            subject,
            predicate: claim.predicate,
            object,
            occasion: claim.occasion,
        }
    }
}

/// The propositions of a graph, in the order in which the data first speaks of them.
#[derive(Debug, Default)]
pub struct Propositions {
    versions: Vec<Vec<ClaimId>>,
    of_claim: Vec<u32>,
}

impl Propositions {
    /// Groups the claims of a graph by key and overlapping time.
    ///
    /// Claims whose times overlap are versions of one fact, and so are those linked by a third that overlaps both. A
    /// claim without a date joins the only group of its key; where there are several it stands alone.
    pub fn of(graph: &Graph) -> Self {
        let case = graph.case();
        let mut by_key = BTreeMap::<Key, Vec<ClaimId>>::new();
        for (id, claim) in case.claims.iter() {
            by_key.entry(Key::of(case, claim)).or_default().push(id);
        }
        let mut versions: Vec<Vec<ClaimId>> = by_key
            .into_values()
            .flat_map(|claims| split_by_time(case, claims))
            .collect();
        versions
            .iter_mut()
            .for_each(|claims| claims.sort_unstable());
        versions.sort_unstable();
        let mut of_claim = vec![0; case.claims.len()];
        for (index, claims) in (0_u32..).zip(&versions) {
            for claim in claims {
                of_claim[claim.index()] = index;
            }
        }
        Self { versions, of_claim }
    }

    /// Returns the versions of each fact.
    pub fn all(&self) -> &[Vec<ClaimId>] {
        &self.versions
    }

    /// Returns the versions of the fact that a claim tells, itself among them.
    pub fn versions(&self, claim: ClaimId) -> &[ClaimId] {
        &self.versions[self.of_claim[claim.index()] as usize]
    }
}

fn split_by_time(case: &Case, claims: Vec<ClaimId>) -> Vec<Vec<ClaimId>> {
    let when = |id: ClaimId| case.when(&case.claims[id]);
    let (mut dated, undated): (Vec<ClaimId>, Vec<ClaimId>) =
        claims.into_iter().partition(|id| when(*id).is_some());
    dated.sort_by_key(|id| (when(*id).map(crate::model::When::sort_key), *id));
    let mut groups: Vec<Vec<ClaimId>> = Vec::new();
    let mut end = None;
    for id in dated {
        let (first, last) = when(id).map_or_else(Default::default, crate::model::When::sort_key);
        match groups.last_mut() {
            Some(group) if end >= Some(first) => group.push(id),
            _ => groups.push(vec![id]),
        }
        end = end.max(Some(last));
    }
    match groups.as_mut_slice() {
        [] if undated.is_empty() => {}
        [only] => only.extend(undated),
        [] => groups.push(undated),
        _ => groups.extend(undated.into_iter().map(|id| vec![id])),
    }
    groups
}
