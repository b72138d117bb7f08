//! How much money claims come to: the interval that holds the truth if every teller is truthful.
//!
//! The upper end takes every two payments for two that nothing makes one but occasions and restating; the lower end takes
//! tellings that may share a day for one, as far as no teller and no two occasions tell them apart.

mod fewest;

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::facts::{Teller, Told, Union};
use super::meet::Days;
use crate::model::{Bound, Case, ClaimId, Interval, Sum, TextId};
use fewest::fewest;

/// A claim that comes into a sum.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The claim.
    pub claim: ClaimId,
    /// The number of its core: claims of one core are one fact by occasions and restating.
    pub core: u32,
    /// The amounts it may mean, none below nothing.
    pub amount: Interval,
    /// The claims of the sum that are wholes it is a part of; it comes in through them.
    pub wholes: Vec<ClaimId>,
}

/// What claims of one key, currency and sort of modality come to that may share a day, directly or through others.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The claims that come in themselves, not through a whole, in the order in which they were given.
    pub claims: Vec<ClaimId>,
    /// The lower end: what they come to at least, if some are told twice.
    pub low: Bound,
    /// The claims that the lower end is the sum of.
    pub least: Vec<ClaimId>,
    /// The upper end of each payment, if all are distinct, with the claim that gives it.
    pub highs: Vec<(Option<Bound>, ClaimId)>,
    /// Whether they come to more at least, if all are distinct.
    pub could_be_fewer: bool,
    /// The parts of wholes elsewhere that they may tell again.
    pub parts: Vec<ClaimId>,
}

/// Returns what claims of one key come to, cluster by cluster, in the order in which they were given.
pub fn tally(case: &Case, tellings: &[Telling]) -> Vec<Tally> {
    let mut cores = Vec::new();
    let mut of_core = HashMap::new();
    let mut members: Vec<Member<'_>> = Vec::with_capacity(tellings.len());
    for telling in tellings {
        let told = Told::of(case, telling.claim);
        let core = *of_core.entry(telling.core).or_insert(cores.len());
        match cores.get_mut(core) {
            None => cores.push(Core::of(telling, &told)),
            Some(core) => core.add(telling, &told),
        }
        members.push(Member {
            telling,
            told,
            core,
        });
    }
    // A part brings along whatever else is certainly the same payment.
    let hidden = |member: &Member<'_>| cores[member.core].is_hidden;
    if members.len() == 1 && !hidden(&members[0]) {
        return vec![cores[0].alone()];
    }
    let clusters = clusters(&members);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|place| (clusters[*place], *place));
    let clusters = order.chunk_by(|a, b| clusters[*a] == clusters[*b]);
    let tallies = clusters.filter_map(|cluster| {
        let cluster: Vec<&Member<'_>> = cluster.iter().map(|place| &members[*place]).collect();
        of_cluster(&cluster, &cores)
    });
    tallies.collect()
}

/// A claim that comes into a sum, with what is known of it.
struct Member<'m> {
    telling: &'m Telling,
    told: Told,
    /// The place of its core.
    core: usize,
}

/// What is certainly one payment: its smallest and its largest version.
#[derive(Debug, Clone, Copy)]
struct Core {
    low: Bound,
    high: Option<Bound>,
    /// The claims that give these ends.
    ends: [ClaimId; 2],
    occasion: Option<TextId>,
    /// Whether it comes in through a whole.
    is_hidden: bool,
}

impl Core {
    fn of(telling: &Telling, told: &Told) -> Self {
        Self {
            low: low(telling.amount),
            high: telling.amount.max(),
            ends: [telling.claim; 2],
            occasion: told.occasion,
            is_hidden: !telling.wholes.is_empty(),
        }
    }

    fn add(&mut self, telling: &Telling, told: &Told) {
        let (low, high) = (low(telling.amount), telling.amount.max());
        if low_key(low) < low_key(self.low) {
            (self.low, self.ends[0]) = (low, telling.claim);
        }
        if high_key(high) > high_key(self.high) {
            (self.high, self.ends[1]) = (high, telling.claim);
        }
        self.occasion = self.occasion.or(told.occasion);
        self.is_hidden |= !telling.wholes.is_empty();
    }

    fn alone(&self) -> Tally {
        Tally {
            claims: vec![self.ends[0]],
            low: self.low,
            least: vec![self.ends[0]],
            highs: vec![(self.high, self.ends[1])],
            could_be_fewer: false,
            parts: Vec::new(),
        }
    }
}

