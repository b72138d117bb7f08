//! Handles of four bytes, and the tables that mint and resolve them.

use std::marker::PhantomData;
use std::num::NonZeroU32;

/// A handle into a [`Table`]: a 32-bit index that also leaves `Option` of it at four bytes.
pub trait Handle: Copy + Eq + Ord + std::hash::Hash + std::fmt::Debug {
    /// Returns the handle of an index.
    ///
    /// # Panics
    ///
    /// At 2^32 - 1 records, the most one table holds.
    fn from_index(index: usize) -> Self;

    /// Returns the index.
    fn index(self) -> usize;
}

macro_rules! handles {
    ($($(#[$meta:meta])* $name:ident,)*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(NonZeroU32);

            impl Handle for $name {
                fn from_index(index: usize) -> Self {
                    let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
                    Self(number.expect("a table holds fewer than 2^32 - 1 records"))
                }

                fn index(self) -> usize {
                    self.0.get() as usize - 1
                }
            }
        )*
    };
}

handles! {
    /// A text in the [`Pool`](super::Pool).
    TextId,
    /// An [`Entity`](super::Entity).
    EntityId,
    /// A [`Source`](super::Source).
    SourceId,
    /// A [`Predicate`](super::Predicate).
    PredicateId,
    /// A [`Claim`](super::Claim).
    ClaimId,
    /// A [`Quantity`](super::Quantity).
    QuantityId,
    /// A [`When`](super::When).
    WhenId,
}

/// Records by handle, in the order in which they came.
#[derive(Debug, Clone)]
pub struct Table<H, T> {
    records: Vec<T>,
    handle: PhantomData<H>,
}

impl<H, T> Default for Table<H, T> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            handle: PhantomData,
        }
    }
}

impl<H: Handle, T> Table<H, T> {
    /// Adds a record and returns its handle.
    pub fn push(&mut self, record: T) -> H {
        let handle = H::from_index(self.records.len());
        self.records.push(record);
        handle
    }

    /// Makes room for so many more records.
    pub fn reserve(&mut self, more: usize) {
        self.records.reserve(more);
    }

    /// Returns how many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Returns every handle, in order.
    pub fn handles(&self) -> impl DoubleEndedIterator<Item = H> + ExactSizeIterator + use<H, T> {
        (0..self.records.len()).map(H::from_index)
    }

    /// Returns every handle with its record, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (H, &T)> + ExactSizeIterator + Clone {
        self.records
            .iter()
            .enumerate()
            .map(|(index, record)| (H::from_index(index), record))
    }
}

impl<H: Handle, T> std::ops::Index<H> for Table<H, T> {
    type Output = T;

    fn index(&self, handle: H) -> &T {
        &self.records[handle.index()]
    }
}

impl<H: Handle, T> std::ops::IndexMut<H> for Table<H, T> {
    fn index_mut(&mut self, handle: H) -> &mut T {
        &mut self.records[handle.index()]
    }
}

/// A list of items for each record of a table, laid end to end.
///
/// Empty lists after the last that has items take no room, so that a list nobody uses costs nothing.
#[derive(Debug, Clone)]
pub struct Lists<H, T> {
    records: usize,
    ends: Vec<u32>,
    items: Vec<T>,
    handle: PhantomData<H>,
}

impl<H, T> Default for Lists<H, T> {
    fn default() -> Self {
        Self {
            records: 0,
            ends: Vec::new(),
            items: Vec::new(),
            handle: PhantomData,
        }
    }
}

impl<H: Handle, T> Lists<H, T> {
    /// Adds the list of the next record.
    pub fn push(&mut self, items: impl IntoIterator<Item = T>) {
        let before = self.items.len();
        self.items.extend(items);
        if self.items.len() > before {
            let end = |items| u32::try_from(items).expect("lists hold fewer than 2^32 items");
            self.ends.resize(self.records, end(before));
            self.ends.push(end(self.items.len()));
        }
        self.records += 1;
    }

    /// Returns the list of a record; empty for a record that was given none.
    pub fn get(&self, handle: H) -> &[T] {
        let index = handle.index();
        let Some(end) = self.ends.get(index) else {
            return &[];
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.items[start as usize..*end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_whether_empty_or_not() {
        let mut lists = Lists::<ClaimId, u8>::default();
        let given: [&[u8]; 6] = [&[], &[1, 2], &[], &[], &[3], &[]];
        for list in given {
            lists.push(list.iter().copied());
        }
        for (index, list) in given.into_iter().enumerate() {
            assert_eq!(lists.get(ClaimId::from_index(index)), list);
        }
    }
}
