//! CSV for spreadsheets and data tools: ids and labels, quantities with their ends, one header line (RFC 4180).
//!
//! Lists, maps and what else has parts are JSON, since their items may hold any sign that would be put between them.
//! Cells that a spreadsheet would run as formulas get an apostrophe before them, unless raw output is asked for.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Options;
use super::json::brief;
use super::parts::{runs, write_parts};
use crate::answer::{Answer, Cell, Claims, Column, Holds, Row, Seed, free_name};
use crate::model::{Bound, Thing};

/// How many rows are made at a time.
const RUN: usize = 512;

/// Writes an answer as CSV; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let Answer {
        columns,
        rows,
        claims,
        ..
    } = answer;
    let names_claims = match claims {
        Claims::Unasked => options.evidence,
        Claims::Named | Claims::SideBySide | Claims::InCamps => {
            columns.iter().all(|column| column.name != "claim")
        }
    };
    let mut head: Vec<String> = columns.iter().flat_map(names).collect();
    if names_claims {
        head.push(free_name(["claims", "claim_ids"], &head));
    }
    if options.evidence {
        head.push(free_name(["evidence", "evidence_lines"], &head));
    }
    let head = head.iter().map(|name| options.shown(name));
    let head: Vec<String> = head
        .map(|name| neutral(&name, options.raw).into_owned())
        .collect();
    csv::Writer::from_writer(&mut *out).write_record(&head)?;
    let (seeds, maker) = rows.split();
    let mut written = 0;
    let seeds = seeds.inspect(|_| written += 1);
    let make = |(_, seeds): (usize, Vec<Seed>), out: &mut Vec<u8>| {
        let mut record = Record::new(out, options);
        for seed in seeds {
            let row = maker.row(seed);
            record.cells(&columns, &row);
            if names_claims {
                record.claims(&row);
            }
            if options.evidence {
                record.evidence(&row);
            }
            record.end();
        }
    };
    write_parts(runs(seeds, RUN), make, out)?;
    out.flush()?;
    Ok(written)
}

/// Returns the heads of the CSV columns that a column becomes.
fn names(column: &Column) -> Vec<String> {
    let with = |suffixes: &[&str]| {
        suffixes
            .iter()
            .map(|suffix| format!("{}{suffix}", column.name))
            .collect()
    };
    match column.holds {
        Holds::Labelled => with(&["", "_label"]),
        Holds::Quantity => with(&["", "_min", "_max", "_unit"]),
        Holds::Number | Holds::Text => with(&[""]),
    }
}

/// Records as they are written into a buffer, which cannot fail.
struct Record<'o, 'g> {
    writer: csv::Writer<&'o mut Vec<u8>>,
    options: &'o Options<'g>,
    /// The field in the making.
    field: String,
}

impl<'o, 'g> Record<'o, 'g> {
    fn new(out: &'o mut Vec<u8>, options: &'o Options<'g>) -> Self {
        Self {
            writer: csv::Writer::from_writer(out),
            options,
            field: String::new(),
        }
    }

    fn field(&mut self, text: &str) {
        let _ = self.writer.write_field(&*neutral(text, self.options.raw));
    }

    fn end(&mut self) {
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    /// Adds the values of the CSV columns that each column becomes.
    fn cells(&mut self, columns: &[Column], row: &Row) {
        for (column, cell) in columns.iter().zip(&row.cells) {
            match column.holds {
                Holds::Labelled => self.labelled(cell),
                Holds::Quantity => self.quantity(cell),
                Holds::Number | Holds::Text => self.words(cell),
            }
        }
    }

    fn words(&mut self, cell: &Cell) {
        if let Cell::List(_) | Cell::Map(_) | Cell::Whole(_) | Cell::Edge(_) | Cell::Path(_) = cell
        {
            // In one text, only JSON tells what has parts apart.
            return self.field(&brief(cell, self.options));
        }
        let mut field = std::mem::take(&mut self.field);
        field.clear();
        self.options.push_words(cell, &mut field);
        self.field(&field);
        self.field = field;
    }

    fn labelled(&mut self, cell: &Cell) {
        let case = self.options.graph.case();
        let thing = match cell {
            Cell::Thing(thing) => Some(*thing),
            Cell::Inverse(predicate) => Some(Thing::Predicate(*predicate)),
            _ => None,
        };
        match thing {
            Some(thing) => {
                self.field(case.id_of(thing));
                self.words(cell);
            }
            None => {
                self.words(cell);
                self.field("");
            }
        }
    }

    fn quantity(&mut self, cell: &Cell) {
        self.words(cell);
        let Cell::Quantity(quantity) = cell else {
            (0..3).for_each(|_| self.field(""));
            return;
        };
        let interval = quantity.interval;
        for end in [interval.min(), interval.max()] {
            let value = |end: Bound| end.value.to_string();
            self.field(&end.map_or_else(String::new, value));
        }
        let options = self.options;
        let unit = quantity.unit.word(&options.graph.case().pool);
        self.field(&options.shown(unit));
    }

    fn claims(&mut self, row: &Row) {
        let case = self.options.graph.case();
        let claims = row.claims.iter();
        let claims: Vec<&str> = claims.map(|id| case.id_of(Thing::Claim(*id))).collect();
        self.field(&claims.join(" "));
    }

    fn evidence(&mut self, row: &Row) {
        let claims = row.claims.iter();
        let lines: Vec<String> = claims
            .flat_map(|claim| self.options.evidence(*claim))
            .collect();
        self.field(&lines.join("; "));
    }
}

/// Returns a cell that no spreadsheet takes for a formula, nor for several of which one is: some split at semicolons.
///
/// Numbers below zero are left as they are.
fn neutral(cell: &str, raw: bool) -> Cow<'_, str> {
    if raw || !cell.split(';').any(is_formula) {
        return Cow::Borrowed(cell);
    }
    let parts = cell.split(';').map(|part| match is_formula(part) {
        true => format!("'{part}"),
        false => part.to_owned(),
    });
    Cow::Owned(parts.collect::<Vec<_>>().join(";"))
}

/// Returns whether a spreadsheet would run a cell, as it does after white space and in full width too.
fn is_formula(cell: &str) -> bool {
    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let sign = cell.starts_with(signs) || cell.trim_start().starts_with(signs);
    let is_number = cell.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    sign && !is_number
}
