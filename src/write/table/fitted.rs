//! Tables fitted to the terminal: long cells are wrapped, at words as far as it goes.

use std::io::{self, Write};

use comfy_table::{
    Cell as TableCell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use super::{Body, ROW_MARK, beneath, rule};
use crate::answer::{Holds, Row};

/// The columns up to which a cell is never broken.
const WHOLE: usize = 16;

/// Prints rows as a table with a rule under its head and, under each row, what stands beneath it.
pub(super) fn print(body: &Body<'_, '_>, rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<String> = table(body, rows)
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let head_end = lines
        .iter()
        .position(|line| line.contains(ROW_MARK))
        .unwrap_or(lines.len());
    let (head, lines) = lines.split_at(head_end);
    let (bold, dim) = body.styles();
    for line in head {
        writeln!(out, "{bold}{line}{bold:#}")?;
    }
    writeln!(out, "{}", rule(width))?;
    let mut rows = rows.iter();
    for (place, line) in lines.iter().enumerate() {
        writeln!(out, "{}", line.replace(ROW_MARK, ""))?;
        let row_ends = lines
            .get(place + 1)
            .is_none_or(|next| next.contains(ROW_MARK));
        if row_ends && let Some(row) = rows.next() {
            for line in beneath::lines(row, body.claims, body.options) {
                writeln!(out, "{dim}{line}{dim:#}")?;
            }
        }
    }
    Ok(())
}

fn table(body: &Body<'_, '_>, rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match body.options.width {
        Some(width) => {
            table.set_width(width);
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    table.set_header(body.heads());
    let mut above: Option<&Row> = None;
    let mut words = Vec::new();
    for row in rows {
        body.words(row, above, &mut words);
        let cells = words.iter().enumerate().map(|(place, word)| match place {
            0 => TableCell::new(format!("{ROW_MARK}{word}")),
            _ => TableCell::new(word),
        });
        table.add_row(cells);
        above = Some(row);
    }
    for (place, column) in body.kept().enumerate() {
        let Some(fitted) = table.column_mut(place) else {
            continue;
        };
        fitted.set_padding((0, 2));
        if column.holds == Holds::Number {
            fitted.set_cell_alignment(CellAlignment::Right);
        }
        // Amounts and dates are useless in pieces; what is longer is wrapped for them, at words as far as it goes.
        let cells = rows.iter().map(|row| &row.cells[body.kept[place]]);
        let mut words = String::new();
        let (widest, longest_word) = cells.fold((0, 0), |(widest, longest), cell| {
            words.clear();
            body.push_cell(column, cell, &mut words);
            let word = words.split(' ').map(UnicodeWidthStr::width).max();
            (widest.max(words.width()), longest.max(word.unwrap_or(0)))
        });
        fitted.set_constraint(if widest <= WHOLE {
            ColumnConstraint::ContentWidth
        } else {
            let least = u16::try_from(longest_word.min(WHOLE) + 2).unwrap_or(u16::MAX);
            ColumnConstraint::LowerBoundary(Width::Fixed(least))
        });
    }
    table
}
