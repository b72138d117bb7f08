//! Evidence against the texts it points into: whether the words stand where they are said to stand.
//!
//! Knows the [model](crate::model), where [records stand](crate::read::Places), and texts; not how findings are shown.
//! A fragment is *exact* only when its code points are those of the text; nothing is folded or normalised to make one
//! pass. Offsets count the code points of the text as it is given, a byte order mark and every `\r` included, unless it
//! is the declared text but for those.

mod chain;
mod compare;
mod context;
mod find;
mod fix;
mod form;
mod held;
mod judge;
mod like;
mod names;
mod places;

use std::path::PathBuf;

pub use compare::verify;
pub use find::{Astray, Form, Found, Fragment, MOST_PLACES, find};
pub use fix::{Mended, NotFixed, fix};
pub use form::Forms;
pub use held::{Texts, Unusable, read_text};
pub use like::{Altered, Bound, Change};

use crate::model::{ClaimId, Sha256, SourceId, words};

words! {
    /// How a fragment, or what a source declares of its text, fails to agree with the text.
    Status {
        /// The fragment stands in the text with some of its words changed.
        Altered = "altered",
        /// Nothing like the fragment stands in the text.
        Missing = "missing",
        /// The fragment stands elsewhere, and nothing tells whether at its place.
        Ambiguous = "ambiguous",
        /// The fragment stands elsewhere.
        Moved = "moved",
        /// The fragment stands in the text in another form.
        Form = "form",
        /// The text has another length than its source declares.
        Length = "length",
        /// The text has another SHA-256 than its source declares.
        Digest = "digest",
        /// The text is there but cannot be used.
        Unreadable = "unreadable",
        /// The file lies among the texts, and no source declares it.
        Undeclared = "undeclared",
        /// No text is held, so nothing was compared.
        Unverified = "unverified",
    }
}

words! {
    /// What may be mended.
    Fix {
        /// Numbers: the places of moved fragments, and what sources declare of texts in which all fragments stand.
        Moved = "moved",
        /// Numbers, and the words of fragments that stand in another form.
        Form = "form",
    }
}

/// What came of comparing all evidence of a case with the texts that are held.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// How many texts were held.
    pub texts: usize,
    /// How many fragments stand where they are said to stand.
    pub exact: usize,
    /// How many sources of texts that are held declare no digest.
    pub undigested: usize,
    /// The claims of fragments that are in their place, though not between the words given around them.
    pub out_of_context: Vec<ClaimId>,
    /// The sources whose text is the declared one only once its line ends or its byte order mark are undone, and how.
    pub undone: Vec<(SourceId, &'static str)>,
    /// The sources in whose texts fragments stand at too many places to look at all, and the code point where that ended.
    pub unsearched: Vec<(SourceId, u32)>,
    /// All that is not as it should be: alterations that make another statement first, then by status, source and claim.
    pub findings: Vec<Finding>,
}

/// Something that does not agree with a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The source whose text it is, if there is one.
    pub source: Option<SourceId>,
    /// What does not agree.
    pub what: What,
    /// What has to be allowed for [`fix()`] to mend it, if it can be mended without a choice.
    pub fix: Option<Fix>,
}

/// What does not agree with a text, and how.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A fragment that is not exact.
    Fragment {
        /// The claim that rests on it.
        claim: ClaimId,
        /// Which of the claim's pieces of evidence it is, counted from 0.
        item: usize,
        /// What became of it.
        astray: Astray,
    },
    /// The declared length.
    Length {
        /// Code points declared.
        declared: u32,
        /// Code points of the text.
        found: u32,
    },
    /// The declared digest.
    Digest {
        /// The digest of the text.
        found: Sha256,
    },
    /// A text that cannot be used, and what rests on it.
    Unreadable(Unusable, Vec<ClaimId>),
    /// A file among the texts that no source declares, and its length in code points, if it is a text.
    Undeclared(PathBuf, Option<u32>),
    /// A source whose text is not held, and what rests on it.
    Unverified(Vec<ClaimId>),
}

impl Finding {
    /// Returns what sort of finding it is.
    pub fn status(&self) -> Status {
        match &self.what {
            What::Fragment { astray, .. } => match astray {
                Astray::Altered(_) => Status::Altered,
                Astray::Missing => Status::Missing,
                Astray::Ambiguous { .. } => Status::Ambiguous,
                Astray::Moved(_) => Status::Moved,
                Astray::Form(_) => Status::Form,
            },
            What::Length { .. } => Status::Length,
            What::Digest { .. } => Status::Digest,
            What::Unreadable(..) => Status::Unreadable,
            What::Undeclared(..) => Status::Undeclared,
            What::Unverified(_) => Status::Unverified,
        }
    }

    /// Returns whether it is mended when this much is.
    pub fn is_mended_by(&self, fix: Option<Fix>) -> bool {
        self.fix.is_some_and(|needed| Some(needed) <= fix)
    }

    /// Returns its place in the order of findings.
    fn rank(&self) -> (bool, Status) {
        let is_grave = matches!(&self.what, What::Fragment { astray: Astray::Altered(altered), .. } if !altered.changes.is_empty());
        (!is_grave, self.status())
    }
}

impl Verification {
    /// Returns whether something disagrees with a text that is held.
    pub fn has_failed(&self) -> bool {
        let fails = |finding: &Finding| {
            !matches!(finding.status(), Status::Unverified | Status::Undeclared)
        };
        self.findings.iter().any(fails)
    }

    /// Returns whether the text of some source that is quoted is not held.
    pub fn has_gaps(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.status() == Status::Unverified)
    }
}
