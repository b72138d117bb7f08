//! Bounds on what a file may put on one line and nest, so that every fault can be shown.

use crate::diagnostic::{Code, Diagnostic};

/// The longest line, in bytes.
pub(super) const LINE: usize = 1 << 20;

/// The deepest nesting of brackets; records need five.
const DEPTH: usize = 64;

/// Returns the first line that is too long and the first bracket that is too deep, in text that stands at an offset.
pub(super) fn check(text: &str, file: usize, offset: usize) -> Vec<Diagnostic> {
    long_line(text, file, offset)
        .into_iter()
        .chain(deep_nesting(text, file, offset))
        .collect()
}

fn long_line(text: &str, file: usize, offset: usize) -> Option<Diagnostic> {
    let mut start = offset;
    for line in text.split_inclusive('\n') {
        if line.len() > LINE {
            return Some(Diagnostic {
                code: Code::LongLine,
                file,
                span: start..start,
                message: format!(
                    "the line has {} bytes, more than the {LINE} a line may have",
                    line.len()
                ),
                hint: Some("break it: one claim a line".to_owned()),
            });
        }
        start += line.len();
    }
    None
}

fn deep_nesting(text: &str, file: usize, start: usize) -> Option<Diagnostic> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Some(Diagnostic {
                code: Code::DeepNesting,
                file,
                span: start + offset..start + offset + 1,
                message: format!("brackets are nested more than {DEPTH} deep"),
                hint: Some("no record needs more than five levels".to_owned()),
            });
        }
    }
    None
}
