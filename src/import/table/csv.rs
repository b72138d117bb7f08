//! Rows of cells parted by a character (RFC 4180, with any such character), under a header.

use std::borrow::Cow;
use std::ops::Range;

use super::{Cell, Fields, Row, RowFault, Stretch};
use crate::diagnostic::Code;

/// Returns the names in the header and how many bytes it takes.
pub(super) fn header(body: &str, delimiter: u8) -> Result<(Vec<String>, usize), RowFault<'_>> {
    let mut start = 0;
    let end = loop {
        let end = end(body, start, delimiter).map_err(|open| unclosed(body, open))?;
        if !is_blank(&body[start..end]) {
            break end;
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
    let mut cells = Vec::new();
    split(body, start, delimiter, &mut cells).map_err(|fault| fault.in_text(body))?;
    let names = cells.iter().map(|cell| value(&body[cell.clone()]));
    let names = names.map(|name| name.trim().to_owned()).collect();
    Ok((names, end))
}

/// Returns how many bytes the first lines of a text take.
pub(super) fn lines(text: &str, count: usize) -> usize {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    match count {
        0 => 0,
        count => ends
            .take(count)
            .nth(count - 1)
            .map_or(text.len(), |end| end + 1),
    }
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
    mut each: impl FnMut(&'t str, Row<'_, 't>),
) {
    let mut found = Vec::new();
    let mut cells = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let split = split(text, start, delimiter, &mut found);
        let end = match &split {
            Ok(end) => *end,
            Err(_) => end(text, start, delimiter).unwrap_or(text.len()),
        };
        let row = &text[start..end];
        start = end;
        if is_blank(row) {
            continue;
        }
        let row = row.trim_matches(['\r', '\n']);
        if let Err(malformed) = split {
            each(row, Err(malformed.in_text(text)));
            continue;
        }
        if found.len() != width {
            each(row, Err(ragged(row, found.len(), width)));
            continue;
        }
        cells.clear();
        cells.extend(fields.columns.iter().map(|column| {
            let Some(cell) = found.get(*column) else {
                return Cell::Absent;
            };
            match value(&text[cell.clone()]) {
                Cow::Borrowed(text) => match text.trim() {
                    "" => Cell::Empty,
                    text => Cell::Text(Cow::Borrowed(text)),
                },
                Cow::Owned(text) => match text.trim() {
                    "" => Cell::Empty,
                    trimmed => Cell::Text(Cow::Owned(trimmed.to_owned())),
                },
            }
        }));
        each(row, Ok(&mut cells));
    }
}

fn ragged(row: &str, found: usize, width: usize) -> RowFault<'_> {
    let count = |cells| match cells {
        1 => "1 cell".to_owned(),
        cells => format!("{cells} cells"),
    };
    RowFault {
        code: Code::RaggedRow,
        at: row,
        message: format!(
            "the row has {}, and the header has {}",
            count(found),
            count(width)
        ),
        hint: match found > width {
            true => "put a cell that holds the delimiter in quotation marks".to_owned(),
            false => "give every row a cell for each column, if an empty one".to_owned(),
        },
    }
}

/// Returns a cell of a row as it stands, with its quotation marks.
pub(super) fn cell(row: &str, delimiter: u8, column: usize) -> Option<&str> {
    let mut cells = Vec::new();
    split(row, 0, delimiter, &mut cells).ok()?;
    cells.get(column).map(|cell| row[cell.clone()].trim())
}

/// Quotation marks that are not those of a quoted cell.
struct Malformed {
    at: Range<usize>,
    message: &'static str,
    hint: &'static str,
}

impl Malformed {
    fn in_text(self, text: &str) -> RowFault<'_> {
        RowFault {
            code: Code::Syntax,
            at: &text[self.at],
            message: self.message.to_owned(),
            hint: self.hint.to_owned(),
        }
    }
}

