//! `predicates`: what can be claimed, with how often it is.

use super::groups::Groups;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityKind, PredicateId, Thing, Word};

/// Lists predicates with what they take and how many claims are made under each.
pub fn predicates(graph: &Graph) -> Answer<'_> {
    let case = graph.case();
    let under = Groups::of(graph, case.predicates.len(), |claim| claim.predicate);
    let columns = vec![
        Column::text("kind").grouped(),
        Column::labelled("predicate"),
        Column::text("id"),
        Column::text("domain"),
        Column::text("range"),
        Column::text("unit"),
        Column::number("claims"),
    ];
    let predicates = case.predicates.handles();
    Answer::of_things(columns, predicates, Thing::Predicate, move |id| {
        row(graph, id, under.get(id))
    })
}

fn row(graph: &Graph, id: PredicateId, claims: &[ClaimId]) -> Row {
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
        claims: claims.to_vec(),
    }
}

fn kinds(kinds: &[EntityKind]) -> Cell {
    Cell::List(kinds.iter().map(|kind| Cell::Word(kind.as_str())).collect())
}
