//! Text as it lies in files: places, lines, folding for comparison, what is safe to show, and safe replacement.
//!
//! Knows nothing of JSON, of claims or of terminals.

mod draft;
mod file;
mod fold;
mod index;
mod literal;
mod map;
mod nearest;
mod replace;
mod safe;
mod stretch;
mod whole;

pub use draft::Draft;
pub use file::{File, Place};
pub use fold::fold;
pub use index::Index;
pub use literal::{fold_code, fold_text};
pub(crate) use map::Map;
pub use nearest::nearest;
pub use replace::replace;
pub use safe::{is_unsafe, safe};
pub use stretch::stretches;
pub use whole::whole_file;
