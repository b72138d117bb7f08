//! `stats`: how much there is of everything.

use std::collections::BTreeMap;

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{Handle as _, Word};

/// Counts entities, sources, predicates and claims, each by kind, and how they hang together.
pub fn stats(graph: &Graph) -> Answer<'_> {
    let case = graph.case();
    let claims = || case.claims.iter().map(|(_, claim)| claim);
    let evidence: usize = case
        .claims
        .handles()
        .map(|id| case.claims.evidence(id).len())
        .sum();
    let mut rows = Vec::new();
    let mut count = |what: &'static str, total: usize, parts: BTreeMap<&'static str, usize>| {
        rows.push(row(what, "", total));
        rows.extend(parts.into_iter().map(|(of, number)| row(what, of, number)));
    };

    count(
        "entities",
        case.entities.len(),
        tally(case.entities.iter().map(|(_, entity)| entity.kind)),
    );
    count(
        "sources",
        case.sources.len(),
        tally(case.sources.iter().map(|(_, source)| source.kind)),
    );
    count(
        "predicates",
        case.predicates.len(),
        tally(case.predicates.iter().map(|(_, predicate)| predicate.kind)),
    );
    count(
        "claims",
        case.claims.len(),
        tally(claims().map(|claim| case.predicate(&claim).kind)),
    );
    count(
        "modality",
        case.claims.len(),
        tally(claims().map(|claim| claim.modality)),
    );
    count(
        "polarity",
        case.claims.len(),
        tally(claims().map(|claim| claim.polarity)),
    );
    count("speakers", speakers(graph), BTreeMap::new());
    count("evidence", evidence, BTreeMap::new());
    count("components", graph.components(), BTreeMap::new());
    let columns = vec![
        Column::text("what").grouped(),
        Column::text("of"),
        Column::number("count"),
    ];
    Answer::new(columns, rows.into_iter())
}

fn tally<W: Word>(words: impl Iterator<Item = W>) -> BTreeMap<&'static str, usize> {
    let mut counts = vec![0; W::ALL.len()];
    for word in words {
        counts[usize::from(word.number())] += 1;
    }
    let counted = W::ALL.iter().zip(counts);
    counted
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| (word.as_str(), count))
        .collect()
}

fn speakers(graph: &Graph) -> usize {
    let case = graph.case();
    let mut speaks = vec![false; case.entities.len()];
    for (_, claim) in case.claims.iter() {
        speaks[case.speaker(&claim).index()] = true;
    }
    speaks.into_iter().filter(|speaks| *speaks).count()
}

fn row(what: &'static str, of: &'static str, count: usize) -> Row {
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word(what),
            if of.is_empty() {
                Cell::Absent
            } else {
                Cell::Word(of)
            },
            count.into(),
        ],
        claims: Vec::new(),
    }
}
