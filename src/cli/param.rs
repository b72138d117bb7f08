//! `--param name=value`: values of `$parameters` from the command line and from files.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::Failure;
use crate::cypher::{self, Parameters, Value};

/// How deep lists and maps may nest.
const MAX_DEPTH: usize = 100;

/// Returns the parameters of the command line.
pub(super) fn parameters(given: &[String]) -> Result<Parameters, Failure> {
    let mut parameters = Parameters::new();
    for one in given {
        let (name, written) = one.split_once('=').ok_or_else(|| {
            Failure::Question(format!(
                "\"{one}\" gives no value; write --param name=value"
            ))
        })?;
        let name = name.strip_prefix('$').unwrap_or(name);
        let value = match written.strip_prefix('@') {
            Some(path) => from_file(path)?,
            None => from_argument(written),
        };
        let value = value.map_err(|why| {
            Failure::Question(format!("the value of ${name} cannot be used: {why}"))
        })?;
        if parameters.insert(name.to_owned(), value).is_some() {
            return Err(Failure::Question(format!("${name} is given twice")));
        }
    }
    Ok(parameters)
}

fn from_file(path: &str) -> Result<Result<Value, String>, Failure> {
    let text = fs::read_to_string(path);
    let text = text.map_err(Failure::machine(format!("read {path}")))?;
    let json = serde_json::from_str::<&RawValue>(without_mark(&text));
    Ok(match json {
        Ok(json) => value(json, 0),
        Err(error) => Err(format!("{path} is no JSON: {error}")),
    })
}

/// Returns a text without the byte order mark that some editors begin a file with.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Returns the value of JSON, and of anything else a text, unless it is JSON that went wrong.
fn from_argument(written: &str) -> Result<Value, String> {
    match serde_json::from_str::<&RawValue>(written) {
        Ok(json) => value(json, 0),
        Err(error) if written.trim_start().starts_with(['[', '{', '"']) => {
            Err(format!("it begins as JSON does and is none: {error}"))
        }
        Err(_) => Ok(Value::from(written)),
    }
}

/// Returns a JSON value as a value of the language, with every digit.
fn value(json: &RawValue, depth: usize) -> Result<Value, String> {
    if depth > MAX_DEPTH {
        return Err(format!("it nests deeper than {MAX_DEPTH} levels"));
    }
    let fault = |fault: cypher::Fault| fault.message;
    let text = json.get();
    let no_json = |error: serde_json::Error| error.to_string();
    match text.as_bytes().first() {
        Some(b'n') => Ok(Value::Null),
        Some(b't' | b'f') => Ok(Value::Boolean(text == "true")),
        Some(b'"') => serde_json::from_str::<String>(text)
            .map(Value::string)
            .map_err(no_json),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(no_json)?;
            let items = items.into_iter().map(|item| value(item, depth + 1));
            Value::list(items.collect::<Result<_, _>>()?).map_err(fault)
        }
        Some(b'{') => {
            let entries: BTreeMap<String, &RawValue> =
                serde_json::from_str(text).map_err(no_json)?;
            let entries = entries
                .into_iter()
                .map(|(key, item)| Ok((Arc::from(key), value(item, depth + 1)?)));
            Value::map(entries.collect::<Result<_, String>>()?).map_err(fault)
        }
        _ => number(text),
    }
}

/// Returns a number: whole ones exactly, those with a point or an exponent as floats, as in a query.
fn number(text: &str) -> Result<Value, String> {
    if text.contains(['.', 'e', 'E']) {
        let number: Option<f64> = text.parse().ok();
        return number
            .filter(|number| number.is_finite())
            .map(Value::Float)
            .ok_or_else(|| format!("{text} is larger than a float may be"));
    }
    match (text.parse::<i64>(), Decimal::from_str_exact(text)) {
        (Ok(number), _) => Ok(Value::Integer(number)),
        (_, Ok(number)) => Ok(Value::Decimal(number)),
        _ => Err(format!(
            "{text} has more digits than can be kept; write it as a text, or with an exponent where it may be rounded"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(written: &str) -> Result<Value, String> {
        from_argument(written)
    }

    #[test]
    fn values_keep_their_digits_and_their_kind() {
        assert!(matches!(one("7"), Ok(Value::Integer(7))));
        assert!(matches!(one("0.5"), Ok(Value::Float(half)) if half == 0.5));
        for whole in [
            "12345678901234567890",
            "-9223372036854775809",
            "79228162514264337593543950335",
        ] {
            assert!(matches!(one(whole), Ok(Value::Decimal(found)) if found.to_string() == whole));
        }
        assert!(one("79228162514264337593543950336").is_err());
        assert!(one("1e400").is_err());
        assert!(matches!(one("musk"), Ok(Value::String(text)) if &*text == "musk"));
        assert!(matches!(one("01"), Ok(Value::String(_))));
        assert!(matches!(one(""), Ok(Value::String(_))));
        let list = one("[1, \"a\", null, [12345678901234567890]]").expect("a list");
        assert_eq!(list.to_string(), "[1, a, null, [12345678901234567890]]");
    }

    #[test]
    fn json_that_went_wrong_is_no_text() {
        for broken in ["[1,2", "{\"a\":1", "\"a", "[1,]", "[01]"] {
            assert!(one(broken).is_err(), "{broken}");
        }
        assert!(one(&("[".repeat(5_000) + &"]".repeat(5_000))).is_err());
    }
}
