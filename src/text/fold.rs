//! Names in the forms in which they are compared.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Returns a name in the form in which names are the same: one normal form (NFC), one case (full Unicode case folding),
/// one space for white space, and without characters that cannot be seen.
///
/// Apostrophes, quotation marks and dashes are those of ASCII, and the dot of `i` is its own in every language.
///
/// ```
/// use claimgraph::text::fold;
/// assert_eq!(fold("Société\u{a0} Générale"), fold("SOCIE\u{301}TE\u{301} GÉNÉRALE"));
/// assert_eq!(fold("Straße O’Neill"), fold("STRASSE O'NEILL"));
/// assert_eq!(fold("İstanbul ΟΔΟΣ"), fold("istanbul οδος"));
/// assert_ne!(fold("Llama 2.5"), fold("Llama 25"));
/// ```
pub fn fold(name: &str) -> String {
    // Most names in large data are plain ASCII, of which normalisation changes nothing.
    if name.is_ascii() {
        return spaced(name.chars().map(|c| plain(c.to_ascii_lowercase())));
    }
    let folded: String = name
        .chars()
        .filter(|c| !is_ignorable(*c))
        .nfd()
        .default_case_fold()
        .map(plain)
        .collect();
    // The dot that folding leaves above an `i` is the one that every `i` has.
    let folded = folded.replace("i\u{307}", "i");
    spaced(folded.nfc())
}

/// Returns a name in the form in which questions find it: [folded](fold), compatibility-normalised, and without spaces,
/// hyphens, dots and quotes.
///
/// Different names may have one such form; whatever is found by it is only found where nothing has the name itself.
///
/// ```
/// use claimgraph::text::loose;
/// assert_eq!(loose("GPT-4"), loose("gpt 4"));
/// assert_eq!(loose("埃隆·马斯克"), loose("埃隆马斯克"));
/// assert_ne!(loose("Llama 2"), loose("Llama 3"));
/// ```
pub fn loose(name: &str) -> String {
    let folded = fold(name);
    if folded.is_ascii() {
        return folded.chars().filter(|c| !is_separator(*c)).collect();
    }
    let compatible: String = folded.nfkc().collect();
    let folded = fold(&compatible);
    folded.chars().filter(|c| !is_separator(*c)).collect()
}

/// Returns characters with one space for white space, and none at the ends.
fn spaced(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut is_apart = false;
    for c in chars {
        if c.is_whitespace() {
            is_apart = !out.is_empty();
        } else if !c.is_control() {
            if std::mem::take(&mut is_apart) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// Returns the character of ASCII that a typographic one stands for; a dotless `i` is an `i`.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '＇' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        'ı' => 'i',
        c => c,
    }
}

/// Returns whether a character cannot be seen: Unicode's default ignorable code points.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_' | '·' | '・' | '•' | '.' | '\'' | '"') || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_folded_as_any_other_text() {
        for c in '\0'..='\x7f' {
            let name = format!("a{c}B");
            // A letter that folds to itself makes the long way be taken.
            let long = fold(&format!("{name} 银"));
            assert_eq!(fold(&name), long.trim_end_matches(" 银"), "{name:?}");
        }
    }

    #[test]
    fn names_are_the_same_whatever_cannot_be_seen_of_them() {
        for (a, b) in [
            ("Acme Ltd", "  ACME\u{a0}\u{2009}LTD\n"),
            ("Acme", "Ac\u{ad}me\u{200b}\u{feff}"),
            ("é", "e\u{301}"),
            ("ﬁn", "FIN"),
            ("Müller Straße", "MU\u{308}LLER STRASSE"),
            ("ẞ", "ss"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("İzmir", "izmir"),
            ("DİYARBAKIR", "Diyarbakır"),
            ("O’Brien", "O'BRIEN"),
            ("Coca‑Cola", "coca-cola"),
            ("ᾳ", "ΑΙ"),
            ("Å", "å"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [
            ("Fund 1.5", "Fund 15"),
            ("e", "é"),
            ("a-b", "a b"),
            ("a b", "ab"),
            ("x²", "x2"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
        assert_eq!(loose("ＡＣＭＥ　有限"), loose("acme有限"));
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic()) {
            let once = fold(&format!("{c}x"));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
