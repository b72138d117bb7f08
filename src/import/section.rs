//! The sorts of tables.

use std::fmt;

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Entities.
    Entities,
    /// Sources.
    Sources,
    /// Claims.
    Claims,
}

impl Section {
    /// Every section, in the order in which their tables are read.
    pub const ALL: [Self; 3] = [Self::Entities, Self::Sources, Self::Claims];

    /// Returns its name, in the mapping and before files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Sources => "sources",
            Self::Claims => "claims",
        }
    }

    /// Returns the section of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
