//! The ids that records declare, the references to them, and what a wrong one may have meant.

use std::marker::PhantomData;

use hashbrown::hash_table::Entry;
use hashbrown::{HashMap, HashTable};
use xxhash_rust::xxh3::xxh3_64;

use super::fields::Step;
use super::reader::{Reader, Record, key};
use crate::diagnostic::Code;
use crate::model::{ClaimId, EntityId, Handle, Maybe, Pool, PredicateId, SourceId, TextId, Thing};
use crate::text::nearest;

/// The ids of one kind of record. One that was declared by a faulty record has no handle.
pub(super) struct Ids<H> {
    /// By the hash of the id, whose text is in the pool.
    handles: HashTable<(TextId, Maybe)>,
    handle: PhantomData<H>,
    /// Whether every record of the kind could be looked at.
    complete: bool,
    what: &'static str,
    unknown: Code,
    /// What the unknown ids so far may have meant.
    meant: HashMap<Box<str>, Option<TextId>>,
    /// How many more names may be compared in search of what was meant.
    comparisons: usize,
}

/// Returns the hash by which an id is found.
pub(super) fn hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// How many names are compared with unknown ids in one run, so that many faults in much data do not take long.
const COMPARISONS: usize = 200_000;

impl<H: Handle> Ids<H> {
    pub fn new(what: &'static str, unknown: Code) -> Self {
        Self {
            handles: HashTable::new(),
            handle: PhantomData,
            complete: true,
            what,
            unknown,
            meant: HashMap::new(),
            comparisons: COMPARISONS,
        }
    }

    /// Returns the text of an id that was declared, and the record it stands for.
    pub fn get(&self, pool: &Pool, id: &str) -> Option<(TextId, Option<H>)> {
        let found = self
            .handles
            .find(hash(id), |(text, _)| pool.get(*text) == id);
        found.map(|(text, handle)| (*text, handle.get()))
    }

    /// Binds a declared id to the record it stands for.
    pub fn bind(&mut self, pool: &Pool, id: TextId, handle: H) {
        let text = pool.get(id);
        let found = self
            .handles
            .find_mut(hash(text), |(other, _)| pool.get(*other) == text);
        if let Some((_, bound)) = found {
            *bound = Maybe::of(Some(handle));
        }
    }

    /// Adds an id with its hash, unless it is there, and returns whether it is new.
    pub fn insert(&mut self, pool: &Pool, hashed: u64, id: TextId, handle: Option<H>) -> bool {
        let text = pool.get(id);
        let entry = self.handles.entry(
            hashed,
            |(other, _)| pool.get(*other) == text,
            |(other, _)| hash(pool.get(*other)),
        );
        match entry {
            Entry::Occupied(_) => false,
            Entry::Vacant(vacant) => {
                vacant.insert((id, Maybe::of(handle)));
                true
            }
        }
    }

    /// Takes ids out that were just added.
    pub fn remove(&mut self, hashed: u64, id: TextId) {
        if let Ok(found) = self.handles.find_entry(hashed, |(other, _)| *other == id) {
            found.remove();
        }
    }

    /// Makes room for so many more ids.
    pub fn reserve(&mut self, pool: &Pool, more: usize) {
        self.handles
            .reserve(more, |(other, _)| hash(pool.get(*other)));
    }

    /// Notes that not every record of the kind could be looked at, so that no reference is sure to be wrong.
    pub fn mark_incomplete(&mut self) {
        self.complete = false;
    }

    fn meant(&mut self, id: &str, pool: &Pool) -> Option<TextId> {
        if let Some(meant) = self.meant.get(id) {
            return *meant;
        }
        self.comparisons = self.comparisons.checked_sub(self.handles.len())?;
        let mut known: Vec<TextId> = self.handles.iter().map(|(id, _)| *id).collect();
        known.sort();
        let near = nearest(id, known.iter().map(|text| pool.get(*text)));
        let meant = near.and_then(|near| Some(self.get(pool, near)?.0));
        self.meant.insert(id.into(), meant);
        meant
    }
}

