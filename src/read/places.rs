//! Where each record stands, found again when something is to be said of it.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::fields::{Fields, Step, part};
use super::reader::key;
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

/// Where the parts of a record that `verify` may rewrite stand, as bytes of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The file, by its index.
    pub file: usize,
    /// The object.
    pub whole: Range<usize>,
    /// The values of the keys asked for, `None` for a key that is not there.
    pub values: [Option<Range<usize>>; 3],
}

impl Places {
    /// Returns the file and the bytes of a record's field; of the record when it has no such key.
    pub fn field(&self, files: &[File], thing: Thing, field: &str) -> (usize, Range<usize>) {
        self.part(files, thing, &[key(field)])
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
                let path = [key(list), Step::Item(item)];
                self.part(files, thing, &path)
            }
            None => (file, span),
        }
    }

    /// Returns the file and the bytes of one of a claim's evidence, by its index among those without fault.
    pub fn evidence(&self, files: &[File], claim: ClaimId, index: usize) -> (usize, Range<usize>) {
        let kept = self.kept_evidence.get(&claim);
        let written = kept.map_or(index, |kept| kept[index]);
        let path = [key("evidence"), Step::Item(written)];
        self.part(files, Thing::Claim(claim), &path)
    }

    /// Returns where each piece of a claim's evidence stands, with its `start`, its `end` and its `quote`; of a claim
    /// without fault.
    pub fn all_evidence(&self, files: &[File], claim: ClaimId) -> Vec<Stand> {
        let (file, range) = self.field(files, Thing::Claim(claim), "evidence");
        let items: Vec<&RawValue> =
            serde_json::from_str(&files[file].text()[range]).unwrap_or_default();
        items
            .iter()
            .map(|item| stand(files, file, item.get(), ["start", "end", "quote"]))
            .collect()
    }

    /// Returns where a source's `text` stands, with its `code_points`, its `sha256` and nothing third.
    pub fn text(&self, files: &[File], source: SourceId) -> Stand {
        let (file, range) = self.field(files, Thing::Source(source), "text");
        let object = &files[file].text()[range];
        stand(files, file, object, ["code_points", "sha256", ""])
    }

    fn part(&self, files: &[File], thing: Thing, path: &[Step<'_>]) -> (usize, Range<usize>) {
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

fn stand(files: &[File], file: usize, object: &str, keys: [&str; 3]) -> Stand {
    let fields = Fields::of(object);
    let value = |key: &str| fields.as_ref().and_then(|fields| fields.value(key));
    Stand {
        file,
        whole: files[file].range_of(object),
        values: keys.map(|key| value(key).map(|value| files[file].range_of(value.get()))),
    }
}
