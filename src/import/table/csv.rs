//! Rows of cells parted by a character (RFC 4180, with any such character), under a header.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::{Cell, Fields, Row, RowFault, Stretch};
use crate::diagnostic::Code;

/// Returns the names in the header and how many bytes it takes.
pub(super) fn header(body: &str, delimiter: u8) -> Result<(Vec<String>, usize), RowFault<'_>> {
    let mut start = 0;
    let row = loop {
        let end = match end(body, start, delimiter) {
            Ok(end) => end,
            Err(open) => return Err(unclosed(body, open)),
        };
        let row = &body[start..end];
        if !is_blank(row) {
            break row;
        }
        if end == body.len() {
            return Err(RowFault {
                code: Code::MissingHeader,
                at: &body[..0],
                message: "the table is empty".to_owned(),
                hint: "its first row names the columns".to_owned(),
            });
        }
        start = end;
    };
    let mut names: Vec<String> = Vec::new();
    let mut reader = reader(row, delimiter);
    let mut record = StringRecord::new();
    if reader.read_record(&mut record).is_ok() {
        names.extend(record.iter().map(|name| name.trim().to_owned()));
    }
    let twice = (1..names.len()).find(|column| names[..*column].contains(&names[*column]));
    if let Some(column) = twice.filter(|column| !names[*column].is_empty()) {
        return Err(RowFault {
            code: Code::DuplicateKey,
            at: cell(row, delimiter, column).unwrap_or(row),
            message: format!("two columns are named `{}`", names[column]),
            hint: "give one of them another name".to_owned(),
        });
    }
    Ok((names, start + row.len()))
}

/// Cuts rows into stretches of about `length` bytes, and says where a quotation is never closed.
pub(super) fn stretches(
    body: &str,
    delimiter: u8,
    length: usize,
) -> (Vec<Stretch>, Option<RowFault<'_>>) {
    let (mut stretches, mut fault) = (Vec::new(), None);
    let (mut at, mut start, mut rows, mut before) = (0, 0, 0, 0);
    while at < body.len() {
        let next = match end(body, at, delimiter) {
            Ok(next) => next,
            Err(open) => {
                fault = Some(unclosed(body, open));
                break;
            }
        };
        rows += usize::from(!is_blank(&body[at..next]));
        at = next;
        if at - start >= length || at == body.len() {
            let bytes = start..at;
            stretches.push(Stretch { bytes, before });
            (start, before) = (at, rows);
        }
    }
    if fault.is_some() && start < at {
        let bytes = start..at;
        stretches.push(Stretch { bytes, before });
    }
    (stretches, fault)
}

/// Takes each row apart.
pub(super) fn rows<'t>(
    text: &'t str,
    delimiter: u8,
    width: usize,
    fields: &Fields,
    mut each: impl FnMut(&'t str, Row<'_>),
) {
    let mut reader = reader(text, delimiter);
    let mut record = StringRecord::new();
    let place = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX);
    loop {
        let start = place(reader.position());
        // The text is UTF-8 and rows may have any width, so that nothing is left that could fail.
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            break;
        }
        let row = &text[start..place(reader.position())];
        if is_blank(row) {
            continue;
        }
        let row = row.trim_matches(['\r', '\n']);
        if record.len() != width {
            let count = |cells| match cells {
                1 => "1 cell".to_owned(),
                cells => format!("{cells} cells"),
            };
            let fault = RowFault {
                code: Code::RaggedRow,
                at: row,
                message: format!(
                    "the row has {}, and the header has {}",
                    count(record.len()),
                    count(width)
                ),
                hint: match record.len() > width {
                    true => "put a cell that holds the delimiter in quotation marks".to_owned(),
                    false => "give every row a cell for each column, if an empty one".to_owned(),
                },
            };
            each(row, Err(fault));
            continue;
        }
        let cells: Vec<Cell<'_>> = fields
            .columns
            .iter()
            .map(|column| match record.get(*column).map_or("", str::trim) {
                "" => Cell::Empty,
                text => Cell::Text(Cow::Borrowed(text)),
            })
            .collect();
        each(row, Ok(&cells));
    }
}

