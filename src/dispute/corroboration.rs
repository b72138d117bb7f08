//! Which versions of one fact say the same, and which of them bear one another out.
//!
//! Of thousands of versions not every pair is looked at: those whose amounts are written alike are taken together, and of
//! two such groups that say the same the claims are met in order of time, where the one is found that is of another
//! origin.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::amount::Alike;
use super::facts::{Basis, Fact};
use super::meet::Days;
use super::pair::{meet, share_occasion};
use super::reaching::{Origin, Reaching, Tip};
use super::restated::Restated;
use super::{Settings, Verdict};
use crate::model::{
    Case, Claim, ClaimId, Handle, Modality, ModalitySort, Polarity, Quantity, SourceId,
};

/// Up to so many versions every pair is looked at.
const FEW: usize = 24;

/// What it takes for one claim to bear another out, besides that it says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// They are two claims.
    Another,
    /// Their speakers differ.
    Elsewhere,
    /// They are of independent origin, both or neither are judgements, and what is only alleged bears out no assertion.
    Independent,
}

/// What bearing out is decided by.
#[derive(Clone, Copy)]
pub(super) struct Weighing<'w> {
    pub case: &'w Case,
    pub settings: &'w Settings,
    pub restated: &'w Restated,
    pub bearing: Bearing,
}

