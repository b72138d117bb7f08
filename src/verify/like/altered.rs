//! What is told of a place where a fragment stands with other words in it.

use super::align::{Alignment, Span, align};
use super::change::{Change, Side, kinds};
use super::token::Token;
use crate::text::Index;

/// Words of a text that are a fragment but for what was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// The first code point.
    pub start: u32,
    /// The words as they stand.
    pub words: String,
    /// What differs: what is quoted, and what the text says.
    pub differing: Vec<(String, String)>,
    /// The changes that make another statement of it.
    pub changes: Vec<Change>,
    /// At how many other places as little differs.
    pub others: usize,
    /// What was left uncompared, when a bound kept some places from being looked at.
    pub bound: Option<Bound>,
    /// How much was changed: five for each word, somewhat more or less.
    pub(in crate::verify) cost: u32,
}

/// How far a search went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// How many places were compared.
    pub compared: usize,
    /// How many share words with the fragment.
    pub of: usize,
}

/// Returns whether at most a quarter of the characters differ.
pub(super) fn is_alike(quote: &str, there: &str) -> bool {
    /// The most bytes of words that are compared letter by letter, since the work grows with the square of them.
    const LONGEST: usize = 300;
    quote.len().max(there.len()) <= LONGEST && strsim::normalized_levenshtein(quote, there) >= 0.75
}

/// Returns the cheapest way to lay a quotation beside the words of a text.
pub(super) fn aligned(
    quote: &str,
    quoted: &[Token],
    text: &str,
    tokens: &[Token],
    at: isize,
    most: u32,
) -> Option<Alignment> {
    let between = |text: &str, tokens: &[Token], word: usize| -> bool {
        let (Some(left), Some(right)) = (tokens.get(word.wrapping_sub(1)), tokens.get(word)) else {
            return false;
        };
        let gap = &text[left.end as usize..right.start as usize];
        gap.contains(['.', '!', '?', '。', '！', '？']) || gap.contains("\n\n")
    };
    let is_parted = |row: usize, there: usize| {
        if row == 0 {
            between(text, tokens, there + 1) && !between(quote, quoted, 1)
        } else {
            between(text, tokens, there) && !between(quote, quoted, row)
        }
    };
    align(quoted, tokens, at, most, &is_parted)
}

/// A quotation and a text with their words.
pub(super) struct Found<'f> {
    /// The words sought, with those around them.
    pub quote: &'f str,
    pub quoted: &'f [Token],
    /// Which of them are sought.
    pub of: Span,
    pub text: &'f str,
    pub tokens: &'f [Token],
}

impl Found<'_> {
    /// Returns what an alignment says.
    pub fn altered(&self, alignment: &Alignment, index: &Index<'_>) -> Altered {
        let bytes = self.bytes(alignment);
        let words = self.text[bytes.clone()].to_owned();
        let mut differing = Vec::new();
        let mut changes = Vec::new();
        for (quoted, there) in &alignment.changed {
            let phrase = |text: &str, tokens: &[Token]| match tokens {
                [] => String::new(),
                [first, .., last] => text[first.start as usize..last.end as usize].to_owned(),
                [one] => text[one.bytes()].to_owned(),
            };
            differing.push((
                phrase(self.quote, &self.quoted[quoted.clone()]),
                phrase(self.text, &self.tokens[there.clone()]),
            ));
            changes.extend(self.kinds(quoted, there));
        }
        if differing.is_empty() {
            let (from, to) = self.edges();
            let (quoted, there) = parts_that_differ(&self.quote[from..to], &words);
            differing.push((quoted.to_owned(), there.to_owned()));
        }
        changes.sort_unstable();
        changes.dedup();
        Altered {
            start: u32::try_from(index.point_of(bytes.start)).unwrap_or(u32::MAX),
            words,
            differing,
            changes,
            others: 0,
            bound: None,
            cost: alignment.cost,
        }
    }

    fn kinds(&self, quoted: &Span, there: &Span) -> Vec<Change> {
        fn side<'s>(
            text: &'s str,
            tokens: &[Token],
            range: &Span,
            words: &'s [String],
        ) -> Side<'s> {
            let word = |at: Option<usize>| Some(&text[tokens.get(at?)?.bytes()]);
            let before = range.start.checked_sub(1);
            let gap = before
                .zip(tokens.get(range.start))
                .map(|(before, first)| &text[tokens[before].end as usize..first.start as usize]);
            Side {
                words,
                around: [word(before), word(Some(range.end))],
                starts_sentence: gap
                    .is_some_and(|gap| gap.contains(['.', '!', '?', ':', '"', '“'])),
            }
        }
        let words = |text: &str, tokens: &[Token]| -> Vec<String> {
            tokens
                .iter()
                .map(|token| text[token.bytes()].to_owned())
                .collect()
        };
        let quoted_words = words(self.quote, &self.quoted[quoted.clone()]);
        let there_words = words(self.text, &self.tokens[there.clone()]);
        kinds(
            side(self.quote, self.quoted, quoted, &quoted_words),
            side(self.text, self.tokens, there, &there_words),
        )
    }

    /// Returns the bytes of the words sought that are none of the words around them.
    fn edges(&self) -> (usize, usize) {
        let before = self
            .of
            .start
            .checked_sub(1)
            .map_or(0, |last| self.quoted[last].end as usize);
        let after = self.quoted.get(self.of.end);
        (
            before,
            after.map_or(self.quote.len(), |first| first.start as usize),
        )
    }

    /// Returns the bytes of the text that are the words, with the marks at their edges that the quotation has too.
    fn bytes(&self, alignment: &Alignment) -> Span {
        let Some(tokens) = self
            .tokens
            .get(alignment.words.clone())
            .filter(|all| !all.is_empty())
        else {
            let at = self.tokens.get(alignment.words.start);
            let at = at.map_or(self.text.len(), |token| token.start as usize);
            return at..at;
        };
        let (mut start, mut end) = (
            tokens[0].start as usize,
            tokens[tokens.len() - 1].end as usize,
        );
        let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
        let (leading, trailing) = match self.quoted.get(self.of.clone()) {
            Some([first, .., last]) => (first.start as usize, last.end as usize),
            Some([one]) => (one.start as usize, one.end as usize),
            _ => (0, self.quote.len()),
        };
        let (from, to) = self.edges();
        let (leading, trailing) = (
            &self.quote[from..leading.max(from)],
            &self.quote[trailing.min(to)..to],
        );
        let number = leading.chars().filter(is_mark).count();
        let before = self.text[..start]
            .chars()
            .rev()
            .take_while(is_mark)
            .take(number);
        start -= before.map(char::len_utf8).sum::<usize>();
        let number = trailing.chars().filter(is_mark).count();
        let after = self.text[end..].chars().take_while(is_mark).take(number);
        end += after.map(char::len_utf8).sum::<usize>();
        start..end
    }
}

/// Returns what is left of two texts without what both begin and end with.
fn parts_that_differ<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let begin = a.chars().zip(b.chars()).take_while(same);
    let begin: usize = begin.map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.chars().rev().zip(b.chars().rev()).take_while(same);
    let end: usize = end.map(|(c, _)| c.len_utf8()).sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}
