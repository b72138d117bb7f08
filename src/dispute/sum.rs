//! `sum`: parts that cannot make their stated whole.

use std::collections::HashSet;

use super::pair::two_sorts;
use super::{Certainty, Context, Dispute, Findings, Rule, Settings};
use crate::model::{Bound, Case, ClaimId, Dimension, Interval, LinkKind, Polarity, Quantity, Sum};

/// Compares a whole with its parts, if it has some: once, as they are declared.
pub(super) fn find(context: &Context<'_>, whole: ClaimId, findings: &mut Findings) {
    let case = context.graph.case();
    let Some(parts) = Parts::of(case, whole) else {
        return;
    };
    for (part, reason) in &parts.missing {
        findings.skip(Rule::Sum, whole, *part, || reason.clone());
    }
    if parts.missing.is_empty() || (!parts.are_all && !parts.comparable.is_empty()) {
        findings.disputes.extend(compare(context, whole, &parts));
    }
}

/// Returns the amounts from the smaller to the larger of a whole and its parts, if these cannot make it; parts of which
/// `is_alike` does not hold are taken as not known.
pub fn stretched(
    case: &Case,
    settings: &Settings,
    whole: ClaimId,
    is_alike: impl Fn(ClaimId) -> bool,
) -> Option<Interval> {
    let mut parts = Parts::of(case, whole)?;
    let listed = parts.comparable.len();
    parts.comparable.retain(|part| is_alike(*part));
    parts.are_all &= parts.comparable.len() == listed;
    let of_whole = case.quantity(&case.claims.get(whole))?;
    let reach = settings.reach(&of_whole);
    if !parts
        .sum(case, |part| settings.reach(part))
        .is_disjoint(reach)
    {
        return None;
    }
    let written = |part: &Quantity| settings.as_written(part).from_zero();
    let sum: Sum = parts.quantities(case).map(|part| written(&part)).collect();
    Some(sum.interval().hull(written(&of_whole)))
}

/// The parts of a whole.
struct Parts {
    /// Those whose amounts can be added and held against the whole.
    comparable: Vec<ClaimId>,
    /// The others, each with the reason.
    missing: Vec<(ClaimId, String)>,
    /// Whether the whole lists all of its parts.
    are_all: bool,
}

impl Parts {
    /// Returns the parts that a claim lists, if it lists some.
    fn of(case: &Case, whole: ClaimId) -> Option<Self> {
        let linked = |kind: LinkKind| {
            let links = case.claims.links(whole).iter();
            let links = links.filter(move |link| link.kind() == kind);
            links.map(|link| link.target)
        };
        let are_all = linked(LinkKind::Parts).next().is_some();
        let listed: Vec<ClaimId> = match are_all {
            true => linked(LinkKind::Parts).collect(),
            false => linked(LinkKind::Includes).collect(),
        };
        let first = *listed.first()?;
        let mut seen = HashSet::new();
        let mut parts = Self {
            comparable: Vec::new(),
            missing: Vec::new(),
            are_all,
        };
        if let Some(reason) = unfit_whole(case, whole) {
            parts.missing.push((first, reason));
            return Some(parts);
        }
        for part in listed.into_iter().filter(|part| seen.insert(*part)) {
            match unfit_part(case, whole, part) {
                Some(reason) => parts.missing.push((part, reason)),
                None => parts.comparable.push(part),
            }
        }
        Some(parts)
    }

    fn quantities(&self, case: &Case) -> impl Iterator<Item = Quantity> {
        let parts = self.comparable.iter();
        parts.filter_map(|part| case.quantity(&case.claims.get(*part)))
    }

    /// Returns the amounts that the parts may come to, each being one of those given for it.
    fn sum(&self, case: &Case, amount: impl Fn(&Quantity) -> Interval) -> Interval {
        let parts = self.comparable.iter().filter_map(|part| {
            let claim = case.claims.get(*part);
            let quantity = case.quantity(&claim)?;
            // What nobody pays may be less than nothing, such as a loss.
            let may_be_negative = quantity.unit.dimension() == Dimension::Currency
                && !case.predicate(&claim).is_money();
            let amount = amount(&quantity);
            Some(match may_be_negative {
                true => amount,
                false => amount.from_zero(),
            })
        });
        let sum = parts.collect::<Sum>().interval();
        let is_open = !self.are_all || !self.missing.is_empty();
        match sum.min() {
            Some(min) if is_open => Interval::new(Some(min), None).unwrap_or(Interval::UNKNOWN),
            None if is_open => Interval::UNKNOWN,
            _ => sum,
        }
    }
}

/// Returns why no parts can be held against a whole.
fn unfit_whole(case: &Case, whole: ClaimId) -> Option<String> {
    let claim = case.claims.get(whole);
    let quantity = case.quantity(&claim);
    if quantity.is_none_or(Quantity::is_unknown) {
        return Some("the total is not known".to_owned());
    }
    (claim.polarity == Polarity::Denied).then(|| "the total is denied".to_owned())
}

