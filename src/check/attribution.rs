//! The chain of attribution: whether it ends, and soon enough to be printed with each claim.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Handle, LONGEST_CHAIN, SourceId, Thing};
use crate::text::LISTED;

/// Reports each circle of sources once, at its first source in the file, and each chain where it becomes too long.
pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    let mut links: Vec<Links> = vec![Links::Unknown; case.sources.len()];
    let mut circles = Vec::new();
    let mut path: Vec<SourceId> = Vec::new();
    for start in case.sources.handles() {
        // Up to a source whose chain is known, or that is reported in none, or that the way itself led through.
        let mut here = Some(start);
        while let Some(source) = here.filter(|source| links[source.index()] == Links::Unknown) {
            links[source.index()] = Links::OnTheWay;
            path.push(source);
            here = case.sources.get(source).reported_in;
        }
        let mut is_endless = false;
        let mut count = match here.map(|source| links[source.index()]) {
            None => None,
            Some(Links::Known(count)) => Some(count),
            Some(Links::OnTheWay | Links::Unknown) => {
                let circle = path
                    .iter()
                    .copied()
                    .skip_while(|source| Some(*source) != here);
                circles.extend(circle.min());
                is_endless = true;
                None
            }
        };
        while let Some(source) = path.pop() {
            let own = count.filter(|_| !is_endless).map_or(0, |count| count + 1);
            links[source.index()] = Links::Known(own);
            // Every longer chain has this one in it.
            if own == LONGEST_CHAIN + 1 {
                findings.push(too_long(source));
            }
            count = Some(own);
        }
    }
    circles.sort();
    circles
        .into_iter()
        .for_each(|first| findings.push(in_a_circle(case, first)));
}

/// How many links lie between a source and the outermost one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Links {
    Unknown,
    OnTheWay,
    Known(usize),
}

fn too_long(source: SourceId) -> Finding {
    Finding {
        code: Code::LongChain,
        thing: Thing::Source(source),
        field: "reported_in",
        item: Item::Whole,
        message: format!("it is reported in another source over more than {LONGEST_CHAIN} links"),
        hint: Some("name the document that is held, and leave out who passed it on".to_owned()),
    }
}

fn in_a_circle(case: &Case, first: SourceId) -> Finding {
    let id = |source: SourceId| case.text(case.sources.get(source).id);
    let mut names = vec![id(first)];
    let (mut here, mut more) = (case.sources.get(first).reported_in, 0);
    while let Some(source) = here.filter(|source| *source != first) {
        match names.len() < LISTED {
            true => names.push(id(source)),
            false => more += 1,
        }
        here = case.sources.get(source).reported_in;
    }
    let more = match more {
        0 => String::new(),
        more => format!(" > {more} more"),
    };
    Finding {
        code: Code::ReportedInCycle,
        thing: Thing::Source(first),
        field: "reported_in",
        item: Item::Whole,
        message: format!(
            "sources are reported in one another: {}{more} > {}",
            names.join(" > "),
            id(first)
        ),
        hint: Some(
            "the outermost is the document that is held, and is reported in nothing".to_owned(),
        ),
    }
}
