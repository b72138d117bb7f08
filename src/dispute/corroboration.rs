//! Which versions of one fact bear one another out.
//!
//! Of thousands of versions not every pair is looked at: claims are met in order of time, as far as they may hold on one
//! day, and of those under way the one is found whose amount meets theirs and that is of another origin.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rust_decimal::Decimal;

use super::Settings;
use super::meet::Days;
use super::pair::{Sort, Times, times};
use super::reaching::{Origin, Reaching, Tip};
use crate::model::{
    Case, Claim, ClaimId, Handle, Interval, LinkKind, Modality, Polarity, SourceId, Unit,
};

/// Up to so many versions every pair is looked at.
const FEW: usize = 24;

/// What it takes for one claim to bear another out, besides that both may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// They are two claims.
    Another,
    /// Their speakers differ.
    Elsewhere,
    /// They are of independent origin, and both or neither are judgements.
    Independent,
}

impl Bearing {
    /// Returns whether a claim bears out another that may hold with it.
    pub fn holds(self, case: &Case, a: ClaimId, b: ClaimId) -> bool {
        let [first, second] = [a, b].map(|id| case.claims.get(id));
        let is_opinion = |claim: &Claim| claim.modality == Modality::Opinion;
        let elsewhere = || case.speaker(&first) != case.speaker(&second);
        match self {
            Self::Another => a != b,
            Self::Elsewhere => elsewhere(),
            Self::Independent => {
                elsewhere()
                    && is_opinion(&first) == is_opinion(&second)
                    && is_independent(case, a, b)
            }
        }
    }

    /// Returns what a claim must differ in from one that bears it out.
    fn origin(self, case: &Case, id: ClaimId) -> Origin {
        let claim = case.claims.get(id);
        let speaker = || case.speaker(&claim).index();
        let origin = match self {
            Self::Another => [id.index(); 2],
            Self::Elsewhere => [speaker(), id.index()],
            // What two speakers say in one source comes through one source.
            Self::Independent => [speaker(), claim.source.index()],
        };
        origin.map(|index| index as u32)
    }
}

/// Returns whether neither claim's words come through the other, and neither only says the other again.
fn is_independent(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    let [first, second] = [a, b].map(|id| case.claims.get(id).source);
    let says_again = |a: ClaimId, b: ClaimId| {
        let mut links = case.claims.links(a).iter();
        links.any(|link| link.kind() == LinkKind::Restates && link.target == b)
    };
    !comes_through(case, first, second)
        && !comes_through(case, second, first)
        && !says_again(a, b)
        && !says_again(b, a)
}

/// Returns whether a source is another one or is reported in it, be it through others.
fn comes_through(case: &Case, inner: SourceId, outer: SourceId) -> bool {
    inner == outer
        || (case.sources.get(inner).reported_in.is_some() && case.chain(inner).contains(&outer))
}

/// Returns whether two versions of one fact may both hold as they are put.
pub(super) fn agree(case: &Case, settings: &Settings, a: ClaimId, b: ClaimId) -> bool {
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let amounts_meet = match (case.quantity(&first), case.quantity(&second)) {
        (Some(x), Some(y)) => {
            let [x_reach, y_reach] = [x, y].map(|quantity| settings.reach(&quantity));
            x.unit == y.unit && !x_reach.is_disjoint(y_reach)
        }
        (None, None) => true,
        _ => false,
    };
    amounts_meet
        && first.polarity == second.polarity
        && Sort::of(&first) == Sort::of(&second)
        && times(case, &first, &second) != Times::Apart
}

/// Returns the versions of one fact that some other bears out, in order.
pub(super) fn borne_out(
    case: &Case,
    settings: &Settings,
    versions: &[ClaimId],
    bearing: Bearing,
) -> Vec<ClaimId> {
    let mut members: Vec<Member> = versions
        .iter()
        .map(|id| Member::of(case, settings, *id, bearing))
        .collect();
    if members.len() <= FEW {
        return pair_by_pair(case, &members, bearing);
    }
    members.sort_by_key(|member| member.put);
    let borne_out = members
        .chunk_by(|a, b| a.put == b.put)
        .flat_map(|members| Alike::new(members).borne_out(case, bearing));
    let mut borne_out: Vec<ClaimId> = borne_out.collect();
    borne_out.sort_unstable();
    borne_out
}

fn pair_by_pair(case: &Case, members: &[Member], bearing: Bearing) -> Vec<ClaimId> {
    let mut is_borne_out = [false; FEW];
    for (place, member) in members.iter().enumerate() {
        for (other_place, other) in members.iter().enumerate().skip(place + 1) {
            let is_known = is_borne_out[place] && is_borne_out[other_place];
            if !is_known && member.may_hold_with(other) && bearing.holds(case, member.id, other.id)
            {
                is_borne_out[place] = true;
                is_borne_out[other_place] = true;
            }
        }
    }
    let members = members.iter().zip(is_borne_out);
    members
        .filter_map(|(member, is_borne_out)| is_borne_out.then_some(member.id))
        .collect()
}

