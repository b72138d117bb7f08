//! Names of the case's entities, to tell an altered name from another altered word.

use aho_corasick::{AhoCorasick, MatchKind};

use super::places::cuts_word;
use crate::model::Case;

/// The most names that are looked for.
const MOST_NAMES: usize = 500_000;

/// What the entities of a case are called.
pub(super) struct Names(Option<AhoCorasick>);

impl Names {
    /// Returns the labels and aliases of the entities; of a very large case the first of them.
    pub fn of(case: &Case) -> Self {
        let entities = case.entities.iter();
        let names = entities.flat_map(|(_, entity)| {
            let labels = case.spans.pairs(entity.labels).map(|(_, label)| label);
            let names: Vec<_> = labels
                .chain(case.spans.texts(entity.aliases).iter().copied())
                .collect();
            names.into_iter().map(|name| case.text(name))
        });
        let names = names
            .filter(|name| name.chars().nth(1).is_some())
            .take(MOST_NAMES);
        let patterns = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(names);
        Self(patterns.ok())
    }

    /// Returns whether two texts hold different names.
    pub fn differ(&self, one: &str, other: &str) -> bool {
        self.within(one) != self.within(other)
    }

    fn within<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let Some(patterns) = &self.0 else {
            return Vec::new();
        };
        let found = patterns.find_iter(text).map(|found| found.range());
        let names = found.filter(|range| !cuts_word(text, range.clone()));
        names.map(|range| &text[range]).collect()
    }
}
