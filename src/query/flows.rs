//! `flows`: money between entities, every version of it with its speaker.

use super::statement;
use super::total::homes;
use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::Facts;
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId};

/// Lists payments by pair of giver and receiver, those of one entity or all, the versions of one payment side by side.
///
/// Pairs come in the order in which the data first speaks of them, and so do the payments of a pair; the column `payment`
/// has one number for all versions of one.
pub fn flows(graph: &Graph, entity: Option<EntityId>) -> Answer<'_> {
    let facts = Facts::of_payments(graph, homes(graph, entity), entity);
    let mut payments: Vec<&[ClaimId]> = facts.all().map(|fact| fact.versions).collect();
    payments.sort_unstable();
    let pair = |payment: &[ClaimId]| {
        let claim = graph.case().claims.get(payment[0]);
        (claim.subject, claim.object)
    };
    let mut first = std::collections::HashMap::new();
    for (place, payment) in payments.iter().enumerate() {
        first.entry(pair(payment)).or_insert(place);
    }
    payments.sort_by_key(|payment| first[&pair(payment)]);
    let numbered = payments.iter().zip(1_u64..);
    let versions =
        numbered.flat_map(|(payment, number)| payment.iter().map(move |id| (number, *id)));
    let versions: Vec<(u64, ClaimId)> = versions.collect();

    let mut columns = vec![
        Column::number("payment").grouped(),
        Column::labelled("giver").grouped(),
        Column::labelled("receiver").grouped(),
        Column::labelled("predicate").grouped(),
        Column::quantity("quantity"),
    ];
    columns.extend(statement::manner_columns());
    let rows = versions.into_iter();
    Answer::new(columns, rows.map(|(number, id)| row(graph, number, id)))
}

fn row(graph: &Graph, number: u64, id: ClaimId) -> Row {
    let claim = graph.case().claims.get(id);
    let mut cells = vec![
        Cell::Number(number),
        claim.subject.into(),
        Cell::of(claim.object),
        claim.predicate.into(),
        Cell::of(graph.case().quantity(&claim)),
    ];
    cells.extend(statement::manner(graph, id));
    Row {
        stands_for: None,
        cells,
        claims: vec![id],
    }
}
