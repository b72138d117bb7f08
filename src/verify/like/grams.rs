//! An index of the words of a text by short runs of them.

use std::cell::OnceCell;
use std::ops::Range;

use super::token::{Token, tokens};

/// The words of a text and where runs of three of them stand; of two and one only once they are asked for.
pub(in crate::verify) struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    runs: [OnceCell<Vec<Posting>>; 3],
}

/// A run of words, by its hash, and the first word of it.
type Posting = (u32, u32);

impl<'t> Words<'t> {
    pub fn new(text: &'t str) -> Self {
        // Places are kept in 32 bits; what lies beyond 4 GiB is left to the other searches.
        let end = text.floor_char_boundary(text.len().min(u32::MAX as usize));
        Self {
            text,
            tokens: tokens(&text[..end], 0),
            runs: [const { OnceCell::new() }; 3],
        }
    }

    pub fn text(&self) -> &'t str {
        self.text
    }

    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the number of the first word that ends after a byte.
    pub fn at(&self, byte: usize) -> usize {
        self.tokens
            .partition_point(|token| token.end as usize <= byte)
    }

    /// Returns the positions of runs of the given number of words (1 to 3) with the same hash, in order of the text.
    pub fn find(&self, words: usize, hash: u32) -> &[Posting] {
        let postings = self.runs[words - 1].get_or_init(|| postings(&self.tokens, words));
        let from = postings.partition_point(|(other, _)| *other < hash);
        let number = postings[from..].partition_point(|(other, _)| *other == hash);
        &postings[from..from + number]
    }
}

fn postings(tokens: &[Token], words: usize) -> Vec<Posting> {
    let mut postings: Vec<Posting> = runs(tokens, words)
        .map(|(at, hash)| (hash, u32::try_from(at).unwrap_or(u32::MAX)))
        .collect();
    postings.sort_unstable();
    postings
}

/// Returns the runs of the given number of words (hash, first word); runs of unspaced characters from two on are longer by one.
pub(super) fn runs(tokens: &[Token], words: usize) -> impl Iterator<Item = (usize, u32)> + '_ {
    (0..tokens.len()).filter_map(move |at| {
        let run = run(tokens, at, words)?;
        let mut hash = run.len() as u32;
        for token in &tokens[run] {
            hash = hash.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ token.hash;
            hash ^= hash >> 15;
        }
        Some((at, hash))
    })
}

fn run(tokens: &[Token], at: usize, words: usize) -> Option<Range<usize>> {
    let is_unspaced = |tokens: &[Token]| tokens.iter().all(|token| token.is_unspaced);
    match tokens.get(at..at + words + 1) {
        Some(longer) if words > 1 && is_unspaced(longer) => Some(at..at + words + 1),
        _ => (at + words <= tokens.len()).then_some(at..at + words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_words_are_found_wherever_they_stand() {
        let text = "the old bank failed; then The Old Bank opened";
        let words = Words::new(text);
        let quote = tokens("old bank opened", 0);
        let found = |words_of: usize| -> Vec<Vec<u32>> {
            let runs = runs(&quote, words_of);
            runs.map(|(_, hash)| {
                words
                    .find(words_of, hash)
                    .iter()
                    .map(|(_, at)| *at)
                    .collect()
            })
            .collect()
        };
        assert_eq!(found(3), [vec![6]]);
        assert_eq!(found(2), [vec![1, 6], vec![7]]);
        assert_eq!(found(1), [vec![1, 6], vec![2, 7], vec![8]]);
        assert_eq!((words.at(0), words.at(3), words.at(text.len())), (0, 1, 9));
    }

    #[test]
    fn runs_of_characters_are_longer() {
        let tokens = tokens("艾达给了五千万", 0);
        assert_eq!(runs(&tokens, 3).count(), 5);
        assert_eq!(run(&tokens, 0, 3), Some(0..4));
        assert_eq!(run(&tokens, 4, 3), Some(4..7));
        assert_eq!(run(&tokens, 5, 3), None);
    }
}
