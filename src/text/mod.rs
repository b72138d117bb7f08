//! Text as it lies in files: places, lines, folding for comparison, and what is safe to show.
//!
//! Knows nothing of JSON, of claims or of terminals.

mod file;
mod fold;
mod nearest;
mod safe;

pub use file::{File, Place};
pub use fold::fold;
pub use nearest::nearest;
pub use safe::{is_unsafe, safe};
