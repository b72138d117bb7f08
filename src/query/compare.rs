//! `compare`: two speakers side by side.

use std::collections::BTreeSet;

use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Bearing, Dispute, Sought, Standing, Tell};
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
    let both = [a, b].map(|speaker| graph.claims_by(speaker));
    let fewer = both[usize::from(both[1].len() < both[0].len())];
    let why = Sought {
        rules: &[],
        tell: Tell::Why,
    };
    let (disputes, _) = standing.disputes_around(Some(fewer), why).into_parts();
    for dispute in disputes {
        if takes_part(graph, &dispute, a) && takes_part(graph, &dispute, b) {
            met.extend(dispute.claims.iter().copied());
            rows.push(disputed(dispute));
        }
    }
    for versions in standing.facts_of(fewer) {
        let agreeing = agreeing(graph, standing, versions, a, b);
        if !agreeing.is_empty() {
            met.extend(agreeing.iter().copied());
            rows.push(row("agree", None, agreeing));
        }
    }
    for speaker in [a, b] {
        let alone = graph.claims_by(speaker).iter().copied();
        let alone: Vec<ClaimId> = alone.filter(|claim| !met.contains(claim)).collect();
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

fn takes_part(graph: &Graph, dispute: &Dispute, speaker: EntityId) -> bool {
    let case = graph.case();
    let mut claims = dispute.claims.iter();
    claims.any(|claim| case.speaker(&case.claims.get(*claim)) == speaker)
}

/// Returns the versions of one fact by two speakers that may hold with one of the other's.
fn agreeing(
    graph: &Graph,
    standing: &Standing<'_>,
    mut versions: Vec<ClaimId>,
    a: EntityId,
    b: EntityId,
) -> Vec<ClaimId> {
    let case = graph.case();
    versions.retain(|id| [a, b].contains(&case.speaker(&case.claims.get(*id))));
    // Whoever is set against themselves agrees with themselves elsewhere.
    let bearing = match a == b {
        true => Bearing::Another,
        false => Bearing::Elsewhere,
    };
    standing.borne_out(&versions, bearing)
}

fn disputed(dispute: Dispute) -> Row {
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word("dispute"),
            Cell::Absent,
            Cell::Word(dispute.rule.as_str()),
            Cell::Word(dispute.certainty.as_str()),
            Cell::Written(dispute.why),
        ],
        claims: dispute.claims,
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
