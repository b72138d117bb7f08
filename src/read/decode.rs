//! Decoding of one record, and what is wrong with one that does not decode.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;

use super::alone::Alone;
use super::fields::{Fields, Step};
use super::object::Object;
use super::syntax;
use crate::diagnostic::Code;
use crate::text::nearest;

/// A fault in a record, at a slice of its text.
pub(super) struct Fault<'a> {
    pub code: Code,
    pub at: &'a str,
    pub message: String,
    pub hint: Option<String>,
}

/// The fields of a record that could be decoded.
pub(super) struct Decoded<R> {
    pub fields: R,
    /// Whether none of its fields was lost, so that what is absent is absent from the file.
    pub whole: bool,
}

/// Decodes a record that has no fault.
pub(super) fn decode<'a, R: Deserialize<'a>>(raw: &'a str) -> Option<Decoded<R>> {
    let Object(fields) = serde_json::from_str(raw).ok()?;
    Some(Decoded {
        fields,
        whole: true,
    })
}

/// Takes a record apart: returns every fault in it, and what is left without them unless it is no object.
pub(super) fn take_apart<'a, R: Deserialize<'a>>(
    raw: &'a str,
) -> (Option<Decoded<R>>, Vec<Fault<'a>>) {
    let mut faults = Vec::new();
    if let Ok(value) = serde_json::from_str(raw) {
        find::<R>(&mut Vec::new(), value, &mut faults);
    }
    (without_faults(raw), faults)
}

/// Finds the faults of a value at the end of a path, each as deep in it as it lies.
fn find<'a, R: Deserialize<'a>>(
    path: &mut Vec<Step<'_>>,
    value: &'a RawValue,
    faults: &mut Vec<Fault<'a>>,
) {
    let Err(error) = alone::<R>(path, value) else {
        return;
    };
    let before = faults.len();
    match value.get().as_bytes().first() {
        Some(b'{') if alone::<R>(path, empty("{}")).is_ok() => {
            find_in_object::<R>(path, value, faults);
        }
        Some(b'[') if alone::<R>(path, empty("[]")).is_ok() => {
            let items = serde_json::from_str::<Vec<&RawValue>>(value.get()).unwrap_or_default();
            for (index, item) in items.into_iter().enumerate() {
                path.push(Step::Item(index));
                find::<R>(path, item, faults);
                path.pop();
            }
        }
        _ => {}
    }
    if faults.len() == before {
        faults.push(of_value(&error, value.get()));
    }
}

fn find_in_object<'a, R: Deserialize<'a>>(
    path: &mut Vec<Step<'_>>,
    object: &'a RawValue,
    faults: &mut Vec<Fault<'a>>,
) {
    let mut seen = HashSet::new();
    for (key, value) in Fields::of(object.get()).into_iter().flat_map(|f| f.0) {
        let name = match serde_json::from_str::<String>(key.get()) {
            Ok(name) => name,
            Err(error) => {
                faults.push(of_value(&error, key.get()));
                continue;
            }
        };
        if !seen.insert(name.clone()) {
            faults.push(Fault {
                code: Code::DuplicateKey,
                at: key.get(),
                message: format!("the key `{name}` stands twice in one record"),
                hint: Some("keep one of them".to_owned()),
            });
            continue;
        }
        path.push(Step::Key(name.into()));
        match unknown_key::<R>(path) {
            Some(error) => faults.push(of_key(&error, key.get())),
            None => find::<R>(path, value, faults),
        }
        path.pop();
    }
}

