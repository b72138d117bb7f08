//! JSON: one array of objects, or one object a line. The shapes are the same on every run and documented in the README.
//!
//! A row that stands for one thing is written as that thing, whole; any other row is an object with a key a column and
//! the ids of the claims it rests on.

mod cell;
mod page;
mod text;
mod things;

use std::io::{self, Write};

use super::Options;
use super::parts::{runs, write_parts};
use crate::answer::{Answer, Cell, Claims, Column, Row, Rows, Seed, free_name};
use crate::model::Thing;
pub(super) use cell::brief;
use cell::value;
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
    let claims = ClaimsKey::of(&columns, claims, options);
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
                None => object(&columns, &maker.row(seed), claims.as_ref(), &page, json),
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

/// The key under which each row has the claims that it rests on.
struct ClaimsKey {
    name: String,
    /// Whether they are written whole.
    whole: bool,
}

impl ClaimsKey {
    /// Returns the key, beside those of the columns; `None` where the columns are all there is to be.
    fn of(columns: &[Column], shown: Claims, options: &Options<'_>) -> Option<Self> {
        if shown == Claims::Unasked && !options.evidence {
            return None;
        }
        let names: Vec<String> = columns
            .iter()
            .map(|column| column.name.to_string())
            .collect();
        Some(Self {
            name: free_name(["claims", "claim_ids"], &names),
            whole: options.evidence || shown == Claims::SideBySide,
        })
    }
}

fn object(
    columns: &[Column],
    row: &Row,
    claims: Option<&ClaimsKey>,
    page: &Page<'_, '_>,
    json: &mut Json<'_>,
) {
    json.object(|json| {
        for (column, cell) in columns.iter().zip(&row.cells) {
            // A column of the claim's id would say again what the claims say.
            if !matches!(cell, Cell::Thing(Thing::Claim(_))) {
                value(cell, page, json.named(&column.name));
            }
        }
        let Some(key) = claims else { return };
        json.named(&key.name).list(|json| {
            for claim in &row.claims {
                match key.whole {
                    true => things::claim(*claim, page, json.item()),
                    false => page.id(Thing::Claim(*claim), json.item()),
                }
            }
        });
    });
}
