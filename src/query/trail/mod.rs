//! `trail`: where money goes, payment after payment, in order of time.

mod payments;
mod search;

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Certainty, Standing};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Modality, Word};
use payments::Payments;
use search::{Found, Step, Trail};

/// Which trails are asked for.
#[derive(Debug, Clone)]
pub struct Trails {
    /// Who pays first.
    pub from: EntityId,
    /// Who is paid last; anyone, if nobody is named.
    pub to: Option<EntityId>,
    /// The most steps a trail may have.
    pub max_hops: usize,
    /// The most trails that are listed.
    pub most: usize,
    /// How a payment may be put to count, beside asserted.
    pub include: Vec<Modality>,
}

/// Lists money trails: someone pays, then who was paid pays on, no step before the one before it.
///
/// Trails come in order of time, step by step. A step is one payment with all its versions that affirm it. It is
/// possible, not certain, when the dates leave open whether it came after the step before. No trail meets an entity
/// twice, but it may end where it began. Without an end, each trail is followed as far as it goes.
pub fn trail<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Trails) -> Answer<'g> {
    let payments = Payments::new(graph, standing, &wanted.include);
    let Found {
        trails,
        capped,
        gave_up,
        cut,
    } = search::search(&payments, wanted);
    let columns = [
        Column::number("trail").grouped(),
        Column::number("step").grouped(),
        Column::text("certainty").unless(Certainty::Certain.as_str()),
        Column::labelled("giver").grouped(),
        Column::labelled("predicate"),
        Column::labelled("receiver"),
        Column::quantity("quantity"),
    ];
    let rows = trails.into_iter().zip(1_u64..);
    let rows = rows.flat_map(move |(trail, number)| rows_of(&payments, &trail, number));
    let mut answer = Answer::new(
        columns
            .into_iter()
            .chain(statement::manner_columns())
            .collect(),
        rows,
    );
    if capped {
        answer = answer.with_note(format!(
            "--most {} is reached: there are more trails",
            wanted.most
        ));
    }
    if gave_up {
        answer = answer.with_note(format!(
            "the search stopped after {} steps; there may be more trails",
            search::MOST_STEPS
        ));
    }
    if cut {
        answer = answer.with_note(format!(
            "some trails go on past --max-hops {}",
            wanted.max_hops
        ));
    }
    answer
}

fn rows_of(payments: &Payments<'_>, trail: &Trail, number: u64) -> Vec<Row> {
    let mut rows = Vec::new();
    for (step, place) in trail.iter().zip(1_u64..) {
        for version in payments.versions(step.payment) {
            rows.push(row(payments.graph, [number, place], step, version));
        }
    }
    rows
}

fn row(graph: &Graph, numbers: [u64; 2], step: &Step, id: ClaimId) -> Row {
    let claim = graph.case().claims.get(id);
    let mut cells: Vec<Cell> = numbers.map(Cell::Number).into();
    cells.extend([
        Cell::Word(step.certainty.as_str()),
        claim.subject.into(),
        claim.predicate.into(),
        Cell::of(claim.object),
        Cell::of(graph.case().quantity(&claim)),
    ]);
    cells.extend(statement::manner(graph, id));
    Row {
        stands_for: None,
        cells,
        claims: vec![id],
    }
}
