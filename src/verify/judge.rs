//! The verdict on a fragment, once its places and its neighbours are known.

use super::context::Context;
use super::find::{
    Astray, Form, Fragment, Known, MOST_PLACES, NEIGHBOURS, Search, byte_at, form, point, weight,
};
use super::form::forms;
use super::like::{Altered, Sought, Words, altered_at, most_like, replaced};
use super::places::{form_near, nearest};

/// How many letters make words that are not likely to stand elsewhere by chance.
const SPECIFIC: f32 = 24.0;

/// How many code points from where its neighbours say the only place of a fragment may lie.
const NEARBY: u64 = 16;

/// How many code points away a neighbour says for certain what stands beside it.
const CLOSE: i64 = 40;

/// How many code points away a neighbour counts at all against a fragment of few words.
const AROUND: i64 = 200;

/// What an alteration of one word costs at most.
const ONE_WORD: u32 = 6;

/// How many bytes from where its neighbours say a fragment in another form is looked for.
const FORM_NEARBY: usize = 64;

pub(super) struct Judge<'j, 's, 't> {
    pub search: &'j Search<'s, 't>,
}

/// A neighbour that is placed.
struct Neighbour {
    /// How many code points lay between it and the fragment; below zero where they overlapped.
    gap: i64,
    /// The code point of the text at which the fragment would begin (a neighbour before it) or end (one after it).
    bound: i64,
    /// The code point at which it would begin.
    start: i64,
}

impl Neighbour {
    /// Returns whether it speaks against a place of a fragment: they were close, and would be much farther apart there.
    fn contradicts(&self, place: u32, quote: &str) -> bool {
        let length = i64::try_from(quote.chars().count()).unwrap_or(i64::MAX);
        let moved = (i64::from(place) - self.start).abs();
        (0..=AROUND).contains(&self.gap) && moved > self.gap + length + NEARBY as i64
    }
}

impl<'s> Judge<'_, 's, '_> {
    /// Returns what became of a fragment, and whether it is in its place against the words given around it.
    pub fn fragment(&self, number: usize) -> (Option<Astray>, bool) {
        let placed = self.search.placed[number];
        let astray = match &self.search.known[number] {
            Known::Exact(out_of_context) => return (None, *out_of_context),
            Known::Settled(astray) => astray.clone(),
            Known::Exactly(starts, 1) if placed.is_some() => {
                Astray::Moved(point(self.search.index, starts[0]))
            }
            Known::Exactly(starts, all) => match placed.filter(|place| self.agrees(number, *place))
            {
                Some(place) => Astray::Moved(place),
                None => self.unplaced(number, starts, *all),
            },
            Known::Formed(places) => {
                let starts: Vec<u32> = places
                    .iter()
                    .map(|one| point(self.search.index, one.bytes.start))
                    .collect();
                let agreed =
                    placed.filter(|place| places.len() == 1 || self.agrees(number, *place));
                let agreed = match places.as_slice() {
                    [one] => Some(one),
                    _ => agreed.and_then(|place| Some(&places[starts.binary_search(&place).ok()?])),
                };
                match agreed {
                    Some(place) => Astray::Form(form(self.search.index, place)),
                    None => ambiguous(starts, places.len(), self.wanted(number)),
                }
            }
            Known::Nowhere(within) => self.nowhere(number, within),
        };
        (Some(astray), false)
    }

