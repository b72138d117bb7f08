//! Names to handles: by id, label or alias, in any language.

use std::io::{self, Seek, Write};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::column::{Column, Image, Refusal, Sections};
use crate::model::{
    Case, ClaimId, EntityId, Handle, Pairs, PredicateId, SourceId, TextId, Texts, Thing,
};
use crate::text::{LISTED, fold, loose, nearest, visible};

/// The names of a case: hashes of them in order, each with what it names.
#[derive(Debug)]
pub struct Names {
    /// Of entities, sources and predicates, by id.
    ids: Index,
    /// Of the same, by every label, alias and id, in the [loosest form](loose) in which they are compared.
    names: Index,
    /// Of claims, by id; they are many and seldom asked for.
    claims: OnceLock<Index>,
}

/// In which form a thing has a name; the first wins over the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Exact,
    Folded,
    Loose,
}

/// Whether a thing is of a kind, and before that whether the kind is claims.
type Kind = (bool, fn(&Thing) -> bool);

/// Hashes in order, which are searched by halves.
type Index = Column<Entry>;

/// A name's hash, and a thing that has the name.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, FromBytes, IntoBytes, Immutable, KnownLayout,
)]
#[repr(C)]
struct Entry {
    hash: u32,
    kind: u32,
    index: u32,
}

impl Entry {
    fn new(name: &str, thing: Thing) -> Self {
        let (kind, index) = match thing {
            Thing::Entity(id) => (0, id.index()),
            Thing::Source(id) => (1, id.index()),
            Thing::Predicate(id) => (2, id.index()),
            Thing::Claim(id) => (3, id.index()),
        };
        Self {
            hash: hash(name),
            kind,
            index: index as u32,
        }
    }

    fn thing(self) -> Thing {
        let index = self.index as usize;
        match self.kind {
            0 => Thing::Entity(EntityId::from_index(index)),
            1 => Thing::Source(SourceId::from_index(index)),
            2 => Thing::Predicate(PredicateId::from_index(index)),
            _ => Thing::Claim(ClaimId::from_index(index)),
        }
    }
}

