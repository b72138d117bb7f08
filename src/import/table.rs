//! Tables: files of rows, cut into stretches that can be worked on side by side.

mod array;
mod csv;
mod jsonl;
mod layout;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use layout::{Format, Layout};

use super::locate::Path;
use super::section::Section;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::File;

/// How many bytes of rows are converted together.
const STRETCH: usize = 1 << 20;

/// A file of rows.
pub(super) struct Table<'f> {
    /// What its rows are.
    pub section: Section,
    /// Its index in the report.
    pub index: usize,
    /// Its text.
    pub file: &'f File,
    layout: Layout,
    /// The names of the cells, where a header gives them.
    pub header: Option<Vec<String>>,
    /// The bytes that hold the rows.
    body: Range<usize>,
    /// The bytes of each row, where a JSON array holds them.
    items: Vec<Range<usize>>,
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
pub(super) type Row<'c, 'r> = Result<&'c mut [Cell<'r>], RowFault<'r>>;

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
    /// The column of each, in a table with a header; of a template, none that there is.
    pub columns: Vec<usize>,
    /// Where the mapping first names each.
    pub paths: Vec<Path>,
    /// Fields put together of others.
    pub templates: Vec<Template>,
}

/// A field put together of others.
#[derive(Debug)]
pub(super) struct Template {
    /// Its place among the fields.
    pub slot: usize,
    /// The texts before each field, with the field's place.
    pub pieces: Vec<(String, usize)>,
    /// The text after the last field.
    pub rest: String,
}

impl<'f> Table<'f> {
    /// Returns the table of a file; reports one without a header where there must be one.
    pub fn new(
        section: Section,
        index: usize,
        file: &'f File,
        layout: Layout,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let text = file.text();
        let mut start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        start += csv::lines(&text[start..], layout.skip);
        let mut table = Self {
            section,
            index,
            file,
            header: layout.header.clone(),
            layout,
            body: start..text.len(),
            items: Vec::new(),
        };
        let fault = match table.layout.format {
            Format::Cells(_) if table.header.is_some() => None,
            Format::Cells(delimiter) => match csv::header(&text[start..], delimiter) {
                Ok((header, length)) => {
                    table.header = Some(header);
                    table.body.start += length;
                    None
                }
                Err(fault) => Some(fault),
            },
            Format::Lines => None,
            Format::Array => match array::items(&text[start..], table.layout.rows.as_deref()) {
                Ok(items) => {
                    let place = |item: &&str| file.range_of(item);
                    table.items = items.iter().map(place).collect();
                    None
                }
                Err(fault) => Some(fault),
            },
        };
        if let Some(fault) = fault {
            table.body.start = text.len();
            faults.push(table.fault(fault));
        }
        table
    }

    /// Returns the stretches of its rows, and reports what keeps them from being told apart.
    pub fn stretches(&self, faults: &mut Vec<Diagnostic>) -> Vec<Stretch> {
        let body = &self.file.text()[self.body.clone()];
        let (mut stretches, fault) = match self.layout.format {
            Format::Cells(delimiter) => csv::stretches(body, delimiter, STRETCH),
            Format::Lines => (jsonl::stretches(body, STRETCH), None),
            Format::Array => return array::stretches(&self.items, STRETCH),
        };
        faults.extend(fault.map(|fault| self.fault(fault)));
        for stretch in &mut stretches {
            stretch.bytes.start += self.body.start;
            stretch.bytes.end += self.body.start;
        }
        stretches
    }

    /// Takes each row of a stretch apart; `each` is given its text too.
    pub fn rows(
        &self,
        stretch: &Stretch,
        fields: &Fields,
        mut each: impl FnMut(&'f str, Row<'_, 'f>),
    ) {
        let whole = self.file.text();
        let text = &whole[stretch.bytes.clone()];
        match (self.layout.format, &self.header) {
            (Format::Cells(delimiter), Some(header)) => {
                csv::rows(text, delimiter, header.len(), fields, each);
            }
            (Format::Array, _) => {
                let first = self
                    .items
                    .partition_point(|item| item.start < stretch.bytes.start);
                let items = self.items[first..].iter();
                let items = items.take_while(|item| item.end <= stretch.bytes.end);
                items.for_each(|item| jsonl::row(&whole[item.clone()], fields, &mut each));
            }
            _ => {
                let ending = self.layout.ending.as_deref();
                jsonl::lines(text, ending).for_each(|line| jsonl::row(line, fields, &mut each));
            }
        }
    }

    /// Returns the names of its fields, in a table without a header those of its first rows.
    pub fn names(&self) -> Vec<String> {
        const FIRST: usize = 100;
        let whole = self.file.text();
        match (&self.header, self.layout.format) {
            (Some(header), _) => header.clone(),
            (None, Format::Array) => {
                let items = self.items.iter().take(FIRST);
                jsonl::names(items.map(|item| &whole[item.clone()]))
            }
            (None, _) => {
                let ending = self.layout.ending.as_deref();
                jsonl::names(jsonl::lines(&whole[self.body.clone()], ending).take(FIRST))
            }
        }
    }

    /// Says what may be the reason that a table with a header lacks a field, and what to say in the mapping.
    pub fn remedy(&self, field: &str) -> Option<String> {
        let header = self
            .header
            .as_ref()
            .filter(|_| self.layout.header.is_none())?;
        layout::remedy(self.file.text(), self.section, &self.layout, header, field)
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
        let cell = field.and_then(|field| match self.layout.format {
            Format::Cells(delimiter) => {
                let columns = self.header.iter().flatten();
                let column = columns.into_iter().position(|name| name == field)?;
                csv::cell(row, delimiter, column)
            }
            Format::Lines | Format::Array => jsonl::value(row, field),
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

impl Fields {
    /// Fills the cells of a row that are put together of others.
    pub fn put_together(&self, cells: &mut [Cell<'_>]) {
        for template in &self.templates {
            cells[template.slot] = template.fill(cells);
        }
    }

    /// Returns the name of a field at which a fault of a field is shown: of a template its first.
    pub fn shown(&self, slot: usize) -> &str {
        let template = self.templates.iter().find(|template| template.slot == slot);
        let first = template.and_then(|template| template.pieces.first());
        &self.names[first.map_or(slot, |(_, slot)| *slot)]
    }

    pub fn is_template(&self, slot: usize) -> bool {
        self.templates.iter().any(|template| template.slot == slot)
    }
}

impl Template {
    /// Returns the texts of the fields and what stands between them, with white space where something is missing
    /// closed up; nothing where all fields are empty.
    fn fill<'r>(&self, cells: &[Cell<'_>]) -> Cell<'r> {
        let (mut text, mut is_empty) = (String::new(), true);
        for (before, slot) in &self.pieces {
            text.push_str(before);
            match &cells[*slot] {
                Cell::Absent | Cell::Empty => {}
                Cell::Text(cell) => {
                    is_empty = false;
                    text.push_str(cell);
                }
                Cell::List(items) if items.len() == 1 => {
                    is_empty = false;
                    text.push_str(&items[0]);
                }
                Cell::List(_) | Cell::Other => return Cell::Other,
            }
        }
        text.push_str(&self.rest);
        let words: Vec<&str> = text.split_whitespace().collect();
        match is_empty {
            true => Cell::Empty,
            false => Cell::Text(Cow::Owned(words.join(" "))),
        }
    }
}
