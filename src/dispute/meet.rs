//! Which claims of a group may hold at the same time and speak against one another, found by a sweep over their days.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{ControlFlow, Range};

use super::facts::union::Union;
use super::pair::doubt;
use super::search::{Focus, Side};
use super::{Certainty, Context, Findings, Rule};
use crate::model::{Case, ClaimId, ClaimKind, Day, EntityId, Handle, When};

/// A claim of a group: the days it may hold on, and what tells it from the others it may contradict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<K> {
    pub id: ClaimId,
    pub key: K,
    days: Days,
    cells: Cells,
}

/// The cells of a group that a claim is in; the claims of one cell meet whatever their dates. 0 is none.
pub(super) type Cells = [u64; 2];

impl<K> Member<K> {
    /// Returns the member that a claim is; claims of one occasion or of one exact day meet.
    pub fn new(case: &Case, id: ClaimId, key: K) -> Self {
        let claim = case.claims.get(id);
        let occasion = claim
            .occasion
            .map_or(0, |name| 1 << 32 | name.index() as u64);
        let day = case.when(&claim).and_then(When::day);
        let day = day.map_or(0, |day| {
            let Days { first, .. } = Days::of_day(day);
            2 << 32 | u64::from(first.cast_unsigned())
        });
        Self {
            id,
            key,
            days: case.when(&claim).map_or(Days::ALL, Days::reached),
            cells: [occasion, day],
        }
    }

    /// Returns the member that a version of a fact is: payments and events of one core meet.
    pub fn version(case: &Case, id: ClaimId, core: u32, key: K) -> Self {
        let claim = case.claims.get(id);
        let member = Self::new(case, id, key);
        match case.predicate(&claim).kind {
            ClaimKind::Payment | ClaimKind::Event => Self {
                cells: [3 << 32 | u64::from(core), 0],
                ..member
            },
            _ => member,
        }
    }

    /// Returns the same member under another key.
    pub fn under(self, key: K) -> Self {
        Self { key, ..self }
    }

