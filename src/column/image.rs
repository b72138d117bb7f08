//! A saved image of columns, mapped: checked in blocks, each when it is first looked at.
//!
//! The file begins with a [`Head`]; its sections and a directory follow, each at a multiple of [`ALIGN`]: the directory says where
//! each section lies, and a checksum of every block of the file between head and directory. Opening an image looks at the
//! head and the directory only. A block whose bytes are not those that were written is never made use of: whoever
//! asked for it is unwound with [`Damage`], for the caller that opened the image to catch and to read the data anew.

use std::fs::{self, File};
use std::io::{self, Read};
use std::marker::PhantomData;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xxhash_rust::xxh3::xxh3_64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::{Column, Kept, Plain};
use crate::text::Map;

/// How many bytes have one checksum.
pub(super) const BLOCK: usize = 1 << 16;

/// At what multiples sections begin.
pub(super) const ALIGN: usize = 64;

/// Where the first block begins.
pub(super) const HEAD: usize = size_of::<Head>();

/// What every image begins with. The end of line tells files that were sent as text.
pub(super) const MAGIC: [u8; 16] = *b"claimgraph\r\n\x1a\n\0\0";

/// A number that reads otherwise on a machine of the other byte order.
pub(super) const ORDER: u32 = 0x0102_0304;

/// The first bytes of an image.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Head {
    pub magic: [u8; 16],
    pub order: u32,
    /// The version of what the sections hold.
    pub version: u32,
    /// The length of the whole file.
    pub len: u64,
    /// Where the directory begins.
    pub directory: u64,
    pub sections: u64,
    /// The checksum of the directory.
    pub directory_sum: u64,
    /// The checksum of the head before it.
    pub sum: u64,
}

/// Where a section lies.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Entry {
    /// The name, filled up with zeroes.
    pub name: [u8; 24],
    pub start: u64,
    /// In bytes.
    pub len: u64,
    /// Of one record, in bytes.
    pub record: u64,
}

/// Why a file is not taken as an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not begin as images do.
    Foreign,
    /// It was written by another version of the program.
    OtherVersion,
    /// It was written on a machine of another byte order.
    OtherOrder,
    /// It is shorter or longer than it was written.
    OtherLength,
    /// Bytes of it are not those that were written.
    Damaged {
        /// Where those begin that were found to be others.
        at: usize,
    },
    /// Its parts do not fit together, so that it was not written by this program.
    Inconsistent,
    /// It cannot be read.
    Unreadable(String),
}

/// What a thread is unwound with that met a damaged block, or a place beyond a section; to be caught by whoever opened
/// the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// The first byte of the block or the section.
    pub at: usize,
}

/// A saved image of columns, mapped into memory.
#[derive(Debug)]
pub struct Image {
    map: Map,
    directory: usize,
    sections: usize,
    /// Which blocks were looked at and found whole.
    whole: Box<[AtomicBool]>,
}

impl Image {
    /// Maps an image whose sections are of the given version.
    ///
    /// # Errors
    ///
    /// [`Refusal`] when the head or the directory is not what was written; blocks are not looked at.
    pub fn open(path: &Path, version: u32) -> Result<Arc<Self>, Refusal> {
        let unreadable = |error: io::Error| Refusal::Unreadable(error.to_string());
        // A pipe would wait for somebody to write.
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() || metadata.len() < HEAD as u64 {
            return Err(Refusal::Foreign);
        }
        let file = File::open(path).map_err(unreadable)?;
        let map = Map::of(&file).map_err(unreadable)?;
        let (head, _) = Head::read_from_prefix(map.bytes()).map_err(|_| Refusal::Foreign)?;
        if head.magic != MAGIC {
            return Err(Refusal::Foreign);
        }
        if head.order != ORDER {
            return Err(Refusal::OtherOrder);
        }
        if head.version != version {
            return Err(Refusal::OtherVersion);
        }
        if head.sum != head.checksum() {
            return Err(Refusal::Damaged { at: 0 });
        }
        if head.len != map.bytes().len() as u64 {
            return Err(Refusal::OtherLength);
        }
        let directory = usize::try_from(head.directory).map_err(|_| Refusal::OtherLength)?;
        let sections = usize::try_from(head.sections).map_err(|_| Refusal::OtherLength)?;
        let blocks = directory.saturating_sub(HEAD).div_ceil(BLOCK);
        let bytes = map.bytes().get(directory..).ok_or(Refusal::OtherLength)?;
        let expected = sections * size_of::<Entry>() + blocks * size_of::<u64>();
        if bytes.len() != expected || xxh3_64(bytes) != head.directory_sum {
            return Err(Refusal::Damaged { at: directory });
        }
        Ok(Arc::new(Self {
            map,
            directory,
            sections,
            whole: (0..blocks).map(|_| AtomicBool::new(false)).collect(),
        }))
    }

    /// Returns whether a file begins as images do, of whatever version.
    pub fn begins(path: &Path) -> bool {
        let mut magic = [0; MAGIC.len()];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
        read.is_ok() && magic == MAGIC
    }

    /// Returns the bytes of the whole file.
    pub(super) fn all(&self) -> &[u8] {
        self.map.bytes()
    }