/// Returns a cell of a row as it stands, with its quotation marks.
pub(super) fn cell(row: &str, delimiter: u8, column: usize) -> Option<&str> {
    let bytes = row.as_bytes();
    let mut start = 0;
    for _ in 0..column {
        start = cell_end(bytes, start, delimiter)? + 1;
    }
    let end = cell_end(bytes, start, delimiter).unwrap_or(row.len());
    row.get(start..end).map(str::trim)
}

/// Returns where the delimiter after the cell that starts at a byte stands.
fn cell_end(row: &[u8], start: usize, delimiter: u8) -> Option<usize> {
    let mut at = start;
    if row.get(at) == Some(&b'"') {
        at = closing(row, at)? + 1;
    }
    memchr::memchr(delimiter, row.get(at..)?).map(|offset| at + offset)
}

/// Returns where the row that starts at a byte ends, after its line break; else where a quotation opens that never closes.
fn end(body: &str, start: usize, delimiter: u8) -> Result<usize, usize> {
    let bytes = body.as_bytes();
    let mut at = start;
    loop {
        let Some(offset) = memchr::memchr2(b'"', b'\n', &bytes[at..]) else {
            return Ok(bytes.len());
        };
        let found = at + offset;
        if bytes[found] == b'\n' {
            return Ok(found + 1);
        }
        // Elsewhere than at the start of a cell, a quotation mark is a character like others.
        let opens = found == start || bytes[found - 1] == delimiter;
        at = match opens {
            true => closing(bytes, found).ok_or(found)? + 1,
            false => found + 1,
        };
    }
}

/// Returns the quotation mark that closes the one at a byte.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

fn unclosed(body: &str, open: usize) -> RowFault<'_> {
    RowFault {
        code: Code::Syntax,
        at: &body[open..=open],
        message: "a quotation mark opens here and none closes it".to_owned(),
        hint: "close it; a quotation mark inside a quoted cell is written twice".to_owned(),
    }
}

fn is_blank(row: &str) -> bool {
    row.trim_matches(['\r', '\n', ' ']).is_empty()
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        // A carriage return before it is trimmed with the last cell; elsewhere it is a character like others.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, length: usize) -> Vec<Vec<String>> {
        let (stretches, fault) = stretches(text, b',', length);
        assert!(fault.is_none());
        let fields = Fields {
            names: vec![String::new(); 2],
            columns: vec![0, 1],
            paths: Vec::new(),
        };
        let mut found = Vec::new();
        for stretch in stretches {
            assert_eq!(stretch.before, found.len());
            rows(&text[stretch.bytes], b',', 2, &fields, |row, cells| {
                let cells = cells.unwrap_or(&[]);
                let cells = cells.iter().map(|cell| match cell {
                    Cell::Text(text) => text.clone().into_owned(),
                    _ => String::new(),
                });
                found.push(cells.chain([row.to_owned()]).collect());
            });
        }
        found
    }

    #[test]
    fn rows_are_the_same_however_they_are_cut() {
        let text = "a,b\r\n\r\n\"x\ny\",\"say \"\"it\"\"\"\n \n5\" pipe,2\n\"\",z\nlast,\"1,2\"";
        let whole = all(text, usize::MAX);
        assert_eq!(whole.len(), 5);
        assert_eq!(
            whole[1],
            ["x\ny", "say \"it\"", "\"x\ny\",\"say \"\"it\"\"\""]
        );
        assert_eq!(whole[2][0], "5\" pipe");
        for length in 1..text.len() {
            assert_eq!(all(text, length), whole, "{length}");
        }
    }

    #[test]
    fn cells_are_found_where_they_stand() {
        let row = r#" one ,"two, ""2""",3"#;
        assert_eq!(cell(row, b',', 0), Some("one"));
        assert_eq!(cell(row, b',', 1), Some(r#""two, ""2""""#));
        assert_eq!(cell(row, b',', 2), Some("3"));
        assert_eq!(cell(row, b',', 3), None);
    }

    #[test]
    fn a_quotation_that_never_closes_is_told() {
        let (stretches, fault) = stretches("a,b\nc,\"d\ne,f\n", b',', 1);
        assert_eq!(stretches.len(), 1);
        assert!(fault.is_some());
    }
}
