//! A file's text and the places in it.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// A text and the path it was read from.
#[derive(Debug, Clone)]
pub struct File {
    path: PathBuf,
    text: String,
}

/// A place for people and editors: 1-based line, 1-based column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, counted from 1; a line ends at `\n`.
    pub line: usize,
    /// The column, counted from 1 in Unicode code points.
    pub column: usize,
}

impl File {
    /// Returns a file of the given path and text.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// Returns the path, as it is shown to people.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte range of `part`, which must be a slice of this file's text.
    ///
    /// ```
    /// let file = claimgraph::text::File::new("a.json", r#"{"id": "x"}"#);
    /// let part = &file.text()[7..10];
    /// assert_eq!(file.range_of(part), 7..10);
    /// ```
    pub fn range_of(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        debug_assert!(start + part.len() <= self.text.len());
        start..start + part.len()
    }

    /// Returns the place of a byte offset; one past the end is the end.
    ///
    /// ```
    /// let file = claimgraph::text::File::new("a.json", "银\n  x");
    /// let place = file.place(6);
    /// assert_eq!((place.line, place.column), (2, 3));
    /// ```
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// Returns the byte offset of a line's `column`-th byte, both counted from 1, as parsers report them.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let line_start = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum::<usize>();
        self.text
            .floor_char_boundary((line_start + column.saturating_sub(1)).min(self.text.len()))
    }
}
