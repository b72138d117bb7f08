//! What a query may ask of a case and the case does not hold ready: worked out when first asked for, and once.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::properties::KEYS;
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, EntityKind, Handle, Link, SourceId, TextId, Word};

/// Things grouped by a handle or a number, laid end to end: those of group `i` lie at `starts[i]..starts[i + 1]`.
#[derive(Debug)]
pub(super) struct Groups<T> {
    starts: Vec<u32>,
    things: Vec<T>,
}

impl<T: Handle> Groups<T> {
    /// Groups things, keeping their order within each group; a counting sort in two passes.
    fn new(groups: usize, things: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut starts = vec![0_u32; groups + 1];
        for (group, _) in things.clone() {
            starts[group + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let total = starts.last().copied().unwrap_or(0) as usize;
        let mut sorted = vec![T::from_index(0); total];
        let mut next = starts.clone();
        for (group, thing) in things {
            let slot = &mut next[group];
            sorted[*slot as usize] = thing;
            *slot += 1;
        }
        Self {
            starts,
            things: sorted,
        }
    }

    pub fn of(&self, group: usize) -> &[T] {
        &self.things[self.starts[group] as usize..self.starts[group + 1] as usize]
    }
}

/// The curated links, each with the claim it starts from, and the links that touch a claim by their places.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub all: Vec<(ClaimId, Link)>,
    pub of_claim: BTreeMap<ClaimId, Vec<usize>>,
}

/// The indexes of a case.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    within: OnceCell<Groups<ClaimId>>,
    made: OnceCell<Groups<SourceId>>,
    reports: OnceCell<Groups<SourceId>>,
    kinds: OnceCell<Groups<EntityId>>,
    predicates: OnceCell<Groups<ClaimId>>,
    counts: OnceCell<Vec<u64>>,
    links: OnceCell<Links>,
    keys: OnceCell<Vec<String>>,
}

impl Indexes {
    /// Returns the claims by their source.
    pub fn within(&self, graph: &Graph) -> &Groups<ClaimId> {
        let case = graph.case();
        self.within.get_or_init(|| {
            let claims = case.claims.iter();
            let claims = claims.map(|(id, claim)| (claim.source.index(), id));
            Groups::new(case.sources.len(), claims)
        })
    }

    /// Returns the sources by their maker.
    pub fn made(&self, graph: &Graph) -> &Groups<SourceId> {
        let case = graph.case();
        self.made.get_or_init(|| {
            let sources = case.sources.iter();
            let sources = sources.map(|(id, source)| (source.maker.index(), id));
            Groups::new(case.entities.len(), sources)
        })
    }

    /// Returns the sources by the one they are reported in.
    pub fn reports(&self, graph: &Graph) -> &Groups<SourceId> {
        let case = graph.case();
        self.reports.get_or_init(|| {
            let sources = case.sources.iter();
            let inner = sources.filter_map(|(id, source)| Some((source.reported_in?.index(), id)));
            Groups::new(case.sources.len(), inner)
        })
    }

    /// Returns the entities by their kind.
    pub fn kinds(&self, graph: &Graph) -> &Groups<EntityId> {
        self.kinds.get_or_init(|| {
            let entities = graph.case().entities.iter();
            let entities = entities.map(|(id, entity)| (entity.kind as usize, id));
            Groups::new(EntityKind::ALL.len(), entities)
        })
    }

    /// Returns the claims that are relationships, those with an object, by their predicate.
    pub fn predicates(&self, graph: &Graph) -> &Groups<ClaimId> {
        let case = graph.case();
        self.predicates.get_or_init(|| {
            let claims = case.claims.iter();
            let leading = claims.filter(|(_, claim)| claim.object.is_some());
            let leading = leading.map(|(id, claim)| (claim.predicate.index(), id));
            Groups::new(case.predicates.len(), leading)
        })
    }

    /// Returns how many claims each predicate has.
    pub fn counts(&self, graph: &Graph) -> &[u64] {
        let case = graph.case();
        self.counts.get_or_init(|| {
            let mut counts = vec![0; case.predicates.len()];
            for (_, claim) in case.claims.iter() {
                counts[claim.predicate.index()] += 1;
            }
            counts
        })
    }

    pub fn links(&self, graph: &Graph) -> &Links {
        self.links.get_or_init(|| {
            let claims = &graph.case().claims;
            let mut links = Links::default();
            for id in claims.handles() {
                for link in claims.links(id) {
                    for end in [id, link.target] {
                        let touching = links.of_claim.entry(end).or_default();
                        touching.push(links.all.len());
                    }
                    links.all.push((id, *link));
                }
            }
            links
        })
    }

    /// Returns the keys of properties, those of outside registers last.
    pub fn keys(&self, graph: &Graph) -> &[String] {
        let case = graph.case();
        self.keys.get_or_init(|| {
            let mut registers: Vec<TextId> = Vec::new();
            for (_, entity) in case.entities.iter() {
                for (register, _) in case.spans.pairs(entity.ids) {
                    if !registers.contains(&register) {
                        registers.push(register);
                    }
                }
            }
            let registers = registers.into_iter().map(|register| case.text(register));
            let own = KEYS.iter().copied();
            let registers: Vec<&str> = registers.filter(|name| !KEYS.contains(name)).collect();
            own.chain(registers).map(str::to_owned).collect()
        })
    }
}
