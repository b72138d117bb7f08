//! `amount`: versions of one fact whose amounts have no value in common and are not the same.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::camps::edges;
use super::meet::{Member, Pairs};
use super::pair::Doubt;
use super::versions::Version;
use super::{Context, Settings};
use crate::model::{Case, Claim, ClaimId, Interval, Polarity, Quantity, Unit};

/// Returns the pairs of affirmed versions that meet and whose amounts cannot both hold.
pub(super) fn apart(context: &Context<'_>, versions: &[Version]) -> Pairs {
    let case = context.graph.case();
    let mut measured: Vec<(Unit, Member<Reach>)> = versions
        .iter()
        .filter(|version| version.polarity == Polarity::Affirmed)
        .filter_map(|version| {
            let quantity = version.quantity.filter(|quantity| !quantity.is_unknown())?;
            let reach = Reach(context.settings.reach(&quantity));
            let member = Member::version(case, version.id, version.core, reach);
            Some((quantity.unit, member))
        })
        .collect();
    measured.sort_by_key(|(unit, member)| (*unit, member.id));
    let mut found = Pairs::default();
    for alike in measured.chunk_by(|a, b| a.0 == b.0) {
        let members: Vec<Member<Reach>> = alike.iter().map(|(_, member)| *member).collect();
        found = found.and(disjoint(context, &members));
    }
    found
}

/// Returns the pairs of members that meet and whose reaches have no value in common.
pub(super) fn disjoint(context: &Context<'_>, members: &[Member<Reach>]) -> Pairs {
    let reaches = || members.iter().map(|member| member.key.0);
    let lowest_end = reaches().map(Reach).min();
    let highest_start = reaches().map(|reach| Reach(reach.negated())).min();
    match (lowest_end, highest_start) {
        (Some(Reach(lowest)), Some(Reach(highest))) if lowest.is_below(highest.negated()) => {}
        // All have a value in common.
        _ => return Pairs::default(),
    }
    // Taken the other way round, what lies above lies below.
    let turned: Vec<Member<Reach>> = members
        .iter()
        .copied()
        .map(|member| member.under(Reach(member.key.0.negated())))
        .collect();
    below(context, members).and(below(context, &turned))
}

/// Returns the pairs of members of which those under way lie below the one that meets them.
fn below(context: &Context<'_>, members: &[Member<Reach>]) -> Pairs {
    Pairs::of(context, members, |member, under_way, visit| {
        let Reach(reach) = member.key;
        let below = under_way
            .iter()
            .take_while(|(Reach(other), _)| other.is_below(reach));
        below
            .flat_map(|(_, claims)| claims)
            .copied()
            .try_for_each(visit)
    })
}

/// Reaches in the order of their upper ends, those without one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach(pub Interval);

impl Ord for Reach {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |Self(interval): &Self| {
            let [start, end] = edges(*interval);
            (end.is_none(), end, start)
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Reach {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An amount that some version gives, in the order of the lower ends: equal ones are the same to every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amounted {
    pub id: ClaimId,
    pub quantity: Quantity,
}

impl Amounted {
    /// Returns the amount of a version, unless it has none or a bound, which is the same as nothing.
    pub fn of(version: &Version) -> Option<Self> {
        let quantity = version.quantity?;
        let [min, max] = [quantity.interval.min(), quantity.interval.max()];
        (min.is_some() && max.is_some()).then_some(Self {
            id: version.id,
            quantity,
        })
    }
}

/// An amount with both ends as a key: amounts of one key are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alike {
    unit: Unit,
    min: Decimal,
    max: Decimal,
    inclusive: [bool; 2],
    last_digit: Option<i8>,
    approximate: bool,
}

impl Alike {
    pub fn of(quantity: &Quantity) -> Option<Self> {
        let (min, max) = (quantity.interval.min()?, quantity.interval.max()?);
        Some(Self {
            unit: quantity.unit,
            min: min.value,
            max: max.value,
            inclusive: [min.inclusive, max.inclusive],
            last_digit: quantity.last_digit,
            approximate: quantity.approximate,
        })
    }

    /// Returns keys between which everything lies that may be the same as an amount.
    pub fn window(self, settings: &Settings) -> std::ops::RangeInclusive<Self> {
        let by = self.min.abs().checked_mul(settings.rounding * Decimal::TWO);
        let narrow = settings.rounding < Decimal::new(5, 1);
        let by = by.filter(|_| narrow);
        let low = by.and_then(|by| self.min.checked_sub(by));
        let high = by.and_then(|by| self.min.checked_add(by));
        let end = |value: Option<Decimal>, other: Decimal, is_last: bool| Self {
            min: value.unwrap_or(other),
            max: if is_last { Decimal::MAX } else { Decimal::MIN },
            inclusive: [is_last; 2],
            last_digit: is_last.then_some(i8::MAX),
            approximate: is_last,
            unit: self.unit,
        };
        end(low, Decimal::MIN, false)..=end(high, Decimal::MAX, true)
    }
}

/// Finds those of some amounts that are the same as another one.
pub(super) struct SameAs<'s> {
    settings: &'s Settings,
    alike: BTreeMap<Alike, Vec<Amounted>>,
}

impl<'s> SameAs<'s> {
    pub fn new(settings: &'s Settings, amounts: Vec<Amounted>) -> Self {
        let mut alike = BTreeMap::<Alike, Vec<Amounted>>::new();
        for amount in amounts {
            if let Some(key) = Alike::of(&amount.quantity) {
                alike.entry(key).or_default().push(amount);
            }
        }
        Self { settings, alike }
    }

    /// Returns the claims whose amounts are the same as another one.
    pub fn find(&self, amount: &Amounted) -> Vec<ClaimId> {
        let window = Alike::of(&amount.quantity).map(|key| key.window(self.settings));
        let near = window
            .into_iter()
            .flat_map(|window| self.alike.range(window));
        let same =
            near.filter(|(_, alike)| self.settings.is_same(&alike[0].quantity, &amount.quantity));
        // Amounts written alike have one reach, so that one of them stands for all.
        same.map(|(_, alike)| alike[0].id).collect()
    }
}

/// Explains why two amounts cannot both hold.
pub(super) fn explain(context: &Context<'_>, claims: [ClaimId; 2], doubt: Doubt) -> String {
    let case = context.graph.case();
    let [x, y] = claims.map(|id| written(case, context.settings, &case.claims.get(id)));
    let [a, b] = claims.map(|id| context.speaker(id));
    let open = doubt.words();
    format!("{x} by {a} and {y} by {b} have no value in common{open}")
}

/// Returns an amount as it is written, with what `~` makes of it.
fn written(case: &Case, settings: &Settings, claim: &Claim) -> String {
    case.quantity(claim).map_or_else(String::new, |quantity| {
        let written = quantity.display(&case.pool).to_string();
        if !quantity.approximate {
            return written;
        }
        let reach = Quantity::computed(settings.reach(&quantity), quantity.unit);
        format!("{written} ({})", reach.display(&case.pool))
    })
}
