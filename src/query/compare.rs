//! `compare`: two speakers side by side.

use std::collections::BTreeSet;

use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Bearing, Focus, Matter, Sought, Standing, Tell, Verdict};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Word};

/// Lists where two speakers dispute, where they agree, where what they say is compatible, and what only one of them says.
///
/// Disputes come first, a matter a row, then the facts of which both say the same (`agree`) or what may both hold without
/// confirming each other (`compatible`), then for each speaker the claims that the other leaves alone, in one row.
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
    let sought = Sought {
        rules: &[],
        tell: Tell::Why,
        focus: Focus::Between([a, b]),
        matters: true,
    };
    let matters = standing.disputes_around(Some(fewer), sought).into_matters();
    for matter in matters {
        if takes_part(graph, &matter.disputed, a) && takes_part(graph, &matter.disputed, b) {
            met.extend(matter.disputed.iter().copied());
            rows.push(disputed(matter));
        }
    }
    // Whoever is set against themselves agrees with themselves elsewhere.
    let bearing = match a == b {
        true => Bearing::Another,
        false => Bearing::Elsewhere,
    };
    for mut versions in standing.facts_of(fewer) {
        versions.retain(|id| [a, b].contains(&speaker_of(graph, *id)));
        let agreeing = standing.borne_out(&versions, bearing);
        let mut compatible = compatible(graph, standing, &versions, bearing);
        compatible.retain(|id| agreeing.binary_search(id).is_err() && !met.contains(id));
        for (verdict, claims) in [("agree", agreeing), ("compatible", compatible)] {
            if !claims.is_empty() {
                met.extend(claims.iter().copied());
                rows.push(row(verdict, None, claims));
            }
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

fn takes_part(graph: &Graph, claims: &[ClaimId], speaker: EntityId) -> bool {
    claims
        .iter()
        .any(|claim| speaker_of(graph, *claim) == speaker)
}

fn speaker_of(graph: &Graph, claim: ClaimId) -> EntityId {
    graph.case().speaker(&graph.case().claims.get(claim))
}

/// Returns the versions that may hold with one of the other speaker's, without saying the same.
pub(super) fn compatible(
    graph: &Graph,
    standing: &Standing<'_>,
    versions: &[ClaimId],
    bearing: Bearing,
) -> Vec<ClaimId> {
    /// The most other versions that one version is compared with; if all of them contradict it, it belongs to their matter.
    const LOOKED_AT: usize = 256;
    let is_other = |a: ClaimId, b: ClaimId| match bearing {
        Bearing::Another => a != b,
        Bearing::Elsewhere | Bearing::Independent => speaker_of(graph, a) != speaker_of(graph, b),
    };
    let versions = versions.iter().copied();
    let compatible = versions.clone().filter(|id| {
        let mut others = versions.clone().filter(|other| is_other(*id, *other));
        let mut others = others.by_ref().take(LOOKED_AT);
        others.any(|other| standing.verdict(*id, other) == Some(Verdict::Compatible))
    });
    compatible.collect()
}

fn disputed(matter: Matter) -> Row {
    let rules: Vec<&str> = matter.rules.iter().map(|rule| rule.as_str()).collect();
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word("dispute"),
            Cell::Absent,
            Cell::Written(rules.join(", ")),
            Cell::Word(matter.certainty.as_str()),
            Cell::Written(matter.why),
        ],
        claims: matter.disputed,
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
