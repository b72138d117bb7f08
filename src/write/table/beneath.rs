//! What stands beneath a row: the evidence of its claims, or the claims themselves side by side.

use comfy_table::{ContentArrangement, Table, presets};

use crate::answer::{Cell, Claims, Row};
use crate::model::{ClaimId, Polarity, Thing, Word};
use crate::write::Options;

/// Returns the lines beneath a row.
pub(super) fn lines(row: &Row, claims: Claims, options: &Options<'_>) -> Vec<String> {
    match claims {
        Claims::SideBySide => side_by_side(&row.claims, options),
        Claims::Named | Claims::Unasked if options.evidence => {
            let evidence = row.claims.iter().flat_map(|claim| options.evidence(*claim));
            evidence.map(|line| format!("    {line}")).collect()
        }
        Claims::Named | Claims::InCamps | Claims::Unasked => Vec::new(),
    }
}

/// Returns claims in aligned columns: who says, when, what, how much, in which words, down which chain.
fn side_by_side(claims: &[ClaimId], options: &Options<'_>) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match options.width {
        Some(width) => {
            table.set_width(width.saturating_sub(4));
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    let rows: Vec<Vec<String>> = claims.iter().map(|claim| cells(*claim, options)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let said: Vec<usize> = (0..columns)
        .filter(|column| rows.iter().any(|row| !row[*column].is_empty()))
        .collect();
    for row in rows {
        table.add_row(said.iter().map(|column| row[*column].as_str()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
        .lines()
        .map(|line| format!("    {}", line.trim_end()))
        .collect()
}

fn cells(id: ClaimId, options: &Options<'_>) -> Vec<String> {
    let case = options.graph.case();
    let claim = case.claims.get(id);
    let words = |cell: Cell| options.words(&cell);
    let statement = [
        claim.subject.into(),
        claim.predicate.into(),
        Cell::of(claim.object),
        Cell::of(case.value(id)),
    ];
    let statement: Vec<String> = statement
        .map(words)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let mut manner = Vec::new();
    if !claim.modality.is_factual() {
        manner.push(claim.modality.as_str());
    }
    if claim.polarity == Polarity::Denied {
        manner.push(claim.polarity.as_str());
    }
    let quotes: Vec<String> = case
        .quotes(id)
        .map(|quote| format!("“{}”", options.shown(quote)))
        .collect();
    vec![
        words(case.speaker(&claim).into()),
        words(Cell::of(case.said_on(id))),
        statement.join(" "),
        words(Cell::of(case.quantity(&claim))),
        words(Cell::of(claim.when)),
        manner.join(", "),
        quotes.join(" "),
        options.chain(&case.attribution(&claim)),
        words(Cell::Thing(Thing::Claim(id))),
    ]
}
