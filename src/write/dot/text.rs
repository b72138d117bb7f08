//! Text as DOT takes it. Only these types reach the output, so that no label can break out of its quotes.

use std::borrow::Cow;

use crate::text::safe;

/// Adds an id in double quotes, which nothing in it can end.
pub(super) fn push_id(id: &str, out: &mut String) {
    push_quoted([id], out);
}

/// Adds lines of text in double quotes, as the values of attributes have them.
pub(super) fn push_quoted<T: AsRef<str>>(lines: impl IntoIterator<Item = T>, out: &mut String) {
    out.push('"');
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            // Unlike `\n`, a character reference survives the way into SVG in every version of Graphviz.
            out.push_str("&#10;");
        }
        push_escaped(line.as_ref(), out, |c| match c {
            '"' => Some("\\\""),
            // Graphviz reads character references in quoted text.
            '&' => Some("&amp;"),
            _ => None,
        });
    }
    out.push('"');
}

/// An HTML-like label, or an id written like one, which is never equal to a quoted id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Returns text without elements; a space that does not break stands for none, which Graphviz would refuse.
    pub fn text(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 16);
        push_text(text, &mut out);
        Self(out)
    }

    /// Returns lines of bold text.
    pub fn bold(lines: &[&str]) -> Self {
        const ROOM: usize = 16;
        let len = lines.iter().map(|line| line.len() + ROOM).sum();
        let mut out = String::with_capacity(len);
        for (index, line) in lines.iter().enumerate() {
            out.push_str(if index > 0 { "<BR/><B>" } else { "<B>" });
            push_text(line, &mut out);
            out.push_str("</B>");
        }
        Self(out)
    }

    /// Returns the label inside an element.
    pub fn within(
        self,
        element: &'static str,
        attributes: &[(&'static str, &'static str)],
    ) -> Self {
        let mut out = String::with_capacity(self.0.len() + 2 * element.len() + 8);
        out.extend(["<", element]);
        for (name, value) in attributes {
            out.extend([" ", name, "=\"", value, "\""]);
        }
        out.extend([">", &self.0, "</", element, ">"]);
        Self(out)
    }

    /// Returns labels one after the other.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |mut all, part| {
            all.0.push_str(&part.0);
            all
        })
    }

    /// Returns labels one under the other.
    pub fn lines(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |mut all, part| {
            all.0.extend(["<BR/>", &part.0]);
            all
        })
    }

    /// Adds it to the output.
    pub fn push(&self, out: &mut String) {
        out.extend(["<", &self.0, ">"]);
    }
}

/// Adds text to a label; a space that does not break stands for none.
fn push_text(text: &str, out: &mut String) {
    if text.trim().is_empty() {
        return out.push('\u{a0}');
    }
    push_escaped(text, out, |c| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        _ => None,
    });
}

/// Adds text without characters that reorder lines or that XML, and so SVG, cannot hold, and without escapes; what
/// `instead` returns for a character takes its place.
fn push_escaped(text: &str, out: &mut String, instead: impl Fn(char) -> Option<&'static str>) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !b"\"&\\<>".contains(&byte);
    if text.bytes().all(is_plain) {
        return out.push_str(text);
    }
    let text = safe(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{fffe}' | '\u{ffff}' => out.extend(["\\", &c.escape_unicode().to_string()]),
            '\\' => {
                out.push_str("\\\\");
                // Graphviz reads escapes once in some places and twice in others: this keeps what follows from being one
                // the second time, and shows as nothing.
                if chars
                    .peek()
                    .is_some_and(|next| "NGETHLnlr\\".contains(*next))
                {
                    out.push(WORD_JOINER);
                }
            }
            _ => match instead(c) {
                Some(instead) => out.push_str(instead),
                None => out.push(c),
            },
        }
    }
}

/// A character without width, at which no line is broken.
const WORD_JOINER: char = '\u{2060}';

