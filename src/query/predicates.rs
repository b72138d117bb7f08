//! `predicates`: what can be claimed, with how often it is.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityKind, Handle, PredicateId, Thing, Word};

/// Lists predicates with what they take and how many claims are made under each.
pub fn predicates(graph: &Graph) -> Answer<'_> {
    let case = graph.case();
    let mut under: Vec<Vec<ClaimId>> = vec![Vec::new(); case.predicates.len()];
    for (id, claim) in case.claims.iter() {
        under[claim.predicate.index()].push(id);
    }
    let columns = vec![
        Column::text("kind").grouped(),
        Column::labelled("predicate"),
        Column::text("id"),
        Column::text("domain"),
        Column::text("range"),
        Column::text("unit"),
        Column::number("claims"),
    ];
    let rows = case.predicates.handles().zip(under);
    Answer::new(columns, rows.map(|(id, claims)| row(graph, id, claims)))
}

fn row(graph: &Graph, id: PredicateId, claims: Vec<ClaimId>) -> Row {
    let predicate = &graph.case().predicates[id];
    Row {
        stands_for: Some(Thing::Predicate(id)),
        cells: vec![
            Cell::Word(predicate.kind.as_str()),
            id.into(),
            predicate.id.into(),
            kinds(&predicate.domain),
            kinds(&predicate.range),
            predicate
                .unit
                .map_or(Cell::Absent, |unit| Cell::Word(unit.as_str())),
            claims.len().into(),
        ],
        claims,
    }
}

fn kinds(kinds: &[EntityKind]) -> Cell {
    Cell::List(kinds.iter().map(|kind| Cell::Word(kind.as_str())).collect())
}
