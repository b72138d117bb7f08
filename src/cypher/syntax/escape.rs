//! Texts and names in quotes: where they end, and what they say.

/// Returns where a text in quotes ends, past its closing quote. A backslash escapes what follows, and a quote that
/// comes twice stands for one.
pub(super) fn end_of_text(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote && characters.next_if(|(_, next)| *next == quote).is_none() {
            return Some(at + 1);
        }
    }
    None
}

/// Returns where a name in backticks ends, past the closing one. Nothing is escaped but a backtick, by another.
pub(super) fn end_of_name(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text[at..].find('`')? + 1;
        if !text[at..].starts_with('`') {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns what a name in backticks says.
pub(super) fn decode_name(quoted: &str) -> String {
    quoted[1..quoted.len() - 1].replace("``", "`")
}

/// Returns what a text in quotes says, unless an escape means nothing.
pub(super) fn decode_text(quoted: &str) -> Option<String> {
    let quote = quoted.chars().next()?;
    let inner = &quoted[1..quoted.len() - 1];
    let mut decoded = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                let (character, length) = escaped(rest.as_str())?;
                decoded.push(character);
                rest = rest.as_str()[length..].chars();
            }
            _ if character == quote => {
                rest.next();
                decoded.push(quote);
            }
            _ => decoded.push(character),
        }
    }
    Some(decoded)
}

/// Returns the character that an escape stands for, and the length of what follows its backslash.
fn escaped(text: &str) -> Option<(char, usize)> {
    let character = match text.chars().next()? {
        't' => '\t',
        'b' => '\u{8}',
        'n' => '\n',
        'r' => '\r',
        'f' => '\u{c}',
        same @ ('\\' | '\'' | '"' | '`') => same,
        'u' => return coded(text, 4),
        // openCypher has eight digits, and GQL six.
        'U' => return coded(text, 8).or_else(|| coded(text, 6)),
        _ => return None,
    };
    Some((character, 1))
}

fn coded(text: &str, digits: usize) -> Option<(char, usize)> {
    let code = text.get(1..=digits)?;
    if !code.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    Some((character, digits + 1))
}
