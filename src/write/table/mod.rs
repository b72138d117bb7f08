//! Tables for people: aligned under wide characters, fitted to the terminal where there is one.

use std::io::{self, Write};

use anstyle::Style;
use rayon::prelude::*;

mod beneath;
mod camps;
mod fitted;
mod plain;

use super::{Options, card};
use crate::answer::{Answer, Cell, Claims, Column, Layout, Maker, Row, Seed};

/// Marks the first line of each row, so that lines can be put under its last; it has no width and is taken out again.
const ROW_MARK: char = '\u{2060}';

/// Writes an answer as a table, with a card above it of what it is about; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let Answer {
        about,
        columns,
        rows,
        claims,
        notes,
        ..
    } = answer;
    if let Some(thing) = about {
        for (key, value) in card::lines(thing, options) {
            writeln!(out, "{key:<12} {value}")?;
        }
    }
    let (seeds, maker) = rows.split();
    let seeds: Vec<Seed> = seeds.collect();
    let count = seeds.len();
    if count > 0 {
        if about.is_some() {
            writeln!(out)?;
        }
        let body = Body {
            kept: kept(&columns, &seeds, &maker),
            columns,
            claims,
            options,
        };
        // Unprotected texts may have lines of their own.
        if claims == Claims::InCamps {
            camps::print(&body, seeds.into_iter().map(|seed| maker.row(seed)), out)?;
        } else if options.width.is_none() && !options.raw {
            plain::print(&body, &seeds, &maker, out)?;
        } else {
            let rows: Vec<Row> = seeds.into_iter().map(|seed| maker.row(seed)).collect();
            fitted::print(&body, &rows, out)?;
        }
    }
    for (number, note) in notes.iter().enumerate() {
        if number > 0 || about.is_some() || count > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", options.shown(note))?;
    }
    Ok(count + usize::from(about.is_some()))
}

/// What is printed of the rows of an answer.
struct Body<'o, 'g> {
    columns: Vec<Column>,
    /// The columns that are shown.
    kept: Vec<usize>,
    claims: Claims,
    options: &'o Options<'g>,
}

impl Body<'_, '_> {
    /// Returns the columns that are shown.
    fn kept(&self) -> impl Iterator<Item = &Column> {
        self.kept.iter().map(|index| &self.columns[*index])
    }

    /// Returns the heads of the columns that are shown.
    fn heads(&self) -> impl Iterator<Item = String> {
        self.kept().map(|column| match column.layout {
            Layout::Asked => self.options.shown(&column.name).into_owned(),
            _ => column.name.replace('_', " "),
        })
    }

    /// Returns how heads and what stands beneath rows are styled.
    fn styles(&self) -> (Style, Style) {
        match self.options.colour {
            true => (Style::new().bold(), Style::new().dimmed()),
            false => (Style::new(), Style::new()),
        }
    }

    /// Adds the words of a cell.
    fn push_cell(&self, column: &Column, cell: &Cell, words: &mut String) {
        match column.layout {
            Layout::Asked => self.options.push_asked(cell, words),
            _ => self.options.push_words(cell, words),
        }
    }

    /// Puts the words of a row in place of those of another, blank where they go without saying.
    fn words(&self, row: &Row, above: Option<&Row>, words: &mut Vec<String>) {
        words.resize_with(self.kept.len(), String::new);
        let mut same_so_far = true;
        for ((index, column), words) in self.kept.iter().zip(self.kept()).zip(words) {
            let cell = &row.cells[*index];
            same_so_far &= column.layout == Layout::Grouped
                && above.is_some_and(|above| above.cells[*index] == *cell);
            words.clear();
            if !same_so_far && !goes_without_saying(column, cell) {
                self.push_cell(column, cell, words);
            }
        }
    }
}

/// Returns the columns that are shown: all but those with nothing to say in any row.
fn kept(columns: &[Column], seeds: &[Seed], maker: &Maker<'_>) -> Vec<usize> {
    let says = |row: &Row| -> Vec<bool> {
        let cells = columns.iter().zip(&row.cells);
        cells
            .map(|(column, cell)| {
                column.layout == Layout::Grouped || !goes_without_saying(column, cell)
            })
            .collect()
    };
    let either = |mut a: Vec<bool>, b: Vec<bool>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a |= b);
        a
    };
    let rows = seeds.par_iter().with_min_len(1 << 10);
    let says = rows.map(|seed| says(&maker.look(seed)));
    let says = says.reduce(|| vec![false; columns.len()], either);
    (0..columns.len()).filter(|index| says[*index]).collect()
}

/// Returns the line under the head.
fn rule(width: usize) -> String {
    "─".repeat(width)
}

fn goes_without_saying(column: &Column, cell: &Cell) -> bool {
    match column.layout {
        Layout::Unless(usual) => cell.is_empty() || *cell == Cell::Word(usual),
        Layout::Plain | Layout::Grouped => cell.is_empty(),
        Layout::Asked => false,
    }
}
