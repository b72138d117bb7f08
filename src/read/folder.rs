//! The files of a data folder: which there are, and their text.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::limits;
use super::reader::is_lines;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{self, File, Map};

/// What a file of the folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Kinds,
    Entities,
    Predicates,
    Sources,
    Claims,
}

/// The files of a folder, in the order in which they are read.
pub(super) struct Folder {
    dir: PathBuf,
    pub files: Vec<File>,
    pub parts: Vec<(Part, usize)>,
    pub faults: Vec<Diagnostic>,
    /// What could not be loaded, so that references to it cannot be judged.
    pub unusable: Vec<Part>,
}

/// The files before those of claims: each as JSON, as JSON Lines, or both. Every folder has them, but for the kinds.
const VOCABULARIES: [(Part, [&str; 2]); 4] = [
    (Part::Kinds, ["kinds.json", "kinds.jsonl"]),
    (Part::Entities, ["entities.json", "entities.jsonl"]),
    (Part::Predicates, ["predicates.json", "predicates.jsonl"]),
    (Part::Sources, ["sources.json", "sources.jsonl"]),
];

/// From how many bytes on a file is mapped rather than read.
const MAPPED: u64 = 1 << 20;

/// Returns the paths, in a data folder, of the files that are read.
pub(super) fn files(dir: &Path) -> io::Result<Vec<String>> {
    let names = VOCABULARIES.iter().flat_map(|(_, names)| names);
    let names = names.filter(|name| dir.join(name).symlink_metadata().is_ok());
    let mut files: Vec<String> = names.map(|name| (*name).to_owned()).collect();
    files.extend(claims_beneath(dir)?.files);
    Ok(files)
}

/// What lies in a folder of claims, by paths from the data folder, in order.
#[derive(Default)]
struct Beneath {
    /// The files that hold claims by their names.
    files: Vec<String>,
    /// What is not read.
    others: Vec<String>,
}

