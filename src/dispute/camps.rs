//! Camps: the groups of versions of one matter that can hold together.
//!
//! Amounts and dates are stretches of a line. A camp is a maximal stretch of it where the reaches of versions have members
//! in common; the camps of a version are consecutive, so a version is listed once, with the range of its camps.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{ClaimId, Interval};

/// The camps of a matter, numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Camps {
    /// How many there are.
    pub count: u32,
    /// The versions, by the camps they are in, those of the first camps first.
    pub places: Vec<Place>,
}

/// The versions that are in the same camps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The camps, as ranges from one number to another, both of which belong to it.
    pub camps: Vec<Range>,
    /// The versions, in the order of the data.
    pub claims: Vec<ClaimId>,
}

/// Camps from one number to another.
pub type Range = [u32; 2];

impl Camps {
    /// Returns the camps of versions whose place among `count` camps is known, and of denials, each with the camps in which
    /// it contradicts some version: it joins the others, and denials that contradict every camp make one of their own.
    pub(super) fn new(
        mut count: u32,
        placed: impl IntoIterator<Item = (ClaimId, Range)>,
        denials: Vec<(ClaimId, Vec<Range>)>,
    ) -> Self {
        let mut places = BTreeMap::<Vec<Range>, Vec<ClaimId>>::new();
        let denials: Vec<(ClaimId, Vec<Range>)> = denials
            .into_iter()
            .map(|(id, against)| (id, rest(count, against)))
            .collect();
        let own = denials.iter().any(|(_, camps)| camps.is_empty()) || count == 0;
        for (id, mut camps) in denials {
            if own {
                match camps.last_mut() {
                    Some(last) if last[1] == count => last[1] += 1,
                    _ => camps.push([count + 1; 2]),
                }
            }
            places.entry(camps).or_default().push(id);
        }
        for (id, camps) in placed {
            places.entry(vec![camps]).or_default().push(id);
        }
        count += u32::from(own && !places.is_empty());
        let mut places: Vec<Place> = places
            .into_iter()
            .map(|(camps, mut claims)| {
                claims.sort_unstable();
                Place { camps, claims }
            })
            .collect();
        // Those of one camp alone come before those that reach from it into others.
        places.sort_by_key(|place| {
            let in_one = place
                .camps
                .iter()
                .map(|[first, last]| last - first + 1)
                .sum::<u32>()
                == 1;
            (!in_one, place.camps.clone())
        });
        Self { count, places }
    }

    /// Returns the camps of versions that each have a value; those of one value make a camp, in the order of the data.
    pub(super) fn of_values<K: Ord + Copy>(
        versions: &[(ClaimId, K)],
        denials: &[(ClaimId, K)],
    ) -> Self {
        let mut firsts = BTreeMap::<K, ClaimId>::new();
        for (id, value) in versions {
            let first = firsts.entry(*value).or_insert(*id);
            *first = (*first).min(*id);
        }
        let mut order: Vec<(ClaimId, K)> = firsts.into_iter().map(|(key, id)| (id, key)).collect();
        order.sort_unstable_by_key(|(id, _)| *id);
        let numbers: BTreeMap<K, u32> = order.iter().map(|(_, key)| *key).zip(1..).collect();
        let placed = versions
            .iter()
            .map(|(id, value)| (*id, [numbers[value]; 2]));
        let denials = denials.iter().map(|(id, value)| {
            let against = numbers.get(value).map(|number| [*number; 2]);
            (*id, against.into_iter().collect())
        });
        Self::new(order.len() as u32, placed, denials.collect())
    }

    /// Returns every version, in the order in which they are told.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.places.iter().flat_map(|place| &place.claims).copied()
    }
}

/// Returns the camps beside those of some ranges.
fn rest(count: u32, mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    let mut rest = Vec::new();
    let mut next = 1;
    for [first, last] in ranges {
        if first > next {
            rest.push([next, first - 1]);
        }
        next = next.max(last + 1);
    }
    if next <= count {
        rest.push([next, count]);
    }
    rest
}

/// Returns how many maximal stretches of the line some intervals have members in common on, and for each interval the
/// first and the last of these that it is in.
///
/// One sweep over the ends: a stretch ends where an interval ends and some other began since the last stretch ended.
pub(super) fn stretches(intervals: &[Interval]) -> (u32, Vec<Range>) {
    let mut events: Vec<(Position, bool, usize)> = Vec::with_capacity(2 * intervals.len());
    for (place, interval) in intervals.iter().enumerate() {
        let [start, end] = edges(*interval);
        events.push((start.map_or(Position::First, Position::At), false, place));
        events.push((end.map_or(Position::Last, Position::At), true, place));
    }
    events.sort_unstable();
    let mut ranges = vec![[0, 0]; intervals.len()];
    let (mut count, mut began) = (0, false);
    for (_, is_end, place) in events {
        if is_end {
            count += u32::from(std::mem::take(&mut began));
            ranges[place][1] = count;
        } else {
            began = true;
            ranges[place][0] = count + 1;
        }
    }
    (count, ranges)
}

/// Where an end of an interval lies on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Position {
    First,
    At((Decimal, i8)),
    Last,
}

/// Returns the ends of an interval so that they compare as they meet: what an open end leaves out lies beyond it.
pub(super) fn edges(interval: Interval) -> [Option<(Decimal, i8)>; 2] {
    let start = interval
        .min()
        .map(|min| (min.value, i8::from(!min.inclusive)));
    let end = interval
        .max()
        .map(|max| (max.value, -i8::from(!max.inclusive)));
    [start, end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, Handle};

    fn interval(from: i64, to: i64) -> Interval {
        Interval::new(
            Some(Bound::closed(from.into())),
            Some(Bound::open(to.into())),
        )
        .expect("ends")
    }

    #[test]
    fn stretches_are_the_maximal_sets_that_meet() {
        let intervals = [
            interval(0, 2),
            interval(1, 4),
            interval(3, 6),
            interval(5, 8),
            interval(8, 9),
        ];
        let (count, ranges) = stretches(&intervals);
        assert_eq!(count, 4);
        assert_eq!(ranges, [[1, 1], [1, 2], [2, 3], [3, 3], [4, 4]]);
        let (count, ranges) = stretches(&[Interval::UNKNOWN, interval(0, 1), interval(1, 2)]);
        assert_eq!((count, ranges), (2, vec![[1, 2], [1, 1], [2, 2]]));
        assert_eq!(stretches(&[]), (0, Vec::new()));
    }

    #[test]
    fn denials_join_every_camp_that_they_do_not_contradict() {
        let id = ClaimId::from_index;
        let placed = [(id(0), [1, 1]), (id(1), [2, 2]), (id(2), [3, 3])];
        let camps = Camps::new(
            3,
            placed,
            vec![(id(3), vec![[2, 2]]), (id(4), vec![[1, 2], [3, 3]])],
        );
        assert_eq!(camps.count, 4);
        let told: Vec<(Vec<Range>, usize)> = camps
            .places
            .iter()
            .map(|place| (place.camps.clone(), place.claims[0].index()))
            .collect();
        assert_eq!(
            told,
            [
                (vec![[1, 1]], 0),
                (vec![[2, 2]], 1),
                (vec![[3, 3]], 2),
                (vec![[4, 4]], 4),
                (vec![[1, 1], [3, 4]], 3),
            ]
        );
    }
}
