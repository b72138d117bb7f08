//! What a text stands for, looked up millions of times.

use hashbrown::HashMap;

/// Values by text. A text of sixteen bytes at most stands in the table itself, so that to look one up costs few
/// accesses to memory, and those that are shorter yet lie close together.
pub(super) struct Lookup<V> {
    shortest: HashMap<[u32; 2], V>,
    short: HashMap<[u32; 4], V>,
    long: HashMap<Box<str>, V>,
}

impl<V> Default for Lookup<V> {
    fn default() -> Self {
        Self {
            shortest: HashMap::new(),
            short: HashMap::new(),
            long: HashMap::new(),
        }
    }
}

impl<V: Copy> Lookup<V> {
    pub fn get(&self, text: &str) -> Option<V> {
        match Packed::of(text) {
            Packed::Shortest(text) => self.shortest.get(&text).copied(),
            Packed::Short(text) => self.short.get(&text).copied(),
            Packed::Long => self.long.get(text).copied(),
        }
    }

    pub fn insert(&mut self, text: &str, value: V) {
        match Packed::of(text) {
            Packed::Shortest(text) => self.shortest.insert(text, value),
            Packed::Short(text) => self.short.insert(text, value),
            Packed::Long => self.long.insert(text.into(), value),
        };
    }
}

impl<'t, V: Copy> FromIterator<(&'t str, V)> for Lookup<V> {
    fn from_iter<T: IntoIterator<Item = (&'t str, V)>>(entries: T) -> Self {
        let mut lookup = Self::default();
        entries
            .into_iter()
            .for_each(|(text, value)| lookup.insert(text, value));
        lookup
    }
}

/// A text as numbers, different for different texts, in words of the least alignment so that entries have no gaps.
enum Packed {
    /// Of eight bytes at most.
    Shortest([u32; 2]),
    /// Of sixteen bytes at most.
    Short([u32; 4]),
    Long,
}

impl Packed {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        if let Some(eight) = eight(bytes) {
            return Self::Shortest(eight);
        }
        let halves = bytes.split_first_chunk::<8>();
        let packed = halves.and_then(|(first, rest)| Some((words(*first), eight(rest)?)));
        packed.map_or(Self::Long, |([a, b], [c, d])| Self::Short([a, b, c, d]))
    }
}

/// Packs eight bytes at most: fewer are told by their number in the highest byte, where eight have no such byte.
fn eight(bytes: &[u8]) -> Option<[u32; 2]> {
    let len = bytes.len();
    let byte = |index: usize| u64::from(bytes[index]) << (8 * index);
    // Where bytes are taken twice, they are the same and in the same place.
    let packed = match len {
        8 => return (bytes[7] >= b' ').then(|| bytes.first_chunk().copied().map(words))?,
        4..8 => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            let last = u64::from(u32::from_le_bytes(*last)) << (8 * (len - 4));
            u64::from(u32::from_le_bytes(*first)) | last
        }
        1..4 => byte(0) | byte(len / 2) | byte(len - 1),
        0 => 0,
        _ => return None,
    };
    Some(words((packed | (len as u64) << 56).to_le_bytes()))
}

fn words(bytes: [u8; 8]) -> [u32; 2] {
    let number = u64::from_le_bytes(bytes);
    [number as u32, (number >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_found_and_no_other() {
        let mut texts: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        // Texts with what packing fills up with, at every place.
        for length in [7, 8, 9, 15, 16, 17] {
            for end in ["\0", "\u{1}", "\u{7}", "\u{8}", "\u{f}", "é", "银"] {
                texts.push("a".repeat(length - end.len()) + end);
                texts.push("a".repeat(length - end.len() - 1) + end + "a");
            }
        }
        texts.extend((0..9).map(|length| "\0".repeat(length)));
        texts.sort();
        texts.dedup();
        let mut lookup = Lookup::default();
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(lookup.get(text), None, "{text:?}");
            lookup.insert(text, index);
        }
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(lookup.get(text), Some(index), "{text:?}");
        }
    }
}