impl Weighing<'_> {
    /// Returns whether a claim is borne out by another that says the same.
    pub fn holds(&self, id: ClaimId, other: ClaimId) -> bool {
        let [first, second] = [id, other].map(|id| self.case.claims.get(id));
        self.origins_differ(id, other)
            && (self.bearing != Bearing::Independent
                || may_rest_on(first.modality, second.modality))
    }

    fn origins_differ(&self, a: ClaimId, b: ClaimId) -> bool {
        let [first, second] = [a, b].map(|id| self.case.claims.get(id));
        let elsewhere = || self.case.speaker(&first) != self.case.speaker(&second);
        match self.bearing {
            Bearing::Another => a != b,
            Bearing::Elsewhere => elsewhere(),
            Bearing::Independent => {
                elsewhere()
                    && self.restated.first(a) != self.restated.first(b)
                    && !is_above(self.case, &first, &second)
                    && !is_above(self.case, &second, &first)
            }
        }
    }

    /// Returns what a claim must differ in from one that bears it out.
    fn origin(&self, id: ClaimId) -> Origin {
        let claim = self.case.claims.get(id);
        let speaker = || self.case.speaker(&claim).index();
        let origin = match self.bearing {
            Bearing::Another => [id.index(); 2],
            Bearing::Elsewhere => [speaker(), id.index()],
            Bearing::Independent => [speaker(), self.restated.first(id).index()],
        };
        origin.map(|index| index as u32)
    }

    /// Returns the versions of one fact that some other bears out, in order.
    pub fn borne_out(&self, fact: Fact<'_>) -> Vec<ClaimId> {
        let versions = fact.versions.iter().zip(fact.cores);
        let mut versions: Vec<(u32, ClaimId)> = versions.map(|(id, core)| (*core, *id)).collect();
        let mut borne_out = Vec::new();
        let pairs_otherwise = fact.basis == Basis::PairedOtherwise;
        if versions.len() <= FEW {
            let ids = fact.versions.iter().copied();
            borne_out.extend(ids.filter(|id| {
                let mut others = fact.versions.iter();
                others.any(|other| {
                    fact.may_bear_out(*id, *other)
                        && self.holds(*id, *other)
                        && verdict(self.case, self.settings, fact, *id, *other)
                            == Some(Verdict::Same)
                })
            }));
            return borne_out;
        }
        let days = |id: ClaimId| {
            let when = self.case.when(&self.case.claims.get(id));
            when.map_or(Days::ALL, Days::reached)
        };
        versions.sort_unstable();
        let is_one = |core: &[(u32, ClaimId)]| self.meets_anyway(core[0].1);
        for core in versions.chunk_by(|a, b| a.0 == b.0) {
            if core.len() > 1 && is_one(core) {
                let has_amount = |id: ClaimId| self.case.claims.get(id).quantity.is_some();
                let members = core.iter().map(|(_, id)| {
                    let days = match has_amount(*id) {
                        true => Days::ALL,
                        false => days(*id),
                    };
                    self.member(*id, days)
                });
                self.among(members.collect(), &mut borne_out);
            }
        }
        if !pairs_otherwise {
            let members = versions.iter().map(|(_, id)| self.member(*id, days(*id)));
            self.among(members.collect(), &mut borne_out);
        }
        borne_out.sort_unstable();
        borne_out.dedup();
        borne_out
    }

    /// Returns whether the versions of a claim's core meet whatever their dates.
    fn meets_anyway(&self, id: ClaimId) -> bool {
        let claim = self.case.claims.get(id);
        !self.case.predicate(&claim).kind.is_state() || claim.occasion.is_some()
    }

    fn member(&self, id: ClaimId, days: Days) -> Member {
        let claim = self.case.claims.get(id);
        let quantity = self.case.quantity(&claim);
        let is_of =
            |modality: Modality| self.bearing == Bearing::Independent && claim.modality == modality;
        Member {
            id,
            put: Put {
                polarity: claim.polarity,
                sort: claim.modality.sort(),
                modality: quantity.is_none().then_some(claim.modality),
                is_opinion: is_of(Modality::Opinion),
            },
            amount: quantity.as_ref().and_then(Alike::of),
            says_something: quantity.is_none_or(|quantity| Alike::of(&quantity).is_some()),
            is_alleged: is_of(Modality::Alleged),
            days,
            origin: self.origin(id),
        }
    }

    /// Adds the members that some other bears out.
    fn among(&self, members: Vec<Member>, borne_out: &mut Vec<ClaimId>) {
        let mut classes = BTreeMap::<(Put, Option<Alike>, bool), Vec<Member>>::new();
        for member in members.into_iter().filter(|member| member.says_something) {
            let class = (member.put, member.amount, member.is_alleged);
            classes.entry(class).or_default().push(member);
        }
        let mut found = BTreeSet::new();
        for ((put, amount, is_alleged), members) in &classes {
            self.meet(members, members, [true; 2], &mut found);
            let low = amount.map(|amount| *amount.window(self.settings).start());
            let high = amount.map(|amount| *amount.window(self.settings).end());
            let window = (*put, low, false)..=(*put, high, true);
            let near = classes
                .range(window)
                .filter(|((_, other, other_alleged), _)| {
                    // Each two once.
                    (*other, *other_alleged) > (*amount, *is_alleged)
                });
            for ((_, other, other_alleged), others) in near {
                if self.are_same(
                    members[0].id,
                    others[0].id,
                    amount.is_some() && other.is_some(),
                ) {
                    let marks = [
                        *is_alleged || !*other_alleged,
                        *other_alleged || !*is_alleged,
                    ];
                    self.meet(members, others, marks, &mut found);
                }
            }
        }
        borne_out.extend(found);
    }

    fn are_same(&self, a: ClaimId, b: ClaimId, have_amounts: bool) -> bool {
        let quantity = |id: ClaimId| self.case.quantity(&self.case.claims.get(id));
        match (quantity(a), quantity(b)) {
            (Some(a), Some(b)) if have_amounts => self.settings.is_same(&a, &b),
            (None, None) => true,
            _ => false,
        }
    }

    /// Adds the members of two classes, or of one and the same, that one of the other bears out.
    fn meet(&self, a: &[Member], b: &[Member], marks: [bool; 2], found: &mut BTreeSet<ClaimId>) {
        let of_one = std::ptr::eq(a, b);
        let both = [a, b];
        if marks
            .iter()
            .zip(both)
            .all(|(mark, side)| !mark || side.iter().all(|member| found.contains(&member.id)))
        {
            return;
        }
        let sides = if of_one { 1 } else { 2 };
        let mut order: Vec<(i32, usize, usize)> = (0..sides)
            .flat_map(|side| {
                let members = both[side].iter().zip(0..);
                members.map(move |(member, place)| (member.days.first, side, place))
            })
            .collect();
        order.sort_unstable();
        let mut under_way: Vec<Reaching> = (0..sides)
            .map(|side| Reaching::new(both[side].len()))
            .collect();
        let mut still_alone: Vec<Reaching> = (0..sides)
            .map(|side| Reaching::new(both[side].len()))
            .collect();
        let mut ends: BinaryHeap<(Reverse<i32>, usize, usize)> = BinaryHeap::new();
        for (first, side, place) in order {
            while let Some((Reverse(last), ended_side, ended)) = ends.peek().copied() {
                if last >= first {
                    break;
                }
                ends.pop();
                under_way[ended_side].set(ended, None);
                still_alone[ended_side].set(ended, None);
            }
            let Member {
                id, origin, days, ..
            } = both[side][place];
            let other_side = sides - 1 - side;
            let others = both[other_side];
            let tip = Tip { end: 1, origin };
            let accept = |other: usize| self.origins_differ(id, others[other].id);
            // It bears out every one that was alone up to now, and none of these again.
            if marks[other_side] {
                while let Some(other) = still_alone[other_side].find(others.len(), tip, &accept) {
                    still_alone[other_side].set(other, None);
                    found.insert(others[other].id);
                    if marks[side] {
                        found.insert(id);
                    }
                }
            }
            if marks[side]
                && !found.contains(&id)
                && under_way[other_side]
                    .find(others.len(), tip, &accept)
                    .is_some()
            {
                found.insert(id);
            }
            under_way[side].set(place, Some(tip));
            let is_alone = marks[side] && !found.contains(&id);
            still_alone[side].set(place, Some(tip).filter(|_| is_alone));
            ends.push((Reverse(days.last), side, place));
        }
    }
}

