//! The names that rows use, and what is known of them in case nothing declares them.

use std::collections::{HashMap, HashSet};

use super::slug::Space;

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

    /// Returns the ids of a space.
    pub fn ids(&self, space: Space) -> impl Iterator<Item = &str> {
        self.0.get(&space).into_iter().flatten().map(String::as_str)
    }
}

/// A name in use.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    pub space: Option<Space>,
    pub id: String,
    /// The name as it stands in the table.
    pub name: String,
    pub kind: Option<String>,
    pub label: Option<String>,
    /// The id of its maker.
    pub maker: Option<String>,
    pub said_on: Option<String>,
    /// Where it is first used.
    pub at: At,
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

/// Names in use, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<Used>,
    places: HashMap<Space, HashMap<String, usize>>,
}

impl Names {
    /// Returns what is known of a name, to be completed; the first that was said of it stays.
    pub fn get(&mut self, space: Space, id: &str) -> Option<&mut Used> {
        let place = *self.places.get(&space)?.get(id)?;
        Some(&mut self.all[place])
    }

    /// Adds what a use tells of a name.
    pub fn add(&mut self, space: Space, used: Used) {
        if let Some(known) = self.get(space, &used.id) {
            known.kind = known.kind.take().or(used.kind);
            known.label = known.label.take().or(used.label);
            known.maker = known.maker.take().or(used.maker);
            known.said_on = known.said_on.take().or(used.said_on);
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

    /// Returns the ids of a space.
    pub fn ids(&self, space: Space) -> impl Iterator<Item = &str> {
        let ids = self.places.get(&space).into_iter().flat_map(HashMap::keys);
        ids.map(String::as_str)
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
