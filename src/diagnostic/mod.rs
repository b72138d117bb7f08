//! Faults in data: where, what, and what to do about it.
//!
//! Knows files and places, not what the data means. A [`Report`] holds every fault of one run in order of place.

mod code;
mod render;

use std::ops::Range;

pub use code::Code;

use crate::text::File;

/// One fault: its code, its place, what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: Code,
    /// The file, by its index in the report.
    pub file: usize,
    /// The bytes of the file that are at fault.
    pub span: Range<usize>,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Every fault found in one run, with the files they lie in.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<File>,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Returns a report on the given files, in order of place and each fault once.
    pub fn new(files: Vec<File>, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.file, d.span.start, d.span.end);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| a.message.cmp(&b.message))
        });
        diagnostics.dedup();
        Self { files, diagnostics }
    }

    /// Returns whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Returns the faults, in order of place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the file a fault lies in.
    pub fn file(&self, diagnostic: &Diagnostic) -> &File {
        &self.files[diagnostic.file]
    }
}
