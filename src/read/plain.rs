//! A claim's line in its plain form, taken apart in one pass.
//!
//! Plain is an object of known keys without escapes, each once, whose values are texts, of `tags` a list and of `ids` an
//! object of them; in any order and with any white space. It says the same as the general decoder would. Whatever else a line may be, it is
//! left to that decoder: evidence, links and worked-out fields, but also everything that is wrong.

use super::texts::Text;

/// What a plain line says.
#[derive(Default)]
pub(super) struct Plain<'f> {
    pub id: Option<Text<'f>>,
    pub source: Option<Text<'f>>,
    pub speaker: Option<Text<'f>>,
    pub subject: Option<Text<'f>>,
    pub predicate: Option<Text<'f>>,
    pub object: Option<Text<'f>>,
    pub quantity: Option<Text<'f>>,
    pub when: Option<Text<'f>>,
    pub modality: Option<Text<'f>>,
    pub polarity: Option<Text<'f>>,
    pub said_on: Option<Text<'f>>,
    pub occasion: Option<Text<'f>>,
    pub tags: Option<Vec<Text<'f>>>,
    pub quote: Option<Text<'f>>,
    pub summary: Option<Text<'f>>,
    pub value: Option<Text<'f>>,
    pub note: Option<Text<'f>>,
    pub ids: Option<Vec<(Text<'f>, Text<'f>)>>,
}

impl<'f> Plain<'f> {
    /// Returns what a line says, if it is plain.
    pub fn of(line: &'f str) -> Option<Self> {
        let mut plain = Self::default();
        let mut scan = Scan { line, at: 0 };
        scan.sign(b'{')?;
        loop {
            let key = scan.bare()?;
            scan.sign(b':')?;
            plain.read(key, &mut scan)?;
            if scan.ends(b'}')? {
                break;
            }
        }
        scan.peek().is_none().then_some(plain)
    }

    /// Reads the value of a key that was not there before.
    fn read(&mut self, key: &str, scan: &mut Scan<'f>) -> Option<()> {
        let value = match key {
            "id" => &mut self.id,
            "source" => &mut self.source,
            "speaker" => &mut self.speaker,
            "subject" => &mut self.subject,
            "predicate" => &mut self.predicate,
            "object" => &mut self.object,
            "quantity" => &mut self.quantity,
            "when" => &mut self.when,
            "modality" => &mut self.modality,
            "polarity" => &mut self.polarity,
            "said_on" => &mut self.said_on,
            "occasion" => &mut self.occasion,
            "quote" => &mut self.quote,
            "summary" => &mut self.summary,
            "value" => &mut self.value,
            "note" => &mut self.note,
            "ids" if self.ids.is_none() => {
                self.ids = Some(scan.pairs()?);
                return Some(());
            }
            "tags" if self.tags.is_none() => {
                self.tags = Some(scan.texts()?);
                return Some(());
            }
            _ => return None,
        };
        if value.is_some() {
            return None;
        }
        *value = Some(scan.text()?);
        Some(())
    }
}

/// A line and how far it is read. Each step gives `None` where the line is not plain.
struct Scan<'f> {
    line: &'f str,
    at: usize,
}

impl<'f> Scan<'f> {
    /// Returns the next byte that is no white space, without going beyond it; `None` at the end.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.line.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Goes beyond a sign.
    fn sign(&mut self, sign: u8) -> Option<()> {
        (self.peek()? == sign).then(|| self.at += 1)
    }

    /// Goes beyond a comma, or beyond the sign that ends a list, and returns whether it was that.
    fn ends(&mut self, sign: u8) -> Option<bool> {
        let ends = self.peek()? == sign;
        self.sign(if ends { sign } else { b',' })?;
        Some(ends)
    }

