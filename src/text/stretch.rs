//! Long texts cut at ends of lines, so that the pieces can be worked on side by side.

use std::ops::Range;

/// Returns stretches of about `length` bytes that together are the whole, each but the last ending after a `\n`.
///
/// ```
/// use claimgraph::text::stretches;
/// assert_eq!(stretches(b"one\ntwo\nthree", 4), [0..4, 4..8, 8..13]);
/// assert_eq!(stretches(b"one\ntwo\nthree", 5), [0..8, 8..13]);
/// ```
pub fn stretches(bytes: &[u8], length: usize) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let least = start.saturating_add(length).saturating_sub(1);
        let newline = bytes
            .get(least..)
            .and_then(|rest| memchr::memchr(b'\n', rest));
        let end = newline.map_or(bytes.len(), |offset| least + offset + 1);
        stretches.push(start..end);
        start = end;
    }
    stretches
}
