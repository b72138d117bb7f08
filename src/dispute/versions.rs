//! The versions of one fact held against one another: their amounts, and what one affirms and another denies.

use super::amount::{self, Amounted};
use super::camps::{Camps, Range, stretches};
use super::facts::Fact;
use super::matter::{About, Compared};
use super::meet::{Contradiction, Member, Pairs, others, parts};
use super::pair::{Doubt, doubt, two_sorts};
use super::{Context, Findings, Rule, polarity};
use crate::model::{Case, ClaimId, ClaimKind, Interval, ModalitySort, Polarity, Quantity, Unit};

/// Compares the versions of one fact.
pub(super) fn find(context: &Context<'_>, fact: Fact<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    let mut versions = versions(case, fact);
    let [first, _, ..] = versions[..] else {
        return;
    };
    if findings.asks_for_uncompared() {
        skip(context, rule(case, first.id), &versions, findings);
    }
    versions.sort_unstable_by_key(|version| (version.sort, version.id));
    for alike in versions.chunk_by(|a, b| a.sort == b.sort) {
        among(context, fact, alike, findings);
    }
}

/// A version of a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version {
    pub id: ClaimId,
    pub core: u32,
    pub sort: ModalitySort,
    pub polarity: Polarity,
    pub quantity: Option<Quantity>,
}

impl Version {
    /// Returns its unit, and whether its amount is known, if it has one.
    fn measure(&self) -> Option<(Unit, bool)> {
        let quantity = self.quantity?;
        Some((quantity.unit, !quantity.is_unknown()))
    }

    fn is_affirmed(&self) -> bool {
        self.polarity == Polarity::Affirmed
    }
}

fn versions(case: &Case, fact: Fact<'_>) -> Vec<Version> {
    let versions = fact.versions.iter().zip(fact.cores);
    versions
        .map(|(id, core)| {
            let claim = case.claims.get(*id);
            Version {
                id: *id,
                core: *core,
                sort: claim.modality.sort(),
                polarity: claim.polarity,
                quantity: case.quantity(&claim),
            }
        })
        .collect()
}

/// Returns the rule that versions break whose amounts differ.
fn rule(case: &Case, id: ClaimId) -> Rule {
    let predicate = case.predicate(&case.claims.get(id));
    match predicate.kind {
        ClaimKind::Figure if predicate.functional => Rule::Functional,
        _ => Rule::Amount,
    }
}

/// Compares the versions of one sort of modality.
fn among(context: &Context<'_>, fact: Fact<'_>, versions: &[Version], findings: &mut Findings) {
    let case = context.graph.case();
    let [first, _, ..] = versions else { return };
    let mut found = Vec::new();
    let mut note = |rule: Rule, pairs: Pairs, findings: &mut Findings| {
        findings.thinned(&pairs);
        found.extend(pairs.pairs.into_iter().map(|claims| {
            let is_one = fact.is_one_for_certain(claims[0], claims[1]);
            Contradiction::of(case, rule, claims, is_one)
        }));
    };
    let amounts = rule(case, first.id);
    if context.sought.wants_pairs(amounts) {
        let pairs = amount::apart(context, versions);
        note(amounts, pairs, findings);
    }
    if context.sought.wants_pairs(Rule::Polarity) {
        let pairs = polarity::opposite(context, versions);
        note(Rule::Polarity, pairs, findings);
    }
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|contradiction| (contradiction.claims, contradiction.rule));
    let claim = case.claims.get(first.id);
    let about = About {
        subject: claim.subject,
        predicate: Some(claim.predicate),
        object: claim.object,
    };
    let why = |contradiction: &Contradiction| {
        let [a, b] = contradiction.claims.map(|id| case.claims.get(id));
        let is_one = fact.is_one_for_certain(contradiction.claims[0], contradiction.claims[1]);
        let open = doubt(case, &a, &b, is_one);
        explain(context, contradiction, open)
    };
    let mut units: Vec<Option<Unit>> = versions.iter().map(|v| v.measure().map(|m| m.0)).collect();
    units.sort_unstable();
    units.dedup();
    if units.len() > 1 {
        units.retain(Option::is_some);
    }
    if !context.sought.matters {
        units.truncate(1);
    }
    for unit in &units {
        let of_unit: Vec<Version> = versions
            .iter()
            .filter(|version| {
                version
                    .measure()
                    .is_none_or(|(other, _)| Some(other) == *unit)
            })
            .copied()
            .collect();
        let is_of_unit = |id: ClaimId| {
            let found = of_unit.binary_search_by_key(&id, |version| version.id);
            found.is_ok()
        };
        let of_this: Vec<Contradiction> = match units.len() {
            1 => found.clone(),
            _ => found
                .iter()
                .filter(|found| found.claims.into_iter().all(is_of_unit))
                .copied()
                .collect(),
        };
        let members: Vec<Member<()>> = of_unit
            .iter()
            .map(|version| Member::version(case, version.id, version.core, ()))
            .collect();
        let numbered = members.iter().map(|member| member.id).zip(parts(&members));
        let compared = Compared {
            about,
            versions: numbered.collect(),
            camps: &|claims| camps(context, &of_unit, claims),
            why: &why,
        };
        findings.settle(context, compared, &of_this);
    }
}

