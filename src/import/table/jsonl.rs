//! Rows that are JSON objects, one a line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
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
        before += lines(&body[bytes]).count();
        stretch
    });
    stretches.collect()
}

/// Takes each line apart.
pub(super) fn rows<'t>(text: &'t str, fields: &Fields, mut each: impl FnMut(&'t str, Row<'_>)) {
    for line in lines(text) {
        let mut cells = vec![Cell::Absent; fields.names.len()];
        let row = Cells {
            names: &fields.names,
            cells: &mut cells,
        };
        let mut deserializer = serde_json::Deserializer::from_str(line);
        let read = row
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end());
        match read {
            Ok(()) => each(line, Ok(&cells)),
            Err(error) => each(line, Err(fault(line, &error))),
        }
    }
}

/// Returns the value of a key of a line as it stands.
pub(super) fn value<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let fields: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(line).ok()?;
    fields.get(key).map(|value| value.get())
}

/// Returns the keys of the first lines, each once.
pub(super) fn names(text: &str) -> Vec<String> {
    const FIRST: usize = 100;
    let mut names = Vec::new();
    for line in lines(text).take(FIRST) {
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).unwrap_or_default();
        for (name, _) in fields {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let lines = lines.map(move |end| {
        let line = &text[start..end];
        start = (end + 1).min(text.len());
        line.trim_ascii()
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
                hint: "a table in JSON has an object a line; `jq -c '.[]'` makes lines of an array"
                    .to_owned(),
            },
        };
    }
    let at = line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let (message, hint) = if message.starts_with("EOF") {
        let message = "the line ends before everything in it is closed";
        (message.to_owned(), "an object stands on one line")
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

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = vec![false; self.names.len()];
        while let Some(slot) = map.next_key_seed(Slot(self.names))? {
            let Some(slot) = slot else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if std::mem::replace(&mut seen[slot], true) {
                let name = &self.names[slot];
                let message = format!("the key `{name}` stands twice in one row");
                return Err(serde::de::Error::custom(message));
            }
            self.cells[slot] = cell(map.next_value::<&RawValue>()?.get());
        }
        Ok(())
    }
}

/// A key, to be found among names.
struct Slot<'c>(&'c [String]);

impl<'t> DeserializeSeed<'t> for Slot<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Slot<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|name| name == key))
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
}
