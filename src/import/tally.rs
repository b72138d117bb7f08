//! Faults of rows, those of one kind told once: with how many rows have them, and the lines of the first.

use std::collections::HashMap;

use crate::diagnostic::{Capped, Code, Diagnostic};
use crate::text::File;

/// Faults of rows of one table, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Tally {
    places: HashMap<(Code, Option<usize>, String), usize>,
    faults: Vec<Repeated>,
    /// How many faults there are beyond those that are kept.
    more: usize,
}

/// A fault that several rows may have.
#[derive(Debug)]
struct Repeated {
    first: Diagnostic,
    slot: Option<usize>,
    /// The bytes at which the first rows with it have it.
    starts: Vec<usize>,
    rows: usize,
}

/// How many lines of a fault are told.
const LINES: usize = 10;

impl Tally {
    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// Adds the fault of a row, in one of its fields if in one.
    pub fn push(&mut self, slot: Option<usize>, fault: Diagnostic) {
        let key = (fault.code, slot, fault.message.clone());
        let start = fault.span.start;
        if let Some(place) = self.places.get(&key) {
            let known = &mut self.faults[*place];
            known.rows += 1;
            if known.starts.len() < LINES {
                known.starts.push(start);
            }
        } else if self.faults.len() < Capped::<Diagnostic>::MOST {
            self.places.insert(key, self.faults.len());
            self.faults.push(Repeated {
                first: fault,
                slot,
                starts: vec![start],
                rows: 1,
            });
        } else {
            self.more += 1;
        }
    }

    /// Adds the faults of rows that come later.
    pub fn append(&mut self, later: Self) {
        if self.faults.is_empty() && self.more == 0 {
            *self = later;
            return;
        }
        for other in later.faults {
            let key = (other.first.code, other.slot, other.first.message.clone());
            if let Some(place) = self.places.get(&key) {
                let known = &mut self.faults[*place];
                known.rows += other.rows;
                known.starts.extend(other.starts);
                known.starts.truncate(LINES);
            } else if self.faults.len() < Capped::<Diagnostic>::MOST {
                self.places.insert(key, self.faults.len());
                self.faults.push(other);
            } else {
                self.more += other.rows;
            }
        }
        self.more += later.more;
    }

    /// Returns the faults, worded with their counts, of the fields that `is_told` accepts.
    pub fn told(self, file: &File, is_told: impl Fn(Option<usize>) -> bool) -> Capped<Diagnostic> {
        let mut told = Capped::default();
        for fault in self.faults {
            if is_told(fault.slot) {
                told.push(Diagnostic {
                    message: counted(&fault, file),
                    ..fault.first
                });
            }
        }
        told.count(self.more);
        told
    }
}

/// Returns a fault's message, with the number of rows that have it where there are several.
fn counted(fault: &Repeated, file: &File) -> String {
    let message = &fault.first.message;
    if fault.rows == 1 {
        return message.clone();
    }
    let lines = fault.starts.iter().map(|start| file.place(*start).line);
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    let more = match fault.rows - lines.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{message} ({} rows: lines {}{more})",
        fault.rows,
        lines.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_many_rows_is_told_once_with_its_count() {
        let text = "x\n".repeat(40);
        let file = File::new("t.csv", text);
        let fault = |line: usize, message: &str| Diagnostic {
            code: Code::UnknownValue,
            file: 1,
            span: 2 * line..2 * line + 1,
            message: message.to_owned(),
            hint: None,
        };
        let (mut first, mut second) = (Tally::default(), Tally::default());
        (0..8).for_each(|line| first.push(Some(0), fault(line, "bad")));
        first.push(Some(1), fault(8, "bad"));
        (9..20).for_each(|line| second.push(Some(0), fault(line, "bad")));
        first.append(second);
        let told = first.told(&file, |_| true).into_vec();
        let messages: Vec<&str> = told.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "bad (19 rows: lines 1, 2, 3, 4, 5, 6, 7, 8, 10, 11 and 9 more)",
                "bad"
            ]
        );
    }
}
