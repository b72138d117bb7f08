//! Which tokens close which: brackets, and `CASE` and `END`. With that, what lies inside can be stepped over.

use super::token::{Token, TokenKind};

/// Finds the token that closes each opening bracket and `CASE`. What closes nothing is left alone.
pub(super) fn partners(source: &str, tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for position in 0..tokens.len() {
        let closing = match tokens[position].kind {
            TokenKind::Sign("(") => ")",
            TokenKind::Sign("[") => "]",
            TokenKind::Sign("{") => "}",
            TokenKind::Word if is_case(source, tokens, position) => "END",
            TokenKind::Sign(sign @ (")" | "]" | "}")) => {
                // A bracket also closes what looked like a `CASE` inside it, and was only a name.
                while open.pop_if(|(_, closing)| *closing == "END").is_some() {}
                close(&mut open, sign, position, &mut partners);
                continue;
            }
            TokenKind::Word if is_word(source, tokens, position, "END") => {
                close(&mut open, "END", position, &mut partners);
                continue;
            }
            _ => continue,
        };
        open.push((position, closing));
    }
    partners
}

fn close(
    open: &mut Vec<(usize, &str)>,
    sign: &str,
    position: usize,
    partners: &mut [Option<usize>],
) {
    if let Some((opening, _)) = open.pop_if(|(_, closing)| *closing == sign) {
        partners[opening] = Some(position);
    }
}

/// Tells whether a word is `CASE`, and no name by what stands before and after it.
fn is_case(source: &str, tokens: &[Token], position: usize) -> bool {
    let after = tokens.get(position + 1).map(|token| token.kind);
    let is_name = matches!(
        after,
        None | Some(TokenKind::Sign("." | "," | ")" | "]" | "}" | "=" | ":"))
    );
    !is_name && is_word(source, tokens, position, "CASE")
}

fn is_word(source: &str, tokens: &[Token], position: usize, word: &str) -> bool {
    let span = tokens[position].span;
    let before = position.checked_sub(1).map(|before| tokens[before].kind);
    source[span.start..span.end].eq_ignore_ascii_case(word)
        && !matches!(before, Some(TokenKind::Sign("." | ":" | "|" | "&")))
}
