//! Opening a case on the terminal: how far it is, once that takes longer than a glance.

use std::io::{IsTerminal, stderr};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::Report;
use crate::graph::Graph;

/// How long opening goes on unseen.
const UNSEEN: Duration = Duration::from_secs(1);

/// Opens a case; a bar shows how much of the claims is read, on a terminal and if it takes longer than a second.
pub(super) fn open(dir: &Path) -> Result<Graph, Report> {
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
