//! What may follow where the cursor stands: keywords, functions, labels, types, properties, parameters and commands.

use std::collections::BTreeSet;

use super::command;
use crate::cypher::{Lexeme, function_names, lexemes};
use crate::query::Cypher;
use crate::text::is_unsafe;

/// The keywords of queries that read, in the case they are usually written in.
const KEYWORDS: [&str; 46] = [
    "ALL",
    "AND",
    "ANY",
    "AS",
    "ASC",
    "BY",
    "CASE",
    "COLLECT",
    "CONTAINS",
    "COUNT",
    "DESC",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS",
    "EXISTS",
    "FALSE",
    "IN",
    "IS",
    "LIMIT",
    "MATCH",
    "NONE",
    "NOT",
    "NULL",
    "OPTIONAL",
    "OR",
    "ORDER",
    "REDUCE",
    "RETURN",
    "SINGLE",
    "SKIP",
    "STARTS",
    "THEN",
    "TRUE",
    "UNION",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "OPTIONAL MATCH",
    "ORDER BY",
    "STARTS WITH",
    "ENDS WITH",
    "IS NULL",
    "IS NOT NULL",
];

/// The names that completion knows.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    labels: Vec<String>,
    types: Vec<String>,
    keys: Vec<String>,
    functions: Vec<&'static str>,
    pub parameters: Vec<String>,
}

/// What may be put in the place of the text from `start` to the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Completions {
    pub start: usize,
    pub candidates: Vec<String>,
}

impl Vocabulary {
    pub fn of(cypher: &Cypher<'_>) -> Self {
        // Names come from the data; one that could steer the terminal is not offered.
        let harmless = |names: &[String]| {
            let names = names.iter().filter(|name| !name.chars().any(is_unsafe));
            names.cloned().collect()
        };
        Self {
            labels: harmless(cypher.labels()),
            types: harmless(cypher.types()),
            keys: harmless(cypher.keys()),
            functions: function_names().collect(),
            parameters: Vec::new(),
        }
    }

    pub fn complete(&self, line: &str, cursor: usize) -> Completions {
        let typed = &line[..cursor];
        if typed.starts_with(':') && !typed.contains(char::is_whitespace) {
            return choose(0, typed, command::NAMES.map(str::to_owned));
        }
        let mut before = lexemes(typed);
        let is_word = |sort| matches!(sort, Lexeme::Keyword | Lexeme::Name | Lexeme::Parameter);
        let start = match before.last() {
            Some((sort, span)) if is_word(*sort) && span.end == cursor => span.start,
            Some((Lexeme::Text | Lexeme::Comment | Lexeme::Wrong, span)) if span.end == cursor => {
                return choose(cursor, "", []);
            }
            _ => cursor,
        };
        before.retain(|(sort, span)| {
            span.end <= start && !matches!(sort, Lexeme::Space | Lexeme::Comment)
        });
        let signs: Vec<&str> = before
            .iter()
            .map(|(_, span)| &typed[span.start..span.end])
            .collect();
        let word = &typed[start..];
        let last = signs.last().copied().unwrap_or_default();
        if word.starts_with('$') {
            let names = self.parameters.iter();
            return choose(start, word, names.map(|name| format!("${name}")));
        }
        if last == "$" {
            return choose(start, word, self.parameters.iter().cloned());
        }
        let bracket = open_bracket(&signs);
        match last {
            "." => choose(start, word, quoted(&self.keys)),
            ":" | "|" | "&" | "!" if bracket == Some("[") => {
                choose(start, word, quoted(&self.types))
            }
            ":" | "|" | "&" | "!" if bracket != Some("{") => {
                choose(start, word, quoted(&self.labels))
            }
            "{" | "," if bracket == Some("{") => choose(start, word, quoted(&self.keys)),
            _ => {
                let mut found = choose(start, word, self.expressions(line, word));
                // One goes on after a keyword, as after a word completed in a shell.
                if let [only] = found.candidates.as_mut_slice()
                    && KEYWORDS.contains(&only.as_str())
                    && !line[cursor..].starts_with(char::is_whitespace)
                {
                    only.push(' ');
                }
                found
            }
        }
    }

