//! A text as words: what is most like a fragment that stands nowhere, wherever that is, and what was changed in it.
//!
//! A word is a run of letters and digits; a sign of currency, percent and the like is a word of its own, and so is each
//! character of a script that is written without spaces.

mod align;
mod altered;
mod change;
mod grams;
mod search;
mod there;
mod token;
mod vocabulary;

pub use altered::{Altered, Bound};
pub use change::Change;
pub(super) use grams::Words;
pub(super) use search::{Sought, most_like};
pub(super) use there::{altered_at, replaced};
