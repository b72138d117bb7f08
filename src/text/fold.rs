//! Names in the one form in which they are compared.

use unicode_normalization::UnicodeNormalization;

/// Returns a name as it is compared: compatibility-normalised, lower case, without spaces, hyphens, dots and quotes.
///
/// ```
/// use claimgraph::text::fold;
/// assert_eq!(fold("GPT-4"), fold("gpt 4"));
/// assert_eq!(fold("埃隆·马斯克"), fold("埃隆马斯克"));
/// assert_ne!(fold("Llama 2"), fold("Llama 3"));
/// ```
pub fn fold(name: &str) -> String {
    // Most names in large data are plain ASCII, of which normalisation changes nothing.
    if name.is_ascii() {
        let kept = name.chars().filter(|c| !is_separator(*c));
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    whole(name)
}

fn whole(name: &str) -> String {
    name.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_separator(*c))
        .collect()
}

fn is_separator(c: char) -> bool {
    let is_mark = matches!(
        c,
        '-' | '_'
            | '·'
            | '・'
            | '•'
            | '.'
            | '\''
            | '’'
            | '‘'
            | '"'
            | '“'
            | '”'
            | '‐'
            | '‑'
            | '–'
            | '—'
    );
    is_mark || c.is_whitespace() || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_folded_as_any_other_text() {
        for c in '\0'..='\x7f' {
            let name = format!("a{c}B");
            assert_eq!(fold(&name), whole(&name), "{name:?}");
        }
    }
}
