//! Columns of plain numbers: in memory as they grow, or lying in a mapped [`Image`] as they were saved.
//!
//! Knows nothing of what the numbers stand for. The two forms answer alike, so that whatever is built on columns has one
//! way of working, whether it was read from text a moment ago or mapped.

mod comparison;
mod image;
mod save;

use std::ops::Range;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

pub use comparison::Comparison;
pub use image::{Damage, Image, Refusal};
pub use save::Sections;

use image::Section;

/// A record of numbers without gaps, of which every pattern of bits is one.
pub trait Plain: FromBytes + IntoBytes + Immutable + KnownLayout + Copy + 'static {}

impl<T: FromBytes + IntoBytes + Immutable + KnownLayout + Copy + 'static> Plain for T {}

/// Records one after the other.
#[derive(Debug, Clone)]
pub struct Column<T>(Kept<T>);

#[derive(Debug, Clone)]
enum Kept<T> {
    Held(Vec<T>),
    Mapped(Section<T>),
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Kept::Held(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(records: Vec<T>) -> Self {
        Self(Kept::Held(records))
    }
}

impl<T: Plain> Column<T> {
    /// Returns how many records there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Held(records) => records.len(),
            Kept::Mapped(section) => section.len(),
        }
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a record.
    ///
    /// # Panics
    ///
    /// Beyond the end; and with [`Damage`] where an image turns out to be damaged, as does every other access.
    #[inline]
    pub fn get(&self, index: usize) -> T {
        match &self.0 {
            Kept::Held(records) => records[index],
            Kept::Mapped(section) => section.get(index),
        }
    }

    /// Returns a stretch of records.
    #[inline]
    pub fn slice(&self, range: Range<usize>) -> &[T] {
        match &self.0 {
            Kept::Held(records) => &records[range],
            Kept::Mapped(section) => section.slice(range),
        }
    }

    /// Returns all records.
    pub fn all(&self) -> &[T] {
        self.slice(0..self.len())
    }

    /// Adds a record.
    pub fn push(&mut self, record: T) {
        self.held().push(record);
    }

    /// Adds records.
    pub fn extend(&mut self, records: impl IntoIterator<Item = T>) {
        self.held().extend(records);
    }

    /// Replaces a record.
    pub fn set(&mut self, index: usize, record: T) {
        self.held()[index] = record;
    }

    /// Makes room for so many more records.
    pub fn reserve(&mut self, more: usize) {
        self.held().reserve(more);
    }

    /// Returns the records in memory, where they are copied to if they lie in an image.
    fn held(&mut self) -> &mut Vec<T> {
        if let Kept::Mapped(section) = &self.0 {
            self.0 = Kept::Held(section.slice(0..section.len()).to_vec());
        }
        match &mut self.0 {
            Kept::Held(records) => records,
            Kept::Mapped(_) => unreachable!("it was copied above"),
        }
    }
}
