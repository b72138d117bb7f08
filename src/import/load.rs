//! The texts of the files that are given: read or mapped, and UTF-8.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{File, Map};

/// From how many bytes on a file is mapped rather than read.
const MAPPED: u64 = 1 << 20;

/// How many bytes after the first fault of a file are kept to show it.
const SHOWN: usize = 1 << 10;

/// Loads a file; one that cannot be used comes back as what can be shown of it, with the fault.
pub(super) fn load(path: &Path, index: usize) -> (File, Option<Diagnostic>) {
    let fault = |code, span, message, hint: &str| Diagnostic {
        code,
        file: index,
        span,
        message,
        hint: Some(hint.to_owned()),
    };
    match bytes(path) {
        Ok(Ok(file)) => (file, None),
        Ok(Err((shown, at, byte))) => {
            let message = format!("the byte {byte:#04x} here is not UTF-8");
            let hint = "save the file as UTF-8; `iconv -f WINDOWS-1252 -t UTF-8` turns the commonest other form into it";
            let span = at..at + '\u{fffd}'.len_utf8();
            let fault = fault(Code::InvalidUtf8, span, message, hint);
            (shown, Some(fault))
        }
        Err(error) => {
            let (code, message) = match error.kind() {
                io::ErrorKind::NotFound => (Code::MissingFile, "there is no such file".to_owned()),
                io::ErrorKind::IsADirectory => {
                    (Code::Unreadable, "it is a folder, not a file".to_owned())
                }
                _ => (Code::Unreadable, error.to_string()),
            };
            let fault = fault(code, 0..0, message, "name a file that can be read");
            (File::new(path, String::new()), Some(fault))
        }
    }
}

/// Returns a file, or what can be shown of one that is not UTF-8, with the place and the byte at fault.
fn bytes(path: &Path) -> io::Result<Result<File, (File, usize, u8)>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe, as a shell makes one of a command's output, is read to its end.
    if !metadata.is_file() || metadata.len() < MAPPED {
        return Ok(match String::from_utf8(fs::read(path)?) {
            Ok(text) => Ok(File::new(path, text)),
            Err(error) => Err(shown(
                path,
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )),
        });
    }
    let text = Map::of(&fs::File::open(path)?)?.into_text();
    Ok(match text {
        Ok(text) => Ok(File::mapped(path, text)),
        Err((map, valid)) => Err(shown(path, map.bytes(), valid)),
    })
}

fn shown(path: &Path, bytes: &[u8], at: usize) -> (File, usize, u8) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(at + SHOWN)]);
    (File::new(path, text), at, bytes[at])
}
