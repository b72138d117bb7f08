//! The graph: entities are nodes, claims with an object are directed edges, all by handle.
//!
//! The only place that knows the graph library. The graph stores the [case](crate::model::Case) it was made of and, for
//! each entity, the claims it is the subject and the object of, side by side in memory; parallel claims are all kept.
//! `visit` lets the library's algorithms run on that storage as it stands.

mod adjacency;
mod links;
mod names;
mod path;
mod visit;

use std::io::{self, Seek, Write};
use std::sync::{Arc, OnceLock};

pub use adjacency::Walk;
pub use names::{Names, Unresolved};
pub use path::{Direction, Route, Shortest, Step};
pub use visit::ClaimEdge;

use crate::column::{Image, Refusal, Sections};
use crate::model::{Case, ClaimId, EntityId, Link};
use adjacency::Adjacency;
use links::Backlinks;

/// A case, with what is needed to walk it.
#[derive(Debug)]
pub struct Graph {
    case: Case,
    by_subject: Adjacency,
    by_object: Adjacency,
    by_speaker: OnceLock<Adjacency>,
    backlinks: OnceLock<Backlinks>,
    names: OnceLock<Names>,
}

impl Graph {
    /// Returns the graph of a case.
    pub fn new(case: Case) -> Self {
        let entities = case.entities.len();
        let claims = || case.claims.iter();
        let from = claims().map(|(id, claim)| {
            let object = claim.object.unwrap_or(claim.subject);
            (claim.subject, id, object)
        });
        let to = claims().filter_map(|(id, claim)| Some((claim.object?, id, claim.subject)));
        let (by_subject, by_object) = rayon::join(
            || Adjacency::new(entities, &case.claims, from),
            || Adjacency::new(entities, &case.claims, to),
        );
        Self {
            case,
            by_subject,
            by_object,
            by_speaker: OnceLock::new(),
            backlinks: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// Returns the graph as one speaker tells it: the same entities and sources, that speaker's claims only.
    pub fn according_to(self, speaker: EntityId) -> Self {
        let Self { case, names, .. } = self;
        let claims = case.claims.kept(|_, claim| case.speaker(claim) == speaker);
        let names = names.into_inner().map(Names::of_other_claims);
        Self {
            names: names.map_or_else(OnceLock::new, OnceLock::from),
            ..Self::new(Case { claims, ..case })
        }
    }

    /// Returns the case: every record and text.
    #[inline]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Returns the claims that an entity is the subject of, in order.
    #[inline]
    pub fn claims_from(&self, entity: EntityId) -> &[ClaimId] {
        self.by_subject.claims(entity)
    }

    /// Returns the claims that an entity is the object of, in order.
    #[inline]
    pub fn claims_to(&self, entity: EntityId) -> &[ClaimId] {
        self.by_object.claims(entity)
    }

    /// Returns the claims that an entity is the subject of, with their objects and what they say.
    #[inline]
    pub fn walk_from(&self, entity: EntityId) -> Walk<'_> {
        self.by_subject.walk(entity)
    }

    /// Returns the claims that an entity is the object of, with their subjects and what they say.
    #[inline]
    pub fn walk_to(&self, entity: EntityId) -> Walk<'_> {
        self.by_object.walk(entity)
    }

    /// Returns the claims that are an entity's own words, in order.
    pub fn claims_by(&self, speaker: EntityId) -> &[ClaimId] {
        self.by_speaker().claims(speaker)
    }

    /// Returns the claims that are an entity's own words, with their subjects and what they say.
    pub fn walk_by(&self, speaker: EntityId) -> Walk<'_> {
        self.by_speaker().walk(speaker)
    }

    /// Returns the links that lead to a claim, each with the claim it comes from, in order.
    pub fn links_to(&self, claim: ClaimId) -> impl Iterator<Item = (ClaimId, Link)> {
        let backlinks = self.backlinks.get_or_init(|| Backlinks::of(&self.case));
        backlinks.to(claim)
    }

    /// Returns how many parts the graph falls into, when claims join the entities they relate.
    pub fn components(&self) -> usize {
        petgraph::algo::connected_components(self)
    }

    /// Returns the names by which things can be asked for; built when first asked for.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.case))
    }

    /// Writes the graph into an image, with its names.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        self.case.save(out)?;
        self.by_subject.save("by_subject", out)?;
        self.by_object.save("by_object", out)?;
        self.by_speaker().save("by_speaker", out)?;
        self.names().save(&self.case, out)
    }

    /// Returns the graph of an image.
    ///
    /// # Errors
    ///
    /// [`Refusal`] when the image lacks a column of it.
    pub fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            case: Case::load(image)?,
            by_subject: Adjacency::load("by_subject", image)?,
            by_object: Adjacency::load("by_object", image)?,
            by_speaker: OnceLock::from(Adjacency::load("by_speaker", image)?),
            backlinks: OnceLock::new(),
            names: OnceLock::from(Names::load(image)?),
        })
    }

    /// Returns the claims by speaker; gathered when first asked for.
    fn by_speaker(&self) -> &Adjacency {
        self.by_speaker.get_or_init(|| {
            let claims = self.case.claims.iter();
            let by_speaker = claims.map(|(id, claim)| {
                let speaker = self.case.speaker(&claim);
                (speaker, id, claim.subject)
            });
            Adjacency::new(self.case.entities.len(), &self.case.claims, by_speaker)
        })
    }
}
