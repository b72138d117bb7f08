//! `sum`: parts that cannot make their stated total.

use rust_decimal::Decimal;

use super::amount::reach;
use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{Bound, ClaimId, Interval, LinkKind, Polarity, Quantity};

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    for total in context.graph.case().claims.handles() {
        let links = context.graph.case().claims.links(total).iter();
        let parts: Vec<ClaimId> = links
            .filter(|link| link.kind == LinkKind::Parts)
            .map(|link| link.target)
            .collect();
        if parts.is_empty() {
            continue;
        }
        match missing(context, total, &parts) {
            Some((part, reason)) => findings.skip(Rule::Sum, total, part, reason),
            None => {
                let as_declared = compare(context, total, &parts);
                findings.disputes.extend(as_declared);
                findings
                    .disputes
                    .extend(with_other_versions(context, total, &parts));
            }
        }
    }
}

/// Returns a part that cannot be added, and why.
fn missing(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Option<(ClaimId, String)> {
    let case = context.graph.case();
    let quantity = |id: ClaimId| {
        case.quantity(&case.claims[id])
            .filter(|quantity| !quantity.is_unknown())
    };
    let Some(whole) = quantity(total) else {
        return Some((parts[0], "the total is not known".to_owned()));
    };
    parts.iter().find_map(|part| match quantity(*part) {
        None => Some((*part, "a part is not known".to_owned())),
        Some(part_of) if part_of.unit != whole.unit => Some((*part, "the units differ".to_owned())),
        Some(_) => None,
    })
}

/// Returns the contradiction of a total with its parts, if there is one.
///
/// It is certain when no values of the parts make the total. It is possible when they make it only with a value of some
/// part far from the one stated end that is all the source gives of it, such as five for "under 45".
fn compare(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Option<Dispute> {
    let case = context.graph.case();
    let quantity = |id: &ClaimId| case.quantity(&case.claims[*id]);
    let whole = quantity(&total)?;
    let of_parts: Vec<&Quantity> = parts.iter().filter_map(quantity).collect();
    let whole_reach = reach(whole, context.settings);
    let sum = of_parts
        .iter()
        .map(|part| not_negative(reach(part, context.settings)))
        .reduce(Interval::plus)?;
    let at_stated_ends = of_parts
        .iter()
        .map(|part| stated_end(part))
        .sum::<Option<Decimal>>();
    let at_stated_ends =
        at_stated_ends.map(|sum| Interval::exact(sum).widened(context.settings.tolerance));
    let (certainty, made) = if sum.is_disjoint(whole_reach) {
        (Certainty::Certain, sum)
    } else if at_stated_ends.is_some_and(|ends| ends.is_disjoint(whole_reach)) {
        (Certainty::Possible, sum)
    } else {
        return None;
    };
    let written = |quantity: &Quantity| quantity.display(&case.pool).to_string();
    let terms: Vec<String> = of_parts.iter().map(|part| written(part)).collect();
    let made = written(&Quantity {
        interval: made,
        approximate: false,
        ..*whole
    });
    let why = match certainty {
        Certainty::Possible => {
            let ends: Option<Decimal> = of_parts.iter().map(|part| stated_end(part)).sum();
            let ends = ends.map(|ends| Quantity {
                interval: Interval::exact(ends),
                approximate: false,
                ..*whole
            });
            format!(
                "{} against a total of {}: as stated they come to {}, and fit only if a part is far from its stated end",
                terms.join(" + "),
                written(whole),
                ends.as_ref().map_or_else(String::new, written),
            )
        }
        Certainty::Certain | Certainty::Stated => {
            format!(
                "{} make {made}, not the total of {}",
                terms.join(" + "),
                written(whole)
            )
        }
    };
    let mut claims = vec![total];
    claims.extend(parts);
    Some(Dispute {
        rule: Rule::Sum,
        certainty,
        claims,
        why,
    })
}

/// Returns the contradictions that come of taking, for one part, another speaker's version of it.
fn with_other_versions(context: &Context<'_>, total: ClaimId, parts: &[ClaimId]) -> Vec<Dispute> {
    let case = context.graph.case();
    let mut disputes = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        for version in context.propositions.versions(*part) {
            let claim = &case.claims[*version];
            let tells_the_same = claim.polarity == Polarity::Affirmed
                && claim.modality.is_factual()
                && version != part
                && claim.occasion.is_some();
            if !tells_the_same {
                continue;
            }
            let mut parts = parts.to_vec();
            parts[place] = *version;
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

/// Returns an interval of values that cannot be below zero.
fn not_negative(interval: Interval) -> Interval {
    match interval.min() {
        Some(_) => interval,
        None => {
            Interval::new(Some(Bound::closed(Decimal::ZERO)), interval.max()).unwrap_or(interval)
        }
    }
}
