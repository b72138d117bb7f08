//! The texts that are held: where they lie, and what keeps one from being used.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Case, Sha256, SourceId};

/// Where the texts of sources lie.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Texts named one by one.
    pub named: Vec<(SourceId, PathBuf)>,
    /// A folder that holds others as `<source id>.txt`.
    pub folder: Option<PathBuf>,
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
        let path = match (named, &self.folder) {
            (Some((_, path)), _) => path.clone(),
            (None, Some(folder)) => {
                let path = folder.join(format!("{}.txt", case.text(case.sources.get(source).id)));
                if path.symlink_metadata().is_err() {
                    return None;
                }
                path
            }
            (None, None) => return None,
        };
        Some(read_text(&path).map_err(|error| Unusable {
            path,
            reason: error.to_string(),
        }))
    }
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
    String::from_utf8(fs::read(path)?).map_err(|error| {
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

/// Returns in which other form the text would have the digest, if it is one of those that programs give to texts.
pub(super) fn form_of(text: &str, digest: Sha256) -> Option<&'static str> {
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let lf = |text: &str| text.replace("\r\n", "\n");
    let crlf = |text: &str| lf(text).replace('\n', "\r\n");
    let marked = |text: &str| format!("{BYTE_ORDER_MARK}{text}");
    let forms: [(&'static str, &dyn Fn() -> String); 7] = [
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
        ("with a byte order mark and \\r\\n for \\n", &|| {
            marked(&crlf(bare))
        }),
    ];
    forms
        .into_iter()
        .find(|(_, form)| Sha256::of(form().as_bytes()) == digest)
        .map(|(name, _)| name)
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
        let declared = Sha256::of("a\nb\n".as_bytes());
        let form = |text: &str| form_of(text, declared);
        assert_eq!(form("a\r\nb\r\n"), Some("with \\n for \\r\\n"));
        assert_eq!(form("\u{feff}a\nb\n"), Some("without its byte order mark"));
        assert_eq!(form("a\nc\n"), None);
    }
}
