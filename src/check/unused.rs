//! Records that nothing refers to.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Handle, Thing};

/// Reports entities, sources and predicates that no claim leads to.
pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    let mut entities = vec![false; case.entities.len()];
    let mut sources = vec![false; case.sources.len()];
    let mut predicates = vec![false; case.predicates.len()];
    for (id, claim) in case.claims.iter() {
        let ends = [Some(claim.subject), claim.object, claim.speaker];
        for entity in ends.into_iter().flatten() {
            entities[entity.index()] = true;
        }
        predicates[claim.predicate.index()] = true;
        sources[claim.source.index()] = true;
        for evidence in case.claims.evidence(id) {
            sources[evidence.source().index()] = true;
        }
    }
    // A source that reports one in use is in use itself; a chain is followed up to one that is known to be.
    for source in case
        .sources
        .handles()
        .filter(|source| sources[source.index()])
        .collect::<Vec<_>>()
    {
        let mut outer = case.sources.get(source).reported_in;
        while let Some(next) = outer.filter(|outer| !sources[outer.index()]) {
            sources[next.index()] = true;
            outer = case.sources.get(next).reported_in;
        }
    }
    for (source, record) in case.sources.iter() {
        if sources[source.index()] {
            entities[record.maker.index()] = true;
        }
    }
    for (predicate, record) in case.predicates.iter() {
        if predicates[predicate.index()] {
            // A predicate of which nothing is claimed may stand there for what it opposes.
            record
                .opposes
                .iter()
                .for_each(|opposite| predicates[opposite.index()] = true);
        }
    }
    let entities = case.entities.handles().filter(|id| !entities[id.index()]);
    entities.for_each(|id| {
        findings.push(unused(
            case,
            Thing::Entity(id),
            "no claim and no source in use names it",
        ))
    });
    let sources = case.sources.handles().filter(|id| !sources[id.index()]);
    sources.for_each(|id| findings.push(unused(case, Thing::Source(id), "no claim is made in it")));
    let predicates = case
        .predicates
        .handles()
        .filter(|id| !predicates[id.index()]);
    predicates.for_each(|id| findings.push(unused(case, Thing::Predicate(id), "no claim uses it")));
}

fn unused(case: &Case, thing: Thing, why: &str) -> Finding {
    Finding {
        code: Code::UnusedRecord,
        thing,
        field: "id",
        item: Item::Whole,
        message: format!("\"{}\" is not used: {why}", case.id_of(thing)),
        hint: Some("remove it, or claim something of it".to_owned()),
    }
}
