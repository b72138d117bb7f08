//! From a folder to a graph: read, then check, then build, with all faults of both in one report.

use std::path::Path;

use crate::check::{Item, check};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::Graph;
use crate::read::{Places, Reading, read_watched};
use crate::text::File;

/// Returns the graph of a data folder.
///
/// # Errors
///
/// A report of every fault in the folder, in order of place.
pub fn open(dir: &Path) -> Result<Graph, Report> {
    open_watched(dir, &|_, _| {})
}

/// Returns the graph of a data folder as [`open`] does, and tells `watch` now and then how many bytes of claims are read
/// and how many there are.
///
/// # Errors
///
/// A report of every fault in the folder, in order of place.
pub fn open_watched(dir: &Path, watch: &(dyn Fn(u64, u64) + Sync)) -> Result<Graph, Report> {
    let reading = examine(dir, watch);
    if reading.diagnostics.is_empty() {
        Ok(Graph::new(reading.case))
    } else {
        Err(Report::new(reading.files, reading.diagnostics))
    }
}

/// A graph together with the files it was made of.
#[derive(Debug)]
pub struct Opened {
    /// The graph.
    pub graph: Graph,
    /// The files, in the order in which they were read.
    pub files: Vec<File>,
    /// Where each record stands in them.
    pub places: Places,
}

/// Returns the graph of a data folder and its files, for work on the evidence.
///
/// Evidence beyond the declared end of its text is let pass: that is what [`verify`](crate::verify) finds and mends.
///
/// # Errors
///
/// A report of every fault in the folder, in order of place, when there is another one.
pub fn open_for_verify(dir: &Path) -> Result<Opened, Report> {
    let reading = examine(dir, &|_, _| {});
    let outside = |diagnostic: &Diagnostic| diagnostic.code == Code::EvidenceOutside;
    if reading.diagnostics.iter().all(outside) {
        Ok(Opened {
            graph: Graph::new(reading.case),
            files: reading.files,
            places: reading.places,
        })
    } else {
        Err(Report::new(reading.files, reading.diagnostics))
    }
}

/// Reads a folder and adds what the checks find to what the reading found.
fn examine(dir: &Path, watch: &(dyn Fn(u64, u64) + Sync)) -> Reading {
    let mut reading = read_watched(dir, watch);
    let findings = check(&reading.case).map(|finding| {
        let (places, files) = (&reading.places, &reading.files);
        let (file, span) = match finding.item {
            Item::Whole => places.field(files, finding.thing, finding.field),
            Item::Evidence(claim, index) => places.evidence(files, claim, index),
            Item::Id(id) => places.id(files, finding.thing, finding.field, &id),
        };
        Diagnostic {
            code: finding.code,
            file,
            span,
            message: finding.message,
            hint: finding.hint,
        }
    });
    reading.diagnostics.append(findings);
    reading
}
