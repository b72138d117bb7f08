//! Writing an image: sections one after the other, then their directory, then the head.

use std::io::{self, Seek, SeekFrom, Write};

use xxhash_rust::xxh3::xxh3_64;
use zerocopy::IntoBytes;

use super::image::{ALIGN, BLOCK, Entry, HEAD, Head, MAGIC, ORDER, padded};
use super::{Column, Plain};

/// An image as it is written.
///
/// ```
/// use claimgraph::column::{Column, Image, Sections};
/// let dir = tempfile::tempdir().unwrap();
/// let path = dir.path().join("image");
/// let mut sections = Sections::new(std::fs::File::create(&path).unwrap()).unwrap();
/// sections.put("numbers", &Column::from(vec![1_u32, 2, 3])).unwrap();
/// sections.finish(1).unwrap();
/// let image = Image::open(&path, 1).unwrap();
/// assert_eq!(image.column::<u32>("numbers").unwrap().all(), [1, 2, 3]);
/// assert!(Image::open(&path, 2).is_err());
/// ```
#[derive(Debug)]
pub struct Sections<W> {
    out: W,
    at: usize,
    entries: Vec<Entry>,
    sums: Vec<u64>,
    /// The block that is not full yet.
    block: Vec<u8>,
}

impl<W: Write + Seek> Sections<W> {
    /// Begins an image.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn new(mut out: W) -> io::Result<Self> {
        // The head says how long the file is, so it is written last.
        out.write_all(&[0; HEAD])?;
        Ok(Self {
            out,
            at: HEAD,
            entries: Vec::new(),
            sums: Vec::new(),
            block: Vec::with_capacity(BLOCK),
        })
    }

    /// Writes a column under a name.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn put<T: Plain>(&mut self, name: &str, column: &Column<T>) -> io::Result<()> {
        self.put_bytes(name, size_of::<T>(), column.all().as_bytes())
    }

    /// Writes a text under a name, as a column of bytes.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn put_text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.put_bytes(name, 1, text.as_bytes())
    }

    fn put_bytes(&mut self, name: &str, record: usize, bytes: &[u8]) -> io::Result<()> {
        self.align()?;
        self.entries.push(Entry {
            name: padded(name),
            start: self.at as u64,
            len: bytes.len() as u64,
            record: record as u64,
        });
        self.write(bytes)
    }

    /// Writes the directory and the head, and returns the writer.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn finish(mut self, version: u32) -> io::Result<W> {
        self.align()?;
        self.end_block();
        let directory = self.at;
        let mut bytes = self.entries.as_bytes().to_vec();
        bytes.extend_from_slice(self.sums.as_bytes());
        self.out.write_all(&bytes)?;
        let mut head = Head {
            magic: MAGIC,
            order: ORDER,
            version,
            len: (directory + bytes.len()) as u64,
            directory: directory as u64,
            sections: self.entries.len() as u64,
            directory_sum: xxh3_64(&bytes),
            sum: 0,
        };
        head.sum = head.checksum();
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(head.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn align(&mut self) -> io::Result<()> {
        let gap = self.at.next_multiple_of(ALIGN) - self.at;
        self.write(&[0; ALIGN][..gap])
    }

    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len();
        while !bytes.is_empty() {
            let fitting = bytes.len().min(BLOCK - self.block.len());
            let (now, later) = bytes.split_at(fitting);
            self.block.extend_from_slice(now);
            bytes = later;
            if self.block.len() == BLOCK {
                self.end_block();
            }
        }
        Ok(())
    }

    fn end_block(&mut self) {
        if !self.block.is_empty() {
            self.sums.push(xxh3_64(&self.block));
            self.block.clear();
        }
    }
}
