//! Short lists that belong to one record, kept end to end for all records of a case.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::{Pool, TextId};
use crate::column::{Column, Image, Refusal, Sections};

/// A record's list of texts, in the case's [`Spans`].
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout,
)]
#[repr(C)]
pub struct Texts {
    start: u32,
    len: u32,
}

/// A record's list of pairs of texts, in the case's [`Spans`]: labels by language, ids by register, reasons by field.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout,
)]
#[repr(C)]
pub struct Pairs {
    start: u32,
    len: u32,
}

/// The short lists of a case's records.
#[derive(Debug, Clone, Default)]
pub struct Spans {
    texts: Column<TextId>,
    pairs: Column<[TextId; 2]>,
}

impl Pairs {
    /// Returns how many pairs there are.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Returns whether there are none.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

impl Spans {
    /// Keeps a list of texts.
    pub fn keep_texts(&mut self, texts: impl IntoIterator<Item = TextId>) -> Texts {
        let start = self.texts.len();
        self.texts.extend(texts);
        let (start, len) = place(start, self.texts.len());
        Texts { start, len }
    }

    /// Keeps a list of pairs.
    pub fn keep_pairs(&mut self, pairs: impl IntoIterator<Item = (TextId, TextId)>) -> Pairs {
        let start = self.pairs.len();
        self.pairs
            .extend(pairs.into_iter().map(|(left, right)| [left, right]));
        let (start, len) = place(start, self.pairs.len());
        Pairs { start, len }
    }

    /// Returns the texts of a list, in the order in which they were given.
    pub fn texts(&self, texts: Texts) -> &[TextId] {
        self.texts.slice(range(texts.start, texts.len))
    }

    /// Returns the pairs of a list, in the order in which they were given.
    pub fn pairs(&self, pairs: Pairs) -> impl ExactSizeIterator<Item = (TextId, TextId)> + '_ {
        let pairs = self.pairs.slice(range(pairs.start, pairs.len)).iter();
        pairs.map(|[left, right]| (*left, *right))
    }

    /// Returns the label in a language (BCP 47: `en`, `zh`), else the English one, else the first; `None` when there are
    /// no labels.
    pub fn label(&self, labels: Pairs, lang: &str, pool: &Pool) -> Option<TextId> {
        let of = |lang: &str| {
            let mut labels = self.pairs(labels);
            labels.find(|(language, _)| pool.get(*language).eq_ignore_ascii_case(lang))
        };
        let label = of(lang).or_else(|| of("en"));
        let label = label.or_else(|| self.pairs(labels).next());
        label.map(|(_, label)| label)
    }

    pub(super) fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        out.put("spans.texts", &self.texts)?;
        out.put("spans.pairs", &self.pairs)
    }

    pub(super) fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            texts: image.column("spans.texts")?,
            pairs: image.column("spans.pairs")?,
        })
    }
}

fn place(start: usize, end: usize) -> (u32, u32) {
    let short = |count| u32::try_from(count).expect("lists hold fewer than 2^32 items");
    (short(start), short(end - start))
}

fn range(start: u32, len: u32) -> std::ops::Range<usize> {
    start as usize..start as usize + len as usize
}
