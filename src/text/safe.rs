//! Characters that could steer a terminal or reorder a line, made visible.

use std::borrow::Cow;

/// Returns whether a character must never reach a terminal as it is: controls, and marks that reorder or break lines.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the text with every [unsafe](is_unsafe) character written as `\u{..}`, and borrowed when there is none.
///
/// ```
/// use claimgraph::text::safe;
/// assert_eq!(safe("red \u{1b}[31m"), "red \\u{1b}[31m");
/// assert_eq!(safe("银行"), "银行");
/// ```
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unsafe(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
