//! Names: of variables, labels, types, keys, functions and columns. Every keyword may be one where nothing else could
//! stand.

use super::cursor::{Parsed, Parser};
use super::escape;
use super::token::TokenKind;
use super::tree::Name;

impl Parser<'_> {
    /// Parses a name; keywords are names here.
    pub fn name(&mut self, expected: &str) -> Parsed<Name> {
        if !self.is_name_at(self.position()) {
            return Err(self.unexpected(expected));
        }
        let position = self.position();
        self.advance();
        Ok(Name::new(self.name_at(position), self.token(position).span))
    }

    pub fn is_name_at(&self, position: usize) -> bool {
        matches!(
            self.token(position).kind,
            TokenKind::Word | TokenKind::Quoted
        )
    }

    pub fn name_at(&self, position: usize) -> String {
        let text = self.text(position);
        match self.token(position).kind {
            TokenKind::Quoted => escape::decode_name(text),
            _ => text.to_owned(),
        }
    }

    /// Parses a name with dots in it, such as `date.truncate`.
    pub fn dotted_name(&mut self, expected: &str) -> Parsed<Name> {
        let start = self.start();
        let mut text = self.name(expected)?.kind;
        while self.take_sign(".") {
            text.push('.');
            text.push_str(&self.name("a name after the dot")?.kind);
        }
        Ok(Name::new(text, self.since(start)))
    }

    pub fn parameter_name(&self, position: usize) -> String {
        let name = &self.text(position)[1..];
        match name.starts_with('`') {
            true => escape::decode_name(name),
            false => name.to_owned(),
        }
    }
}
