//! Evidence against the texts it points into: whether the words stand where they are said to stand.
//!
//! Knows the [model](crate::model), where [records stand](crate::read::Places), and texts; not how findings are shown.
//! A fragment is *exact* only when its code points are those of the text; nothing is folded or normalised to make one
//! pass. Offsets count the code points of the text as it is given, a byte order mark and every `\r` included.

mod find;
mod fix;
mod held;
mod near;
mod plain;

pub use find::{Astray, Fragment, MOST_PLACES, find};
pub use fix::{NotFixed, fix};
pub use held::{Texts, Unusable, read_text};
pub use near::{Difference, Near};

use crate::model::{Case, ClaimId, Handle, HeldText, Sha256, SourceId, words};
use crate::text::Index;

words! {
    /// How a fragment, or what a source declares of its text, fails to agree with the text.
    Status {
        /// The fragment stands elsewhere, once.
        Moved = "moved",
        /// Something very like the fragment stands in the text.
        Near = "near",
        /// Nothing like the fragment stands in the text.
        Missing = "missing",
        /// The fragment stands elsewhere, more than once.
        Ambiguous = "ambiguous",
        /// The text has another length than its source declares.
        Length = "length",
        /// The text has another SHA-256 than its source declares.
        Digest = "digest",
        /// The text is there but cannot be used.
        Unreadable = "unreadable",
        /// No text is held, so nothing was compared.
        Unverified = "unverified",
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
    /// All that is not so, by source and in it by claim.
    pub findings: Vec<Finding>,
}

/// Something that does not agree with a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The source whose text it is.
    pub source: SourceId,
    /// What does not agree.
    pub what: What,
    /// Whether it can be mended without a choice, and so is by [`fix()`].
    pub fixable: bool,
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
        /// How the text would have to be changed to have the declared one, if that is a matter of form only.
        but: Option<&'static str>,
    },
    /// A text that cannot be used, and what rests on it.
    Unreadable(Unusable, Vec<ClaimId>),
    /// A source whose text is not held, and what rests on it.
    Unverified(Vec<ClaimId>),
}

impl Finding {
    /// Returns what sort of finding it is.
    pub fn status(&self) -> Status {
        match &self.what {
            What::Fragment { astray, .. } => match astray {
                Astray::Moved(_) => Status::Moved,
                Astray::Near(_) => Status::Near,
                Astray::Missing => Status::Missing,
                Astray::Ambiguous { .. } => Status::Ambiguous,
            },
            What::Length { .. } => Status::Length,
            What::Digest { .. } => Status::Digest,
            What::Unreadable(..) => Status::Unreadable,
            What::Unverified(_) => Status::Unverified,
        }
    }
}

impl Verification {
    /// Returns whether something disagrees with a text that is held, and was not mended.
    pub fn has_failed(&self, fixed: bool) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.status() != Status::Unverified && !(fixed && finding.fixable))
    }

    /// Returns whether the text of some source that is quoted is not held.
    pub fn has_gaps(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.status() == Status::Unverified)
    }
}

/// Compares all evidence of a case with the texts that are held.
pub fn verify(case: &Case, texts: &Texts) -> Verification {
    let mut quoted: Vec<Vec<(ClaimId, usize)>> = vec![Vec::new(); case.sources.len()];
    for claim in case.claims.handles() {
        for (item, evidence) in case.claims.evidence(claim).iter().enumerate() {
            quoted[evidence.source().index()].push((claim, item));
        }
    }
    let mut verification = Verification::default();
    for ((source, record), quoted) in case.sources.iter().zip(quoted) {
        let Some(declared) = record.text else {
            continue;
        };
        let what = match texts.read(case, source) {
            None => What::Unverified(claims(&quoted)),
            Some(Err(unusable)) => What::Unreadable(unusable, claims(&quoted)),
            Some(Ok(text)) => {
                verification.compare(case, source, declared, &text, &quoted);
                continue;
            }
        };
        verification.findings.push(Finding {
            source,
            what,
            fixable: false,
        });
    }
    verification
}

impl Verification {
    /// Compares the evidence from one source with its text.
    fn compare(
        &mut self,
        case: &Case,
        source: SourceId,
        declared: HeldText,
        text: &str,
        quoted: &[(ClaimId, usize)],
    ) {
        self.texts += 1;
        self.undigested += usize::from(declared.sha256.is_none());
        let index = Index::new(text);
        let fragments: Vec<Fragment<'_>> = quoted
            .iter()
            .map(|(claim, item)| {
                let evidence = case.claims.evidence(*claim)[*item];
                Fragment {
                    start: evidence.start(),
                    quote: case.text(evidence.quote()),
                }
            })
            .collect();
        let found = find(&index, &fragments);
        let in_place = |astray: &Option<Astray>| matches!(astray, None | Some(Astray::Moved(_)));
        let all_in_place = found.iter().all(in_place);
        let beyond = found.iter().zip(quoted).any(|(astray, (claim, item))| {
            let evidence = case.claims.evidence(*claim)[*item];
            let length = evidence.end() - evidence.start();
            matches!(astray, Some(Astray::Moved(start)) if start + length > declared.code_points)
        });

        let code_points = u32::try_from(index.code_points()).unwrap_or(u32::MAX);
        if code_points != declared.code_points {
            let what = What::Length {
                declared: declared.code_points,
                found: code_points,
            };
            let fixable = all_in_place || beyond;
            self.findings.push(Finding {
                source,
                what,
                fixable,
            });
        }
        if let Some(sha256) = declared.sha256 {
            let digest = Sha256::of(text.as_bytes());
            if digest != sha256 {
                let what = What::Digest {
                    found: digest,
                    but: held::form_of(text, sha256),
                };
                let fixable = all_in_place;
                self.findings.push(Finding {
                    source,
                    what,
                    fixable,
                });
            }
        }
        for (astray, (claim, item)) in found.into_iter().zip(quoted) {
            let Some(astray) = astray else {
                self.exact += 1;
                continue;
            };
            self.findings.push(Finding {
                source,
                fixable: matches!(astray, Astray::Moved(_)),
                what: What::Fragment {
                    claim: *claim,
                    item: *item,
                    astray,
                },
            });
        }
    }
}

fn claims(quoted: &[(ClaimId, usize)]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> = quoted.iter().map(|(claim, _)| *claim).collect();
    claims.dedup();
    claims
}
