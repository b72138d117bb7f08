//! Functions of texts. Positions and lengths count characters, not bytes.

use std::sync::Arc;

use super::{Definition, Environment, Gives, row};
use crate::cypher::error::Fault;
use crate::cypher::types::Kinds;
use crate::cypher::value::{MAX_TEXT, Value};

const TEXT: &[Kinds] = &[Kinds::STRING];
const CUT: &[Kinds] = &[Kinds::STRING, Kinds::INTEGER];
const SPLIT: &[Kinds] = &[Kinds::STRING, Kinds::STRING.or(Kinds::LIST)];
const STRING: Gives = Gives::Value(Kinds::STRING);

pub(super) const TABLE: &[Definition] = &[
    row("toLower", (1, 1), TEXT, STRING, |_, a| {
        map("toLower", a, |text| text.to_lowercase())
    }),
    row("lower", (1, 1), TEXT, STRING, |_, a| {
        map("lower", a, |text| text.to_lowercase())
    }),
    row("toUpper", (1, 1), TEXT, STRING, |_, a| {
        map("toUpper", a, |text| text.to_uppercase())
    }),
    row("upper", (1, 1), TEXT, STRING, |_, a| {
        map("upper", a, |text| text.to_uppercase())
    }),
    row("trim", (1, 1), TEXT, STRING, |_, a| {
        map("trim", a, |text| text.trim().to_owned())
    }),
    row("btrim", (1, 2), TEXT, STRING, |_, a| {
        strip("btrim", a, true, true)
    }),
    row("lTrim", (1, 2), TEXT, STRING, |_, a| {
        strip("lTrim", a, true, false)
    }),
    row("rTrim", (1, 2), TEXT, STRING, |_, a| {
        strip("rTrim", a, false, true)
    }),
    row(
        "char_length",
        (1, 1),
        TEXT,
        Gives::Value(Kinds::INTEGER),
        char_length,
    ),
    row(
        "character_length",
        (1, 1),
        TEXT,
        Gives::Value(Kinds::INTEGER),
        char_length,
    ),
    row("left", (2, 2), CUT, STRING, left),
    row("right", (2, 2), CUT, STRING, right),
    row("substring", (2, 3), CUT, STRING, substring),
    row("replace", (3, 3), TEXT, STRING, replace),
    row("split", (2, 2), SPLIT, Gives::ListOf(Kinds::STRING), split),
];

fn map(function: &str, arguments: &[Value], of: fn(&str) -> String) -> Result<Value, Fault> {
    let text = text(function, &arguments[0])?;
    Ok(text.map_or(Value::Null, |text| Value::string(of(text))))
}

fn strip(function: &str, arguments: &[Value], left: bool, right: bool) -> Result<Value, Fault> {
    let Some(mut result) = text(function, &arguments[0])?.map(|text| &**text) else {
        return Ok(Value::Null);
    };
    let strippable: Vec<char> = match arguments.get(1) {
        None => Vec::new(),
        Some(given) => match text(function, given)? {
            None => return Ok(Value::Null),
            Some(given) => given.chars().collect(),
        },
    };
    let strips = |c: char| match arguments.len() {
        1 => c.is_whitespace(),
        _ => strippable.contains(&c),
    };
    if left {
        result = result.trim_start_matches(strips);
    }
    if right {
        result = result.trim_end_matches(strips);
    }
    Ok(Value::from(result))
}

fn char_length(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let text = text("char_length", &arguments[0])?;
    Ok(text.map_or(Value::Null, |text| {
        Value::Integer(text.chars().count() as i64)
    }))
}

fn left(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let (Some(text), Some(count)) = (text("left", &arguments[0])?, count("left", &arguments[1])?)
    else {
        return Ok(Value::Null);
    };
    Ok(Value::string(text.chars().take(count).collect::<String>()))
}

fn right(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let (Some(text), Some(count)) = (
        text("right", &arguments[0])?,
        count("right", &arguments[1])?,
    ) else {
        return Ok(Value::Null);
    };
    let skipped = text.chars().count().saturating_sub(count);
    Ok(Value::string(
        text.chars().skip(skipped).collect::<String>(),
    ))
}

fn substring(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let text = text("substring", &arguments[0])?;
    let start = count("substring", &arguments[1])?;
    let length = match arguments.get(2) {
        None => Some(usize::MAX),
        Some(length) => count("substring", length)?,
    };
    let (Some(text), Some(start), Some(length)) = (text, start, length) else {
        return Ok(Value::Null);
    };
    let part = text.chars().skip(start).take(length);
    Ok(Value::string(part.collect::<String>()))
}

fn replace(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let parts = (
        text("replace", &arguments[0])?,
        text("replace", &arguments[1])?,
        text("replace", &arguments[2])?,
    );
    let (Some(text), Some(search), Some(replacement)) = parts else {
        return Ok(Value::Null);
    };
    if search.is_empty() {
        return Ok(Value::String(text.clone()));
    }
    let times = text.matches(&**search).count();
    let longest = text
        .len()
        .saturating_add(times.saturating_mul(replacement.len()));
    if longest > MAX_TEXT {
        return Err(Fault::too_large(format!(
            "a text would be longer than {MAX_TEXT} bytes"
        )));
    }
    Ok(Value::string(text.replace(&**search, replacement)))
}

fn split(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Fault> {
    let separators: Vec<&str> = match &arguments[1] {
        Value::List(list) => {
            let each = list.items().iter().map(|item| text("split", item));
            let each = each.collect::<Result<Option<Vec<_>>, _>>()?;
            match each {
                None => return Ok(Value::Null),
                Some(each) => each.into_iter().map(|text| &**text).collect(),
            }
        }
        other => match text("split", other)? {
            None => return Ok(Value::Null),
            Some(separator) => vec![separator],
        },
    };
    let Some(text) = text("split", &arguments[0])? else {
        return Ok(Value::Null);
    };
    let mut parts = vec![&**text];
    for separator in separators {
        parts = match separator {
            "" => parts
                .iter()
                .flat_map(|part| part.split("").filter(|c| !c.is_empty()))
                .collect(),
            _ => parts
                .iter()
                .flat_map(|part| part.split(separator))
                .collect(),
        };
    }
    Value::list(parts.into_iter().map(Value::from).collect())
}

/// The argument as a text; `None` is null.
fn text<'a>(function: &str, value: &'a Value) -> Result<Option<&'a Arc<str>>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        other => Err(Fault::wrong_type(format!(
            "`{function}` takes a string, not {}",
            other.type_name()
        ))),
    }
}

/// The argument as a count of characters; `None` is null.
fn count(function: &str, value: &Value) -> Result<Option<usize>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Integer(count) => usize::try_from(*count)
            .map(Some)
            .map_err(|_| Fault::out_of_range(format!("`{function}` takes no negative number"))),
        other => Err(Fault::wrong_type(format!(
            "`{function}` takes an integer, not {}",
            other.type_name()
        ))),
    }
}
