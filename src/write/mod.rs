//! Answers in the formats people and programs read: one file a format, each taking any answer.
//!
//! Knows no verb. What the cells hold is turned into words here, in the language asked for.

mod card;
mod child;
pub mod csv;
pub mod dot;
pub mod json;
mod parts;
pub mod svg;
pub mod table;
mod words;

use crate::dispute::Standing;
use crate::graph::Graph;

/// How an answer is to be written.
#[derive(Debug, Clone)]
pub struct Options<'g> {
    /// The graph that the answer's handles belong to.
    pub graph: &'g Graph,
    /// How the graph's claims stand.
    pub standing: &'g Standing<'g>,
    /// The language of labels, as a BCP 47 code; English stands in where a label is missing.
    pub lang: String,
    /// Whether each row is followed by the words it rests on.
    pub evidence: bool,
    /// Whether texts are written as they are, without protection for terminals and spreadsheets.
    pub raw: bool,
    /// The width that tables are fitted to, in columns; `None` leaves lines as long as they come.
    pub width: Option<u16>,
    /// Whether tables may use colour.
    pub colour: bool,
}
