//! `date`: two dates of one occasion, or of something that happens once to a subject, that have no day in common.

use rust_decimal::Decimal;

use super::amount::{Reach, disjoint};
use super::camps::{Camps, stretches};
use super::facts::Fact;
use super::matter::{About, Compared};
use super::meet::{Contradiction, Days, Member};
use super::{Certainty, Context, Findings, Rule};
use crate::graph::Graph;
use crate::model::{
    Bound, Case, ClaimId, EntityId, Interval, Modality, Polarity, Predicate, PredicateId, TextId,
    ValueKey, ValueKind, When,
};

/// Compares the dates of the versions of one fact that share an occasion.
pub(super) fn of_occasion(context: &Context<'_>, fact: Fact<'_>, findings: &mut Findings) {
    let case = context.graph.case();
    let of_once = |id: &ClaimId| case.predicate(&case.claims.get(*id)).once;
    if fact.versions.first().is_none_or(of_once) {
        return;
    }
    let all = fact.versions.iter().map(|id| Dated::of(case, *id));
    let mut dated: Vec<Dated> = all.filter(|dated| dated.occasion.is_some()).collect();
    dated.sort_unstable_by_key(|dated| (dated.occasion, dated.polarity, dated.modality, dated.id));
    for occasion in dated.chunk_by(|a, b| a.occasion == b.occasion) {
        let claim = case.claims.get(occasion[0].id);
        let about = About {
            subject: claim.subject,
            predicate: Some(claim.predicate),
            object: claim.object,
        };
        among(context, about, occasion, findings);
    }
}

/// Compares the dates of what happens once to an entity.
pub(super) fn of_once(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let mut dated = once(context.graph, entity);
    dated.sort_unstable_by_key(|(predicate, dated)| {
        (*predicate, dated.polarity, dated.modality, dated.id)
    });
    for alike in dated.chunk_by(|a, b| a.0 == b.0) {
        let about = About {
            subject: entity,
            predicate: Some(alike[0].0),
            object: None,
        };
        let dated: Vec<Dated> = alike.iter().map(|(_, dated)| *dated).collect();
        among(context, about, &dated, findings);
    }
}

fn once(graph: &Graph, entity: EntityId) -> Vec<(PredicateId, Dated)> {
    let case = graph.case();
    let once = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        let is_once = case.predicate(&claim).once;
        is_once.then(|| (claim.predicate, Dated::of_once(case, *id)))
    };
    graph.claims_from(entity).iter().filter_map(once).collect()
}

/// A claim with its date.
#[derive(Debug, Clone, Copy)]
struct Dated {
    id: ClaimId,
    occasion: Option<TextId>,
    polarity: Polarity,
    modality: Modality,
    /// The days it may mean, as numbers; absent where it is not dated.
    days: Option<Interval>,
}

impl Dated {
    fn of(case: &Case, id: ClaimId) -> Self {
        let claim = case.claims.get(id);
        Self {
            id,
            occasion: claim.occasion,
            polarity: claim.polarity,
            modality: claim.modality,
            days: case.when(&claim).map(days),
        }
    }

    /// Returns the date of what happens once: the value of an attribute whose values are dates, or when it happens.
    fn of_once(case: &Case, id: ClaimId) -> Self {
        Self {
            days: dated(case, id).map(days),
            ..Self::of(case, id)
        }
    }
}

/// Returns when a claim says that something happens: the value of an attribute whose values are dates, or when it holds.
fn dated(case: &Case, id: ClaimId) -> Option<&When> {
    match case.value(id) {
        Some(value) => match value.key {
            ValueKey::Date(when) => Some(&case.whens[when]),
            _ => None,
        },
        None => case.when(&case.claims.get(id)),
    }
}

/// Returns whether rule `date` compares the values of a predicate, so that no other rule need.
pub(super) fn compares_values(predicate: &Predicate) -> bool {
    predicate.once && predicate.value == Some(ValueKind::Date)
}

/// Returns the days that a date may mean, as an interval of numbers.
pub(super) fn days(when: &When) -> Interval {
    let Days { first, last } = Days::reached(when);
    let end = |day: i32, open: i32| (day != open).then(|| Bound::closed(Decimal::from(day)));
    let ends = (end(first, Days::ALL.first), end(last, Days::ALL.last));
    Interval::new(ends.0, ends.1).unwrap_or(Interval::UNKNOWN)
}

