//! Opening a case on the terminal: how far it is, once that takes longer than a glance.

use std::fmt::Display;
use std::io::{IsTerminal, stderr};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use super::args::Args;
use crate::diagnostic::Report;
use crate::graph::Graph;
use crate::snapshot;
use crate::text::safe;

/// How long opening goes on unseen.
const UNSEEN: Duration = Duration::from_secs(1);

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
    let started = Instant::now();
    let bar = OnceLock::new();
    let is_seen = stderr().is_terminal();
    let watch = |done: u64, total: u64| {
        if is_seen && started.elapsed() > UNSEEN {
            bar.get_or_init(|| make_bar(total)).set_position(done);
        }
    };
    let opened = crate::open_watched(dir, &watch);
    if let Some(bar) = bar.get() {
        ProgressBar::finish_and_clear(bar);
    }
    opened
}

fn make_bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("reading claims {bar:40} {bytes} of {total_bytes}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
