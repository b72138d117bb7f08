//! How tables are written, and how it is told that one is written otherwise than the mapping says.

use std::path::Path;

use super::csv;
use crate::import::section::Section;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Format {
    /// Cells parted by a character, under a header that names them.
    Cells(u8),
    /// A JSON object a line.
    Lines,
    /// A JSON array of objects.
    Array,
}

/// How a table is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Layout {
    pub format: Format,
    /// The names of the columns, where the table has no header.
    pub header: Option<Vec<String>>,
    /// How many lines come before the header or the first row.
    pub skip: usize,
    /// What ends lines of JSON before their break.
    pub ending: Option<String>,
    /// The keys that lead to the array of rows.
    pub rows: Option<String>,
}

impl Format {
    /// Returns the format that a file's name tells.
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::of_word(&extension)
    }

    /// Returns the format of a word, which is also the end of a file's name.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "csv" => Some(Self::Cells(b',')),
            "tsv" | "tab" => Some(Self::Cells(b'\t')),
            "jsonl" | "ndjson" => Some(Self::Lines),
            "json" => Some(Self::Array),
            _ => None,
        }
    }
}

/// Returns what the mapping would have to say for a table to have a field, if that can be seen.
pub(super) fn remedy(
    text: &str,
    section: Section,
    layout: &Layout,
    header: &[String],
    field: &str,
) -> Option<String> {
    const LINES: usize = 50;
    const DELIMITERS: [u8; 4] = *b",;\t|";
    let Format::Cells(own) = layout.format else {
        return None;
    };
    let names = |start: usize, delimiter: u8| {
        let line = text[start..].lines().next().unwrap_or("");
        csv::header(line, delimiter).map_or(Vec::new(), |(names, _)| names)
    };
    let is_there =
        |start: usize, delimiter: u8| names(start, delimiter).iter().any(|name| name == field);
    let mut start = 0;
    for line in 0..LINES {
        if start >= text.len() {
            break;
        }
        let delimiters =
            std::iter::once(own).chain(DELIMITERS.into_iter().filter(|other| *other != own));
        for delimiter in delimiters {
            if !is_there(start, delimiter) {
                continue;
            }
            let delimited = (delimiter != own).then(|| {
                format!(
                    "\"delimiter\": {}",
                    serde_json::json!(char::from(delimiter).to_string())
                )
            });
            let skipped = (line != layout.skip && line > 0).then(|| format!("\"skip\": {line}"));
            let keys: Vec<String> = delimited.into_iter().chain(skipped).collect();
            if !keys.is_empty() {
                return Some(format!(
                    "line {} of the file names it: say {} in `{section}` of the mapping",
                    line + 1,
                    keys.join(" and ")
                ));
            }
        }
        start += csv::lines(&text[start..], 1);
    }
    let first = header.join("");
    let parted = DELIMITERS
        .into_iter()
        .find(|other| header.len() == 1 && *other != own && first.as_bytes().contains(other));
    let delimiter = parted.map(|delimiter| {
        format!(
            "\"delimiter\": {} and ",
            serde_json::json!(char::from(delimiter).to_string())
        )
    });
    if delimiter.is_none() && !header.iter().any(|name| name.parse::<f64>().is_ok()) {
        return None;
    }
    Some(format!(
        "where the table has no header, say {}\"header\": [\"name\", …] in `{section}` of the mapping, a name for each column",
        delimiter.unwrap_or_default()
    ))
}
