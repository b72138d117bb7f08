//! The places of all fragments of a text together: text that was put in or moved shifts neighbours alike.
//!
//! The fragments, in the order in which they stood, are a chain. Each either stands at one of its places or is lost, and
//! the cheapest way through the chain is sought (Viterbi 1967): a change of shift from one fragment to the next costs
//! the more the closer they stood, and a lost fragment the more the less likely its words are to stand there by chance.
//! Costs are about bits of information.

/// A fragment in the chain.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The code point at which it stood.
    pub start: u32,
    /// The code points at which it stands now, in order.
    pub places: Vec<u32>,
    /// What it costs to take it for lost.
    pub lost: f32,
}

/// What the chain says of a fragment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Where it stands, if that is cheaper than its being lost.
    pub place: Option<u32>,
    /// By how much the next best place is dearer.
    pub margin: f32,
}

/// The most ways that are kept from one fragment to the next.
const WAYS: usize = 24;

/// How many fragments tell together which shifts are common among them.
const BLOCK: usize = 32;

/// The most shifts that a block tells.
const SHIFTS: usize = 12;

/// The most places of a fragment that speak for a shift.
const VOTING: usize = 256;

/// The most code points by which a place may lie beside a shift that others have.
const NEARBY: i64 = 64;

#[derive(Debug, Clone, Copy)]
struct Way {
    shift: i64,
    stands: bool,
    cost: f32,
}

/// Returns where each fragment stands, by all of them together; they are in order of their start.
pub(super) fn place(chain: &[Link]) -> Vec<Placed> {
    let forward = forward(chain);
    let mut onward: Vec<f32> = forward
        .last()
        .map_or_else(Vec::new, |ways| vec![0.0; ways.len()]);
    let mut placed = vec![
        Placed {
            place: None,
            margin: 0.0
        };
        chain.len()
    ];
    for number in (0..chain.len()).rev() {
        placed[number] = choose(&chain[number], &forward[number], &onward);
        let Some(before) = number.checked_sub(1) else {
            break;
        };
        let gap = chain[number].start - chain[before].start;
        let ways = forward[number].iter().zip(&onward);
        let on = ways.map(|(way, onward)| (way.shift, onward + own(&chain[number], *way)));
        let on: Vec<(i64, f32)> = on.collect();
        let least = |shift: i64| {
            let each = on
                .iter()
                .map(|(next, cost)| cost + change(next - shift, gap));
            each.fold(f32::INFINITY, f32::min)
        };
        onward = forward[before].iter().map(|way| least(way.shift)).collect();
    }
    placed
}

/// Returns the ways to every fragment, each with what the cheapest one to it costs.
fn forward(chain: &[Link]) -> Vec<Vec<Way>> {
    let mut all: Vec<Vec<Way>> = Vec::with_capacity(chain.len());
    let mut before = vec![Way {
        shift: 0,
        stands: true,
        cost: 0.0,
    }];
    let mut from = 0;
    let mut common = Vec::new();
    for (number, link) in chain.iter().enumerate() {
        if number.is_multiple_of(BLOCK) {
            common = common_shifts(chain, number);
        }
        let gap = link.start - from;
        let cost = |shift: i64| {
            let each = before
                .iter()
                .map(|way| way.cost + change(shift - way.shift, gap));
            each.fold(f32::INFINITY, f32::min)
        };
        let mut ways: Vec<Way> = shifts(link, &before, &common)
            .into_iter()
            .map(|shift| Way {
                shift,
                stands: true,
                cost: cost(shift),
            })
            .collect();
        ways.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.shift.cmp(&b.shift)));
        ways.truncate(WAYS);
        // A lost fragment goes on with the shift of the one before it, or with one that is common hereabouts.
        let mut lost: Vec<i64> = before.iter().take(8).map(|way| way.shift).collect();
        lost.extend(common.iter().take(4));
        lost.sort_unstable();
        lost.dedup();
        ways.extend(lost.into_iter().map(|shift| Way {
            shift,
            stands: false,
            cost: cost(shift) + link.lost,
        }));
        before.clone_from(&ways);
        before.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.shift.cmp(&b.shift)));
        from = link.start;
        all.push(ways);
    }
    all
}

/// Returns the shifts at which a fragment stands: those of others, those nearly so, and its own if it has few.
fn shifts(link: &Link, before: &[Way], common: &[i64]) -> Vec<i64> {
    let start = i64::from(link.start);
    let mut shifts = Vec::new();
    let others = before
        .iter()
        .map(|way| way.shift)
        .chain(common.iter().copied());
    for shift in others.chain([0]) {
        let wanted = u32::try_from((start + shift).max(0)).unwrap_or(u32::MAX);
        let after = link.places.partition_point(|place| *place < wanted);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        for place in near.filter_map(|at| link.places.get(at)) {
            let own = i64::from(*place) - start;
            if (own - shift).abs() <= NEARBY {
                shifts.push(own);
            }
        }
    }
    if link.places.len() <= WAYS {
        shifts.extend(link.places.iter().map(|place| i64::from(*place) - start));
    }
    shifts.sort_unstable();
    shifts.dedup();
    shifts
}

