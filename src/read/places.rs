//! Where each record stands, found again when something is to be said of it.

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
}

impl Places {
    /// Returns the file and the bytes of a record's field, or of one item of it; of the record when it has no such key.
    pub fn field(
        &self,
        files: &[File],
        thing: Thing,
        field: &str,
        item: Option<usize>,
    ) -> (usize, Range<usize>) {
        let origin = self.origin(thing);
        let file = &files[origin.file as usize];
        let record = &file.text()[origin.start..origin.start + origin.len as usize];
        let steps: Vec<Step> = [Step::Key(field.to_owned())]
            .into_iter()
            .chain(item.map(Step::Item))
            .collect();
        (origin.file as usize, file.range_of(part(record, &steps)))
    }

    fn origin(&self, thing: Thing) -> Origin {
        match thing {
            Thing::Entity(id) => self.entities[EntityId::index(id)],
            Thing::Predicate(id) => self.predicates[PredicateId::index(id)],
            Thing::Source(id) => self.sources[SourceId::index(id)],
            Thing::Claim(id) => self.claims[ClaimId::index(id)],
        }
    }
}
