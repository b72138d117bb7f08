//! `scan`: what a text holds, and what no claim rests on yet.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::Word;
use crate::scan::{Cover, Coverage, Mention, Tally};
use crate::text::Index;

/// Lists the mentions in a text with their places and whether evidence covers them; or only those it does not cover.
pub fn scan<'g>(
    graph: &'g Graph,
    index: &Index<'_>,
    mentions: &[Mention],
    coverage: &Coverage,
    uncovered_only: bool,
) -> Answer<'g> {
    debug_assert!(
        mentions
            .iter()
            .all(|mention| mention.bytes.end <= index.text().len())
    );
    let columns = vec![
        Column::text("kind"),
        Column::text("words"),
        Column::text("value"),
        Column::text("entity"),
        Column::text("coverage"),
        Column::number("line"),
        Column::number("column"),
        Column::number("start"),
        Column::number("end"),
    ];
    let rows: Vec<Row> = mentions
        .iter()
        .zip(&coverage.covers)
        .zip(&coverage.claims)
        .filter(|((_, cover), _)| !uncovered_only || **cover == Cover::Uncovered)
        .map(|((mention, cover), claims)| Row {
            stands_for: None,
            cells: cells(graph, index, mention, *cover),
            claims: claims.clone(),
        })
        .collect();
    Answer::new(columns, rows.into_iter()).with_note(summary(coverage))
}

/// Lists how many mentions of each kind there are, and how many of them evidence covers.
pub fn coverage<'g>(coverage: &Coverage) -> Answer<'g> {
    let columns = vec![
        Column::text("what"),
        Column::number("found"),
        Column::number("covered"),
        Column::number("uncovered"),
        Column::number("excluded"),
        Column::number("percent"),
    ];
    let rows: Vec<Row> = coverage
        .tallies
        .iter()
        .map(|(what, tally)| Row {
            stands_for: None,
            cells: vec![
                Cell::Word(what),
                (tally.covered + tally.uncovered + tally.excluded).into(),
                tally.covered.into(),
                tally.uncovered.into(),
                tally.excluded.into(),
                tally.percent().into(),
            ],
            claims: Vec::new(),
        })
        .collect();
    Answer::new(columns, rows.into_iter())
}

fn cells(graph: &Graph, index: &Index<'_>, mention: &Mention, cover: Cover) -> Vec<Cell> {
    let entities = &graph.case().entities;
    let place = index.place(mention.bytes.start);
    let ids = mention
        .entities
        .iter()
        .map(|id| entities.get(*id).id.into());
    vec![
        Cell::Word(mention.kind.as_str()),
        index.text()[mention.bytes.clone()].to_owned().into(),
        Cell::of(mention.value.clone()),
        if mention.entities.is_empty() {
            Cell::Absent
        } else {
            Cell::List(ids.collect())
        },
        Cell::Word(cover.as_str()),
        place.line.into(),
        place.column.into(),
        index.point_of(mention.bytes.start).into(),
        index.point_of(mention.bytes.end).into(),
    ]
}

/// Returns coverage by kind in one line, without the kinds of which there are none.
fn summary(coverage: &Coverage) -> String {
    let some = coverage
        .tallies
        .iter()
        .filter(|(_, tally)| *tally != Tally::default());
    let parts: Vec<String> = some
        .map(|(what, tally)| {
            let counted = tally.covered + tally.uncovered;
            format!(
                "{what} {} of {counted} ({} %)",
                tally.covered,
                tally.percent()
            )
        })
        .collect();
    if parts.is_empty() {
        "no names or figures found".to_owned()
    } else {
        format!("covered: {}", parts.join(", "))
    }
}
