//! Evidence: the words of a source that a claim rests on.

use std::fmt;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{SourceId, TextId};

/// A fragment of a held text and its place there, in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Evidence {
    source: SourceId,
    start: u32,
    end: u32,
    quote: TextId,
}

/// The words around a fragment, which tell its place from the other places where the same words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Context {
    item: u32,
    prefix: Maybe,
    suffix: Maybe,
}

/// Why a place and a quotation are no evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceError {
    /// The end is not after the start.
    Reversed,
    /// The quotation has another length than the place.
    Length {
        /// Code points from start to end.
        spanned: u32,
        /// Code points quoted.
        quoted: u32,
    },
}

impl Evidence {
    /// Returns evidence at code points `start` to `end` (exclusive) of a source, quoting `quoted` code points.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Reversed`] unless `start < end`; [`EvidenceError::Length`] unless `quoted` is their distance.
    pub fn new(
        source: SourceId,
        start: u32,
        end: u32,
        quote: TextId,
        quoted: u32,
    ) -> Result<Self, EvidenceError> {
        if start >= end {
            return Err(EvidenceError::Reversed);
        }
        if end - start != quoted {
            return Err(EvidenceError::Length {
                spanned: end - start,
                quoted,
            });
        }
        Ok(Self {
            source,
            start,
            end,
            quote,
        })
    }

    /// Returns the source whose text is quoted.
    pub fn source(self) -> SourceId {
        self.source
    }

    /// Returns the first code point.
    pub fn start(self) -> u32 {
        self.start
    }

    /// Returns the code point after the last.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Returns the quoted fragment.
    pub fn quote(self) -> TextId {
        self.quote
    }
}

impl Context {
    /// Returns the context of a claim's evidence number `item`, `None` when there is neither prefix nor suffix.
    pub fn new(item: usize, prefix: Option<TextId>, suffix: Option<TextId>) -> Option<Self> {
        let is_some = prefix.is_some() || suffix.is_some();
        is_some.then_some(Self {
            item: u32::try_from(item).ok()?,
            prefix: Maybe::of(prefix),
            suffix: Maybe::of(suffix),
        })
    }

    /// Returns which of the claim's pieces of evidence it belongs to, counted from 0.
    pub fn item(self) -> usize {
        self.item as usize
    }

    /// Returns the words directly before the fragment.
    pub fn prefix(self) -> Option<TextId> {
        self.prefix.get()
    }

    /// Returns the words directly after the fragment.
    pub fn suffix(self) -> Option<TextId> {
        self.suffix.get()
    }
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reversed => f.write_str("evidence must end after it starts"),
            Self::Length { spanned, quoted } => {
                write!(
                    f,
                    "evidence spans {spanned} code points but quotes {quoted}"
                )
            }
        }
    }
}

impl std::error::Error for EvidenceError {}