    /// Judges a fragment that stands at places none of which agrees with its neighbours.
    fn unplaced(&self, number: usize, starts: &[usize], all: usize) -> Astray {
        let fragment = self.search.fragments[number];
        let index = self.search.index;
        let only = match starts {
            [one] if all == 1 => Some(point(index, *one)),
            _ => None,
        };
        let expected = self.expected(number);
        let far = |place: u32| {
            expected
                .iter()
                .map(|wanted| (i64::from(place) - wanted).unsigned_abs())
                .min()
        };
        if let Some(form) = self.form_there(number)
            && only.is_none_or(|only| far(form.start) <= far(only))
        {
            return Astray::Form(form);
        }
        if let Some(only) = only.filter(|only| far(*only) <= Some(NEARBY)) {
            return Astray::Moved(only);
        }
        if let Some(altered) = self.altered_there(number) {
            return Astray::Altered(altered);
        }
        let near = self.neighbours(number);
        let is_contradicted = |only: u32| {
            near.iter()
                .flatten()
                .any(|one| one.contradicts(only, fragment.quote))
        };
        let is_sure = |only: &u32| weight(fragment.quote) >= SPECIFIC || !is_contradicted(*only);
        if let Some(only) = only.filter(is_sure) {
            return Astray::Moved(only);
        }
        // Where there are several, one of them may be it, unless the words in its place fit to the letter.
        let fits = |(_, is_whole): &(Altered, bool)| all == 1 || *is_whole;
        if let Some((replaced, _)) = self.replaced(number, &near).filter(fits) {
            return Astray::Altered(replaced);
        }
        let wanted = self.wanted(number);
        let places = if all <= starts.len() {
            starts.iter().map(|start| point(index, *start)).collect()
        } else {
            let byte = byte_at(index, i64::from(wanted));
            let near = nearest(index.text(), fragment.quote, byte, MOST_PLACES);
            near.into_iter().map(|start| point(index, start)).collect()
        };
        ambiguous(places, all, wanted)
    }

    /// Judges a fragment that stands nowhere as it is, but for places within longer words.
    fn nowhere(&self, number: usize, within: &[usize]) -> Astray {
        let fragment = self.search.fragments[number];
        let index = self.search.index;
        let context = Context::of(&fragment);
        let there = self.altered_there(number);
        let is_little = |there: &&Altered| context.is_empty() && there.cost <= ONE_WORD;
        if let Some(altered) = there.as_ref().filter(is_little) {
            return Astray::Altered(altered.clone());
        }
        let words = self.search.words.get_or_init(|| Words::new(index.text()));
        let sought = Sought {
            prefix: context.prefix.unwrap_or_default(),
            quote: fragment.quote,
            suffix: context.suffix.unwrap_or_default(),
        };
        let byte = byte_at(index, i64::from(self.wanted(number)));
        let elsewhere = most_like(words, index, sought, byte);
        // Of what is as like, what stands where it should.
        let is_less = |there: &Altered| {
            elsewhere
                .as_ref()
                .is_none_or(|elsewhere| context.is_empty() && there.cost <= elsewhere.cost)
        };
        if let Some(altered) = there.filter(is_less) {
            return Astray::Altered(altered);
        }
        if let Some(altered) = elsewhere {
            return or_form(altered, &fragment);
        }
        if let Some((replaced, _)) = self.replaced(number, &self.neighbours(number)) {
            return Astray::Altered(replaced);
        }
        match within {
            [] => Astray::Missing,
            [one] if context.is_empty() => Astray::Moved(point(index, *one)),
            several => {
                let places = several.iter().map(|start| point(index, *start)).collect();
                ambiguous(places, several.len(), self.wanted(number))
            }
        }
    }

    /// Returns the fragment in another form near where it should stand.
    fn form_there(&self, number: usize) -> Option<Form> {
        let quote = self.search.fragments[number].quote;
        let index = self.search.index;
        let near = self
            .expected(number)
            .into_iter()
            .find_map(|wanted| form_near(index.text(), quote, byte_at(index, wanted), FORM_NEARBY));
        near.map(|place| form(index, &place))
    }

    /// Returns the fragment with some words changed where it should stand.
    fn altered_there(&self, number: usize) -> Option<Altered> {
        let quote = self.search.fragments[number].quote;
        let index = self.search.index;
        let expected = self.expected(number).into_iter();
        let altered =
            expected.filter_map(|wanted| altered_at(index, quote, byte_at(index, wanted)));
        let altered = altered.filter(|altered| forms(quote, &altered.words).is_none());
        altered.min_by_key(|altered| altered.cost)
    }

    /// Returns the code points at which a fragment should stand, by its neighbours and by itself.
    fn expected(&self, number: usize) -> Vec<i64> {
        let start = i64::from(self.search.fragments[number].start);
        let mut expected: Vec<i64> = self
            .search
            .shifts(number)
            .iter()
            .map(|shift| start + shift)
            .collect();
        expected.push(start);
        let mut distinct = Vec::new();
        for point in expected {
            if !distinct.contains(&point) {
                distinct.push(point);
            }
        }
        distinct
    }

