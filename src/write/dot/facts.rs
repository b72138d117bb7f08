//! What a picture shows: the facts that an answer's claims are versions of, and the entities they speak of.

use std::collections::HashMap;

use crate::answer::Answer;
use crate::dispute::{Standing, Status};
use crate::graph::Graph;
use crate::model::{
    ClaimId, ClaimKind, EntityId, Handle as _, Polarity, PredicateId, TextId, Thing,
};

use super::style::{Line, Tone};

/// The facts and entities of an answer, in an order that depends on the answer and the case alone.
#[derive(Debug)]
pub(super) struct Facts {
    /// How many rows the answer had.
    pub rows: usize,
    /// Every entity to draw, in the order of the case.
    pub entities: Vec<EntityId>,
    /// The facts between two entities, in the order in which the answer speaks of them.
    pub edges: Vec<Fact>,
    /// The facts about one entity, by entity.
    notes: Vec<Fact>,
}

/// Claims about the same subject, predicate, object and occasion: the versions of one fact, or of one that recurs.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// What it is about.
    pub subject: EntityId,
    /// What is said of it.
    pub predicate: PredicateId,
    /// What it is related to.
    pub object: Option<EntityId>,
    /// The claims, in the order in which the answer speaks of them.
    pub claims: Vec<ClaimId>,
    /// What its colour tells.
    pub tone: Tone,
}

impl Facts {
    /// Gathers what an answer's rows rest on and stand for.
    pub fn of(answer: Answer<'_>, graph: &Graph) -> Self {
        let mut gathered = Gathering::new(graph);
        gathered.about(answer.about);
        let mut rows = 0;
        for row in answer.rows {
            rows += 1;
            gathered.about(row.stands_for);
            for claim in row.claims {
                gathered.claim(claim);
            }
        }
        gathered.finish(rows)
    }

    /// Tells by colour which facts are disputed and, where two speakers are set against each other, whose they are.
    pub fn tell(
        &mut self,
        standing: &Standing<'_>,
        graph: &Graph,
        sides: Option<(EntityId, EntityId)>,
    ) {
        for fact in &mut self.edges {
            let disputed = |claim: &ClaimId| standing.status(*claim) == Status::Disputed;
            if fact.claims.iter().any(disputed) {
                fact.tone = Tone::Disputed;
            } else if let Some((first, second)) = sides {
                let told_by = |side| {
                    let speaker =
                        |claim: &ClaimId| graph.case().speaker(&graph.case().claims.get(*claim));
                    fact.claims.iter().any(|claim| speaker(claim) == side)
                };
                fact.tone = match (told_by(first), told_by(second)) {
                    (true, false) => Tone::First,
                    (false, true) => Tone::Second,
                    _ => fact.tone,
                };
            }
        }
    }

    /// Returns the facts about one entity alone: its figures and states.
    pub fn notes(&self, entity: EntityId) -> &[Fact] {
        let start = self.notes.partition_point(|note| note.subject < entity);
        let count = self.notes[start..].partition_point(|note| note.subject == entity);
        &self.notes[start..start + count]
    }
}

impl Fact {
    /// Returns how its line is drawn: as the firmest of its versions is put.
    pub fn line(&self, graph: &Graph) -> Line {
        let case = graph.case();
        let lines = self.claims.iter().map(|id| {
            let claim = case.claims.get(*id);
            match claim.polarity {
                Polarity::Affirmed => Line::of(claim.modality),
                Polarity::Denied => Line::Denied,
            }
        });
        lines.min().unwrap_or(Line::Plain)
    }

    /// Returns what its claims state.
    pub fn kind(&self, graph: &Graph) -> ClaimKind {
        graph.case().predicates[self.predicate].kind
    }
}

type Key = (EntityId, PredicateId, Option<EntityId>, Option<TextId>);

/// Facts in the making.
struct Gathering<'g> {
    graph: &'g Graph,
    facts: Vec<Fact>,
    // Looked up, never walked: its order reaches nobody.
    index: HashMap<Key, usize>,
    seen: Vec<bool>,
    drawn: Vec<bool>,
}

impl<'g> Gathering<'g> {
    fn new(graph: &'g Graph) -> Self {
        let case = graph.case();
        Self {
            graph,
            facts: Vec::new(),
            index: HashMap::new(),
            seen: vec![false; case.claims.len()],
            drawn: vec![false; case.entities.len()],
        }
    }

    fn about(&mut self, thing: Option<Thing>) {
        match thing {
            Some(Thing::Entity(entity)) => self.drawn[entity.index()] = true,
            Some(Thing::Claim(claim)) => self.claim(claim),
            Some(Thing::Source(_) | Thing::Predicate(_)) | None => {}
        }
    }

    fn claim(&mut self, id: ClaimId) {
        if std::mem::replace(&mut self.seen[id.index()], true) {
            return;
        }
        let case = self.graph.case();
        let claim = case.claims.get(id);
        let (mut subject, mut object) = (claim.subject, claim.object);
        self.drawn[subject.index()] = true;
        if let Some(other) = object {
            self.drawn[other.index()] = true;
            if case.predicate(&claim).symmetric && other < subject {
                (subject, object) = (other, Some(subject));
            }
        }
        let key = (subject, claim.predicate, object, claim.occasion);
        let next = self.facts.len();
        let at = *self.index.entry(key).or_insert(next);
        if at == next {
            self.facts.push(Fact {
                subject,
                predicate: claim.predicate,
                object,
                claims: Vec::new(),
                tone: Tone::of(case.predicate(&claim).kind),
            });
        }
        self.facts[at].claims.push(id);
    }

    fn finish(self, rows: usize) -> Facts {
        let (edges, mut notes): (Vec<Fact>, Vec<Fact>) = self
            .facts
            .into_iter()
            .partition(|fact| fact.object.is_some());
        notes.sort_by_key(|note| note.subject);
        let entities = self.graph.case().entities.handles();
        Facts {
            rows,
            entities: entities
                .filter(|entity| self.drawn[entity.index()])
                .collect(),
            edges,
            notes,
        }
    }
}
