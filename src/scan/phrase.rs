//! Matching of words and phrases at a place of a folded text.

use super::fold::BREAK;
use super::names::is_of_word;

/// Returns how many bytes the gap between two words takes at the start of a text: a space or a line wrap.
pub(super) fn gap(text: &str) -> usize {
    usize::from(text.starts_with([' ', '\n']))
}

/// Returns a text without the gap at its end.
pub(super) fn without_gap(head: &str) -> &str {
    head.strip_suffix([' ', '\n']).unwrap_or(head)
}

/// Returns how many bytes a phrase in lower case takes at the start of a text; words of letters are matched whole.
pub(super) fn starts(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text.chars();
    let mut last = '\0';
    for wanted in phrase.chars() {
        if !same(rest.next()?, wanted) {
            return None;
        }
        last = wanted;
    }
    let rest = rest.as_str();
    let cut = is_of_word(last) && rest.starts_with(is_of_word);
    (!cut).then(|| text.len() - rest.len())
}

/// Returns the byte at which a phrase in lower case starts that ends a text.
pub(super) fn ends(head: &str, phrase: &str) -> Option<usize> {
    let mut rest = head.chars();
    let mut first = '\0';
    for wanted in phrase.chars().rev() {
        if !same(rest.next_back()?, wanted) {
            return None;
        }
        first = wanted;
    }
    let rest = rest.as_str();
    let cut = is_of_word(first) && rest.ends_with(is_of_word);
    (!cut).then_some(rest.len())
}

/// Returns the entry of a table whose phrase is the longest that starts a text, and the bytes it takes.
pub(super) fn longest_start<'a, T>(
    text: &str,
    table: &'a [(&'a str, T)],
) -> Option<(&'a T, usize)> {
    table
        .iter()
        .filter_map(|(phrase, entry)| Some((entry, starts(text, phrase)?)))
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
}

/// Returns the entry of a table whose phrase is the longest that ends a text, and the byte at which it starts.
pub(super) fn longest_end<'a, T>(head: &str, table: &'a [(&'a str, T)]) -> Option<(&'a T, usize)> {
    table
        .iter()
        .filter_map(|(phrase, entry)| Some((entry, ends(head, phrase)?)))
        .reduce(|best, other| if other.1 < best.1 { other } else { best })
}

/// Returns the first word of a text, of letters of any script that parts words; empty for none.
pub(super) fn word(text: &str) -> &str {
    // No word that is asked for is longer, and a text without gaps must not be gone through for each question.
    let end = text
        .char_indices()
        .take(40)
        .find(|(_, c)| !(is_of_word(*c) && c.is_alphabetic()))
        .map_or_else(
            || text.char_indices().nth(40).map_or(text.len(), |(at, _)| at),
            |(at, _)| at,
        );
    if text[end..].starts_with(is_of_word) {
        ""
    } else {
        &text[..end]
    }
}

/// Returns the last word of a text, with its digits; empty where it ends in something else.
pub(super) fn last_word(head: &str) -> &str {
    // No word that is asked for is longer, and a text without gaps must not be gone through for each number.
    let start = head
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| is_of_word(*c))
        .last()
        .map_or(head.len(), |(at, _)| at);
    &head[start..]
}

/// Returns the end of a text from the last end of a clause on, at most `most` characters of it.
pub(super) fn clause(head: &str, most: usize) -> &str {
    let ends = |(_, c): &(usize, char)| {
        matches!(
            *c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '('
                | ')'
                | '。'
                | '，'
                | '；'
                | '：'
                | '！'
                | '？'
                | '、'
                | '（'
                | '）'
                | '“'
                | '”'
                | '"'
                | BREAK
        )
    };
    let start = head
        .char_indices()
        .rev()
        .take(most)
        .take_while(|at| !ends(at))
        .last()
        .map_or(head.len(), |(at, _)| at);
    &head[start..]
}

fn same(c: char, wanted: char) -> bool {
    c == wanted
        || (wanted == ' ' && c == '\n')
        || (c.is_uppercase() && c.to_lowercase().eq([wanted]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_matched_whole_in_any_case_over_line_wraps() {
        assert_eq!(starts("More\nthan 5", "more than"), Some(9));
        assert_eq!(starts("percentile", "percent"), None);
        assert_eq!(starts("美元的", "美元"), Some(6));
        assert_eq!(starts("Über 5", "über"), Some(5));
        assert_eq!(ends("at LEAST", "at least"), Some(0));
        assert_eq!(ends("takeover", "over"), None);
        assert_eq!(ends("不超过", "超过"), Some(3));
        assert_eq!(word("dollars."), "dollars");
        assert_eq!(word("m2"), "");
        assert_eq!(last_word("the GPT4"), "GPT4");
        assert_eq!(clause("Yes, at most ", 20), " at most ");
    }
}
