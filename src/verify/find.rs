//! Where fragments stand in a text: in their place, in another form, elsewhere, with other words, or nowhere.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::context::Context;
use super::form::{Forms, is_unspaced};
use super::judge::Judge;
use super::like::{Altered, Words};
use super::places::{self, FormPlace, Places, form_near};
use crate::text::Index;

/// The most places that are told of a fragment that stands at many: those nearest to where it should stand.
pub const MOST_PLACES: usize = 100;

/// Words, the code point at which they are said to start, and the words around them where they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fragment<'a> {
    /// The first code point.
    pub start: u32,
    /// The words.
    pub quote: &'a str,
    /// The words directly before them.
    pub prefix: Option<&'a str>,
    /// The words directly after them.
    pub suffix: Option<&'a str>,
}

/// What became of a fragment that is not where it is said to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Astray {
    /// It stands in another form.
    Form(Form),
    /// It stands at this code point instead.
    Moved(u32),
    /// It stands elsewhere, and nothing tells whether at its place.
    Ambiguous {
        /// The code points at which it starts, the nearest first, at most [`MOST_PLACES`] of them.
        places: Vec<u32>,
        /// How many there are in all.
        number: usize,
    },
    /// It stands with some of its words changed.
    Altered(Altered),
    /// It stands nowhere.
    Missing,
}

/// A fragment in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The first code point.
    pub start: u32,
    /// The words as they stand.
    pub words: String,
    /// The forms in which they differ.
    pub forms: Forms,
}

/// What became of the fragments of a text.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What became of each, `None` for one that is exactly in its place.
    pub fragments: Vec<Option<Astray>>,
    /// Those that are in their place, though neither there nor elsewhere between the words given around them.
    pub out_of_context: Vec<usize>,
    /// The code point at which the search for other places ended, since there were too many.
    pub until: Option<u32>,
}

/// Returns what became of each fragment in a text.
///
/// A fragment that is not exactly in its place is looked for there in another form, then where it agrees with the shift
/// of its neighbours, then elsewhere; what stands between the `prefix` and `suffix` that are given comes before all.
///
/// ```
/// use claimgraph::text::Index;
/// use claimgraph::verify::{Astray, Fragment, find};
/// let text = Index::new("about 44 million dollars");
/// let stands = |start, quote| {
///     let fragment = Fragment { start, quote, ..Fragment::default() };
///     find(&text, &[fragment]).fragments.remove(0)
/// };
/// assert_eq!(stands(6, "44 million"), None);
/// assert_eq!(stands(0, "44 million"), Some(Astray::Moved(6)));
/// assert!(matches!(stands(6, "44\nmillion"), Some(Astray::Form(_))));
/// assert!(matches!(stands(6, "45 million"), Some(Astray::Altered(_))));
/// assert_eq!(stands(6, "nothing at all"), Some(Astray::Missing));
/// ```
pub fn find(index: &Index<'_>, fragments: &[Fragment<'_>]) -> Found {
    let mut found = Found {
        fragments: vec![None; fragments.len()],
        ..Found::default()
    };
    let astray = |fragment: &Fragment<'_>| {
        !in_place(index, fragment) || !Context::of(fragment).fits(index, fragment)
    };
    if !fragments.iter().any(astray) {
        return found;
    }
    // Fragments that are the same are judged once, and count once among the neighbours of others.
    let mut distinct: Vec<Fragment<'_>> = fragments.to_vec();
    distinct.sort_unstable_by_key(|one| (one.start, one.quote, one.prefix, one.suffix));
    distinct.dedup();
    let search = Search::of(index, distinct);
    let judged = search.judge();
    for (number, fragment) in fragments.iter().enumerate() {
        let (astray, out_of_context) = &judged[fragment];
        found.fragments[number].clone_from(astray);
        if *out_of_context {
            found.out_of_context.push(number);
        }
    }
    found.until = search
        .until
        .and_then(|byte| u32::try_from(index.point_of(byte)).ok());
    found
}

/// Returns whether a fragment stands exactly where it is said to stand.
fn in_place(index: &Index<'_>, fragment: &Fragment<'_>) -> bool {
    let byte = index.byte_of(fragment.start as usize);
    byte.is_some_and(|byte| index.text()[byte..].starts_with(fragment.quote))
}

/// What is known of a fragment before its neighbours are asked.
#[derive(Debug)]
pub(super) enum Known {
    /// It is exactly in its place; whether against the words given around it.
    Exact(bool),
    /// It stands at one place, by what is given around it or by its form where it should stand.
    Settled(Astray),
    /// The byte offsets at which it occurs, and the number of all occurrences.
    Exactly(Vec<usize>, usize),
    /// It stands at these in another form.
    Formed(Vec<FormPlace>),
    /// It stands exactly nowhere, but at these bytes within longer words, or away from the words given around it.
    Nowhere(Vec<usize>),
}

/// The fragments of a text, each once and in order, with what is known of them.
pub(super) struct Search<'s, 't> {
    pub index: &'s Index<'t>,
    pub fragments: Vec<Fragment<'s>>,
    pub known: Vec<Known>,
    /// Where each stands now, where its neighbours agree.
    pub placed: Vec<Option<u32>>,
    /// The words of the text, once they are needed.
    pub words: OnceCell<Words<'t>>,
    until: Option<usize>,
}

impl<'s, 't> Search<'s, 't> {
    fn of(index: &'s Index<'t>, fragments: Vec<Fragment<'s>>) -> Self {
        let mut search = Self {
            index,
            known: Vec::new(),
            placed: Vec::new(),
            words: OnceCell::new(),
            until: None,
            fragments,
        };
        search.look();
        search.ask_neighbours();
        search
    }