/// Returns for each claim the first that it may share a day with, directly or through others.
fn clusters(members: &[Member<'_>]) -> Vec<u32> {
    let mut union = Union::new(members.len());
    let mut first_of_core: HashMap<usize, u32> = HashMap::new();
    for (place, member) in (0_u32..).zip(members) {
        let first = *first_of_core.entry(member.core).or_insert(place);
        union.join(first, place);
    }
    let days = |place: u32| members[place as usize].told.days;
    let mut by_day: Vec<u32> = (0..members.len() as u32).collect();
    by_day.sort_unstable_by_key(|place| (days(*place).first, *place));
    let mut before: Option<(u32, i32)> = None;
    for place in by_day {
        let Days { first, last } = days(place);
        before = match before {
            Some((other, latest)) if first <= latest => {
                union.join(other, place);
                Some((place, latest.max(last)))
            }
            _ => Some((place, last)),
        };
    }
    union.firsts()
}

/// Payments that are told apart: what they come to at least, and the claims that say so.
#[derive(Debug, Clone)]
struct Apart {
    low: Bound,
    claims: Vec<ClaimId>,
}

impl Apart {
    fn of<'c>(cores: impl IntoIterator<Item = &'c Core>) -> Self {
        let (mut sum, mut claims) = (Sum::default(), Vec::new());
        for core in cores {
            sum.add(at_least(core.low));
            claims.push(core.ends[0]);
        }
        Self {
            low: low(sum.interval()),
            claims,
        }
    }

    fn larger(self, other: Self) -> Self {
        match low_key(other.low) > low_key(self.low) {
            true => other,
            false => self,
        }
    }
}

/// Returns what a cluster comes to; nothing, where all of it comes in through wholes.
fn of_cluster(cluster: &[&Member<'_>], cores: &[Core]) -> Option<Tally> {
    let is_hidden = |member: &&&Member<'_>| cores[member.core].is_hidden;
    let any_hidden = cluster.iter().any(|member| is_hidden(&member));
    let shown: Vec<&Member<'_>> = match any_hidden {
        true => cluster
            .iter()
            .filter(|member| !is_hidden(member))
            .copied()
            .collect(),
        false => cluster.to_vec(),
    };
    let distinct = distinct(&shown);
    if distinct.is_empty() {
        return None;
    }
    let highs = distinct
        .iter()
        .map(|core| (cores[*core].high, cores[*core].ends[1]));
    let mut least = least(&shown, cores);
    let mut parts = Vec::new();
    if any_hidden {
        // A part may be told again by what is here, and counts already where its whole does.
        let here: HashSet<ClaimId> = cluster.iter().map(|member| member.telling.claim).collect();
        let outside = cluster.iter().filter(is_hidden);
        let outside = outside.filter(|member| {
            let mut wholes = member.telling.wholes.iter();
            !wholes.any(|whole| here.contains(whole))
        });
        let outside: Vec<&Member<'_>> = outside.copied().collect();
        parts.extend(outside.iter().map(|member| member.telling.claim));
        if !outside.is_empty() {
            least = without(&shown, &outside, cores);
        }
    }
    let all = Apart::of(distinct.iter().map(|core| &cores[*core]));
    Some(Tally {
        claims: shown.iter().map(|member| member.telling.claim).collect(),
        could_be_fewer: low_key(least.low) < low_key(all.low),
        low: least.low,
        least: least.claims,
        highs: highs.collect(),
        parts,
    })
}

/// Returns what claims come to at least beyond parts that count elsewhere and may be among them.
fn without(shown: &[&Member<'_>], parts: &[&Member<'_>], cores: &[Core]) -> Apart {
    let with_parts = least(&[shown, parts].concat(), cores);
    let most: Sum = distinct(parts)
        .iter()
        .map(|core| Interval::new(None, cores[*core].high).unwrap_or(Interval::UNKNOWN))
        .collect();
    let nothing = Apart {
        low: Bound::closed(Decimal::ZERO),
        claims: Vec::new(),
    };
    let Some(most) = most.interval().max() else {
        return nothing;
    };
    let left = Bound {
        value: with_parts.low.value.saturating_sub(most.value),
        inclusive: with_parts.low.inclusive && most.inclusive,
    };
    match left.value > Decimal::ZERO {
        true => Apart {
            low: left,
            claims: with_parts.claims,
        },
        false => nothing,
    }
}

