//! Lists of attributes.

use super::text::{Html, push_quoted};

/// Attributes of a node, an edge or the graph, as they are written.
#[derive(Debug)]
pub(super) struct Attributes<'o> {
    out: &'o mut String,
    is_begun: bool,
}

impl<'o> Attributes<'o> {
    /// Begins a list.
    pub fn new(out: &'o mut String) -> Self {
        out.push('[');
        Self {
            out,
            is_begun: false,
        }
    }

    /// Goes on with a list that has attributes.
    pub fn more(out: &'o mut String) -> Self {
        Self {
            out,
            is_begun: true,
        }
    }

    /// Adds an attribute whose value is a word of Graphviz's, a colour or a list of them.
    pub fn word(mut self, name: &'static str, value: &'static str) -> Self {
        let out = self.begin(name);
        out.push('"');
        out.push_str(value);
        out.push('"');
        self
    }

    /// Adds an attribute whose value is a number, to two decimals.
    pub fn number(mut self, name: &'static str, value: f64) -> Self {
        let out = self.begin(name);
        let hundredths = (value * 100.0).round() as i64;
        if hundredths < 0 {
            out.push('-');
        }
        let size = hundredths.unsigned_abs();
        out.push_str(itoa::Buffer::new().format(size / 100));
        let digits = [size / 10 % 10, size % 10].map(|digit| char::from(b'0' + digit as u8));
        match digits {
            ['0', '0'] => {}
            [tenths, '0'] => out.extend(['.', tenths]),
            [tenths, hundredths] => out.extend(['.', tenths, hundredths]),
        }
        self
    }

    /// Adds an attribute whose value is text, in lines as tooltips have them.
    pub fn quoted<T: AsRef<str>>(
        mut self,
        name: &'static str,
        lines: impl IntoIterator<Item = T>,
    ) -> Self {
        push_quoted(lines, self.begin(name));
        self
    }

    /// Adds an attribute whose value is an HTML-like label.
    pub fn html(mut self, name: &'static str, value: &Html) -> Self {
        value.push(self.begin(name));
        self
    }

    /// Ends the list and the statement that it belongs to.
    pub fn end(self) {
        self.out.push_str("];\n");
    }

    fn begin(&mut self, name: &'static str) -> &mut String {
        if std::mem::replace(&mut self.is_begun, true) {
            self.out.push_str(", ");
        }
        self.out.push_str(name);
        self.out.push('=');
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let written = |value: f64| {
            let mut out = String::new();
            Attributes::new(&mut out).number("a", value).end();
            out
        };
        for value in [0.0, 0.2, 0.55, 1.5, 2.0, 2.34, 10.05, -3.0, -0.07, 12.0] {
            assert_eq!(written(value), format!("[a={value}];\n"));
        }
        assert_eq!(written(2.345_9), "[a=2.35];\n");
    }
}