/// Returns the camps of some versions of one unit.
fn camps(context: &Context<'_>, versions: &[Version], claims: &[ClaimId]) -> Camps {
    let settings = context.settings;
    let wanted = |version: &&Version| claims.binary_search(&version.id).is_ok();
    let (affirmed, denied): (Vec<&Version>, Vec<&Version>) = versions
        .iter()
        .filter(wanted)
        .partition(|version| version.is_affirmed());
    let reaches: Vec<Interval> = affirmed
        .iter()
        .map(|version| match version.quantity {
            Some(quantity) => settings.reach(&quantity),
            None => Interval::UNKNOWN,
        })
        .collect();
    let (count, ranges) = stretches(&reaches);
    let placed = affirmed.iter().map(|version| version.id).zip(ranges);
    let placed: Vec<(ClaimId, Range)> = placed.collect();
    let amounts: Vec<Amounted> = affirmed
        .iter()
        .filter_map(|version| Amounted::of(version))
        .collect();
    let range_of = |id: ClaimId| {
        let place = placed.binary_search_by_key(&id, |(id, _)| *id);
        place.map(|place| placed[place].1).ok()
    };
    let against = amount::SameAs::new(settings, amounts);
    let denials = denied.into_iter().map(|version| {
        let contradicted = match version.quantity.filter(|quantity| !quantity.is_unknown()) {
            None if count == 0 => Vec::new(),
            None => vec![[1, count]],
            Some(_) => {
                let same = Amounted::of(version).map(|amount| against.find(&amount));
                same.into_iter().flatten().filter_map(range_of).collect()
            }
        };
        (version.id, contradicted)
    });
    Camps::new(count, placed.iter().copied(), denials.collect())
}

fn explain(context: &Context<'_>, contradiction: &Contradiction, open: Doubt) -> String {
    match contradiction.rule {
        Rule::Polarity => polarity::explain(context, contradiction.claims, open),
        _ => amount::explain(context, contradiction.claims, open),
    }
}

/// Notes what cannot be compared: other units, sorts of modality, and amounts that are not known.
fn skip(context: &Context<'_>, rule: Rule, versions: &[Version], findings: &mut Findings) {
    let case = context.graph.case();
    let members = |wanted: &dyn Fn(&Version) -> bool| {
        let wanted = versions.iter().filter(|version| wanted(version));
        let members = wanted.map(|version| {
            let put = (version.sort, version.measure());
            Member::version(case, version.id, version.core, put)
        });
        members.collect::<Vec<_>>()
    };
    let measured = members(&|version| version.is_affirmed() && version.quantity.is_some());
    if measured.iter().any(|member| member.key != measured[0].key) {
        let unlike = Pairs::of(context, &measured, others);
        for [a, b] in &unlike.pairs {
            findings.skip(rule, *a, *b, || incomparable(case, *a, *b));
        }
        findings.thinned_skips(rule, &unlike);
    }
    let is_unknown = |version: &Version| {
        version.is_affirmed() && version.measure().is_some_and(|(_, is_known)| !is_known)
    };
    let unknown = members(&is_unknown);
    let pairs = Pairs::of(context, &unknown, |member, under_way, visit| {
        let mut alike = under_way.get(&member.key).into_iter().flatten().copied();
        alike.try_for_each(visit)
    });
    for [a, b] in &pairs.pairs {
        findings.skip(rule, *a, *b, || NOT_KNOWN.to_owned());
    }
    findings.thinned_skips(rule, &pairs);
    let of_sort = |version: &Version| (version.sort, version.polarity);
    if versions
        .iter()
        .any(|version| of_sort(version) != of_sort(&versions[0]))
    {
        let members: Vec<Member<(ModalitySort, Polarity)>> = versions
            .iter()
            .map(|version| Member::version(case, version.id, version.core, of_sort(version)))
            .collect();
        let unlike = Pairs::of(context, &members, |member, under_way, visit| {
            let opposite = under_way
                .iter()
                .filter(|((sort, polarity), _)| *sort != member.key.0 && *polarity != member.key.1);
            opposite
                .flat_map(|(_, claims)| claims)
                .copied()
                .try_for_each(visit)
        });
        for [a, b] in &unlike.pairs {
            findings.skip(Rule::Polarity, *a, *b, || incomparable(case, *a, *b));
        }
        findings.thinned_skips(Rule::Polarity, &unlike);
    }
}

/// Notes the figures of one subject and predicate that cannot be compared since their units differ.
pub(super) fn skip_units(context: &Context<'_>, claims: &[ClaimId], findings: &mut Findings) {
    let case = context.graph.case();
    let unit = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let quantity = case.quantity(&claim)?;
        (claim.polarity == Polarity::Affirmed).then_some(quantity.unit)
    };
    let members: Vec<Member<Unit>> = claims
        .iter()
        .filter_map(|id| Some(Member::new(case, *id, unit(id)?)))
        .collect();
    if members.iter().all(|member| member.key == members[0].key) {
        return;
    }
    let unlike = Pairs::of(context, &members, others);
    for [a, b] in &unlike.pairs {
        findings.skip(Rule::Amount, *a, *b, || incomparable(case, *a, *b));
    }
    findings.thinned_skips(Rule::Amount, &unlike);
}

const NOT_KNOWN: &str = "an amount is not known";

/// Returns why two versions of one fact cannot be compared.
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
