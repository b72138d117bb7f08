//! The waist of the program: every verb yields an [`Answer`], every writer takes one.
//!
//! An answer has typed columns and rows, and each row tells which claims it rests on, so that any answer can be printed
//! in any format, drawn, and traced to the words behind it. Nothing here knows a verb or a format.

mod cell;
mod rows;

use std::borrow::Cow;

pub use cell::{Cell, Edge, Path, Step};
pub use rows::{Maker, Rows, Seed, Seeds};

use crate::model::{ClaimId, EntityId, Handle, Thing};

/// What a verb has to say.
pub struct Answer<'g> {
    /// The one thing that the whole answer is about, if there is one.
    pub about: Option<Thing>,
    /// What the cells of each row are.
    pub columns: Vec<Column>,
    /// The rows, made as they are asked for.
    pub rows: Rows<'g>,
    /// How the claims of each row are shown.
    pub claims: Claims,
    /// The two speakers that the answer sets against each other, if it does.
    pub sides: Option<(EntityId, EntityId)>,
    /// Remarks for people: what was left out, and why.
    pub notes: Vec<String>,
    /// What is missing of the answer itself, which is said in every format.
    pub cut: Option<String>,
}

/// How the claims that a row rests on are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claims {
    /// By their ids; in full where evidence is asked for.
    Named,
    /// In full, side by side under the row.
    SideBySide,
    /// In full, by the camps that the last column tells: each a list of ranges of camps, and the claims that are in these.
    InCamps,
    /// Left out, except under `--evidence`: the query named the columns itself.
    Unasked,
}

/// What the cells in one place of every row are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: the key in JSON and the head in tables.
    pub name: Cow<'static, str>,
    /// What its cells hold, when they are not absent.
    pub holds: Holds,
    /// How it is laid out for people.
    pub layout: Layout,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Entities, sources or predicates, which have an id and a label.
    Labelled,
    /// Quantities.
    Quantity,
    /// Whole numbers.
    Number,
    /// Ids of claims, dates, words and texts.
    Text,
}

/// How a column is laid out for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Every cell is shown.
    Plain,
    /// A cell equal to the one above is left blank, as long as those before it are too.
    Grouped,
    /// A cell that holds this word is left blank, and so is a column of none but such and absent ones left out.
    Unless(&'static str),
    /// Someone asked for it under this very name: it is shown even when nothing is in it.
    Asked,
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
        Self::of(columns, Rows::new(rows))
    }

    /// Returns an answer with a row for each of the things that handles stand for, without remarks.
    pub fn of_things<H: Handle + 'g>(
        columns: Vec<Column>,
        handles: impl Iterator<Item = H> + 'g,
        thing: fn(H) -> Thing,
        row: impl Fn(H) -> Row + Send + Sync + 'g,
    ) -> Self {
        Self::of(columns, Rows::of_things(handles, thing, row))
    }

    /// Returns an answer of so many rows, each made of its place, without remarks.
    pub fn of_places(
        columns: Vec<Column>,
        count: usize,
        row: impl Fn(usize) -> Row + Send + Sync + 'g,
    ) -> Self {
        Self::of(columns, Rows::of_places(count, row))
    }

    fn of(columns: Vec<Column>, rows: Rows<'g>) -> Self {
        Self {
            about: None,
            columns,
            rows,
            claims: Claims::Named,
            sides: None,
            notes: Vec::new(),
            cut: None,
        }
    }

    /// Returns the answer with the claims of each row side by side under it.
    pub fn side_by_side(self) -> Self {
        Self {
            claims: Claims::SideBySide,
            ..self
        }
    }

    /// Returns the answer with the claims of each row by the camps that the last column tells.
    pub fn in_camps(self) -> Self {
        Self {
            claims: Claims::InCamps,
            ..self
        }
    }

    /// Returns the answer without the claims of each row, except under `--evidence`.
    pub fn without_claims(self) -> Self {
        Self {
            claims: Claims::Unasked,
            ..self
        }
    }

    /// Returns the answer with what is missing of it.
    pub fn cut(self, cut: impl Into<String>) -> Self {
        Self {
            cut: Some(cut.into()),
            ..self
        }
    }

    /// Returns the answer with a remark.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// Returns a name for a column that a format adds: the first of two that no column has, else a longer one.
pub fn free_name(wanted: [&str; 2], taken: &[String]) -> String {
    for name in wanted {
        if !taken.iter().any(|taken| taken == name) {
            return name.to_owned();
        }
    }
    let mut name = format!("{}_", wanted[1]);
    while taken.contains(&name) {
        name.push('_');
    }
    name
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
    /// Returns a column of entities, sources or predicates.
    pub fn labelled(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Holds::Labelled)
    }

    /// Returns a column of quantities.
    pub fn quantity(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Holds::Quantity)
    }

    /// Returns a column of whole numbers.
    pub fn number(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Holds::Number)
    }

    /// Returns a column of ids of claims, dates, words or texts.
    pub fn text(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Holds::Text)
    }

    /// Returns the column, with repeated cells left blank.
    pub fn grouped(self) -> Self {
        Self {
            layout: Layout::Grouped,
            ..self
        }
    }

    /// Returns the column, with a word left blank that goes without saying.
    pub fn unless(self, word: &'static str) -> Self {
        Self {
            layout: Layout::Unless(word),
            ..self
        }
    }

    /// Returns the column, shown as it was asked for.
    pub fn asked(self) -> Self {
        Self {
            layout: Layout::Asked,
            ..self
        }
    }

    fn new(name: impl Into<Cow<'static, str>>, holds: Holds) -> Self {
        Self {
            name: name.into(),
            holds,
            layout: Layout::Plain,
        }
    }
}
