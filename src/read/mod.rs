//! From a data folder to the [model](crate::model): every fault of every file in one run.
//!
//! Knows JSON, files and the layout of the folder; not what records must mean to one another, which is
//! [`check`](crate::check)'s to say. Each record is decoded once as a whole; only one that fails is taken apart, field
//! by field, to find all that is wrong with it and where.

mod alone;
mod claims;
mod decode;
mod entities;
mod fields;
mod folder;
mod ids;
mod limits;
mod object;
mod places;
mod predicates;
mod reader;
mod record;
mod schema;
mod sources;
mod syntax;
mod values;

use std::path::Path;

pub use places::{Places, Stand};
pub use schema::{SCHEMAS, Schema};

use crate::diagnostic::Diagnostic;
use crate::model::Case;
use crate::text::File;
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
    /// Every fault.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads `entities.json`, `predicates.json`, `sources.json` and `claims/*.json` of a folder.
pub fn read(dir: &Path) -> Reading {
    let Folder {
        files,
        parts,
        faults,
        unusable,
    } = folder::load(dir);
    let mut reader = Reader::new(&files, faults, &unusable);
    for (part, file) in parts {
        reader.begin(file);
        match part {
            Part::Entities => entities::read(&mut reader),
            Part::Predicates => predicates::read(&mut reader),
            Part::Sources => sources::read(&mut reader),
            Part::Claims => claims::read(&mut reader),
        }
    }
    claims::link(&mut reader);
    let (case, places, diagnostics) = reader.finish();
    Reading {
        files,
        case,
        places,
        diagnostics,
    }
}