/// The kinds of ids, for methods that serve them all.
pub(super) trait Referred: Handle {
    fn ids<'r>(reader: &'r mut Reader<'_>) -> &'r mut Ids<Self> {
        Self::ids_and_pool(reader).0
    }
    fn ids_of<'r>(reader: &'r Reader<'_>) -> &'r Ids<Self>;
    fn ids_and_pool<'r>(reader: &'r mut Reader<'_>) -> (&'r mut Ids<Self>, &'r Pool);
    fn thing(self) -> Thing;
}

macro_rules! referred {
    ($($handle:ident = $field:ident, $thing:ident,)*) => {
        $(impl Referred for $handle {
            fn ids_of<'r>(reader: &'r Reader<'_>) -> &'r Ids<Self> {
                &reader.$field
            }

            fn ids_and_pool<'r>(reader: &'r mut Reader<'_>) -> (&'r mut Ids<Self>, &'r Pool) {
                (&mut reader.$field, &reader.case.pool)
            }

            fn thing(self) -> Thing {
                Thing::$thing(self)
            }
        })*
    };
}

referred! {
    EntityId = entities, Entity,
    PredicateId = predicates, Predicate,
    SourceId = sources, Source,
    ClaimId = claims, Claim,
}

impl<'f> Reader<'f> {
    /// Declares the id of a record, so that others may refer to it even if it has faults.
    pub fn declare<H: Referred>(&mut self, record: Record<'f>, id: Option<&str>) -> Option<TextId> {
        let what = H::ids(self).what;
        let Some(id) = id else {
            // Whatever names this record by the id it should have is not at fault.
            H::ids(self).mark_incomplete();
            return None;
        };
        let path = [key("id")];
        if id.trim().is_empty() {
            // That it says nothing is reported with the other keys that must say something.
            H::ids(self).mark_incomplete();
            return None;
        }
        if !is_id(id) {
            let hint = match id.chars().find(|c| !is_of_id(*c)) {
                Some(' ') => "write - or _ in place of spaces",
                _ => "ids have ASCII letters, digits, and - _ . : only",
            };
            let message = format!("\"{id}\" is no id");
            self.fault(record, &path, Code::InvalidId, message, Some(hint));
            self.insert::<H>(id);
            return None;
        }
        if let Some((_, first)) = H::ids_of(self).get(&self.case.pool, id) {
            let article = if what.starts_with('e') { "an" } else { "a" };
            let message = format!("there is already {article} {what} \"{id}\"");
            let hint = match first {
                Some(first) => {
                    let (path, place) = self.place(first.thing());
                    format!(
                        "the first is at {path}:{}:{}; give one of them another id",
                        place.line, place.column
                    )
                }
                None => "give one of them another id".to_owned(),
            };
            self.fault(record, &path, Code::DuplicateId, message, Some(&hint));
            return None;
        }
        Some(self.insert::<H>(id))
    }

    /// Adds an id of a record that is not known to be without fault yet.
    fn insert<H: Referred>(&mut self, id: &str) -> TextId {
        let text = self.case.pool.store(id);
        let (ids, pool) = H::ids_and_pool(self);
        ids.insert(pool, hash(id), text, None);
        text
    }

    /// Returns the record that an id refers to; reports an id that nothing declares.
    pub fn refer<H: Referred>(
        &mut self,
        record: Record<'f>,
        path: &[Step<'_>],
        id: &str,
    ) -> Option<H> {
        if let Some((_, handle)) = H::ids_of(self).get(&self.case.pool, id) {
            return handle;
        }
        if self.filled(record, path, id).is_none() || !H::ids(self).complete {
            return None;
        }
        let pool = std::mem::take(&mut self.case.pool);
        let ids = H::ids(self);
        let (what, unknown) = (ids.what, ids.unknown);
        let hint = match ids.meant(id, &pool) {
            Some(near) => format!("did you mean \"{}\"?", pool.get(near)),
            None => format!("declare it in {}", declared_in(unknown)),
        };
        self.case.pool = pool;
        let message = format!("no {what} \"{id}\"");
        self.fault(record, path, unknown, message, Some(&hint));
        None
    }
}

/// Returns whether a text that says something is written as ids are.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_id)
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.:".contains(c)
}

fn declared_in(unknown: Code) -> &'static str {
    match unknown {
        Code::UnknownEntity => "entities.json",
        Code::UnknownPredicate => "predicates.json",
        Code::UnknownSource => "sources.json",
        _ => "a file of claims",
    }
}
