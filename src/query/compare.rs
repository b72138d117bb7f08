//! `compare`: two speakers side by side.

use std::collections::BTreeSet;

use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Dispute, Standing};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Word};

/// Lists where two speakers dispute, where they agree, and what only one of them says.
///
/// Disputes come first, then the facts that both tell so that both may hold, then for each speaker the claims that the
/// other leaves alone, in one row.
pub fn compare<'g>(
    graph: &'g Graph,
    standing: &'g Standing<'g>,
    a: EntityId,
    b: EntityId,
) -> Answer<'g> {
    let mut met = BTreeSet::new();
    let mut rows = Vec::new();
    for dispute in standing.disputes().all() {
        if takes_part(graph, dispute, a) && takes_part(graph, dispute, b) {
            met.extend(dispute.claims.iter().copied());
            rows.push(disputed(dispute));
        }
    }
    for versions in standing.propositions().all() {
        let agreeing = agreeing(graph, standing, versions, a, b);
        if !agreeing.is_empty() {
            met.extend(agreeing.iter().copied());
            rows.push(row("agree", None, agreeing));
        }
    }
    for speaker in [a, b] {
        let alone = claims_of(graph, speaker).filter(|claim| !met.contains(claim));
        let alone: Vec<ClaimId> = alone.collect();
        if !alone.is_empty() {
            rows.push(row("only", Some(speaker), alone));
        }
    }
    let columns = vec![
        Column::text("verdict"),
        Column::labelled("speaker"),
        Column::text("rule"),
        Column::text("certainty"),
        Column::text("why"),
    ];
    let mut answer = Answer::new(columns, rows.into_iter()).side_by_side();
    answer.sides = Some((a, b));
    answer
}

fn claims_of(graph: &Graph, speaker: EntityId) -> impl Iterator<Item = ClaimId> {
    let case = graph.case();
    let claims = case.claims.iter();
    claims
        .filter(move |(_, claim)| case.speaker(claim) == speaker)
        .map(|(id, _)| id)
}

fn takes_part(graph: &Graph, dispute: &Dispute, speaker: EntityId) -> bool {
    let case = graph.case();
    let mut claims = dispute.claims.iter();
    claims.any(|claim| case.speaker(&case.claims.get(*claim)) == speaker)
}

/// Returns the versions of one fact by two speakers that may hold with one of the other's.
fn agreeing(
    graph: &Graph,
    standing: &Standing<'_>,
    versions: &[ClaimId],
    a: EntityId,
    b: EntityId,
) -> Vec<ClaimId> {
    let case = graph.case();
    let of = |speaker| {
        let versions = versions.iter().copied();
        versions.filter(move |id| case.speaker(&case.claims.get(*id)) == speaker)
    };
    let mut agreeing: Vec<ClaimId> = of(a)
        .flat_map(|first| of(b).map(move |second| [first, second]))
        .filter(|[first, second]| first != second && standing.agree(*first, *second))
        .flatten()
        .collect();
    agreeing.sort_unstable();
    agreeing.dedup();
    agreeing
}

fn disputed(dispute: &Dispute) -> Row {
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word("dispute"),
            Cell::Absent,
            Cell::Word(dispute.rule.as_str()),
            Cell::Word(dispute.certainty.as_str()),
            Cell::Written(dispute.why.clone()),
        ],
        claims: dispute.claims.clone(),
    }
}

fn row(verdict: &'static str, speaker: Option<EntityId>, claims: Vec<ClaimId>) -> Row {
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word(verdict),
            Cell::of(speaker),
            Cell::Absent,
            Cell::Absent,
            Cell::Absent,
        ],
        claims,
    }
}
