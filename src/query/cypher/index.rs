//! What a query may ask of a case and the case does not hold ready: worked out when first asked for, and once.
//!
//! A query that is given up meanwhile is told of nothing, and nothing is kept.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::properties::KEYS;
use crate::graph::Graph;
use crate::model::{
    ClaimId, EntityId, EntityKind, Handle, KindId, Link, PredicateId, SourceId, TextId,
};
use crate::stop::{Heed, Stop, Stopped};

/// Things grouped by a handle or a number, laid end to end: those of group `i` lie at `starts[i]..starts[i + 1]`.
#[derive(Debug)]
struct Groups<T> {
    starts: Vec<u32>,
    things: Vec<T>,
}

/// How many things are grouped between two looks at whether to go on.
const MANY: usize = 1 << 14;

impl<T: Handle> Groups<T> {
    /// Groups things, keeping their order within each group; a counting sort in two passes.
    fn new(
        groups: usize,
        things: impl Iterator<Item = (usize, T)> + Clone,
        stop: &Stop,
    ) -> Result<Self, Stopped> {
        let mut starts = vec![0_u32; groups + 1];
        for (place, (group, _)) in things.clone().enumerate() {
            if place % MANY == 0 {
                stop.look()?;
            }
            starts[group + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let total = starts.last().copied().unwrap_or(0) as usize;
        let mut sorted = vec![T::from_index(0); total];
        let mut next = starts.clone();
        for (place, (group, thing)) in things.enumerate() {
            if place % MANY == 0 {
                stop.look()?;
            }
            let slot = &mut next[group];
            sorted[*slot as usize] = thing;
            *slot += 1;
        }
        Ok(Self {
            starts,
            things: sorted,
        })
    }

    fn of(&self, group: usize) -> &[T] {
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
#[derive(Debug)]
pub(super) struct Indexes {
    stop: RefCell<Arc<Stop>>,
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
    pub fn new() -> Self {
        Self {
            stop: RefCell::new(Arc::new(Stop::new(None))),
            within: OnceCell::new(),
            made: OnceCell::new(),
            reports: OnceCell::new(),
            kinds: OnceCell::new(),
            predicates: OnceCell::new(),
            counts: OnceCell::new(),
            links: OnceCell::new(),
            keys: OnceCell::new(),
        }
    }

    /// Takes what tells whether the query is to be given up that things are worked out for from now on.
    pub fn heed(&self, stop: &Arc<Stop>) {
        *self.stop.borrow_mut() = Arc::clone(stop);
    }

    /// Does something that may take long, unless it is given up.
    pub fn unless_stopped<T>(&self, work: impl FnOnce(&Stop) -> Result<T, Stopped>) -> Option<T> {
        work(&self.stop.borrow()).ok()
    }

    /// Returns what is kept, or works it out and keeps it if that comes to its end.
    pub fn kept<'c, T>(
        &self,
        place: &'c OnceCell<T>,
        work: impl FnOnce(&Stop) -> Result<T, Stopped>,
    ) -> Option<&'c T> {
        if place.get().is_none() {
            let worked_out = self.unless_stopped(work)?;
            return Some(place.get_or_init(|| worked_out));
        }
        place.get()
    }

    /// Returns the things of a group.
    fn of<'c, T: Handle>(
        &self,
        place: &'c OnceCell<Groups<T>>,
        group: usize,
        work: impl FnOnce(&Stop) -> Result<Groups<T>, Stopped>,
    ) -> &'c [T] {
        let groups = self.kept(place, work);
        groups.map_or(&[], |groups| groups.of(group))
    }

    /// Returns the claims of a source.
    pub fn within(&self, graph: &Graph, source: SourceId) -> &[ClaimId] {
        let case = graph.case();
        self.of(&self.within, source.index(), |stop| {
            let claims = case.claims.iter();
            let claims = claims.map(|(id, claim)| (claim.source.index(), id));
            Groups::new(case.sources.len(), claims, stop)
        })
    }

    /// Returns the sources of a maker.
    pub fn made(&self, graph: &Graph, maker: EntityId) -> &[SourceId] {
        let case = graph.case();
        self.of(&self.made, maker.index(), |stop| {
            let sources = case.sources.iter();
            let sources = sources.map(|(id, source)| (source.maker.index(), id));
            Groups::new(case.entities.len(), sources, stop)
        })
    }

    /// Returns the sources that are reported in another one.
    pub fn reports(&self, graph: &Graph, outer: SourceId) -> &[SourceId] {
        let case = graph.case();
        self.of(&self.reports, outer.index(), |stop| {
            let sources = case.sources.iter();
            let inner = sources.filter_map(|(id, source)| Some((source.reported_in?.index(), id)));
            Groups::new(case.sources.len(), inner, stop)
        })
    }

    /// Returns the entities of a kind and of those under it.
    pub fn kinds(&self, graph: &Graph, kind: KindId<EntityKind>) -> &[EntityId] {
        let case = graph.case();
        self.of(&self.kinds, kind.index(), |stop| {
            let entities = case.entities.iter().flat_map(|(id, entity)| {
                let lineage = case.entity_kinds.lineage(entity.kind);
                lineage.map(move |kind| (kind.index(), id))
            });
            Groups::new(case.entity_kinds.len(), entities, stop)
        })
    }

    /// Returns the claims of a predicate that are relationships: those with an object.
    pub fn predicates(&self, graph: &Graph, predicate: PredicateId) -> &[ClaimId] {
        let case = graph.case();
        self.of(&self.predicates, predicate.index(), |stop| {
            let claims = case.claims.iter();
            let leading = claims.filter(|(_, claim)| claim.object.is_some());
            let leading = leading.map(|(id, claim)| (claim.predicate.index(), id));
            Groups::new(case.predicates.len(), leading, stop)
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
            for id in claims.linked() {
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

    /// Returns the keys of properties, those of ids elsewhere last: of entities in registers, of claims in their sources.
    pub fn keys(&self, graph: &Graph) -> &[String] {
        let case = graph.case();
        self.keys.get_or_init(|| {
            let of_entities = case.entities.iter();
            let of_entities = of_entities.flat_map(|(_, entity)| case.spans.pairs(entity.ids));
            let of_claims = case.claims.with_ids_in_source();
            let of_claims = of_claims.flat_map(|claim| case.claims.ids_in_source(claim));
            let mut seen = HashSet::new();
            let registers = of_entities.chain(of_claims).map(|(register, _)| register);
            let registers: Vec<TextId> = registers
                .filter(|register| seen.insert(*register))
                .collect();
            let registers = registers.into_iter().map(|register| case.text(register));
            let own = KEYS.iter().copied();
            let registers: Vec<&str> = registers.filter(|name| !KEYS.contains(name)).collect();
            own.chain(registers).map(str::to_owned).collect()
        })
    }
}