    /// Returns the member that meets every other one.
    pub fn timeless(id: ClaimId, key: K) -> Self {
        Self {
            id,
            key,
            days: Days::ALL,
            cells: [0; 2],
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
    /// are too many pairs, each member that has some is left with one or two; one that has any in a cell of its own,
    /// with one there, and one that has any of its own speaker's, with one of these.
    pub fn of<K: Ord + Copy>(
        context: &Context<'_>,
        members: &[Member<K>],
        against: impl Fn(&Member<K>, &UnderWay<K>, Visit<'_>) -> ControlFlow<()>,
    ) -> Self {
        let case = context.graph.case();
        let focus = context.sought.focus;
        let group = Group::of(case, focus, members);
        let mut found = group.pairs(&against);
        if found.thinned && focus == Focus::Anyone {
            let mut by_speaker: Vec<(EntityId, usize)> = members
                .iter()
                .map(|member| case.speaker(&case.claims.get(member.id)))
                .zip(0..)
                .collect();
            by_speaker.sort_unstable();
            for own in by_speaker.chunk_by(|a, b| a.0 == b.0) {
                if own.len() > 1 && own.len() < members.len() {
                    let own: Vec<Member<K>> =
                        own.iter().map(|(_, place)| members[*place]).collect();
                    found = found.and(Group::of(case, focus, &own).pairs(&against));
                }
            }
        }
        found
    }

    /// Returns these pairs and others.
    pub fn and(mut self, other: Self) -> Self {
        self.pairs.extend(other.pairs);
        self.thinned |= other.thinned;
        self
    }
}

/// The members of a group that are held against one another, each on its side.
struct Group<K> {
    focus: Focus,
    members: Vec<(Side, Member<K>)>,
}

impl<K: Ord + Copy> Group<K> {
    fn of(case: &Case, focus: Focus, members: &[Member<K>]) -> Self {
        let sided = |member: &Member<K>| Some((focus.side(case, member.id)?, *member));
        Self {
            focus,
            members: members.iter().filter_map(sided).collect(),
        }
    }

    /// Finds the pairs within each cell, whatever the dates, and those whose days meet.
    fn pairs(&self, against: &Against<'_, K>) -> Pairs {
        let mut found = Pairs::default();
        for of in 0..2 {
            let celled = self.members.iter();
            let mut celled: Vec<(Side, Member<K>)> = celled
                .filter(|(_, member)| member.cells[of] != 0)
                .copied()
                .collect();
            for (_, member) in &mut celled {
                member.days = Days::ALL;
            }
            celled.sort_unstable_by_key(|(_, member)| (member.cells[of], member.id));
            for cell in celled.chunk_by(|a, b| a.1.cells[of] == b.1.cells[of]) {
                let in_cell = self.sweep_once(cell.to_vec(), against);
                if cell.len() == self.members.len() {
                    return in_cell;
                }
                found = found.and(in_cell);
            }
        }
        found.and(self.sweep_once(self.members.clone(), against))
    }

    /// Finds the pairs of members whose days meet; of too many, at least one for each that has any.
    fn sweep_once(&self, mut members: Vec<(Side, Member<K>)>, against: &Against<'_, K>) -> Pairs {
        let mut pairs = BTreeSet::new();
        let [_, _, ..] = members[..] else {
            return Pairs::default();
        };
        members.sort_unstable_by_key(|(_, member)| (member.days.first, member.id));
        let outcome = self.sweep(&members, |member, under_way| {
            against(member, under_way, &mut |other| {
                pairs.insert(ordered(member.id, other));
                match pairs.len() > self.focus.most() {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                }
            })
        });
        let thinned = outcome.is_break();
        if thinned {
            pairs.clear();
            let _ = self.sweep(&members, |member, under_way| {
                let _ = against(member, under_way, &mut |other| {
                    pairs.insert(ordered(member.id, other));
                    ControlFlow::Break(())
                });
                ControlFlow::Continue(())
            });
            self.later(&members, against, &mut pairs);
        }
        Pairs { pairs, thinned }
    }

    /// Calls `meet` on each member with those it faces that began before it and have not ended.
    fn sweep(
        &self,
        members: &[(Side, Member<K>)],
        mut meet: impl FnMut(&Member<K>, &UnderWay<K>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut under_way = [UnderWay::new(), UnderWay::new()];
        let mut ends = BTreeSet::new();
        for (side, member) in members {
            while let Some((last, side, key, id)) = ends.first().copied() {
                if last >= member.days.first {
                    break;
                }
                ends.pop_first();
                leave(&mut under_way[side as usize], key, id);
            }
            for other in self.focus.faces(*side) {
                meet(member, &under_way[*other as usize])?;
            }
            ends.insert((member.days.last, *side, member.key, member.id));
            let own = under_way[*side as usize].entry(member.key).or_default();
            own.insert(member.id);
        }
        ControlFlow::Continue(())
    }

    /// Adds a pair for each member without one that speaks against a member that begins after it.
    fn later(
        &self,
        members: &[(Side, Member<K>)],
        against: &Against<'_, K>,
        pairs: &mut BTreeSet<[ClaimId; 2]>,
    ) {
        let paired: BTreeSet<ClaimId> = pairs.iter().flatten().copied().collect();
        let alone = (0..members.len()).filter(|place| !paired.contains(&members[*place].1.id));
        let asked = alone.map(|place| {
            let last = members[place].1.days.last;
            let end = members.partition_point(|(_, member)| member.days.first <= last);
            (place, place + 1..end)
        });
        let asked: Vec<(usize, Range<usize>)> =
            asked.filter(|(_, later)| !later.is_empty()).collect();
        self.later_within(members, 0..members.len(), asked, against, pairs);
    }

    /// Answers for the members that ask about a stretch of others: at once where it is asked for whole, or by its halves.
    fn later_within(
        &self,
        members: &[(Side, Member<K>)],
        stretch: Range<usize>,
        asked: Vec<(usize, Range<usize>)>,
        against: &Against<'_, K>,
        pairs: &mut BTreeSet<[ClaimId; 2]>,
    ) {
        let holds = |later: &Range<usize>| later.start <= stretch.start && stretch.end <= later.end;
        let (whole, in_part): (Vec<_>, Vec<_>) =
            asked.into_iter().partition(|(_, later)| holds(later));
        if !whole.is_empty() {
            let mut met = [UnderWay::new(), UnderWay::new()];
            for (side, member) in &members[stretch.clone()] {
                let own = met[*side as usize].entry(member.key).or_default();
                own.insert(member.id);
            }
            for (place, _) in whole {
                let (side, member) = &members[place];
                for other in self.focus.faces(*side) {
                    let _ = against(member, &met[*other as usize], &mut |other| {
                        pairs.insert(ordered(member.id, other));
                        ControlFlow::Break(())
                    });
                }
            }
        }
        if in_part.is_empty() {
            return;
        }
        let middle = stretch.start.midpoint(stretch.end);
        for half in [stretch.start..middle, middle..stretch.end] {
            let meets = |later: &Range<usize>| later.start < half.end && half.start < later.end;
            let asked: Vec<_> = in_part
                .iter()
                .filter(|(_, later)| meets(later))
                .cloned()
                .collect();
            self.later_within(members, half, asked, against, pairs);
        }
    }
}

/// Visits those of the claims under way that a member speaks against.
type Against<'a, K> = dyn Fn(&Member<K>, &UnderWay<K>, Visit<'_>) -> ControlFlow<()> + 'a;

fn leave<K: Ord>(under_way: &mut UnderWay<K>, key: K, id: ClaimId) {
    if let Some(claims) = under_way.get_mut(&key) {
        claims.remove(&id);
        if claims.is_empty() {
            under_way.remove(&key);
        }
    }
}

impl Findings {
    /// Notes of a group of claims that not every contradiction of theirs is listed.
    pub(super) fn thinned(&mut self, pairs: &Pairs) {
        self.thinned |= pairs.thinned;
    }

    /// Notes of a group of claims that not every comparison that could not be made is listed.
    pub(super) fn thinned_skips(&mut self, rule: Rule, pairs: &Pairs) {
        if let (true, Some([a, b])) = (pairs.thinned, pairs.pairs.first()) {
            let most = Focus::Anyone.most();
            let reason = format!(
                "these and others like them make more than {most} pairs, of which each claim is listed in one or two"
            );
            self.skip(rule, *a, *b, || reason);
        }
    }
}

/// Two claims that contradict each other, by a rule, as surely as the data makes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contradiction {
    pub rule: Rule,
    pub certainty: Certainty,
    pub claims: [ClaimId; 2],
}

impl Contradiction {
    /// Returns the contradiction of two versions of one thing.
    pub fn of(case: &Case, rule: Rule, claims: [ClaimId; 2], is_one: bool) -> Self {
        let [a, b] = claims.map(|id| case.claims.get(id));
        Self {
            rule,
            certainty: doubt(case, &a, &b, is_one).certainty(),
            claims,
        }
    }
}

/// Numbers the members of a group so that those are in one part that meet, directly or through others.
pub(super) fn parts<K>(members: &[Member<K>]) -> Vec<u32> {
    let mut union = Union::new(members.len());
    let mut order: Vec<u32> = (0..members.len() as u32).collect();
    order.sort_unstable_by_key(|place| (members[*place as usize].days.first, *place));
    let mut before: Option<(u32, i32)> = None;
    for place in &order {
        let days = members[*place as usize].days;
        before = match before {
            Some((other, last)) if days.first <= last => {
                union.join(other, *place);
                Some((*place, last.max(days.last)))
            }
            _ => Some((*place, days.last)),
        };
    }
    for of in 0..2 {
        let cell = |place: &u32| members[*place as usize].cells[of];
        order.sort_unstable_by_key(|place| (cell(place), *place));
        for pair in order.windows(2) {
            if cell(&pair[0]) != 0 && cell(&pair[0]) == cell(&pair[1]) {
                union.join(pair[0], pair[1]);
            }
        }
    }
    union.firsts()
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

fn ordered(a: ClaimId, b: ClaimId) -> [ClaimId; 2] {
    [a.min(b), a.max(b)]
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

    /// Returns the days that a date may mean, as far as `~`, `?`, seasons and zones reach.
    pub fn reached(when: &When) -> Self {
        let [first, last] = when.reach();
        Self {
            first: first.map_or(Self::ALL.first, number),
            last: last.map_or(Self::ALL.last, number),
        }
    }

    fn of_day(day: Day) -> Self {
        let number = number(day);
        Self {
            first: number,
            last: number,
        }
    }
}

fn number(day: Day) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}
