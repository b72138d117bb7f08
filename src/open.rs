//! From a folder to a graph: read, then check, then build, with all faults of both in one report.

use std::path::Path;

use crate::check::{Finding, Item, check, warnings};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::Graph;
use crate::model::Thing;
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
    let faults = reading.diagnostics.filter(is_fault);
    match faults.is_empty() {
        true => Ok(Graph::new(reading.case)),
        false => Err(Report::new(reading.files, faults)),
    }
}

/// Returns everything that is wrong with a data folder, and if nothing is what is most often meant otherwise.
pub fn inspect(dir: &Path, watch: &(dyn Fn(u64, u64) + Sync)) -> Report {
    let mut reading = examine(dir, watch);
    if !reading.diagnostics.iter().any(is_fault) {
        let found = warnings(&reading.case).map(|finding| placed(&reading, finding));
        reading.diagnostics.append(found);
        let unheld = unheld(dir, &reading);
        reading.diagnostics.extend(unheld);
    }
    Report::new(reading.files, reading.diagnostics)
}

fn is_fault(diagnostic: &Diagnostic) -> bool {
    !diagnostic.code.is_warning()
}

/// Reports declared texts that a folder with texts does not hold.
fn unheld(dir: &Path, reading: &Reading) -> Vec<Diagnostic> {
    let (case, texts) = (&reading.case, dir.join("texts"));
    if !texts.is_dir() {
        return Vec::new();
    }
    let sources = case
        .sources
        .iter()
        .filter(|(_, source)| source.text.is_some());
    let unheld = sources.filter_map(|(id, source)| {
        let name = format!("{}.txt", case.text(source.id));
        if texts.join(&name).symlink_metadata().is_ok() {
            return None;
        }
        let finding = Finding {
            code: Code::UnheldText,
            thing: Thing::Source(id),
            field: "text",
            item: Item::Whole,
            message: format!("a text is declared, and texts/{name} is not there"),
            hint: Some("put the text there; its words are not checked without it".to_owned()),
        };
        Some(placed(reading, finding))
    });
    unheld.collect()
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
    let is_let_pass = |found: &Diagnostic| !is_fault(found) || outside(found);
    if reading.diagnostics.iter().all(is_let_pass) {
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
    let findings = check(&reading.case).map(|finding| placed(&reading, finding));
    reading.diagnostics.append(findings);
    reading
}

/// Returns a finding at the place of the record that was read.
fn placed(reading: &Reading, finding: Finding) -> Diagnostic {
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
}