/// Finds the cells of the row that starts at a byte, with their quotation marks, and returns where the row ends, after its
/// line break.
fn split(
    text: &str,
    start: usize,
    delimiter: u8,
    cells: &mut Vec<Range<usize>>,
) -> Result<usize, Malformed> {
    cells.clear();
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        let from = at;
        if bytes.get(at) == Some(&b'"') {
            at = closing(bytes, at).map_or(bytes.len(), |closing| closing + 1);
        }
        let found = memchr::memchr2(delimiter, b'\n', &bytes[at..]);
        let to = found.map_or(bytes.len(), |offset| at + offset);
        if at > from {
            let after = &text[at..to];
            let trimmed = after.trim_start();
            if !trimmed.is_empty() {
                let at = to - trimmed.len();
                return Err(Malformed {
                    at: at..at + trimmed.trim_end().len(),
                    message: "text follows the quotation mark that closes the cell",
                    hint: "put all of the cell in quotation marks; one inside it is written twice, never with a backslash",
                });
            }
        } else if bytes[from..to].first().is_some_and(u8::is_ascii_whitespace) {
            let trimmed = text[from..to].trim_start_matches([' ', '\t']);
            if trimmed.starts_with('"') {
                let at = to - trimmed.len();
                return Err(Malformed {
                    at: at..at + 1,
                    message: "a space comes before the quotation mark that opens the cell",
                    hint: "remove the space",
                });
            }
        }
        cells.push(from..to);
        match bytes.get(to) {
            Some(b'\n') => return Ok(to + 1),
            Some(_) => at = to + 1,
            None => return Ok(to),
        }
    }
}

/// Returns what a cell says, without its quotation marks.
fn value(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|rest| {
        let rest = rest.trim_end();
        rest.strip_suffix('"')
    });
    match inner {
        None => Cow::Borrowed(cell),
        Some(inner) if !inner.contains('"') => Cow::Borrowed(inner),
        Some(inner) => Cow::Owned(inner.replace("\"\"", "\"")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, length: usize) -> Vec<Vec<String>> {
        let (stretches, fault) = stretches(text, b',', length);
        assert!(fault.is_none());
        let fields = Fields {
            names: vec![String::new(); 2],
            columns: vec![0, 1],
            ..Fields::default()
        };
        let mut found = Vec::new();
        for stretch in stretches {
            assert_eq!(stretch.before, found.len());
            rows(&text[stretch.bytes], b',', 2, &fields, |row, cells| {
                let cells = cells.unwrap_or_default();
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

    #[test]
    fn quotation_marks_enclose_whole_cells() {
        let fields = Fields {
            names: vec![String::new()],
            columns: vec![0],
            ..Fields::default()
        };
        let faults = |text: &str| {
            let mut faults = Vec::new();
            rows(text, b',', 2, &fields, |row, cells| {
                faults.extend(cells.err().map(|fault| {
                    let at = fault.at.as_ptr() as usize - row.as_ptr() as usize;
                    (fault.message, at, fault.at.len())
                }));
            });
            faults
        };
        for text in [
            "\"a\" ,b",
            "a\"b\",c",
            "5\",c",
            "\"\",\"\"",
            "\"a\nb\",c\r\n\"d\",e",
            "a\"b,c",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
        let after = "text follows the quotation mark that closes the cell";
        let before = "a space comes before the quotation mark that opens the cell";
        for (text, message, at, length) in [
            ("\"Ada\" Ltd,Bob", after, 6, 3),
            ("x,\"Ada\"\"\" Ltd\r\n", after, 10, 3),
            ("\"Ada \\\"The\\\" Ltd\",Bob", after, 7, 10),
            ("\"a\"b\"\",c", after, 3, 3),
            ("x, \"Ada, Bob\"", before, 3, 1),
        ] {
            assert_eq!(faults(text), [(message.to_owned(), at, length)], "{text}");
        }
    }
}
