//! What is most like a fragment, wherever it stands: the places that share its rarest runs of words are compared.

use super::align::{BAND, WORD, cost};
use super::altered::{Altered, Bound, Found, aligned, is_alike};
use super::grams::{Words, runs};
use super::token::{Token, tokens};
use crate::text::Index;

/// The most places that are compared with one fragment.
const MOST_PLACES: usize = 512;

/// About how many pairs of words are compared for one fragment, beyond sixteen places.
const MOST_WORK: usize = 2_000_000;

/// Words that are sought, between the words around them where those are given.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::verify) struct Sought<'a> {
    pub prefix: &'a str,
    pub quote: &'a str,
    pub suffix: &'a str,
}

/// Returns what is most like a fragment in a text; of several places the one nearest to a byte.
///
/// A quarter of its words may differ, of one with two or three words a quarter of its letters; between words that are
/// given around it all of it may. The places are those that share its rarest runs of words, at most [`MOST_PLACES`] of
/// them: what was left out is told.
pub(in crate::verify) fn most_like(
    words: &Words<'_>,
    index: &Index<'_>,
    sought: Sought<'_>,
    near: usize,
) -> Option<Altered> {
    let Sought {
        prefix,
        quote,
        suffix,
    } = sought;
    let whole = [prefix, quote, suffix].concat();
    let quoted = tokens(&whole, 0);
    if quoted.len() < 2 {
        return None;
    }
    let ends = [prefix.len(), prefix.len() + quote.len()];
    let [from, to] = ends.map(|byte| quoted.partition_point(|token| token.end as usize <= byte));
    let has_context = from > 0 || to < quoted.len();
    let changed = if has_context {
        (quoted.len() / 4).max(to - from)
    } else {
        (quoted.len() / 4).max(1)
    };
    let most = WORD * u32::try_from(changed).ok()? + 2;
    let mut search = Search {
        words,
        quoted: &quoted,
        near: words.at(near),
        most,
        best: None,
        others: 0,
        bound: Bound { compared: 0, of: 0 },
    };
    for run in [3, 2, 1] {
        search.look(run);
        // One word changed is as good as it gets.
        if search.best.is_some_and(|(cost, _)| cost <= WORD + 1) {
            break;
        }
    }
    let (_, at) = search.best?;
    let alignment = aligned(&whole, &quoted, words.text(), words.tokens(), at, most + 3)?;
    let (others, bound) = (search.others, search.bound);
    let alignment = if has_context {
        alignment.within(from..to)?
    } else {
        alignment
    };
    let found = Found {
        quote: &whole,
        quoted: &quoted,
        of: from..to,
        text: words.text(),
        tokens: words.tokens(),
    };
    let mut altered = found.altered(&alignment, index);
    if !has_context && quoted.len() < 4 && !is_alike(quote, &altered.words) {
        return None;
    }
    altered.others = others;
    altered.bound = (bound.compared < bound.of).then_some(bound);
    Some(altered)
}

struct Search<'s> {
    words: &'s Words<'s>,
    quoted: &'s [Token],
    near: usize,
    most: u32,
    /// The least cost, and where the first word would stand.
    best: Option<(u32, isize)>,
    others: usize,
    bound: Bound,
}

impl Search<'_> {
    /// Compares the places that share the rarest runs of the given number of words.
    fn look(&mut self, run: usize) {
        let mut shared: Vec<(usize, &[(u32, u32)])> = runs(self.quoted, run)
            .map(|(at, hash)| (at, self.words.find(run, hash)))
            .filter(|(_, postings)| !postings.is_empty())
            .collect();
        shared.sort_by_key(|(at, postings)| (postings.len(), *at));
        let mut places: Vec<isize> = Vec::new();
        let mut of = 0;
        for (at, postings) in shared.into_iter().take(8) {
            if places.len() >= 4 * MOST_PLACES {
                break;
            }
            of += postings.len();
            for (_, word) in nearest(postings, self.near + at) {
                places.push(*word as isize - at as isize);
            }
        }
        let work = self.quoted.len() * (2 * BAND + 1);
        let most = (MOST_WORK / work).clamp(16, MOST_PLACES);
        let places = by_votes(places, self.near as isize, &mut of);
        self.bound.of += of;
        for at in places.into_iter().take(most) {
            self.bound.compared += 1;
            self.compare(at);
        }
    }

    fn compare(&mut self, at: isize) {
        let most = self.best.map_or(self.most, |(cost, _)| cost + 1);
        let Some(cost) = cost(self.quoted, self.words.tokens(), at, most) else {
            return;
        };
        let far = |at: isize| at.abs_diff(self.near as isize);
        match self.best {
            Some((_, best)) if best.abs_diff(at) <= BAND => {
                if self.best.is_some_and(|(least, _)| cost < least) {
                    self.best = Some((cost, at));
                }
            }
            Some((least, best)) if cost == least => {
                self.others += 1;
                if far(at) < far(best) {
                    self.best = Some((cost, at));
                }
            }
            _ => {
                self.others = 0;
                self.best = Some((cost, at));
            }
        }
    }
}

