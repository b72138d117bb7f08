//! The string pool: every text of a case once, end to end, by handle.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::handle::{Handle, TextId};

/// Texts by handle. Equal texts that were [interned](Pool::intern) have equal handles.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    bytes: String,
    ends: Vec<usize>,
    index: HashTable<TextId>,
    hasher: DefaultHashBuilder,
}

impl Pool {
    /// Returns the text of a handle.
    pub fn get(&self, text: TextId) -> &str {
        slice(&self.bytes, &self.ends, text)
    }

    /// Returns how many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Makes room for so many more texts, and as many of them interned.
    pub fn reserve(&mut self, texts: usize, interned: usize, bytes: usize) {
        self.bytes.reserve(bytes);
        self.ends.reserve(texts);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.index.reserve(interned, |other| {
            hasher.hash_one(slice(bytes, ends, *other))
        });
    }

    /// Returns the handle of an interned text, if there is one.
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
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.index.insert_unique(hash, handle, |other| {
            hasher.hash_one(slice(bytes, ends, *other))
        });
        handle
    }

    /// Stores a text that is not expected twice, such as a quotation, and returns a handle of its own.
    pub fn store(&mut self, text: &str) -> TextId {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        TextId::from_index(self.ends.len() - 1)
    }
}

fn slice<'a>(bytes: &'a str, ends: &[usize], text: TextId) -> &'a str {
    let index = text.index();
    let start = if index == 0 { 0 } else { ends[index - 1] };
    &bytes[start..ends[index]]
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
