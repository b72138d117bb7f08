//! A report as people read it and as editors do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Report};
use crate::text::{File, safe};

/// How many characters of a line an excerpt shows on either side of a fault.
const EXCERPT: usize = 60;

impl Report {
    /// Returns the report as text: a line `file:line:column: error[code]: message` each, with excerpt and hint.
    pub fn to_text(&self, colour: bool) -> String {
        let mut out = String::new();
        for diagnostic in self.diagnostics() {
            out.push_str(&point_out(
                self.file(diagnostic),
                &diagnostic.span,
                diagnostic.code.as_str(),
                &diagnostic.message,
                diagnostic.hint.as_deref(),
                colour,
            ));
            out.push('\n');
        }
        out.push_str(&self.count());
        out
    }

    /// Returns how many faults there are, and of which codes where they are too many to see at once.
    fn count(&self) -> String {
        const FEW: usize = 20;
        let count = self.diagnostics().len();
        let noun = if count == 1 { "fault" } else { "faults" };
        let more = match self.more() {
            0 => String::new(),
            more => format!(", and {more} more that are not shown"),
        };
        if count <= FEW {
            return format!("{count} {noun}{more}\n");
        }
        let mut by_code = BTreeMap::<Code, usize>::new();
        for diagnostic in self.diagnostics() {
            *by_code.entry(diagnostic.code).or_default() += 1;
        }
        let by_code: Vec<String> = by_code
            .iter()
            .map(|(code, count)| format!("{count} {code}"))
            .collect();
        format!("{count} {noun}: {}{more}\n", by_code.join(", "))
    }

    /// Returns the report as JSON values, one a fault: code, file, both ends of the place, message and hint.
    pub fn to_json(&self) -> Vec<serde_json::Value> {
        self.diagnostics()
            .iter()
            .map(|d| self.one_to_json(d))
            .collect()
    }

    fn one_to_json(&self, diagnostic: &Diagnostic) -> serde_json::Value {
        let file = self.file(diagnostic);
        let start = file.place(diagnostic.span.start);
        let end = file.place(diagnostic.span.end);
        serde_json::json!({
            "code": diagnostic.code.as_str(),
            "severity": "error",
            "file": file.path().to_string_lossy(),
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        })
    }
}

/// Returns a fault as text: a line `file:line:column: error[code]: message`, then its excerpt and hint.
pub fn point_out(
    file: &File,
    span: &Range<usize>,
    code: &str,
    message: &str,
    hint: Option<&str>,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let place = file.place(span.start);
    let mut out = format!(
        "{}:{}:{}: error[{code}]: {}\n",
        safe(&file.path().to_string_lossy()),
        place.line,
        place.column,
        safe(&short(message)),
    );
    if !file.text().is_empty() {
        let (excerpt, span) = excerpt(file, span);
        let snippet = Snippet::source(excerpt)
            .line_start(place.line)
            .annotation(AnnotationKind::Primary.span(span));
        let group = Group::with_level(Level::ERROR).element(snippet);
        out.push_str(&renderer.render(&[group]));
        out.push('\n');
    }
    if let Some(hint) = hint {
        let _ = writeln!(out, "  help: {}", safe(&short(hint)));
    }
    out
}

/// Returns the faulty line, cut to a window around the fault and made safe to show, and the fault's bytes in it.
fn excerpt(file: &File, span: &Range<usize>) -> (String, Range<usize>) {
    let text = file.text();
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let Range {
        start: line_start,
        end: line_end,
    } = file.line(start);
    let end = text.floor_char_boundary(span.end.clamp(start, line_end));

    let (before, cut_before) = last_chars(&text[line_start..start], EXCERPT);
    let (fault, cut_fault) = first_chars(&text[start..end], 2 * EXCERPT);
    let (after, cut_after) = if cut_fault {
        ("", true)
    } else {
        first_chars(&text[end..line_end], EXCERPT)
    };

    let mut out = String::new();
    if cut_before {
        out.push('…');
    }
    out.push_str(&shown(before));
    let from = out.len();
    out.push_str(&shown(fault));
    let to = out.len();
    out.push_str(&shown(after.trim_end_matches('\r')));
    if cut_after {
        out.push('…');
    }
    (out, from..to)
}

/// Returns a part of a line as it is shown; tabs indent, every other control character is spelt out.
fn shown(text: &str) -> String {
    let cells: Vec<_> = text.split('\t').map(safe).collect();
    cells.join("    ")
}

/// Returns a message without the middle of what is too long to read, such as a whole text quoted as an id.
fn short(message: &str) -> Cow<'_, str> {
    const END: usize = 200;
    let (first, cut) = first_chars(message, END);
    let (last, _) = last_chars(&message[first.len()..], END);
    if cut && first.len() + last.len() < message.len() {
        Cow::Owned(format!("{first} … {last}"))
    } else {
        Cow::Borrowed(message)
    }
}

fn first_chars(text: &str, count: usize) -> (&str, bool) {
    match text.char_indices().nth(count) {
        Some((cut, _)) => (&text[..cut], true),
        None => (text, false),
    }
}

fn last_chars(text: &str, count: usize) -> (&str, bool) {
    match text.char_indices().rev().nth(count) {
        Some((cut, c)) => (&text[cut + c.len_utf8()..], true),
        None => (text, false),
    }
}
