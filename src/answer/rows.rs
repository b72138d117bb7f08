//! The rows of an answer, made one after the other or, where a writer wants them so, side by side.

use std::borrow::Cow;
use std::fmt;

use super::Row;
use crate::model::{Handle, Thing};

/// The rows of an answer, in order, made as they are asked for.
///
/// Rows that each stand for a thing are made of that thing alone, and others may be made of their place. A writer that
/// needs no more than the thing is spared the row, and one that has several threads lets each make rows of its own: see
/// [`split`](Self::split).
pub struct Rows<'g> {
    seeds: Seeds<'g>,
    maker: Maker<'g>,
}

/// What rows are made of, in order.
pub type Seeds<'g> = Box<dyn Iterator<Item = Seed> + 'g>;

/// What a row is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Seed {
    /// The thing it stands for.
    Thing(Thing),
    /// Its place among the rows.
    Place(usize),
    /// Itself.
    Row(Box<Row>),
}

/// Makes rows of what they are made of.
pub struct Maker<'g>(Option<Box<Make<'g>>>);

type Make<'g> = dyn Fn(Of) -> Row + Send + Sync + 'g;

/// What a row is made of that is not made yet.
enum Of {
    Thing(Thing),
    Place(usize),
}

impl<'g> Rows<'g> {
    /// Returns rows that are made one after the other.
    pub fn new(rows: impl Iterator<Item = Row> + 'g) -> Self {
        Self {
            seeds: Box::new(rows.map(|row| Seed::Row(Box::new(row)))),
            maker: Maker(None),
        }
    }

    /// Returns a row for each of the things that handles stand for, which stands for it too.
    pub fn of_things<H: Handle + 'g>(
        handles: impl Iterator<Item = H> + 'g,
        thing: fn(H) -> Thing,
        row: impl Fn(H) -> Row + Send + Sync + 'g,
    ) -> Self {
        let make = move |of| row(H::from_index(index(of)));
        Self {
            seeds: Box::new(handles.map(move |handle| Seed::Thing(thing(handle)))),
            maker: Maker(Some(Box::new(make))),
        }
    }

    /// Returns so many rows, each made of its place.
    pub fn of_places(count: usize, row: impl Fn(usize) -> Row + Send + Sync + 'g) -> Self {
        let make = move |of| row(index(of));
        Self {
            seeds: Box::new((0..count).map(Seed::Place)),
            maker: Maker(Some(Box::new(make))),
        }
    }

    /// Returns what the rows are made of, and what makes them.
    pub fn split(self) -> (Seeds<'g>, Maker<'g>) {
        (self.seeds, self.maker)
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.seeds.next().map(|seed| self.maker.row(seed))
    }
}

impl Seed {
    /// Returns the thing that the row stands for, if it is one thing.
    pub fn stands_for(&self) -> Option<Thing> {
        match self {
            Self::Thing(thing) => Some(*thing),
            Self::Place(_) => None,
            Self::Row(row) => row.stands_for,
        }
    }
}

impl Maker<'_> {
    /// Returns the row of a seed that came with this maker.
    pub fn row(&self, seed: Seed) -> Row {
        match (seed, &self.0) {
            (Seed::Row(row), _) => *row,
            (Seed::Thing(thing), Some(make)) => make(Of::Thing(thing)),
            (Seed::Place(place), Some(make)) => make(Of::Place(place)),
            (Seed::Thing(_) | Seed::Place(_), None) => {
                unreachable!("only a maker's own seeds are no rows yet")
            }
        }
    }

    /// Returns the row of a seed that came with this maker, as it is where it is made already.
    pub fn look<'s>(&self, seed: &'s Seed) -> Cow<'s, Row> {
        match seed {
            Seed::Row(row) => Cow::Borrowed(row),
            Seed::Thing(_) | Seed::Place(_) => Cow::Owned(self.row(seed.clone())),
        }
    }
}

fn index(of: Of) -> usize {
    match of {
        Of::Thing(Thing::Entity(id)) => id.index(),
        Of::Thing(Thing::Source(id)) => id.index(),
        Of::Thing(Thing::Predicate(id)) => id.index(),
        Of::Thing(Thing::Claim(id)) => id.index(),
        Of::Place(place) => place,
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}

impl fmt::Debug for Maker<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Maker").finish_non_exhaustive()
    }
}
