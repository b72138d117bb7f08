//! The waist of the program: every verb yields an [`Answer`], every writer takes one.
//!
//! An answer has typed columns and rows, and each row tells which claims it rests on, so that any answer can be printed
//! in any format, drawn, and traced to the words behind it. Nothing here knows a verb or a format.

mod cell;

pub use cell::Cell;

use crate::model::{ClaimId, Thing};

/// What a verb has to say.
pub struct Answer<'g> {
    /// The one thing that the whole answer is about, if there is one.
    pub about: Option<Thing>,
    /// What the cells of each row are.
    pub columns: Vec<Column>,
    /// The rows, made as they are asked for.
    pub rows: Box<dyn Iterator<Item = Row> + 'g>,
    /// Remarks for people: what was left out, and why.
    pub notes: Vec<String>,
}

/// What the cells in one place of every row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: the key in JSON and the head in tables.
    pub name: &'static str,
    /// How it is laid out.
    pub layout: Layout,
}

/// How a column is laid out for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Every cell is shown.
    Plain,
    /// A cell equal to the one above is left blank, as long as those before it are too.
    Grouped,
    /// Shown in tables only where some cell holds something.
    Sparse,
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The thing the row stands for, if it is one thing: then formats for programs write that thing whole.
    pub stands_for: Option<Thing>,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// The claims the row rests on.
    pub claims: Vec<ClaimId>,
}

impl<'g> Answer<'g> {
    /// Returns an answer of the given columns and rows, without remarks.
    pub fn new(columns: Vec<Column>, rows: impl Iterator<Item = Row> + 'g) -> Self {
        Self {
            about: None,
            columns,
            rows: Box::new(rows),
            notes: Vec::new(),
        }
    }

    /// Returns the answer with a remark.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("about", &self.about)
            .field("columns", &self.columns)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

impl Column {
    /// Returns a column whose every cell is shown.
    pub const fn plain(name: &'static str) -> Self {
        Self {
            name,
            layout: Layout::Plain,
        }
    }

    /// Returns a column that leaves repeated cells blank.
    pub const fn grouped(name: &'static str) -> Self {
        Self {
            name,
            layout: Layout::Grouped,
        }
    }

    /// Returns a column that is left out of tables when it is empty.
    pub const fn sparse(name: &'static str) -> Self {
        Self {
            name,
            layout: Layout::Sparse,
        }
    }
}
