//! `predicates`: what can be claimed, with how often it is.

use super::groups::Groups;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, EntityKind, KindId, PredicateId, Range, Thing, Word};

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
        Column::text("value"),
        Column::number("claims"),
    ];
    let predicates = case.predicates.handles();
    Answer::of_things(columns, predicates, Thing::Predicate, move |id| {
        row(graph, id, under.get(id))
    })
}

fn row(graph: &Graph, id: PredicateId, claims: &[ClaimId]) -> Row {
    let case = graph.case();
    let predicate = &case.predicates[id];
    Row {
        stands_for: Some(Thing::Predicate(id)),
        cells: vec![
            Cell::Word(predicate.kind.as_str()),
            id.into(),
            predicate.id.into(),
            match &*predicate.domain {
                [] => ANY,
                kinds => Cell::List(words(case, kinds).collect()),
            },
            match &predicate.range {
                Range::Nothing => Cell::Absent,
                Range::Anything => ANY,
                Range::Kinds(kinds) => Cell::List(words(case, kinds).collect()),
            },
            predicate
                .unit
                .map_or(Cell::Absent, |unit| Cell::Word(unit.as_str())),
            predicate
                .value
                .map_or(Cell::Absent, |value| Cell::Word(value.as_str())),
            claims.len().into(),
        ],
        claims: claims.to_vec(),
    }
}

/// What stands for entities of every kind.
const ANY: Cell = Cell::Word("any");

fn words<'c>(case: &'c Case, kinds: &'c [KindId<EntityKind>]) -> impl Iterator<Item = Cell> + 'c {
    let kinds = kinds.iter();
    kinds.map(|kind| Cell::kind(&case.entity_kinds, *kind))
}
