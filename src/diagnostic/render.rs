//! A report as people read it and as editors do.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Report};
use crate::text::{File, safe};

/// How many characters of a line an excerpt shows on either side of a fault.
const EXCERPT: usize = 60;

impl Report {
    /// Returns the report as text: a line `file:line:column: error[code]: message` each, with excerpt and hint.
    pub fn to_text(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut out = String::new();
        for diagnostic in self.diagnostics() {
            let file = self.file(diagnostic);
            let place = file.place(diagnostic.span.start);
            let path = file.path().to_string_lossy();
            let _ = writeln!(
                out,
                "{}:{}:{}: error[{}]: {}",
                safe(&path),
                place.line,
                place.column,
                diagnostic.code,
                safe(&diagnostic.message),
            );
            if !file.text().is_empty() {
                let (excerpt, span) = excerpt(file, &diagnostic.span);
                let snippet = Snippet::source(excerpt)
                    .line_start(place.line)
                    .annotation(AnnotationKind::Primary.span(span));
                let group = Group::with_level(Level::ERROR).element(snippet);
                out.push_str(&renderer.render(&[group]));
                out.push('\n');
            }
            if let Some(hint) = &diagnostic.hint {
                let _ = writeln!(out, "  help: {}", safe(hint));
            }
            out.push('\n');
        }
        let count = self.diagnostics().len();
        let _ = writeln!(
            out,
            "{count} {}",
            if count == 1 { "fault" } else { "faults" }
        );
        out
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

/// Returns the faulty line, cut to a window around the fault and made safe to show, and the fault's bytes in it.
fn excerpt(file: &File, span: &Range<usize>) -> (String, Range<usize>) {
    let text = file.text();
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline);
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
    out.push_str(&safe(before));
    let from = out.len();
    out.push_str(&safe(fault));
    let to = out.len();
    out.push_str(&safe(after.trim_end_matches('\r')));
    if cut_after {
        out.push('…');
    }
    (out, from..to)
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
