//! Which relations, events and figures of one key are one fact: rule 5.

use super::nearby::{Few, Nearby};
use super::told::Told;
use super::union::Union;
use super::{Basis, Numbered};

/// Numbers the facts of the claims of one key, some of which are one fact already: those that meet in time, directly or
/// through others, or whatever their times (`at_any_time`, figures).
///
/// Where several occasions are named, each is a fact, and a claim of none belongs to the only one that it meets.
pub(super) fn facts(told: &[Told], cores: &[u32], at_any_time: bool) -> Numbered {
    let mut union = Union::new(told.len());
    let mut occasions = Vec::new();
    let mut is_named = vec![false; told.len()];
    for (place, core) in (0_u32..).zip(cores) {
        union.join(place, *core);
        // What restates a claim of an occasion is of that occasion.
        is_named[*core as usize] |= told[place as usize].occasion.is_some();
        occasions.extend(told[place as usize].occasion);
    }
    let is_named = |place: u32| is_named[cores[place as usize] as usize];
    occasions.sort_unstable();
    occasions.dedup();
    let mut free: Vec<u32> = (0..told.len() as u32).collect();
    if occasions.len() > 1 {
        let days = |place: u32| told[place as usize].days;
        let stretches = (0..told.len() as u32).filter(|place| is_named(*place));
        let nearby = Nearby::of(stretches.map(|place| (days(place), place)));
        free.retain(|place| {
            if is_named(*place) {
                return false;
            }
            let unit = told[*place as usize].unit;
            let of_unit = |other: u32| !at_any_time || told[other as usize].unit == unit;
            let core = |other: u32| of_unit(other).then(|| cores[other as usize]);
            match nearby.few(days(*place), core) {
                Few::One(core) => {
                    union.join(core, *place);
                    false
                }
                Few::None | Few::Several => true,
            }
        });
    }
    meet(told, free, at_any_time, &mut union);
    let firsts = union.firsts();
    let mut numbered = Numbered::new(told.len());
    for (place, fact) in (0_u32..).zip(firsts) {
        numbered.put(place, cores[place as usize], fact);
        numbered.because(fact, Basis::State);
    }
    numbered
}

/// Joins claims that meet in time; figures of one unit whatever their times.
fn meet(told: &[Told], mut places: Vec<u32>, at_any_time: bool, union: &mut Union) {
    let of = |place: u32| &told[place as usize];
    if at_any_time {
        places.sort_unstable_by_key(|place| (of(*place).unit, *place));
        for pair in places.windows(2) {
            if of(pair[0]).unit == of(pair[1]).unit {
                union.join(pair[0], pair[1]);
            }
        }
        return;
    }
    places.sort_unstable_by_key(|place| (of(*place).days.first, *place));
    let mut before: Option<(u32, i32)> = None;
    for place in places {
        let days = of(place).days;
        before = match before {
            Some((other, last)) if days.first <= last => {
                union.join(other, place);
                Some((place, last.max(days.last)))
            }
            _ => Some((place, days.last)),
        };
    }
}
