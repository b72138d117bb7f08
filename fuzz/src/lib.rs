//! What each fuzz target does with the bytes it is given: every parser of bytes from outside has one.

mod folder;
mod image;
mod query;
mod texts;
mod values;

use std::path::Path;
use std::sync::LazyLock;

use claimgraph::graph::Graph;

pub use folder::{claims_by_line, mapping, records, table};
pub use image::image;
pub use query::query;
pub use texts::{scan, verify};
pub use values::{date, quantity};

/// The case that ships.
static CASE: LazyLock<Graph> =
    LazyLock::new(|| claimgraph::open(&repository("graph-data")).expect("the case that ships"));

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}
