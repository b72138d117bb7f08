//! Opening a case on the terminal: how far it is, once that takes longer than a glance.

use std::fmt::Display;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::Args;
use super::progress::Progress;
use super::{Failure, places};
use crate::diagnostic::Report;
use crate::graph::Graph;
use crate::snapshot::{self, Unusable};
use crate::text::{safe, shown};

/// Opens a case: the user's snapshot of a folder where it is fresh, the data in it otherwise, or a snapshot alone.
pub(super) fn open(args: &Args) -> Result<Graph, Failure> {
    let data = &args.data;
    if data.is_file() {
        rely_on_snapshot();
        let graph = snapshot::open_alone(data).map_err(|refusal| {
            Failure::Question(format!("{} cannot be opened: {refusal}", data.display()))
        })?;
        warn_of_data_beside(data);
        return Ok(graph);
    }
    let path = places::snapshot(data).ok();
    if let Some(path) = path.filter(|path| !args.ignores_snapshot && path.is_file()) {
        rely_on_snapshot();
        match snapshot::open(&path, data) {
            Ok(graph) => return Ok(graph),
            Err(reason) => warn_of_snapshot(&path, &reason),
        }
    }
    rely_on_data();
    read(data).map_err(Failure::Data)
}

/// Whether answers come from a snapshot.
static FROM_SNAPSHOT: AtomicBool = AtomicBool::new(false);

/// Returns whether answers come from a snapshot, so that what does not fit together in them is the snapshot's fault.
pub(super) fn is_from_snapshot() -> bool {
    FROM_SNAPSHOT.load(Ordering::Relaxed)
}

/// Notes that answers come from a snapshot. Of its faults, which unwind, one line tells when they are caught.
fn rely_on_snapshot() {
    FROM_SNAPSHOT.store(true, Ordering::Relaxed);
    std::panic::set_hook(Box::new(|_| {}));
}

/// Notes that answers come from data that was read.
fn rely_on_data() {
    FROM_SNAPSHOT.store(false, Ordering::Relaxed);
    let _ = std::panic::take_hook();
}

/// Says that a snapshot which lies in a data folder is no longer, or never was, what that folder holds.
fn warn_of_data_beside(path: &Path) {
    if path.file_name().is_none_or(|name| name != snapshot::NAME) {
        return;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if let Err(Unusable::Stale(change)) = snapshot::compare(path, folder) {
        let change = change.to_string();
        anstream::eprintln!(
            "warning: the data beside {} is not what it was made of: {}",
            shown(path),
            safe(&change)
        );
    }
}

/// Says that the snapshot of a folder is not used, and why.
pub(super) fn warn_of_snapshot(path: &Path, reason: &dyn Display) {
    let reason = reason.to_string();
    anstream::eprintln!(
        "warning: the snapshot {} is not used: {}; make it anew with `claimgraph snapshot`",
        shown(path),
        safe(&reason)
    );
}

/// Reads a case; a bar shows how much of the claims is read, on a terminal and if it takes longer than a second.
pub(super) fn read(dir: &Path) -> Result<Graph, Report> {
    let progress = Progress::of("reading claims");
    crate::open_watched(dir, &|done, total| progress.show(done, total))
}

/// Returns what is wrong with a folder, and what is most often meant otherwise; a bar shows how much is read.
pub(super) fn inspect(dir: &Path) -> Report {
    let progress = Progress::of("reading claims");
    crate::inspect(dir, &|done, total| progress.show(done, total))
}