/// Returns the text cut to a number of columns, with an ellipsis where something was left out.
pub(super) fn shorten(text: &str, columns: usize) -> Cow<'_, str> {
    // No character takes up more columns than it has bytes.
    if text.len() <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += width(c);
        if used > columns {
            return Cow::Owned([text[..at].trim_end(), "…"].concat());
        }
    }
    Cow::Borrowed(text)
}

/// Returns the text in lines of about the same length and at most so many columns.
pub(super) fn balance(text: &str, columns: usize) -> Vec<&str> {
    let total: usize = text.chars().map(width).sum();
    if total <= columns {
        return vec![text.trim_end()];
    }
    let lines = total.div_ceil(columns).max(1);
    wrap(text, (total.div_ceil(lines) + 3).min(columns))
}

/// Returns the text in lines of about so many columns, broken at spaces and between wide characters.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    let mut break_at = |at: usize, used: &mut usize| {
        lines.push(text[start..at].trim_end());
        (start, *used) = (at, 0);
    };
    let mut piece_at = 0;
    for piece in pieces(text) {
        let needed: usize = piece.trim_end().chars().map(width).sum();
        if used > 0 && used + needed > columns {
            break_at(piece_at, &mut used);
        }
        for (at, c) in piece.char_indices() {
            if used >= columns && c != ' ' {
                break_at(piece_at + at, &mut used);
            }
            used += width(c);
        }
        piece_at += piece.len();
    }
    lines.push(text[start..].trim_end());
    lines
}

/// Splits text into what must stay on one line: words with the space after them, and wide characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (index, c) = chars.next()?;
            let breaks = match chars.peek() {
                None => true,
                Some((_, next)) if is_closing(*next) => false,
                Some((_, next)) => {
                    let hyphenates = c == '-' && next.is_alphabetic();
                    c == ' ' || hyphenates || is_wide(c) || is_wide(*next)
                }
            };
            if breaks {
                let end = index + c.len_utf8();
                let piece = &text[start..end];
                start = end;
                return Some(piece);
            }
        }
    })
}

/// Returns whether a line must not begin with the character.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        ' ' | '，' | '。' | '、' | '：' | '；' | '）' | '》' | '”' | '…'
    )
}

/// Returns how many columns a character takes up in a proportional font, near enough to break lines.
fn width(c: char) -> usize {
    if is_wide(c) { 2 } else { 1 }
}

fn is_wide(c: char) -> bool {
    c >= '\u{1100}' && !('\u{1e00}'..'\u{2e80}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        push_id(text, &mut out);
        out
    }

    fn html(label: &Html) -> String {
        let mut out = String::new();
        label.push(&mut out);
        out
    }

    #[test]
    fn quoted_text_stays_in_its_quotes() {
        let written = quoted("a\"b\\c&lt;\n\u{202e}\0\u{ffff}");
        assert_eq!(
            written,
            r#""a\"b\\c&amp;lt;\\u{a}\\u{202e}\\u{0}\\u{ffff}""#
        );
    }

    #[test]
    fn backslashes_begin_no_escapes() {
        let written = quoted("\\N \\\\ \\");
        assert_eq!(written, "\"\\\\\u{2060}N \\\\\u{2060}\\\\ \\\\\"");
    }

    #[test]
    fn html_text_has_no_elements_of_its_own() {
        let label = Html::text("<B>&\"").within("FONT", &[("COLOR", "#000000")]);
        assert_eq!(
            html(&label),
            "<<FONT COLOR=\"#000000\">&lt;B&gt;&amp;&quot;</FONT>>"
        );
        assert_eq!(html(&Html::text(" ")), "<\u{a0}>");
    }

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters() {
        assert_eq!(
            wrap("Competition and Markets Authority", 16),
            ["Competition and", "Markets", "Authority"]
        );
        assert_eq!(wrap("文章的匿名作者。", 8), ["文章的匿", "名作者。"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        assert_eq!(shorten("Elon Musk", 9), "Elon Musk");
        assert_eq!(shorten("Elon Musk", 5), "Elon…");
        assert_eq!(shorten("银行家", 4), "银行…");
    }
}