/// Returns the cores of claims, each once, in the order in which they were given.
fn distinct(members: &[&Member<'_>]) -> Vec<usize> {
    let mut cores: Vec<usize> = members.iter().map(|member| member.core).collect();
    cores.sort_unstable();
    cores.dedup();
    cores
}

/// Returns what claims come to at least: as the named occasions or as one teller tells them apart.
fn least(members: &[&Member<'_>], cores: &[Core]) -> Apart {
    by_occasions(members, cores).larger(by_tellers(members, cores))
}

/// Returns what the named occasions come to.
fn by_occasions(members: &[&Member<'_>], cores: &[Core]) -> Apart {
    let mut named: Vec<(TextId, Teller, usize)> = members
        .iter()
        .filter_map(|member| {
            let occasion = cores[member.core].occasion?;
            Some((occasion, member.told.teller, member.core))
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut all: Vec<usize> = Vec::new();
    for occasion in named.chunk_by(|a, b| a.0 == b.0) {
        // Rows of one maker that share an occasion are payments of their own: nobody tells of more of it than one maker.
        let tellers = occasion.chunk_by(|a, b| a.1 == b.1);
        let tellers = tellers.map(|told| {
            let cores_of = told.iter().map(|(.., core)| *core);
            (
                Apart::of(told.iter().map(|(.., core)| &cores[*core])).low,
                cores_of,
            )
        });
        let largest = tellers.reduce(|a, b| match low_key(b.0) > low_key(a.0) {
            true => b,
            false => a,
        });
        all.extend(largest.into_iter().flat_map(|(_, cores)| cores));
    }
    Apart::of(all.iter().map(|core| &cores[*core]))
}

/// Returns what the largest teller tells.
fn by_tellers(members: &[&Member<'_>], cores: &[Core]) -> Apart {
    let mut by_teller: Vec<&Member<'_>> = members.to_vec();
    by_teller.sort_by_key(|member| (member.told.teller, member.core));
    let tellers = by_teller.chunk_by(|a, b| a.told.teller == b.told.teller);
    let sums = tellers.map(|told| {
        let mut own: Vec<&Member<'_>> = told.to_vec();
        own.dedup_by_key(|member| member.core);
        match own[0].told.teller.is_tabular() {
            true => Apart::of(own.iter().map(|member| &cores[member.core])),
            false => in_prose(&own, cores),
        }
    });
    sums.reduce(Apart::larger).unwrap_or_else(|| Apart::of([]))
}

/// Returns what one teller tells in prose, where equal amounts may be told twice.
fn in_prose(own: &[&Member<'_>], cores: &[Core]) -> Apart {
    let mut amounts: Vec<Vec<&Member<'_>>> = Vec::new();
    let mut of_amount = HashMap::new();
    for member in own {
        let amount = *of_amount.entry(member.told.amount).or_insert(amounts.len());
        match amounts.get_mut(amount) {
            Some(equal) => equal.push(member),
            None => amounts.push(vec![member]),
        }
    }
    let mut counted: Vec<usize> = Vec::new();
    for equal in amounts {
        let is_named = |member: &&&Member<'_>| cores[member.core].occasion.is_some();
        let days = |member: &&Member<'_>| member.told.days;
        let named: Vec<Days> = equal.iter().filter(is_named).map(days).collect();
        let others = equal.iter().filter(|member| !is_named(member));
        let others: Vec<Days> = others.map(days).collect();
        let payments = fewest(&named, &others);
        let mut of_equal: Vec<usize> = equal.iter().map(|member| member.core).collect();
        of_equal.sort_by_key(|core| low_key(cores[*core].low));
        counted.extend(&of_equal[..payments]);
    }
    Apart::of(counted.iter().map(|core| &cores[*core]))
}

/// Returns the lower end of amounts, none of which is below nothing.
fn low(amount: Interval) -> Bound {
    amount.min().unwrap_or(Bound::closed(Decimal::ZERO))
}

/// Returns the interval of which a lower end is the only one that is known.
fn at_least(low: Bound) -> Interval {
    Interval::new(Some(low), None).unwrap_or(Interval::UNKNOWN)
}

fn low_key(low: Bound) -> (Decimal, bool) {
    (low.value, !low.inclusive)
}

fn high_key(high: Option<Bound>) -> (bool, Option<(Decimal, bool)>) {
    let key = high.map(|high| (high.value, high.inclusive));
    (key.is_none(), key)
}
