//! From a folder to a graph: read, then check, then build, with all faults of both in one report.

use std::path::Path;

use crate::check::{Item, check};
use crate::diagnostic::{Diagnostic, Report};
use crate::graph::Graph;
use crate::read::{Reading, read};

/// Returns the graph of a data folder.
///
/// # Errors
///
/// A report of every fault in the folder, in order of place.
pub fn open(dir: &Path) -> Result<Graph, Report> {
    let Reading {
        files,
        case,
        places,
        mut diagnostics,
    } = read(dir);
    diagnostics.extend(check(&case).into_iter().map(|finding| {
        let (file, span) = match finding.item {
            Item::Whole => places.field(&files, finding.thing, finding.field),
            Item::Evidence(claim, index) => places.evidence(&files, claim, index),
            Item::Id(id) => places.id(&files, finding.thing, finding.field, &id),
        };
        Diagnostic {
            code: finding.code,
            file,
            span,
            message: finding.message,
            hint: finding.hint,
        }
    }));
    if diagnostics.is_empty() {
        Ok(Graph::new(case))
    } else {
        Err(Report::new(files, diagnostics))
    }
}