    /// Returns the code point around which places are told.
    fn wanted(&self, number: usize) -> u32 {
        let wanted = self.expected(number).first().copied().unwrap_or(0);
        u32::try_from(wanted.max(0)).unwrap_or(u32::MAX)
    }

    /// Returns whether a neighbour has the same shift as a place, or those to both sides have one less and one more.
    fn agrees(&self, number: usize, place: u32) -> bool {
        let own = i64::from(place) - i64::from(self.search.fragments[number].start);
        match self.search.shifts(number).as_slice() {
            [] => false,
            [one] => *one == own,
            [one, other, ..] => (*one.min(other)..=*one.max(other)).contains(&own),
        }
    }

    /// Returns the nearest neighbours before and after a fragment that are placed.
    fn neighbours(&self, number: usize) -> [Option<Neighbour>; 2] {
        let search = self.search;
        let here = &search.fragments[number];
        let length = |fragment: &Fragment<'_>| fragment.quote.chars().count() as i64;
        let before = (0..number).rev().take(NEIGHBOURS).find_map(|other| {
            let one = &search.fragments[other];
            let gap = i64::from(here.start) - i64::from(one.start) - length(one);
            let end = i64::from(search.placed[other]?) + length(one);
            Some(Neighbour {
                gap,
                bound: end + gap,
                start: end + gap,
            })
        });
        let after = (number + 1..search.fragments.len())
            .take(NEIGHBOURS)
            .find_map(|other| {
                let one = &search.fragments[other];
                let gap = i64::from(one.start) - i64::from(here.start) - length(here);
                let end = i64::from(search.placed[other]?) - gap;
                Some(Neighbour {
                    gap,
                    bound: end,
                    start: end - length(here),
                })
            });
        [before, after]
    }

    /// Returns the words that stand between the neighbours of a fragment, if they were close, and whether they begin or end
    /// just where a neighbour says.
    fn replaced(&self, number: usize, near: &[Option<Neighbour>; 2]) -> Option<(Altered, bool)> {
        let fragment = self.search.fragments[number];
        let index = self.search.index;
        let length = fragment.quote.chars().count() as i64;
        let close = |near: &Option<Neighbour>| {
            let near = near.as_ref()?;
            (0..=CLOSE).contains(&near.gap).then_some(near.bound)
        };
        let start = i64::from(fragment.start);
        let (from, to) = match (close(&near[0]), close(&near[1])) {
            (None, None) => return None,
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, from + length),
            // What stood before it may not have moved.
            (None, Some(to)) if near[0].is_none() && (to - start).abs() <= 3 * length + 8 => {
                (start, to)
            }
            (None, Some(to)) => (to - length, to),
        };
        let byte = |point: i64| byte_at(index, point);
        let altered =
            (from < to).then(|| replaced(index, fragment.quote, byte(from)..byte(to)))??;
        if forms(fragment.quote, &altered.words).is_some() {
            return None;
        }
        let begin = i64::from(altered.start);
        let end = begin + altered.words.chars().count() as i64;
        let is_whole = close(&near[0]) == Some(begin) || close(&near[1]) == Some(end);
        Some((altered, is_whole))
    }
}

/// Returns the places of a fragment nearest to a code point, the nearest first.
fn ambiguous(mut places: Vec<u32>, number: usize, wanted: u32) -> Astray {
    places.sort_unstable_by_key(|place| (place.abs_diff(wanted), *place));
    places.truncate(MOST_PLACES);
    Astray::Ambiguous { places, number }
}

/// Returns what was found for its likeness, as a form where nothing else differs after all.
fn or_form(altered: Altered, fragment: &Fragment<'_>) -> Astray {
    match forms(fragment.quote, &altered.words) {
        Some(forms) => Astray::Form(Form {
            start: altered.start,
            words: altered.words,
            forms,
        }),
        None => Astray::Altered(altered),
    }
}
