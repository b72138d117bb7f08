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

/// Words that are taken for commands without their colon, since no query begins with them.
const BARE: [&str; 3] = ["exit", "quit", "help"];

/// The one command that goes on like a query, until a `;`.
pub(super) const EXPLAIN: &str = ":explain";

/// Returns whether what is typed can be run: a query ends with `;`, a command with its line.
pub(super) fn is_whole(typed: &str) -> bool {
    let typed = typed.trim();
    if is_command(typed) && !typed.starts_with(EXPLAIN) {
        return true;
    }
    let lexemes = lexemes(typed);
    let mut meaning = lexemes
        .iter()
        .filter(|(sort, _)| !matches!(sort, Lexeme::Space | Lexeme::Comment));
    meaning
        .next_back()
        .is_none_or(|(sort, _)| *sort == Lexeme::End)
}

/// Splits what was typed into the things to do.
pub(super) fn parts(typed: &str) -> Vec<Part<'_>> {
    let typed = typed.trim();
    if is_command(typed) {
        return vec![Part::Command(typed)];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut says_something = false;
    for (sort, span) in lexemes(typed) {
        match sort {
            Lexeme::End => {
                if says_something {
                    parts.push(Part::Query(typed[start..span.start].trim()));
                }
                start = span.end;
                says_something = false;
            }
            Lexeme::Space | Lexeme::Comment => {}
            _ => says_something = true,
        }
    }
    if says_something {
        parts.push(Part::Query(typed[start..].trim()));
    }
    parts
}

fn is_command(typed: &str) -> bool {
    typed.starts_with(':') || BARE.contains(&typed.trim_end_matches(';'))
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
            [Part::Command(":explain RETURN 1;")]
        );
        assert_eq!(parts("// nothing"), []);
    }
}