/// Returns why a part cannot be added and held against its whole.
fn unfit_part(case: &Case, whole: ClaimId, part: ClaimId) -> Option<String> {
    let [whole, part] = [whole, part].map(|id| case.claims.get(id));
    let unit = |claim| case.quantity(claim).map(|quantity| quantity.unit);
    match case
        .quantity(&part)
        .filter(|quantity| !quantity.is_unknown())
    {
        None => Some("a part is not known".to_owned()),
        Some(quantity) if Some(quantity.unit) != unit(&whole) => {
            Some("the units differ".to_owned())
        }
        Some(_) if part.polarity == Polarity::Denied => Some("a part is denied".to_owned()),
        Some(_) => two_sorts(&whole, &part),
    }
}

/// Returns the contradiction of a whole with its parts, if there is one.
///
/// It is certain where one speaker tells all of them and no values of the parts make the whole. It is possible where
/// several speakers do, and where the parts make the whole only with a value of some part away from the one stated end
/// that is all the source gives of it, such as five for "under 45".
fn compare(context: &Context<'_>, whole: ClaimId, parts: &Parts) -> Option<Dispute> {
    let case = context.graph.case();
    let settings = context.settings;
    let of_whole = case.quantity(&case.claims.get(whole))?;
    let reach = settings.reach(&of_whole);
    let sum = parts.sum(case, |part| settings.reach(part));
    let as_stated = |part: &Quantity| match stated_end(part) {
        Some(end) => Interval::exact(end.value),
        None => settings.reach(part),
    };
    let stated = parts.sum(case, as_stated);
    let cannot_make = sum.is_disjoint(reach);
    if !cannot_make && !stated.is_disjoint(reach) {
        return None;
    }
    let speaker = |id: ClaimId| case.speaker(&case.claims.get(id));
    let mut speakers = parts.comparable.iter().map(|part| speaker(*part));
    let certainty = match cannot_make && speakers.all(|other| other == speaker(whole)) {
        true => Certainty::Certain,
        false => Certainty::Possible,
    };
    let why = || {
        let written = |quantity: &Quantity| quantity.display(&case.pool).to_string();
        let computed = |interval| written(&Quantity::computed(interval, of_whole.unit));
        let terms: Vec<String> = parts.quantities(case).map(|part| written(&part)).collect();
        let (terms, whole) = (terms.join(" + "), written(&of_whole));
        if cannot_make {
            let sum = parts.sum(case, |part| settings.as_written(part));
            return format!("{terms} make {}, not the total of {whole}", computed(sum));
        }
        let stated = parts.sum(case, |part| match stated_end(part) {
            Some(end) => Interval::exact(end.value),
            None => settings.as_written(part),
        });
        let condition = match only_bound(case, settings, parts, settings.as_written(&of_whole)) {
            Some((part, Limit::Most(most))) => {
                format!("\"{}\" is at most {}", written(&part), computed(most))
            }
            Some((part, Limit::Least(least))) => {
                format!("\"{}\" is at least {}", written(&part), computed(least))
            }
            None => "a part is far from its stated end".to_owned(),
        };
        format!(
            "{terms} against a total of {whole}: by their written ends they come to {}, and fit only if {condition}",
            computed(stated),
        )
    };
    let mut claims = vec![whole];
    claims.extend(&parts.comparable);
    Some(Dispute {
        rule: Rule::Sum,
        certainty,
        claims,
        why: context.why(why),
    })
}

/// What a whole leaves to a part of which one end is given.
enum Limit {
    Most(Interval),
    Least(Interval),
}

/// Returns the only part of which one end is given, with what the whole leaves it.
fn only_bound(
    case: &Case,
    settings: &Settings,
    parts: &Parts,
    whole: Interval,
) -> Option<(Quantity, Limit)> {
    let mut bound = parts
        .quantities(case)
        .filter(|part| stated_end(part).is_some());
    let part = bound.next()?;
    if bound.next().is_some() {
        return None;
    }
    let others = parts
        .quantities(case)
        .filter(|other| stated_end(other).is_none());
    let others: Sum = others.map(|other| settings.as_written(&other)).collect();
    let left = whole.plus(others.interval().negated());
    let limit = match part.interval.max() {
        Some(_) => Limit::Most(Interval::exact(left.max()?.value)),
        None => Limit::Least(Interval::exact(left.min()?.value)),
    };
    Some((part, limit))
}

/// Returns the one end that a source gives of an amount, if it gives no other.
fn stated_end(quantity: &Quantity) -> Option<Bound> {
    match (quantity.interval.min(), quantity.interval.max()) {
        (None, Some(end)) | (Some(end), None) => Some(end),
        _ => None,
    }
}
