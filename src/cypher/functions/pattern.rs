//! `=~`: whether a whole text matches a regular expression, in time linear in the text.
//!
//! The dialect is that of the `regex` crate, which has Unicode classes (`\p{Han}`; `\w`, `\d` and `\s` are Unicode's too)
//! and no look-around or back references, and with it `\Q...\E` for literal text, which openCypher's users know.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;

use regex_automata::meta::{Config, Regex};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, Look};

use crate::cypher::error::Fault;
use crate::cypher::value::Value;

/// A regular expression that was compiled, with its spelling.
pub struct Pattern {
    spelling: Arc<str>,
    compiled: Regex,
    /// The longest text that it may be matched with.
    reach: usize,
}

/// How long a regular expression may be written, in bytes.
const MAX_SPELLING: usize = 1 << 20;

/// How large a regular expression may be, in bytes when compiled.
const MAX_PATTERN: usize = 10 << 20;

/// How large it may be times the length of the text: what a match may take, which nothing can break off.
const MAX_MATCH: usize = 1 << 34;

/// Tells whether the whole text matches the regular expression; null of null. The expression that was used last is kept.
///
/// # Errors
/// When the pattern is not a regular expression, or too large for the text.
pub fn matches(
    last: &RefCell<Option<Pattern>>,
    text: &Value,
    pattern: &Value,
) -> Result<Option<bool>, Fault> {
    let (Value::String(text), Value::String(spelling)) = (text, pattern) else {
        return Ok(None);
    };
    let mut last = last.borrow_mut();
    let pattern = match last
        .take()
        .filter(|last| last.spelling == *spelling && text.len() <= last.reach)
    {
        Some(pattern) => pattern,
        None => compile(spelling, text.len())?,
    };
    let input = Input::new(&**text).anchored(Anchored::Yes).earliest(true);
    let matches = pattern.compiled.is_match(input);
    *last = Some(pattern);
    Ok(Some(matches))
}

/// Returns a regular expression that may be matched with a text of a length.
fn compile(spelling: &Arc<str>, length: usize) -> Result<Pattern, Fault> {
    if spelling.len() > MAX_SPELLING {
        return Err(Fault::too_large(format!(
            "a regular expression may be {MAX_SPELLING} bytes long"
        )));
    }
    let hir = regex_syntax::parse(&without_quotes(spelling))
        .map_err(|error| Fault::bad_argument(format!("regular expression: {}", reason(&error))))?;
    // The end is added to the parsed expression, not to its spelling, which nothing in it can then escape.
    let whole = Hir::concat(vec![hir, Hir::look(Look::End)]);
    let within = |limit| {
        let config = Config::new()
            .nfa_size_limit(Some(limit))
            .onepass_size_limit(Some(limit));
        let compiled = Regex::builder().configure(config).build_from_hir(&whole);
        compiled.ok()
    };
    let limit = (MAX_MATCH / length.max(1)).min(MAX_PATTERN);
    let compiled = within(limit).ok_or_else(|| {
        Fault::too_large(if limit < MAX_PATTERN {
            format!("the regular expression is too large for a text of {length} bytes")
        } else {
            format!("the regular expression is larger than {MAX_PATTERN} bytes when compiled")
        })
    })?;
    Ok(Pattern {
        spelling: spelling.clone(),
        compiled,
        reach: length.max(MAX_MATCH / MAX_PATTERN),
    })
}

/// Writes the text between `\Q` and `\E` so that every character stands for itself, whatever flags are set.
fn without_quotes(spelling: &str) -> String {
    let mut out = String::with_capacity(spelling.len());
    let mut rest = spelling;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let Some(quoted) = escape.strip_prefix("\\Q") else {
            // An escape and what it escapes, so that `\\Q` is a backslash and a Q.
            let length = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&escape[..length]);
            rest = &escape[length..];
            continue;
        };
        let (literal, after) = quoted.split_once("\\E").unwrap_or((quoted, ""));
        for c in literal.chars() {
            match c.is_alphanumeric() {
                true => out.push(c),
                // Writing to a string cannot fail.
                false => drop(write!(out, "\\x{{{:X}}}", u32::from(c))),
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What is wrong, without the drawing of the pattern that comes with it.
fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, pattern: &str) -> Option<bool> {
        let matched = matches(&RefCell::new(None), &text.into(), &pattern.into());
        matched.expect("a regular expression")
    }

    fn fault(text: &str, pattern: &str) -> String {
        let matched = matches(&RefCell::new(None), &text.into(), &pattern.into());
        matched.expect_err("no regular expression").message
    }

    #[test]
    fn the_whole_text_has_to_match() {
        for (text, pattern, expected) in [
            ("abc", "abc", true),
            ("abc", "b", false),
            ("abc", "ab|abc", true),
            ("ab", "a|ab", true),
            ("abc", "a|b", false),
            ("", "", true),
            ("a\n", "a", false),
            ("a\n", "a$", false),
            ("a\nb", "(?m)a$", false),
            ("a\nb", "(?s)a.b", true),
            ("abc", "^abc$", true),
            ("ABC", "(?i)abc", true),
            ("ÄÖ", "(?i)äö", true),
            ("abc", "(?x) a b c # three letters", true),
            ("abcd", "(?x) a b c # three letters", false),
            ("马斯克", "\\p{Han}+", true),
            ("Musk", "\\p{Han}+", false),
            ("Ünïcode", "\\w+", true),
            ("a.b", "\\Qa.b\\E", true),
            ("axb", "\\Qa.b\\E", false),
            ("a.b(c", "a\\Q.b(c", true),
            ("a b#c", "(?x)\\Qa b#c\\E", true),
            ("\\Q", "\\\\Q", true),
            ("^]", "[\\Q^]\\E]+", true),
        ] {
            assert_eq!(
                fits(text, pattern),
                Some(expected),
                "{text:?} =~ {pattern:?}"
            );
        }
    }

    #[test]
    fn nothing_in_a_pattern_escapes_the_whole() {
        assert!(fault("abc", "x)|(.*").contains("unopened group"));
        assert!(fault("abc", "(x").contains("unclosed group"));
        assert!(fault("aa", "(a)\\1").contains("backreference"));
        assert!(fault("aa", "a(?=a)a").contains("look-around"));
        assert!(fault("abc", "a{1000}{1000}{1000}").contains("larger than"));
        let deep = "(".repeat(10_000) + &")".repeat(10_000);
        assert!(fault("abc", &deep).contains("nest"));
        assert!(fault("abc", &"a".repeat(MAX_SPELLING + 1)).contains("bytes long"));
    }

    #[test]
    fn what_makes_others_backtrack_takes_linear_time() {
        let text = "a".repeat(20_000) + "b";
        assert_eq!(fits(&text, "(a+)+"), Some(false));
        assert_eq!(fits(&text, "(a|aa)+c?b"), Some(true));
    }
}
