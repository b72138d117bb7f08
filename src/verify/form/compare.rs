//! Whether two texts are the same words, and in which forms they differ.

use std::fmt;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::entity::Decoded;
use super::folded::place;
use super::gap::{self, Around};
use super::piece::{Piece, is_han, mark, simplified, units};

/// The forms in which words differ from the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forms(u16);

impl Forms {
    /// White space and line wraps.
    pub const SPACE: Self = Self(1);
    /// A hyphen where a line wraps within a word.
    pub const WRAP: Self = Self(1 << 1);
    /// The shapes of quotation marks.
    pub const QUOTES: Self = Self(1 << 2);
    /// The shapes of dashes.
    pub const DASHES: Self = Self(1 << 3);
    /// Characters that are not seen, such as soft hyphens and byte order marks.
    pub const UNSEEN: Self = Self(1 << 4);
    /// Upper and lower case.
    pub const CASE: Self = Self(1 << 5);
    /// Composed and decomposed characters.
    pub const NORMAL: Self = Self(1 << 6);
    /// Full width, ligatures and other forms of compatibility.
    pub const WIDTH: Self = Self(1 << 7);
    /// HTML's character references.
    pub const REFERENCE: Self = Self(1 << 8);
    /// Simplified and traditional characters.
    pub const CHINESE: Self = Self(1 << 9);

    /// Returns whether all of the other's are among these.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns whether there are none.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Returns these and the other's.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn add_if(&mut self, differs: bool, form: Self) {
        if differs {
            *self = self.with(form);
        }
    }
}

impl fmt::Display for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            (Self::SPACE, "white space"),
            (Self::WRAP, "a hyphen at a line wrap"),
            (Self::QUOTES, "quotation marks"),
            (Self::DASHES, "dashes"),
            (Self::UNSEEN, "characters that are not seen"),
            (Self::CASE, "case"),
            (Self::NORMAL, "Unicode normal form"),
            (Self::WIDTH, "compatibility forms, such as full width"),
            (Self::REFERENCE, "HTML references"),
            (Self::CHINESE, "simplified and traditional characters"),
        ];
        let names = names.iter().filter(|(form, _)| self.contains(*form));
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        match names.as_slice() {
            [] => f.write_str("nothing"),
            [name] => f.write_str(name),
            [names @ .., last] => write!(f, "{} and {last}", names.join(", ")),
        }
    }
}

/// The most bytes beside its words in which the marks that a quotation begins or ends with are looked for.
const EDGE: usize = 64;

/// Returns the bytes of a text that are a quotation in another form, and in which forms they differ; `core` are the
/// bytes of its solid characters, which are those of the quotation.
pub(in crate::verify) fn form_of(
    text: &str,
    core: Range<usize>,
    quote: &str,
) -> Option<(Range<usize>, Forms)> {
    let solids = Solids::of(quote);
    let start = before(text, core.start, &marks(solids.gaps.first()?))?;
    let end = after(text, core.end, &marks(solids.gaps.last()?))?;
    let mut forms = solids.forms(&Solids::of(&text[start..end]))?;
    // White space at the edges of a quotation is none of its words.
    forms.add_if(forms.is_none() && &text[start..end] != quote, Forms::SPACE);
    Some((start..end, forms))
}

/// Returns in which forms two texts differ, `None` when they differ in more than form.
pub(in crate::verify) fn forms(quote: &str, text: &str) -> Option<Forms> {
    Solids::of(quote).forms(&Solids::of(text))
}

fn marks(gap: &str) -> Vec<Piece> {
    let marks = gap.chars().filter_map(mark);
    marks.filter(|piece| is_quote_or_dash(*piece)).collect()
}

fn is_quote_or_dash(piece: Piece) -> bool {
    matches!(piece, Piece::Dash | Piece::Single | Piece::Double)
}

