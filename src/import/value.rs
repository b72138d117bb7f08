//! Values: where the text of a key comes from, and what the words of a table mean here.

use std::collections::{HashMap, HashSet};

use super::locate::Path;
use super::table::Cell;
use crate::diagnostic::Code;
use crate::text::nearest;

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
    /// What it says of other keys.
    pub others: &'a [(&'static str, String)],
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
        let constant = Got {
            text: self.constant.as_deref(),
            others: &[],
        };
        let Some(slot) = self.slot else {
            return Ok(constant);
        };
        let text = match &cells[slot] {
            Cell::Absent | Cell::Empty => return Ok(constant),
            Cell::Text(text) => &**text,
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
            return Ok(constant);
        }
        self.meaning(text)
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
                others: &meaning.others,
            });
        }
        if !self.vocabulary.is_empty() && !self.vocabulary.iter().any(|word| word == text) {
            return Err(self.untranslated(text));
        }
        Ok(Got {
            text: Some(text),
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
        let hint = match nearest(text, known) {
            Some(near) => {
                format!("did you mean \"{near}\"? else say what it means in `{rule}.words`")
            }
            None => format!(
                "say what it means in `{rule}.words`: one of {}",
                self.vocabulary.join(", ")
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
