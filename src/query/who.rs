//! `who`: what a speaker has claimed, about whom, and what others make of it.

use std::collections::BTreeMap;

use super::compare::compatible;
use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Bearing, Standing};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId};

/// Lists whom a speaker's claims are about, with how many there are and how many others support, leave possible, dispute
/// or leave alone.
///
/// A claim is supported when someone else says the same, and disputed when it takes part in a dispute with someone else's;
/// it may be both. It is compatible when it is neither and someone else tells the same fact so that both may hold.
pub fn who<'g>(graph: &'g Graph, standing: &'g Standing<'g>, speaker: EntityId) -> Answer<'g> {
    let said = graph.claims_by(speaker);
    let mut about = BTreeMap::<EntityId, Vec<ClaimId>>::new();
    for (subject, id) in graph.walk_by(speaker).ends() {
        about.entry(subject).or_default().push(id);
    }
    let mut supported: Vec<ClaimId> = standing
        .facts_of(said)
        .iter()
        .flat_map(|versions| standing.borne_out(versions, Bearing::Elsewhere))
        .collect();
    supported.sort_unstable();
    let facts = standing.facts_of(said);
    let mut compatible: Vec<ClaimId> = facts
        .iter()
        .flat_map(|versions| compatible(graph, standing, versions, Bearing::Elsewhere))
        .collect();
    compatible.sort_unstable();
    let mut about: Vec<(EntityId, Vec<ClaimId>)> = about.into_iter().collect();
    about.sort_by_key(|(entity, claims)| (std::cmp::Reverse(claims.len()), *entity));
    let columns = vec![
        Column::labelled("about"),
        Column::number("claims"),
        Column::number("supported"),
        Column::number("compatible"),
        Column::number("disputed"),
        Column::number("alone"),
    ];
    Answer::new(
        columns,
        about.into_iter().map(move |(entity, claims)| {
            row(graph, standing, [&supported, &compatible], entity, claims)
        }),
    )
}

fn row(
    graph: &Graph,
    standing: &Standing<'_>,
    [supported, compatible]: [&[ClaimId]; 2],
    about: EntityId,
    claims: Vec<ClaimId>,
) -> Row {
    let case = graph.case();
    let elsewhere = |a: ClaimId, b: ClaimId| {
        case.speaker(&case.claims.get(a)) != case.speaker(&case.claims.get(b))
    };
    let supported = |id: &ClaimId| supported.binary_search(id).is_ok();
    let disputed = |id: &ClaimId| {
        standing
            .disputed_by(*id)
            .iter()
            .any(|(other, _)| elsewhere(*id, *other))
    };
    let compatible =
        |id: &ClaimId| compatible.binary_search(id).is_ok() && !supported(id) && !disputed(id);
    let count =
        |holds: &dyn Fn(&ClaimId) -> bool| Cell::from(claims.iter().filter(|id| holds(id)).count());
    let cells = vec![
        about.into(),
        claims.len().into(),
        count(&supported),
        count(&compatible),
        count(&disputed),
        count(&|id| !supported(id) && !compatible(id) && !disputed(id)),
    ];
    Row {
        stands_for: None,
        cells,
        claims,
    }
}
