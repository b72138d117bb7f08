//! Small CSV tables that lie beside the data, and what can be wrong with them.

use std::fmt;

/// A fault in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFault {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
}

/// Returns the rows of a table, each with its line; its first line must be the given header.
pub(super) fn rows(bytes: &[u8], header: &[&str]) -> Result<Vec<(u64, Vec<String>)>, TableFault> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record.map_err(|error| TableFault {
            line: error.position().map_or(1, csv::Position::line),
            message: error.to_string(),
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        if number > 0 {
            rows.push((line, record.iter().map(str::to_owned).collect()));
        } else if record.iter().ne(header.iter().copied()) {
            let message = format!("the header must be `{}`", header.join(","));
            return Err(TableFault { line, message });
        }
    }
    Ok(rows)
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl std::error::Error for TableFault {}
