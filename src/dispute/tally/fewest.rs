//! The fewest payments that can hold tellings of one amount by one teller.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::dispute::meet::Days;

/// Returns the fewest payments that hold all tellings, each on some day of its days.
///
/// Those of named occasions are a payment each, and may hold others. Of the others each needs a payment on one of its
/// days; taken by their last day, each that has none yet gets one as late as may be: the named one that ends first among
/// those it meets, which is there anyway, or else one more.
pub(super) fn fewest(named: &[Days], others: &[Days]) -> usize {
    let mut others = others.to_vec();
    others.sort_unstable_by_key(|days| (days.last, days.first));
    let mut named = named.to_vec();
    named.sort_unstable_by_key(|days| days.first);
    let mut payments = named.len();
    let mut begun = BinaryHeap::new();
    let mut named = named.into_iter().peekable();
    let mut latest: Option<i32> = None;
    for days in others {
        if latest.is_some_and(|latest| latest >= days.first) {
            continue;
        }
        while let Some(named) = named.next_if(|named| named.first <= days.last) {
            begun.push(Reverse(named.last));
        }
        // What ended before holds none of those to come either: they begin later, or hold the day found here.
        while begun.peek().is_some_and(|Reverse(last)| *last < days.first) {
            begun.pop();
        }
        let day = match begun.pop() {
            Some(Reverse(last)) => last.min(days.last),
            None => {
                payments += 1;
                days.last
            }
        };
        latest = Some(day);
    }
    payments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<Days> {
        let days = text.split_whitespace().map(|days| {
            let (first, last) = days.split_once('-').expect("two days");
            let day = |day: &str| day.parse().expect("a day");
            Days {
                first: day(first),
                last: day(last),
            }
        });
        days.collect()
    }

    /// Returns the fewest by trying every day for every named one.
    fn tried(named: &[Days], others: &[Days], held: &mut Vec<i32>) -> usize {
        let Some((first, rest)) = named.split_first() else {
            let mut left: Vec<Days> = others
                .iter()
                .filter(|days| {
                    !held
                        .iter()
                        .any(|day| (days.first..=days.last).contains(day))
                })
                .copied()
                .collect();
            left.sort_unstable_by_key(|days| days.last);
            let (mut more, mut latest) = (0, i32::MIN);
            for days in left {
                if days.first > latest {
                    (more, latest) = (more + 1, days.last);
                }
            }
            return more;
        };
        let fewest = (first.first..=first.last).map(|day| {
            held.push(day);
            let fewest = tried(rest, others, held);
            held.pop();
            fewest + 1
        });
        fewest.min().expect("a day")
    }

    #[test]
    fn wide_dates_hold_narrow_ones() {
        let of = |named: &str, others: &str| fewest(&days(named), &days(others));
        assert_eq!(of("", ""), 0);
        assert_eq!(of("", "1-1 1-1"), 1);
        assert_eq!(of("", "1-31 50-50 0-100"), 2);
        assert_eq!(of("1-1 1-1", "32-32"), 3);
        assert_eq!(of("1-1 1-1", "1-32"), 2);
        assert_eq!(of("1-12", "1-1 12-12"), 2);
    }

    #[test]
    fn no_other_days_need_fewer() {
        // A linear congruential generator: numbers that look random, the same in every run.
        let mut seed = 1_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            ((seed >> 33) % most) as i32
        };
        for _ in 0..2_000 {
            let [mut named, mut others] = [3, 5].map(|most| {
                (0..next(most + 1))
                    .map(|_| {
                        let first = next(8);
                        Days {
                            first,
                            last: first + next(5),
                        }
                    })
                    .collect::<Vec<_>>()
            });
            assert_eq!(
                fewest(&named, &others),
                tried(&named, &others, &mut Vec::new()),
                "{named:?} {others:?}"
            );
            named.reverse();
            others.reverse();
            assert_eq!(
                fewest(&named, &others),
                tried(&named, &others, &mut Vec::new())
            );
        }
    }
}
