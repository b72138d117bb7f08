//! JSON: one array of objects, or one object a line. The shapes are the same on every run and documented in the README.
//!
//! A row that stands for one thing is written as that thing, whole; any other row is an object with a key a column and
//! the ids of the claims it rests on.

mod page;
mod text;
mod things;

use std::io::{self, Write};

use super::Options;
use super::parts::{runs, write_parts};
use crate::answer::{Answer, Cell, Claims, Column, Row, Rows, Seed};
use crate::model::{Quantity, Thing};
use page::Page;
use text::Json;

/// How many rows are made at a time.
const RUN: usize = 256;

/// Writes an answer as one JSON array, an object a line; returns the number of rows.
///
/// # Errors
///
/// Those of the output.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let shape = Shape {
        first: "[\n  ",
        later: ",\n  ",
        end: "",
    };
    let written = each(answer, options, shape, out)?;
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
    let shape = Shape {
        first: "",
        later: "",
        end: "\n",
    };
    each(answer, options, shape, out)
}

/// What stands around the objects.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Before the first.
    first: &'static str,
    /// Before each of the others.
    later: &'static str,
    /// After each.
    end: &'static str,
}

fn each(
    answer: Answer<'_>,
    options: &Options<'_>,
    shape: Shape,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let Answer {
        about,
        columns,
        rows,
        claims,
        ..
    } = answer;
    if let Some(thing) = about {
        out.write_all(shape.first.as_bytes())?;
        whole(thing, rows, options, out)?;
        out.write_all(shape.end.as_bytes())?;
        return Ok(1);
    }
    let mut written = 0;
    let (seeds, maker) = rows.split();
    let page = Page::new(options);
    let seeds = seeds.inspect(|_| {
        written += 1;
        if written > RUN {
            page.goes_on();
        }
    });
    let make = |(before, seeds): (usize, Vec<Seed>), out: &mut Vec<u8>| {
        for (index, seed) in seeds.into_iter().enumerate() {
            let start = if before + index == 0 {
                shape.first
            } else {
                shape.later
            };
            out.extend_from_slice(start.as_bytes());
            let json = &mut Json::new(out);
            match seed.stands_for() {
                Some(thing) => things::thing(thing, &page, json),
                None => object(&columns, &maker.row(seed), claims, &page, json),
            }
            out.extend_from_slice(shape.end.as_bytes());
        }
    };
    write_parts(runs(seeds, RUN), make, out)?;
    Ok(written)
}

/// Writes a thing with the claims of its answer.
fn whole(
    thing: Thing,
    rows: Rows<'_>,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page::new(options);
    let mut head = Vec::new();
    things::thing(thing, &page, &mut Json::new(&mut head));
    if matches!(thing, Thing::Claim(_)) {
        return out.write_all(&head);
    }
    head.pop();
    Json::new(&mut head).key("claims");
    head.push(b'[');
    out.write_all(&head)?;
    let mut counted = 0;
    let claims = rows.flat_map(|row| row.claims).inspect(|_| {
        counted += 1;
        if counted > RUN {
            page.goes_on();
        }
    });
    let make = |(before, claims): (usize, Vec<_>), out: &mut Vec<u8>| {
        if before > 0 {
            out.push(b',');
        }
        for (index, claim) in claims.into_iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            things::claim(claim, &page, &mut Json::new(out));
        }
    };
    write_parts(runs(claims, RUN), make, out)?;
    out.write_all(b"]}")
}

fn object(columns: &[Column], row: &Row, shown: Claims, page: &Page<'_, '_>, json: &mut Json<'_>) {
    const CLAIMS: &str = "claims";
    json.object(|json| {
        for (column, cell) in columns.iter().zip(&row.cells) {
            if column.name == CLAIMS {
                // The ids say more than their number does.
                claims(row, shown, page, json.key(CLAIMS));
            } else if !matches!(cell, Cell::Thing(Thing::Claim(_))) {
                // A column of the claim's id would say again what `claims` says.
                value(cell, page, json.named(&column.name));
            }
        }
        if columns.iter().all(|column| column.name != CLAIMS) {
            claims(row, shown, page, json.key(CLAIMS));
        }
    });
}

/// Writes the claims that a row rests on.
fn claims(row: &Row, shown: Claims, page: &Page<'_, '_>, json: &mut Json<'_>) {
    json.list(|json| {
        for claim in &row.claims {
            if page.options.evidence || shown == Claims::SideBySide {
                things::claim(*claim, page, json.item());
            } else {
                page.id(Thing::Claim(*claim), json.item());
            }
        }
    });
}

fn value(cell: &Cell, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    match cell {
        Cell::Absent => json.null(),
        Cell::Word(word) => json.text(word),
        Cell::Text(text) => page.text(*text, json),
        Cell::Written(text) => json.text(text),
        Cell::Number(number) => json.number(*number),
        Cell::Integer(number) => json.number(*number),
        Cell::Float(number) => json.float(*number),
        Cell::Decimal(number) => json.decimal(*number),
        Cell::Boolean(truth) => json.truth(*truth),
        Cell::Quantity(amount) => quantity(amount, page, json),
        Cell::When(when) => json.text(case.whens[*when].as_str()),
        Cell::Thing(thing @ (Thing::Entity(_) | Thing::Source(_))) => {
            page.reference(*thing, json);
        }
        Cell::Thing(thing) => page.id(*thing, json),
        Cell::Inverse(predicate) => page.id(Thing::Predicate(*predicate), json),
        Cell::Whole(thing) => things::thing(*thing, page, json),
        Cell::Map(entries) => json.object(|json| {
            for (key, cell) in entries {
                value(cell, page, json.named(key));
            }
        }),
        Cell::List(cells) => json.list(|json| {
            for cell in cells {
                value(cell, page, json.item());
            }
        }),
    }
}

/// Writes a quantity: its text, and its ends as decimal strings in whole units.
fn quantity(quantity: &Quantity, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let pool = &page.case().pool;
    let (min, max) = (quantity.interval.min(), quantity.interval.max());
    json.object(|json| {
        json.key("text").text(&quantity.display(pool).to_string());
        for (key, end) in [("min", min), ("max", max)] {
            match end {
                Some(end) => json.key(key).decimal(end.value),
                None => json.key(key).null(),
            }
        }
        for (key, end) in [("min_inclusive", min), ("max_inclusive", max)] {
            match end {
                Some(end) => json.key(key).truth(end.inclusive),
                None => json.key(key).null(),
            }
        }
        json.key("approx").truth(quantity.approximate);
        json.key("unit").text(quantity.unit.word(pool));
    });
}
