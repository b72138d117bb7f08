//! Characters that could steer a terminal or reorder a line, made visible.

use std::borrow::Cow;
use std::path::Path;

use super::is_ignorable;

/// Returns whether a character must never reach a terminal as it is: controls, and marks that reorder or break lines.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns JSON with every [unsafe](is_unsafe) character of its texts written as an escape of JSON.
///
/// Outside of texts JSON has no such character but ends of lines, which stay.
///
/// ```
/// use claimgraph::text::safe_json;
/// assert_eq!(safe_json("\"a\u{9b}\"\n"), "\"a\\u009b\"\n");
/// ```
pub fn safe_json(json: &str) -> Cow<'_, str> {
    let is_unsafe = |c: char| c != '\n' && is_unsafe(c);
    if !json.chars().any(is_unsafe) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        match is_unsafe(c) {
            // All of them take one unit of UTF-16.
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Returns a text as messages show it, with every [unsafe](is_unsafe) character and every one that cannot be seen written
/// as `\u{..}`.
///
/// ```
/// use claimgraph::text::visible;
/// assert_eq!(visible("Ac\u{ad}me\u{200b}"), "Ac\\u{ad}me\\u{200b}");
/// assert_eq!(visible("银行"), "银行");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unsafe(c) || is_ignorable(c))
}

/// Returns a path as it is shown to people.
///
/// ```
/// use claimgraph::text::shown;
/// assert_eq!(shown("a\u{1b}/b".as_ref()), "a\\u{1b}/b");
/// ```
pub fn shown(path: &Path) -> String {
    safe(&path.to_string_lossy()).into_owned()
}

/// Returns the text with every [unsafe](is_unsafe) character written as `\u{..}`, and borrowed when there is none.
///
/// ```
/// use claimgraph::text::safe;
/// assert_eq!(safe("red \u{1b}[31m"), "red \\u{1b}[31m");
/// assert_eq!(safe("银行"), "银行");
/// ```
pub fn safe(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe)
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_escaped(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
