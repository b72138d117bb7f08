//! JSON: one array of objects, or one object a line. The shapes are the same on every run and documented in the README.
//!
//! A row that stands for one thing is written as that thing, whole; any other row is an object with a key a column and
//! the ids of the claims it rests on.

mod things;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Options;
use crate::answer::{Answer, Cell, Claims, Column, Row};
use crate::model::{Quantity, Thing};
use crate::text::is_unsafe;

/// Writes an answer as one JSON array, an object a line; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let mut written = 0;
    each(answer, options, |object| {
        out.write_all(if written == 0 { b"[\n  " } else { b",\n  " })?;
        written += 1;
        print(&object, out)
    })?;
    out.write_all(if written == 0 { b"[]\n" } else { b"\n]\n" })?;
    Ok(written)
}

/// Writes an answer as JSON Lines, an object a row; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write_lines(
    answer: Answer<'_>,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut written = 0;
    each(answer, options, |object| {
        written += 1;
        print(&object, out)?;
        out.write_all(b"\n")
    })?;
    Ok(written)
}

fn each(
    answer: Answer<'_>,
    options: &Options<'_>,
    mut write: impl FnMut(Value) -> io::Result<()>,
) -> io::Result<()> {
    let Answer {
        about,
        columns,
        mut rows,
        claims,
        ..
    } = answer;
    match about {
        Some(thing) => write(whole(thing, rows, options)),
        None => rows.try_for_each(|row| write(object(&columns, &row, claims, options))),
    }
}

/// Returns a thing with the claims of its answer.
fn whole(thing: Thing, rows: impl Iterator<Item = Row>, options: &Options<'_>) -> Value {
    let mut object = things::thing(thing, options);
    if !matches!(thing, Thing::Claim(_)) {
        let claims = rows.flat_map(|row| row.claims);
        let claims = claims.map(|claim| Value::Object(things::claim(claim, options)));
        let claims = claims.collect();
        object.insert("claims".to_owned(), Value::Array(claims));
    }
    Value::Object(object)
}

fn object(columns: &[Column], row: &Row, shown: Claims, options: &Options<'_>) -> Value {
    if let Some(thing) = row.stands_for {
        return Value::Object(things::thing(thing, options));
    }
    let mut object = Map::new();
    for (column, cell) in columns.iter().zip(&row.cells) {
        // A column of the claim's id would say again what `claims` says.
        if !matches!(cell, Cell::Thing(Thing::Claim(_))) {
            object.insert(column.name.clone().into_owned(), value(cell, options));
        }
    }
    let case = options.graph.case();
    let claims = row.claims.iter().map(|claim| {
        if options.evidence || shown == Claims::SideBySide {
            Value::Object(things::claim(*claim, options))
        } else {
            Value::from(case.text(case.claims.id(*claim)))
        }
    });
    object.insert("claims".to_owned(), claims.collect());
    Value::Object(object)
}

fn value(cell: &Cell, options: &Options<'_>) -> Value {
    let case = options.graph.case();
    match cell {
        Cell::Absent => Value::Null,
        Cell::Word(word) => Value::from(*word),
        Cell::Text(text) => Value::from(case.text(*text)),
        Cell::Written(text) => Value::from(text.as_str()),
        Cell::Number(number) => Value::from(*number),
        Cell::Integer(number) => Value::from(*number),
        Cell::Float(number) => Value::from(*number),
        // As everywhere, exact numbers are decimal strings.
        Cell::Decimal(number) => Value::from(number.to_string()),
        Cell::Boolean(truth) => Value::from(*truth),
        Cell::Quantity(amount) => quantity(amount, options),
        Cell::When(when) => Value::from(case.whens[*when].as_str()),
        Cell::Thing(thing @ (Thing::Entity(_) | Thing::Source(_))) => reference(*thing, options),
        Cell::Thing(thing) => Value::from(case.id_of(*thing)),
        Cell::Inverse(predicate) => Value::from(case.id_of(Thing::Predicate(*predicate))),
        Cell::Whole(thing) => Value::Object(things::thing(*thing, options)),
        Cell::Map(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries
                    .map(|(key, cell)| (key.clone(), value(cell, options)))
                    .collect(),
            )
        }
        Cell::List(cells) => cells.iter().map(|cell| value(cell, options)).collect(),
    }
}

/// Returns a thing's id and label.
fn reference(thing: Thing, options: &Options<'_>) -> Value {
    json!({ "id": options.graph.case().id_of(thing), "label": options.label(thing) })
}

/// Returns a quantity: its text, and its ends as decimal strings in whole units.
fn quantity(quantity: &Quantity, options: &Options<'_>) -> Value {
    let pool = &options.graph.case().pool;
    let interval = quantity.interval;
    json!({
        "text": quantity.display(pool).to_string(),
        "min": interval.min().map(|min| min.value.to_string()),
        "max": interval.max().map(|max| max.value.to_string()),
        "min_inclusive": interval.min().map(|min| min.inclusive),
        "max_inclusive": interval.max().map(|max| max.inclusive),
        "approx": quantity.approximate,
        "unit": quantity.unit.word(pool),
    })
}

/// Prints a value on one line, with characters that could steer a terminal escaped as JSON allows.
fn print(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    let text = value.to_string();
    if !text.chars().any(is_unsafe) {
        return out.write_all(text.as_bytes());
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    out.write_all(escaped.as_bytes())
}