/// Returns where marks that stand before a byte of a text start; that byte when there are none to be found.
fn before(text: &str, byte: usize, wanted: &[Piece]) -> Option<usize> {
    if wanted.is_empty() {
        return Some(byte);
    }
    let from = text.floor_char_boundary(byte.saturating_sub(EDGE));
    let mut found = Vec::new();
    for unit in units(&text[from..byte]) {
        unit.each_piece(|piece| match piece {
            Piece::Solid(_) => found.clear(),
            piece if is_quote_or_dash(piece) => found.push((piece, from + unit.bytes.start)),
            _ => {}
        });
    }
    let tail = &found[found.len().checked_sub(wanted.len())?..];
    let is_same = tail.iter().map(|(piece, _)| piece).eq(wanted);
    is_same.then(|| tail[0].1)
}

/// Returns where marks that stand after a byte of a text end.
fn after(text: &str, byte: usize, wanted: &[Piece]) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut next = wanted.next();
    let to = text.floor_char_boundary((byte + EDGE).min(text.len()));
    let mut end = byte;
    for unit in units(&text[byte..to]) {
        let Some(mark) = next else { break };
        let mut is_other = false;
        unit.each_piece(|piece| match piece {
            piece if piece == *mark => {
                next = wanted.next();
                end = byte + unit.bytes.end;
            }
            Piece::Space(_) | Piece::SoftHyphen | Piece::Ignorable => {}
            _ => is_other = true,
        });
        if is_other {
            return None;
        }
    }
    next.is_none().then_some(end)
}

/// A text as its solid characters and what stands between them.
struct Solids {
    folded: Vec<char>,
    /// Before each solid character, and after the last.
    gaps: Vec<String>,
    /// The characters that solid ones come from, as they are written.
    written: String,
    references: usize,
}

impl Solids {
    fn of(text: &str) -> Self {
        let mut solids = Self {
            folded: Vec::new(),
            gaps: vec![String::new()],
            written: String::new(),
            references: 0,
        };
        for unit in units(text) {
            let is_reference =
                text[unit.bytes.clone()].len() > 1 && text[unit.bytes.clone()].starts_with('&');
            solids.references += usize::from(is_reference);
            match unit.decoded {
                Decoded::Character(c) => solids.push(c),
                Decoded::Named(named) => named.chars().for_each(|c| solids.push(c)),
            }
        }
        solids
    }

    fn push(&mut self, c: char) {
        if mark(c).is_some() {
            if let Some(gap) = self.gaps.last_mut() {
                gap.push(c);
            }
            return;
        }
        self.written.push(c);
        super::piece::pieces(c, &mut |piece| {
            if let Piece::Solid(solid) = piece {
                let at = place(&self.folded, solid);
                self.folded.insert(at, solid);
                self.gaps.push(String::new());
            }
        });
    }

    /// Returns in which forms another text with the same solid characters differs.
    fn forms(&self, other: &Self) -> Option<Forms> {
        if self.folded != other.folded {
            return None;
        }
        let mut forms = Forms::default();
        let last = self.folded.len();
        let solid = |at: Option<usize>| self.folded.get(at?).copied();
        for (at, (quote, text)) in self.gaps.iter().zip(&other.gaps).enumerate() {
            if at == 0 || at == last {
                // White space around the words is none of them.
                let (quote, text) = (quote.trim(), text.trim());
                forms = forms.with(gap::compare(quote, text, Around::default())?);
                continue;
            }
            let around = Around {
                before: [solid(at.checked_sub(1)), solid(at.checked_sub(2))],
                after: [solid(Some(at)), solid(Some(at + 1))],
            };
            forms = forms.with(gap::compare(quote, text, around)?);
        }
        forms.add_if(self.references != other.references, Forms::REFERENCE);
        written(&self.written, &other.written, &mut forms)?;
        Some(forms)
    }
}

