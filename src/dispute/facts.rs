//! The facts about one entity that more than one claim tells.
//!
//! Claims of one proposition share their ends, so that the claims of an entity hold whole propositions. Which of them
//! share both ends is seen in the graph alone; only of those that do is anything else looked at.

use super::proposition::split_by_time;
use crate::graph::Graph;
use crate::model::{Case, Claim, ClaimId, EntityId, Handle, PredicateId, TextId};

/// The propositions of one entity that have several versions, each in the order of the data.
#[derive(Debug, Default)]
pub(super) struct Facts {
    claims: Vec<ClaimId>,
    ends: Vec<u32>,
    /// Where each claim's fact begins and ends, by claim.
    spans: Vec<(ClaimId, [u32; 2])>,
}

impl Facts {
    /// Returns the facts of which an entity is the home: the subject, or under a symmetric predicate the end that comes
    /// first in the data.
    pub fn of(graph: &Graph, home: EntityId, any_symmetric: bool) -> Self {
        let mut facts = Self::default();
        Gathering::default().gather(graph, [home], any_symmetric, &mut facts);
        let mut start = 0;
        for end in &facts.ends {
            let claims = &facts.claims[start as usize..*end as usize];
            facts
                .spans
                .extend(claims.iter().map(|claim| (*claim, [start, *end])));
            start = *end;
        }
        facts.spans.sort_unstable();
        facts
    }

    /// Returns the versions of each fact.
    pub fn iter(&self) -> impl Iterator<Item = &[ClaimId]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let versions = &self.claims[start..*end as usize];
            start = *end as usize;
            versions
        })
    }

    /// Returns the versions of the fact that a claim tells, if there are others.
    pub fn versions(&self, claim: ClaimId) -> Option<&[ClaimId]> {
        let found = self.spans.binary_search_by_key(&claim, |(claim, _)| *claim);
        let (_, [start, end]) = self.spans[found.ok()?];
        Some(&self.claims[start as usize..end as usize])
    }

    fn push(&mut self, versions: &[ClaimId]) {
        self.claims.extend_from_slice(versions);
        self.ends.push(self.claims.len() as u32);
    }
}

/// Returns the entity under which the facts of a claim are gathered: the subject, or under a symmetric predicate the end
/// that comes first in the data.
pub(super) fn home(case: &Case, claim: ClaimId) -> EntityId {
    let claim = case.claims.get(claim);
    match claim.object {
        Some(object) if object < claim.subject && case.predicate(&claim).symmetric => object,
        _ => claim.subject,
    }
}

/// Returns the versions of the fact that a claim tells, itself among them, whatever else its subject does.
pub(super) fn versions_of(graph: &Graph, claim: ClaimId) -> Vec<ClaimId> {
    let case = graph.case();
    let home = home(case, claim);
    let ends = case.claims.get(claim);
    let other = match ends.object {
        Some(object) if home == ends.subject => object,
        _ => ends.subject,
    };
    let mut gathering = Gathering::default();
    gathering.meet(graph, home, true, |end| end == other);
    let mut facts = Facts::default();
    gathering.sort_out(case, &mut facts);
    let with_it = facts.iter().find(|versions| versions.contains(&claim));
    with_it.map_or_else(|| vec![claim], <[ClaimId]>::to_vec)
}

/// Facts in the making.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    /// The claims of one entity by their other end, both in one number so that they sort fast.
    met: Vec<u64>,
    /// The claims of which several share both ends: a number for each two ends, and the entity they are met at.
    sharing: Vec<(u32, EntityId, ClaimId)>,
    ends: u32,
}

/// A claim by what versions of one fact share.
type Told = (u32, PredicateId, bool, Option<TextId>, ClaimId);

impl Gathering {
    /// Adds the facts of entities that several claims tell.
    pub fn gather(
        &mut self,
        graph: &Graph,
        homes: impl IntoIterator<Item = EntityId>,
        any_symmetric: bool,
        facts: &mut Facts,
    ) {
        for home in homes {
            self.meet(graph, home, any_symmetric, |_| true);
        }
        self.sort_out(graph.case(), facts);
    }

    /// Collects the claims that may have their home at an entity and that share their ends with others.
    fn meet(
        &mut self,
        graph: &Graph,
        home: EntityId,
        any_symmetric: bool,
        wanted: impl Fn(EntityId) -> bool,
    ) {
        self.met.clear();
        let pack =
            |(end, claim): (EntityId, ClaimId)| (end.index() as u64) << 32 | claim.index() as u64;
        let from = graph.walk_from(home).ends();
        self.met
            .extend(from.filter(|(end, _)| wanted(*end)).map(pack));
        if any_symmetric {
            let to = graph.walk_to(home).ends();
            let to = to.filter(|(end, _)| *end > home && wanted(*end));
            self.met.extend(to.map(pack));
        }
        self.met.sort_unstable();
        for met in self.met.chunk_by(|a, b| a >> 32 == b >> 32) {
            if let [_, _, ..] = met {
                let claims = met.iter().map(|met| (met & u64::from(u32::MAX)) as usize);
                let claims = claims.map(|index| (self.ends, home, ClaimId::from_index(index)));
                self.sharing.extend(claims);
                self.ends += 1;
            }
        }
    }

    /// Sorts the collected claims into facts.
    fn sort_out(&mut self, case: &Case, facts: &mut Facts) {
        // The claims lie anywhere. One pass that does nothing else waits for many of them at a time.
        let told = self.sharing.drain(..);
        let mut told: Vec<Told> = told
            .filter_map(|(ends, home, id)| {
                let claim = case.claims.get(id);
                let told = (
                    ends,
                    claim.predicate,
                    claim.object.is_some(),
                    claim.occasion,
                    id,
                );
                is_home(case, &claim, home).then_some(told)
            })
            .collect();
        told.sort_unstable();
        for told in told.chunk_by(|a, b| (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)) {
            let [(.., occasion, _), _, ..] = told else {
                continue;
            };
            let mut claims: Vec<ClaimId> = told.iter().map(|(.., id)| *id).collect();
            if occasion.is_some() {
                facts.push(&claims);
                continue;
            }
            for versions in split_by_time(case, &mut claims) {
                if let [_, _, ..] = versions {
                    facts.push(versions);
                }
            }
        }
    }
}

/// Returns whether the facts of a claim are gathered at one of its ends.
fn is_home(case: &Case, claim: &Claim, end: EntityId) -> bool {
    let other = claim.object.filter(|object| *object != end);
    match claim.subject == end {
        true => other.is_none_or(|other| other > end || !case.predicate(claim).symmetric),
        false => case.predicate(claim).symmetric,
    }
}
