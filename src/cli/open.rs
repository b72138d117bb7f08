//! Opening a case on the terminal: how far it is, once that takes longer than a glance.

use std::fmt::Display;
use std::path::Path;

use super::Failure;
use super::args::Args;
use super::progress::Progress;
use crate::diagnostic::Report;
use crate::graph::Graph;
use crate::snapshot;
use crate::text::safe;

/// Opens a case: the snapshot of a folder where it is fresh, the data in it otherwise, or a snapshot alone.
pub(super) fn open(args: &Args) -> Result<Graph, Failure> {
    let data = &args.data;
    if data.is_file() {
        return snapshot::open_alone(data).map_err(|refusal| {
            Failure::Question(format!("{} cannot be opened: {refusal}", data.display()))
        });
    }
    let path = data.join(snapshot::NAME);
    if !args.ignores_snapshot && path.symlink_metadata().is_ok() {
        match snapshot::open(&path, data) {
            Ok(graph) => return Ok(graph),
            Err(reason) => warn_of_snapshot(args, &reason),
        }
    }
    read(data).map_err(Failure::Data)
}

/// Says that a folder's snapshot is not used, and why.
pub(super) fn warn_of_snapshot(args: &Args, reason: &dyn Display) {
    let path = args.data.join(snapshot::NAME);
    let reason = reason.to_string();
    anstream::eprintln!(
        "warning: the snapshot {} is not used: {}; make it anew with `claimgraph snapshot`",
        path.display(),
        safe(&reason)
    );
}

/// Reads a case; a bar shows how much of the claims is read, on a terminal and if it takes longer than a second.
pub(super) fn read(dir: &Path) -> Result<Graph, Report> {
    let progress = Progress::of("reading claims");
    crate::open_watched(dir, &|done, total| progress.show(done, total))
}
