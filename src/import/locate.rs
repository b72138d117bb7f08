//! Where the parts of the mapping stand in its text.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::value::RawValue;

use crate::text::File;

/// The keys and indices that lead to a part of the mapping.
pub(super) type Path = Vec<String>;

/// Returns a path that leads one step further.
pub(super) fn step(path: &Path, to: &str) -> Path {
    path.iter().cloned().chain([to.to_owned()]).collect()
}

/// Returns the bytes of the part that a path leads to, as far as it leads; one that ends early ends at an opening brace.
pub(super) fn span(mapping: &File, path: &Path) -> Range<usize> {
    let (part, whole) = part(mapping, path);
    let range = mapping.range_of(part);
    match whole || !part.starts_with(['{', '[']) {
        true => range,
        false => range.start..range.start + 1,
    }
}

/// Returns the text of the part that a path leads to, and whether it leads all the way.
fn part<'m>(mapping: &'m File, path: &Path) -> (&'m str, bool) {
    let text = mapping.text();
    let mut part = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    for name in path {
        let inner = match name.parse::<usize>() {
            Ok(index) if part.starts_with('[') => serde_json::from_str::<Vec<&RawValue>>(part)
                .ok()
                .and_then(|items| items.get(index).copied()),
            _ => serde_json::from_str::<HashMap<String, &RawValue>>(part)
                .ok()
                .and_then(|fields| fields.get(name).copied()),
        };
        match inner {
            Some(inner) => part = inner.get(),
            // A rule written as the name of a field is its own `field`.
            None => return (part, name == "field" && part.starts_with('"')),
        }
    }
    (part, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_as_far_as_they_go() {
        let file = File::new("m.json", r#"{"a": {"b": [1, "x"]}, "c": "d"}"#);
        let at = |path: &[&str]| {
            let path: Path = path.iter().map(|step| (*step).to_owned()).collect();
            file.text()[span(&file, &path)].to_owned()
        };
        assert_eq!(at(&["a", "b", "1"]), r#""x""#);
        assert_eq!(at(&["c", "field"]), r#""d""#);
        assert_eq!(at(&["a", "z"]), "{");
    }
}
