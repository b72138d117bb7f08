//! Text as it lies in files: places, lines, folding for comparison, what is safe to show, and safe replacement.
//!
//! Knows nothing of JSON, of claims or of terminals.

mod beneath;
mod draft;
mod file;
mod fold;
mod index;
mod leftover;
mod listed;
mod literal;
mod map;
mod nearest;
mod safe;
mod stretch;
mod whole;

pub use beneath::Beneath;
pub use draft::Draft;
pub use file::{File, Place};
pub use fold::{fold, is_ignorable, loose};
pub use index::Index;
pub use leftover::remove_drafts;
pub use listed::{LISTED, listed};
pub use literal::{fold_code, fold_text};
pub(crate) use map::Map;
pub use nearest::nearest;
pub use safe::{is_unsafe, safe, safe_json, shown, visible};
pub use stretch::stretches;
pub use whole::{whole_file, whole_file_of_ours};