    /// Returns the column of a name.
    ///
    /// # Errors
    ///
    /// [`Refusal::Foreign`] when there is none of that name and of records of that size.
    pub fn column<T: Plain>(self: &Arc<Self>, name: &str) -> Result<Column<T>, Refusal> {
        let entries = self.entries().iter();
        let mut named = entries.filter(|entry| entry.name == padded(name));
        let entry = named.next().ok_or(Refusal::Foreign)?;
        let start = usize::try_from(entry.start).map_err(|_| Refusal::Foreign)?;
        let len = usize::try_from(entry.len).map_err(|_| Refusal::Foreign)?;
        let end = start.checked_add(len).ok_or(Refusal::Foreign)?;
        let fits = entry.record == size_of::<T>() as u64
            && start >= HEAD
            && start.is_multiple_of(ALIGN)
            && len.is_multiple_of(size_of::<T>())
            && end <= self.directory;
        if !fits {
            return Err(Refusal::Foreign);
        }
        Ok(Column(Kept::Mapped(Section {
            image: Arc::clone(self),
            start,
            len: len / size_of::<T>(),
            record: PhantomData,
        })))
    }

    /// Returns the first damaged byte's block, after every block was looked at.
    pub fn first_damage(&self) -> Option<Damage> {
        use rayon::prelude::*;
        let blocks = (0..self.whole.len()).into_par_iter();
        blocks.find_map_first(|block| self.examine(block).err())
    }

    fn entries(&self) -> &[Entry] {
        let len = self.sections * size_of::<Entry>();
        let bytes = &self.map.bytes()[self.directory..self.directory + len];
        <[Entry]>::ref_from_bytes(bytes).unwrap_or_default()
    }

    /// Compares a block with its checksum.
    fn examine(&self, block: usize) -> Result<(), Damage> {
        let start = HEAD + block * BLOCK;
        let bytes = &self.map.bytes()[start..self.directory.min(start + BLOCK)];
        let sums = self.directory + self.sections * size_of::<Entry>();
        let sum = &self.map.bytes()[sums + block * size_of::<u64>()..];
        let is_whole = u64::read_from_prefix(sum).is_ok_and(|(sum, _)| sum == xxh3_64(bytes));
        if !is_whole {
            return Err(Damage { at: start });
        }
        self.whole[block].store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Returns bytes of whole blocks.
    #[inline]
    fn bytes(&self, range: Range<usize>) -> &[u8] {
        // Nearly always of one block. An empty stretch may lie at the end of all.
        let first = (range.start - HEAD) / BLOCK;
        let end = (range.end - HEAD).div_ceil(BLOCK);
        for block in first..end {
            if !self.whole[block].load(Ordering::Relaxed) {
                self.look_at(block);
            }
        }
        &self.map.bytes()[range]
    }

    #[cold]
    #[inline(never)]
    fn look_at(&self, block: usize) {
        if let Err(damage) = self.examine(block) {
            damage.unwind();
        }
    }
}

impl Damage {
    /// Unwinds the thread, without the message of a panic: this is no fault of the program.
    pub fn unwind(self) -> ! {
        std::panic::resume_unwind(Box::new(self))
    }
}

impl Head {
    pub fn checksum(&self) -> u64 {
        let bytes = self.as_bytes();
        xxh3_64(&bytes[..bytes.len() - size_of::<u64>()])
    }
}

/// Returns a name filled up with zeroes.
///
/// # Panics
///
/// When the name is longer than the directory keeps, which no name of the program is.
pub(super) fn padded(name: &str) -> [u8; 24] {
    let mut padded = [0; 24];
    padded[..name.len()].copy_from_slice(name.as_bytes());
    padded
}

/// A column that lies in an image.
#[derive(Debug)]
pub(super) struct Section<T> {
    image: Arc<Image>,
    start: usize,
    len: usize,
    record: PhantomData<T>,
}

impl<T> Clone for Section<T> {
    fn clone(&self) -> Self {
        Self {
            image: Arc::clone(&self.image),
            start: self.start,
            len: self.len,
            record: PhantomData,
        }
    }
}

impl<T: Plain> Section<T> {
    pub fn len(&self) -> usize {
        self.len
    }

    /// Unwinds because of a place beyond the section, which another section of the image must have named.
    #[cold]
    #[inline(never)]
    fn refuse(&self) -> ! {
        Damage { at: self.start }.unwind()
    }

    #[inline]
    pub fn get(&self, index: usize) -> T {
        if index >= self.len {
            self.refuse();
        }
        let start = self.start + index * size_of::<T>();
        let bytes = self.image.bytes(start..start + size_of::<T>());
        match T::read_from_bytes(bytes) {
            Ok(record) => record,
            Err(_) => unreachable!("a section holds whole records"),
        }
    }

    #[inline]
    pub fn slice(&self, range: Range<usize>) -> &[T] {
        if range.start > range.end || range.end > self.len {
            self.refuse();
        }
        let start = self.start + range.start * size_of::<T>();
        let end = self.start + range.end * size_of::<T>();
        let bytes = self.image.bytes(start..end);
        match <[T]>::ref_from_bytes(bytes) {
            Ok(records) => records,
            Err(_) => unreachable!("sections are aligned and hold whole records"),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Foreign => f.write_str("it is no snapshot"),
            Self::OtherVersion => f.write_str("it was written by another version of claimgraph"),
            Self::OtherOrder => f.write_str("it was written on a machine of another byte order"),
            Self::OtherLength => f.write_str("it is not as long as it was written"),
            Self::Damaged { at } => write!(f, "it is damaged at byte {at}"),
            Self::Inconsistent => f.write_str("its parts do not fit together"),
            Self::Unreadable(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Refusal {}
