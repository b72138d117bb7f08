//! JSON text as it is put together, value after value.

use std::io::Write as _;

use rust_decimal::Decimal;

use crate::text::is_unsafe;

/// JSON in the making; whoever uses it opens objects and lists and gives every key a value.
#[derive(Debug)]
pub(super) struct Json<'o>(&'o mut Vec<u8>);

impl<'o> Json<'o> {
    /// Returns JSON that is added to a buffer.
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Self(out)
    }

    /// Adds an object.
    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.0.push(b'{');
        fields(self);
        self.0.push(b'}');
    }

    /// Adds a list, each item of which begins with [`item`](Self::item).
    pub fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.0.push(b'[');
        items(self);
        self.0.push(b']');
    }

    /// Adds a list of texts.
    pub fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.list(|json| {
            for text in texts {
                json.item().text(text);
            }
        });
    }

    /// Begins an item of a list.
    pub fn item(&mut self) -> &mut Self {
        // No value ends in an opening bracket, so that one here means that the list or object was just begun.
        if !matches!(self.0.last(), None | Some(b'[' | b'{')) {
            self.0.push(b',');
        }
        self
    }

    /// Begins a field whose key needs no escapes.
    pub fn key(&mut self, key: &'static str) -> &mut Self {
        self.item();
        self.0.push(b'"');
        self.0.extend_from_slice(key.as_bytes());
        self.0.extend_from_slice(b"\":");
        self
    }

    /// Begins a field of any key.
    pub fn named(&mut self, key: &str) -> &mut Self {
        self.item().text(key);
        self.0.push(b':');
        self
    }

    /// Adds nothing known.
    pub fn null(&mut self) {
        self.0.extend_from_slice(b"null");
    }

    /// Adds a truth.
    pub fn truth(&mut self, truth: bool) {
        self.0
            .extend_from_slice(if truth { b"true" } else { b"false" });
    }

    /// Adds a whole number.
    pub fn number(&mut self, number: impl itoa::Integer) {
        let mut digits = itoa::Buffer::new();
        self.0.extend_from_slice(digits.format(number).as_bytes());
    }

    /// Adds an exact number, as everywhere in a decimal string.
    pub fn decimal(&mut self, number: Decimal) {
        self.0.push(b'"');
        match i64::try_from(number.mantissa()) {
            // Zero may have a sign.
            Ok(whole) if number.scale() == 0 && whole != 0 => self.number(whole),
            _ => {
                // Writing to a buffer cannot fail.
                let _ = write!(self.0, "{number}");
            }
        }
        self.0.push(b'"');
    }

    /// Adds a value that is in JSON already.
    pub fn value(&mut self, json: &[u8]) {
        self.0.extend_from_slice(json);
    }

    /// Adds a number that may be rounded, in the fewest digits that tell it from all others; null for none.
    pub fn float(&mut self, number: f64) {
        let _ = serde_json::to_writer(&mut *self.0, &number);
    }

    /// Adds a text, or null.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Adds a text, with characters that could steer a terminal escaped as JSON allows.
    pub fn text(&mut self, text: &str) {
        self.text_of(text.as_bytes(), || text);
    }

    /// Adds the text of some bytes, which is asked for only where it is more than plain ASCII.
    pub fn text_of<'t>(&mut self, bytes: &[u8], text: impl FnOnce() -> &'t str) {
        self.0.push(b'"');
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\');
        // Every byte is looked at, many at once.
        if bytes
            .iter()
            .fold(true, |plain, byte| plain & is_plain(*byte))
        {
            self.0.extend_from_slice(bytes);
        } else {
            self.escaped(text());
        }
        self.0.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        let mut written = 0;
        for (at, c) in text.char_indices() {
            let short = match c {
                '"' => Some(b'"'),
                '\\' => Some(b'\\'),
                '\n' => Some(b'n'),
                '\r' => Some(b'r'),
                '\t' => Some(b't'),
                '\u{8}' => Some(b'b'),
                '\u{c}' => Some(b'f'),
                _ => None,
            };
            if short.is_none() && !is_unsafe(c) {
                continue;
            }
            self.0.extend_from_slice(&text.as_bytes()[written..at]);
            written = at + c.len_utf8();
            match short {
                Some(letter) => self.0.extend_from_slice(&[b'\\', letter]),
                None => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.0, "\\u{unit:04x}");
                    }
                }
            }
        }
        self.0.extend_from_slice(&text.as_bytes()[written..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(make: impl FnOnce(&mut Json<'_>)) -> String {
        let mut out = Vec::new();
        make(&mut Json::new(&mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_come_back_and_steer_no_terminal() {
        for text in [
            "",
            "plain",
            "\"\\/",
            "\u{8}\u{c}\n\r\t",
            "\0\u{1b}[31m\u{7f}\u{9b}",
            "银行\u{202e}\u{feff}",
            "👩‍👩‍👧",
        ] {
            let written = written(|json| json.text(text));
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
            assert!(!written.chars().any(is_unsafe), "{written}");
        }
    }

    #[test]
    fn exact_numbers_are_written_as_they_are() {
        for text in ["0", "-0", "7", "-7", "0.10", "9223372036854775808", "1.5"] {
            let number: Decimal = text.parse().unwrap();
            let expected = format!("\"{number}\"");
            assert_eq!(written(|json| json.decimal(number)), expected);
        }
        let negative = -Decimal::ZERO;
        let expected = format!("\"{negative}\"");
        assert_eq!(written(|json| json.decimal(negative)), expected);
    }

    #[test]
    fn commas_stand_between_and_nowhere_else() {
        let written = written(|json| {
            json.object(|json| {
                json.key("none").list(|_| {});
                json.key("some").texts(["[", "{"]);
                json.named("\"").object(|json| json.key("a").null());
                json.key("half").float(0.5);
                json.key("is").truth(true);
            });
        });
        assert_eq!(
            written,
            r#"{"none":[],"some":["[","{"],"\"":{"a":null},"half":0.5,"is":true}"#
        );
    }
}
