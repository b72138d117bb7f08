//! Opening a case on the terminal: how far it is, once that takes longer than a glance.

use std::path::Path;

use super::progress::Progress;
use crate::diagnostic::Report;
use crate::graph::Graph;

/// Opens a case; a bar shows how much of the claims is read, on a terminal and if it takes longer than a second.
pub(super) fn open(dir: &Path) -> Result<Graph, Report> {
    let progress = Progress::of("reading claims");
    crate::open_watched(dir, &|done, total| progress.show(done, total))
}
