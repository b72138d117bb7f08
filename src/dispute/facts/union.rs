//! Sets of places that are joined two by two.

use std::collections::HashMap;

/// Disjoint sets of places, each known by its first member.
#[derive(Debug)]
pub(in crate::dispute) struct Union(Vec<u32>);

impl Union {
    /// Returns the given number of places, each a set of its own.
    pub fn new(places: usize) -> Self {
        // There are no more claims than handles of four bytes.
        Self((0..places as u32).collect())
    }

    /// Returns the first member of a place's set.
    pub fn first(&mut self, mut place: u32) -> u32 {
        let Self(parents) = self;
        while parents[place as usize] != place {
            let parent = parents[place as usize];
            parents[place as usize] = parents[parent as usize];
            place = parent;
        }
        place
    }

    /// Joins the sets of two places, and returns the first member of what they make.
    pub fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.first(a), self.first(b));
        let first = a.min(b);
        self.0[a.max(b) as usize] = first;
        first
    }

    /// Returns the first member of every place's set.
    pub fn firsts(&mut self) -> Vec<u32> {
        (0..self.0.len() as u32)
            .map(|place| self.first(place))
            .collect()
    }

    /// Returns the same sets without some places, each of which is alone then.
    pub fn without(&mut self, is_taken: impl Fn(u32) -> bool) -> Self {
        let mut left = Self::new(self.0.len());
        let mut kept: HashMap<u32, u32> = HashMap::new();
        for place in (0..self.0.len() as u32).filter(|place| !is_taken(*place)) {
            let other = *kept.entry(self.first(place)).or_insert(place);
            left.join(other, place);
        }
        left
    }
}
