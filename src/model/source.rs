//! Sources: the texts and utterances in which claims are made.

use std::fmt;

use super::words::words;
use super::{EntityId, Labels, SourceId, TextId, WhenId};

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
        /// Data collected by someone.
        Dataset = "dataset",
        /// A picture.
        Image = "image",
    }
}

/// A text or utterance, with its maker and date.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id, unique among sources.
    pub id: TextId,
    /// What kind of text it is.
    pub kind: SourceKind,
    /// What it is called.
    pub labels: Labels,
    /// Whose words it holds.
    pub maker: EntityId,
    /// When it was said, sent or published.
    pub said_on: Option<WhenId>,
    /// The source that reports it; `None` for a document that is held itself.
    pub reported_in: Option<SourceId>,
    /// The text that is held, if any.
    pub text: Option<HeldText>,
    /// Which fields were worked out rather than read, as pairs of field and reason.
    pub derived: Box<[(TextId, TextId)]>,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
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
