//! Two runs of words laid side by side with the fewest words changed, within a band (Ukkonen 1985).

use std::ops::Range;

use super::token::Token;

/// The most words by which the text may run ahead of the quotation or fall behind it.
pub(super) const BAND: usize = 8;

/// What a word costs that is replaced or left out, one more at either end.
pub(super) const WORD: u32 = 5;

/// What a word costs that the text has and the quotation has not; less, since all words of the quotation stand then.
const PUT_IN: u32 = 4;

/// A run of words of the text laid beside a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    /// What the changed words cost.
    pub cost: u32,
    /// The words of the text.
    pub words: Range<usize>,
    /// The stretches that differ: words of the quotation, and words of the text.
    pub changed: Vec<(Range<usize>, Range<usize>)>,
}

impl Alignment {
    /// Returns the part of it that belongs to some of the quotation's words.
    pub fn within(&self, words: Range<usize>) -> Option<Self> {
        let start = self.there(words.start, false)?;
        let end = self.there(words.end, true)?;
        if start > end {
            return None;
        }
        let changed = self.changed.iter().filter_map(|(quoted, there)| {
            let quoted = quoted.start.max(words.start)..quoted.end.min(words.end);
            let there = there.start.max(start)..there.end.min(end);
            (quoted.start <= quoted.end
                && there.start <= there.end
                && quoted.len() + there.len() > 0)
                .then_some((quoted, there))
        });
        Some(Self {
            cost: self.cost,
            words: start..end,
            changed: changed.collect(),
        })
    }

    /// Returns the word of the text before which a boundary between words of the quotation lies.
    fn there(&self, word: usize, is_end: bool) -> Option<usize> {
        let (mut quoted, mut there) = (0, self.words.start);
        for (q, t) in &self.changed {
            if word < q.start || (word == q.start && !q.is_empty() && is_end) {
                break;
            }
            if word < q.end || (word == q.end && !is_end && q.is_empty()) {
                // Within what was changed, as far from its start as in the quotation.
                return Some((t.start + (word - q.start)).min(t.end));
            }
            (quoted, there) = (q.end, t.end);
        }
        Some(there + word.checked_sub(quoted)?)
    }
}

/// Bytes of a text.
pub(in crate::verify) type Span = Range<usize>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Stop,
    Pair,
    LeftOut,
    PutIn,
}

/// Returns the cheapest way to lay a quotation beside the text where its first word would be number `at`; `None` when
/// it costs `most` or more.
///
/// `is_parted` tells whether a sentence ends before a word of the text, though none does in the quotation.
pub(super) fn align(
    quote: &[Token],
    text: &[Token],
    at: isize,
    most: u32,
    is_parted: &dyn Fn(usize, usize) -> bool,
) -> Option<Alignment> {
    let table = Table::fill(quote, text, at, most, is_parted)?;
    Some(table.trace(quote, text))
}

/// Returns what the cheapest way costs, when that is less than `most`.
pub(super) fn cost(quote: &[Token], text: &[Token], at: isize, most: u32) -> Option<u32> {
    const WIDTH: usize = 2 * BAND + 1;
    let mut row = [0_u32; WIDTH];
    for (number, word) in quote.iter().enumerate() {
        let is_end = number == 0 || number + 1 == quote.len();
        let changed = WORD + u32::from(is_end);
        let mut next = [u32::MAX / 2; WIDTH];
        let mut least = u32::MAX;
        for column in 0..WIDTH {
            let there = usize::try_from(at + (number + column) as isize - BAND as isize).ok();
            let there = there.and_then(|there| text.get(there));
            let pair = there.map_or(u32::MAX / 2, |there| {
                row[column] + if there.hash == word.hash { 0 } else { changed }
            });
            let skip = row
                .get(column + 1)
                .map_or(u32::MAX / 2, |cost| cost + changed);
            let put_in = match (column, there) {
                (1.., Some(_)) => next[column - 1] + PUT_IN,
                _ => u32::MAX / 2,
            };
            next[column] = pair.min(skip).min(put_in);
            least = least.min(next[column]);
        }
        if least >= most {
            return None;
        }
        row = next;
    }
    row.into_iter().min().filter(|cost| *cost < most)
}

struct Table {
    at: isize,
    band: usize,
    cost: u32,
    column: usize,
    moves: Vec<Move>,
}

