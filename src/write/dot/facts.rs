//! What a picture shows: the facts that an answer's claims are versions of, and the entities they speak of.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::repeats::{Told, repeats};
use super::style::{Line, Tone};
use crate::answer::Answer;
use crate::dispute::{Key, Standing, Status};
use crate::graph::Graph;
use crate::model::{
    Claim, ClaimId, ClaimKind, EntityId, Handle as _, Polarity, PredicateId, Thing,
};

/// How many claims are gathered into facts at a time.
const RUN: usize = 1 << 14;

/// The facts and entities of an answer, in an order that depends on the answer and the case alone.
#[derive(Debug)]
pub(super) struct Facts<'g> {
    graph: &'g Graph,
    /// How many rows the answer had.
    pub rows: usize,
    /// Every entity to draw, in the order of the case.
    pub entities: Vec<EntityId>,
    /// The facts between two entities, in the order in which the answer speaks of them.
    edges: Versions,
    /// What the colours of those facts tell, where it is more than their kind.
    tones: Vec<Tone>,
    /// The facts about one entity, in the order in which the answer speaks of them.
    notes: Versions,
    /// What the colours of those facts tell.
    note_tones: Vec<Tone>,
    /// The places of those facts, by entity; worked out when first asked for, which large pictures never do.
    notes_by_entity: OnceLock<Vec<(EntityId, u32)>>,
}

/// Claims about the same subject, predicate, object, value and occasion: the versions of one fact, or of one that recurs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'f> {
    /// What it is about.
    pub subject: EntityId,
    /// What is said of it.
    pub predicate: PredicateId,
    /// What it is related to.
    pub object: Option<EntityId>,
    /// The claims, in the order in which the answer speaks of them.
    pub claims: &'f [ClaimId],
    /// The first of the claims, at hand since most facts have no other.
    first: Claim,
    /// What its colour tells.
    pub tone: Tone,
}

/// The claims of facts, end to end.
#[derive(Debug, Default)]
struct Versions {
    claims: Vec<ClaimId>,
    /// Where the claims of each fact end.
    ends: Vec<u32>,
}

impl Versions {
    fn with_capacity(facts: usize) -> Self {
        Self {
            claims: Vec::with_capacity(facts),
            ends: Vec::with_capacity(facts),
        }
    }

    fn push(&mut self, first: ClaimId, later: impl Iterator<Item = ClaimId>) {
        self.claims.push(first);
        later.for_each(|claim| self.claims.push(claim));
        // There are no more claims than handles of four bytes.
        self.ends.push(self.claims.len() as u32);
    }

    fn append(&mut self, more: &Self) {
        let before = self.claims.len() as u32;
        self.claims.extend_from_slice(&more.claims);
        self.ends.extend(more.ends.iter().map(|end| before + end));
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, fact: usize) -> &[ClaimId] {
        let start = if fact == 0 { 0 } else { self.ends[fact - 1] };
        &self.claims[start as usize..self.ends[fact] as usize]
    }
}

impl<'g> Facts<'g> {
    /// Gathers what an answer's rows rest on and stand for.
    pub fn of(answer: Answer<'_>, graph: &'g Graph) -> Self {
        let case = graph.case();
        let mut told = Told::new(graph);
        let mut drawn = vec![false; case.entities.len()];
        let mut about = |thing, told: &mut Told| match thing {
            Some(Thing::Entity(entity)) => drawn[entity.index()] = true,
            Some(Thing::Claim(claim)) => told.add(claim),
            Some(Thing::Source(_) | Thing::Predicate(_)) | None => {}
        };
        about(answer.about, &mut told);
        let mut rows = 0;
        let (seeds, maker) = answer.rows.split();
        for seed in seeds {
            rows += 1;
            about(seed.stands_for(), &mut told);
            // A row that stands for a claim rests on that claim.
            if !matches!(seed.stands_for(), Some(Thing::Claim(_))) {
                let claims = maker.row(seed).claims;
                claims.into_iter().for_each(|claim| told.add(claim));
            }
        }
        Self::of_claims(graph, rows, &told, drawn)
    }

    fn of_claims(graph: &'g Graph, rows: usize, told: &Told, drawn: Vec<bool>) -> Self {
        let case = graph.case();
        let drawn: Vec<AtomicBool> = drawn.into_iter().map(AtomicBool::new).collect();
        let has_object: Vec<bool> = told
            .claims()
            .par_iter()
            .with_min_len(1 << 12)
            .map(|id| {
                let claim = case.claims.get(*id);
                for end in [Some(claim.subject), claim.object].into_iter().flatten() {
                    drawn[end.index()].store(true, Ordering::Relaxed);
                }
                claim.object.is_some()
            })
            .collect();
        let drawn: Vec<bool> = drawn.into_iter().map(AtomicBool::into_inner).collect();
        let entities = case.entities.handles();
        let entities: Vec<EntityId> = entities.filter(|entity| drawn[entity.index()]).collect();
        let repeats = repeats(graph, told, &entities);

        let mut is_later = vec![false; told.claims().len()];
        for (_, later) in &repeats {
            is_later[*later as usize] = true;
        }
        let facts_of = |run: usize| {
            let places = run * RUN..told.claims().len().min((run + 1) * RUN);
            let before = repeats.partition_point(|(of, _)| (*of as usize) < places.start);
            let mut repeats = repeats[before..].iter().peekable();
            let (mut edges, mut notes) = (Versions::default(), Versions::default());
            for place in places.filter(|place| !is_later[*place]) {
                let again = std::iter::from_fn(|| {
                    let next = repeats.next_if(|(of, _)| *of as usize == place);
                    next.map(|(_, later)| told.claims()[*later as usize])
                });
                let versions = if has_object[place] {
                    &mut edges
                } else {
                    &mut notes
                };
                versions.push(told.claims()[place], again);
            }
            (edges, notes)
        };
        let runs = (0..told.claims().len().div_ceil(RUN)).into_par_iter();
        let runs: Vec<(Versions, Versions)> = runs.map(facts_of).collect();
        let mut edges = Versions::with_capacity(told.claims().len());
        let mut notes = Versions::default();
        for (more_edges, more_notes) in runs {
            edges.append(&more_edges);
            notes.append(&more_notes);
        }
        Self {
            graph,
            rows,
            entities,
            edges,
            tones: Vec::new(),
            notes,
            note_tones: Vec::new(),
            notes_by_entity: OnceLock::new(),
        }
    }

