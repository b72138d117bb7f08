//! Whether an image that is written anew is the one that is there, without keeping both.

use std::io::{self, Seek, SeekFrom, Write};

use super::Image;

/// Takes what is written, and compares it with an image.
#[derive(Debug)]
pub struct Comparison<'i> {
    there: &'i [u8],
    at: usize,
    /// How many bytes were written, from the start.
    len: usize,
    differs: bool,
}

impl<'i> Comparison<'i> {
    /// Compares with an image.
    pub fn with(image: &'i Image) -> Self {
        Self {
            there: image.all(),
            at: 0,
            len: 0,
            differs: false,
        }
    }

    /// Returns whether what was written is the image, from its first byte to its last.
    pub fn is_equal(self) -> bool {
        !self.differs && self.len == self.there.len()
    }
}

impl Write for Comparison<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let end = self.at + bytes.len();
        // The head is written twice, first as zeroes: it is compared when it is whole.
        let is_placeholder = self.at == 0 && bytes.iter().all(|byte| *byte == 0);
        self.differs |= !is_placeholder && self.there.get(self.at..end) != Some(bytes);
        self.at = end;
        self.len = self.len.max(end);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Comparison<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => i64::try_from(at).ok(),
            SeekFrom::Current(by) => by.checked_add_unsigned(self.at as u64),
            SeekFrom::End(by) => by.checked_add_unsigned(self.len as u64),
        };
        let at = at.and_then(|at| usize::try_from(at).ok());
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at as u64)
    }
}