/// Returns the shifts that most of the fragments about a block could share.
fn common_shifts(chain: &[Link], block: usize) -> Vec<i64> {
    let about =
        &chain[block.saturating_sub(BLOCK / 2)..(block + BLOCK + BLOCK / 2).min(chain.len())];
    let mut votes: Vec<i64> = Vec::new();
    for link in about.iter().filter(|link| link.places.len() <= VOTING) {
        votes.extend(
            link.places
                .iter()
                .map(|place| i64::from(*place) - i64::from(link.start)),
        );
    }
    votes.sort_unstable();
    let mut counted: Vec<(usize, i64)> = Vec::new();
    for shift in votes {
        match counted.last_mut() {
            Some((number, last)) if *last == shift => *number += 1,
            _ => counted.push((1, shift)),
        }
    }
    counted.retain(|(number, _)| *number > 1);
    counted.sort_by_key(|(number, shift)| (std::cmp::Reverse(*number), shift.abs(), *shift));
    counted
        .into_iter()
        .take(SHIFTS)
        .map(|(_, shift)| shift)
        .collect()
}

/// Returns the best place of a fragment, and how much better it is.
fn choose(link: &Link, ways: &[Way], onward: &[f32]) -> Placed {
    let (mut best, mut second, mut lost) = (None::<(f32, i64)>, f32::INFINITY, f32::INFINITY);
    for (way, onward) in ways.iter().zip(onward) {
        let cost = way.cost + onward;
        if !way.stands {
            lost = lost.min(cost);
        } else if best.is_none_or(|(least, _)| cost < least) {
            second = best.map_or(second, |(least, _)| least);
            best = Some((cost, way.shift));
        } else {
            second = second.min(cost);
        }
    }
    let best = best.filter(|(cost, _)| *cost < lost);
    Placed {
        place: best.and_then(|(_, shift)| u32::try_from(i64::from(link.start) + shift).ok()),
        margin: best.map_or(0.0, |(cost, _)| second - cost),
    }
}

fn own(link: &Link, way: Way) -> f32 {
    if way.stands { 0.0 } else { link.lost }
}

/// Returns the cost of a difference in shift between two fragments, by the gap between them in code points.
fn change(difference: i64, gap: u32) -> f32 {
    if difference == 0 {
        return 0.0;
    }
    let bits = |number: f32| (1.0 + number).log2().min(12.0);
    9.0 + 0.5 * bits(difference.unsigned_abs() as f32) - 0.5 * bits(gap as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(chain: &[(u32, &[u32])]) -> Vec<Option<u32>> {
        let chain: Vec<Link> = chain
            .iter()
            .map(|(start, places)| Link {
                start: *start,
                places: places.to_vec(),
                lost: 9.0,
            })
            .collect();
        place(&chain)
            .iter()
            .map(|one| one.place.filter(|_| one.margin >= 3.0))
            .collect()
    }

    #[test]
    fn neighbours_agree_on_a_shift() {
        assert_eq!(
            placed(&[(10, &[50, 300]), (100, &[140, 700]), (150, &[20, 190])]),
            [Some(50), Some(140), Some(190)]
        );
    }

    #[test]
    fn a_paragraph_that_moved_keeps_together() {
        let chain: &[(u32, &[u32])] = &[
            (10, &[10]),
            (100, &[100]),
            (1000, &[5000, 40, 9000]),
            (1040, &[5040, 80, 200]),
            (1080, &[5080]),
            (2000, &[2000]),
        ];
        let chain: Vec<(u32, Vec<u32>)> = chain
            .iter()
            .map(|(start, places)| {
                let mut places = places.to_vec();
                places.sort_unstable();
                (*start, places)
            })
            .collect();
        let chain: Vec<(u32, &[u32])> = chain
            .iter()
            .map(|(start, places)| (*start, places.as_slice()))
            .collect();
        assert_eq!(placed(&chain)[2..5], [Some(5000), Some(5040), Some(5080)]);
    }

    #[test]
    fn one_far_from_its_neighbours_is_lost() {
        assert_eq!(
            placed(&[(10, &[10]), (14, &[60]), (18, &[18])]),
            [Some(10), None, Some(18)]
        );
    }

    #[test]
    fn equal_choices_are_told_by_their_margin() {
        assert_eq!(placed(&[(100, &[50, 150])]), [None]);
    }
}
