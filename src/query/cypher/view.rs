//! The graph that a query sees. Nothing is copied: every node and relationship is worked out from the case.
//!
//! | what | is | labels or type |
//! |---|---|---|
//! | an entity | a node | `:Entity`, its kind and those it is under: `:PublicBody`, `:Bank:Company` |
//! | a source | a node | `:Source` |
//! | a claim | a node | `:Claim` |
//! | a claim with an object | a relationship from subject to object too | its predicate: `:DONATED_TO` |
//! | what a claim is about | relationships from its node | `:SUBJECT`, `:OBJECT`, `:SAID_BY`, `:IN` |
//! | a source | relationships | `:REPORTED_IN`, and `:SAID_BY` to its maker |
//! | a dispute | a relationship between each two of its claims | `:DISPUTES {rule, certain, why}` |
//! | a curated link | a relationship between claims | `:SUPPORTS`, `:REBUTS`, `:RESTATES`, `:EXPLAINS`, `:PARTS` |

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::index::{Indexes, Links};
use crate::cypher::graph::{NodeId, RelId, TypeId};
use crate::dispute::{Dispute, Standing, Status};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Handle, LinkKind, SourceId, Word, label_of};
use crate::stop::Heed;

/// A case and how its claims stand, as a property graph.
pub(super) struct View<'g> {
    pub graph: &'g Graph,
    pub standing: &'g Standing<'g>,
    pub lang: &'g str,
    pub indexes: Indexes,
    disputes: OnceCell<Disputing<'g>>,
    /// What a query is told that was given up.
    no_disputes: Disputing<'g>,
    pub types: Vec<String>,
    /// For each type, the first one that is written like it: a predicate may be called as what is built in, or differ from
    /// another in its signs alone, and they are one type to a query.
    pub first: Vec<usize>,
    pub labels: Vec<String>,
}

/// The pairs of claims that dispute each other.
#[derive(Default)]
pub(super) struct Disputing<'g> {
    pub pairs: Vec<(ClaimId, ClaimId, &'g Dispute)>,
    pub of_claim: BTreeMap<ClaimId, Vec<usize>>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Entity(EntityId),
    Claim(ClaimId),
    Source(SourceId),
}

/// What a relationship is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relationship {
    Claim(ClaimId),
    Subject(ClaimId),
    Object(ClaimId),
    SaidBy(ClaimId),
    In(ClaimId),
    ReportedIn(SourceId),
    MadeBy(SourceId),
    /// By its place among the links.
    Link(usize),
    /// By its place among the pairs.
    Disputes(usize),
}

/// The types of relationships that are not predicates, in the order of their handles.
const STRUCTURE: [&str; 6] = [
    "SUBJECT",
    "OBJECT",
    "SAID_BY",
    "IN",
    "REPORTED_IN",
    "DISPUTES",
];
pub(super) const SUBJECT: usize = 0;
pub(super) const OBJECT: usize = 1;
pub(super) const SAID_BY: usize = 2;
pub(super) const IN: usize = 3;
pub(super) const REPORTED_IN: usize = 4;
pub(super) const DISPUTES: usize = 5;
pub(super) const LINKS: usize = STRUCTURE.len();

/// How many disputes are looked at between two looks at whether to go on.
const MANY: usize = 1 << 12;

/// The labels of nodes besides the kinds of entities, which come before them.
const LABELS: [&str; 3] = ["Entity", "Claim", "Source"];

impl<'g> View<'g> {
    pub fn of(graph: &'g Graph, standing: &'g Standing<'g>, lang: &'g str) -> Self {
        let case = graph.case();
        let predicates = case
            .predicates
            .iter()
            .map(|(_, predicate)| upper(case.text(predicate.id)));
        let structure = STRUCTURE.iter().map(|name| (*name).to_owned());
        let curated = LinkKind::ALL.iter().map(|kind| upper(kind.as_str()));
        let kinds = case.entity_kinds.all();
        let kinds = kinds.map(|kind| label_of(case.entity_kinds.word(kind, &case.pool)));
        let types: Vec<String> = predicates.chain(structure).chain(curated).collect();
        let mut places = HashMap::new();
        let first = types.iter().enumerate();
        let first = first.map(|(index, name)| *places.entry(name.as_str()).or_insert(index));
        let first = first.collect();
        Self {
            first,
            graph,
            standing,
            lang,
            indexes: Indexes::new(),
            disputes: OnceCell::new(),
            no_disputes: Disputing::default(),
            types,
            labels: kinds
                .chain(LABELS.iter().map(|label| (*label).to_owned()))
                .collect(),
        }
    }

