//! Tables for people: aligned under wide characters, fitted to the terminal.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{
    Cell as TableCell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::UnicodeWidthStr;

mod beneath;

use super::{Options, card};
use crate::answer::{Answer, Cell, Claims, Column, Holds, Layout, Row};

/// Marks the first line of each row, so that lines can be put under its last; it has no width and is taken out again.
const ROW_MARK: char = '\u{2060}';

/// The columns up to which a cell is never broken.
const WHOLE: usize = 16;

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
    let rows: Vec<Row> = rows.collect();
    let kept = kept(&columns, &rows);
    if !rows.is_empty() {
        if about.is_some() {
            writeln!(out)?;
        }
        let mut table = table(&columns, &kept, &rows, options);
        print(&mut table, &rows, claims, options, out)?;
    }
    for (number, note) in notes.iter().enumerate() {
        if number > 0 || about.is_some() || !rows.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", options.shown(note))?;
    }
    Ok(rows.len() + usize::from(about.is_some()))
}

/// Returns the columns that are shown: all but those with nothing to say in any row.
fn kept(columns: &[Column], rows: &[Row]) -> Vec<usize> {
    let says = |index: usize| {
        rows.iter()
            .any(|row| !goes_without_saying(&columns[index], &row.cells[index]))
    };
    (0..columns.len())
        .filter(|index| matches!(columns[*index].layout, Layout::Grouped) || says(*index))
        .collect()
}

fn goes_without_saying(column: &Column, cell: &Cell) -> bool {
    match column.layout {
        Layout::Unless(usual) => cell.is_empty() || *cell == Cell::Word(usual),
        Layout::Plain | Layout::Grouped => cell.is_empty(),
    }
}

fn table(columns: &[Column], kept: &[usize], rows: &[Row], options: &Options<'_>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match options.width {
        Some(width) => {
            table.set_width(width);
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    table.set_header(
        kept.iter()
            .map(|index| columns[*index].name.replace('_', " ")),
    );
    let mut above: Option<&Row> = None;
    for row in rows {
        let mut same_so_far = true;
        let mut cells: Vec<String> = Vec::with_capacity(kept.len());
        for index in kept {
            let (column, cell) = (&columns[*index], &row.cells[*index]);
            same_so_far &= column.layout == Layout::Grouped
                && above.is_some_and(|above| above.cells[*index] == *cell);
            let blank = same_so_far || goes_without_saying(column, cell);
            cells.push(if blank {
                String::new()
            } else {
                options.words(cell)
            });
        }
        cells[0].insert(0, ROW_MARK);
        table.add_row(cells.into_iter().map(TableCell::new));
        above = Some(row);
    }
    for (place, index) in kept.iter().enumerate() {
        let Some(column) = table.column_mut(place) else {
            continue;
        };
        column.set_padding((0, 2));
        if columns[*index].holds == Holds::Number {
            column.set_cell_alignment(CellAlignment::Right);
        }
        // Amounts and dates are useless in pieces; what is longer is wrapped for them, at words as far as it goes.
        let words = rows.iter().map(|row| options.words(&row.cells[*index]));
        let (widest, longest_word) = words.fold((0, 0), |(widest, longest), words| {
            let word = words.split(' ').map(UnicodeWidthStr::width).max();
            (widest.max(words.width()), longest.max(word.unwrap_or(0)))
        });
        column.set_constraint(if widest <= WHOLE {
            ColumnConstraint::ContentWidth
        } else {
            let least = u16::try_from(longest_word.min(WHOLE) + 2).unwrap_or(u16::MAX);
            ColumnConstraint::LowerBoundary(Width::Fixed(least))
        });
    }
    table
}

/// Prints a table with a rule under its head and, under each row, what stands beneath it.
fn print(
    table: &mut Table,
    rows: &[Row],
    claims: Claims,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let head_end = lines
        .iter()
        .position(|line| line.contains(ROW_MARK))
        .unwrap_or(lines.len());
    let (head, body) = lines.split_at(head_end);
    let (bold, dim) = if options.colour {
        (Style::new().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    for line in head {
        writeln!(out, "{bold}{line}{bold:#}")?;
    }
    writeln!(out, "{}", "─".repeat(width))?;
    let mut rows = rows.iter();
    for (place, line) in body.iter().enumerate() {
        writeln!(out, "{}", line.replace(ROW_MARK, ""))?;
        let row_ends = body
            .get(place + 1)
            .is_none_or(|next| next.contains(ROW_MARK));
        if row_ends && let Some(row) = rows.next() {
            for line in beneath::lines(row, claims, options) {
                writeln!(out, "{dim}{line}{dim:#}")?;
            }
        }
    }
    Ok(())
}
