//! Lists of attributes.

use std::fmt::{self, Write as _};

use super::text::{Html, Quoted};

/// Attributes of a node, an edge or the graph.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes(String);

impl Attributes {
    /// Adds an attribute whose value is a word of Graphviz's, a colour or a list of them.
    pub fn word(self, name: &'static str, value: &'static str) -> Self {
        self.add(name, format_args!("\"{value}\""))
    }

    /// Adds an attribute whose value is a number, to two decimals.
    pub fn number(self, name: &'static str, value: f64) -> Self {
        let rounded = (value * 100.0).round() / 100.0;
        self.add(name, format_args!("{rounded}"))
    }

    /// Adds an attribute whose value is text.
    pub fn quoted(self, name: &'static str, value: &Quoted) -> Self {
        self.add(name, format_args!("{value}"))
    }

    /// Adds an attribute whose value is an HTML-like label.
    pub fn html(self, name: &'static str, value: &Html) -> Self {
        self.add(name, format_args!("{value}"))
    }

    fn add(mut self, name: &'static str, value: fmt::Arguments<'_>) -> Self {
        if !self.0.is_empty() {
            self.0.push_str(", ");
        }
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{name}={value}");
        self
    }
}

impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.0)
    }
}