fn hash(name: &str) -> u32 {
    xxh3_64(name.as_bytes()) as u32
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
        let things: Vec<Thing> = vocabulary(case).collect();
        let ids = things.par_iter();
        let ids = ids.map(|thing| Entry::new(case.id_of(*thing), *thing));
        let names = things.par_iter().flat_map_iter(|thing| {
            names(case, *thing).map(|name| Entry::new(&loose(case.text(name)), *thing))
        });
        Self {
            ids: sorted(ids.collect()),
            names: sorted(names.collect()),
            claims: OnceLock::new(),
        }
    }

    /// Returns the same names for a case that differs in its claims alone.
    pub(super) fn of_other_claims(self) -> Self {
        Self {
            claims: OnceLock::new(),
            ..self
        }
    }

    /// Returns the things of an id, of whichever kind, claims last.
    pub fn with_id(&self, case: &Case, id: &str) -> Vec<Thing> {
        let has_id = |thing: &Thing| case.id_of(*thing) == id;
        let hash = hash(id);
        let vocabulary = found(&self.ids, hash).filter(has_id);
        vocabulary
            .chain(found(self.claims(case), hash).filter(has_id))
            .collect()
    }

    /// Returns the things that have a name as label, alias or id: those that have it exactly if there are any, else those
    /// that have it [folded](fold), else those that have it in the [loosest form](loose).
    pub fn called(&self, case: &Case, name: &str) -> Vec<Thing> {
        self.called_among(case, name, |_| true)
    }

    fn called_among(
        &self,
        case: &Case,
        name: &str,
        is_meant: impl Fn(Thing) -> bool,
    ) -> Vec<Thing> {
        let (folded, loosest) = (fold(name), loose(name));
        let form = |thing: Thing| {
            let forms = names(case, thing).filter_map(|known| {
                let known = case.text(known);
                if known == name {
                    Some(Form::Exact)
                } else if fold(known) == folded {
                    Some(Form::Folded)
                } else {
                    (loose(known) == loosest).then_some(Form::Loose)
                }
            });
            forms.min()
        };
        let found = found(&self.names, hash(&loosest)).filter(|thing| is_meant(*thing));
        let found = found.filter_map(|thing| Some((form(thing)?, thing)));
        let found: Vec<(Form, Thing)> = found.collect();
        let best = found.iter().map(|(form, _)| *form).min();
        let best = found.into_iter().filter(|(form, _)| Some(*form) == best);
        best.map(|(_, thing)| thing).collect()
    }

    fn claims(&self, case: &Case) -> &Index {
        self.claims.get_or_init(|| {
            let claims = (0..case.claims.len()).into_par_iter();
            let entries = claims.map(|index| {
                let claim = Thing::Claim(ClaimId::from_index(index));
                Entry::new(case.id_of(claim), claim)
            });
            sorted(entries.collect())
        })
    }

    pub(super) fn save<W: Write + Seek>(
        &self,
        case: &Case,
        out: &mut Sections<W>,
    ) -> io::Result<()> {
        out.put("names.ids", &self.ids)?;
        out.put("names", &self.names)?;
        out.put("names.claims", self.claims(case))
    }

    pub(super) fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            ids: image.column("names.ids")?,
            names: image.column("names")?,
            claims: OnceLock::from(image.column::<Entry>("names.claims")?),
        })
    }

    /// Returns the entity of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no entity or more than one has the name.
    pub fn entity(&self, case: &Case, name: &str) -> Result<EntityId, Unresolved> {
        let of = |thing| match thing {
            Thing::Entity(entity) => Some(entity),
            _ => None,
        };
        self.one(case, name, of, false)
    }

    /// Returns the source of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no source or more than one has the name.
    pub fn source(&self, case: &Case, name: &str) -> Result<SourceId, Unresolved> {
        let of = |thing| match thing {
            Thing::Source(source) => Some(source),
            _ => None,
        };
        self.one(case, name, of, false)
    }

    /// Returns the predicate of a name.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no predicate or more than one has the name.
    pub fn predicate(&self, case: &Case, name: &str) -> Result<PredicateId, Unresolved> {
        let of = |thing| match thing {
            Thing::Predicate(predicate) => Some(predicate),
            _ => None,
        };
        self.one(case, name, of, false)
    }

    /// Returns the claim of an id.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when no claim has the id.
    pub fn claim(&self, case: &Case, name: &str) -> Result<ClaimId, Unresolved> {
        let of = |thing| match thing {
            Thing::Claim(claim) => Some(claim),
            _ => None,
        };
        self.one(case, name, of, true)
    }

    /// Returns the thing of a name: an entity before a source, a claim and a predicate.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] when nothing has the name, or when several things of the kind that comes first have it.
    pub fn thing(&self, case: &Case, name: &str) -> Result<Thing, Unresolved> {
        // What is called nearly so is looked for only when nothing of any kind is called so.
        let kinds: [Kind; 4] = [
            (false, |thing| matches!(thing, Thing::Entity(_))),
            (false, |thing| matches!(thing, Thing::Source(_))),
            (true, |thing| matches!(thing, Thing::Claim(_))),
            (false, |thing| matches!(thing, Thing::Predicate(_))),
        ];
        for (is_claim, kind) in kinds {
            let found = self.known(case, name, |thing| Some(thing).filter(kind), is_claim)?;
            if let Some(found) = found {
                return Ok(found);
            }
        }
        self.one(case, name, Some, true)
    }

    /// Returns the one thing of a name that `of` accepts.
    fn one<T>(
        &self,
        case: &Case,
        name: &str,
        of: impl Fn(Thing) -> Option<T>,
        is_claim: bool,
    ) -> Result<T, Unresolved> {
        let known = self.known(case, name, &of, is_claim)?;
        known.ok_or_else(|| Unresolved::Unknown {
            name: name.to_owned(),
            nearest: nearest_name(case, name, of),
        })
    }

    /// Returns the one thing of a name that `of` accepts, if anything has it: an exact id wins over labels and aliases.
    fn known<T>(
        &self,
        case: &Case,
        name: &str,
        of: impl Fn(Thing) -> Option<T>,
        is_claim: bool,
    ) -> Result<Option<T>, Unresolved> {
        // A claim's id is looked for last, since those of all claims may have to be gathered first.
        let by_id = found(&self.ids, hash(name)).filter(|thing| case.id_of(*thing) == name);
        if let Some(found) = by_id.filter_map(&of).next() {
            return Ok(Some(found));
        }
        if is_claim && let Some(found) = self.with_id(case, name).into_iter().find_map(&of) {
            return Ok(Some(found));
        }
        let named = self.called_among(case, name, |thing| of(thing).is_some());
        match named.as_slice() {
            [] => Ok(None),
            [thing] => Ok(of(*thing)),
            several => Err(Unresolved::Ambiguous {
                name: name.to_owned(),
                candidates: several
                    .iter()
                    .map(|thing| case.id_of(*thing).to_owned())
                    .collect(),
            }),
        }
    }
}