    /// Returns what an expression or clause may begin with: variables of the query, keywords and functions.
    fn expressions(&self, line: &str, word: &str) -> Vec<String> {
        let names = lexemes(line).into_iter();
        let names: BTreeSet<String> = names
            .filter(|(sort, _)| *sort == Lexeme::Name)
            .map(|(_, span)| line[span.start..span.end].to_owned())
            .filter(|name| name != word && !self.is_known(name))
            .collect();
        let keywords = KEYWORDS.iter().map(|keyword| (*keyword).to_owned());
        let functions = self.functions.iter().map(|name| format!("{name}("));
        names.into_iter().chain(keywords).chain(functions).collect()
    }

    fn is_known(&self, name: &str) -> bool {
        let mut known = self.labels.iter().chain(&self.types).chain(&self.keys);
        known.any(|known| known == name) || self.functions.contains(&name)
    }
}

/// Returns the bracket that is still open at the end.
fn open_bracket<'a>(signs: &[&'a str]) -> Option<&'a str> {
    let mut open = Vec::new();
    for sign in signs {
        match *sign {
            "(" | "[" | "{" => open.push(*sign),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Returns names as queries write them.
fn quoted(names: &[String]) -> Vec<String> {
    let is_plain = |name: &str| {
        let mut characters = name.chars();
        characters
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_')
            && characters.all(|c| c.is_alphanumeric() || c == '_')
    };
    let quote = |name: &String| {
        if is_plain(name) {
            name.clone()
        } else {
            format!("`{}`", name.replace('`', "``"))
        }
    };
    names.iter().map(quote).collect()
}

/// Keeps the candidates that begin with a word, in any case.
fn choose(start: usize, word: &str, candidates: impl IntoIterator<Item = String>) -> Completions {
    let word = word.to_lowercase();
    let candidates = candidates.into_iter();
    let fits = |candidate: &String| {
        let candidate = candidate.to_lowercase();
        candidate.starts_with(&word) || candidate.trim_start_matches('`').starts_with(&word)
    };
    Completions {
        start,
        candidates: candidates.filter(fits).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(line: &str) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let vocabulary = Vocabulary {
            labels: words(&["Person", "PublicBody", "Claim"]),
            types: words(&["PAID", "DISPUTES"]),
            keys: words(&["id", "label", "open-id"]),
            functions: vec!["toLower", "toUpper", "count"],
            parameters: words(&["who", "when"]),
        };
        vocabulary.complete(line, line.len()).candidates
    }

    #[test]
    fn what_fits_the_place_is_offered() {
        assert_eq!(complete("mat"), ["MATCH "]);
        assert_eq!(complete("RETURN x OR"), ["OR", "ORDER", "ORDER BY"]);
        assert_eq!(complete("MATCH (p:P"), ["Person", "PublicBody"]);
        assert_eq!(complete("MATCH (p)-[:"), ["PAID", "DISPUTES"]);
        assert_eq!(complete("MATCH (p)-[:PAID|d"), ["DISPUTES"]);
        assert_eq!(complete("MATCH (p) WHERE p:c"), ["Claim"]);
        assert_eq!(complete("MATCH (p) WHERE p.l"), ["label"]);
        assert_eq!(complete("MATCH (p {i"), ["id"]);
        assert_eq!(complete("MATCH (p {id: 1, o"), ["`open-id`"]);
        assert_eq!(complete("RETURN $w"), ["$who", "$when"]);
        assert_eq!(complete("RETURN tol"), ["toLower("]);
        assert_eq!(complete("MATCH (payer)-->(x) RETURN pay"), ["payer"]);
        assert_eq!(complete(":par"), [":param", ":params"]);
    }

    #[test]
    fn nothing_is_offered_inside_texts() {
        assert!(complete("RETURN 'mat").is_empty());
        assert!(complete("// mat").is_empty());
    }
}
