//! CSV for spreadsheets and data tools: ids and labels, quantities with their ends, one header line (RFC 4180).
//!
//! Cells that a spreadsheet would run as formulas get an apostrophe before them, unless raw output is asked for.

use std::io::{self, Write};

use super::Options;
use crate::answer::{Answer, Cell, Column, Holds};
use crate::model::Thing;

/// Writes an answer as CSV; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let Answer { columns, rows, .. } = answer;
    let mut writer = csv::Writer::from_writer(out);
    let mut head: Vec<String> = columns.iter().flat_map(names).collect();
    let of_claims = columns.iter().any(|column| column.name == "claim");
    if !of_claims {
        head.push("claims".to_owned());
    }
    if options.evidence {
        head.push("evidence".to_owned());
    }
    writer.write_record(&head)?;
    let mut written = 0;
    for row in rows {
        let cells = columns.iter().zip(&row.cells);
        let mut record: Vec<String> = cells
            .flat_map(|(column, cell)| values(column, cell, options))
            .collect();
        let case = options.graph.case();
        if !of_claims {
            let claims: Vec<&str> = row
                .claims
                .iter()
                .map(|claim| case.id_of(Thing::Claim(*claim)))
                .collect();
            record.push(claims.join(" "));
        }
        if options.evidence {
            let lines: Vec<String> = row
                .claims
                .iter()
                .flat_map(|claim| options.evidence(*claim))
                .collect();
            record.push(lines.join("; "));
        }
        writer.write_record(record.into_iter().map(|cell| neutral(cell, options.raw)))?;
        written += 1;
    }
    writer.flush()?;
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

/// Returns the values of those columns.
fn values(column: &Column, cell: &Cell, options: &Options<'_>) -> Vec<String> {
    let case = options.graph.case();
    let words = options.words(cell);
    match (column.holds, cell) {
        (Holds::Labelled, Cell::Thing(thing)) => vec![case.id_of(*thing).to_owned(), words],
        (Holds::Labelled, Cell::Inverse(predicate)) => {
            vec![case.id_of(Thing::Predicate(*predicate)).to_owned(), words]
        }
        (Holds::Labelled, _) => vec![words, String::new()],
        (Holds::Quantity, Cell::Quantity(quantity)) => {
            let end = |end: Option<crate::model::Bound>| {
                end.map_or_else(String::new, |end| end.value.to_string())
            };
            let interval = quantity.interval;
            let unit = options.shown(quantity.unit.word(&case.pool)).into_owned();
            vec![words, end(interval.min()), end(interval.max()), unit]
        }
        (Holds::Quantity, _) => vec![words, String::new(), String::new(), String::new()],
        (Holds::Number | Holds::Text, _) => vec![words],
    }
}

/// Returns a cell that no spreadsheet takes for a formula. Numbers below zero are left as they are.
fn neutral(cell: String, raw: bool) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    if formula && !number && !raw {
        format!("'{cell}")
    } else {
        cell
    }
}
