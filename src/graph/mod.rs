//! The graph: entities are nodes, claims with an object are directed edges, all by handle.
//!
//! The only place that knows the graph library. The graph stores the [case](crate::model::Case) it was made of and, for
//! each entity, the claims it is the subject and the object of, side by side in memory; parallel claims are all kept.
//! `visit` lets the library's algorithms run on that storage as it stands.

mod adjacency;
mod names;
mod path;
mod visit;

use std::sync::OnceLock;

pub use names::{Names, Unresolved};
pub use path::{Direction, Route, Step};
pub use visit::ClaimEdge;

use crate::model::{Case, ClaimId, EntityId};
use adjacency::Adjacency;

/// A case, with what is needed to walk it.
#[derive(Debug)]
pub struct Graph {
    case: Case,
    by_subject: Adjacency,
    by_object: Adjacency,
    names: OnceLock<Names>,
}

impl Graph {
    /// Returns the graph of a case.
    pub fn new(case: Case) -> Self {
        let entities = case.entities.len();
        let claims = || case.claims.iter();
        let by_subject = Adjacency::new(entities, claims().map(|(id, claim)| (claim.subject, id)));
        let by_object = Adjacency::new(
            entities,
            claims().filter_map(|(id, claim)| Some((claim.object?, id))),
        );
        Self {
            case,
            by_subject,
            by_object,
            names: OnceLock::new(),
        }
    }

    /// Returns the graph as one speaker tells it: the same entities and sources, that speaker's claims only.
    pub fn according_to(self, speaker: EntityId) -> Self {
        let case = self.case;
        let claims = case.claims.kept(|_, claim| case.speaker(claim) == speaker);
        Self::new(Case { claims, ..case })
    }

    /// Returns the case: every record and text.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Returns the claims that an entity is the subject of, in order.
    pub fn claims_from(&self, entity: EntityId) -> &[ClaimId] {
        self.by_subject.of(entity)
    }

    /// Returns the claims that an entity is the object of, in order.
    pub fn claims_to(&self, entity: EntityId) -> &[ClaimId] {
        self.by_object.of(entity)
    }

    /// Returns how many parts the graph falls into, when claims join the entities they relate.
    pub fn components(&self) -> usize {
        petgraph::algo::connected_components(self)
    }

    /// Returns the names by which things can be asked for; built when first asked for.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.case))
    }
}
