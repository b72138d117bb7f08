//! Where each record stands, found again when something is to be said of it.

use std::collections::HashMap;
use std::ops::Range;

use super::fields::{Step, part};
use crate::model::{ClaimId, EntityId, Handle, PredicateId, SourceId, Thing};
use crate::text::File;

/// The stretch of a file that holds a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    pub file: u32,
    pub start: usize,
    pub len: u32,
}

/// Where each record of a case stands.
#[derive(Debug, Default)]
pub struct Places {
    pub(super) entities: Vec<Origin>,
    pub(super) predicates: Vec<Origin>,
    pub(super) sources: Vec<Origin>,
    pub(super) claims: Vec<Origin>,
    /// Of each claim that lost some of its evidence to faults, which items are left.
    pub(super) kept_evidence: HashMap<ClaimId, Vec<usize>>,
}

impl Places {
    /// Returns the file and the bytes of a record's field; of the record when it has no such key.
    pub fn field(&self, files: &[File], thing: Thing, field: &str) -> (usize, Range<usize>) {
        self.part(files, thing, &[Step::Key(field.to_owned())])
    }

    /// Returns the file and the bytes of an id in a record's list of them; of the list when it is not there.
    pub fn id(&self, files: &[File], thing: Thing, list: &str, id: &str) -> (usize, Range<usize>) {
        let (file, span) = self.field(files, thing, list);
        let ids = serde_json::from_str::<Vec<String>>(&files[file].text()[span.clone()]);
        let item = ids
            .ok()
            .and_then(|ids| ids.iter().position(|one| one == id));
        match item {
            Some(item) => {
                let path = [Step::Key(list.to_owned()), Step::Item(item)];
                self.part(files, thing, &path)
            }
            None => (file, span),
        }
    }

    /// Returns the file and the bytes of one of a claim's evidence, by its index among those without fault.
    pub fn evidence(&self, files: &[File], claim: ClaimId, index: usize) -> (usize, Range<usize>) {
        let kept = self.kept_evidence.get(&claim);
        let written = kept.map_or(index, |kept| kept[index]);
        let path = [Step::Key("evidence".to_owned()), Step::Item(written)];
        self.part(files, Thing::Claim(claim), &path)
    }

    fn part(&self, files: &[File], thing: Thing, path: &[Step]) -> (usize, Range<usize>) {
        let origin = self.origin(thing);
        let file = &files[origin.file as usize];
        let record = &file.text()[origin.start..origin.start + origin.len as usize];
        (origin.file as usize, file.range_of(part(record, path)))
    }

    pub(super) fn origin(&self, thing: Thing) -> Origin {
        match thing {
            Thing::Entity(id) => self.entities[EntityId::index(id)],
            Thing::Predicate(id) => self.predicates[PredicateId::index(id)],
            Thing::Source(id) => self.sources[SourceId::index(id)],
            Thing::Claim(id) => self.claims[ClaimId::index(id)],
        }
    }
}
