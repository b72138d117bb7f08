//! Whether records fit one another: one rule a file, each told of all that breaks it.
//!
//! Knows the [model](crate::model) and the codes of faults; neither files nor JSON. A [`Finding`] names the record and
//! the field at fault, and whoever read the record says where that stands.

mod amount;
mod attribution;
mod ends;
mod evidence;
mod opposition;

use crate::diagnostic::Code;
use crate::model::{Case, ClaimId, Thing};

/// Something wrong with a record: which field of it, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of fault it is.
    pub code: Code,
    /// The record.
    pub thing: Thing,
    /// The key of the field.
    pub field: &'static str,
    /// Which part of the field, where it is a list.
    pub item: Item,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Which part of a field a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// All of it.
    Whole,
    /// One of the claim's evidence.
    Evidence(ClaimId, usize),
    /// The id that stands in the list.
    Id(String),
}

/// Returns everything that is wrong with a case, rule by rule.
pub fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in [
        ends::check,
        amount::check,
        attribution::check,
        evidence::check,
        opposition::check,
    ] {
        rule(case, &mut findings);
    }
    findings
}

/// Returns words joined for people: `a person, a company or a group`.
fn either(words: impl IntoIterator<Item = impl ToString>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