    /// Tells by colour which facts are disputed and, where two speakers are set against each other, whose they are.
    pub fn tell(&mut self, standing: &Standing<'_>, sides: Option<(EntityId, EntityId)>) {
        let case = self.graph.case();
        let tone = |fact: Fact<'_>| {
            let disputed = |claim: &ClaimId| standing.status(*claim) == Status::Disputed;
            if fact.claims.iter().any(disputed) {
                return Tone::Disputed;
            }
            let told_by = |side| {
                let speaker = |claim: &ClaimId| case.speaker(&case.claims.get(*claim));
                fact.claims.iter().any(|claim| speaker(claim) == side)
            };
            match sides.map(|(first, second)| (told_by(first), told_by(second))) {
                Some((true, false)) => Tone::First,
                Some((false, true)) => Tone::Second,
                _ => fact.tone,
            }
        };
        let notes = (0..self.notes.len()).map(|note| tone(self.fact(self.notes.get(note))));
        (self.tones, self.note_tones) = (self.edges().map(tone).collect(), notes.collect());
    }

    /// Returns whether a fact about one entity alone is of a tone that tells more than its kind.
    pub fn any_note_is(&self, tone: Tone) -> bool {
        !matches!(tone, Tone::Payment | Tone::Plain) && self.note_tones.contains(&tone)
    }

    /// Returns how many facts there are between two entities.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// Returns the facts between two entities, in the order in which the answer speaks of them.
    pub fn edges(&self) -> impl Iterator<Item = Fact<'_>> {
        (0..self.edges.len()).map(|edge| self.edge(edge))
    }

    /// Returns a fact between two entities.
    pub fn edge(&self, edge: usize) -> Fact<'_> {
        let fact = self.fact(self.edges.get(edge));
        match self.tones.get(edge) {
            Some(tone) => Fact {
                tone: *tone,
                ..fact
            },
            None => fact,
        }
    }

    /// Returns the facts about one entity alone: its figures and states.
    pub fn notes(&self, entity: EntityId) -> impl Iterator<Item = Fact<'_>> {
        let notes = self.notes_by_entity.get_or_init(|| self.sorted_notes());
        let start = notes.partition_point(|(about, _)| *about < entity);
        let notes = notes[start..].iter();
        notes
            .take_while(move |(about, _)| *about == entity)
            .map(|(_, note)| {
                let fact = self.fact(self.notes.get(*note as usize));
                match self.note_tones.get(*note as usize) {
                    Some(tone) => Fact {
                        tone: *tone,
                        ..fact
                    },
                    None => fact,
                }
            })
    }

    fn sorted_notes(&self) -> Vec<(EntityId, u32)> {
        // The values of one predicate stand together, where the answer speaks of the first of them.
        let mut alike: Vec<(EntityId, PredicateId, u32)> = (0..self.notes.len())
            .map(|note| {
                let fact = self.fact(self.notes.get(note));
                (fact.subject, fact.predicate, note as u32)
            })
            .collect();
        alike.sort_unstable();
        let alike = alike.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let mut sorted: Vec<(EntityId, u32, u32)> = alike
            .flat_map(|alike| {
                alike
                    .iter()
                    .map(|(about, _, note)| (*about, alike[0].2, *note))
            })
            .collect();
        sorted.sort_unstable();
        let sorted = sorted.into_iter();
        sorted.map(|(about, _, note)| (about, note)).collect()
    }

    fn fact<'f>(&self, claims: &'f [ClaimId]) -> Fact<'f> {
        let case = self.graph.case();
        let claim = case.claims.get(claims[0]);
        let key = Key::of(case, &claim);
        Fact {
            subject: key.subject,
            predicate: key.predicate,
            object: key.object,
            claims,
            first: claim,
            tone: Tone::of(case.predicate(&claim).kind),
        }
    }
}

impl Fact<'_> {
    /// Returns how its line is drawn: as the firmest of its versions is put.
    pub fn line(&self, graph: &Graph) -> Line {
        let line_of = |claim: Claim| match claim.polarity {
            Polarity::Affirmed => Line::of(claim.modality),
            Polarity::Denied => Line::Denied,
        };
        let lines = self.versions(graph).map(line_of);
        lines.min().unwrap_or(Line::Plain)
    }

    /// Returns its claims.
    pub fn versions(&self, graph: &Graph) -> impl Iterator<Item = Claim> {
        let later = self.claims[1..].iter();
        std::iter::once(self.first).chain(later.map(|id| graph.case().claims.get(*id)))
    }

    /// Returns what its claims state.
    pub fn kind(&self, graph: &Graph) -> ClaimKind {
        graph.case().predicates[self.predicate].kind
    }
}