/// Returns what a record says of a key that it does not know.
fn unknown_key<'a, R: Deserialize<'a>>(path: &[Step<'_>]) -> Option<serde_json::Error> {
    // An empty object holds no key that could be unknown in its stead.
    let error = alone::<R>(path, empty("{}")).err()?;
    error.to_string().starts_with(UNKNOWN).then_some(error)
}

const UNKNOWN: &str = "unknown field";

fn alone<'a, R: Deserialize<'a>>(path: &[Step<'_>], value: &'a RawValue) -> serde_json::Result<R> {
    Object::deserialize(Alone { path, value }).map(|Object(fields)| fields)
}

fn empty(container: &'static str) -> &'static RawValue {
    serde_json::from_str(container).expect("it is JSON")
}

/// Decodes what is left of a record without the fields at fault.
fn without_faults<'a, R: Deserialize<'a>>(raw: &'a str) -> Option<Decoded<R>> {
    let mut whole = true;
    let mut seen = HashSet::new();
    let mut good = Vec::new();
    for (key, value) in Fields::of(raw)?.0 {
        let Ok(name) = serde_json::from_str::<String>(key.get()) else {
            whole = false;
            continue;
        };
        let path = [Step::Key(name.as_str().into())];
        if alone::<R>(&path, value).is_err() {
            whole &= unknown_key::<R>(&path).is_some();
        } else if seen.insert(name.clone()) {
            good.push((name, value));
        }
    }
    let good = MapDeserializer::<_, serde_json::Error>::new(good.into_iter());
    let Object(fields) = Object::deserialize(good).ok()?;
    Some(Decoded { fields, whole })
}

/// Words a key that nobody knows.
fn of_key<'a>(error: &serde_json::Error, at: &'a str) -> Fault<'a> {
    let message = error.to_string();
    // The key itself may hold the quotation marks that set the names apart; the known keys come after it.
    let (unknown, known) = message.rsplit_once(", expected ").unwrap_or((&message, ""));
    let unknown = unknown.trim_start_matches(UNKNOWN).trim();
    let unknown = unknown.strip_prefix('`').unwrap_or(unknown);
    let unknown = unknown.strip_suffix('`').unwrap_or(unknown);
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let hint = match nearest(unknown, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys are {}", known.join(", ")),
    };
    Fault {
        code: Code::UnknownKey,
        at,
        message: format!("no key `{unknown}`"),
        hint: Some(hint),
    }
}

/// Words what the JSON library says of a value as the project does.
fn of_value<'a>(error: &serde_json::Error, at: &'a str) -> Fault<'a> {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    if message == "number out of range" {
        return Fault {
            code: Code::WrongType,
            at,
            message: "the number is too large for any key".to_owned(),
            hint: Some("amounts are strings, such as \"USD 44M\"".to_owned()),
        };
    }
    if !error.is_data() {
        let (message, hint) = syntax::of_string(message);
        return Fault {
            code: Code::Syntax,
            at,
            message,
            hint,
        };
    }
    let expected = message
        .rsplit_once("expected ")
        .map_or("another value", |(_, expected)| expected);
    let expected = match expected {
        "u32" => "a whole number from 0 to 4294967295",
        "a sequence" => "an array",
        "a boolean" => "true or false",
        expected => expected,
    };
    Fault {
        code: Code::WrongType,
        at,
        message: format!("expected {expected}, found {}", type_of(at)),
        hint: remedy(expected, at),
    }
}

/// Returns what sort of JSON value a text holds.
fn type_of(raw: &str) -> String {
    match raw.bytes().next() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "an array".to_owned(),
        Some(b'"') => "a string".to_owned(),
        Some(b't' | b'f' | b'n') => raw.to_owned(),
        Some(_) => format!("the number {raw}"),
        None => "nothing".to_owned(),
    }
}

/// Returns how a value could be written so that it is of the type expected, where that is plain.
fn remedy(expected: &str, raw: &str) -> Option<String> {
    let is_string = raw.starts_with('"');
    let is_number = raw.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let short = raw.len() <= 40;
    if raw == "null" {
        return Some("null says nothing: write a value, or leave it out".to_owned());
    }
    match expected {
        "a string" if is_number && short => Some(format!("put it in quotation marks: \"{raw}\"")),
        "an array" if is_string && short => Some(format!("write it as [{raw}]")),
        "an object of strings" if is_string && short => {
            Some(format!("write it by language, as {{\"en\": {raw}}}"))
        }
        "an object" => Some("write it in braces, as {\"key\": \"value\"}".to_owned()),
        "true or false" if is_string => Some("write it without quotation marks".to_owned()),
        expected if expected.starts_with("a whole number") && is_string => {
            Some("write it in digits, without quotation marks".to_owned())
        }
        _ => None,
    }
}
