//! `sum`: parts that cannot make their stated total.

use rust_decimal::Decimal;

use super::facts::versions_of;
use super::pair::two_sorts;
use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{ClaimId, Dimension, Interval, LinkKind, Polarity, Quantity, Sum};

/// Compares a total with its parts, if it has some.
pub(super) fn find(context: &Context<'_>, total: ClaimId, findings: &mut Findings) {
    let links = context.graph.case().claims.links(total).iter();
    let parts: Vec<ClaimId> = links
        .filter(|link| link.kind() == LinkKind::Parts)
        .map(|link| link.target)
        .collect();
    if parts.is_empty() {
        return;
    }
    match missing(context, total, &parts) {
        Some((part, reason)) => findings.skip(Rule::Sum, total, part, || reason),
        None => {
            let as_declared = compare(context, total, &parts);
            findings.disputes.extend(as_declared);
            findings
                .disputes
                .extend(with_other_versions(context, total, &parts));
        }
    }
}

/// Returns a part that cannot be added, and why.
fn missing(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Option<(ClaimId, String)> {
    let case = context.graph.case();
    let amount = |id: ClaimId| {
        case.quantity(&case.claims.get(id))
            .filter(|quantity| !quantity.is_unknown())
    };
    let whole = case.claims.get(total);
    let Some(of_whole) = amount(total) else {
        return Some((parts[0], "the total is not known".to_owned()));
    };
    if whole.polarity == Polarity::Denied {
        return Some((parts[0], "the total is denied".to_owned()));
    }
    parts.iter().find_map(|id| {
        let part = case.claims.get(*id);
        let reason = match amount(*id) {
            None => "a part is not known".to_owned(),
            Some(of_part) if of_part.unit != of_whole.unit => "the units differ".to_owned(),
            Some(_) if part.polarity == Polarity::Denied => "a part is denied".to_owned(),
            Some(_) => two_sorts(&whole, &part)?,
        };
        Some((*id, reason))
    })
}

/// Returns the contradiction of a total with its parts, if there is one.
///
/// It is certain when no values of the parts make the total. It is possible when they make it only with a value of some
/// part far from the one stated end that is all the source gives of it, such as five for "under 45".
fn compare(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Option<Dispute> {
    let case = context.graph.case();
    let quantity = |id: &ClaimId| case.quantity(&case.claims.get(*id));
    let whole = quantity(&total)?;
    let of_parts: Vec<Quantity> = parts.iter().filter_map(quantity).collect();
    let whole_reach = context.settings.reach(&whole);
    let reaches = parts
        .iter()
        .filter_map(|part| reach_of_part(context, *part));
    let mut reaches = reaches.peekable();
    reaches.peek()?;
    let sum = reaches.collect::<Sum>().interval();
    // A sum that is too large for exact arithmetic has no ends, and contradicts nothing.
    let ends = of_parts.iter();
    let ends: Option<Sum> = ends
        .map(|part| stated_end(part).map(Interval::exact))
        .collect();
    let ends = ends.map(Sum::interval);
    let ends = ends.filter(|ends| *ends != Interval::UNKNOWN);
    let misses = |ends: &Interval| {
        ends.widened(context.settings.tolerance)
            .is_disjoint(whole_reach)
    };
    let certainty = if sum.is_disjoint(whole_reach) {
        Certainty::Certain
    } else if ends.as_ref().is_some_and(misses) {
        Certainty::Possible
    } else {
        return None;
    };
    let written = |quantity: &Quantity| quantity.display(&case.pool).to_string();
    let terms = || {
        of_parts
            .iter()
            .map(&written)
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let of_interval = |interval: Interval| written(&Quantity::computed(interval, whole.unit));
    let why = || match certainty {
        Certainty::Possible => {
            format!(
                "{} against a total of {}: as stated they come to {}, and fit only if a part is far from its stated end",
                terms(),
                written(&whole),
                ends.map_or_else(String::new, of_interval),
            )
        }
        Certainty::Certain | Certainty::Stated => {
            format!(
                "{} make {}, not the total of {}",
                terms(),
                of_interval(sum),
                written(&whole)
            )
        }
    };
    let mut claims = vec![total];
    claims.extend(parts);
    Some(Dispute {
        rule: Rule::Sum,
        certainty,
        claims,
        why: context.why(why),
    })
}

/// Returns the contradictions that come of taking, for one part, another speaker's version of it.
fn with_other_versions(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Vec<Dispute> {
    let case = context.graph.case();
    let mut disputes = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if case.claims.get(*part).occasion.is_none() {
            continue;
        }
        for version in versions_of(context.graph, *part) {
            let claim = case.claims.get(version);
            let tells_the_same = claim.polarity == Polarity::Affirmed
                && claim.modality.is_factual()
                && version != *part;
            if !tells_the_same {
                continue;
            }
            let mut parts = parts.to_vec();
            parts[place] = version;
            if missing(context, total, &parts).is_none() {
                let dispute = compare(context, total, &parts);
                disputes.extend(dispute.filter(|dispute| dispute.certainty == Certainty::Certain));
            }
        }
    }
    disputes
}

/// Returns the one number that a source gives of a part.
fn stated_end(quantity: &Quantity) -> Option<Decimal> {
    match (quantity.interval.min(), quantity.interval.max()) {
        (None, Some(end)) | (Some(end), None) => Some(end.value),
        _ => quantity.interval.value(),
    }
}

/// Returns the values a part may have: none below zero, unless it is an amount of money that nobody pays, such as a loss.
fn reach_of_part(context: &Context<'_>, part: ClaimId) -> Option<Interval> {
    let case = context.graph.case();
    let claim = case.claims.get(part);
    let quantity = case.quantity(&claim)?;
    let reach = context.settings.reach(&quantity);
    let may_be_negative =
        quantity.unit.dimension() == Dimension::Currency && !case.predicate(&claim).is_money();
    Some(if may_be_negative {
        reach
    } else {
        reach.from_zero()
    })
}
