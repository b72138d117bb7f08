//! Propositions: claims grouped into the versions of one fact.

use crate::graph::Graph;
use crate::model::{Case, Claim, ClaimId, EntityId, Handle, PredicateId, TextId, When};

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
    /// Claims of one named occasion are versions of one fact, whatever date they give it. Others are when their times
    /// overlap, and so are those linked by a third that overlaps both. Claims without a date join the only group of
    /// their key; where there are several, which of them is meant is not known, and they are a group of their own.
    pub fn of(graph: &Graph) -> Self {
        let case = graph.case();
        let mut claims: Vec<(Key, ClaimId)> = case
            .claims
            .iter()
            .map(|(id, claim)| (Key::of(case, &claim), id))
            .collect();
        claims.sort_unstable();
        let mut versions: Vec<Vec<ClaimId>> = claims
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(|claims| {
                let ids = claims.iter().map(|(_, id)| *id).collect();
                match claims[0].0.occasion {
                    Some(_) => vec![ids],
                    None => split_by_time(case, ids),
                }
            })
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
    let when = |id: ClaimId| case.when(&case.claims.get(id));
    let (mut dated, undated): (Vec<ClaimId>, Vec<ClaimId>) =
        claims.into_iter().partition(|id| when(*id).is_some());
    dated.sort_by_key(|id| (when(*id).map(When::sort_key), *id));
    let mut groups: Vec<Vec<ClaimId>> = Vec::new();
    let mut end = None;
    for id in dated {
        let (first, last) = when(id).map_or_else(Default::default, When::sort_key);
        match groups.last_mut() {
            Some(group) if end >= Some(first) => group.push(id),
            _ => groups.push(vec![id]),
        }
        end = end.max(Some(last));
    }
    match groups.as_mut_slice() {
        _ if undated.is_empty() => {}
        [only] => only.extend(undated),
        _ => groups.push(undated),
    }
    groups
}
