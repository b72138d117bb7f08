//! Decoding of one record, and what is wrong with one that does not decode.

use std::collections::HashSet;
use std::iter;

use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;
use serde_path_to_error::Segment;

use super::fields::{Fields, Step, part, unquoted};
use crate::diagnostic::Code;
use crate::text::nearest;

/// A fault in a record, at a slice of its text.
pub(super) struct Fault<'a> {
    pub code: Code,
    pub at: &'a str,
    pub message: String,
    pub hint: Option<String>,
}

/// Decodes a record; one that fails is taken apart to find every key at fault.
pub(super) fn decode<'a, R: Deserialize<'a>>(raw: &'a str) -> Result<R, Vec<Fault<'a>>> {
    serde_json::from_str(raw).map_err(|error| {
        let mut faults = field_faults::<R>(raw);
        if faults.is_empty() {
            faults.push(fault(&error.to_string(), raw));
        }
        faults
    })
}

/// Decodes each field alone, so that every one at fault is found.
fn field_faults<'a, R: Deserialize<'a>>(raw: &'a str) -> Vec<Fault<'a>> {
    let Some(fields) = Fields::of(raw) else {
        return vec![Fault {
            code: Code::WrongType,
            at: raw,
            message: format!("expected an object, found {}", type_of(raw)),
            hint: None,
        }];
    };
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (key, value) in &fields.0 {
        let name = unquoted(key);
        if !seen.insert(name.clone()) {
            faults.push(Fault {
                code: Code::DuplicateKey,
                at: key.get(),
                message: format!("the key `{name}` stands twice in one record"),
                hint: Some("keep one of them".to_owned()),
            });
        }
        if let Some((message, path)) = field_error::<R>(&name, value) {
            faults.push(fault(&message, locate(raw, &message, &path)));
        }
    }
    faults
}

/// Returns what is wrong with a field that is decoded alone, and the way to it.
fn field_error<'a, R: Deserialize<'a>>(
    key: &str,
    value: &'a RawValue,
) -> Option<(String, Vec<Step>)> {
    let alone = MapDeserializer::<_, serde_json::Error>::new(iter::once((key, value)));
    let error = serde_path_to_error::deserialize::<_, R>(alone).err()?;
    let path = error.path().iter().filter_map(|segment| match segment {
        Segment::Map { key } => Some(Step::Key(key.clone())),
        Segment::Seq { index } => Some(Step::Item(*index)),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    Some((error.inner().to_string(), path.collect()))
}

/// Returns the slice a fault is about: the key if nobody knows it, else the value.
fn locate<'a>(raw: &'a str, message: &str, path: &[Step]) -> &'a str {
    if message.starts_with("unknown field")
        && let Some((Step::Key(key), record)) = path.split_last()
        && let Some(key) = Fields::of(part(raw, record)).and_then(|fields| fields.key(key))
    {
        return key.get();
    }
    part(raw, path)
}

/// Words what the JSON library says as the project does.
fn fault<'a>(message: &str, at: &'a str) -> Fault<'a> {
    let message = message.split(" at line ").next().unwrap_or(message);
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field") {
        let (unknown, known) = quoted.split_first().unwrap_or((&"", &[]));
        let hint = match nearest(unknown, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", known.join(", ")),
        };
        return Fault {
            code: Code::UnknownKey,
            at,
            message: format!("no key `{unknown}`"),
            hint: Some(hint),
        };
    }
    let code = match message {
        _ if message.starts_with("duplicate field") => Code::DuplicateKey,
        _ if message.starts_with("missing field") => Code::MissingKey,
        _ => Code::WrongType,
    };
    let expected = message
        .rsplit_once("expected ")
        .map(|(_, expected)| expected);
    let message = match expected {
        Some(expected) if code == Code::WrongType => {
            format!("expected {expected}, found {}", type_of(at))
        }
        _ => message.to_owned(),
    };
    Fault {
        code,
        at,
        message,
        hint: None,
    }
}

/// Returns what sort of JSON value a text begins.
fn type_of(raw: &str) -> &'static str {
    match raw.trim_start().bytes().next() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(_) => "a number",
        None => "nothing",
    }
}
