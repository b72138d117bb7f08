//! What was typed: where a query ends, and what is a command.

use crate::cypher::{Lexeme, lexemes};

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A query, without the `;` that ends it.
    Query(&'t str),
    /// A command, with its `:`.
    Command(&'t str),
}

impl<'t> Part<'t> {
    /// Returns what a text is that a `;` ended.
    fn of(text: &'t str) -> Self {
        let text = text.trim_end();
        match text.starts_with(EXPLAIN) {
            true => Self::Command(text),
            false => Self::Query(text),
        }
    }
}

/// Words that are taken for commands without their colon, since no query begins with them.
const BARE: [&str; 3] = ["exit", "quit", "help"];

/// The one command that goes on like a query, until a `;`.
pub(super) const EXPLAIN: &str = ":explain";

/// Returns whether what is typed can be run: a query ends with `;`, a command with its line.
pub(super) fn is_whole(typed: &str) -> bool {
    let mut rest = typed.trim();
    while !rest.is_empty() {
        match first(rest) {
            (_, Some(after)) => rest = after,
            (unfinished, None) => return unfinished.is_none(),
        }
    }
    true
}

/// Splits what was typed, or pasted, into the things to do.
pub(super) fn parts(typed: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = typed.trim();
    while !rest.is_empty() {
        let (part, after) = first(rest);
        parts.extend(part);
        rest = after.unwrap_or_default();
    }
    parts
}

/// Returns the first thing to do, if it is any, and what follows; `None` when it has not come to its end.
fn first(typed: &str) -> (Option<Part<'_>>, Option<&str>) {
    let (line, after) = typed.split_once('\n').unwrap_or((typed, ""));
    let is_line = line.starts_with(':') && !line.starts_with(EXPLAIN);
    if is_line || BARE.contains(&line.trim().trim_end_matches(';')) {
        return (
            Some(Part::Command(line.trim_end())),
            Some(after.trim_start()),
        );
    }
    let mut says_something = false;
    for (sort, span) in lexemes(typed) {
        match sort {
            Lexeme::End => {
                let found = says_something.then(|| Part::of(&typed[..span.start]));
                return (found, Some(typed[span.end..].trim_start()));
            }
            Lexeme::Space | Lexeme::Comment => {}
            _ => says_something = true,
        }
    }
    (says_something.then(|| Part::of(typed)), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_ends_with_a_semicolon_and_a_command_with_its_line() {
        for whole in [
            "",
            " ",
            "RETURN 1;",
            "RETURN 1; // one",
            ":help",
            "exit",
            "// x",
            ":param a => 1",
            "RETURN 1; :help",
            ":param a => 1\nRETURN $a;",
        ] {
            assert!(is_whole(whole), "{whole}");
        }
        for half in [
            "RETURN 1",
            "RETURN ';",
            "RETURN ';'",
            "RETURN 1; RETURN",
            ":explain RETURN 1",
            "/* ;",
            ":param a => 1\nRETURN $a",
            "MATCH (a\n:Person)",
        ] {
            assert!(!is_whole(half), "{half}");
        }
    }

    #[test]
    fn several_queries_may_stand_together() {
        let two = [Part::Query("RETURN ';'"), Part::Query("RETURN 2")];
        assert_eq!(parts(" RETURN ';' ;; RETURN 2; // done"), two);
        assert_eq!(
            parts(":explain RETURN 1;"),
            [Part::Command(":explain RETURN 1")]
        );
        let pasted = "RETURN 1;\n:param x => 2\n:explain RETURN\n$x; RETURN 3;\nexit\n";
        let apart = [
            Part::Query("RETURN 1"),
            Part::Command(":param x => 2"),
            Part::Command(":explain RETURN\n$x"),
            Part::Query("RETURN 3"),
            Part::Command("exit"),
        ];
        assert_eq!(parts(pasted), apart);
        assert_eq!(parts("// nothing"), []);
    }
}
