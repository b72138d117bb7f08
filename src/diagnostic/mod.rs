//! Faults in data: where, what, and what to do about it.
//!
//! Knows files and places, not what the data means. A [`Report`] holds every fault of one run in order of place.

mod capped;
mod code;
mod render;

use std::ops::Range;

pub use capped::Capped;
pub use code::Code;
pub use render::point_out;

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

/// Every fault found in one run up to [`Capped::MOST`], with the files they lie in.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<File>,
    diagnostics: Vec<Diagnostic>,
    more: usize,
    is_strict: bool,
}

impl Report {
    /// Returns a report on the given files, in order of place and each fault once.
    pub fn new(files: Vec<File>, diagnostics: impl Into<Capped<Diagnostic>>) -> Self {
        let diagnostics = diagnostics.into();
        let more = diagnostics.more();
        let mut diagnostics = diagnostics.into_vec();
        diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.file, d.span.start, d.span.end);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| a.message.cmp(&b.message))
        });
        diagnostics.dedup();
        Self {
            files,
            diagnostics,
            more,
            is_strict: false,
        }
    }

    /// Returns the same report, in which warnings are faults.
    pub fn strict(self) -> Self {
        Self {
            is_strict: true,
            ..self
        }
    }

    /// Returns whether the data cannot be used as it is.
    pub fn has_faults(&self) -> bool {
        self.more > 0 || self.diagnostics.iter().any(|found| !self.is_warning(found))
    }

    /// Returns whether one of its diagnostics is a warning.
    pub fn is_warning(&self, diagnostic: &Diagnostic) -> bool {
        !self.is_strict && diagnostic.code.is_warning()
    }

    /// Returns whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Returns the faults, in order of place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns how many faults there are beyond [`Capped::MOST`], which are not kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Returns the file a fault lies in.
    pub fn file(&self, diagnostic: &Diagnostic) -> &File {
        &self.files[diagnostic.file]
    }
}
