//! Rows that are JSON objects.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Cell, Fields, Row, RowFault, Stretch};
use crate::diagnostic::Code;

/// Cuts lines into stretches of about `length` bytes.
pub(super) fn stretches(body: &str, length: usize) -> Vec<Stretch> {
    let mut before = 0;
    let stretches = crate::text::stretches(body.as_bytes(), length);
    let stretches = stretches.into_iter().map(|bytes| {
        let stretch = Stretch {
            bytes: bytes.clone(),
            before,
        };
        before += lines(&body[bytes], None).count();
        stretch
    });
    stretches.collect()
}

/// Takes an object apart.
pub(super) fn row<'t>(text: &'t str, fields: &Fields, each: &mut impl FnMut(&'t str, Row<'_, 't>)) {
    let mut cells = vec![Cell::Absent; fields.names.len()];
    let row = Cells {
        names: &fields.names,
        has_paths: fields.names.iter().any(|name| name.contains('.')),
        cells: &mut cells,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = row
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    match read {
        Ok(()) => each(text, Ok(&mut cells)),
        Err(error) => each(text, Err(fault(text, &error))),
    }
}

/// Returns the value of a key of a row as it stands; of keys joined by dots the value they lead to.
pub(super) fn value<'t>(row: &'t str, key: &str) -> Option<&'t str> {
    let fields: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(row).ok()?;
    if let Some(value) = fields.get(key) {
        return Some(value.get());
    }
    let mut parts = key.match_indices('.');
    parts.find_map(|(dot, _)| inner(fields.get(&key[..dot])?.get(), &key[dot + 1..]))
}

/// Returns the value that keys joined by dots lead to; an array of one item is entered as the item is.
fn inner<'t>(value: &'t str, path: &str) -> Option<&'t str> {
    if value.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(value).ok()?;
        return match items.as_slice() {
            [only] => inner(only.get(), path),
            _ => None,
        };
    }
    self::value(value, path)
}

/// Returns the keys of rows, each once, those of objects inside them joined by dots.
pub(super) fn names<'t>(rows: impl Iterator<Item = &'t str>) -> Vec<String> {
    fn add(names: &mut Vec<String>, before: &str, fields: serde_json::Map<String, Value>) {
        for (name, value) in fields {
            let name = format!("{before}{name}");
            match value {
                Value::Object(inner) => add(names, &format!("{name}."), inner),
                _ if names.contains(&name) => {}
                _ => names.push(name),
            }
        }
    }
    let mut names = Vec::new();
    for row in rows {
        add(
            &mut names,
            "",
            serde_json::from_str(row).unwrap_or_default(),
        );
    }
    names
}

/// Returns the lines that say something, without what ends them.
pub(super) fn lines<'t>(text: &'t str, ending: Option<&str>) -> impl Iterator<Item = &'t str> {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let lines = lines.map(move |end| {
        let line = text[start..end].trim_ascii();
        start = (end + 1).min(text.len());
        let line = ending
            .and_then(|ending| line.strip_suffix(ending))
            .unwrap_or(line);
        line.trim_ascii_end()
    });
    lines.filter(|line| !line.is_empty())
}

fn fault<'t>(line: &'t str, error: &serde_json::Error) -> RowFault<'t> {
    if error.is_data() {
        let message = error.to_string();
        let twice = message.split(" at line ").next().unwrap_or(&message);
        return match line.starts_with('{') {
            true => RowFault {
                code: Code::DuplicateKey,
                at: &line[..1],
                message: twice.to_owned(),
                hint: "keep one of them".to_owned(),
            },
            false => RowFault {
                code: Code::WrongType,
                at: line,
                message: "the line is no JSON object".to_owned(),
                hint: match line.starts_with('[') {
                    true => "where the file is an array of objects, say \"format\": \"json\" in the mapping",
                    false => "a row is an object such as {\"name\": \"value\"}",
                }
                .to_owned(),
            },
        };
    }
    let at = line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let (message, hint) = if message.starts_with("EOF") {
        let message = "the line ends before everything in it is closed";
        let hint = match line.starts_with('[') {
            true => {
                "where the file is an array of objects, say \"format\": \"json\" in the mapping"
            }
            false => "an object stands on one line",
        };
        (message.to_owned(), hint)
    } else if line.starts_with('{') && line[at..].trim() == "," {
        let message = "a comma follows the object".to_owned();
        (
            message,
            "where each line ends so, say \"ending\": \",\" in the mapping",
        )
    } else {
        let message = format!("the line is no JSON: {message}");
        (message, "a line is an object such as {\"name\": \"value\"}")
    };
    RowFault {
        code: Code::Syntax,
        at: &line[at..at + line[at..].chars().next().map_or(0, char::len_utf8)],
        message,
        hint: hint.to_owned(),
    }
}

/// The cells of a row that are asked for, to be filled from an object.
struct Cells<'c, 't> {
    names: &'c [String],
    /// Whether a name may be keys joined by dots.
    has_paths: bool,
    cells: &'c mut [Cell<'t>],
}

