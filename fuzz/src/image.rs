//! Snapshots: bytes changed in one that is valid, with every checksum made right again, as somebody would who means harm.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use claimgraph::dispute::{Settings, Standing};
use claimgraph::query;
use claimgraph::snapshot::{self, Inputs};
use xxhash_rust::xxh3::xxh3_64;

const HEAD: usize = 64;
const ENTRY: usize = 48;
const BLOCK: usize = 1 << 16;

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let data = crate::repository("graph-data");
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("whole");
    let inputs = Inputs::of(&data).expect("the data that ships");
    snapshot::save(&crate::CASE, &inputs, &data, &path).expect("a snapshot");
    fs::read(path).expect("a snapshot")
});

/// Opens a changed snapshot and asks of it: the bytes are places and what is put there, five bytes each.
///
/// Records that do not fit together unwind, which the program turns into one line; nothing may hang, end the process or
/// use memory without bound.
pub fn image(bytes: &[u8]) {
    // Unwinding is caught below; this keeps it from being taken for a crash.
    std::panic::set_hook(Box::new(|_| {}));
    let mut forged = WHOLE.clone();
    let number = |bytes: &[u8], at: usize| {
        let bytes = bytes[at..at + 8].try_into().expect("eight bytes");
        u64::from_le_bytes(bytes) as usize
    };
    let (directory, sections) = (number(&forged, 32), number(&forged, 40));
    for change in bytes.chunks_exact(5) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize;
        let end = directory + sections * ENTRY;
        forged[HEAD + at % (end - HEAD)] = change[4];
    }
    let sums = directory + sections * ENTRY;
    for (block, start) in (HEAD..directory).step_by(BLOCK).enumerate() {
        let sum = xxh3_64(&forged[start..directory.min(start + BLOCK)]);
        forged[sums + 8 * block..][..8].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = xxh3_64(&forged[directory..]);
    forged[48..56].copy_from_slice(&sum.to_le_bytes());
    let sum = xxh3_64(&forged[..56]);
    forged[56..64].copy_from_slice(&sum.to_le_bytes());
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("forged");
    fs::write(&path, forged).expect("a file");
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let Ok(graph) = snapshot::open_alone(&path) else {
            return;
        };
        let standing = Standing::new(&graph, Settings::default());
        let _ = query::flows(&graph, None).rows.count();
        let _ = query::stats(&graph).rows.count();
        let _ = standing.disputes().all().len();
    }));
}
