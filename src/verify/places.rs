//! Every place where fragments stand, exactly or in another form.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::form::{Folded, Forms, fold, form_of, is_spaced};
use crate::text::Index;

/// The most places that are kept of a fragment; the nearest of more are looked for around where it should stand.
pub(super) const KEPT: usize = 1024;

/// The most bytes of a fragment that are looked for at once; the rest is compared where they stand.
const LOOKED_FOR: usize = 256;

/// How many places a search visits for each byte of the text, which bounds what fragments of one character repeated cost.
const VISITS: usize = 64;

/// The same for places in another form, at each of which all of a fragment is compared.
const FORM_VISITS: usize = 16;

/// Where one fragment stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// The first bytes, in order: the first [`KEPT`].
    pub starts: Vec<usize>,
    /// How many there are.
    pub number: usize,
    /// The places within longer words, as many as are kept.
    pub within: Vec<usize>,
}

/// A place of a fragment in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormPlace {
    pub bytes: std::ops::Range<usize>,
    pub forms: Forms,
    /// Whether it begins or ends within a longer word.
    pub is_within: bool,
}

impl FormPlace {
    fn of(text: &str, core: std::ops::Range<usize>, quote: &str) -> Option<Self> {
        let (bytes, forms) = form_of(text, core, quote)?;
        let is_within = cuts_word(text, bytes.clone());
        Some(Self {
            bytes,
            forms,
            is_within,
        })
    }
}

/// Where fragments stand, and how far the text was searched.
#[derive(Debug, Default)]
pub(super) struct Searched<'q, P> {
    pub places: HashMap<&'q str, P>,
    /// The byte at which a search with too many places ended.
    pub until: Option<usize>,
}

/// Returns the places where quotations stand exactly.
pub(super) fn exact<'q>(
    index: &Index<'_>,
    quotes: impl Iterator<Item = &'q str>,
) -> Searched<'q, Places> {
    let text = index.text();
    let mut searched = Searched::default();
    let until = each(
        text,
        distinct(quotes),
        VISITS,
        |length| 1 + length.saturating_sub(LOOKED_FOR) / 64,
        |quote, start| {
            let places: &mut Places = searched.places.entry(quote).or_default();
            if cuts_word(text, start..start + quote.len()) {
                if places.within.len() < KEPT {
                    places.within.push(start);
                }
                return;
            }
            places.number += 1;
            if places.starts.len() < KEPT {
                places.starts.push(start);
            }
        },
    );
    searched.until = until;
    searched
}

/// Returns the places where quotations stand in another form; those within longer words where there are no others.
pub(super) fn in_another_form<'q>(
    index: &Index<'_>,
    quotes: impl Iterator<Item = &'q str>,
) -> Searched<'q, Vec<FormPlace>> {
    let mut searched: Searched<'_, Vec<FormPlace>> = Searched::default();
    let quotes = distinct(quotes);
    if quotes.is_empty() {
        return searched;
    }
    let text = index.text();
    let folded = Folded::new(text);
    let solids: Vec<String> = quotes.iter().map(|quote| fold(quote)).collect();
    let mut by_solids: HashMap<&str, Vec<&str>> = HashMap::new();
    for (solids, quote) in solids.iter().zip(&quotes) {
        by_solids.entry(solids).or_default().push(quote);
    }
    let sought = distinct(solids.iter().map(String::as_str));
    let until = each(
        folded.as_str(),
        sought,
        FORM_VISITS,
        |length| 4 + length,
        |solids, start| {
            if let Some(core) = folded.original(start..start + solids.len()) {
                for quote in &by_solids[solids] {
                    let places = searched.places.entry(quote).or_default();
                    if places.len() < KEPT {
                        let place = FormPlace::of(text, core.clone(), quote);
                        places.extend(place.filter(|place| !place.forms.is_none()));
                    }
                }
            }
        },
    );
    for places in searched.places.values_mut() {
        if places.iter().any(|place| !place.is_within) {
            places.retain(|place| !place.is_within);
        }
    }
    searched.until = until.map(|byte| {
        let share = byte as f64 / folded.as_str().len().max(1) as f64;
        (share * text.len() as f64) as usize
    });
    searched
}

/// Gives every place of every text sought, until so many visits for each byte of the text are spent; a visit costs what
/// `price` says of a length. Returns the byte at which it stopped.
fn each<'q>(
    text: &str,
    sought: Vec<&'q str>,
    visits: usize,
    price: impl Fn(usize) -> usize,
    mut visit: impl FnMut(&'q str, usize),
) -> Option<usize> {
    if sought.is_empty() {
        return None;
    }
    let head = |quote: &&'q str| quote.floor_char_boundary(LOOKED_FOR.min(quote.len()));
    let heads = sought.iter().map(|quote| &quote[..head(quote)]);
    let patterns =
        AhoCorasick::new(heads).expect("the quotations of one text are fewer than 2^31 bytes");
    let mut left = visits.saturating_mul(text.len()).saturating_add(1 << 18);
    for found in patterns.find_overlapping_iter(text) {
        let quote = sought[found.pattern().as_usize()];
        let Some(rest) = left.checked_sub(price(quote.len())) else {
            return Some(found.start());
        };
        left = rest;
        if text[found.start()..].starts_with(quote) {
            visit(quote, found.start());
        }
    }
    None
}