/// Returns what lies in the folder of claims and the folders in it; links to folders are not followed.
fn claims_beneath(dir: &Path) -> io::Result<Beneath> {
    /// More folders in one another than anybody keeps claims in.
    const DEEPEST: usize = 32;
    let mut found = Beneath::default();
    let mut folders = vec![("claims".to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(dir.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name();
            // Those whose name begins with a dot are the notes of editors and systems.
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = format!("{folder}/{}", name.to_string_lossy());
            let is_folder = entry.file_type()?.is_dir();
            if is_folder && depth < DEEPEST && !is_of_claims(&entry.path()) {
                folders.push((path, depth + 1));
            } else if is_of_claims(&entry.path()) {
                found.files.push(path);
            } else {
                found.others.push(path);
            }
        }
    }
    found.files.sort();
    found.others.sort();
    Ok(found)
}

/// Loads every file of a data folder; one that cannot be used is reported and left out.
pub(super) fn load(dir: &Path) -> Folder {
    let mut folder = Folder {
        dir: dir.to_owned(),
        files: Vec::new(),
        parts: Vec::new(),
        faults: Vec::new(),
        unusable: Vec::new(),
    };
    let missing = match fs::metadata(dir) {
        Ok(metadata) if metadata.is_dir() => None,
        Ok(_) => Some((Code::MissingFolder, "the data folder is a file".to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some((
            Code::MissingFolder,
            "there is no such data folder".to_owned(),
        )),
        Err(error) => Some((Code::Unreadable, reason(&error))),
    };
    if let Some((code, message)) = missing {
        folder.refuse(dir, code, &message, INIT);
        return folder;
    }

    let claims = folder.claim_files(&dir.join("claims"));
    let present = |name: &str| dir.join(name).symlink_metadata().is_ok();
    let none = VOCABULARIES
        .iter()
        .flat_map(|(_, names)| names)
        .all(|name| !present(name));
    let no_claims = match &claims {
        Claims::Files(files) => files.is_empty(),
        Claims::NoFolder => true,
        Claims::Unreadable => false,
    };
    if none && no_claims {
        let message = "the data folder holds no claim graph";
        folder.refuse(dir, Code::EmptyFolder, message, INIT);
        return folder;
    }
    for (part, names) in VOCABULARIES {
        let here: Vec<&str> = names.into_iter().filter(|name| present(name)).collect();
        for name in &here {
            folder.load(part, dir.join(name));
        }
        if here.is_empty() && part != Part::Kinds {
            let (name, path) = (names[0], dir.join(names[0]));
            let hint = format!("add {name}; `claimgraph init DIR` writes an example");
            folder.refuse(&path, Code::MissingFile, "the file is missing", &hint);
            folder.unusable.push(part);
        }
    }
    match claims {
        Claims::Files(files) if files.is_empty() => {
            let message = "the folder of claims holds no .json file";
            let hint = format!("add {EXAMPLE}");
            folder.refuse(&dir.join("claims"), Code::EmptyFolder, message, &hint);
        }
        Claims::Files(files) => files
            .into_iter()
            .for_each(|path| folder.load(Part::Claims, path)),
        Claims::NoFolder => {
            let message = "the folder of claims is missing";
            let hint = format!("add it with {EXAMPLE}");
            folder.refuse(&dir.join("claims"), Code::MissingFile, message, &hint);
        }
        Claims::Unreadable => {}
    }
    folder
}

const INIT: &str = "name one with --data DIR, or start one with `claimgraph init DIR`";
const EXAMPLE: &str = "a file such as claims/article.json; `claimgraph init DIR` writes an example";

/// What was found in the place of the files of claims.
enum Claims {
    /// The files, by name.
    Files(Vec<PathBuf>),
    NoFolder,
    /// Something that was reported.
    Unreadable,
}

impl Folder {
    fn claim_files(&mut self, dir: &Path) -> Claims {
        match claims_beneath(&self.dir) {
            Ok(Beneath { files, others }) => {
                for path in others {
                    let path = self.dir.join(path);
                    let message =
                        "this is not read: the files of claims end in .json, .jsonl and .ndjson";
                    let hint = "give it such a name, or move it out of the folder of claims";
                    self.refuse(&path, Code::IgnoredFile, message, hint);
                }
                let files = files.into_iter().map(|path| self.dir.join(path));
                Claims::Files(files.collect())
            }
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && dir.symlink_metadata().is_err() =>
            {
                Claims::NoFolder
            }
            Err(error) => {
                self.refuse(dir, Code::Unreadable, &reason(&error), remedy(&error));
                self.unusable.push(Part::Claims);
                Claims::Unreadable
            }
        }
    }

    fn load(&mut self, part: Part, path: PathBuf) {
        let content = match self.read(&path) {
            Ok(content) => content,
            Err(error) => {
                self.refuse(&path, Code::Unreadable, &reason(&error), remedy(&error));
                return self.unusable.push(part);
            }
        };
        let file = self.files.len();
        let loaded = match content {
            Content::Read(bytes) => match String::from_utf8(bytes) {
                Ok(text) => File::new(&path, text),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    self.not_utf8(path, error.as_bytes(), valid);
                    return self.unusable.push(part);
                }
            },
            Content::Mapped(map) => match map.into_text() {
                Ok(text) => File::mapped(&path, text),
                Err((map, valid)) => {
                    self.not_utf8(path, map.bytes(), valid);
                    return self.unusable.push(part);
                }
            },
        };
        let text = loaded.text();
        if text.starts_with('\u{feff}') {
            self.faults.push(Diagnostic {
                code: Code::ByteOrderMark,
                file,
                span: 0..'\u{feff}'.len_utf8(),
                message: "the file begins with a byte order mark".to_owned(),
                hint: Some("save the file as UTF-8 without it".to_owned()),
            });
        }
        // Each line that is a record has limits of its own, and one that exceeds them spoils no other.
        let over = match is_lines(&path) {
            true => Vec::new(),
            false => limits::check(text, file, 0),
        };
        if over.is_empty() {
            self.parts.push((part, file));
        } else {
            self.unusable.push(part);
        }
        self.faults.extend(over);
        self.files.push(loaded);
    }

    /// Reads a file of the folder.
    fn read(&self, path: &Path) -> io::Result<Content> {
        let mut file = text::Beneath::of(&self.dir)?.open(path)?;
        let len = file.metadata()?.len();
        if len >= MAPPED {
            return Map::of(&file).map(Content::Mapped);
        }
        let mut bytes = Vec::with_capacity(len as usize);
        file.read_to_end(&mut bytes)?;
        Ok(Content::Read(bytes))
    }

    /// Reports the first byte that is not UTF-8, in the text up to the end of its line.
    fn not_utf8(&mut self, path: PathBuf, bytes: &[u8], bad: usize) {
        let line = bytes[bad..].iter().position(|byte| *byte == b'\n');
        let end = line.map_or(bytes.len(), |line| bad + line);
        let end = end.min(bad + limits::LINE);
        let byte = bytes[bad];
        self.faults.push(Diagnostic {
            code: Code::InvalidUtf8,
            file: self.files.len(),
            span: bad..bad + '\u{fffd}'.len_utf8(),
            message: if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
                "the file is UTF-16 text".to_owned()
            } else {
                format!("the byte {byte:#04x} here is not UTF-8")
            },
            hint: Some("save the file as UTF-8".to_owned()),
        });
        let text = String::from_utf8_lossy(&bytes[..end]);
        self.files.push(File::new(path, text));
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

/// Returns whether a file is one of claims, by its name.
fn is_of_claims(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        let mut known = ["json", "jsonl", "ndjson"].into_iter();
        known.any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// The bytes of a file: a small one's read, a large one's mapped.
enum Content {
    Read(Vec<u8>),
    Mapped(Map),
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is a link to a file that is not there".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "it is a file, not a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to read it is denied".to_owned(),
        _ => error.to_string(),
    }
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "restore the file, or remove the link",
        io::ErrorKind::PermissionDenied => "ask its owner to let you read it",
        _ => "move it out of the data folder, or replace it",
    }
}
