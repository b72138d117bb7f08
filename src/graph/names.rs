//! Names to handles: by id, label or alias, in any language.

use std::collections::HashMap;

use crate::model::{Case, ClaimId, EntityId, Labels, PredicateId, SourceId, TextId, Thing};
use crate::text::{fold, nearest};

/// The names of a case, folded as they are compared.
#[derive(Debug, Default)]
pub struct Names {
    by_id: HashMap<TextId, Vec<Thing>>,
    by_name: HashMap<String, Vec<Thing>>,
}

/// Why a name stands for nothing, or for more than one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing has the name; one that is like it may be meant.
    Unknown {
        /// The name asked for.
        name: String,
        /// The known name most like it.
        nearest: Option<String>,
    },
    /// Several things have the name.
    Ambiguous {
        /// The name asked for.
        name: String,
        /// The ids of those that have it.
        candidates: Vec<String>,
    },
}

impl Names {
    /// Returns the names of everything in a case.
    pub fn of(case: &Case) -> Self {
        let mut names = Self::default();
        for (id, entity) in case.entities.iter() {
            names.add(
                case,
                Thing::Entity(id),
                entity.id,
                &entity.labels,
                &entity.aliases,
            );
        }
        for (id, source) in case.sources.iter() {
            names.add(case, Thing::Source(id), source.id, &source.labels, &[]);
        }
        for (id, predicate) in case.predicates.iter() {
            names.add(
                case,
                Thing::Predicate(id),
                predicate.id,
                &predicate.labels,
                &[],
            );
        }
        for (id, claim) in case.claims.iter() {
            names
                .by_id
                .entry(claim.id)
                .or_default()
                .push(Thing::Claim(id));
        }
        names
    }

    fn add(&mut self, case: &Case, thing: Thing, id: TextId, labels: &Labels, aliases: &[TextId]) {
        self.by_id.entry(id).or_default().push(thing);
        let labels = labels.iter().map(|(_, label)| label);
        for name in labels.chain(aliases.iter().copied()).chain([id]) {
            let things = self.by_name.entry(fold(case.text(name))).or_default();
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
    }

    /// Returns the things of an id, of whichever kind.
    pub fn with_id(&self, case: &Case, id: &str) -> &[Thing] {
        let things = case.pool.find(id).and_then(|id| self.by_id.get(&id));
        things.map_or(&[], Vec::as_slice)
    }

    /// Returns the things that have a name as label, alias or id.
    pub fn called(&self, name: &str) -> &[Thing] {
        self.by_name.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// Returns the entity of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no entity or more than one has the name.
    pub fn entity(&self, case: &Case, name: &str) -> Result<EntityId, Unresolved> {
        self.one(case, name, |thing| match thing {
            Thing::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    /// Returns the source of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no source or more than one has the name.
    pub fn source(&self, case: &Case, name: &str) -> Result<SourceId, Unresolved> {
        self.one(case, name, |thing| match thing {
            Thing::Source(source) => Some(source),
            _ => None,
        })
    }

    /// Returns the predicate of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no predicate or more than one has the name.
    pub fn predicate(&self, case: &Case, name: &str) -> Result<PredicateId, Unresolved> {
        self.one(case, name, |thing| match thing {
            Thing::Predicate(predicate) => Some(predicate),
            _ => None,
        })
    }

    /// Returns the claim of an id.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no claim has the id.
    pub fn claim(&self, case: &Case, name: &str) -> Result<ClaimId, Unresolved> {
        self.one(case, name, |thing| match thing {
            Thing::Claim(claim) => Some(claim),
            _ => None,
        })
    }

    /// Returns the thing of a name: an entity before a source, a claim and a predicate.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when nothing has the name, or when several things of the kind that comes first have it.
    pub fn thing(&self, case: &Case, name: &str) -> Result<Thing, Unresolved> {
        let unknown =
            |result: &Result<Thing, Unresolved>| matches!(result, Err(Unresolved::Unknown { .. }));
        let attempts = [
            self.entity(case, name).map(Thing::Entity),
            self.source(case, name).map(Thing::Source),
            self.claim(case, name).map(Thing::Claim),
            self.predicate(case, name).map(Thing::Predicate),
        ];
        let found = attempts.into_iter().find(|attempt| !unknown(attempt));
        found.unwrap_or_else(|| self.one(case, name, Some))
    }

    /// Returns the one thing of a name that `of` accepts: an exact id wins over labels and aliases.
    fn one<T>(
        &self,
        case: &Case,
        name: &str,
        of: impl Fn(Thing) -> Option<T>,
    ) -> Result<T, Unresolved> {
        let id = case.pool.find(name).and_then(|id| self.by_id.get(&id));
        if let Some(found) = id.and_then(|things| things.iter().copied().find_map(&of)) {
            return Ok(found);
        }
        let named = self.by_name.get(&fold(name)).into_iter().flatten();
        let named: Vec<Thing> = named
            .copied()
            .filter(|thing| of(*thing).is_some())
            .collect();
        match named.as_slice() {
            [] => Err(Unresolved::Unknown {
                name: name.to_owned(),
                nearest: self.nearest(case, name, of),
            }),
            [thing] => of(*thing).ok_or(Unresolved::Unknown {
                name: name.to_owned(),
                nearest: None,
            }),
            several => Err(Unresolved::Ambiguous {
                name: name.to_owned(),
                candidates: several
                    .iter()
                    .map(|thing| case.id_of(*thing).to_owned())
                    .collect(),
            }),
        }
    }

    fn nearest<T>(
        &self,
        case: &Case,
        name: &str,
        of: impl Fn(Thing) -> Option<T>,
    ) -> Option<String> {
        let fits = |things: &[Thing]| things.iter().any(|thing| of(*thing).is_some());
        let ids = self.by_id.iter().filter(|(_, things)| fits(things));
        let ids = ids.map(|(id, _)| case.text(*id));
        let names = self.by_name.iter().filter(|(_, things)| fits(things));
        let mut known: Vec<&str> = ids.chain(names.map(|(name, _)| name.as_str())).collect();
        known.sort_unstable();
        let near = nearest(name, known)?;
        let thing = self.by_name.get(near).and_then(|things| things.first());
        Some(thing.map_or(near, |thing| case.id_of(*thing)).to_owned())
    }
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown {
                name,
                nearest: None,
            } => write!(f, "nothing is called \"{name}\""),
            Self::Unknown {
                name,
                nearest: Some(near),
            } => {
                write!(f, "nothing is called \"{name}\"; did you mean \"{near}\"?")
            }
            Self::Ambiguous { name, candidates } => {
                write!(
                    f,
                    "\"{name}\" may be {}; name one by its id",
                    candidates.join(" or ")
                )
            }
        }
    }
}

impl std::error::Error for Unresolved {}