/// One version, as far as it decides whether another may hold with it.
#[derive(Debug, Clone, Copy)]
struct Member {
    id: ClaimId,
    put: Put,
    reach: Interval,
    days: Days,
    origin: Origin,
}

/// What versions must share, time and amount apart.
type Put = (Polarity, Sort, Option<Unit>, bool);

impl Member {
    fn of(case: &Case, settings: &Settings, id: ClaimId, bearing: Bearing) -> Self {
        let claim = case.claims.get(id);
        let quantity = case.quantity(&claim);
        let is_opinion = claim.modality == Modality::Opinion;
        let unit = quantity.map(|quantity| quantity.unit);
        Self {
            id,
            put: (
                claim.polarity,
                Sort::of(&claim),
                unit,
                is_opinion && bearing == Bearing::Independent,
            ),
            reach: quantity.map_or(Interval::UNKNOWN, |quantity| settings.reach(&quantity)),
            days: case.when(&claim).map_or(Days::ALL, Days::of),
            origin: bearing.origin(case, id),
        }
    }

    /// Returns whether another version may hold with it and is of another origin, as far as is known here.
    fn may_hold_with(&self, other: &Self) -> bool {
        self.put == other.put
            && self.origin[0] != other.origin[0]
            && self.origin[1] != other.origin[1]
            && self.days.first <= other.days.last
            && other.days.first <= self.days.last
            && !self.reach.is_disjoint(other.reach)
    }
}

/// Versions that are put alike, in the order of where their amounts begin, with the ends of these by rank.
struct Alike {
    members: Vec<Member>,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Alike {
    fn new(members: &[Member]) -> Self {
        let mut values: Vec<(Decimal, i8)> = members
            .iter()
            .flat_map(|m| edges(m.reach))
            .flatten()
            .collect();
        values.sort_unstable();
        values.dedup();
        // 0 is before every stretch, 1 where those begin that nothing bounds from below.
        let rank = |edge: &(Decimal, i8)| values.partition_point(|value| value < edge) as u32 + 2;
        let mut ranked: Vec<(u32, u32, Member)> = members
            .iter()
            .map(|member| {
                let [start, end] = edges(member.reach);
                let start = start.as_ref().map_or(1, rank);
                (start, end.as_ref().map_or(u32::MAX, rank), *member)
            })
            .collect();
        ranked.sort_by_key(|(start, _, member)| (*start, member.id));
        Self {
            starts: ranked.iter().map(|(start, ..)| *start).collect(),
            ends: ranked.iter().map(|(_, end, _)| *end).collect(),
            members: ranked.into_iter().map(|(.., member)| member).collect(),
        }
    }

    /// Returns the versions that another bears out, met in the order in which they begin to hold.
    fn borne_out(&self, case: &Case, bearing: Bearing) -> Vec<ClaimId> {
        let days = |place: usize| self.members[place].days;
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_unstable_by_key(|place| (days(*place).first, *place));
        let mut is_borne_out = vec![false; self.members.len()];
        let mut under_way = Reaching::new(self.members.len());
        let mut still_alone = Reaching::new(self.members.len());
        let mut ends = BinaryHeap::new();
        for place in order {
            while let Some(Reverse((last, ended))) = ends.peek().copied() {
                if last >= days(place).first {
                    break;
                }
                ends.pop();
                under_way.set(ended, None);
                still_alone.set(ended, None);
            }
            let Member { id, origin, .. } = self.members[place];
            let before = self
                .starts
                .partition_point(|start| *start <= self.ends[place]);
            let from = Tip {
                end: self.starts[place],
                origin,
            };
            let accept = |other: usize| bearing.holds(case, id, self.members[other].id);
            // It bears out every one that was alone up to now, and none of these again.
            while let Some(other) = still_alone.find(before, from, &accept) {
                still_alone.set(other, None);
                is_borne_out[other] = true;
                is_borne_out[place] = true;
            }
            is_borne_out[place] =
                is_borne_out[place] || under_way.find(before, from, &accept).is_some();
            let tip = Tip {
                end: self.ends[place],
                origin,
            };
            under_way.set(place, Some(tip));
            still_alone.set(place, Some(tip).filter(|_| !is_borne_out[place]));
            ends.push(Reverse((days(place).last, place)));
        }
        let members = self.members.iter().zip(is_borne_out);
        members
            .filter_map(|(member, is_borne_out)| is_borne_out.then_some(member.id))
            .collect()
    }
}

/// Returns the ends of an interval so that they compare as they meet: what an open end leaves out lies beyond it.
fn edges(reach: Interval) -> [Option<(Decimal, i8)>; 2] {
    let start = reach.min().map(|min| (min.value, i8::from(!min.inclusive)));
    let end = reach
        .max()
        .map(|max| (max.value, -i8::from(!max.inclusive)));
    [start, end]
}
