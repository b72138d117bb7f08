//! What is most like a fragment that stands nowhere: the same words in another form, or with few characters changed.
//!
//! This explains misses and never passes one.

use super::find::{Fragment, automaton};
use super::plain::{Plain, difference, plain};
use crate::text::Index;

/// Something in a text that is very like a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The first code point.
    pub start: u32,
    /// The words as they stand.
    pub words: String,
    /// How it differs.
    pub difference: Difference,
}

/// How words of a text differ from a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// In nothing but this.
    Form(&'static str),
    /// In so many characters put in, left out or replaced.
    Characters(usize),
}

/// The most characters that may differ, whatever the length.
const MOST_EDITS: usize = 16;

/// How many stretches of text are looked at for one fragment, those nearest to its place.
const MOST_WINDOWS: usize = 1024;

/// Returns what is most like each fragment, `None` where a quarter of its characters or more would differ.
pub(super) fn find(index: &Index<'_>, lost: &[Fragment<'_>]) -> Vec<Option<Near>> {
    let mut near = in_another_form(index, lost);
    let rest: Vec<usize> = (0..lost.len())
        .filter(|number| near[*number].is_none())
        .collect();
    let sought: Vec<Pieces<'_>> = rest
        .iter()
        .map(|number| Pieces::of(lost[*number]))
        .collect();
    for (number, found) in rest.into_iter().zip(with_edits(index, &sought)) {
        near[number] = found;
    }
    near
}

/// Finds the fragments that differ in white space, case and Unicode form only; of several places the nearest.
fn in_another_form(index: &Index<'_>, lost: &[Fragment<'_>]) -> Vec<Option<Near>> {
    let mut near = vec![None; lost.len()];
    if lost.is_empty() {
        return near;
    }
    let text = Plain::new(index.text());
    let (mut numbers, mut quotes) = (Vec::new(), Vec::new());
    for (number, fragment) in lost.iter().enumerate() {
        let quote: String = plain(fragment.quote).collect();
        if !quote.is_empty() {
            numbers.push(number);
            quotes.push(quote);
        }
    }
    let Some(patterns) = automaton(&quotes) else {
        return near;
    };
    let wanted: Vec<usize> = lost
        .iter()
        .map(|fragment| text.plain_byte(byte_near(index, fragment.start)))
        .collect();
    let mut nearest: Vec<Option<std::ops::Range<usize>>> = vec![None; lost.len()];
    for found in patterns.find_overlapping_iter(text.as_str()) {
        // Equal patterns are reported one by one, so each fragment gets its own.
        let number = numbers[found.pattern().as_usize()];
        let far = |start: usize| start.abs_diff(wanted[number]);
        if nearest[number]
            .as_ref()
            .is_none_or(|best| far(found.start()) < far(best.start))
        {
            nearest[number] = Some(found.range());
        }
    }
    for (number, range) in nearest.into_iter().enumerate() {
        let Some(range) = range else { continue };
        let bytes = text.original(range);
        let words = &index.text()[bytes.clone()];
        near[number] = Some(Near {
            start: u32::try_from(index.point_of(bytes.start)).unwrap_or(u32::MAX),
            words: words.to_owned(),
            difference: Difference::Form(difference(lost[number].quote, words)),
        });
    }
    near
}

/// A fragment and the pieces of it of which one must stand unchanged when few enough characters differ.
struct Pieces<'a> {
    fragment: Fragment<'a>,
    characters: Vec<char>,
    most_edits: usize,
    /// Each piece with the number of characters before it.
    pieces: Vec<(usize, String)>,
}

impl<'a> Pieces<'a> {
    fn of(fragment: Fragment<'a>) -> Self {
        let characters: Vec<char> = fragment.quote.chars().collect();
        let most_edits = (characters.len() / 4).min(MOST_EDITS);
        let number = if most_edits == 0 { 0 } else { most_edits + 1 };
        let pieces = (0..number).map(|piece| {
            let from = piece * characters.len() / number;
            let to = (piece + 1) * characters.len() / number;
            (from, characters[from..to].iter().collect())
        });
        Self {
            fragment,
            pieces: pieces.collect(),
            characters,
            most_edits,
        }
    }
}

fn with_edits(index: &Index<'_>, sought: &[Pieces<'_>]) -> Vec<Option<Near>> {
    let pieces: Vec<(usize, usize, &str)> = sought
        .iter()
        .enumerate()
        .flat_map(|(number, one)| {
            let pieces = one.pieces.iter();
            pieces.map(move |(before, piece)| (number, *before, piece.as_str()))
        })
        .collect();
    let patterns: Vec<&str> = pieces.iter().map(|(_, _, piece)| *piece).collect();
    let mut windows: Vec<Vec<usize>> = vec![Vec::new(); sought.len()];
    let wanted: Vec<usize> = sought
        .iter()
        .map(|one| byte_near(index, one.fragment.start))
        .collect();
    if let Some(patterns) = automaton(&patterns) {
        for found in patterns.find_overlapping_iter(index.text()) {
            let (number, before, _) = pieces[found.pattern().as_usize()];
            let window = back(
                index.text(),
                found.start(),
                before + sought[number].most_edits,
            );
            let windows = &mut windows[number];
            windows.push(window);
            if windows.len() >= 2 * MOST_WINDOWS {
                keep_nearest(windows, wanted[number]);
            }
        }
    }
    sought
        .iter()
        .zip(windows)
        .zip(wanted)
        .map(|((one, mut windows), wanted)| {
            keep_nearest(&mut windows, wanted);
            one.best(index, &windows)
        })
        .collect()
}

