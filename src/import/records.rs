//! The records that stand in the mapping, written as they stand.

use std::ops::Range;

use serde_json::value::RawValue;

use super::locate::span;
use crate::model::{ClaimKind, Word};
use crate::text::File;

/// A file of records, and where each part of it stands in the mapping.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub text: String,
    pieces: Vec<Piece>,
}

/// A record of the file.
#[derive(Debug)]
struct Piece {
    /// Its bytes in the file.
    bytes: Range<usize>,
    /// How much was put in after its opening brace.
    inserted: usize,
    /// Where it starts in the mapping.
    from: usize,
}

impl Records {
    /// Returns the file of the records of a section; `fill` returns what a record lacks.
    pub fn of(
        section: &str,
        records: &[Box<RawValue>],
        mapping: &File,
        fill: impl Fn(&str) -> String,
    ) -> Self {
        let mut file = Self {
            text: format!("{{\"{section}\": ["),
            pieces: Vec::new(),
        };
        for (index, record) in records.iter().enumerate() {
            file.text.push_str(if index == 0 { "\n" } else { ",\n" });
            let (start, raw) = (file.text.len(), record.get());
            let inserted = fill(raw);
            match raw.strip_prefix('{') {
                Some(rest) => file.text.extend(["{", inserted.as_str(), rest]),
                None => file.text.push_str(raw),
            }
            let path = [section, "records", &index.to_string()];
            let path = path.iter().map(|step| (*step).to_owned()).collect();
            file.pieces.push(Piece {
                bytes: start..file.text.len(),
                inserted: inserted.len(),
                from: span(mapping, &path).start,
            });
        }
        file.text.push_str("\n]}\n");
        file
    }

    /// Returns where a part of the file stands in the mapping.
    pub fn origin(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let piece = self
            .pieces
            .iter()
            .find(|piece| piece.bytes.contains(&part.start))?;
        let origin = |at: usize| {
            let inside = at - piece.bytes.start;
            let inside = match inside {
                0 => 0,
                inside => 1 + (inside - 1).saturating_sub(piece.inserted),
            };
            piece.from + inside
        };
        Some(origin(part.start)..origin(part.end.max(part.start)))
    }
}

/// Returns the ids of records.
pub(super) fn ids(records: &[Box<RawValue>]) -> impl Iterator<Item = String> {
    let ids = records.iter().map(|record| text(record.get(), "id"));
    ids.flatten()
}

/// Returns what a predicate of the mapping lacks: labels, and that it has no object.
pub(super) fn open_predicate(record: &str, language: &str) -> String {
    let Some(fields) = fields(record) else {
        return String::new();
    };
    let mut filled = String::new();
    if let (false, Some(id)) = (fields.contains_key("labels"), text(record, "id")) {
        let labels = serde_json::json!({ language: id.replace('_', " ") });
        filled.push_str(&format!("\"labels\": {labels}, "));
    }
    let kind = text(record, "kind").and_then(|kind| ClaimKind::from_word(&kind));
    if !fields.contains_key("range") && kind.is_some_and(is_without_object) {
        filled.push_str("\"range\": [], ");
    }
    filled
}

/// Returns whether predicates of a kind have no object where nothing is said of it.
pub(super) fn is_without_object(kind: ClaimKind) -> bool {
    match kind {
        ClaimKind::Payment | ClaimKind::Relation => false,
        ClaimKind::Figure | ClaimKind::Event | ClaimKind::Attribute => true,
    }
}

fn text(record: &str, key: &str) -> Option<String> {
    let value = fields(record)?.get(key)?.get();
    serde_json::from_str(value).ok()
}

fn fields(record: &str) -> Option<std::collections::HashMap<String, &RawValue>> {
    serde_json::from_str(record).ok()
}
