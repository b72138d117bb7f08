//! Sources: the texts and utterances in which claims are made.

use std::fmt;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::words::words;
use super::{BuiltIn, EntityId, KindId, Pairs, Record, SourceId, TextId, WhenId};

words! {
    /// What kind of text or utterance a source is.
    SourceKind {
        /// A piece in a newspaper, magazine or site.
        Article = "article",
        /// A post on a site or network.
        Post = "post",
        /// An email.
        Email = "email",
        /// A complaint brought before a court.
        Complaint = "complaint",
        /// A memorandum.
        Memo = "memo",
        /// A report.
        Report = "report",
        /// A letter.
        Letter = "letter",
        /// A speech or remark before listeners.
        Speech = "speech",
        /// An interview.
        Interview = "interview",
        /// An announcement by the one it speaks of.
        Announcement = "announcement",
        /// A statement made otherwise.
        Statement = "statement",
        /// What a witness says under oath or before an inquiry.
        Testimony = "testimony",
        /// The decision of a court.
        Judgment = "judgment",
        /// A document handed to an authority as the law requires, such as accounts.
        Filing = "filing",
        /// An agreement between parties.
        Contract = "contract",
        /// A list that an authority keeps, a row for each thing.
        Register = "register",
        /// Information from someone who wants to stay unnamed.
        Tip = "tip",
        /// A page of a site.
        WebPage = "web-page",
        /// A book.
        Book = "book",
        /// Data collected by someone.
        Dataset = "dataset",
        /// A picture.
        Image = "image",
    }
}

impl BuiltIn for SourceKind {
    fn under(self) -> Option<Self> {
        None
    }
}

impl SourceKind {
    /// Returns whether each claim of such a source is a row of a table: one of its own, never a version of another row.
    pub fn is_tabular(self) -> bool {
        matches!(self, Self::Register | Self::Dataset | Self::Filing)
    }
}

/// A text or utterance, with its maker and date.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Its id, unique among sources.
    pub id: TextId,
    /// What kind of text it is.
    pub kind: KindId<SourceKind>,
    /// What it is called, by language.
    pub labels: Pairs,
    /// Whose words it holds.
    pub maker: EntityId,
    /// When it was said, sent or published.
    pub said_on: Option<WhenId>,
    /// The source that reports it; `None` for a document that is held itself.
    pub reported_in: Option<SourceId>,
    /// The text that is held, if any.
    pub text: Option<HeldText>,
    /// Which fields were worked out rather than read, with the reasons.
    pub derived: Pairs,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

/// A source as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct SourceRow {
    id: TextId,
    kind: u32,
    is_held: u8,
    has_digest: u8,
    unused: [u8; 2],
    labels: Pairs,
    derived: Pairs,
    maker: EntityId,
    said_on: Maybe,
    reported_in: Maybe,
    note: Maybe,
    code_points: u32,
    digest: [u8; 32],
}

impl Record for Source {
    type Row = SourceRow;

    fn to_row(self) -> SourceRow {
        let digest = self.text.and_then(|text| text.sha256);
        SourceRow {
            id: self.id,
            kind: self.kind.number(),
            is_held: self.text.is_some().into(),
            has_digest: digest.is_some().into(),
            unused: [0; 2],
            labels: self.labels,
            derived: self.derived,
            maker: self.maker,
            said_on: Maybe::of(self.said_on),
            reported_in: Maybe::of(self.reported_in),
            note: Maybe::of(self.note),
            code_points: self.text.map_or(0, |text| text.code_points),
            digest: digest.map_or([0; 32], |digest| digest.0),
        }
    }

    #[inline]
    fn from_row(row: SourceRow) -> Self {
        let text = (row.is_held != 0).then_some(HeldText {
            code_points: row.code_points,
            sha256: (row.has_digest != 0).then_some(Sha256(row.digest)),
        });
        Self {
            id: row.id,
            kind: KindId::of_number(row.kind),
            labels: row.labels,
            maker: row.maker,
            said_on: row.said_on.get(),
            reported_in: row.reported_in.get(),
            text,
            derived: row.derived,
            note: row.note.get(),
        }
    }
}

/// What is known of a text that is held: enough to check evidence, nothing of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldText {
    /// Its length in Unicode code points.
    pub code_points: u32,
    /// The SHA-256 of its bytes.
    pub sha256: Option<Sha256>,
}

/// A SHA-256 digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// Returns the digest of bytes.
    ///
    /// ```
    /// use claimgraph::model::Sha256;
    /// let digest = Sha256::of(b"abc").to_string();
    /// assert!(digest.starts_with("ba7816bf"));
    /// assert_eq!(Sha256::from_hex(&digest), Some(Sha256::of(b"abc")));
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Returns the digest written as 64 hexadecimal digits, or `None` for any other text.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
