//! Whether a bracket in an expression begins a pattern: `(a)-->(b)` does, and `(a) - (b)` does not. Where both readings
//! make sense, as in `(a)--(b)`, it is a pattern.

use super::cursor::Parser;
use super::token::TokenKind;

impl Parser<'_> {
    /// Tells whether the bracket at a position begins a path with a relationship, and not an expression: what stands
    /// in it looks like a node, and a relationship and a node follow.
    pub fn starts_pattern(&self, position: usize) -> bool {
        let Some(end) = self.partner(position) else {
            return false;
        };
        if !self.is_sign_at(position, "(") || !self.looks_like_node(position + 1, end) {
            return false;
        }
        let mut at = end + 1;
        if self.is_sign_at(at, "<") {
            at += 1;
        }
        if !self.is_sign_at(at, "-") {
            return false;
        }
        at += 1;
        if self.is_sign_at(at, "[") {
            match self.partner(at) {
                Some(end) => at = end + 1,
                None => return false,
            }
        }
        if !self.is_sign_at(at, "-") {
            return false;
        }
        at += 1;
        if !self.is_sign_at(at, ">") {
            return self.is_sign_at(at, "(");
        }
        ["(", "{", "+", "*", "?"]
            .iter()
            .any(|sign| self.is_sign_at(at + 1, sign))
    }

    /// Tells whether what stands from a position to the closing bracket could be inside a node.
    fn looks_like_node(&self, first: usize, end: usize) -> bool {
        let named = self.is_name_at(first) && !self.is_word_at(first, "WHERE");
        let mut at = if named { first + 1 } else { first };
        if self.is_sign_at(at, ":") || self.begins_is_label(at) {
            at = self.after_labels(at + 1, end);
        }
        let labelled = self.is_sign_at(first, ":");
        if self.is_sign_at(at, "{") && self.holds_entries(at) {
            at = self.partner(at).map_or(at, |closing| closing + 1);
        } else if (named || labelled) && self.token(at).kind == TokenKind::Parameter {
            at += 1;
        }
        at == end || self.is_word_at(at, "WHERE")
    }

    /// Tells whether `IS` and a label stand at a position, and not `IS NULL` and the like.
    fn begins_is_label(&self, at: usize) -> bool {
        let tests = [
            "NULL",
            "NOT",
            "TYPED",
            "NORMALIZED",
            "NFC",
            "NFD",
            "NFKC",
            "NFKD",
        ];
        self.is_word_at(at, "IS")
            && (self.is_name_at(at + 1) || self.is_sign_at(at + 1, "%"))
            && !tests.iter().any(|test| self.is_word_at(at + 1, test))
    }

    /// The position after the labels that begin at a position.
    fn after_labels(&self, first: usize, end: usize) -> usize {
        let mut wants_label = true;
        for at in first..end {
            let goes_on = match self.token(at).kind {
                TokenKind::Sign("!" | "(") => wants_label,
                TokenKind::Sign(")") => !wants_label,
                TokenKind::Sign("|" | "&" | ":") => {
                    // A colon may follow a bar.
                    let goes_on = !wants_label || self.is_sign_at(at - 1, "|");
                    wants_label = true;
                    goes_on
                }
                TokenKind::Sign("%") | TokenKind::Word | TokenKind::Quoted => {
                    std::mem::take(&mut wants_label)
                }
                _ => false,
            };
            if !goes_on {
                return at;
            }
        }
        end
    }

    /// Tells whether a brace begins a map and not the items of a projection or a query.
    fn holds_entries(&self, brace: usize) -> bool {
        self.is_sign_at(brace + 1, "}")
            || self.is_name_at(brace + 1) && self.is_sign_at(brace + 2, ":")
    }
}