    /// Finds what can be known of each fragment by itself.
    fn look(&mut self) {
        let index = self.index;
        let is_settled =
            |one: &&Fragment<'s>| !(in_place(index, one) && Context::of(one).fits(index, one));
        let sought = self
            .fragments
            .iter()
            .filter(is_settled)
            .map(|one| one.quote);
        let exact = places::exact(index, sought);
        self.until = exact.until;
        self.known = self
            .fragments
            .iter()
            .map(|one| self.know(one, &exact.places))
            .collect();
        let is_lost = |number: &usize| matches!(self.known[*number], Known::Nowhere(_));
        let lost: Vec<usize> = (0..self.known.len()).filter(is_lost).collect();
        let formed = places::in_another_form(
            index,
            lost.iter().map(|number| self.fragments[*number].quote),
        );
        self.until = self.until.into_iter().chain(formed.until).min();
        for number in lost {
            let fragment = &self.fragments[number];
            let Some(places) = formed
                .places
                .get(fragment.quote)
                .filter(|places| !places.is_empty())
            else {
                continue;
            };
            match Context::of(fragment).among_forms(index, places).as_slice() {
                [] => {}
                [one] if !Context::of(fragment).is_empty() => {
                    self.known[number] = Known::Settled(Astray::Form(form(index, one)));
                }
                several => {
                    let several = several.iter().map(|place| (*place).clone());
                    self.known[number] = Known::Formed(several.collect());
                }
            }
        }
    }

    fn know(&self, fragment: &Fragment<'s>, exact: &HashMap<&str, Places>) -> Known {
        let (index, context) = (self.index, Context::of(fragment));
        let is_in_place = in_place(index, fragment);
        if is_in_place && context.fits(index, fragment) {
            return Known::Exact(false);
        }
        let none = Places::default();
        let places = exact.get(fragment.quote).unwrap_or(&none);
        if !context.is_empty() {
            let mut all = [places.starts.as_slice(), &places.within].concat();
            all.sort_unstable();
            let fitting = context.among(index, fragment.quote, &all);
            match (fitting.as_slice(), is_in_place) {
                ([], true) => return Known::Exact(true),
                ([one], _) if Some(*one) == index.byte_of(fragment.start as usize) => {
                    return Known::Exact(false);
                }
                ([one], _) => return Known::Settled(Astray::Moved(point(index, *one))),
                ([], false) => {}
                (several, true) => {
                    let here = index.byte_of(fragment.start as usize);
                    let is_one = several.iter().any(|start| Some(*start) == here);
                    return Known::Exact(!is_one);
                }
                (several, false) => return Known::Exactly(several.to_vec(), several.len()),
            }
        }
        let byte = byte_at(index, i64::from(fragment.start));
        if let Some(place) = form_near(index.text(), fragment.quote, byte, IN_PLACE)
            && context.fits_at(index, &place.bytes)
        {
            return Known::Settled(Astray::Form(form(index, &place)));
        }
        if !context.is_empty() {
            return Known::Nowhere([places.starts.as_slice(), &places.within].concat());
        }
        if places.number == 0 {
            return Known::Nowhere(places.within.clone());
        }
        Known::Exactly(places.starts.clone(), places.number)
    }

    fn judge(&self) -> HashMap<Fragment<'s>, (Option<Astray>, bool)> {
        let judge = Judge { search: self };
        let fragments = self.fragments.iter().enumerate();
        fragments
            .map(|(number, fragment)| (*fragment, judge.fragment(number)))
            .collect()
    }
}

/// How many bytes from its place a fragment in another form may stand and still be in its place.
const IN_PLACE: usize = 8;

/// Returns how much a quotation says, in letters; a character of a script without spaces says more than one.
pub(super) fn weight(quote: &str) -> f32 {
    let weights = quote
        .chars()
        .map(|c| if is_unspaced(c) { 2.5 } else { 1.0 });
    weights.sum()
}

/// Returns the code point of a byte.
pub(super) fn point(index: &Index<'_>, byte: usize) -> u32 {
    u32::try_from(index.point_of(byte)).unwrap_or(u32::MAX)
}

/// Returns the byte of a code point, of the nearest end for one outside of the text.
pub(super) fn byte_at(index: &Index<'_>, point: i64) -> usize {
    let point = usize::try_from(point.max(0)).unwrap_or(usize::MAX);
    index.byte_of(point).unwrap_or(index.text().len())
}

/// Returns what is told of a place in another form.
pub(super) fn form(index: &Index<'_>, place: &FormPlace) -> Form {
    Form {
        start: point(index, place.bytes.start),
        words: index.text()[place.bytes.clone()].to_owned(),
        forms: place.forms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, start: u32, quote: &str) -> Option<Astray> {
        let fragment = Fragment {
            start,
            quote,
            ..Fragment::default()
        };
        find(&Index::new(text), &[fragment]).fragments.remove(0)
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
        let Some(Astray::Ambiguous { places, number }) = one(&"啊".repeat(500), 500, "啊啊")
        else {
            panic!("it stands at many places");
        };
        assert_eq!((places.len(), number, places[0]), (MOST_PLACES, 499, 498));
    }

    #[test]
    fn a_place_beyond_the_end_is_none() {
        assert_eq!(one("abc", 900, "abc"), Some(Astray::Moved(0)));
        assert_eq!(one("", 0, "abc"), Some(Astray::Missing));
    }

    #[test]
    fn words_within_longer_ones_are_the_last_to_be_taken() {
        let within = Astray::Ambiguous {
            places: vec![4],
            number: 1,
        };
        assert_eq!(one("the whole thing", 0, "who"), Some(within));
        assert_eq!(
            one("the whole thing, who", 0, "who"),
            Some(Astray::Moved(17))
        );
    }
}
