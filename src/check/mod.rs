//! Whether records fit one another: one rule a file, each told of all that breaks it.
//!
//! Knows the [model](crate::model) and the codes of faults; neither files nor JSON. A [`Finding`] names the record and
//! the field at fault, and whoever read the record says where that stands.

mod amount;
mod attribution;
mod ends;
mod evidence;
mod links;
mod opposition;
mod value;

use rayon::prelude::*;

use crate::diagnostic::{Capped, Code};
use crate::model::{Case, ClaimId, Handle, Thing};

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

/// Returns everything that is wrong with a case, up to a number, rule by rule.
pub fn check(case: &Case) -> Capped<Finding> {
    let mut findings = Capped::default();
    let (ends, evidence) = (ends::rule(case), evidence::rule(case));
    for found in each_claim(case, [&ends, &amount::check, &value::check, &evidence]) {
        findings.append(found);
    }
    for of_case in [
        attribution::check,
        value::check_predicates,
        opposition::check,
        links::check,
    ] {
        of_case(case, &mut findings);
    }
    findings
}

/// What is asked of each claim.
type Rule<'r> = &'r (dyn Fn(&Case, ClaimId, &mut Capped<Finding>) + Sync);

/// Applies rules to each claim, on every core, and returns the findings of each rule in the order of claims.
///
/// All rules are applied to some claims before the next are fetched from memory.
fn each_claim<const N: usize>(case: &Case, rules: [Rule<'_>; N]) -> [Capped<Finding>; N] {
    const TOGETHER: usize = 1 << 14;
    let claims = case.claims.len();
    let stretch = |start: usize| {
        rules.map(|rule| {
            let mut findings = Capped::default();
            for index in start..claims.min(start + TOGETHER) {
                rule(case, ClaimId::from_index(index), &mut findings);
            }
            findings
        })
    };
    if claims <= TOGETHER {
        return stretch(0);
    }
    let starts: Vec<usize> = (0..claims).step_by(TOGETHER).collect();
    let stretches: Vec<[Capped<Finding>; N]> = starts.into_par_iter().map(stretch).collect();
    let mut all = rules.map(|_| Capped::default());
    for found in stretches {
        for (all, found) in all.iter_mut().zip(found) {
            all.append(found);
        }
    }
    all
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
