//! Records as they are written: a JSON object a line.

/// A record in the making, at the end of the lines before it.
pub(super) struct Line<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

impl<'o> Line<'o> {
    /// Begins a record.
    pub fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self {
            out,
            is_empty: true,
        }
    }

    /// Writes a key with a text.
    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        quoted(self.out, text);
    }

    /// Writes a key with several texts.
    pub fn list<'t>(&mut self, key: &str, texts: impl IntoIterator<Item = &'t str>) {
        self.key(key);
        self.out.push(b'[');
        for (index, text) in texts.into_iter().enumerate() {
            if index > 0 {
                self.out.push(b',');
            }
            quoted(self.out, text);
        }
        self.out.push(b']');
    }

    /// Writes a key with texts by name.
    pub fn pairs<'t>(&mut self, key: &str, pairs: impl IntoIterator<Item = (&'t str, &'t str)>) {
        self.key(key);
        let mut inner = Line::begin(self.out);
        for (name, text) in pairs {
            inner.text(name, text);
        }
        self.out.push(b'}');
    }

    /// Writes a key with an array of one object: numbers as they are written, then texts.
    pub fn object(&mut self, key: &str, numbers: [(&str, u32); 2], texts: &[(&str, &str)]) {
        self.key(key);
        self.out.push(b'[');
        let mut inner = Line::begin(self.out);
        for (name, number) in numbers {
            inner.key(name);
            inner.out.extend_from_slice(number.to_string().as_bytes());
        }
        for (name, text) in texts {
            inner.text(name, text);
        }
        self.out.extend_from_slice(b"}]");
    }

    /// Ends the record and its line.
    pub fn end(self) {
        self.out.extend_from_slice(b"}\n");
    }

    fn key(&mut self, key: &str) {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.out.push(b',');
        }
        quoted(self.out, key);
        self.out.push(b':');
    }
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    let is_plain = |byte: &u8| *byte >= b' ' && *byte != b'"' && *byte != b'\\';
    if text.as_bytes().iter().all(is_plain) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        serde_json::to_writer(out, text).expect("a text is JSON, and memory takes it");
    }
}
