//! A report as people read it and as editors do.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Report};
use crate::text::{File, listed, safe};

/// How many characters of a line an excerpt shows on either side of a fault.
const EXCERPT: usize = 60;

/// Up to how many places with one fault are each shown.
const APART: usize = 20;

impl Report {
    /// Returns the report as text: a line `file:line:column: error[code]: message` each, with excerpt and hint.
    ///
    /// What many places have is shown at the first, with where else it is.
    pub fn to_text(&self, colour: bool) -> String {
        let mut alike: HashMap<(Code, &str), Vec<&Diagnostic>> = HashMap::new();
        for diagnostic in self.diagnostics() {
            let key = (diagnostic.code, diagnostic.message.as_str());
            alike.entry(key).or_default().push(diagnostic);
        }
        let mut out = String::new();
        for diagnostic in self.diagnostics() {
            let alike = &alike[&(diagnostic.code, diagnostic.message.as_str())];
            let is_grouped = alike.len() > APART;
            if is_grouped && !std::ptr::eq(alike[0], diagnostic) {
                continue;
            }
            let severity = match self.is_warning(diagnostic) {
                true => "warning",
                false => "error",
            };
            out.push_str(&shown_at(
                self.file(diagnostic),
                &diagnostic.span,
                (severity, diagnostic.code.as_str()),
                &diagnostic.message,
                diagnostic.hint.as_deref(),
                colour,
            ));
            if is_grouped {
                let places = alike[1..].iter().map(|other| self.place(other));
                let _ = writeln!(out, "  also at: {}", listed(places));
            }
            out.push('\n');
        }
        out.push_str(&self.count());
        out
    }

    fn place(&self, diagnostic: &Diagnostic) -> String {
        let file = self.file(diagnostic);
        let place = file.place(diagnostic.span.start);
        let path = file.path().to_string_lossy();
        format!("{}:{}:{}", safe(&path), place.line, place.column)
    }

    /// Returns how many faults and warnings there are, and of which codes where they are too many to see at once.
    fn count(&self) -> String {
        const FEW: usize = 20;
        let count = self.diagnostics().len();
        let warnings = self
            .diagnostics()
            .iter()
            .filter(|found| self.is_warning(found))
            .count();
        let counted = |count: usize, noun: &str| match count {
            0 => None,
            1 => Some(format!("1 {noun}")),
            count => Some(format!("{count} {noun}s")),
        };
        let nouns = [
            counted(count - warnings, "fault"),
            counted(warnings, "warning"),
        ];
        let nouns: Vec<String> = nouns.into_iter().flatten().collect();
        let nouns = nouns.join(" and ");
        let more = match self.more() {
            0 => String::new(),
            more => format!(", and {more} more that are not shown"),
        };
        if count <= FEW {
            return format!("{nouns}{more}\n");
        }
        let mut by_code = BTreeMap::<Code, usize>::new();
        for diagnostic in self.diagnostics() {
            *by_code.entry(diagnostic.code).or_default() += 1;
        }
        let by_code: Vec<String> = by_code
            .iter()
            .map(|(code, count)| format!("{count} {code}"))
            .collect();
        format!("{nouns}: {}{more}\n", by_code.join(", "))
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
            "severity": if self.is_warning(diagnostic) { "warning" } else { "error" },
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
    shown_at(file, span, ("error", code), message, hint, colour)
}

/// Returns a fault or warning as text; `code` comes after how grave it is.
fn shown_at(
    file: &File,
    span: &Range<usize>,
    (severity, code): (&str, &str),
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
        "{}:{}:{}: {severity}[{code}]: {}\n",
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
