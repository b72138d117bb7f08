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

pub use names::{Names, Unresolved};
pub use path::{Direction, Route, Shortest, Step};
pub use visit::ClaimEdge;

use crate::column::{Column, Image, Refusal, Sections};
use crate::model::{Case, ClaimId, EntityId, Link, Terms};
use adjacency::Adjacency;
use links::Backlinks;

/// A case, with what is needed to walk it.
#[derive(Debug)]
pub struct Graph {
    case: Case,
    by_subject: Adjacency,
    by_object: Adjacency,
    by_speaker: OnceLock<Adjacency>,
    /// What the claims of `by_subject` and `by_object` say, in their order.
    terms_from: Column<Terms>,
    terms_to: Column<Terms>,
    backlinks: OnceLock<Backlinks>,
    names: OnceLock<Names>,
}

impl Graph {
    /// Returns the graph of a case.
    pub fn new(case: Case) -> Self {
        let entities = case.entities.len();
        let claims = || case.claims.iter();
        let terms = |claims: &[ClaimId]| -> Column<Terms> {
            let terms = claims.iter().map(|id| case.claims.terms(*id));
            terms.collect::<Vec<_>>().into()
        };
        let ((by_subject, terms_from), (by_object, terms_to)) = rayon::join(
            || {
                let from = claims()
                    .map(|(id, claim)| (claim.subject, id, claim.object.unwrap_or(claim.subject)));
                let by_subject = Adjacency::new(entities, from);
                let terms = terms(by_subject.all());
                (by_subject, terms)
            },
            || {
                let to =
                    claims().filter_map(|(id, claim)| Some((claim.object?, id, claim.subject)));
                let by_object = Adjacency::new(entities, to);
                let terms = terms(by_object.all());
                (by_object, terms)
            },
        );
        Self {
            case,
            by_subject,
            by_object,
            by_speaker: OnceLock::new(),
            terms_from,
            terms_to,
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

    /// Returns the objects of the claims that an entity is the subject of, in the order of [`claims_from`]; the entity
    /// itself where a claim has none.
    ///
    /// [`claims_from`]: Self::claims_from
    #[inline]
    pub fn objects_from(&self, entity: EntityId) -> &[EntityId] {
        self.by_subject.others(entity)
    }

    /// Returns the subjects of the claims that an entity is the object of, in the order of [`claims_to`].
    ///
    /// [`claims_to`]: Self::claims_to
    #[inline]
    pub fn subjects_to(&self, entity: EntityId) -> &[EntityId] {
        self.by_object.others(entity)
    }

    /// Returns what the claims say that an entity is the subject of, in the order of [`claims_from`].
    ///
    /// To look through these is much faster than to look each claim up, for they lie side by side.
    ///
    /// [`claims_from`]: Self::claims_from
    #[inline]
    pub fn terms_from(&self, entity: EntityId) -> &[Terms] {
        self.terms_from.slice(self.by_subject.range(entity))
    }

    /// Returns what the claims say that an entity is the object of, in the order of [`claims_to`].
    ///
    /// [`claims_to`]: Self::claims_to
    #[inline]
    pub fn terms_to(&self, entity: EntityId) -> &[Terms] {
        self.terms_to.slice(self.by_object.range(entity))
    }

    /// Returns the claims that are an entity's own words, in order.
    pub fn claims_by(&self, speaker: EntityId) -> &[ClaimId] {
        self.by_speaker().claims(speaker)
    }

    /// Returns the subjects of the claims that are an entity's own words, in the order of [`claims_by`].
    ///
    /// [`claims_by`]: Self::claims_by
    pub fn subjects_by(&self, speaker: EntityId) -> &[EntityId] {
        self.by_speaker().others(speaker)
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
        out.put("by_subject.terms", &self.terms_from)?;
        out.put("by_object.terms", &self.terms_to)?;
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
            terms_from: image.column("by_subject.terms")?,
            terms_to: image.column("by_object.terms")?,
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
            Adjacency::new(self.case.entities.len(), by_speaker)
        })
    }
}