    /// Returns the curated links.
    pub fn links(&self) -> &Links {
        self.indexes.links(self.graph)
    }

    /// Returns the keys of properties, those of outside registers last.
    pub fn keys(&self) -> &[String] {
        self.indexes.keys(self.graph)
    }

    pub fn disputing(&self) -> &Disputing<'g> {
        let standing: &'g Standing<'g> = self.standing;
        let disputing = self.indexes.kept(&self.disputes, |stop| {
            let mut disputing = Disputing::default();
            for (place, dispute) in standing.disputes_until(stop)?.all().iter().enumerate() {
                if place % MANY == 0 {
                    stop.look()?;
                }
                // Parts are set against their whole, not against one another.
                for (place, a) in dispute.disputed().iter().enumerate() {
                    for b in &dispute.claims[place + 1..] {
                        for end in [*a, *b] {
                            disputing
                                .of_claim
                                .entry(end)
                                .or_default()
                                .push(disputing.pairs.len());
                        }
                        disputing.pairs.push((*a, *b, dispute));
                    }
                }
            }
            Ok(disputing)
        });
        disputing.unwrap_or(&self.no_disputes)
    }

    /// Returns how a claim stands; a query that was given up is not told.
    pub fn status(&self, claim: ClaimId) -> Option<Status> {
        let standing = self.standing;
        self.indexes
            .unless_stopped(|stop| standing.status_until(claim, stop))
    }

    pub fn counts(&self) -> [usize; 3] {
        let case = self.graph.case();
        [case.entities.len(), case.claims.len(), case.sources.len()]
    }

    /// Returns what a node is.
    pub fn node_of(&self, node: NodeId) -> Node {
        let [entities, claims, _] = self.counts();
        let index = node.0 as usize;
        if index < entities {
            Node::Entity(EntityId::from_index(index))
        } else if index < entities + claims {
            Node::Claim(ClaimId::from_index(index - entities))
        } else {
            Node::Source(SourceId::from_index(index - entities - claims))
        }
    }

    pub fn node(&self, node: Node) -> NodeId {
        let [entities, claims, _] = self.counts();
        number(match node {
            Node::Entity(id) => id.index(),
            Node::Claim(id) => entities + id.index(),
            Node::Source(id) => entities + claims + id.index(),
        })
        .map_or(NodeId(u32::MAX), NodeId)
    }

    /// Returns what a relationship is.
    pub fn relationship_of(&self, relationship: RelId) -> Relationship {
        let [_, claims, sources] = self.counts();
        let index = relationship.0 as usize;
        let claim = |block: usize| ClaimId::from_index(index - block * claims);
        let rest = index.saturating_sub(5 * claims);
        match index.checked_div(claims).unwrap_or(5) {
            0 => Relationship::Claim(claim(0)),
            1 => Relationship::Subject(claim(1)),
            2 => Relationship::Object(claim(2)),
            3 => Relationship::SaidBy(claim(3)),
            4 => Relationship::In(claim(4)),
            _ if rest < sources => Relationship::ReportedIn(SourceId::from_index(rest)),
            _ if rest < 2 * sources => Relationship::MadeBy(SourceId::from_index(rest - sources)),
            _ if rest < 2 * sources + self.links().all.len() => {
                Relationship::Link(rest - 2 * sources)
            }
            _ => Relationship::Disputes(rest - 2 * sources - self.links().all.len()),
        }
    }

    pub fn id(&self, relationship: Relationship) -> RelId {
        let [_, claims, sources] = self.counts();
        let rest = 5 * claims;
        number(match relationship {
            Relationship::Claim(id) => id.index(),
            Relationship::Subject(id) => claims + id.index(),
            Relationship::Object(id) => 2 * claims + id.index(),
            Relationship::SaidBy(id) => 3 * claims + id.index(),
            Relationship::In(id) => 4 * claims + id.index(),
            Relationship::ReportedIn(id) => rest + id.index(),
            Relationship::MadeBy(id) => rest + sources + id.index(),
            Relationship::Link(place) => rest + 2 * sources + place,
            Relationship::Disputes(place) => rest + 2 * sources + self.links().all.len() + place,
        })
        .map_or(RelId(u32::MAX), RelId)
    }

    pub fn kind(&self, relationship: Relationship) -> TypeId {
        let case = self.graph.case();
        let predicates = case.predicates.len();
        let index = match relationship {
            Relationship::Claim(id) => case.claims.get(id).predicate.index(),
            Relationship::Subject(_) => predicates + SUBJECT,
            Relationship::Object(_) => predicates + OBJECT,
            Relationship::SaidBy(_) | Relationship::MadeBy(_) => predicates + SAID_BY,
            Relationship::In(_) => predicates + IN,
            Relationship::ReportedIn(_) => predicates + REPORTED_IN,
            Relationship::Disputes(_) => predicates + DISPUTES,
            Relationship::Link(place) => {
                predicates + LINKS + self.links().all[place].1.kind() as usize
            }
        };
        TypeId(number(self.first[index]).unwrap_or(u32::MAX))
    }

    /// Returns the types that are written like one, which is the first of them.
    pub fn written_like(&self, kind: TypeId) -> impl Iterator<Item = usize> + '_ {
        let kind = kind.0 as usize;
        let rest = kind..self.types.len();
        rest.filter(move |index| self.first[*index] == kind)
    }

    /// Returns the ends of a relationship, `None` for the object of a claim that has none.
    pub fn ends(&self, relationship: Relationship) -> Option<(Node, Node)> {
        let case = self.graph.case();
        let claim = |id: ClaimId| case.claims.get(id);
        Some(match relationship {
            Relationship::Claim(id) => (
                Node::Entity(claim(id).subject),
                Node::Entity(claim(id).object?),
            ),
            Relationship::Subject(id) => (Node::Claim(id), Node::Entity(claim(id).subject)),
            Relationship::Object(id) => (Node::Claim(id), Node::Entity(claim(id).object?)),
            Relationship::SaidBy(id) => (Node::Claim(id), Node::Entity(case.speaker(&claim(id)))),
            Relationship::In(id) => (Node::Claim(id), Node::Source(claim(id).source)),
            Relationship::ReportedIn(id) => (
                Node::Source(id),
                Node::Source(case.sources.get(id).reported_in?),
            ),
            Relationship::MadeBy(id) => {
                (Node::Source(id), Node::Entity(case.sources.get(id).maker))
            }
            Relationship::Link(place) => {
                let (from, link) = self.links().all[place];
                (Node::Claim(from), Node::Claim(link.target))
            }
            Relationship::Disputes(place) => {
                let (a, b, _) = *self.disputing().pairs.get(place)?;
                (Node::Claim(a), Node::Claim(b))
            }
        })
    }

    /// Returns the claims a relationship rests on.
    pub fn claims_of(&self, relationship: Relationship) -> Vec<ClaimId> {
        match relationship {
            Relationship::Claim(id)
            | Relationship::Subject(id)
            | Relationship::Object(id)
            | Relationship::SaidBy(id)
            | Relationship::In(id) => vec![id],
            Relationship::ReportedIn(_) | Relationship::MadeBy(_) => Vec::new(),
            Relationship::Link(_) | Relationship::Disputes(_) => {
                let ends = self.ends(relationship);
                let claim = |node| match node {
                    Node::Claim(id) => Some(id),
                    Node::Entity(_) | Node::Source(_) => None,
                };
                ends.into_iter()
                    .flat_map(|(a, b)| [a, b])
                    .filter_map(claim)
                    .collect()
            }
        }
    }

    /// Returns the dispute that a relationship tells, if it tells one.
    pub fn dispute(&self, relationship: Relationship) -> Option<&'g Dispute> {
        match relationship {
            Relationship::Disputes(place) => {
                let pair = self.disputing().pairs.get(place);
                pair.map(|(_, _, dispute)| *dispute)
            }
            _ => None,
        }
    }
}

/// Returns a handle's number; there are fewer things than handles in any case that fits into memory.
pub(super) fn number(index: usize) -> Option<u32> {
    u32::try_from(index).ok()
}

/// Returns a word as relationship types are written: `donated_to` as `DONATED_TO`.
fn upper(word: &str) -> String {
    word.replace(['-', '.', ':'], "_").to_uppercase()
}
