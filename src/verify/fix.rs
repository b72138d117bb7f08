//! Mending what can be mended without a choice: numbers and words in the data files, and nothing else in them.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Astray, Finding, Fix, Verification, What};
use crate::model::{Case, ClaimId};
use crate::read::{Places, Stand};
use crate::text::{Beneath, File};

/// A file that could not be rewritten; those before it were, those after it were not.
#[derive(Debug)]
pub struct NotFixed {
    /// The file.
    pub path: PathBuf,
    /// What kept it from being rewritten.
    pub error: io::Error,
}

/// What was rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mended {
    /// How many findings were mended.
    pub findings: usize,
    /// How many files were rewritten.
    pub files: usize,
}

/// Rewrites what is known better in the files it stands in, as far as it is allowed.
///
/// The offsets of moved fragments are always brought up to date; those that stand in another form take the words of the
/// text where [`Fix::Form`] allows it. The length and the digest that a source declares follow the text when every
/// fragment from it stands there, since they say on which text all the words stand; otherwise its length alone, when a
/// moved fragment would lie beyond it. Nothing else in a file changes, and each is replaced whole or not at all,
/// none through a symbolic link.
///
/// # Errors
///
/// [`NotFixed`] for the first file that cannot be replaced, or was changed since it was read.
pub fn fix(
    dir: &Path,
    case: &Case,
    files: &[File],
    places: &Places,
    verification: &Verification,
    allowed: Fix,
) -> Result<Mended, NotFixed> {
    let findings = verification.findings.iter();
    let mended: Vec<&Finding> = findings
        .filter(|one| one.is_mended_by(Some(allowed)))
        .collect();
    let edits = edits(case, files, places, &mended);
    for (file, edits) in &edits {
        let file = &files[*file];
        let text = edited(file.text(), edits);
        let replaced = Beneath::of(dir).and_then(|folder| {
            folder.replace(file.path(), file.text().as_bytes(), text.as_bytes())
        });
        replaced.map_err(|error| NotFixed {
            path: file.path().to_owned(),
            error,
        })?;
    }
    Ok(Mended {
        findings: mended.len(),
        files: edits.len(),
    })
}

/// Stretches of one file and what is to stand there, in order.
type Edits = BTreeMap<(usize, usize), String>;

fn edits(
    case: &Case,
    files: &[File],
    places: &Places,
    mended: &[&Finding],
) -> BTreeMap<usize, Edits> {
    let mut edits: BTreeMap<usize, Edits> = BTreeMap::new();
    let mut put = |stand: &Stand, value: usize, text: String| {
        if let Some(Range { start, end }) = stand.values[value].clone() {
            edits
                .entry(stand.file)
                .or_default()
                .insert((start, end), text);
        }
    };
    let mut stands: Option<(ClaimId, Vec<Stand>)> = None;
    for finding in mended {
        match (&finding.what, finding.source) {
            (
                What::Fragment {
                    claim,
                    item,
                    astray,
                },
                _,
            ) => {
                let evidence = case.claims.evidence(*claim)[*item];
                let (start, length, words) = match astray {
                    Astray::Moved(start) => (*start, evidence.end() - evidence.start(), None),
                    Astray::Form(form) => {
                        let length = u32::try_from(form.words.chars().count()).unwrap_or(u32::MAX);
                        (form.start, length, Some(&form.words))
                    }
                    _ => continue,
                };
                // The findings of one claim mostly follow one another, so its record is seldom taken apart twice.
                if stands.as_ref().is_none_or(|(of, _)| of != claim) {
                    stands = Some((*claim, places.all_evidence(files, *claim)));
                }
                let stand = stands.as_ref().and_then(|(_, stands)| stands.get(*item));
                if let Some(stand) = stand {
                    put(stand, 0, start.to_string());
                    put(stand, 1, (start + length).to_string());
                    if let Some(words) = words {
                        put(
                            stand,
                            2,
                            serde_json::Value::from(words.as_str()).to_string(),
                        );
                    }
                }
            }
            (What::Length { found, .. }, Some(source)) => {
                put(&places.text(files, source), 0, found.to_string());
            }
            (What::Digest { found }, Some(source)) => {
                put(&places.text(files, source), 1, format!("\"{found}\""));
            }
            _ => {}
        }
    }
    edits
}

fn edited(text: &str, edits: &Edits) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for ((start, end), new) in edits {
        out.push_str(&text[done..*start]);
        out.push_str(new);
        done = *end;
    }
    out.push_str(&text[done..]);
    out
}

impl fmt::Display for NotFixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for NotFixed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_edited_changes() {
        let edits = Edits::from([((1, 2), "10".to_owned()), ((5, 5), "x".to_owned())]);
        assert_eq!(edited("a1bcde", &edits), "a10bcdxe");
    }
}
