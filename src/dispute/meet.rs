//! Which claims of a group may hold at the same time and speak against one another, found in one pass over their days.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::{Findings, Rule};
use crate::model::{Case, ClaimId, Day, When};

/// The most contradictions of one group that are listed pair by pair.
const MOST: usize = 1_000;

/// A claim of a group: the days it may hold on, and what tells it from the others it may contradict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<K> {
    pub id: ClaimId,
    pub key: K,
    days: Days,
}

impl<K> Member<K> {
    /// Returns the member that a claim is.
    pub fn new(case: &Case, id: ClaimId, key: K) -> Self {
        let days = case.when(&case.claims.get(id)).map_or(Days::ALL, Days::of);
        Self { id, key, days }
    }

    /// Returns the member that a version of a fact is: one of a named occasion meets every other of it, whatever the
    /// dates.
    pub fn version(case: &Case, id: ClaimId, key: K) -> Self {
        match case.claims.get(id).occasion {
            Some(_) => Self {
                id,
                key,
                days: Days::ALL,
            },
            None => Self::new(case, id, key),
        }
    }
}

/// The claims under way on some day, by key.
pub(super) type UnderWay<K> = BTreeMap<K, BTreeSet<ClaimId>>;

/// What claims that are met are handed to, which may have had enough.
pub(super) type Visit<'v> = &'v mut dyn FnMut(ClaimId) -> ControlFlow<()>;

/// Pairs of claims of one group.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Each pair in the order of the data.
    pub pairs: BTreeSet<[ClaimId; 2]>,
    /// Whether there were too many to list, and each claim has a pair or two only.
    pub thinned: bool,
}

impl Pairs {
    /// Finds every pair of members that meet in time and speak against each other.
    ///
    /// `against` is given a member and those under way, and visits those among them that it speaks against. Where there
    /// are more than a thousand pairs, each member that has some is left with one or two.
    pub fn of<K: Ord + Copy>(
        members: &[Member<K>],
        against: impl Fn(&Member<K>, &UnderWay<K>, Visit<'_>) -> ControlFlow<()>,
    ) -> Self {
        let mut pairs = BTreeSet::new();
        let outcome = sweep(
            members,
            |days| days,
            |member, under_way| {
                against(member, under_way, &mut |other| {
                    pairs.insert(ordered(member.id, other));
                    if pairs.len() > MOST {
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })
            },
        );
        let thinned = outcome.is_break();
        if thinned {
            pairs.clear();
            // A member meets those before it in one pass and those after it in the other.
            for direction in [|days| days, Days::backwards] {
                let _ = sweep(members, direction, |member, under_way| {
                    let _ = against(member, under_way, &mut |other| {
                        pairs.insert(ordered(member.id, other));
                        ControlFlow::Break(())
                    });
                    ControlFlow::Continue(())
                });
            }
        }
        Self { pairs, thinned }
    }

    /// Returns these pairs and others.
    pub fn and(mut self, other: Self) -> Self {
        self.pairs.extend(other.pairs);
        self.thinned |= other.thinned;
        self
    }
}

impl Findings {
    /// Notes of a group of claims that not every contradiction of theirs is listed.
    pub(super) fn thinned(&mut self, rule: Rule, pairs: &Pairs) {
        if let (true, Some([a, b])) = (pairs.thinned, pairs.pairs.first()) {
            let reason = format!(
                "these and others like them make more than {MOST} pairs, of which each claim is listed in one or two"
            );
            self.skip(rule, *a, *b, || reason);
        }
    }
}

/// Visits every claim under way.
pub(super) fn every<K: Ord + Copy>(
    _: &Member<K>,
    under_way: &UnderWay<K>,
    visit: Visit<'_>,
) -> ControlFlow<()> {
    under_way.values().flatten().copied().try_for_each(visit)
}

/// Visits the claims under way whose key differs from a member's.
pub(super) fn others<K: Ord + Copy>(
    member: &Member<K>,
    under_way: &UnderWay<K>,
    visit: Visit<'_>,
) -> ControlFlow<()> {
    let others = under_way.iter().filter(|(key, _)| **key != member.key);
    others
        .flat_map(|(_, claims)| claims)
        .copied()
        .try_for_each(visit)
}

/// Returns whether two claims are of two named occasions, which never contradict.
pub(super) fn two_occasions(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    let [a, b] = [a, b].map(|id| case.claims.get(id).occasion);
    a.is_some() && b.is_some() && a != b
}

fn ordered(a: ClaimId, b: ClaimId) -> [ClaimId; 2] {
    [a.min(b), a.max(b)]
}

/// Calls `meet` on each member with those that began before it and have not ended.
fn sweep<K: Ord + Copy>(
    members: &[Member<K>],
    direction: fn(Days) -> Days,
    mut meet: impl FnMut(&Member<K>, &UnderWay<K>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut members: Vec<Member<K>> = members.to_vec();
    for member in &mut members {
        member.days = direction(member.days);
    }
    members.sort_unstable_by_key(|member| (member.days.first, member.id));
    let mut under_way = UnderWay::new();
    let mut ends = BTreeSet::new();
    for member in members {
        while let Some((last, key, id)) = ends.first().copied() {
            if last >= member.days.first {
                break;
            }
            ends.pop_first();
            leave(&mut under_way, key, id);
        }
        meet(&member, &under_way)?;
        ends.insert((member.days.last, member.key, member.id));
        under_way.entry(member.key).or_default().insert(member.id);
    }
    ControlFlow::Continue(())
}

fn leave<K: Ord>(under_way: &mut UnderWay<K>, key: K, id: ClaimId) {
    if let Some(claims) = under_way.get_mut(&key) {
        claims.remove(&id);
        if claims.is_empty() {
            under_way.remove(&key);
        }
    }
}

/// Days as numbers in their order, so that they can be taken backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub first: i32,
    pub last: i32,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self {
        first: i32::MIN + 1,
        last: i32::MAX,
    };

    /// Returns the days that a date may cover.
    pub fn of(when: &When) -> Self {
        let (first, last) = when.sort_key();
        Self::between(first, last)
    }

    /// Returns the days that a date may mean, as far as `~`, `?`, seasons and zones reach.
    pub fn reached(when: &When) -> Self {
        let [first, last] = when.reach();
        Self::between(first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX))
    }

    fn between(first: Day, last: Day) -> Self {
        let number = |day: Day| {
            i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
        };
        Self {
            first: number(first),
            last: number(last),
        }
    }

    fn backwards(self) -> Self {
        Self {
            first: -self.last,
            last: -self.first,
        }
    }
}
