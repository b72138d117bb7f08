//! The words around a fragment, which tell its place where they are given.

use std::ops::Range;

use super::find::Fragment;
use super::form::fold;
use super::places::FormPlace;
use crate::text::Index;

/// The words that are to stand directly before and after a fragment, in whatever form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub prefix: Option<&'a str>,
    pub suffix: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub fn of(fragment: &Fragment<'a>) -> Self {
        Self {
            prefix: fragment.prefix,
            suffix: fragment.suffix,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.prefix.is_none() && self.suffix.is_none()
    }

    /// Returns whether all of it stands around the place where a fragment is said to stand, and stands.
    pub fn fits(&self, index: &Index<'_>, fragment: &Fragment<'_>) -> bool {
        self.is_empty()
            || index
                .byte_of(fragment.start as usize)
                .is_some_and(|start| self.fits_at(index, &(start..start + fragment.quote.len())))
    }

    /// Returns whether all of it stands around bytes of a text.
    pub fn fits_at(&self, index: &Index<'_>, bytes: &Range<usize>) -> bool {
        self.fitting(index, bytes) == self.given()
    }

    /// Returns the places of a quotation around which most of the context stands; none when none of it does.
    pub fn among(&self, index: &Index<'_>, quote: &str, starts: &[usize]) -> Vec<usize> {
        let fitting = starts
            .iter()
            .map(|start| (self.fitting(index, &(*start..*start + quote.len())), *start));
        best(fitting.collect())
    }

    /// Returns the places in another form around which most of the context stands, all when none is given.
    pub fn among_forms<'p>(
        &self,
        index: &Index<'_>,
        places: &'p [FormPlace],
    ) -> Vec<&'p FormPlace> {
        if self.is_empty() {
            return places.iter().collect();
        }
        let fitting = places
            .iter()
            .map(|place| (self.fitting(index, &place.bytes), place));
        best(fitting.collect())
    }

    fn given(&self) -> usize {
        usize::from(self.prefix.is_some()) + usize::from(self.suffix.is_some())
    }

    fn fitting(&self, index: &Index<'_>, bytes: &Range<usize>) -> usize {
        let text = index.text();
        let room = |context: &str| 8 * context.len() + 32;
        let before = self.prefix.is_some_and(|prefix| {
            let from = text.floor_char_boundary(bytes.start.saturating_sub(room(prefix)));
            let there = &text[from..bytes.start];
            let words = fold(prefix);
            match words.as_str() {
                "" => there.trim_end().ends_with(prefix.trim()),
                words => fold(there).ends_with(words),
            }
        });
        let end = bytes.end.min(text.len());
        let after = self.suffix.is_some_and(|suffix| {
            let to = text.floor_char_boundary((end + room(suffix)).min(text.len()));
            let there = &text[end..to];
            let words = fold(suffix);
            match words.as_str() {
                "" => there.trim_start().starts_with(suffix.trim()),
                words => fold(there).starts_with(words),
            }
        });
        usize::from(before) + usize::from(after)
    }
}

fn best<P>(fitting: Vec<(usize, P)>) -> Vec<P> {
    let most = fitting
        .iter()
        .map(|(fitting, _)| *fitting)
        .max()
        .unwrap_or(0);
    let best = fitting
        .into_iter()
        .filter(|(fitting, _)| *fitting == most && most > 0);
    best.map(|(_, place)| place).collect()
}
