//! `path`: how two entities hang together, and on whose word.

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::{Direction, Graph, Route, Shortest, Step};
use crate::model::{ClaimId, EntityId, Polarity, PredicateId, Terms};

/// How paths are searched.
#[derive(Debug, Clone)]
pub struct Search {
    /// Every path is asked for, not a shortest one.
    pub all: bool,
    /// The most steps a path may have.
    pub max_hops: usize,
    /// The most paths that are listed.
    pub most: usize,
    /// The predicates a step may rest on; any, if there are none.
    pub via: Vec<PredicateId>,
    /// Steps go from subject to object only.
    pub directed: bool,
}

/// Lists the steps of paths between two entities, each with the claims behind it. Denied claims connect nothing.
pub fn path<'g>(graph: &'g Graph, from: EntityId, to: EntityId, search: &Search) -> Answer<'g> {
    let keep = |terms: Terms| {
        terms.polarity() == Polarity::Affirmed
            && (search.via.is_empty() || search.via.contains(&terms.predicate()))
    };
    let direction = if search.directed {
        Direction::Forward
    } else {
        Direction::Either
    };
    let (routes, capped) = if search.all {
        graph.all_routes(from, to, direction, search.max_hops, search.most, keep)
    } else {
        let route = Shortest::new(graph, direction).route(from, to, search.max_hops, keep);
        (route.into_iter().collect(), false)
    };
    let columns = [
        Column::number("path").grouped(),
        Column::number("step").grouped(),
        Column::labelled("from").grouped(),
        Column::labelled("predicate"),
        Column::labelled("to"),
        Column::quantity("quantity"),
    ];
    let rows = routes.into_iter().zip(1_u64..);
    let rows = rows.flat_map(move |(route, number)| rows_of(graph, route, number));
    let answer = Answer::new(
        columns
            .into_iter()
            .chain(statement::manner_columns())
            .collect(),
        rows,
    );
    if capped {
        answer.with_note(format!(
            "only the first {} paths are listed; there are more",
            search.most
        ))
    } else {
        answer
    }
}

fn rows_of(graph: &Graph, route: Route, path: u64) -> Vec<Row> {
    let steps = route.into_iter().zip(1_u64..);
    steps
        .flat_map(|(step, number)| {
            let rows: Vec<Row> = step
                .claims
                .iter()
                .map(|claim| row(graph, path, number, &step, *claim))
                .collect();
            rows
        })
        .collect()
}

fn row(graph: &Graph, path: u64, number: u64, step: &Step, id: ClaimId) -> Row {
    let claim = graph.case().claims.get(id);
    let forward = claim.subject == step.from;
    let mut cells = vec![
        Cell::Number(path),
        Cell::Number(number),
        step.from.into(),
        if forward {
            claim.predicate.into()
        } else {
            Cell::Inverse(claim.predicate)
        },
        step.to.into(),
        Cell::of(graph.case().quantity(&claim)),
    ];
    cells.extend(statement::manner(graph, id));
    Row {
        stands_for: None,
        cells,
        claims: vec![id],
    }
}
