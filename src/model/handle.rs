//! Handles of four bytes, and the tables that mint and resolve them.

use std::io::{self, Seek, Write};
use std::marker::PhantomData;
use std::sync::Arc;

use zerocopy::{FromBytes, FromZeros as _, Immutable, IntoBytes, KnownLayout};

use crate::column::{Column, Image, Plain, Refusal, Sections};

/// A handle into a [`Table`] or [`Rows`]: a 32-bit index.
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
            #[derive(FromBytes, IntoBytes, Immutable, KnownLayout)]
            #[repr(transparent)]
            pub struct $name(u32);

            impl $name {
                /// The handle of the first record.
                pub const FIRST: Self = Self(0);
            }

            impl Handle for $name {
                #[inline]
                fn from_index(index: usize) -> Self {
                    let fits = u32::try_from(index).ok().filter(|index| *index < u32::MAX);
                    Self(fits.expect("a table holds fewer than 2^32 - 1 records"))
                }

                #[inline]
                fn index(self) -> usize {
                    self.0 as usize
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
    /// A [`Value`](super::Value).
    ValueId,
}

/// A handle that may be absent, as it is kept: zero for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub struct Maybe(u32);

impl Maybe {
    pub const NONE: Self = Self(0);

    #[inline]
    pub fn of<H: Handle>(handle: Option<H>) -> Self {
        Self(handle.map_or(0, |handle| handle.index() as u32 + 1))
    }

    #[inline]
    pub fn get<H: Handle>(self) -> Option<H> {
        (self.0 != 0).then(|| H::from_index(self.0 as usize - 1))
    }

    /// Returns the handle of a record further on by so many.
    pub fn moved(self, by: usize) -> Self {
        self.map(|index| index + by)
    }

    /// Returns the handle that took the place of this one.
    pub fn among<H: Handle>(self, handles: &[H]) -> Self {
        self.map(|index| handles[index].index())
    }

    fn map(self, to: impl FnOnce(usize) -> usize) -> Self {
        match self.0 {
            0 => self,
            // The tables that mint handles keep them below the highest number.
            number => Self(to(number as usize - 1) as u32 + 1),
        }
    }
}

/// A record that is kept as a row of plain numbers.
pub trait Record: Copy {
    /// The row.
    type Row: Plain + std::fmt::Debug;

    /// Returns the row that keeps it.
    fn to_row(self) -> Self::Row;

    /// Returns the record of a row.
    fn from_row(row: Self::Row) -> Self;
}

/// Records by handle, in the order in which they came, kept as rows.
#[derive(Debug, Clone)]
pub struct Rows<H, T: Record> {
    rows: Column<T::Row>,
    handle: PhantomData<H>,
}

impl<H, T: Record> Default for Rows<H, T> {
    fn default() -> Self {
        Self {
            rows: Column::default(),
            handle: PhantomData,
        }
    }
}

impl<H: Handle, T: Record> Rows<H, T> {
    /// Adds a record and returns its handle.
    pub fn push(&mut self, record: T) -> H {
        let handle = H::from_index(self.rows.len());
        self.rows.push(record.to_row());
        handle
    }

    pub(super) fn extend(&mut self, rows: impl IntoIterator<Item = T::Row>) {
        self.rows.extend(rows);
    }

    pub(super) fn rows(&self) -> &[T::Row] {
        self.rows.all()
    }

    /// Replaces a record.
    pub fn set(&mut self, handle: H, record: T) {
        self.rows.set(handle.index(), record.to_row());
    }

    /// Makes room for so many more records.
    pub fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Returns a record.
    #[inline]
    pub fn get(&self, handle: H) -> T {
        T::from_row(self.rows.get(handle.index()))
    }

    /// Returns records that lie anywhere: faster than one after the other, for the processor fetches some rows at once
    /// where it does nothing else in between.
    pub fn gather(&self, mut handles: impl Iterator<Item = H>) -> impl Iterator<Item = T> {
        const TOGETHER: usize = 32;
        let mut rows = [T::Row::new_zeroed(); TOGETHER];
        let (mut next, mut end) = (0, 0);
        std::iter::from_fn(move || {
            if next == end {
                (next, end) = (0, 0);
                for (row, handle) in rows.iter_mut().zip(&mut handles) {
                    *row = self.rows.get(handle.index());
                    end += 1;
                }
            }
            let row = rows[..end].get(next)?;
            next += 1;
            Some(T::from_row(*row))
        })
    }

    /// Returns how many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns every handle, in order.
    pub fn handles(&self) -> impl DoubleEndedIterator<Item = H> + ExactSizeIterator + use<H, T> {
        (0..self.rows.len()).map(H::from_index)
    }

    /// Returns every handle with its record, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (H, T)> + ExactSizeIterator + Clone {
        let rows = self.rows.all().iter().enumerate();
        rows.map(|(index, row)| (H::from_index(index), T::from_row(*row)))
    }

    pub(super) fn save<W: Write + Seek>(
        &self,
        name: &str,
        out: &mut Sections<W>,
    ) -> io::Result<()> {
        out.put(name, &self.rows)
    }

    pub(super) fn load(name: &str, image: &Arc<Image>) -> Result<Self, Refusal> {
        Ok(Self {
            rows: image.column(name)?,
            handle: PhantomData,
        })
    }
}

