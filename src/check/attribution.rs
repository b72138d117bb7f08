//! The chain of attribution: whether it ends.

use std::collections::BTreeSet;

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, SourceId, Thing};

/// Reports each circle of sources once, at its first source in the file.
pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    let mut reported = BTreeSet::new();
    for start in case.sources.handles() {
        let chain = case.chain(start);
        let innermost_again = chain
            .last()
            .and_then(|outermost| case.sources.get(*outermost).reported_in);
        let Some(again) = innermost_again else {
            continue;
        };
        let circle: Vec<SourceId> = chain
            .iter()
            .copied()
            .skip_while(|source| *source != again)
            .collect();
        let first = circle.iter().copied().min().unwrap_or(again);
        if reported.insert(first) {
            findings.push(in_a_circle(case, first));
        }
    }
}

fn in_a_circle(case: &Case, first: SourceId) -> Finding {
    let mut names: Vec<&str> = case
        .chain(first)
        .into_iter()
        .map(|source| case.text(case.sources.get(source).id))
        .collect();
    names.push(case.text(case.sources.get(first).id));
    Finding {
        code: Code::ReportedInCycle,
        thing: Thing::Source(first),
        field: "reported_in",
        item: Item::Whole,
        message: format!("sources are reported in one another: {}", names.join(" > ")),
        hint: Some(
            "the outermost is the document that is held, and is reported in nothing".to_owned(),
        ),
    }
}