/// Compares dates of one thing, sorted by polarity and modality.
fn among(context: &Context<'_>, about: About, dated: &[Dated], findings: &mut Findings) {
    if findings.asks_for_uncompared() {
        skip(context.graph.case(), dated, findings);
    }
    for alike in dated.chunk_by(|a, b| (a.polarity, a.modality) == (b.polarity, b.modality)) {
        // Claims of two named occasions never contradict.
        let mut names: Vec<TextId> = alike.iter().filter_map(|dated| dated.occasion).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < 2 {
            compare(context, about, alike, findings);
            continue;
        }
        for name in names {
            let of_name = alike.iter();
            let of_name =
                of_name.filter(|dated| dated.occasion.is_none_or(|occasion| occasion == name));
            let of_name: Vec<Dated> = of_name.copied().collect();
            compare(context, about, &of_name, findings);
        }
    }
}

fn compare(context: &Context<'_>, about: About, dated: &[Dated], findings: &mut Findings) {
    let members: Vec<Member<Reach>> = dated
        .iter()
        .filter_map(|dated| Some(Member::timeless(dated.id, Reach(dated.days?))))
        .collect();
    let pairs = disjoint(context, &members);
    findings.thinned(&pairs);
    let found: Vec<Contradiction> = pairs
        .pairs
        .into_iter()
        .map(|claims| Contradiction {
            rule: Rule::Date,
            certainty: Certainty::Certain,
            claims,
        })
        .collect();
    let camps = |_: &[ClaimId]| {
        let of_days: Vec<Interval> = dated
            .iter()
            .map(|dated| dated.days.unwrap_or(Interval::UNKNOWN))
            .collect();
        let (count, ranges) = stretches(&of_days);
        let placed = dated.iter().map(|dated| dated.id).zip(ranges);
        Camps::new(count, placed, Vec::new())
    };
    let compared = Compared {
        about,
        versions: dated.iter().map(|dated| (dated.id, 0)).collect(),
        camps: &camps,
        why: &|contradiction| explain(context, contradiction),
    };
    findings.settle(context, compared, &found);
}

/// Notes the dates that cannot be compared, each with one other: those of other modalities, and those that are not known.
fn skip(case: &Case, dated: &[Dated], findings: &mut Findings) {
    for of_polarity in dated.chunk_by(|a, b| a.polarity == b.polarity) {
        let known = of_polarity
            .iter()
            .filter_map(|dated| Some((dated, dated.days?)));
        let mut known: Vec<(&Dated, Interval)> = known.collect();
        // Whichever order the files are in, the same claim stands for all.
        known.sort_by_key(|(dated, _)| case.text(case.claims.id(dated.id)));
        let Some((first, days)) = known.first() else {
            continue;
        };
        for undated in of_polarity.iter().filter(|dated| dated.days.is_none()) {
            let comparable = known
                .iter()
                .find(|(known, _)| known.modality == undated.modality);
            if let Some((known, _)) = comparable {
                findings.skip(Rule::Date, known.id, undated.id, || {
                    "a date is not known".to_owned()
                });
            }
        }
        let others = known
            .iter()
            .filter(|(other, _)| other.modality != first.modality);
        for (other, _) in others.filter(|(_, other)| other.is_disjoint(*days)) {
            let [a, b] = [first.modality, other.modality];
            findings.skip(Rule::Date, first.id, other.id, || {
                format!("one is {a}, the other {b}")
            });
        }
    }
}

fn explain(context: &Context<'_>, contradiction: &Contradiction) -> String {
    let case = context.graph.case();
    let once = contradiction
        .claims
        .iter()
        .all(|id| case.predicate(&case.claims.get(*id)).once);
    let [x, y] = contradiction.claims.map(|id| {
        let when = match once {
            true => dated(case, id),
            false => case.when(&case.claims.get(id)),
        };
        when.map_or_else(String::new, ToString::to_string)
    });
    let [a, b] = contradiction.claims.map(|id| context.speaker(id));
    let of = match once {
        true => "of what happens once",
        false => "of one occasion",
    };
    format!("{x} by {a} and {y} by {b} have no day in common, and are dates {of}")
}