impl Table {
    /// Fills the table row by row: a row for each word of the quotation, a column for each distance within the band.
    fn fill(
        quote: &[Token],
        text: &[Token],
        at: isize,
        most: u32,
        is_parted: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Self> {
        let width = 2 * BAND + 1;
        let mut table = Self {
            at,
            band: BAND,
            cost: 0,
            column: BAND,
            moves: vec![Move::Stop; width * quote.len()],
        };
        let mut row = vec![0_u32; width];
        for (number, word) in quote.iter().enumerate() {
            let is_end = number == 0 || number + 1 == quote.len();
            let changed = WORD + u32::from(is_end);
            let mut next = vec![u32::MAX / 2; width];
            for column in 0..width {
                let there = table
                    .word(number, column)
                    .filter(|there| *there < text.len());
                let pair = there.map_or(u32::MAX / 2, |there| {
                    let is_same = text[there].hash == word.hash;
                    // At an end that a sentence parts from the rest, a word of the next sentence is no replacement.
                    let parted = !is_same && is_end && is_parted(number, there);
                    row[column]
                        + if is_same {
                            0
                        } else {
                            changed + 2 * u32::from(parted)
                        }
                });
                let skip = row
                    .get(column + 1)
                    .map_or(u32::MAX / 2, |cost| cost + changed);
                let put_in = match (column, there) {
                    (1.., Some(_)) => next[column - 1] + PUT_IN,
                    _ => u32::MAX / 2,
                };
                let (cost, by) = if pair <= skip && pair <= put_in {
                    (pair, Move::Pair)
                } else if skip <= put_in {
                    (skip, Move::LeftOut)
                } else {
                    (put_in, Move::PutIn)
                };
                next[column] = cost;
                table.moves[number * width + column] = by;
            }
            if next.iter().all(|cost| *cost >= most) {
                return None;
            }
            row = next;
        }
        // Of ways that cost the same, the one that stays nearest to where the quotation would stand.
        let nearest = |column: &usize| (row[*column], column.abs_diff(BAND));
        table.column = (0..width).min_by_key(nearest)?;
        table.cost = row[table.column];
        (table.cost < most).then_some(table)
    }

    /// Returns the word of the text in a row and column, which may lie beyond its end.
    fn word(&self, row: usize, column: usize) -> Option<usize> {
        usize::try_from(self.at + (row + column) as isize - self.band as isize).ok()
    }

    fn trace(&self, quote: &[Token], text: &[Token]) -> Alignment {
        let width = 2 * self.band + 1;
        let (mut row, mut column) = (quote.len(), self.column);
        let mut changed: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        // The words of the text laid so far, from the back.
        let mut first = (self.at + (row + column) as isize - self.band as isize).max(0) as usize;
        first = first.min(text.len());
        let end = first;
        while row > 0 {
            let (from, there) = (row, first);
            match self.moves[(row - 1) * width + column] {
                Move::Pair => {
                    row -= 1;
                    first -= 1;
                }
                Move::LeftOut => {
                    row -= 1;
                    column += 1;
                }
                Move::PutIn => {
                    column -= 1;
                    first -= 1;
                }
                Move::Stop => break,
            }
            let is_same = from > row && there > first && quote[row].hash == text[first].hash;
            if !is_same {
                match changed.last_mut() {
                    Some((quoted, found)) if quoted.start == from && found.start == there => {
                        quoted.start = row;
                        found.start = first;
                    }
                    _ => changed.push((row..from, first..there)),
                }
            }
        }
        changed.reverse();
        Alignment {
            cost: self.cost,
            words: first..end,
            changed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    /// Returns the words of the text that are laid beside the quotation, and what differs.
    fn aligned(quote: &str, text: &str, at: isize) -> Option<(String, String)> {
        let (q, t) = (tokens(quote, 0), tokens(text, 0));
        let parted = |_: usize, there: usize| {
            there > 0 && text[t[there - 1].end as usize..t[there].start as usize].contains('.')
        };
        let found = align(&q, &t, at, 16, &parted)?;
        assert!(cost(&q, &t, at, 16).is_some_and(|cost| cost <= found.cost));
        let slice = |tokens: &[Token], range: &Range<usize>, text: &str| match range.is_empty() {
            true => String::new(),
            false => text[tokens[range.start].start as usize..tokens[range.end - 1].end as usize]
                .to_owned(),
        };
        let changed = found.changed.iter().map(|(quoted, there)| {
            format!("{}>{}", slice(&q, quoted, quote), slice(&t, there, text))
        });
        Some((
            slice(&t, &found.words, text),
            changed.collect::<Vec<_>>().join("|"),
        ))
    }

    #[test]
    fn the_fewest_changes_are_found() {
        let text = "x y the old bank paid them five million dollars in cash. Then he left";
        for (quote, at, words, changed) in [
            (
                "old bank paid them five million",
                3,
                "old bank paid them five million",
                "",
            ),
            (
                "old bank paid them six million",
                3,
                "old bank paid them five million",
                "six>five",
            ),
            (
                "old bank paid them million dollars",
                3,
                "old bank paid them five million dollars",
                ">five",
            ),
            (
                "old bank paid them about five million",
                5,
                "old bank paid them five million",
                "about>",
            ),
            (
                "bank paid them five million euros",
                4,
                "bank paid them five million dollars",
                "euros>dollars",
            ),
            (
                "new bank paid them five",
                1,
                "old bank paid them five",
                "new>old",
            ),
            (
                "million dollars in cash today",
                8,
                "million dollars in cash",
                "today>",
            ),
        ] {
            let expected = Some((words.to_owned(), changed.to_owned()));
            assert_eq!(aligned(quote, text, at), expected, "{quote}");
        }
        assert_eq!(aligned("nothing of this stands there", text, 3), None);
        assert_eq!(
            aligned("left for good", text, 14),
            Some(("left".into(), "for good>".into()))
        );
    }
}
