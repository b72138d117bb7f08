//! The texts of the files that are given: read or mapped, and decoded.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{File, Map};

/// From how many bytes on a file is mapped rather than read.
const MAPPED: u64 = 1 << 20;

/// How many bytes after the first fault of a file are kept to show it.
const SHOWN: usize = 1 << 10;

/// How the characters of a file are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// In the order of bytes that its byte order mark tells, the lower first where there is none.
    Utf16,
    Utf16LowFirst,
    Utf16HighFirst,
    /// The encoding of western Windows, of which ISO 8859-1 is nearly a part.
    Windows1252,
}

impl Encoding {
    /// Every encoding, as a mapping names it.
    pub const WORDS: [(&str, Self); 5] = [
        ("utf-8", Self::Utf8),
        ("utf-16", Self::Utf16),
        ("utf-16le", Self::Utf16LowFirst),
        ("utf-16be", Self::Utf16HighFirst),
        ("windows-1252", Self::Windows1252),
    ];

    /// Returns the encoding of a word, in any case.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut words = Self::WORDS.into_iter();
        words
            .find(|(known, _)| known.eq_ignore_ascii_case(word))
            .map(|(_, encoding)| encoding)
    }
}

/// Loads a file; one that cannot be used comes back as what can be shown of it, with the fault.
pub(super) fn load(path: &Path, index: usize, encoding: Encoding) -> (File, Option<Diagnostic>) {
    let fault = |code, span, message, hint: &str| Diagnostic {
        code,
        file: index,
        span,
        message,
        hint: Some(hint.to_owned()),
    };
    match text(path, encoding) {
        Ok(Ok(file)) => (file, None),
        Ok(Err(bad)) => {
            let (message, hint) = bad.words();
            let span = bad.at..bad.at + '\u{fffd}'.len_utf8();
            let fault = fault(Code::InvalidUtf8, span, message, hint);
            (bad.shown, Some(fault))
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

/// What can be shown of a file that is not encoded as it should be, and where that begins.
struct Undecoded {
    shown: File,
    at: usize,
    byte: u8,
    encoding: Encoding,
    /// Whether the file begins as UTF-16 does.
    is_utf16: bool,
}

impl Undecoded {
    fn words(&self) -> (String, &'static str) {
        match self.encoding {
            Encoding::Utf8 if self.is_utf16 => (
                "the file is UTF-16 text".to_owned(),
                "say \"encoding\": \"utf-16\" in the mapping, or save the file as UTF-8",
            ),
            Encoding::Utf8 => (
                format!("the byte {:#04x} here is not UTF-8", self.byte),
                "save the file as UTF-8, or say in the mapping what it is: \"encoding\": \"windows-1252\" is the commonest other one",
            ),
            _ => (
                "the text is no UTF-16 from here on".to_owned(),
                "say in the mapping's `encoding` what it is",
            ),
        }
    }
}

/// Returns a file, or what can be shown of one that is not encoded so.
fn text(path: &Path, encoding: Encoding) -> io::Result<Result<File, Undecoded>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if encoding != Encoding::Utf8 {
        return Ok(decoded(path, &fs::read(path)?, encoding));
    }
    // A pipe, as a shell makes one of a command's output, is read to its end.
    if !metadata.is_file() || metadata.len() < MAPPED {
        let bytes = fs::read(path)?;
        if let Some(at) = null(&bytes) {
            return Ok(Err(not_utf8(path, &bytes, at)));
        }
        return Ok(match String::from_utf8(bytes) {
            Ok(text) => Ok(File::new(path, text)),
            Err(error) => Err(not_utf8(
                path,
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )),
        });
    }
    let map = Map::of(&fs::File::open(path)?)?;
    if let Some(at) = null(map.bytes()) {
        return Ok(Err(not_utf8(path, map.bytes(), at)));
    }
    Ok(match map.into_text() {
        Ok(text) => Ok(File::mapped(path, text)),
        Err((map, valid)) => Err(not_utf8(path, map.bytes(), valid)),
    })
}

fn decoded(path: &Path, bytes: &[u8], encoding: Encoding) -> Result<File, Undecoded> {
    if encoding == Encoding::Windows1252 {
        let text = bytes.iter().map(|byte| western(*byte));
        return Ok(File::new(path, text.collect::<String>()));
    }
    let (bytes, is_high_first) = match (bytes, encoding) {
        ([0xfe, 0xff, rest @ ..], Encoding::Utf16 | Encoding::Utf16HighFirst) => (rest, true),
        ([0xff, 0xfe, rest @ ..], Encoding::Utf16 | Encoding::Utf16LowFirst) => (rest, false),
        (bytes, encoding) => (bytes, encoding == Encoding::Utf16HighFirst),
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match is_high_first {
        true => u16::from_be_bytes(*pair),
        false => u16::from_le_bytes(*pair),
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut failed = None;
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => text.push(c),
            Err(error) => {
                failed = Some(error.unpaired_surrogate());
                break;
            }
        }
    }
    if failed.is_none() && odd.is_empty() {
        return Ok(File::new(path, text));
    }
    let at = text.len();
    text.push('\u{fffd}');
    Err(Undecoded {
        shown: File::new(path, text),
        at,
        byte: failed.map_or(0, |unit| unit.to_be_bytes()[0]),
        encoding,
        is_utf16: true,
    })
}

/// Returns the character of a byte in Windows-1252, as the web's standard has it.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..0xa0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Returns where a null byte stands at the start of a file, which is how UTF-16 looks without a byte order mark.
fn null(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(0, &bytes[..bytes.len().min(SHOWN)])
}

fn not_utf8(path: &Path, bytes: &[u8], at: usize) -> Undecoded {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(at + SHOWN)]);
    let has_mark = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    Undecoded {
        shown: File::new(path, text),
        at,
        byte: bytes[at],
        encoding: Encoding::Utf8,
        is_utf16: has_mark || bytes[at] == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], encoding: Encoding) -> Option<String> {
        let file = decoded(Path::new("t.csv"), bytes, encoding).ok()?;
        Some(file.text().to_owned())
    }

    #[test]
    fn other_encodings_are_read() {
        let of = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let written = "银行,é,𝄞\n";
        let (low, high) = (of(written, u16::to_le_bytes), of(written, u16::to_be_bytes));
        let marked = |mark: [u8; 2], bytes: &[u8]| [&mark, bytes].concat();
        for (bytes, encoding) in [
            (marked([0xff, 0xfe], &low), Encoding::Utf16),
            (marked([0xfe, 0xff], &high), Encoding::Utf16),
            (low.clone(), Encoding::Utf16),
            (low.clone(), Encoding::Utf16LowFirst),
            (high, Encoding::Utf16HighFirst),
        ] {
            assert_eq!(text(&bytes, encoding).as_deref(), Some(written));
        }
        assert_eq!(text(&low[..low.len() - 1], Encoding::Utf16), None);
        assert_eq!(text(&[0x00, 0xd8, 0x61, 0x00], Encoding::Utf16), None);
        let western = text(b"5 \x80, \xe9", Encoding::Windows1252);
        assert_eq!(western.as_deref(), Some("5 €, é"));
    }
}
