//! The files of a data folder: which there are, and their text.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::limits;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::File;

/// What a file of the folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Entities,
    Predicates,
    Sources,
    Claims,
}

/// The files of a folder, in the order in which they are read.
pub(super) struct Folder {
    pub files: Vec<File>,
    pub parts: Vec<(Part, usize)>,
    pub faults: Vec<Diagnostic>,
}

/// The files every folder has, before those of claims.
const VOCABULARIES: [(Part, &str); 3] = [
    (Part::Entities, "entities.json"),
    (Part::Predicates, "predicates.json"),
    (Part::Sources, "sources.json"),
];

/// Loads every file of a data folder; one that cannot be used is reported and left out.
pub(super) fn load(dir: &Path) -> Folder {
    let mut folder = Folder {
        files: Vec::new(),
        parts: Vec::new(),
        faults: Vec::new(),
    };
    match fs::metadata(dir) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => {
            folder.refuse(
                dir,
                Code::MissingFolder,
                "the data folder is not a folder",
                INIT,
            );
            return folder;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            folder.refuse(
                dir,
                Code::MissingFolder,
                "there is no such data folder",
                INIT,
            );
            return folder;
        }
        Err(error) => {
            folder.refuse(dir, Code::Unreadable, &error.to_string(), PERMISSION);
            return folder;
        }
    }

    let claims = folder.claim_files(&dir.join("claims"));
    let present = |name: &str| dir.join(name).symlink_metadata().is_ok();
    let none = VOCABULARIES.iter().all(|(_, name)| !present(name));
    if none && claims.as_ref().is_none_or(Vec::is_empty) && folder.faults.is_empty() {
        folder.refuse(
            dir,
            Code::EmptyFolder,
            "the data folder holds no claim graph",
            INIT,
        );
        return folder;
    }
    for (part, name) in VOCABULARIES {
        if present(name) {
            folder.load(part, dir.join(name));
        } else {
            let hint = format!("add {name}; `claimgraph init DIR` writes an example");
            folder.refuse(
                &dir.join(name),
                Code::MissingFile,
                "the file is missing",
                &hint,
            );
        }
    }
    match claims {
        Some(files)
            if files.is_empty() && folder.faults.iter().all(|f| f.code != Code::Unreadable) =>
        {
            let hint =
                "add a file such as claims/article.json; `claimgraph init DIR` writes an example";
            folder.refuse(
                &dir.join("claims"),
                Code::EmptyFolder,
                "the folder of claims holds no .json file",
                hint,
            );
        }
        Some(files) => files
            .into_iter()
            .for_each(|path| folder.load(Part::Claims, path)),
        None => {
            let hint = "add it with a file such as claims/article.json; `claimgraph init DIR` writes an example";
            folder.refuse(
                &dir.join("claims"),
                Code::MissingFile,
                "the folder of claims is missing",
                hint,
            );
        }
    }
    folder
}

const INIT: &str = "name one with --data DIR, or start one with `claimgraph init DIR`";
const PERMISSION: &str = "check that it exists and that you may read it";

impl Folder {
    /// Returns the files of claims by name, `None` when there is no folder of them.
    fn claim_files(&mut self, dir: &Path) -> Option<Vec<PathBuf>> {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                self.refuse(dir, Code::Unreadable, &error.to_string(), PERMISSION);
                return Some(Vec::new());
            }
        };
        let mut files: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "json")
            })
            .collect();
        files.sort();
        Some(files)
    }

    fn load(&mut self, part: Part, path: PathBuf) {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return self.refuse(&path, Code::Unreadable, &error.to_string(), PERMISSION);
            }
        };
        let file = self.files.len();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                // The excerpt shows the text up to and with the first bad byte.
                let bad = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[bad];
                let mut text = String::from_utf8_lossy(&error.as_bytes()[..=bad]).into_owned();
                text.push('\n');
                self.files.push(File::new(path, text));
                self.faults.push(Diagnostic {
                    code: Code::InvalidUtf8,
                    file,
                    span: bad..bad + '\u{fffd}'.len_utf8(),
                    message: format!("byte {byte:#04x} at offset {bad} is not UTF-8"),
                    hint: Some("save the file as UTF-8".to_owned()),
                });
                return;
            }
        };
        if text.starts_with('\u{feff}') {
            self.faults.push(Diagnostic {
                code: Code::ByteOrderMark,
                file,
                span: 0..'\u{feff}'.len_utf8(),
                message: "the file begins with a byte order mark".to_owned(),
                hint: Some("save the file as UTF-8 without it".to_owned()),
            });
        }
        let over = limits::check(&text, file);
        let usable = over.is_empty();
        self.faults.extend(over);
        self.files.push(File::new(path, text));
        if usable {
            self.parts.push((part, file));
        }
    }

    fn refuse(&mut self, path: &Path, code: Code, message: &str, hint: &str) {
        self.faults.push(Diagnostic {
            code,
            file: self.files.len(),
            span: 0..0,
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        });
        self.files.push(File::new(path, String::new()));
    }
}