impl<'t> DeserializeSeed<'t> for Cells<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Cells<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = vec![false; self.names.len()];
        let key = Key {
            names: self.names,
            has_paths: self.has_paths,
        };
        while let Some(named) = map.next_key_seed(key)? {
            let slot = match named {
                Named::Field(slot) => slot,
                Named::Nothing => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                Named::Start(start) => {
                    let value = map.next_value::<&RawValue>()?.get();
                    self.enter(&start, value);
                    continue;
                }
            };
            if std::mem::replace(&mut seen[slot], true) {
                let name = &self.names[slot];
                let message = format!("the key `{name}` stands twice in one row");
                return Err(serde::de::Error::custom(message));
            }
            let value = map.next_value::<&RawValue>()?.get();
            self.cells[slot] = cell(value);
            if self.has_paths {
                self.enter(&self.names[slot], value);
            }
        }
        Ok(())
    }
}

impl<'t> Cells<'_, 't> {
    /// Fills the cells of fields that lie inside the value of a key.
    fn enter(&mut self, key: &str, value: &'t str) {
        for (slot, name) in self.names.iter().enumerate() {
            let rest = name.strip_prefix(key);
            let path = rest.and_then(|rest| rest.strip_prefix('.'));
            let found = path.and_then(|path| inner(value, path));
            if let (Some(found), Cell::Absent) = (found, &self.cells[slot]) {
                self.cells[slot] = cell(found);
            }
        }
    }
}

/// A key, to be found among names.
#[derive(Clone, Copy)]
struct Key<'c> {
    names: &'c [String],
    has_paths: bool,
}

/// What a key is.
enum Named {
    /// The field of a slot.
    Field(usize),
    /// The start of the names of fields that lie further inside.
    Start(String),
    Nothing,
}

impl<'t> DeserializeSeed<'t> for Key<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Named, E> {
        if let Some(slot) = self.names.iter().position(|name| name == key) {
            return Ok(Named::Field(slot));
        }
        let begins = |name: &String| {
            let rest = name.strip_prefix(key);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        Ok(match self.has_paths && self.names.iter().any(begins) {
            true => Named::Start(key.to_owned()),
            false => Named::Nothing,
        })
    }
}

/// Returns a value as a cell: numbers and truth values as they are written.
fn cell(raw: &str) -> Cell<'_> {
    let of_text = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => Cell::Text(Cow::Owned(text.to_owned())),
    };
    match raw.as_bytes().first() {
        Some(b'n') => Cell::Empty,
        Some(b'"') if !raw.contains('\\') => match raw[1..raw.len() - 1].trim() {
            "" => Cell::Empty,
            text => Cell::Text(Cow::Borrowed(text)),
        },
        Some(b'"') => {
            serde_json::from_str::<String>(raw).map_or(Cell::Other, |text| of_text(&text))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
            let items: Option<Vec<String>> = items
                .into_iter()
                .map(|item| cell(item.get()))
                .filter(|item| *item != Cell::Empty)
                .map(|item| match item {
                    Cell::Text(text) => Some(text.into_owned()),
                    _ => None,
                })
                .collect();
            items.map_or(Cell::Other, Cell::List)
        }
        Some(b'{') => Cell::Other,
        _ => Cell::Text(Cow::Borrowed(raw)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_they_are_written() {
        assert_eq!(cell("1.50"), Cell::Text("1.50".into()));
        assert_eq!(
            cell("12345678901234567890.1"),
            Cell::Text("12345678901234567890.1".into())
        );
        assert_eq!(cell("true"), Cell::Text("true".into()));
        assert_eq!(cell(r#""银\u0020行 ""#), Cell::Text("银 行".into()));
        assert_eq!(cell("null"), Cell::Empty);
        assert_eq!(cell(r#"" ""#), Cell::Empty);
        assert_eq!(
            cell(r#"["a", 2]"#),
            Cell::List(vec!["a".into(), "2".into()])
        );
        assert_eq!(cell(r#"[["a"]]"#), Cell::Other);
        assert_eq!(cell("{}"), Cell::Other);
    }

    #[test]
    fn keys_lead_into_objects_and_arrays_of_one() {
        let text =
            r#"{"a": {"b": ["x"]}, "a.c": 1, "l": [{"m": {"n": 2}}], "two": [{"m": 3}, {"m": 4}]}"#;
        let fields = Fields {
            names: ["a.b", "a.c", "l.m.n", "two.m", "l"]
                .map(str::to_owned)
                .to_vec(),
            ..Fields::default()
        };
        let mut found = Vec::new();
        row(text, &fields, &mut |_, cells: Row<'_, '_>| {
            found.extend(cells.ok().map(|cells| cells.to_vec()))
        });
        let list = Cell::List(vec!["x".to_owned()]);
        let (one, two) = (Cell::Text("1".into()), Cell::Text("2".into()));
        assert_eq!(found, [[list, one, two, Cell::Absent, Cell::Other]]);
        assert_eq!(value(text, "l.m.n"), Some("2"));
        assert_eq!(value(text, "two.m"), None);
    }
}
