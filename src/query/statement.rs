//! The columns in which a claim is told, wherever claims are listed.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, Thing, Word};

/// Returns the columns of how a claim is put and by whom, which come last in every list of claims.
pub(super) fn manner_columns() -> [Column; 5] {
    [
        Column::text("when"),
        Column::text("modality").unless("asserted"),
        Column::text("polarity").unless("affirmed"),
        Column::labelled("speaker"),
        Column::text("claim"),
    ]
}

/// Returns the cells of [`manner_columns`].
pub(super) fn manner(graph: &Graph, id: ClaimId) -> [Cell; 5] {
    let case = graph.case();
    let claim = case.claims.get(id);
    [
        Cell::of(claim.when),
        Cell::Word(claim.modality.as_str()),
        Cell::Word(claim.polarity.as_str()),
        case.speaker(&claim).into(),
        id.into(),
    ]
}

/// Returns the columns in which a claim is told whole.
fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::labelled("subject"),
        Column::labelled("predicate"),
        Column::labelled("object"),
        Column::text("value"),
        Column::quantity("quantity"),
    ];
    columns.extend(manner_columns());
    columns
}

/// Returns an answer that tells claims whole, one a row.
pub(super) fn answer<'g>(
    graph: &'g Graph,
    claims: impl Iterator<Item = ClaimId> + 'g,
) -> Answer<'g> {
    Answer::of_things(columns(), claims, Thing::Claim, |id| row(graph, id))
}

/// Returns the row of a claim told whole.
fn row(graph: &Graph, id: ClaimId) -> Row {
    let claim = graph.case().claims.get(id);
    let mut cells = vec![
        claim.subject.into(),
        claim.predicate.into(),
        Cell::of(claim.object),
        Cell::of(graph.case().value(id)),
        Cell::of(graph.case().quantity(&claim)),
    ];
    cells.extend(manner(graph, id));
    Row {
        stands_for: Some(Thing::Claim(id)),
        cells,
        claims: vec![id],
    }
}
