//! What stands where a fragment should, compared with it.

use super::align::{Alignment, Span, WORD};
use super::altered::{Altered, Found, aligned, is_alike};
use super::token::{Token, tokens};
use crate::text::Index;

/// Returns what stands at a byte of a text, if it is the fragment with some of its words changed.
///
/// Six tenths of its letters must stand in words that are the same; where it is one word, they must be alike.
pub(in crate::verify) fn altered_at(
    index: &Index<'_>,
    quote: &str,
    byte: usize,
) -> Option<Altered> {
    let text = index.text();
    let quoted = tokens(quote, 0);
    let slack = 48 + quote.len() / 4;
    // Room for the whole of what begins within reach.
    let room = slack + 2 * quote.len() + 64;
    let from = text.floor_char_boundary(byte.saturating_sub(slack + 64));
    let to = text.floor_char_boundary((byte + room).min(text.len()));
    let there = tokens(&text[from..to], from);
    let at = there.partition_point(|token| token.end as usize <= byte);
    let found = Found {
        quote,
        quoted: &quoted,
        of: 0..quoted.len(),
        text,
        tokens: &there,
    };
    let alignment = match quoted.as_slice() {
        [] => return None,
        [word] => {
            let near = at.saturating_sub(1)..(at + 2).min(there.len());
            let is_like = |at: &usize| {
                there[*at].hash != word.hash
                    && is_alike(&quote[word.bytes()], &text[there[*at].bytes()])
            };
            let like = near.filter(is_like).min_by_key(|one| one.abs_diff(at))?;
            Alignment {
                cost: WORD,
                words: like..like + 1,
                changed: vec![(0..1, like..like + 1)],
            }
        }
        _ => {
            let most = WORD * u32::try_from(quoted.len()).ok()?;
            let at = likeliest(&quoted, &there, at);
            let alignment = aligned(quote, &quoted, text, &there, at, most)?;
            let changed = alignment
                .changed
                .iter()
                .flat_map(|(quoted, _)| quoted.clone());
            let letters = |token: &Token| token.bytes().len();
            let lost: usize = changed.map(|at| letters(&quoted[at])).sum();
            let all: usize = quoted.iter().map(letters).sum();
            if lost * 10 > all * 4 {
                return None;
            }
            alignment
        }
    };
    let first = there.get(alignment.words.start)?;
    (first.start as usize)
        .abs_diff(byte)
        .le(&slack)
        .then(|| found.altered(&alignment, index))
}

/// Returns where in a few words of a text a quotation would begin with most of its words beside the same ones; of several
/// places the one nearest to word `at`.
fn likeliest(quoted: &[Token], there: &[Token], at: usize) -> isize {
    /// The most words of the quotation that are asked.
    const ASKED: usize = 256;
    let mut begins: Vec<isize> = Vec::new();
    for (number, word) in quoted
        .iter()
        .enumerate()
        .step_by(quoted.len().div_ceil(ASKED))
    {
        let same = there
            .iter()
            .enumerate()
            .filter(|(_, other)| other.hash == word.hash);
        begins.extend(same.map(|(place, _)| place as isize - number as isize));
    }
    begins.sort_unstable();
    let votes = begins.chunk_by(|one, other| one == other);
    let best = votes.max_by_key(|votes| {
        (
            votes.len(),
            std::cmp::Reverse(votes[0].abs_diff(at as isize)),
        )
    });
    best.map_or(at as isize, |votes| votes[0])
}

/// Returns the words that stand in a stretch of a text, in whole or in part, in place of a quotation, which is of few
/// words.
pub(in crate::verify) fn replaced(index: &Index<'_>, quote: &str, bytes: Span) -> Option<Altered> {
    let text = index.text();
    let quoted = tokens(quote, 0);
    if quoted.is_empty() || number_of_words(&quoted) > MOST_REPLACED {
        return None;
    }
    let start = text.floor_char_boundary(bytes.start.saturating_sub(64));
    let end = text.floor_char_boundary((bytes.end + 64).min(text.len()));
    let there = tokens(text.get(start..end)?, start);
    let first = there.partition_point(|token| token.end as usize <= bytes.start);
    let last = there.partition_point(|token| (token.start as usize) < bytes.end);
    if first >= last || last > first + 3 * quoted.len() {
        return None;
    }
    let changed = vec![(0..quoted.len(), first..last)];
    let found = Found {
        quote,
        quoted: &quoted,
        of: 0..quoted.len(),
        text,
        tokens: &there,
    };
    Some(found.altered(
        &Alignment {
            cost: 0,
            words: first..last,
            changed,
        },
        index,
    ))
}

/// The most words of a fragment that is taken to be replaced as a whole.
const MOST_REPLACED: usize = 4;

/// Returns how many words a fragment has, two characters of a script without spaces counting as one.
fn number_of_words(tokens: &[Token]) -> usize {
    let unspaced = tokens.iter().filter(|token| token.is_unspaced).count();
    tokens.len() - unspaced + unspaced.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_a_place_may_be_less_like() {
        let text = "x 0123456x 01234567 0123456y. Acme fired Smith on Monday";
        let index = Index::new(text);
        let at =
            |quote: &str, byte: usize| altered_at(&index, quote, byte).map(|altered| altered.words);
        assert_eq!(at("0123456z", 2).as_deref(), Some("0123456x"));
        assert_eq!(at("0123456z", 20).as_deref(), Some("0123456y"));
        let acme = text.find("Acme").unwrap();
        assert_eq!(
            at("Acme sued Smith", acme + 3).as_deref(),
            Some("Acme fired Smith")
        );
        assert_eq!(at("Acme sued Jones", acme), None);
        assert_eq!(at("someone else", acme), None);
    }

    #[test]
    fn what_stands_between_neighbours_is_found() {
        let text = "The minister, that resigned on Monday, spoke";
        let index = Index::new(text);
        let at = |bytes| replaced(&index, "who", bytes).map(|altered| altered.words);
        assert_eq!(at(15..18).as_deref(), Some("that"));
        assert_eq!(at(14..17).as_deref(), Some("that"));
        assert_eq!(at(18..19), None);
        assert_eq!(at(0..30), None);
    }
}