/// Adds the forms in which two texts without gaps differ; `None` when they differ in more.
fn written(one: &str, other: &str, forms: &mut Forms) -> Option<()> {
    if one == other {
        return Some(());
    }
    let differ = |apply: &dyn Fn(&str) -> String| apply(one) != apply(other);
    let case = |text: String| -> String {
        let upper = text.chars().flat_map(char::to_uppercase);
        upper.flat_map(char::to_lowercase).collect()
    };
    let chinese = |text: String| -> String {
        let simple = |c| if is_han(c) { simplified(c) } else { c };
        text.chars().map(simple).collect()
    };
    let wide = |text: &str| text.nfkd().collect::<String>();
    if differ(&|text| case(chinese(wide(text)))) {
        return None;
    }
    forms.add_if(differ(&|text| chinese(wide(text))), Forms::CASE);
    forms.add_if(differ(&|text| case(wide(text))), Forms::CHINESE);
    let is_wide = differ(&|text| case(chinese(text.nfd().collect())));
    forms.add_if(is_wide, Forms::WIDTH);
    let is_composed = differ(&|text| case(chinese(text.to_owned())));
    forms.add_if(is_composed && !is_wide, Forms::NORMAL);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(quote: &str, text: &str) -> String {
        forms(quote, text).map_or_else(|| "altered".to_owned(), |forms| forms.to_string())
    }

    #[test]
    fn each_form_is_named() {
        for (quote, text, expected) in [
            ("two million", "two\r\nmillion", "white space"),
            ("information", "infor-\n  mation", "a hyphen at a line wrap"),
            ("well-known", "well-\nknown", "a hyphen at a line wrap"),
            (
                "information",
                "infor\u{ad}\nmation",
                "a hyphen at a line wrap and characters that are not seen",
            ),
            ("it's \"so\"", "it’s “so”", "quotation marks"),
            ("他说\u{201c}是\u{201d}", "他说「是」", "quotation marks"),
            ("said -- yes", "said — yes", "dashes"),
            ("a-b", "a–b", "dashes"),
            ("ab", "a\u{200b}b", "characters that are not seen"),
            ("OpenAI", "OPENAI", "case"),
            ("caf\u{e9}s", "cafe\u{301}s", "Unicode normal form"),
            (
                "OpenAI, 12%",
                "ＯｐｅｎＡＩ，１２％",
                "white space and compatibility forms, such as full width",
            ),
            ("AT&T", "AT&amp;T", "HTML references"),
            (
                "台湾发展",
                "臺灣發展",
                "simplified and traditional characters",
            ),
            (
                "Open 台",
                "OPEN  臺",
                "white space, case and simplified and traditional characters",
            ),
            ("中国 银行", "中国银行", "white space"),
            ("5 %", "5%", "white space"),
            ("same", "same", "nothing"),
        ] {
            assert_eq!(named(quote, text), expected, "{quote} {text}");
        }
    }

    #[test]
    fn what_says_something_is_no_form() {
        for (quote, text) in [
            ("therapist", "the rapist"),
            ("resign", "re-sign"),
            ("its", "it's"),
            ("10²", "102"),
            ("3. 5", "3.5"),
            ("1,000", "1, 000"),
            ("GPT 4", "GPT4"),
            ("5 people", "-5 people"),
            ("fell -5", "fell 5"),
            ("Jose", "José"),
            ("5'", "5\""),
        ] {
            assert_eq!(named(quote, text), "altered", "{quote} {text}");
        }
    }

    #[test]
    fn marks_at_the_edges_belong_to_the_words() {
        let text = "He said: “Yes, we paid.” Then";
        let core = text.find("Yes").unwrap()..text.find(".”").unwrap() + 1;
        let (bytes, forms) = form_of(text, core.clone(), "\"Yes, we paid.\"").unwrap();
        assert_eq!((&text[bytes], forms), ("“Yes, we paid.”", Forms::QUOTES));
        let (bytes, forms) = form_of(text, core.clone(), " Yes, we paid.").unwrap();
        assert_eq!((&text[bytes], forms), ("Yes, we paid.", Forms::SPACE));
        assert_eq!(form_of(text, core, "—Yes, we paid."), None);
    }
}
