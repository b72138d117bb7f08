//! How far something is, shown on a terminal once it takes longer than a glance.

use std::io::{IsTerminal, stderr};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long it goes on unseen.
const UNSEEN: Duration = Duration::from_secs(1);

/// A bar of bytes done, which is taken away when its value ends.
pub(super) struct Progress {
    doing: &'static str,
    started: Instant,
    is_seen: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Returns a bar for something that begins now.
    pub fn of(doing: &'static str) -> Self {
        Self {
            doing,
            started: Instant::now(),
            is_seen: stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    /// Shows how many bytes are done and how many there are.
    pub fn show(&self, done: u64, total: u64) {
        if self.is_seen && self.started.elapsed() > UNSEEN {
            self.bar.get_or_init(|| self.make(total)).set_position(done);
        }
    }

    fn make(&self, total: u64) -> ProgressBar {
        let template = format!("{} {{bar:40}} {{bytes}} of {{total_bytes}}", self.doing);
        let style = ProgressStyle::with_template(&template);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(total).with_style(style)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
