//! JSON: one array of objects, or one object a line. The shapes are the same on every run and documented in the README.
//!
//! A row that stands for one thing is written as that thing, whole; any other row is an object with a key a column and
//! the ids of the claims it rests on.

mod text;
mod things;

use std::io::{self, Write};

use super::Options;
use super::parts::{runs, write_parts};
use crate::answer::{Answer, Cell, Claims, Column, Row, Rows, Seed};
use crate::model::{Quantity, Thing};
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
    let mut ready = Ready::new(options);
    let in_full = options.evidence || claims == Claims::SideBySide;
    let seeds = seeds.inspect(|seed| {
        written += 1;
        if shows_claims(seed, in_full) {
            ready.make();
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
                Some(thing) => things::thing(thing, options, json),
                None => object(&columns, &maker.row(seed), claims, options, json),
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
    let mut head = Vec::new();
    things::thing(thing, options, &mut Json::new(&mut head));
    if matches!(thing, Thing::Claim(_)) {
        return out.write_all(&head);
    }
    head.pop();
    Json::new(&mut head).key("claims");
    head.push(b'[');
    out.write_all(&head)?;
    let mut claims = rows.flat_map(|row| row.claims).peekable();
    if claims.peek().is_some() {
        Ready::new(options).make();
    }
    let make = |(before, claims): (usize, Vec<_>), out: &mut Vec<u8>| {
        if before > 0 {
            out.push(b',');
        }
        for (index, claim) in claims.into_iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            things::claim(claim, options, &mut Json::new(out));
        }
    };
    write_parts(runs(claims, RUN), make, out)?;
    out.write_all(b"]}")
}

/// Returns whether a row is written with claims in full, which tell how they stand.
fn shows_claims(seed: &Seed, in_full: bool) -> bool {
    fn is_claim(cell: &Cell) -> bool {
        match cell {
            Cell::Whole(thing) => matches!(thing, Thing::Claim(_)),
            Cell::List(cells) => cells.iter().any(is_claim),
            Cell::Map(entries) => entries.iter().any(|(_, cell)| is_claim(cell)),
            _ => false,
        }
    }
    match (seed.stands_for(), seed) {
        (Some(thing), _) => matches!(thing, Thing::Claim(_)),
        (None, Seed::Row(row)) => in_full || row.cells.iter().any(is_claim),
        (None, Seed::Thing(_)) => false,
    }
}

fn object(
    columns: &[Column],
    row: &Row,
    shown: Claims,
    options: &Options<'_>,
    json: &mut Json<'_>,
) {
    const CLAIMS: &str = "claims";
    json.object(|json| {
        for (column, cell) in columns.iter().zip(&row.cells) {
            if column.name == CLAIMS {
                // The ids say more than their number does.
                claims(row, shown, options, json.key(CLAIMS));
            } else if !matches!(cell, Cell::Thing(Thing::Claim(_))) {
                // A column of the claim's id would say again what `claims` says.
                value(cell, options, json.named(&column.name));
            }
        }
        if columns.iter().all(|column| column.name != CLAIMS) {
            claims(row, shown, options, json.key(CLAIMS));
        }
    });
}

/// Writes the claims that a row rests on.
fn claims(row: &Row, shown: Claims, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    json.list(|json| {
        for claim in &row.claims {
            if options.evidence || shown == Claims::SideBySide {
                things::claim(*claim, options, json.item());
            } else {
                json.item().text(case.id_of(Thing::Claim(*claim)));
            }
        }
    });
}

fn value(cell: &Cell, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    match cell {
        Cell::Absent => json.null(),
        Cell::Word(word) => json.text(word),
        Cell::Text(text) => json.text(case.text(*text)),
        Cell::Written(text) => json.text(text),
        Cell::Number(number) => json.number(number),
        Cell::Integer(number) => json.number(number),
        Cell::Float(number) => json.float(*number),
        // As everywhere, exact numbers are decimal strings.
        Cell::Decimal(number) => json.text(&number.to_string()),
        Cell::Boolean(truth) => json.truth(*truth),
        Cell::Quantity(amount) => quantity(amount, options, json),
        Cell::When(when) => json.text(case.whens[*when].as_str()),
        Cell::Thing(thing @ (Thing::Entity(_) | Thing::Source(_))) => {
            reference(*thing, options, json);
        }
        Cell::Thing(thing) => json.text(case.id_of(*thing)),
        Cell::Inverse(predicate) => json.text(case.id_of(Thing::Predicate(*predicate))),
        Cell::Whole(thing) => things::thing(*thing, options, json),
        Cell::Map(entries) => json.object(|json| {
            for (key, cell) in entries {
                value(cell, options, json.named(key));
            }
        }),
        Cell::List(cells) => json.list(|json| {
            for cell in cells {
                value(cell, options, json.item());
            }
        }),
    }
}

/// Writes a thing's id and label.
fn reference(thing: Thing, options: &Options<'_>, json: &mut Json<'_>) {
    json.object(|json| {
        json.key("id").text(options.graph.case().id_of(thing));
        json.key("label").text(options.label(thing));
    });
}

/// Writes a quantity: its text, and its ends as decimal strings in whole units.
fn quantity(quantity: &Quantity, options: &Options<'_>, json: &mut Json<'_>) {
    let pool = &options.graph.case().pool;
    let (min, max) = (quantity.interval.min(), quantity.interval.max());
    json.object(|json| {
        json.key("text").text(&quantity.display(pool).to_string());
        for (key, end) in [("min", min), ("max", max)] {
            json.key(key)
                .optional(end.map(|end| end.value.to_string()).as_deref());
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

/// Sees to it that how claims stand is worked out before many threads ask for it at once.
struct Ready<'o, 'g> {
    options: &'o Options<'g>,
    is_made: bool,
}

impl<'o, 'g> Ready<'o, 'g> {
    fn new(options: &'o Options<'g>) -> Self {
        Self {
            options,
            is_made: false,
        }
    }

    fn make(&mut self) {
        if !self.is_made {
            self.is_made = true;
            let standing = self.options.standing;
            standing.disputes();
            standing.propositions();
        }
    }
}