/// Returns every entity, source and predicate.
fn vocabulary(case: &Case) -> impl Iterator<Item = Thing> + '_ {
    let entities = case.entities.handles().map(Thing::Entity);
    let sources = case.sources.handles().map(Thing::Source);
    let predicates = case.predicates.handles().map(Thing::Predicate);
    entities.chain(sources).chain(predicates)
}

/// Returns a thing's labels, aliases and id; of a claim its id.
fn names(case: &Case, thing: Thing) -> impl Iterator<Item = TextId> + '_ {
    let (labels, aliases, id) = match thing {
        Thing::Entity(id) => {
            let entity = case.entities.get(id);
            (entity.labels, entity.aliases, entity.id)
        }
        Thing::Source(id) => {
            let source = case.sources.get(id);
            (source.labels, Texts::default(), source.id)
        }
        Thing::Predicate(id) => {
            let predicate = &case.predicates[id];
            (predicate.labels, Texts::default(), predicate.id)
        }
        Thing::Claim(id) => (Pairs::default(), Texts::default(), case.claims.id(id)),
    };
    let labels = case.spans.pairs(labels).map(|(_, label)| label);
    let aliases = case.spans.texts(aliases).iter().copied();
    labels.chain(aliases).chain([id])
}

fn sorted(mut entries: Vec<Entry>) -> Index {
    entries.par_sort_unstable();
    entries.dedup();
    entries.into()
}

/// Returns the things whose names have a hash, in order of kind and handle.
fn found(index: &Index, hash: u32) -> impl Iterator<Item = Thing> + '_ {
    let (mut low, mut high) = (0, index.len());
    while low < high {
        let middle = low.midpoint(high);
        match index.get(middle).hash < hash {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    let entries = (low..index.len()).map(|place| index.get(place));
    entries
        .take_while(move |entry| entry.hash == hash)
        .map(Entry::thing)
}

/// Returns the label of the thing whose name is most like one that nothing has, or the id of a claim.
fn nearest_name<T>(case: &Case, name: &str, of: impl Fn(Thing) -> Option<T>) -> Option<String> {
    let claims = case.claims.handles().map(Thing::Claim);
    let things = vocabulary(case).chain(claims);
    let mut known: Vec<(&str, Thing)> = Vec::new();
    for thing in things.filter(|thing| of(*thing).is_some()) {
        known.push((case.id_of(thing), thing));
        if !matches!(thing, Thing::Claim(_)) {
            known.extend(names(case, thing).map(|name| (case.text(name), thing)));
        }
    }
    known.sort();
    let near = nearest(name, known.iter().map(|(name, _)| *name))?;
    let (_, thing) = known.iter().find(|(name, _)| *name == near)?;
    // Labels come first of names, and what has none is known by its id.
    let label = names(case, *thing).next()?;
    Some(case.text(label).to_owned())
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { name, nearest } => {
                write!(f, "nothing is called \"{}\"", visible(name))?;
                match nearest {
                    Some(near) => write!(f, "; did you mean \"{}\"?", visible(near)),
                    None => Ok(()),
                }
            }
            Self::Ambiguous { name, candidates } => {
                let shown = &candidates[..candidates.len().min(LISTED)];
                write!(f, "\"{}\" may be {}", visible(name), shown.join(" or "))?;
                match candidates.len() - shown.len() {
                    0 => {}
                    more => write!(f, " or {more} more")?,
                }
                f.write_str("; name one by its id")
            }
        }
    }
}

impl std::error::Error for Unresolved {}