/// Records by handle, in the order in which they came: for the few that hold more than numbers.
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
    ends: Column<u32>,
    items: Column<T>,
    handle: PhantomData<H>,
}

impl<H, T> Default for Lists<H, T> {
    fn default() -> Self {
        Self {
            records: 0,
            ends: Column::default(),
            items: Column::default(),
            handle: PhantomData,
        }
    }
}

impl<H: Handle, T: Plain> Lists<H, T> {
    /// Adds the list of the next record.
    pub fn push(&mut self, items: impl IntoIterator<Item = T>) {
        let before = self.items.len();
        self.items.extend(items);
        if self.items.len() > before {
            let end = |items| u32::try_from(items).expect("lists hold fewer than 2^32 items");
            let gap = self.records - self.ends.len();
            self.ends.extend(std::iter::repeat_n(end(before), gap));
            self.ends.push(end(self.items.len()));
        }
        self.records += 1;
    }

    /// Adds the lists of so many records.
    pub(super) fn append(&mut self, records: usize, part: &Self, to: impl Fn(T) -> T) {
        for index in 0..part.ends.len() {
            let items = part.get(H::from_index(index)).iter();
            self.push(items.map(|item| to(*item)));
        }
        self.records += records - part.ends.len();
    }

    /// Adds empty lists for so many records.
    pub(crate) fn skip(&mut self, records: usize) {
        self.records += records;
    }

    /// Returns a number of records after which no list has items.
    pub fn given(&self) -> usize {
        self.ends.len()
    }

    /// Returns the list of a record; empty for a record that was given none.
    pub fn get(&self, handle: H) -> &[T] {
        let index = handle.index();
        if index >= self.ends.len() {
            return &[];
        }
        let start = if index == 0 {
            0
        } else {
            self.ends.get(index - 1)
        };
        self.items
            .slice(start as usize..self.ends.get(index) as usize)
    }

    pub(super) fn save<W: Write + Seek>(
        &self,
        name: &str,
        out: &mut Sections<W>,
    ) -> io::Result<()> {
        out.put(&format!("{name}.ends"), &self.ends)?;
        out.put(name, &self.items)
    }

    pub(super) fn load(name: &str, image: &Arc<Image>, records: usize) -> Result<Self, Refusal> {
        Ok(Self {
            records,
            ends: image.column(&format!("{name}.ends"))?,
            items: image.column(name)?,
            handle: PhantomData,
        })
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
