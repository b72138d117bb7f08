//! Text as DOT takes it. Only these types reach the output, so that no label can break out of its quotes.

use std::fmt::{self, Write as _};

use crate::text::safe;

/// Text in double quotes: an id or the value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted(String);

impl Quoted {
    /// Returns one line of text.
    pub fn new(text: &str) -> Self {
        Self::lines([text])
    }

    /// Returns several lines of text, as tooltips have them.
    pub fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Self {
        let mut out = String::from("\"");
        for (index, line) in lines.into_iter().enumerate() {
            if index > 0 {
                // Unlike `\n`, a character reference survives the way into SVG in every version of Graphviz.
                out.push_str("&#10;");
            }
            for c in printable(line.as_ref()).chars() {
                match c {
                    '"' => out.push_str("\\\""),
                    // Graphviz reads character references in quoted text.
                    '&' => out.push_str("&amp;"),
                    _ => out.push(c),
                }
            }
        }
        out.push('"');
        Self(out)
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An HTML-like label, or an id written like one, which is never equal to a quoted id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Returns text without elements; a space that does not break stands for none, which Graphviz would refuse.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self("\u{a0}".to_owned());
        }
        let mut out = String::with_capacity(text.len());
        for c in printable(text).chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                _ => out.push(c),
            }
        }
        Self(out)
    }

    /// Returns the label inside an element.
    pub fn within(
        self,
        element: &'static str,
        attributes: &[(&'static str, &'static str)],
    ) -> Self {
        let mut out = format!("<{element}");
        for (name, value) in attributes {
            // Writing to a string cannot fail.
            let _ = write!(out, " {name}=\"{value}\"");
        }
        let _ = write!(out, ">{}</{element}>", self.0);
        Self(out)
    }

    /// Returns labels one after the other.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }

    /// Returns labels one under the other.
    pub fn lines(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
        Self(parts.join("<BR/>"))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

/// Returns text without characters that reorder lines or that XML, and so SVG, cannot hold, and without escapes.
fn printable(text: &str) -> String {
    let text = safe(text);
    let mut out = String::with_capacity(text.len());
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
            _ => out.push(c),
        }
    }
    out
}

/// A character without width, at which no line is broken.
const WORD_JOINER: char = '\u{2060}';

/// Returns the text cut to a number of columns, with an ellipsis where something was left out.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += width(c);
        if used > columns {
            let end = out.trim_end().len();
            out.truncate(end);
            out.push('…');
            return out;
        }
        out.push(c);
    }
    out
}

/// Returns the text in lines of about the same length and at most so many columns.
pub(super) fn balance(text: &str, columns: usize) -> Vec<String> {
    let total: usize = text.chars().map(width).sum();
    let lines = total.div_ceil(columns).max(1);
    wrap(text, (total.div_ceil(lines) + 3).min(columns))
}

/// Returns the text in lines of about so many columns, broken at spaces and between wide characters.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let needed: usize = piece.trim_end().chars().map(width).sum();
        if used > 0 && used + needed > columns {
            lines.push(String::new());
            used = 0;
        }
        for c in piece.chars() {
            if used >= columns && c != ' ' {
                lines.push(String::new());
                used = 0;
            }
            let last = lines.len() - 1;
            lines[last].push(c);
            used += width(c);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Splits text into what must stay on one line: words with the space after them, and wide characters.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let end = index + c.len_utf8();
        let next = chars.peek().map(|(_, next)| *next);
        let breaks = match next {
            None => true,
            Some(next) if is_closing(next) => false,
            Some(next) => {
                let hyphenates = c == '-' && next.is_alphabetic();
                c == ' ' || hyphenates || is_wide(c) || is_wide(next)
            }
        };
        if breaks {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces
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

    #[test]
    fn quoted_text_stays_in_its_quotes() {
        let written = Quoted::new("a\"b\\c&lt;\n\u{202e}\0\u{ffff}").to_string();
        assert_eq!(
            written,
            r#""a\"b\\c&amp;lt;\\u{a}\\u{202e}\\u{0}\\u{ffff}""#
        );
    }

    #[test]
    fn backslashes_begin_no_escapes() {
        let written = Quoted::new("\\N \\\\ \\").to_string();
        assert_eq!(written, "\"\\\\\u{2060}N \\\\\u{2060}\\\\ \\\\\"");
    }

    #[test]
    fn html_text_has_no_elements_of_its_own() {
        let label = Html::text("<B>&\"").within("FONT", &[("COLOR", "#000000")]);
        assert_eq!(
            label.to_string(),
            "<<FONT COLOR=\"#000000\">&lt;B&gt;&amp;&quot;</FONT>>"
        );
        assert_eq!(Html::text(" ").to_string(), "<\u{a0}>");
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