fn keep_nearest(windows: &mut Vec<usize>, wanted: usize) {
    windows.sort_unstable_by_key(|window| (window.abs_diff(wanted), *window));
    windows.dedup();
    windows.truncate(MOST_WINDOWS);
}

impl Pieces<'_> {
    /// Returns the likest stretch in the windows, of equals the one in the window that comes first.
    fn best(&self, index: &Index<'_>, windows: &[usize]) -> Option<Near> {
        let mut best: Option<(usize, usize, String)> = None;
        for window in windows {
            let length = self.characters.len() + 3 * self.most_edits;
            let stretch: Vec<char> = index.text()[*window..].chars().take(length).collect();
            let Some((edits, start, end)) = likest(&self.characters, &stretch) else {
                continue;
            };
            if edits <= self.most_edits && best.as_ref().is_none_or(|(fewest, ..)| edits < *fewest)
            {
                let words = stretch[start..end].iter().collect();
                best = Some((edits, index.point_of(*window) + start, words));
            }
        }
        let (edits, start, words) = best?;
        Some(Near {
            start: u32::try_from(start).ok()?,
            words,
            difference: Difference::Characters(edits),
        })
    }
}

/// Returns the stretch of a text that takes the fewest edits to become the pattern (Sellers 1980): edits, start, end.
fn likest(pattern: &[char], text: &[char]) -> Option<(usize, usize, usize)> {
    // For each length of the pattern's beginning: the edits to a stretch that ends here, and where that starts.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|edits| (edits, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (end, c) in text.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, end + 1);
        for (row, expected) in pattern.iter().enumerate() {
            let replaced = (diagonal.0 + usize::from(c != expected), diagonal.1);
            let put_in = (column[row + 1].0 + 1, column[row + 1].1);
            let left_out = (column[row].0 + 1, column[row].1);
            diagonal = column[row + 1];
            column[row + 1] = [replaced, put_in, left_out]
                .into_iter()
                .min_by_key(|(edits, _)| *edits)
                .unwrap_or(replaced);
        }
        let (edits, start) = column[pattern.len()];
        let longer = |(start, end): (usize, usize)| (end - start).abs_diff(pattern.len());
        if best.is_none_or(|(fewest, s, e)| {
            (edits, longer((start, end + 1))) < (fewest, longer((s, e)))
        }) && start <= end
        {
            best = Some((edits, start, end + 1));
        }
    }
    best
}

/// Returns the byte at which a fragment is said to stand, or the end of a text that is too short.
fn byte_near(index: &Index<'_>, point: u32) -> usize {
    index.byte_of(point as usize).unwrap_or(index.text().len())
}

/// Returns the byte that lies so many characters before another.
fn back(text: &str, byte: usize, characters: usize) -> usize {
    match characters {
        0 => byte,
        _ => text[..byte]
            .char_indices()
            .rev()
            .nth(characters - 1)
            .map_or(0, |(byte, _)| byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str, start: u32, quote: &str) -> Option<(String, Difference)> {
        let found = find(&Index::new(text), &[Fragment { start, quote }]).remove(0)?;
        let there: String = text.chars().skip(found.start as usize).collect();
        assert!(there.starts_with(&found.words));
        Some((found.words, found.difference))
    }

    #[test]
    fn the_smallest_difference_is_found() {
        let text = "马斯克提供了不足4500万美元,其他人提供了9500万美元";
        assert_eq!(
            near(text, 0, "马斯克提供了不到4500万"),
            Some(("马斯克提供了不足4500万".into(), Difference::Characters(1)))
        );
        assert_eq!(
            near(text, 0, "提供了950万美元"),
            Some(("提供了9500万美元".into(), Difference::Characters(1)))
        );
        assert_eq!(near(text, 0, "推特前高管"), None);
        assert_eq!(near(text, 0, "推特"), None);
    }

    #[test]
    fn another_form_is_told_from_other_characters() {
        assert_eq!(
            near("the ＯｐｅｎＡＩ case", 0, "OpenAI"),
            Some((
                "ＯｐｅｎＡＩ".into(),
                Difference::Form("compatibility forms, such as full width")
            ))
        );
        assert_eq!(
            near("two\r\nmillion dollars", 0, "two million"),
            Some(("two\r\nmillion".into(), Difference::Form("white space")))
        );
        assert_eq!(
            near("OPENAI", 0, "OpenAI"),
            Some(("OPENAI".into(), Difference::Form("case")))
        );
        assert_eq!(
            near("cafe\u{301}s", 0, "caf\u{e9}s"),
            Some((
                "cafe\u{301}s".into(),
                Difference::Form("Unicode normal form")
            ))
        );
    }

    #[test]
    fn of_equals_the_nearest_is_taken() {
        let text = "0123456x 01234567 0123456y";
        let near = |start| {
            find(
                &Index::new(text),
                &[Fragment {
                    start,
                    quote: "0123456z",
                }],
            )
        };
        assert_eq!(near(0)[0].as_ref().unwrap().start, 0);
        assert_eq!(near(18)[0].as_ref().unwrap().start, 18);
    }
}