/// Returns whether a claim put in one way may rest on one put in another: judgements on judgements alone, and assertions on
/// no allegation.
fn may_rest_on(modality: Modality, other: Modality) -> bool {
    let is_opinion = |modality: Modality| modality == Modality::Opinion;
    is_opinion(modality) == is_opinion(other)
        && (modality == Modality::Alleged || other != Modality::Alleged)
}

/// Returns whether the words of one claim come through the source of another: it is above the source of them, or tells of
/// them in its own voice. Two people whom one source quotes are two origins.
fn is_above(case: &Case, above: &Claim, below: &Claim) -> bool {
    if above.source == below.source {
        let maker = case.sources.get(above.source).maker;
        return case.speaker(above) == maker;
    }
    comes_through(case, below.source, above.source)
}

/// Returns whether a source is reported in another one, be it through others.
fn comes_through(case: &Case, inner: SourceId, outer: SourceId) -> bool {
    case.sources.get(inner).reported_in.is_some() && case.chain(inner).contains(&outer)
}

/// Returns how two versions of one fact stand to each other; nothing, where they cannot be compared: their units, their
/// times, or the sorts of modality differ.
pub(super) fn verdict(
    case: &Case,
    settings: &Settings,
    fact: Fact<'_>,
    a: ClaimId,
    b: ClaimId,
) -> Option<Verdict> {
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let is_state = case.predicate(&first).kind.is_state();
    let meets = match is_state {
        true => share_occasion(&first, &second),
        false => fact.is_one_for_certain(a, b),
    };
    if first.modality.sort() != second.modality.sort() || !(meets || meet(case, &first, &second)) {
        return None;
    }
    let amounts = [first, second].map(|claim| case.quantity(&claim));
    if first.polarity == second.polarity {
        let verdict = match amounts {
            [Some(x), Some(y)] => settings.verdict(&x, &y)?,
            // Where no amount is told, those who date an event differently do not say the same of it.
            [None, None] if first.modality == second.modality && meet(case, &first, &second) => {
                Verdict::Same
            }
            _ => Verdict::Compatible,
        };
        // Those who deny two amounts can both be right.
        let both_denied = first.polarity == Polarity::Denied;
        return Some(match verdict {
            Verdict::Contradictory if both_denied => Verdict::Compatible,
            verdict => verdict,
        });
    }
    let is_denied = |claim: &Claim| claim.polarity == Polarity::Denied;
    let known = |quantity: Option<Quantity>| quantity.filter(|quantity| !quantity.is_unknown());
    let [denied, affirmed] = match is_denied(&first) {
        true => amounts,
        false => [amounts[1], amounts[0]],
    };
    Some(match (known(denied), known(affirmed)) {
        (None, _) => Verdict::Contradictory,
        (Some(denied), Some(affirmed)) if settings.is_same(&denied, &affirmed) => {
            Verdict::Contradictory
        }
        _ => Verdict::Compatible,
    })
}

/// A version, as far as it matters here.
#[derive(Debug, Clone, Copy)]
struct Member {
    id: ClaimId,
    put: Put,
    amount: Option<Alike>,
    /// It has no amount, or one that can be the same as another.
    says_something: bool,
    is_alleged: bool,
    days: Days,
    origin: Origin,
}

/// How a version is put: those that are put differently bear out nothing of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Put {
    polarity: Polarity,
    sort: ModalitySort,
    /// Of one that has no amount.
    modality: Option<Modality>,
    is_opinion: bool,
}
