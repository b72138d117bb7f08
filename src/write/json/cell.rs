//! Cells of rows as JSON values.

use super::page::Page;
use super::text::Json;
use super::things;
use crate::answer::{Cell, Edge, Path};
use crate::model::{Quantity, Thing};
use crate::write::Options;

/// Returns a cell as JSON on one line, with things by their ids and labels: for formats whose cells are texts.
pub(in crate::write) fn brief(cell: &Cell, options: &Options<'_>) -> String {
    let mut out = Vec::new();
    value(cell, &Page::brief(options), &mut Json::new(&mut out));
    // JSON in the making is made of whole texts.
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a cell.
pub(super) fn value(cell: &Cell, page: &Page<'_, '_>, json: &mut Json<'_>) {
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
        Cell::Whole(thing) => whole(*thing, page, json),
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
        Cell::Edge(edge) => relationship(edge, None, page, json),
        Cell::Path(found) => path(found, page, json),
    }
}

/// Writes a thing whole, or by its id and label where that is enough.
fn whole(thing: Thing, page: &Page<'_, '_>, json: &mut Json<'_>) {
    match thing {
        thing if !page.is_brief => things::thing(thing, page, json),
        Thing::Entity(_) | Thing::Source(_) => page.reference(thing, json),
        Thing::Claim(_) | Thing::Predicate(_) => json.object(|json| page.id(thing, json.key("id"))),
    }
}

/// Writes a relationship with its ends; in a path, with the direction in which it is walked.
fn relationship(edge: &Edge, direction: Option<&str>, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let end = |thing, json: &mut Json<'_>| match thing {
        Thing::Entity(_) | Thing::Source(_) => page.reference(thing, json),
        Thing::Claim(_) | Thing::Predicate(_) => json.object(|json| page.id(thing, json.key("id"))),
    };
    json.object(|json| {
        json.key("type").text(&edge.kind);
        if let Some(direction) = direction {
            json.key("direction").text(direction);
        }
        end(edge.start, json.key("start"));
        end(edge.end, json.key("end"));
        match edge.claim {
            Some(claim) => whole(Thing::Claim(claim), page, json.key("claim")),
            None => json.key("properties").object(|json| {
                for (key, cell) in &edge.properties {
                    value(cell, page, json.named(key));
                }
            }),
        }
    });
}

/// Writes a path as the list of its nodes with the relationships between them.
fn path(path: &Path, page: &Page<'_, '_>, json: &mut Json<'_>) {
    json.list(|json| {
        whole(path.start, page, json.item());
        for step in &path.steps {
            let direction = if step.forwards { "->" } else { "<-" };
            relationship(&step.edge, Some(direction), page, json.item());
            whole(step.to, page, json.item());
        }
    });
}

/// Writes a quantity: its text, and its ends as decimal strings in whole units.
pub(super) fn quantity(quantity: &Quantity, page: &Page<'_, '_>, json: &mut Json<'_>) {
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
