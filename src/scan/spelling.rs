//! Rewritten words and what they mean: a text is read as if they stood there, and its offsets are kept.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::table::{TableFault, rows};

/// A table of rewritten words and what they mean.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    meanings: Vec<String>,
    words: Option<AhoCorasick>,
}

impl Spelling {
    /// Returns the table in a CSV file with the header `spun,meaning`.
    ///
    /// # Errors
    ///
    /// [`TableFault`] for another header, a row without two cells, an empty word and a word that stands twice.
    pub fn parse(bytes: &[u8]) -> Result<Self, TableFault> {
        let (mut words, mut meanings) = (Vec::new(), Vec::new());
        for (line, row) in rows(bytes, &["spun", "meaning"])? {
            let fault = |message: &str| TableFault {
                line,
                message: message.to_owned(),
            };
            let [word, meaning] = <[String; 2]>::try_from(row)
                .map_err(|_| fault("a row has two cells, the word and what it means"))?;
            if word.is_empty() {
                return Err(fault("the word is empty"));
            }
            if words.contains(&word) {
                return Err(fault("the word stands in the table twice"));
            }
            words.push(word);
            meanings.push(meaning);
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .map_err(|error| TableFault {
                line: 1,
                message: error.to_string(),
            })?;
        Ok(Self {
            meanings,
            words: Some(words),
        })
    }

    /// Returns a text with every word of the table replaced by its meaning, the longest word first.
    pub(super) fn apply<'t>(&self, text: &'t str) -> Respelled<'t> {
        let mut respelled = Respelled::new(text);
        let Some(words) = &self.words else {
            return respelled;
        };
        for found in words.find_iter(text) {
            respelled.replace(found.range(), &self.meanings[found.pattern().as_usize()]);
        }
        respelled.finish();
        respelled
    }
}

/// A text as it is read, and the way back to the text as it stands.
pub(super) struct Respelled<'t> {
    original: &'t str,
    text: Option<String>,
    /// The bytes of each meaning, and those of the word it replaces.
    changes: Vec<(Range<usize>, Range<usize>)>,
    /// How many bytes of the original are copied or replaced.
    done: usize,
}

impl<'t> Respelled<'t> {
    pub fn new(original: &'t str) -> Self {
        Self {
            original,
            text: None,
            changes: Vec::new(),
            done: 0,
        }
    }

    /// Replaces bytes of the original, after those that were replaced before.
    pub fn replace(&mut self, range: Range<usize>, meaning: &str) {
        let text = self.text.get_or_insert_default();
        text.push_str(&self.original[self.done..range.start]);
        let start = text.len();
        text.push_str(meaning);
        // Replacements of equal length move nothing; without them the list stays short.
        let moved = meaning.len() != range.len() || meaning.chars().count() != 1;
        self.done = range.end;
        if moved {
            self.changes.push((start..start + meaning.len(), range));
        }
    }

    /// Copies what follows the last replacement.
    pub fn finish(&mut self) {
        if let Some(text) = &mut self.text {
            text.push_str(&self.original[self.done..]);
        }
    }

    pub fn is_changed(&self) -> bool {
        self.text.is_some()
    }

    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(self.original)
    }

    /// Returns the bytes of the text as it stands that were read as a range; a word touched belongs to it whole.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.change_over(range.start) {
            Ok((_, word)) => word.start,
            Err(start) => start,
        };
        // The end is exclusive: what counts is the change that the byte before it lies in.
        let end = match self.change_over(range.end.saturating_sub(1)) {
            Ok((_, word)) => word.end,
            Err(last) => last + 1,
        };
        start..end.max(start)
    }

    /// Returns the change a byte lies in, or the byte that it is in the text as it stands.
    fn change_over(&self, byte: usize) -> Result<&(Range<usize>, Range<usize>), usize> {
        let after = self.changes.partition_point(|(new, _)| new.start <= byte);
        let before = self.changes[..after]
            .iter()
            .rev()
            .find(|(new, _)| !new.is_empty());
        match before {
            Some(change) if byte < change.0.end => Ok(change),
            _ => match after.checked_sub(1).map(|last| &self.changes[last]) {
                Some((new, old)) => Err(byte - new.end + old.end),
                None => Err(byte),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_back_to_whole_words() {
        let spelling =
            Spelling::parse("spun,meaning\n好意思,美\n好意思元,美元\n删,\n".as_bytes()).unwrap();
        let text = "约1亿好意思元删和x";
        let respelled = spelling.apply(text);
        assert_eq!(respelled.text(), "约1亿美元和x");
        let original = |part: &str| {
            let start = respelled.text().find(part).unwrap();
            &text[respelled.original(start..start + part.len())]
        };
        assert_eq!(original("1亿美元"), "1亿好意思元");
        assert_eq!(original("元"), "好意思元");
        assert_eq!(original("和x"), "和x");
        assert_eq!(original("约"), "约");
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let fault = |table: &str| Spelling::parse(table.as_bytes()).unwrap_err().to_string();
        assert_eq!(fault("a,b\n"), "1: the header must be `spun,meaning`");
        assert_eq!(fault("spun,meaning\nx,y\n,z\n"), "3: the word is empty");
        assert_eq!(
            fault("spun,meaning\nx,y\nx,z\n"),
            "3: the word stands in the table twice"
        );
    }
}
