//! What became of the names in tables, and what was taken of rows that say different things, told after an import.

use super::draft::{Made, Setting};
use super::names::Used;
use super::slug::Space;
use crate::graph::Graph;
use crate::model::Handle;
use crate::text::listed;

/// Returns the remarks on an import, a sentence each.
pub(super) fn remarks(graph: &Graph, setting: &Setting<'_>, made: &Made) -> Vec<String> {
    let mut remarks = vec![entities(graph, made)];
    if made.repeated > 0 {
        remarks.push(format!(
            "{} of entities and sources say what an earlier row says, and count once",
            count(made.repeated, ["row", "rows"])
        ));
    }
    let added = made.added.get(&Space::Entities);
    let added = || added.into_iter().flatten();
    let written = |used: &Used| {
        let other = used.other_name.as_ref()?;
        Some(format!("{} ({other})", used.name))
    };
    let written: Vec<String> = added().filter_map(written).collect();
    if !written.is_empty() {
        remarks.push(format!(
            "{} written in several ways, and taken as one each: {}",
            count(written.len(), ["name is", "names are"]),
            listed(&written)
        ));
    }
    let kinds = |used: &Used| {
        let (other, at) = used.other_kind.as_ref()?;
        let kind = used.kind.as_ref()?;
        let tables = setting.tables.iter();
        let table = tables
            .map(|(table, _)| table)
            .find(|table| table.index == at.file)?;
        let line = table.file.place(at.row).line;
        let path = table.file.path().display();
        Some(format!(
            "{} ({}, at {path}:{line} {other})",
            used.label().0,
            kind.word
        ))
    };
    let kinds: Vec<String> = added().filter_map(kinds).collect();
    if !kinds.is_empty() {
        remarks.push(format!(
            "{} of different kinds in different rows, of which the first was taken; declare them in `entities.records` to say which: {}",
            count(kinds.len(), ["name is", "names are"]),
            listed(&kinds)
        ));
    }
    remarks
}

/// Says how many declared entities claims name, and how many were made of names.
fn entities(graph: &Graph, made: &Made) -> String {
    let case = graph.case();
    let mut is_named = vec![false; case.entities.len()];
    for (_, claim) in case.claims.iter() {
        let ends = [Some(claim.subject), claim.object, claim.speaker];
        ends.into_iter()
            .flatten()
            .for_each(|entity| is_named[entity.index()] = true);
    }
    for (_, source) in case.sources.iter() {
        is_named[source.maker.index()] = true;
    }
    let added = made.added.get(&Space::Entities).map_or(0, Vec::len);
    let all_named = is_named.iter().filter(|is_named| **is_named).count();
    // Whatever was made was made for being named.
    let matched = all_named.saturating_sub(added);
    let by_name = made
        .matched
        .iter()
        .filter(|(space, _)| *space == Space::Entities)
        .count();
    let by_name = match by_name {
        0 => String::new(),
        names => format!(
            ", {} by label, alias or another form of the id",
            count(names, ["name", "names"])
        ),
    };
    format!(
        "entities: {matched} of {} declared are named{by_name}; {added} made of names",
        case.entities.len() - added
    )
}

fn count(number: usize, [one, more]: [&str; 2]) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
