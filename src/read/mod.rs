//! From a data folder to the [model](crate::model): every fault of every file in one run.
//!
//! Knows JSON, files and the layout of the folder; not what records must mean to one another, which is
//! [`check`](crate::check)'s to say. Each record is decoded once as a whole; only one that fails is taken apart, field
//! by field, to find all that is wrong with it and where.
//!
//! Claims by the line, of which there may be millions, are decoded on every core as long as they are plainly right, and
//! merged in order; what is not goes the way of the others. Nothing depends on how many threads there are.

mod alone;
mod bulk;
mod claims;
mod decode;
mod entities;
mod fields;
mod folder;
mod ids;
mod kinds;
mod limits;
mod lookup;
mod object;
mod places;
mod plain;
mod predicates;
mod reader;
mod record;
mod run;
mod schema;
mod sources;
mod syntax;
mod texts;
mod values;
mod whole;

use std::path::Path;

pub(crate) use ids::is_id;
pub(crate) use object::Object;
pub use places::{Places, Stand};
pub(crate) use schema::{EntityShape, PredicateShape, SourceShape, Words};
pub use schema::{SCHEMAS, Schema};
pub(crate) use whole::whole;

use crate::diagnostic::{Capped, Diagnostic};
use crate::model::Case;
use crate::text::File;
use bulk::Known;
use folder::{Folder, Part};
use reader::Reader;

/// What was read of a data folder, and what was wrong with it.
#[derive(Debug)]
pub struct Reading {
    /// The files, in the order in which they were read.
    pub files: Vec<File>,
    /// Every record without a fault.
    pub case: Case,
    /// Where each of those records stands.
    pub places: Places,
    /// Every fault, up to a number.
    pub diagnostics: Capped<Diagnostic>,
}

/// Returns the paths, in a data folder, of the files that [`read`] reads, in its order.
///
/// # Errors
///
/// Those of the file system.
pub fn files(dir: &Path) -> std::io::Result<Vec<String>> {
    folder::files(dir)
}

/// Reads `kinds.json` if it is there, `entities.json`, `predicates.json`, `sources.json` and `claims/*.json` of a folder;
/// each may be `.jsonl`, with one record a line.
pub fn read(dir: &Path) -> Reading {
    read_watched(dir, &|_, _| {})
}

/// Reads a folder as [`read`] does, and tells `watch` after each stretch of claims by the line how many bytes of their
/// file are done and how many there are.
pub fn read_watched(dir: &Path, watch: &(dyn Fn(u64, u64) + Sync)) -> Reading {
    let Folder {
        files,
        parts,
        faults,
        unusable,
        ..
    } = folder::load(dir);
    let mut reader = Reader::new(&files, faults, &unusable);
    let (mut opposing, mut reported) = (Vec::new(), Vec::new());
    let mut known = None;
    let mut has_kinds = false;
    for (part, file) in parts {
        if part != Part::Kinds && !std::mem::replace(&mut has_kinds, true) {
            // All else refers to them, and they come first.
            kinds::link(&mut reader);
        }
        if part == Part::Claims {
            // They refer to all else, which comes before them.
            predicates::link(&mut reader, std::mem::take(&mut opposing));
            sources::link(&mut reader, std::mem::take(&mut reported));
        }
        reader.begin(file);
        match part {
            Part::Kinds => kinds::read(&mut reader),
            Part::Entities => entities::read(&mut reader),
            Part::Predicates => opposing.extend(predicates::read(&mut reader)),
            Part::Sources => reported.extend(sources::read(&mut reader)),
            Part::Claims if reader.is_lines() => {
                let known = known.get_or_insert_with(|| Known::of(&reader.case));
                bulk::read(&mut reader, known, watch);
            }
            Part::Claims => claims::read(&mut reader),
        }
    }
    predicates::link(&mut reader, opposing);
    sources::link(&mut reader, reported);
    claims::link(&mut reader);
    let (case, places, diagnostics) = reader.finish();
    Reading {
        files,
        case,
        places,
        diagnostics,
    }
}