    /// Returns a text without escapes.
    fn bare(&mut self) -> Option<&'f str> {
        self.sign(b'"')?;
        let start = self.at;
        self.at += unremarkable(&self.line.as_bytes()[start..]);
        let text = &self.line[start..self.at];
        let is_whole = self.line.as_bytes().get(self.at) == Some(&b'"');
        self.at += 1;
        is_whole.then_some(text)
    }

    fn text(&mut self) -> Option<Text<'f>> {
        self.sign(b'"')?;
        let (line, start) = (self.line, self.at);
        loop {
            self.at += unremarkable(&line.as_bytes()[self.at..]);
            match line.as_bytes().get(self.at)? {
                b'"' => break,
                // Whatever is escaped, it begins with one byte that ends no text.
                b'\\' => self.at = (self.at + 2).min(line.len()),
                _ => return None,
            }
        }
        let text = &line[start..self.at];
        self.at += 1;
        if memchr::memchr(b'\\', text.as_bytes()).is_none() {
            return Some(Text::from(text));
        }
        serde_json::from_str(&line[start - 1..self.at]).ok()
    }

    /// Returns the keys and texts of an object, in which no key stands twice.
    fn pairs(&mut self) -> Option<Vec<(Text<'f>, Text<'f>)>> {
        let mut pairs = Vec::new();
        self.sign(b'{')?;
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(pairs);
        }
        loop {
            let key = self.text()?;
            self.sign(b':')?;
            let value = self.text()?;
            if pairs.iter().any(|(other, _)| *other == key) {
                return None;
            }
            pairs.push((key, value));
            if self.ends(b'}')? {
                return Some(pairs);
            }
        }
    }

    fn texts(&mut self) -> Option<Vec<Text<'f>>> {
        let mut texts = Vec::new();
        self.sign(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
            return Some(texts);
        }
        loop {
            texts.push(self.text()?);
            if self.ends(b']')? {
                return Some(texts);
            }
        }
    }
}

