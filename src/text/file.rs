//! A file's text and the places in it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::map::MappedText;

/// A text and the path it was read from.
#[derive(Debug, Clone)]
pub struct File {
    path: PathBuf,
    content: Content,
    /// Where each line starts, found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

#[derive(Debug, Clone)]
enum Content {
    Held(String),
    Mapped(Arc<MappedText>),
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
            content: Content::Held(text.into()),
            lines: OnceLock::new(),
        }
    }

    /// Returns a file of the given path whose text is mapped.
    pub(crate) fn mapped(path: impl Into<PathBuf>, text: MappedText) -> Self {
        Self {
            path: path.into(),
            content: Content::Mapped(Arc::new(text)),
            lines: OnceLock::new(),
        }
    }

    /// Returns the path, as it is shown to people.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Held(text) => text,
            Content::Mapped(text) => text.text(),
        }
    }

    /// Lets go of the memory of a stretch that is not needed soon, where the text is mapped; it stays there to be read.
    pub(crate) fn release(&self, range: Range<usize>) {
        if let Content::Mapped(text) = &self.content {
            text.release(range);
        }
    }

    /// Returns the byte range of `part`, which must be a slice of this file's text.
    ///
    /// ```
    /// let file = claimgraph::text::File::new("a.json", r#"{"id": "x"}"#);
    /// let part = &file.text()[7..10];
    /// assert_eq!(file.range_of(part), 7..10);
    /// ```
    pub fn range_of(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text().as_ptr() as usize);
        debug_assert!(start + part.len() <= self.text().len());
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
        let offset = self
            .text()
            .floor_char_boundary(offset.min(self.text().len()));
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        Place {
            line,
            column: self.text()[starts[line - 1]..offset].chars().count() + 1,
        }
    }

    /// Returns the bytes of the line that a byte offset lies in, without the `\n` that ends it.
    ///
    /// ```
    /// let file = claimgraph::text::File::new("a.json", "银\n  x");
    /// assert_eq!(file.line(5), 4..7);
    /// ```
    pub fn line(&self, offset: usize) -> Range<usize> {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let end = starts.get(line).map_or(self.text().len(), |next| next - 1);
        starts[line - 1]..end
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.text().as_bytes());
            std::iter::once(0)
                .chain(newlines.map(|newline| newline + 1))
                .collect()
        })
    }
}
