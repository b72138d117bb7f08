//! Labels: what a thing is called, in several languages.

use super::{Pool, TextId};

/// The labels of one thing by language, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub struct Labels(Box<[(TextId, TextId)]>);

impl Labels {
    /// Returns labels of pairs of language (BCP 47: `en`, `zh`) and label.
    pub fn new(labels: Vec<(TextId, TextId)>) -> Self {
        Self(labels.into_boxed_slice())
    }

    /// Returns the label in a language, else the English one, else the first; `None` when there are no labels.
    pub fn in_language(&self, lang: &str, pool: &Pool) -> Option<TextId> {
        let of = |lang: &str| {
            let found = self
                .0
                .iter()
                .find(|(language, _)| pool.get(*language) == lang);
            found.map(|(_, label)| *label)
        };
        of(lang)
            .or_else(|| of("en"))
            .or_else(|| self.0.first().map(|(_, label)| *label))
    }

    /// Returns pairs of language and label, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (TextId, TextId)> + '_ {
        self.0.iter().copied()
    }
}
