//! Files mapped into memory: one of the two places of the library with `unsafe` code.
//!
//! A map reads a file of gigabytes without copying it and lets go of it under pressure. What the compiler cannot
//! check is that nobody writes to the file meanwhile; the argument stands where the map is made.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::Range;
use std::str::Utf8Error;

use memmap2::Mmap;
use rayon::prelude::*;

/// The bytes of a file, mapped.
#[derive(Debug)]
pub(crate) struct Map(Mmap);

impl Map {
    /// Maps a whole file for reading.
    ///
    /// # Errors
    ///
    /// When the file cannot be mapped, such as a pipe or a folder.
    pub fn of(file: &File) -> io::Result<Self> {
        // SAFETY: the map is private to this type, which hands out shared slices only and is never written through.
        // The one thing left is another process that changes the file in place while it is mapped. claimgraph itself
        // never does: it writes a new file and renames it, which leaves the mapped one as it was. Editors and
        // generators that overwrite in place can at worst make this process read torn text or be stopped by the
        // system when they cut the file short, as with every program that maps its input; nothing is written from it.
        let map = unsafe { Mmap::map(file)? };
        Ok(Self(map))
    }

    /// Returns the bytes.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Lets go of the memory of a stretch that was read; whoever looks at it again reads the file again.
    pub fn release(&self, range: Range<usize>) {
        #[cfg(unix)]
        {
            // SAFETY: the pages were never written to, so that all they hold is what the file holds, and the next
            // access finds the same bytes there, as argued where the map is made. That it may fail costs memory only.
            let _ = unsafe {
                self.0.unchecked_advise_range(
                    memmap2::UncheckedAdvice::DontNeed,
                    range.start,
                    range.len(),
                )
            };
        }
        #[cfg(not(unix))]
        let _ = range;
    }

    /// Returns the map as text once every byte was found to be UTF-8, else where that ends.
    pub fn into_text(self) -> Result<MappedText, (Self, usize)> {
        match first_fault(self.bytes()) {
            None => Ok(MappedText(self)),
            Some(valid) => Err((self, valid)),
        }
    }
}

/// The text of a mapped file.
#[derive(Debug)]
pub(crate) struct MappedText(Map);

impl MappedText {
    /// Lets go of the memory of a stretch that was read, as [`Map::release`] does.
    pub fn release(&self, range: Range<usize>) {
        self.0.release(range);
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        // SAFETY: `Map::into_text`, which alone makes this type, has checked that all bytes are UTF-8, and the map
        // does not change, as argued where it is made.
        unsafe { std::str::from_utf8_unchecked(self.0.bytes()) }
    }
}

/// Returns how many bytes from the start are UTF-8, `None` when all are; in parallel by stretches of whole lines.
fn first_fault(bytes: &[u8]) -> Option<usize> {
    let valid_up_to = |range: &Range<usize>| {
        let checked = std::str::from_utf8(&bytes[range.clone()]);
        let fault = checked.err().as_ref().map(Utf8Error::valid_up_to);
        fault.map(|offset| range.start + offset)
    };
    super::stretches(bytes, STRETCH)
        .par_iter()
        .find_map_first(valid_up_to)
}

/// How many bytes are checked at a time.
const STRETCH: usize = 4 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn the_first_byte_that_is_no_text_is_found_wherever_it_lies() {
        for place in [0, 5, STRETCH - 1, STRETCH, 2 * STRETCH + 7] {
            let mut bytes = "银行\n".repeat(STRETCH / 2).into_bytes();
            bytes[place] = 0xff;
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let valid = Map::of(&file).unwrap().into_text().err().map(|(_, at)| at);
            let expected = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
            assert_eq!(valid, Some(expected));
        }
    }
}