fn distinct<'q>(quotes: impl Iterator<Item = &'q str>) -> Vec<&'q str> {
    let mut quotes: Vec<&str> = quotes.filter(|quote| !quote.is_empty()).collect();
    quotes.sort_unstable();
    quotes.dedup();
    quotes
}

/// Returns whether a stretch of a text begins or ends within a word.
pub(super) fn cuts_word(text: &str, bytes: std::ops::Range<usize>) -> bool {
    let within = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        before.is_some_and(is_spaced) && after.is_some_and(is_spaced)
    };
    within(bytes.start) || within(bytes.end)
}

/// Returns the first bytes of the places of a quotation nearest to a byte, in order, at most `most` of them.
pub(super) fn nearest(text: &str, quote: &str, byte: usize, most: usize) -> Vec<usize> {
    if quote.is_empty() {
        return Vec::new();
    }
    let byte = text.floor_char_boundary(byte.min(text.len()));
    let is_whole = |start: &usize| !cuts_word(text, *start..*start + quote.len());
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut at = byte;
    let after = std::iter::from_fn(|| {
        let found = at + text.get(at..)?.find(quote)?;
        at = found + step;
        Some(found)
    });
    let after: Vec<usize> = after.filter(is_whole).take(most).collect();
    let mut end = text.floor_char_boundary((byte + quote.len()).min(text.len()));
    let before = std::iter::from_fn(|| {
        let found = text[..end].rfind(quote)?;
        let last = quote.chars().next_back().map_or(1, char::len_utf8);
        end = (found + quote.len()).saturating_sub(last);
        Some(found)
    });
    let before: Vec<usize> = before
        .filter(|found| *found < byte)
        .filter(is_whole)
        .take(most)
        .collect();
    let mut all = [before, after].concat();
    all.sort_unstable_by_key(|start| (start.abs_diff(byte), *start));
    all.truncate(most);
    all.sort_unstable();
    all
}

/// Returns a place of a quotation near a byte where it has another form, at most `far` bytes from it.
pub(super) fn form_near(text: &str, quote: &str, byte: usize, far: usize) -> Option<FormPlace> {
    let sought = fold(quote);
    if sought.is_empty() {
        return None;
    }
    let from = text.floor_char_boundary(byte.saturating_sub(far + 4));
    // A reference takes up to eight times the room of the character that it stands for.
    let to = text.floor_char_boundary((byte + far + 8 * quote.len()).min(text.len()));
    let window = Folded::new(&text[from..to]);
    let found = window.as_str().match_indices(&sought).take(KEPT);
    let places = found.filter_map(|(start, _)| {
        let core = window.original(start..start + sought.len())?;
        let core = from + core.start..from + core.end;
        if core.start.abs_diff(byte) > far + quote.len() {
            return None;
        }
        let place = FormPlace::of(text, core, quote)?;
        let is_near = place.bytes.start.abs_diff(byte) <= far && !place.is_within;
        (is_near && !place.forms.is_none()).then_some(place)
    });
    places.min_by_key(|place| place.bytes.start.abs_diff(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_within_words_are_kept_apart() {
        let index = Index::new("who said whole? who");
        let searched = exact(&index, ["who", "said", "none"].into_iter());
        let who = &searched.places["who"];
        assert_eq!(
            (who.number, who.starts.as_slice(), who.within.as_slice()),
            (2, &[0, 16][..], &[9][..])
        );
        assert_eq!(searched.places["said"].starts, [4]);
        assert!(!searched.places.contains_key("none"));
    }

    #[test]
    fn the_nearest_places_are_found_on_both_sides() {
        let text = "he ran. ".repeat(100);
        assert_eq!(nearest(&text, "he ran", 401, 3), [392, 400, 408]);
        assert_eq!(nearest(&text, "he ran", 0, 2), [0, 8]);
        assert_eq!(nearest(&text, "he ran", 9000, 2), [784, 792]);
        assert_eq!(
            nearest("aaaa", "aa", 1, 9),
            [0_usize; 0],
            "each of them cuts the word"
        );
        assert_eq!(nearest("啊啊啊啊", "啊啊", 3, 9), [0, 3, 6]);
    }

    #[test]
    fn a_form_near_a_place_is_found() {
        let text = "It is AT&amp;T that paid. AT&T did.";
        let place = form_near(text, "AT&T that", 4, 8).unwrap();
        assert_eq!(
            (&text[place.bytes], place.forms),
            ("AT&amp;T that", Forms::REFERENCE)
        );
        assert_eq!(form_near(text, "AT&T that", 20, 8), None);
        assert_eq!(form_near(text, "hat paid", 14, 8), None, "it cuts a word");
    }

    #[test]
    fn a_search_with_too_many_places_ends_and_tells_where() {
        let text = "啊".repeat(4000);
        let quotes: Vec<String> = (1..1000).map(|number| "啊".repeat(number)).collect();
        let searched = exact(&Index::new(&text), quotes.iter().map(String::as_str));
        assert!(
            searched
                .until
                .is_some_and(|byte| byte > 0 && byte < text.len())
        );
    }
}
