//! `flows`: money between entities, every version of it with its speaker.

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId};

/// Lists payments by pair of giver and receiver, those of one entity or all.
///
/// Pairs come in the order in which the data first speaks of them, and so do the claims of a pair.
pub fn flows(graph: &Graph, entity: Option<EntityId>) -> Answer<'_> {
    let mut payments = payments(graph, entity);
    let pair = |id: &ClaimId| {
        let claim = graph.case().claims.get(*id);
        (claim.subject, claim.object)
    };
    let mut first = std::collections::HashMap::new();
    for (place, payment) in payments.iter().enumerate() {
        first.entry(pair(payment)).or_insert(place);
    }
    payments.sort_by_key(|payment| first[&pair(payment)]);

    let mut columns = vec![
        Column::labelled("giver").grouped(),
        Column::labelled("receiver").grouped(),
        Column::labelled("predicate").grouped(),
        Column::quantity("quantity"),
    ];
    columns.extend(statement::manner_columns());
    Answer::new(
        columns,
        payments.into_iter().map(|payment| row(graph, payment)),
    )
}

fn payments(graph: &Graph, entity: Option<EntityId>) -> Vec<ClaimId> {
    let case = graph.case();
    let is_money = |id: &ClaimId| case.predicate(&case.claims.get(*id)).is_money();
    let Some(entity) = entity else {
        return case.claims.handles().filter(is_money).collect();
    };
    let both = [graph.claims_to(entity), graph.claims_from(entity)];
    let mut payments: Vec<ClaimId> = both.concat().into_iter().filter(is_money).collect();
    payments.sort_unstable();
    payments.dedup();
    payments
}

fn row(graph: &Graph, id: ClaimId) -> Row {
    let claim = graph.case().claims.get(id);
    let mut cells = vec![
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