/// Returns the postings nearest to a word, at most [`MOST_PLACES`] of them.
fn nearest(postings: &[(u32, u32)], word: usize) -> &[(u32, u32)] {
    if postings.len() <= MOST_PLACES {
        return postings;
    }
    let middle = postings.partition_point(|(_, at)| (*at as usize) < word);
    let from = middle
        .saturating_sub(MOST_PLACES / 2)
        .min(postings.len() - MOST_PLACES);
    &postings[from..from + MOST_PLACES]
}

/// Returns each place once, those that most runs speak for first and of those the nearest, and takes from `of` what was
/// counted more than once.
fn by_votes(mut places: Vec<isize>, near: isize, of: &mut usize) -> Vec<isize> {
    let all = places.len();
    places.sort_unstable();
    let mut counted: Vec<(usize, isize)> = Vec::new();
    for place in places {
        match counted.last_mut() {
            Some((votes, last)) if *last == place => *votes += 1,
            _ => counted.push((1, place)),
        }
    }
    *of -= all - counted.len();
    counted.sort_by_key(|(votes, place)| (std::cmp::Reverse(*votes), place.abs_diff(near), *place));
    counted.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::change::Change;
    use super::*;

    fn sought(quote: &str) -> Sought<'_> {
        Sought {
            quote,
            ..Sought::default()
        }
    }

    /// The words of the text, those that differ with what is quoted in their place, and what changed in them.
    type Found = (String, Vec<(String, String)>, Vec<Change>);

    fn found(text: &str, quote: &str) -> Option<Found> {
        let index = Index::new(text);
        let altered = most_like(&Words::new(text), &index, sought(quote), 0)?;
        let there: String = text.chars().skip(altered.start as usize).collect();
        assert!(there.starts_with(&altered.words));
        Some((altered.words, altered.differing, altered.changes))
    }

    #[test]
    fn changed_words_are_found_wherever_they_stand() {
        let text = "马斯克提供了不足4500万美元,其他人提供了9500万美元。 They did pay him 44 million dollars.";
        let one = |quote: &str| {
            let (words, differing, changes) = found(text, quote)?;
            let [(quoted, there)] = differing.as_slice() else {
                panic!("{differing:?}")
            };
            let changes: Vec<&str> = changes.iter().map(|change| change.as_str()).collect();
            Some(format!("{words}: {quoted}>{there} {}", changes.join(" ")))
        };
        for (quote, expected) in [
            ("马斯克提供了不到4500万", "马斯克提供了不足4500万: 到>足 "),
            ("提供了950万美元", "提供了9500万美元: 950>9500 amount"),
            ("They did not pay him", "They did pay him: not> negation"),
            ("pay him 45 million", "pay him 44 million: 45>44 amount"),
            ("did pay her 44 million", "did pay him 44 million: her>him "),
        ] {
            assert_eq!(one(quote).as_deref(), Some(expected), "{quote}");
        }
        assert_eq!(found(text, "推特前高管"), None);
        assert_eq!(found(text, "nothing of this stands there"), None);
        assert_eq!(found(text, ""), None);
    }

    #[test]
    fn marks_that_were_changed_are_told_too() {
        let (words, differing, _) = found(
            "He said: yes, we paid all of it!",
            "yes, we paid; all of it.",
        )
        .unwrap();
        assert_eq!(words, "yes, we paid all of it!");
        assert_eq!(
            differing,
            [("; all of it.".to_owned(), " all of it!".to_owned())]
        );
    }

    #[test]
    fn what_stands_between_the_words_around_is_found() {
        let text =
            "A clerk, who knew all, answered. The minister, that resigned on Monday, spoke first.";
        let words = Words::new(text);
        let between = |prefix, quote, suffix| {
            let altered = most_like(
                &words,
                &Index::new(text),
                Sought {
                    prefix,
                    quote,
                    suffix,
                },
                0,
            )?;
            Some((altered.words, altered.differing))
        };
        let expected = |there: &str, quoted: &str| {
            Some((
                there.to_owned(),
                vec![(quoted.to_owned(), there.to_owned())],
            ))
        };
        assert_eq!(
            between("The minister, ", "who", " resigned on"),
            expected("that", "who")
        );
        assert_eq!(
            between("The minister, ", "whoever", ""),
            expected("that", "whoever")
        );
        assert_eq!(between("No such words ", "who", " here or there"), None);
    }

    #[test]
    fn a_bound_that_bites_is_told() {
        let text = "the bank paid the other bank again. ".repeat(3000);
        let index = Index::new(&text);
        let altered = most_like(
            &Words::new(&text),
            &index,
            sought("the bank paid the last bank again"),
            50_000,
        )
        .unwrap();
        let bound = altered.bound.unwrap();
        assert!(
            bound.compared <= 3 * MOST_PLACES && bound.of > bound.compared,
            "{bound:?}"
        );
        assert!(altered.start.abs_diff(50_000) < 40);
    }
}
