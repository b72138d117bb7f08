//! Tables: files of rows, cut into stretches that can be worked on side by side.

mod csv;
mod jsonl;

use std::borrow::Cow;
use std::ops::Range;

use super::locate::Path;
use super::section::Section;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::File;

/// How many bytes of rows are converted together.
const STRETCH: usize = 1 << 20;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Cells parted by a character, under a header that names them.
    Cells(u8),
    /// A JSON object a line.
    Lines,
}

impl Format {
    /// Returns the format that a file's name tells.
    pub fn of_name(path: &std::path::Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::of_word(&extension)
    }

    /// Returns the format of a word, which is also the end of a file's name.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "csv" => Some(Self::Cells(b',')),
            "tsv" | "tab" => Some(Self::Cells(b'\t')),
            "jsonl" | "ndjson" => Some(Self::Lines),
            _ => None,
        }
    }
}

/// A file of rows.
pub(super) struct Table<'f> {
    /// What its rows are.
    pub section: Section,
    /// Its index in the report.
    pub index: usize,
    /// Its text.
    pub file: &'f File,
    format: Format,
    /// The names of the cells, where a header gives them.
    pub header: Option<Vec<String>>,
    /// The bytes that hold the rows.
    body: Range<usize>,
}

/// Rows that are worked on together.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Their bytes in the file.
    pub bytes: Range<usize>,
    /// How many rows come before them.
    pub before: usize,
}

/// What stands in a field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell<'r> {
    /// The row does not have the field.
    Absent,
    /// Nothing.
    Empty,
    /// A text, number, or truth value as it is written.
    Text(Cow<'r, str>),
    /// An array of those.
    List(Vec<String>),
    /// Another JSON value.
    Other,
}

/// A row that could be taken apart, or why not.
pub(super) type Row<'r> = Result<&'r [Cell<'r>], RowFault<'r>>;

/// Why a row is none.
pub(super) struct RowFault<'r> {
    pub code: Code,
    /// The part of the row that is at fault.
    pub at: &'r str,
    pub message: String,
    pub hint: String,
}

/// The fields of a table that a mapping names, which a row's cells follow.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub names: Vec<String>,
    /// The column of each, in a table with a header.
    pub columns: Vec<usize>,
    /// Where the mapping first names each.
    pub paths: Vec<Path>,
}

impl<'f> Table<'f> {
    /// Returns the table of a file; reports one without a header where there must be one.
    pub fn new(
        section: Section,
        index: usize,
        file: &'f File,
        format: Format,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let text = file.text();
        let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let mut table = Self {
            section,
            index,
            file,
            format,
            header: None,
            body: start..text.len(),
        };
        if let Format::Cells(delimiter) = format {
            match csv::header(&text[start..], delimiter) {
                Ok((header, length)) => {
                    table.header = Some(header);
                    table.body.start += length;
                }
                Err(fault) => {
                    table.body.start = text.len();
                    faults.push(table.fault(fault));
                }
            }
        }
        table
    }

    /// Returns the stretches of its rows, and reports what keeps them from being told apart.
    pub fn stretches(&self, faults: &mut Vec<Diagnostic>) -> Vec<Stretch> {
        let body = &self.file.text()[self.body.clone()];
        let (mut stretches, fault) = match self.format {
            Format::Cells(delimiter) => csv::stretches(body, delimiter, STRETCH),
            Format::Lines => (jsonl::stretches(body, STRETCH), None),
        };
        faults.extend(fault.map(|fault| self.fault(fault)));
        for stretch in &mut stretches {
            stretch.bytes.start += self.body.start;
            stretch.bytes.end += self.body.start;
        }
        stretches
    }

    /// Takes each row of a stretch apart; `each` is given its text too.
    pub fn rows(&self, stretch: &Stretch, fields: &Fields, each: impl FnMut(&'f str, Row<'_>)) {
        let text = &self.file.text()[stretch.bytes.clone()];
        match (self.format, &self.header) {
            (Format::Cells(delimiter), Some(header)) => {
                csv::rows(text, delimiter, header.len(), fields, each);
            }
            _ => jsonl::rows(text, fields, each),
        }
    }

    /// Returns the names of its fields, in a table without a header those of its first rows.
    pub fn names(&self) -> Vec<String> {
        match &self.header {
            Some(header) => header.clone(),
            None => jsonl::names(&self.file.text()[self.body.clone()]),
        }
    }

    /// Returns the texts of the rows.
    pub fn texts(&self) -> Vec<&'f str> {
        let mut texts = Vec::new();
        for stretch in self.stretches(&mut Vec::new()) {
            self.rows(&stretch, &Fields::default(), |text, _| texts.push(text));
        }
        texts
    }

    /// Returns where a field of a row stands in the file; the start of the row where there is none.
    pub fn place(&self, row: &str, field: Option<&str>) -> Range<usize> {
        let cell = field.and_then(|field| match self.format {
            Format::Cells(delimiter) => {
                let columns = self.header.iter().flatten();
                let column = columns.into_iter().position(|name| name == field)?;
                csv::cell(row, delimiter, column)
            }
            Format::Lines => jsonl::value(row, field),
        });
        match cell {
            Some(cell) => self.file.range_of(cell),
            None => {
                let start = self.file.range_of(row).start;
                start..start + row.chars().next().map_or(0, char::len_utf8)
            }
        }
    }

    fn fault(&self, fault: RowFault<'_>) -> Diagnostic {
        Diagnostic {
            code: fault.code,
            file: self.index,
            span: self.file.range_of(fault.at),
            message: fault.message,
            hint: Some(fault.hint),
        }
    }
}
