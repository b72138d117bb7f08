//! The texts that are held: where they lie, what keeps one from being used, and which of them no source declares.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::{Case, HeldText, Sha256, SourceId};
use crate::text::Beneath;

/// Where the texts of sources lie.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Texts named one by one.
    pub named: Vec<(SourceId, PathBuf)>,
    /// A folder that holds others as `<source id>.txt`.
    pub folder: Option<PathBuf>,
    /// Whether the folder is there for texts of the case only, so that a file of no source is to be told.
    pub is_own: bool,
}

/// A text that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl Texts {
    /// Returns the text of a source, as it is given, or `None` when none is held.
    pub(super) fn read(&self, case: &Case, source: SourceId) -> Option<Result<String, Unusable>> {
        let named = self.named.iter().rev().find(|(named, _)| *named == source);
        let (path, read) = match (named, &self.folder) {
            (Some((_, path)), _) => (path.clone(), read_text(path)),
            (None, Some(folder)) => {
                let path = folder.join(format!("{}.txt", case.text(case.sources.get(source).id)));
                if path.symlink_metadata().is_err() {
                    return None;
                }
                let read = match folder.parent() {
                    // A case may come from anybody, and no link in it leads out of it.
                    Some(root) if self.is_own => read_beneath(root, &path),
                    _ => read_text(&path),
                };
                (path, read)
            }
            (None, None) => return None,
        };
        Some(read.map_err(|error| Unusable {
            path,
            reason: error.to_string(),
        }))
    }
}

fn read_beneath(root: &Path, path: &Path) -> io::Result<String> {
    let root = match root.as_os_str().is_empty() {
        true => Path::new("."),
        false => root,
    };
    let inside = path.strip_prefix(root).unwrap_or(path);
    let mut bytes = Vec::new();
    let mut file = Beneath::of(root)?.open(inside)?;
    file.read_to_end(&mut bytes)?;
    as_text(bytes)
}

/// Returns the text of a file, as it is given.
///
/// # Errors
///
/// Those of the file system, and one of kind [`io::ErrorKind::InvalidData`] for a file that is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    as_text(fs::read(path)?)
}

fn as_text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[at];
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("byte {byte:#04x} at offset {at} is not UTF-8"),
        )
    })
}

/// A mark that some programs put before a text, and that counts as a code point of it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns the declared text, and how it comes of the one that is given, if that differs from it only as programs change
/// texts that they copy: in line ends and a byte order mark.
///
/// Where no digest is declared, the length has to tell.
pub(super) fn undone(text: &str, declared: HeldText) -> Option<(&'static str, String)> {
    let is_declared = |text: &str| match declared.sha256 {
        Some(sha256) => Sha256::of(text.as_bytes()) == sha256,
        None => text.chars().count() == declared.code_points as usize,
    };
    if is_declared(text) {
        return None;
    }
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let lf = |text: &str| text.replace("\r\n", "\n");
    let crlf = |text: &str| lf(text).replace('\n', "\r\n");
    let marked = |text: &str| format!("{BYTE_ORDER_MARK}{text}");
    let forms: [(&'static str, &dyn Fn() -> String); 8] = [
        ("without its byte order mark", &|| bare.to_owned()),
        ("with \\n for \\r\\n", &|| lf(text)),
        ("with \\r\\n for \\n", &|| crlf(text)),
        (
            "without its byte order mark and with \\n for \\r\\n",
            &|| lf(bare),
        ),
        (
            "without its byte order mark and with \\r\\n for \\n",
            &|| crlf(bare),
        ),
        ("with a byte order mark", &|| marked(bare)),
        ("with a byte order mark and \\n for \\r\\n", &|| {
            marked(&lf(bare))
        }),
        ("with a byte order mark and \\r\\n for \\n", &|| {
            marked(&crlf(bare))
        }),
    ];
    forms.into_iter().find_map(|(how, form)| {
        let form = form();
        (form != text && is_declared(&form)).then_some((how, form))
    })
}

impl Texts {
    /// Returns the files of the folder that are the text of no source, by name: each with the source that it is named
    /// after, which declares no text, and its length in code points.
    pub(super) fn undeclared(&self, case: &Case) -> Vec<(PathBuf, Option<SourceId>, Option<u32>)> {
        let entries = self
            .folder
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok());
        let mut paths: Vec<PathBuf> = entries
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        if paths.is_empty() {
            return Vec::new();
        }
        paths.sort();
        let sources = case.sources.iter();
        let sources: HashMap<&str, (SourceId, bool)> = sources
            .map(|(id, source)| (case.text(source.id), (id, source.text.is_some())))
            .collect();
        let is_named = |path: &Path| {
            let path = fs::canonicalize(path).ok();
            self.named
                .iter()
                .any(|(_, named)| path.is_some() && fs::canonicalize(named).ok() == path)
        };
        let mut undeclared = Vec::new();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                undeclared.push((path, None, None));
                continue;
            };
            let source = name.strip_suffix(".txt").and_then(|id| sources.get(id));
            let is_told = match source {
                Some((_, is_declared)) => !is_declared,
                None => self.is_own && !name.starts_with('.'),
            };
            if is_told && !is_named(&path) {
                let length = path.is_file().then(|| read_text(&path).ok()).flatten();
                let length = length.and_then(|text| u32::try_from(text.chars().count()).ok());
                undeclared.push((path, source.map(|(id, _)| *id), length));
            }
        }
        undeclared
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for Unusable {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_form_is_recognised() {
        let declared = |text: &str, has_digest: bool| HeldText {
            code_points: u32::try_from(text.chars().count()).unwrap(),
            sha256: has_digest.then(|| Sha256::of(text.as_bytes())),
        };
        for has_digest in [true, false] {
            let how = |text: &str, of: &str| {
                let undone = undone(text, declared(of, has_digest));
                undone.map(|(how, undone)| {
                    assert_eq!(undone, of);
                    how
                })
            };
            assert_eq!(how("a\r\nb\r\n", "a\nb\n"), Some("with \\n for \\r\\n"));
            assert_eq!(
                how("\u{feff}a\nb\n", "a\nb\n"),
                Some("without its byte order mark")
            );
            assert_eq!(
                how("a\nb\n", "\u{feff}a\r\nb\r\n"),
                Some("with a byte order mark and \\r\\n for \\n")
            );
            assert_eq!(how("a\nb\n", "a\nb\n"), None);
            assert_eq!(how("a\nbcd\n", "a\nb\n"), None);
        }
    }
}
