//! Which mentions some claim rests on, and how many of each kind do.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Exclusions, Kind, Mention};
use crate::model::{Case, ClaimId, EntityId, SourceId, Word, words};
use crate::text::Index;

words! {
    /// Whether some claim rests on a mention.
    Cover {
        /// The evidence of a claim holds it.
        Covered = "covered",
        /// No evidence holds it.
        Uncovered = "uncovered",
        /// It is left out of account, with a reason.
        Excluded = "excluded",
    }
}

/// Which mentions of a text claims rest on.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// For each mention, whether it is covered.
    pub covers: Vec<Cover>,
    /// For each mention, the claims whose evidence holds it.
    pub claims: Vec<Vec<ClaimId>>,
    /// How many there are, what by what: each kind, then `figures`, `mentions` and `names`.
    pub tallies: Vec<(&'static str, Tally)>,
    /// How many exclusions from the source do not stand in the text.
    pub astray: usize,
}

/// How many of something there are, and how many of them are covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are covered.
    pub covered: usize,
    /// How many are not.
    pub uncovered: usize,
    /// How many are left out of account.
    pub excluded: usize,
}

impl Tally {
    /// Returns whether at least so many in a hundred are covered of those that count; none of none is all.
    pub fn reaches(self, percent: u32) -> bool {
        self.covered * 100 >= (self.covered + self.uncovered) * percent as usize
    }

    /// Returns how many in a hundred are covered of those that count, rounded down; none of none is all.
    pub fn percent(self) -> usize {
        match self.covered + self.uncovered {
            0 => 100,
            all => self.covered * 100 / all,
        }
    }

    fn add(&mut self, cover: Cover) {
        match cover {
            Cover::Covered => self.covered += 1,
            Cover::Uncovered => self.uncovered += 1,
            Cover::Excluded => self.excluded += 1,
        }
    }
}

/// Returns what coverage is told of: each kind of figure, all `figures`, all `mentions` of names, and `names`.
pub fn tallied() -> impl Iterator<Item = &'static str> {
    tallies(&[], &[]).into_iter().map(|(what, _)| what)
}

/// Returns which mentions are held by evidence from a source, of which this is the text; without a source none is.
///
/// Only evidence that stands where it is said to stand counts. A name is covered also when evidence holds a shorter name
/// of the same entity within it. Of the tallies, `figures` are all mentions but names,
/// `mentions` are names by place, and `names` are the entities named: one covered mention covers an entity.
pub fn coverage(
    case: &Case,
    source: Option<SourceId>,
    index: &Index<'_>,
    mentions: &[Mention],
    exclusions: &Exclusions,
) -> Coverage {
    let evidence = source.map_or_else(Vec::new, |source| evidence(case, source, index));
    let longest = evidence
        .iter()
        .map(|(range, _)| range.len())
        .max()
        .unwrap_or(0);
    let (excluded, astray) = source.map_or_else(Default::default, |source| {
        exclusions.within(case, source, index)
    });
    let mut coverage = Coverage {
        astray,
        ..Coverage::default()
    };
    for mention in mentions {
        let names = || std::iter::once(&mention.bytes).chain(&mention.within);
        let mut claims: Vec<ClaimId> = names()
            .flat_map(|name| {
                let from = evidence.partition_point(|(range, _)| range.start + longest < name.end);
                let near = evidence[from..]
                    .iter()
                    .take_while(|(range, _)| range.start <= name.start);
                near.filter(|(range, _)| holds(range, name))
                    .map(|(_, claim)| *claim)
            })
            .collect();
        claims.sort_unstable();
        claims.dedup();
        coverage.covers.push(if !claims.is_empty() {
            Cover::Covered
        } else if excluded.iter().any(|range| holds(range, &mention.bytes)) {
            Cover::Excluded
        } else {
            Cover::Uncovered
        });
        coverage.claims.push(claims);
    }
    coverage.tallies = tallies(mentions, &coverage.covers);
    coverage
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Returns the evidence from a source that stands in its place, as bytes in order.
fn evidence(case: &Case, source: SourceId, index: &Index<'_>) -> Vec<(Range<usize>, ClaimId)> {
    let mut ranges = Vec::new();
    for claim in case.claims.handles() {
        for evidence in case.claims.evidence(claim) {
            let quote = case.text(evidence.quote());
            let start = index.byte_of(evidence.start() as usize);
            if evidence.source() == source
                && let Some(start) = start
                && index.text()[start..].starts_with(quote)
            {
                ranges.push((start..start + quote.len(), claim));
            }
        }
    }
    ranges.sort_by_key(|(range, claim)| (range.start, range.end, *claim));
    ranges
}

fn tallies(mentions: &[Mention], covers: &[Cover]) -> Vec<(&'static str, Tally)> {
    let mut kinds: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut figures = Tally::default();
    let mut entities: BTreeMap<&[EntityId], Cover> = BTreeMap::new();
    for (mention, cover) in mentions.iter().zip(covers) {
        kinds.entry(mention.kind).or_default().add(*cover);
        if mention.kind == Kind::Name {
            // The best of an entity's mentions counts for it; a name of several entities counts for them together.
            let best = entities.entry(&mention.entities).or_insert(*cover);
            *best = (*best).min(*cover);
        } else {
            figures.add(*cover);
        }
    }
    let mut names = Tally::default();
    entities.into_values().for_each(|cover| names.add(cover));
    let of = |kind: &Kind| kinds.get(kind).copied().unwrap_or_default();
    Kind::ALL
        .iter()
        .filter(|kind| **kind != Kind::Name)
        .map(|kind| (kind.as_str(), of(kind)))
        .chain([
            ("figures", figures),
            ("mentions", of(&Kind::Name)),
            ("names", names),
        ])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_percent_is_all() {
        let tally = Tally {
            covered: 999,
            uncovered: 1,
            excluded: 5,
        };
        assert_eq!(tally.percent(), 99);
        assert!(!tally.reaches(100) && tally.reaches(99));
        assert!(Tally::default().reaches(100));
    }
}
