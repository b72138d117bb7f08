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
    name.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_separator(*c))
        .collect()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "-_·・•.'’‘\"“”‐‑–—".contains(c)
}
