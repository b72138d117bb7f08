//! `amount`: versions of one fact whose amounts have no value in common.

use std::cmp::Ordering;

use super::meet::{Member, Pairs, every, others};
use super::pair::{Doubt, Sort, doubt, two_sorts};
use super::{Context, Findings, Rule};
use crate::model::{Case, Claim, ClaimId, ClaimKind, Interval, Polarity, Quantity, Unit};

/// Compares the versions of one fact.
pub(super) fn find(context: &Context<'_>, versions: &[ClaimId], findings: &mut Findings) {
    let case = context.graph.case();
    let mut measured = measured(case, versions);
    let [first, _, ..] = measured.as_slice() else {
        return;
    };
    let predicate = case.predicate(&case.claims.get(first.id));
    let rule = match predicate.kind {
        ClaimKind::Figure if predicate.functional => Rule::Functional,
        _ => Rule::Amount,
    };
    if findings.asks_for_uncompared() && measured.iter().any(|other| other.key != first.key) {
        let unlike = Pairs::of(&measured, others);
        for [a, b] in &unlike.pairs {
            findings.skip(rule, *a, *b, || incomparable(case, *a, *b));
        }
        findings.thinned(rule, &unlike);
    }
    measured.sort_unstable_by_key(|member| (member.key, member.id));
    for alike in measured.chunk_by(|a, b| a.key == b.key) {
        if !alike[0].key.known {
            if findings.asks_for_uncompared() {
                skip_unknown(findings, rule, alike);
            }
            continue;
        }
        let apart = apart(context, alike);
        for [a, b] in &apart.pairs {
            let doubt = doubt(case, &case.claims.get(*a), &case.claims.get(*b));
            findings.contradiction(context, rule, doubt.certainty(), [*a, *b], || {
                explain(context, [*a, *b], doubt)
            });
        }
        findings.thinned(rule, &apart);
    }
}

/// Notes the figures of one subject and predicate that cannot be compared since their units differ.
pub(super) fn skip_units(context: &Context<'_>, claims: &[ClaimId], findings: &mut Findings) {
    let case = context.graph.case();
    let unit = |member: &Member<Measure>| member.key.unit;
    let mut measured = measured(case, claims);
    for member in &mut measured {
        // Only the unit is to tell them apart.
        (member.key.sort, member.key.known) = (Sort::IsSo, true);
    }
    if measured
        .iter()
        .all(|other| unit(other) == unit(&measured[0]))
    {
        return;
    }
    let unlike = Pairs::of(&measured, others);
    for [a, b] in &unlike.pairs {
        findings.skip(Rule::Amount, *a, *b, || incomparable(case, *a, *b));
    }
    findings.thinned(Rule::Amount, &unlike);
}

/// What amounts must share to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Measure {
    sort: Sort,
    unit: Unit,
    known: bool,
}

/// Returns the affirmed claims that give amounts.
fn measured(case: &Case, versions: &[ClaimId]) -> Vec<Member<Measure>> {
    let of_claim = |id: ClaimId| {
        let claim = case.claims.get(id);
        let quantity = case.quantity(&claim)?;
        let measure = Measure {
            sort: Sort::of(&claim),
            unit: quantity.unit,
            known: !quantity.is_unknown(),
        };
        (claim.polarity == Polarity::Affirmed).then(|| Member::version(case, id, measure))
    };
    versions.iter().filter_map(|id| of_claim(*id)).collect()
}

/// Returns why two amounts of one fact cannot be compared.
fn incomparable(case: &Case, a: ClaimId, b: ClaimId) -> String {
    let [first, second] = [a, b].map(|id| case.claims.get(id));
    let units = [first, second].map(|claim| case.quantity(&claim).map(|quantity| quantity.unit));
    two_sorts(&first, &second).unwrap_or_else(|| match units {
        [Some(x), Some(y)] if x != y => {
            let [x, y] = [x, y].map(|unit| unit.word(&case.pool));
            format!("the units differ: {x} and {y}")
        }
        _ => NOT_KNOWN.to_owned(),
    })
}

const NOT_KNOWN: &str = "an amount is not known";

fn skip_unknown(findings: &mut Findings, rule: Rule, unknown: &[Member<Measure>]) {
    let pairs = Pairs::of(unknown, every);
    for [a, b] in &pairs.pairs {
        findings.skip(rule, *a, *b, || NOT_KNOWN.to_owned());
    }
    findings.thinned(rule, &pairs);
}

/// Returns the pairs of claims that meet in time and whose amounts have no value in common.
fn apart(context: &Context<'_>, claims: &[Member<Measure>]) -> Pairs {
    let [_, _, ..] = claims else {
        return Pairs::default();
    };
    let case = context.graph.case();
    let reach = |id: ClaimId| match case.quantity(&case.claims.get(id)) {
        Some(quantity) => context.settings.reach(&quantity),
        None => Interval::UNKNOWN,
    };
    let reaches: Vec<(ClaimId, Interval)> = claims
        .iter()
        .map(|member| (member.id, reach(member.id)))
        .collect();
    let all_meet = || {
        let lowest = reaches.iter().map(|(_, reach)| Top(*reach)).min();
        let highest = reaches.iter().map(|(_, reach)| Top(reach.negated())).min();
        match (lowest, highest) {
            (Some(Top(lowest)), Some(Top(highest))) => !lowest.is_below(highest.negated()),
            _ => true,
        }
    };
    if all_meet() {
        return Pairs::default();
    }
    let members = |turned: fn(Interval) -> Interval| -> Vec<Member<Top>> {
        let members = reaches.iter();
        members
            .map(|(id, reach)| Member::version(case, *id, Top(turned(*reach))))
            .collect()
    };
    // Taken the other way round, what lies above lies below.
    below(&members(|reach| reach)).and(below(&members(Interval::negated)))
}

/// Returns the pairs of claims that meet in time, of which the earlier one's amounts lie below the later one's.
fn below(members: &[Member<Top>]) -> Pairs {
    Pairs::of(members, |member, under_way, visit| {
        let Top(reach) = member.key;
        let below = under_way
            .iter()
            .take_while(|(Top(other), _)| other.is_below(reach));
        below
            .flat_map(|(_, claims)| claims)
            .copied()
            .try_for_each(visit)
    })
}

/// Amounts in the order of their upper ends, those without one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Top(Interval);

impl Ord for Top {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |Self(interval): &Self| {
            let max = interval.max();
            (max.is_none(), max.map(|max| (max.value, max.inclusive)))
        };
        let min = |Self(interval): &Self| {
            let min = interval.min();
            min.map(|min| (min.value, min.inclusive))
        };
        (key(self), min(self)).cmp(&(key(other), min(other)))
    }
}

impl PartialOrd for Top {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn explain(context: &Context<'_>, claims: [ClaimId; 2], doubt: Doubt) -> String {
    let case = context.graph.case();
    let written = |claim: &Claim| {
        case.quantity(claim).map_or_else(String::new, |quantity| {
            let written = quantity.display(&case.pool).to_string();
            if !quantity.approximate {
                return written;
            }
            let reach = context.settings.reach(&quantity);
            let reach = Quantity::computed(reach, quantity.unit);
            format!("{written} ({})", reach.display(&case.pool))
        })
    };
    let [x, y] = claims.map(|id| written(&case.claims.get(id)));
    let [a, b] = claims.map(|id| context.speaker(id));
    let open = doubt.words();
    format!("{x} by {a} and {y} by {b} have no value in common{open}")
}
