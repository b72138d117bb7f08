//! Rows that are the objects of a JSON array, which may lie inside other objects.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::{RowFault, Stretch};
use crate::diagnostic::Code;

/// Returns the items of the array that a file is, or that keys joined by dots lead to.
pub(super) fn items<'t>(text: &'t str, path: Option<&str>) -> Result<Vec<&'t str>, RowFault<'t>> {
    let mut part = text.trim();
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(part) {
        return Err(broken(part, &error));
    }
    for key in path.iter().flat_map(|path| path.split('.')) {
        let fields: HashMap<String, &RawValue> = serde_json::from_str(part).unwrap_or_default();
        let Some(inner) = fields.get(key) else {
            return Err(RowFault {
                code: Code::UnknownField,
                at: &part[..part.len().min(1)],
                message: format!("there is no key `{key}` here"),
                hint: "`rows` of the mapping names the keys that lead to the array of rows"
                    .to_owned(),
            });
        };
        part = inner.get();
    }
    let items: Vec<&RawValue> = serde_json::from_str(part).map_err(|_| RowFault {
        code: Code::WrongType,
        at: &part[..part.len().min(1)],
        message: "this is no array of rows".to_owned(),
        hint: match part.starts_with('{') {
            true => "say by `rows` in the mapping which key holds the array, as \"rows\": \"data\"; objects a line are \"format\": \"jsonl\"".to_owned(),
            false => "a table in JSON is an array of objects".to_owned(),
        },
    })?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// Cuts items into stretches of about `length` bytes.
pub(super) fn stretches(items: &[Range<usize>], length: usize) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (before, item) in items.iter().enumerate() {
        match stretches.last_mut() {
            Some(last) if last.bytes.len() < length => last.bytes.end = item.end,
            _ => stretches.push(Stretch {
                bytes: item.clone(),
                before,
            }),
        }
    }
    stretches
}

fn broken<'t>(text: &'t str, error: &serde_json::Error) -> RowFault<'t> {
    let line = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let start = line.map(str::len).sum::<usize>();
    let at = text.floor_char_boundary((start + error.column().saturating_sub(1)).min(text.len()));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    RowFault {
        code: Code::Syntax,
        at: &text[at..at + text[at..].chars().next().map_or(0, char::len_utf8)],
        message: format!("the file is no JSON: {message}"),
        hint: match error.is_syntax() && message.starts_with("trailing characters") {
            true => {
                "where each line is an object, say \"format\": \"jsonl\" in the mapping".to_owned()
            }
            false => "a table in JSON is an array of objects".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_where_the_keys_lead() {
        assert_eq!(
            items("[{\"a\": 1},\n {}]", None).ok(),
            Some(vec!["{\"a\": 1}", "{}"])
        );
        let nested = r#"{"data": {"rows": [1, 2]}}"#;
        assert_eq!(items(nested, Some("data.rows")).ok(), Some(vec!["1", "2"]));
        for (text, path) in [
            ("{}", None),
            ("[1", None),
            (nested, Some("data.row")),
            ("{}\n{}", None),
        ] {
            assert!(items(text, path).is_err(), "{text}");
        }
    }

    #[test]
    fn stretches_hold_every_item_once() {
        let items: Vec<Range<usize>> = (0..10).map(|at| at * 10..at * 10 + 8).collect();
        for length in [1, 15, 1000] {
            let stretches = stretches(&items, length);
            let count = |stretch: &Stretch| {
                let inside = items.iter().filter(|item| {
                    stretch.bytes.start <= item.start && item.end <= stretch.bytes.end
                });
                inside.count()
            };
            let mut before = 0;
            for stretch in &stretches {
                assert_eq!(stretch.before, before);
                before += count(stretch);
            }
            assert_eq!(before, 10);
        }
    }
}
