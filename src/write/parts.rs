//! Long output made in parts, several at a time on all cores, and written in order.
//!
//! Few parts are ever in the making, and their buffers are used again, so that an output of any length takes the same
//! memory. What is written does not depend on how many cores there are.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, sync_channel};

/// How many parts are made ahead of the one that is written, for each core.
const AHEAD: usize = 3;

/// What a part is made in.
pub(super) trait Buffer: Default + Send {
    /// Empties it and keeps its room.
    fn clear(&mut self);

    /// Returns what is in it.
    fn bytes(&self) -> &[u8];
}

impl Buffer for Vec<u8> {
    fn clear(&mut self) {
        self.clear();
    }

    fn bytes(&self) -> &[u8] {
        self
    }
}

impl Buffer for String {
    fn clear(&mut self) {
        self.clear();
    }

    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// Makes the parts, each into an empty buffer, and writes one after the other.
///
/// # Errors
///
/// Those of the output; the parts that are left are not made.
pub(super) fn write_parts<P: Send, B: Buffer>(
    parts: impl Iterator<Item = P>,
    make: impl Fn(P, &mut B) + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut parts = parts.peekable();
    let mut buffer = B::default();
    let Some(first) = parts.next() else {
        return Ok(());
    };
    // A short output is not worth waking others for, and one core of a pool must not wait for the rest of it.
    if parts.peek().is_none() || rayon::current_thread_index().is_some() {
        for part in std::iter::once(first).chain(parts) {
            buffer.clear();
            make(part, &mut buffer);
            out.write_all(buffer.bytes())?;
        }
        return Ok(());
    }
    let most = rayon::current_num_threads() * AHEAD;
    let mut parts = std::iter::once(first).chain(parts);
    let mut spare = vec![buffer];
    let mut in_making: VecDeque<Receiver<B>> = VecDeque::with_capacity(most);
    rayon::in_place_scope(|scope| {
        loop {
            while in_making.len() < most
                && let Some(part) = parts.next()
            {
                let mut buffer = spare.pop().unwrap_or_default();
                let (done, receiver) = sync_channel(1);
                let make = &make;
                scope.spawn(move |_| {
                    buffer.clear();
                    make(part, &mut buffer);
                    // Nobody waits for it when an earlier part could not be written.
                    let _ = done.send(buffer);
                });
                in_making.push_back(receiver);
            }
            let Some(next) = in_making.pop_front() else {
                return Ok(());
            };
            // A part that was never made unwound its thread, and the scope unwinds this one.
            let Ok(made) = next.recv() else {
                return Ok(());
            };
            out.write_all(made.bytes())?;
            spare.push(made);
        }
    })
}

/// Returns items in runs of so many, each run with how many came before it.
pub(super) fn runs<T>(
    mut items: impl Iterator<Item = T>,
    length: usize,
) -> impl Iterator<Item = (usize, Vec<T>)> {
    let mut before = 0;
    std::iter::from_fn(move || {
        let run: Vec<T> = items.by_ref().take(length).collect();
        let start = before;
        before += run.len();
        (!run.is_empty()).then_some((start, run))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_out_in_order() {
        for count in [0, 1, 2, 1_000] {
            let mut out = Vec::new();
            let make =
                |part: usize, buffer: &mut Vec<u8>| buffer.extend(format!("{part},").bytes());
            write_parts(0..count, make, &mut out).unwrap();
            let expected: String = (0..count).map(|part| format!("{part},")).collect();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn what_unwinds_a_part_unwinds_the_writer() {
        let make = |part: usize, _: &mut Vec<u8>| {
            if part == 50 {
                std::panic::resume_unwind(Box::new("damage"));
            }
        };
        let unwound = std::panic::catch_unwind(|| write_parts(0..100, make, &mut Vec::new()));
        assert_eq!(unwound.unwrap_err().downcast_ref(), Some(&"damage"));
    }
}
