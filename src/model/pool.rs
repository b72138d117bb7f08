//! The string pool: every text of a case, end to end, by handle.

use std::hash::BuildHasher;
use std::io::{self, Seek, Write};
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::handle::{Handle, TextId};
use crate::column::{Column, Damage, Image, Refusal, Sections};

/// Texts by handle. Equal texts that were [interned](Pool::intern) have equal handles.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    texts: Texts,
    ends: Column<u64>,
    /// The interned texts, as long as there are more to come: an image has none.
    index: HashTable<TextId>,
    hasher: DefaultHashBuilder,
}

/// The texts themselves.
#[derive(Debug, Clone)]
enum Texts {
    Held(String),
    Mapped(Column<u8>),
}

impl Default for Texts {
    fn default() -> Self {
        Self::Held(String::new())
    }
}

impl Pool {
    /// Returns the text of a handle.
    pub fn get(&self, text: TextId) -> &str {
        self.texts.slice(range(&self.ends, text))
    }

    /// Returns the bytes of a handle's text, which are not looked at.
    pub fn bytes(&self, text: TextId) -> &[u8] {
        let range = range(&self.ends, text);
        match &self.texts {
            Texts::Held(texts) => &texts.as_bytes()[range],
            Texts::Mapped(texts) => texts.slice(range),
        }
    }

    /// Returns how many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Makes room for so many more texts.
    pub fn reserve(&mut self, texts: usize, bytes: usize) {
        self.texts.held().reserve(bytes);
        self.ends.reserve(texts);
    }

    /// Makes room for so many more texts that are interned.
    pub(crate) fn reserve_interned(&mut self, texts: usize) {
        let (held, ends, hasher) = (&self.texts, &self.ends, &self.hasher);
        self.index.reserve(texts, |other| {
            hasher.hash_one(held.slice(range(ends, *other)))
        });
    }

    /// Returns the handle of an interned text, if there is one; none in a pool that was mapped.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.index
            .find(self.hasher.hash_one(text), |other| self.get(*other) == text)
            .copied()
    }

    /// Returns the one handle of a text, which is stored if it is new.
    pub fn intern(&mut self, text: &str) -> TextId {
        let hash = self.hasher.hash_one(text);
        let found = self.index.find(hash, |other| self.get(*other) == text);
        if let Some(found) = found {
            return *found;
        }
        let handle = self.store(text);
        let (texts, ends, hasher) = (&self.texts, &self.ends, &self.hasher);
        self.index.insert_unique(hash, handle, |other| {
            hasher.hash_one(texts.slice(range(ends, *other)))
        });
        handle
    }

    /// Stores a text that is not expected twice, such as a quotation, and returns a handle of its own.
    pub fn store(&mut self, text: &str) -> TextId {
        let texts = self.texts.held();
        texts.push_str(text);
        self.ends.push(texts.len() as u64);
        TextId::from_index(self.ends.len() - 1)
    }

    /// Stores texts that lie end to end, and returns how many there were before.
    pub(crate) fn store_all(&mut self, texts: &str, ends: &[u32]) -> usize {
        let before = self.ends.len();
        let held = self.texts.held();
        let start = held.len() as u64;
        held.push_str(texts);
        self.ends
            .extend(ends.iter().map(|end| start + u64::from(*end)));
        before
    }

    pub(super) fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        match &self.texts {
            Texts::Held(texts) => out.put_text("texts", texts)?,
            Texts::Mapped(texts) => out.put("texts", texts)?,
        }
        out.put("texts.ends", &self.ends)
    }

    pub(super) fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            texts: Texts::Mapped(image.column("texts")?),
            ends: image.column("texts.ends")?,
            ..Self::default()
        })
    }
}

impl Texts {
    fn slice(&self, range: std::ops::Range<usize>) -> &str {
        match self {
            Self::Held(texts) => &texts[range],
            // Only texts were saved, so that no text here is damage that was made to look whole.
            Self::Mapped(texts) => {
                let at = range.start;
                std::str::from_utf8(texts.slice(range)).unwrap_or_else(|_| Damage { at }.unwind())
            }
        }
    }

    /// Returns the texts in memory, where they are copied to if they lie in an image.
    fn held(&mut self) -> &mut String {
        if let Self::Mapped(texts) = self {
            let texts = String::from_utf8_lossy(texts.all()).into_owned();
            *self = Self::Held(texts);
        }
        match self {
            Self::Held(texts) => texts,
            Self::Mapped(_) => unreachable!("they were copied above"),
        }
    }
}

fn range(ends: &Column<u64>, text: TextId) -> std::ops::Range<usize> {
    let index = text.index();
    let (start, end) = match ends.slice(index.saturating_sub(1)..index + 1) {
        [start, end] => (*start, *end),
        ends => (0, ends[0]),
    };
    start as usize..end as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_handle_and_stored_ones_their_own() {
        let mut pool = Pool::default();
        let musk = pool.intern("马斯克");
        let quote = pool.store("马斯克");
        assert_eq!(pool.intern("马斯克"), musk);
        assert_ne!(quote, musk);
        assert_eq!(pool.get(quote), pool.get(musk));
        assert_eq!(pool.find("openai"), None);
    }
}
