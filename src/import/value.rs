//! Values: where the text of a key comes from, and what the words of a table mean here.

use std::collections::{HashMap, HashSet};

use super::locate::Path;
use super::table::Cell;
use crate::diagnostic::Code;
use crate::text::{fold, listed, nearest};

/// Where a text comes from.
#[derive(Debug, Default)]
pub(super) struct Value {
    /// Where its rule stands in the mapping.
    pub path: Path,
    /// The field it is read from.
    pub slot: Option<usize>,
    /// The text it is where no field is read, or where the field is empty.
    pub constant: Option<String>,
    /// What the words of the field mean.
    pub words: HashMap<String, Meaning>,
    /// What other words of the field mean, if not themselves.
    pub otherwise: Option<Meaning>,
    /// The words that the key takes, if not any text.
    pub vocabulary: Vec<String>,
    /// What an empty field would make of the claim, where the rule must say what it means.
    pub asks: Option<&'static str>,
}

/// What a word means.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// The value of the key itself.
    pub own: Option<String>,
    /// The values of other keys.
    pub others: Vec<(&'static str, String)>,
}

/// What a value is in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Got<'a> {
    pub text: Option<&'a str>,
    pub origin: Origin,
    /// What it says of other keys.
    pub others: &'a [(&'static str, String)],
}

/// Where a text comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// The mapping says it of every row, or of empty cells.
    #[default]
    Mapping,
    /// It is what the mapping says a word of the field means.
    Word,
    /// It is the text of the field.
    Cell,
}

/// What is wrong with a row: in which field, if in one.
#[derive(Debug)]
pub(super) struct Wrong {
    pub code: Code,
    pub slot: Option<usize>,
    pub message: String,
    pub hint: String,
}

impl Value {
    /// Returns what the value is in a row; `empty` are the texts that say nothing.
    pub fn get<'a>(
        &'a self,
        cells: &'a [Cell<'_>],
        empty: &HashSet<String>,
    ) -> Result<Got<'a>, Wrong> {
        let Some(slot) = self.slot else {
            return Ok(self.constant());
        };
        let text = match &cells[slot] {
            Cell::Absent | Cell::Empty => return self.of_nothing(),
            Cell::Text(text) => &**text,
            // What other tools write as a list of one.
            Cell::List(items) if items.is_empty() => return self.of_nothing(),
            Cell::List(items) if items.len() == 1 => &items[0],
            Cell::List(_) | Cell::Other => {
                return Err(Wrong {
                    code: Code::WrongType,
                    slot: self.slot,
                    message: "expected a string, number, true or false".to_owned(),
                    hint: "write one value, or leave it out".to_owned(),
                });
            }
        };
        if !empty.is_empty() && empty.contains(text) {
            return self.of_nothing();
        }
        self.meaning(text)
    }

    fn constant(&self) -> Got<'_> {
        Got {
            text: self.constant.as_deref(),
            ..Got::default()
        }
    }

    /// Returns what an empty field means.
    fn of_nothing(&self) -> Result<Got<'_>, Wrong> {
        match self.asks {
            None => Ok(self.constant()),
            Some(otherwise) => Err(Wrong {
                code: Code::MissingKey,
                slot: self.slot,
                message: format!("the cell says nothing, and {otherwise}"),
                hint: format!(
                    "fill it, or say by \"absent\" in `{}` what an empty cell means: a value, or null where it means just that",
                    self.path.join(".")
                ),
            }),
        }
    }

    /// Returns what a word of the field means.
    fn meaning<'a>(&'a self, text: &'a str) -> Result<Got<'a>, Wrong> {
        let meaning = match self.words.is_empty() {
            true => None,
            false => self.words.get(text),
        };
        if let Some(meaning) = meaning.or(self.otherwise.as_ref()) {
            return Ok(Got {
                text: meaning.own.as_deref(),
                origin: Origin::Word,
                others: &meaning.others,
            });
        }
        if !self.vocabulary.is_empty() && !self.vocabulary.iter().any(|word| word == text) {
            return Err(self.untranslated(text));
        }
        Ok(Got {
            text: Some(text),
            origin: Origin::Cell,
            others: &[],
        })
    }

    fn untranslated(&self, text: &str) -> Wrong {
        let known = self.words.keys().map(String::as_str);
        let mut known: Vec<&str> = known
            .chain(self.vocabulary.iter().map(String::as_str))
            .collect();
        known.sort_unstable();
        let rule = self.path.join(".");
        // A word of the key in another case is the word itself.
        let other_case = self.vocabulary.iter().find(|word| fold(word) == fold(text));
        let near = match other_case {
            Some(word) => Some(word.as_str()),
            None => nearest(text, known),
        };
        let hint = match near {
            Some(near) => {
                format!("did you mean \"{near}\"? else say what it means in `{rule}.words`")
            }
            None => format!(
                "say what it means in `{rule}.words`: one of {}",
                listed(&self.vocabulary)
            ),
        };
        Wrong {
            code: Code::UnknownValue,
            slot: self.slot,
            message: format!("nothing says what \"{text}\" means here"),
            hint,
        }
    }
}
