//! The verb that takes a language of its own: where its text and parameters come from.

use std::fs;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use super::args::{Args, QueryArgs};
use super::{Failure, Outcome, ask};
use crate::cypher::{self, Limits, Parameters, Value};
use crate::query::{self, Question};
use crate::text::File;

/// Answers a query.
pub(super) fn query(args: &Args, asked: &QueryArgs) -> Result<Outcome, Failure> {
    let text = text(asked)?;
    let question = Question {
        text: text.text().to_owned(),
        parameters: parameters(&asked.param)?,
        limits: Limits {
            timeout: Some(Duration::from_secs(asked.timeout)),
            max_rows: Some(asked.max_rows),
            ..Limits::default()
        },
        explain: asked.explain,
    };
    ask::respond(args, args.format, |graph, standing| {
        query::cypher(graph, standing, &args.lang, &question).map_err(|error| Failure::Query {
            text,
            error: Box::new(error),
        })
    })
}

/// Returns the text of a query, with where it came from.
fn text(asked: &QueryArgs) -> Result<File, Failure> {
    match (&asked.file, asked.text.as_deref()) {
        (Some(path), _) => {
            let text = fs::read_to_string(path);
            let text = text.map_err(Failure::machine(format!("read {}", path.display())))?;
            Ok(File::new(path, text))
        }
        (None, Some("-")) => {
            let mut text = String::new();
            let read = io::stdin().read_to_string(&mut text);
            read.map_err(Failure::machine("read standard input"))?;
            Ok(File::new("query", text))
        }
        (None, text) => Ok(File::new("query", text.unwrap_or_default())),
    }
}

fn parameters(given: &[String]) -> Result<Parameters, Failure> {
    let mut parameters = Parameters::new();
    for one in given {
        let (name, value) = one.split_once('=').ok_or_else(|| {
            Failure::Question(format!(
                "\"{one}\" gives no value; write --param name=value"
            ))
        })?;
        let value = match serde_json::from_str(value) {
            Ok(json) => from_json(json).map_err(|fault| {
                Failure::Question(format!("the value of ${name} cannot be used: {fault}"))
            })?,
            Err(_) => Value::from(value),
        };
        parameters.insert(name.to_owned(), value);
    }
    Ok(parameters)
}

/// Returns a JSON value as a value of the language.
fn from_json(json: serde_json::Value) -> Result<Value, String> {
    let fault = |fault: cypher::Fault| fault.message;
    Ok(match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => truth.into(),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.into(),
            (None, Some(float)) => float.into(),
            (None, None) => Value::Null,
        },
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => {
            let items: Result<Vec<Value>, String> = items.into_iter().map(from_json).collect();
            Value::list(items?).map_err(fault)?
        }
        serde_json::Value::Object(entries) => {
            let entries = entries.into_iter();
            let entries: Result<_, String> = entries
                .map(|(key, value)| Ok((Arc::from(key), from_json(value)?)))
                .collect();
            Value::map(entries?).map_err(fault)?
        }
    })
}
