//! `stats`: how much there is of everything.

use std::collections::BTreeMap;

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{BuiltIn, Handle as _, KindId, Kinds, Pool, Word};

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
    let mut count = |what: &'static str, total: usize, parts: Vec<(Cell, usize)>| {
        rows.push(row(what, Cell::Absent, total));
        rows.extend(parts.into_iter().map(|(of, number)| row(what, of, number)));
    };

    count(
        "entities",
        case.entities.len(),
        kinds(
            &case.entity_kinds,
            &case.pool,
            case.entities.iter().map(|(_, entity)| entity.kind),
        ),
    );
    count(
        "sources",
        case.sources.len(),
        kinds(
            &case.source_kinds,
            &case.pool,
            case.sources.iter().map(|(_, source)| source.kind),
        ),
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
    count("speakers", speakers(graph), Vec::new());
    count("evidence", evidence, Vec::new());
    count("components", graph.components(), Vec::new());
    let columns = vec![
        Column::text("what").grouped(),
        Column::text("of"),
        Column::number("count"),
    ];
    Answer::new(columns, rows.into_iter())
}

/// Counts words, in the order of the alphabet.
fn tally<W: Word>(words: impl Iterator<Item = W>) -> Vec<(Cell, usize)> {
    let mut counts = vec![0; W::ALL.len()];
    for word in words {
        counts[usize::from(word.number())] += 1;
    }
    let counted = W::ALL.iter().zip(counts);
    let counted: BTreeMap<&'static str, usize> = counted
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| (word.as_str(), count))
        .collect();
    let counted = counted.into_iter();
    counted
        .map(|(word, count)| (Cell::Word(word), count))
        .collect()
}

/// Counts kinds, each by itself, in the order of the alphabet.
fn kinds<K: BuiltIn>(
    all: &Kinds<K>,
    pool: &Pool,
    kinds: impl Iterator<Item = KindId<K>>,
) -> Vec<(Cell, usize)> {
    let mut counts = vec![0; all.len()];
    for kind in kinds {
        counts[kind.index()] += 1;
    }
    let counted = all.all().zip(counts);
    let mut counted: Vec<(KindId<K>, usize)> = counted.filter(|(_, count)| *count > 0).collect();
    counted.sort_by_key(|(kind, _)| all.word(*kind, pool));
    let counted = counted.into_iter();
    counted
        .map(|(kind, count)| (Cell::kind(all, kind), count))
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

fn row(what: &'static str, of: Cell, count: usize) -> Row {
    Row {
        stands_for: None,
        cells: vec![Cell::Word(what), of, count.into()],
        claims: Vec::new(),
    }
}
