//! Where fragments stand in a text: in their place, elsewhere, nearly, or nowhere.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::near::{self, Near};
use crate::text::Index;

/// The most places that are kept of a fragment that stands at many.
pub const MOST_PLACES: usize = 100;

/// Words, and the code point at which they are said to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The first code point.
    pub start: u32,
    /// The words.
    pub quote: &'a str,
}

/// What became of a fragment that is not where it is said to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Astray {
    /// It stands at this code point instead, and nowhere else.
    Moved(u32),
    /// It stands elsewhere, more than once.
    Ambiguous {
        /// The code points at which it starts, the first [`MOST_PLACES`] of them.
        places: Vec<u32>,
        /// How many there are in all.
        number: usize,
    },
    /// It stands nowhere, but something very like it does.
    Near(Near),
    /// It stands nowhere.
    Missing,
}

/// Returns what became of each fragment in a text, `None` for one that is exactly in its place.
///
/// All that are astray are looked for in one pass over the text.
///
/// ```
/// use claimgraph::text::Index;
/// use claimgraph::verify::{Astray, Fragment, find};
/// let text = Index::new("about 44 million dollars");
/// let stands = |start, quote| find(&text, &[Fragment { start, quote }]).remove(0);
/// assert_eq!(stands(6, "44 million"), None);
/// assert_eq!(stands(0, "44 million"), Some(Astray::Moved(6)));
/// assert!(matches!(stands(6, "45 million"), Some(Astray::Near(_))));
/// assert_eq!(stands(6, "nothing at all"), Some(Astray::Missing));
/// ```
pub fn find(index: &Index<'_>, fragments: &[Fragment<'_>]) -> Vec<Option<Astray>> {
    let mut found = vec![None; fragments.len()];
    let astray: Vec<usize> = (0..fragments.len())
        .filter(|number| !in_place(index, fragments[*number]))
        .collect();
    let places = occurrences(index, astray.iter().map(|number| fragments[*number].quote));
    let mut lost = Vec::new();
    for number in astray {
        found[number] = Some(match places.get(fragments[number].quote) {
            None => {
                lost.push(number);
                Astray::Missing
            }
            Some((places, 1)) => Astray::Moved(places[0]),
            Some((places, number)) => Astray::Ambiguous {
                places: places.clone(),
                number: *number,
            },
        });
    }
    let sought: Vec<Fragment<'_>> = lost.iter().map(|number| fragments[*number]).collect();
    for (number, near) in lost.into_iter().zip(near::find(index, &sought)) {
        if let Some(near) = near {
            found[number] = Some(Astray::Near(near));
        }
    }
    found
}

fn in_place(index: &Index<'_>, fragment: Fragment<'_>) -> bool {
    index
        .byte_of(fragment.start as usize)
        .is_some_and(|byte| index.text()[byte..].starts_with(fragment.quote))
}

/// Returns the first code points at which each quotation starts, and at how many it does.
fn occurrences<'q>(
    index: &Index<'_>,
    quotes: impl Iterator<Item = &'q str>,
) -> HashMap<&'q str, (Vec<u32>, usize)> {
    let mut quotes: Vec<&str> = quotes.filter(|quote| !quote.is_empty()).collect();
    quotes.sort_unstable();
    quotes.dedup();
    let mut occurrences: HashMap<&str, (Vec<u32>, usize)> = HashMap::new();
    let Some(patterns) = automaton(&quotes) else {
        return occurrences;
    };
    for found in patterns.find_overlapping_iter(index.text()) {
        let quote = quotes[found.pattern().as_usize()];
        let (places, number) = occurrences.entry(quote).or_default();
        *number += 1;
        if places.len() < MOST_PLACES {
            places.push(u32::try_from(index.point_of(found.start())).unwrap_or(u32::MAX));
        }
    }
    occurrences
}

/// Returns an automaton of patterns, `None` when there are none.
pub(super) fn automaton(patterns: &[impl AsRef<[u8]>]) -> Option<AhoCorasick> {
    if patterns.is_empty() {
        return None;
    }
    Some(AhoCorasick::new(patterns).expect("the quotations of one text are fewer than 2^31 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, start: u32, quote: &str) -> Option<Astray> {
        find(&Index::new(text), &[Fragment { start, quote }]).remove(0)
    }

    #[test]
    fn a_fragment_in_its_place_is_exact_however_often_it_stands_elsewhere() {
        assert_eq!(one("马斯克与马斯克", 4, "马斯克"), None);
        assert_eq!(one("马斯克与马斯克", 0, "马斯克"), None);
    }

    #[test]
    fn all_other_places_are_told() {
        let places = vec![0, 4];
        assert_eq!(
            one("马斯克与马斯克", 2, "马斯克"),
            Some(Astray::Ambiguous { places, number: 2 })
        );
        let Some(Astray::Ambiguous { places, number }) = one(&"a".repeat(500), 500, "aa") else {
            panic!("it stands at many places");
        };
        assert_eq!((places.len(), number), (MOST_PLACES, 499));
    }

    #[test]
    fn a_place_beyond_the_end_is_none() {
        assert_eq!(one("abc", 900, "abc"), Some(Astray::Moved(0)));
        assert_eq!(one("", 0, "abc"), Some(Astray::Missing));
    }
}