/// Returns how many bytes stand before a quotation mark, a backslash or a control character; eight are looked at at once.
fn unremarkable(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHEST: u64 = ONES << 7;
    let (eights, rest) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let below = |word: u64, least: u8| word.wrapping_sub(ONES * u64::from(least)) & !word;
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        // A borrow can mark bytes above the first that is marked, never below it.
        let marked = (below(word, b' ') | is(b'"') | is(b'\\')) & HIGHEST;
        if marked != 0 {
            return index * 8 + marked.trailing_zeros() as usize / 8;
        }
    }
    let is_remarkable = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    let found = rest.iter().position(is_remarkable);
    eights.len() * 8 + found.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::read::claims::is_linked;
    use crate::read::decode::decode;
    use crate::read::record::ClaimRecord;
    use crate::read::texts::Pairs;

    /// The texts of a line by field, tags after the others, as the general decoder and the plain form find them.
    type Said = (
        Vec<Option<String>>,
        Option<Vec<String>>,
        Option<Vec<(String, String)>>,
    );

    macro_rules! said {
        ($fields:expr, $ids:expr) => {{
            let f = $fields;
            let texts = [
                f.id,
                f.source,
                f.speaker,
                f.subject,
                f.predicate,
                f.object,
                f.quantity,
                f.when,
                f.modality,
                f.polarity,
                f.said_on,
                f.occasion,
                f.quote,
                f.summary,
                f.value,
                f.note,
            ];
            let owned = |text: Text<'_>| text.to_string();
            let tags = f.tags.map(|tags| tags.into_iter().map(owned).collect());
            let texts = texts.into_iter().map(|text| text.map(owned));
            let pairs = |pair: (Text<'_>, Text<'_>)| (owned(pair.0), owned(pair.1));
            let ids = $ids(f.ids).map(|ids| ids.into_iter().map(pairs).collect());
            (texts.collect(), tags, ids)
        }};
    }

    fn written<'f>(ids: Option<Pairs<'f>>) -> Option<Vec<(Text<'f>, Text<'f>)>> {
        ids.map(|ids| ids.0)
    }

    fn plainly(line: &str) -> Option<Said> {
        Plain::of(line).map(|plain| said!(plain, |ids| ids))
    }

    /// Returns what the general decoder finds, unless the claim has what no plain one has.
    fn generally(line: &str) -> Option<Said> {
        let fields = decode::<ClaimRecord<'_>>(line)?.fields;
        let is_special =
            fields.evidence.is_some() || fields.derived.is_some() || is_linked(&fields);
        (!is_special).then(|| said!(fields, written))
    }

    const WHOLE: &str = r#"{"id":"c-1","source":"s","speaker":"musk","subject":"openai","predicate":"paid","object":"马斯克",
        "quantity" : "USD 10M..<100M","when":"2023/2024","modality":"planned","polarity":"denied","said_on":"2023-01",
        "occasion":"a \"round\"","tags":["a","\u94f6\ud83d\ude00",""],"quote":"it\nis\\so \/ 银行","summary":"long enough to be cut","value":"1970","note":"a \u006eote","ids":{"row":"1","\u0072ef":"A-1"}}"#;

    #[test]
    fn a_line_with_every_key_is_plain() {
        let (texts, tags, ids) = plainly(WHOLE).unwrap();
        assert!(texts.iter().all(Option::is_some));
        assert_eq!(texts[12].as_deref(), Some("it\nis\\so / 银行"));
        assert_eq!(tags.as_ref().map(Vec::len), Some(3));
        assert_eq!(ids.as_ref().map(Vec::len), Some(2));
        assert_eq!(plainly(WHOLE), generally(WHOLE));
    }

    #[test]
    fn what_is_not_plain_is_left() {
        for line in [
            "",
            "{}",
            "{",
            r#"{"id":"a""#,
            r#"{"id":"a",}"#,
            r#"{"id":"a"}}"#,
            r#"{"id":"a" "source":"s"}"#,
            r#"{"id":"a","id":"b"}"#,
            r#"{"tags":[],"tags":[]}"#,
            r#"{"\u0069d":"a"}"#,
            r#"{"id":null}"#,
            r#"{"id":1}"#,
            r#"{"id":"\x"}"#,
            r#"{"id":"\ud800"}"#,
            r#"{"id":"\"#,
            "{\"id\":\"a\tb\"}",
            "{\"id\":\"a\t\"}",
            "{\"id\t\":\"a\"}",
            r#"{"tags":["a",]}"#,
            r#"{"tags":"a"}"#,
            r#"{"colour":"red"}"#,
            r#"{"ids":{"a":"b","\u0061":"c"}}"#,
            r#"{"ids":{"a":1}}"#,
            r#"{"ids":{},"ids":{}}"#,
            r#"{"ids":[]}"#,
            r#"{"id":"a","evidence":[]}"#,
            r#"{"id":"a","derived":{}}"#,
            r#"{"id":"a","supports":["b"]}"#,
            r#"["a"]"#,
        ] {
            assert_eq!(plainly(line), None, "{line}");
        }
    }

    #[test]
    fn every_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[place] = byte;
                let ends = byte < b' ' || byte == b'"' || byte == b'\\';
                assert_eq!(unremarkable(&bytes), if ends { place } else { 20 });
            }
        }
    }

    /// What may stand in a line, or nearly.
    const PIECES: [&str; 31] = [
        "\"",
        "\\",
        "\\\"",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "\\n",
        "\u{7f}",
        "\u{1f}",
        "\0",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\t",
        "银",
        "null",
        "1",
        "\"id\"",
        "\"tags\":[\"a\", \"b\"]",
        "\"quote\":\"a\"",
        ",\"when\":\"2020\"",
        "\"evidence\":[]",
        "\"parts\":[\"a\"]",
        "\"includes\":[\"a\"]",
        "\"ids\":{\"a\":\"b\"}",
        ",\"row\":\"2\"",
        "[[[[",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_mutated_line_says_what_the_general_decoder_finds(
            changes in prop::collection::vec((any::<Index>(), any::<Index>(), 0..4_usize), 1..5),
        ) {
            let mut line: Vec<char> = WHOLE.chars().collect();
            for (place, piece, gone) in changes {
                let place = place.index(line.len() + 1);
                let end = line.len().min(place + gone);
                line.splice(place..end, piece.get(&PIECES).chars());
            }
            let line: String = line.into_iter().collect();
            if let Some(said) = plainly(&line) {
                prop_assert_eq!(Some(said), generally(&line));
            }
        }

        #[test]
        fn a_line_of_texts_is_plain_whatever_they_are(
            texts in prop::collection::btree_map(
                prop::sample::select(vec!["id", "source", "subject", "when", "quote", "summary", "occasion"]),
                any::<String>(),
                1..7,
            ),
            tags in prop::option::of(prop::collection::vec(any::<String>(), 0..3)),
            is_wide: bool,
        ) {
            let mut record = serde_json::json!(texts);
            if let Some(tags) = tags {
                record["tags"] = serde_json::json!(tags);
            }
            let line = if is_wide { format!("{record:#}") } else { record.to_string() };
            prop_assert!(plainly(&line).is_some());
            prop_assert_eq!(plainly(&line), generally(&line));
        }
    }
}
