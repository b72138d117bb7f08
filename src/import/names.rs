//! The names that rows use, and what is known of them in case nothing declares them.

use std::collections::{HashMap, HashSet};

use super::slug::Space;
use crate::text::fold;

/// The ids that are declared.
#[derive(Debug, Default, Clone)]
pub(super) struct Declared(HashMap<Space, HashSet<String>>);

impl Declared {
    pub fn add(&mut self, space: Space, id: impl Into<String>) {
        self.0.entry(space).or_default().insert(id.into());
    }

    pub fn append(&mut self, other: Self) {
        for (space, ids) in other.0 {
            let known = self.0.entry(space).or_default();
            // The fewer are moved to the more.
            let fewer = match known.len() < ids.len() {
                true => std::mem::replace(known, ids),
                false => ids,
            };
            known.extend(fewer);
        }
    }

    pub fn has(&self, space: Space, id: &str) -> bool {
        self.0.get(&space).is_some_and(|ids| ids.contains(id))
    }
}

/// A name in use.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    pub space: Option<Space>,
    pub id: String,
    /// The name as it stands in the table.
    pub name: String,
    /// Another way in which a table writes it.
    pub other_name: Option<String>,
    pub kind: Option<Kind>,
    /// Another kind that a row says it is of, and where.
    pub other_kind: Option<(String, At)>,
    /// Its labels, each once.
    pub labels: Vec<String>,
    /// The id of its maker.
    pub maker: Option<String>,
    pub said_on: Option<String>,
    /// Where it is first used.
    pub at: At,
}

/// What a thing is said to be.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub word: String,
    /// Whether a cell says so, which counts more than what the mapping says of all rows.
    pub is_of_cell: bool,
}

/// A field of a row of a table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct At {
    /// The table, by its index in the report; the mapping is 0.
    pub file: usize,
    /// The byte at which the row starts.
    pub row: usize,
    /// How long the row is.
    pub len: usize,
    pub slot: Option<usize>,
}

/// How many labels of one thing are kept.
const LABELS: usize = 100;

impl Used {
    /// Adds a way to write its name; one that is not its id is its name.
    pub fn called(&mut self, name: &str) {
        if self.name == name {
            return;
        }
        if self.name == self.id {
            self.name = name.to_owned();
        } else if self.other_name.is_none() && name != self.id {
            self.other_name = Some(name.to_owned());
        }
    }

    /// Adds what a row says it is.
    pub fn is_of_kind(&mut self, word: &str, is_of_cell: bool, at: At) {
        match &mut self.kind {
            Some(kind) if kind.word == word => kind.is_of_cell |= is_of_cell,
            Some(kind) if kind.is_of_cell && is_of_cell => {
                if self.other_kind.is_none() {
                    self.other_kind = Some((word.to_owned(), at));
                }
            }
            Some(kind) if kind.is_of_cell || !is_of_cell => {}
            _ => {
                self.kind = Some(Kind {
                    word: word.to_owned(),
                    is_of_cell,
                });
            }
        }
    }

    /// Adds a label, unless it is there in one form or another.
    pub fn labelled(&mut self, label: &str) {
        if self.labels.iter().any(|known| known == label) || self.labels.len() == LABELS {
            return;
        }
        let folded = fold(label);
        if self.labels.iter().all(|known| fold(known) != folded) {
            self.labels.push(label.to_owned());
        }
    }

    /// Returns what it is called: its first label, else its name; and what else.
    pub fn label(&self) -> (&str, &[String]) {
        match self.labels.split_first() {
            Some((label, others)) => (label, others),
            None => (&self.name, &[]),
        }
    }

    /// Adds what later rows tell of it.
    fn append(&mut self, later: Self) {
        self.called(&later.name);
        if let Some(other) = later.other_name {
            self.called(&other);
        }
        if let Some(Kind { word, is_of_cell }) = later.kind {
            self.is_of_kind(&word, is_of_cell, later.at);
        }
        if let Some((word, at)) = later.other_kind {
            self.is_of_kind(&word, true, at);
        }
        later.labels.iter().for_each(|label| self.labelled(label));
        self.maker = self.maker.take().or(later.maker);
        self.said_on = self.said_on.take().or(later.said_on);
    }
}

/// Names in use, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<Used>,
    places: HashMap<Space, HashMap<String, usize>>,
}

impl Names {
    /// Returns what is known of a name, to be completed.
    pub fn get(&mut self, space: Space, id: &str) -> Option<&mut Used> {
        let place = *self.places.get(&space)?.get(id)?;
        Some(&mut self.all[place])
    }

    /// Adds what a use tells of a name.
    pub fn add(&mut self, space: Space, used: Used) {
        if let Some(known) = self.get(space, &used.id) {
            known.append(used);
            return;
        }
        let places = self.places.entry(space).or_default();
        places.insert(used.id.clone(), self.all.len());
        self.all.push(Used {
            space: Some(space),
            ..used
        });
    }

    /// Adds what another list tells, whose uses come later.
    pub fn append(&mut self, later: Self) {
        for used in later.all {
            if let Some(space) = used.space {
                self.add(space, used);
            }
        }
    }

    /// Returns the name for which an id stands, as it is in a table.
    pub fn name(&self, space: Space, id: &str) -> Option<&str> {
        let place = *self.places.get(&space)?.get(id)?;
        Some(&self.all[place].name)
    }

    /// Returns the names of a space that are not declared, in the order of their first use.
    pub fn undeclared<'n>(
        &'n self,
        space: Space,
        declared: &'n Declared,
    ) -> impl Iterator<Item = &'n Used> {
        let of_space = self
            .all
            .iter()
            .filter(move |used| used.space == Some(space));
        of_space.filter(move |used| !declared.has(space, &used.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(name: &str, kind: Option<(&str, bool)>, label: &str) -> Used {
        let mut used = Used {
            id: "p9".to_owned(),
            name: name.to_owned(),
            ..Used::default()
        };
        if let Some((word, is_of_cell)) = kind {
            used.is_of_kind(word, is_of_cell, At::default());
        }
        if !label.is_empty() {
            used.labelled(label);
        }
        used
    }

    #[test]
    fn what_a_cell_says_counts_whatever_comes_first() {
        let all = [
            used("p9", Some(("topic", false)), ""),
            used("p9", Some(("person", true)), "Ada Vale"),
            used("p9", Some(("person", true)), "A. Vale"),
            used("p9", None, "ADA VALE"),
        ];
        for order in [[0, 1, 2, 3], [1, 0, 3, 2], [1, 2, 3, 0]] {
            let mut names = Names::default();
            for index in order {
                names.add(Space::Entities, all[index].clone());
            }
            let found = names.get(Space::Entities, "p9").unwrap();
            assert_eq!(found.kind.as_ref().unwrap().word, "person");
            assert_eq!(found.label(), ("Ada Vale", &["A. Vale".to_owned()][..]));
            assert!(found.other_kind.is_none());
        }
    }

    #[test]
    fn two_kinds_in_cells_are_told() {
        let mut names = Names::default();
        names.add(Space::Entities, used("x", Some(("person", true)), ""));
        names.add(Space::Entities, used("y", Some(("company", true)), ""));
        let found = names.get(Space::Entities, "p9").unwrap();
        assert_eq!(found.kind.as_ref().unwrap().word, "person");
        assert_eq!(found.other_kind.as_ref().unwrap().0, "company");
        assert_eq!(found.other_name.as_deref(), Some("y"));
    }
}
