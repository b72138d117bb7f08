//! Where the neighbours of a fragment say that it stands.

use super::chain::{self, Link};
use super::find::{Astray, Form, Known, Search, byte_at, point, weight};
use super::places::{KEPT, nearest};

/// How many fragments to either side are asked for one that is placed.
pub(super) const NEIGHBOURS: usize = 64;

impl Search<'_, '_> {
    /// Places the fragments by the shifts that they share; those with very many places by the shifts of the others.
    pub(super) fn ask_neighbours(&mut self) {
        let mut links: Vec<Link> = (0..self.fragments.len())
            .map(|number| self.link(number))
            .collect();
        self.placed = self.place(&links);
        let mut has_more = false;
        for (number, link) in links.iter_mut().enumerate() {
            let Known::Exactly(_, all) = &self.known[number] else {
                continue;
            };
            if *all <= KEPT {
                continue;
            }
            let fragment = self.fragments[number];
            let mut starts: Vec<u32> = Vec::new();
            for shift in self.shifts(number).into_iter().chain([0]) {
                let byte = byte_at(self.index, i64::from(fragment.start) + shift);
                let near = nearest(self.index.text(), fragment.quote, byte, 8);
                starts.extend(near.into_iter().map(|byte| point(self.index, byte)));
            }
            starts.sort_unstable();
            starts.dedup();
            link.places = starts;
            has_more = true;
        }
        if has_more {
            self.placed = self.place(&links);
        }
    }

    fn link(&self, number: usize) -> Link {
        let fragment = &self.fragments[number];
        let point = |byte: &usize| point(self.index, *byte);
        let (places, all) = match &self.known[number] {
            Known::Exact(_) => (vec![fragment.start], 1),
            Known::Settled(Astray::Moved(start) | Astray::Form(Form { start, .. })) => {
                (vec![*start], 1)
            }
            Known::Exactly(starts, all) if *all <= KEPT => {
                (starts.iter().map(point).collect(), *all)
            }
            Known::Formed(places) => (
                places
                    .iter()
                    .map(|place| point(&place.bytes.start))
                    .collect(),
                places.len(),
            ),
            Known::Exactly(_, all) => (Vec::new(), *all),
            Known::Settled(_) | Known::Nowhere(_) => (Vec::new(), 0),
        };
        let sure = 3.0 + 0.75 * weight(fragment.quote);
        let by_chance = (self.index.code_points() as f32 / all.max(1) as f32)
            .log2()
            .max(1.0);
        let lost = if all > 2 { sure.min(by_chance) } else { sure };
        Link {
            start: fragment.start,
            places,
            lost: lost.min(24.0),
        }
    }

    fn place(&self, links: &[Link]) -> Vec<Option<u32>> {
        /// How much better than any other a place must be, in bits.
        const MARGIN: f32 = 3.0;
        let placed = chain::place(links);
        placed
            .iter()
            .map(|one| one.place.filter(|_| one.margin >= MARGIN))
            .collect()
    }

    /// Returns the shifts of the nearest fragments to either side that are placed.
    pub(super) fn shifts(&self, number: usize) -> Vec<i64> {
        let shift = |number: usize| {
            Some(i64::from(self.placed[number]?) - i64::from(self.fragments[number].start))
        };
        let before = (0..number).rev().take(NEIGHBOURS).find_map(shift);
        let after = (number + 1..self.fragments.len())
            .take(NEIGHBOURS)
            .find_map(shift);
        before.into_iter().chain(after).collect()
    }
}
