//! What a total is made of: for each payment, the versions that count and those that do not, and why.

use rayon::prelude::*;

use super::years::Years;
use super::{By, Totals};
use crate::dispute::{Certainty, Standing};
use crate::graph::Graph;
use crate::model::{
    Case, Claim, ClaimId, EntityId, Interval, Modality, Polarity, Unit, When, Word,
};

/// How the versions of a payment come into a total, or why they do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entry {
    /// They count.
    Counted,
    /// They are not put as facts.
    Put(Modality),
    /// They say that nothing was paid, or not so much.
    Denied,
    /// They do not say how much was paid.
    Unknown,
}

impl Entry {
    fn of(case: &Case, claim: &Claim, wanted: &Totals) -> Self {
        let counts = claim.modality.is_factual() || wanted.include.contains(&claim.modality);
        let is_known = case
            .quantity(claim)
            .is_some_and(|quantity| !quantity.is_unknown());
        match claim.polarity {
            Polarity::Denied => Self::Denied,
            Polarity::Affirmed if !counts => Self::Put(claim.modality),
            Polarity::Affirmed if !is_known => Self::Unknown,
            Polarity::Affirmed => Self::Counted,
        }
    }

    /// Returns its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Put(modality) => modality.as_str(),
            Self::Denied => "denied",
            Self::Unknown => "unknown",
        }
    }
}

/// Whose money a total is of, as far as it is one giver's and one receiver's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ends {
    pub giver: Option<EntityId>,
    pub receiver: Option<EntityId>,
}

/// The versions of one payment that come into one total in one way.
#[derive(Debug)]
pub(super) struct Item {
    /// Whose money the total is of.
    pub ends: Ends,
    /// The years the total is of, if it is of years.
    pub years: Option<Years>,
    /// The currency.
    pub unit: Option<Unit>,
    /// How they come into the total.
    pub entry: Entry,
    /// The smallest interval that holds the versions.
    pub amount: Interval,
    /// The version that gives the lower end, and the one that gives the upper.
    pub bounds: [ClaimId; 2],
    /// The versions, in the order of the data.
    pub claims: Vec<ClaimId>,
    /// How sure it is that the versions contradict one another or another version of the payment, if they do.
    pub disputed: Option<Certainty>,
    /// Whether other versions that count are in another currency.
    pub in_other_currencies: bool,
}

/// Returns what payments bring into the totals asked for, in the order of the data.
pub(super) fn items(graph: &Graph, standing: &Standing<'_>, wanted: &Totals) -> Vec<Item> {
    let Some(entity) = wanted.entity else {
        let propositions = standing.propositions();
        let places = (0..propositions.len())
            .into_par_iter()
            .with_min_len(1 << 10);
        let items = places
            .flat_map_iter(|place| of_payment(graph, standing, propositions.get(place), wanted));
        return items.collect();
    };
    let mut payments = [graph.claims_from(entity), graph.claims_to(entity)].concat();
    payments.sort_unstable();
    payments.dedup();
    let items = payments.iter().flat_map(|id| {
        standing.with_versions(*id, |versions| match versions[0] == *id {
            true => of_payment(graph, standing, versions, wanted),
            false => Vec::new(),
        })
    });
    items.collect()
}

/// Returns what one payment brings into the totals asked for; nothing, if the versions are of another kind.
fn of_payment(
    graph: &Graph,
    standing: &Standing<'_>,
    versions: &[ClaimId],
    wanted: &Totals,
) -> Vec<Item> {
    let case = graph.case();
    let claim = case.claims.get(versions[0]);
    if !case.predicate(&claim).is_money() {
        return Vec::new();
    }
    let totals = totals(&claim, wanted);
    let mut items = Vec::new();
    if !totals.is_empty() {
        let mut sorts: Vec<(Option<Unit>, Entry, ClaimId)> = versions
            .iter()
            .map(|id| {
                let claim = case.claims.get(*id);
                let unit = case.quantity(&claim).map(|quantity| quantity.unit);
                (unit, Entry::of(case, &claim, wanted), *id)
            })
            .collect();
        sorts.sort_unstable();
        let alike = |a: &(_, _, _), b: &(_, _, _)| (a.0, a.1) == (b.0, b.1);
        let counted = |sort: &[(_, Entry, _)]| sort[0].1 == Entry::Counted;
        let currencies = sorts.chunk_by(alike).filter(|sort| counted(sort)).count();
        for sort in sorts.chunk_by(alike) {
            let claims: Vec<ClaimId> = sort.iter().map(|(_, _, id)| *id).collect();
            let (amount, bounds) = hull(case, standing, &claims);
            for ends in &totals {
                items.push(Item {
                    ends: *ends,
                    years: years(case, &claims).filter(|_| wanted.by == Some(By::Year)),
                    unit: sort[0].0,
                    entry: sort[0].1,
                    amount,
                    bounds,
                    disputed: standing.surest_within(versions, &claims),
                    claims: claims.clone(),
                    in_other_currencies: currencies > 1 && counted(sort),
                });
            }
        }
    }
    items
}

impl Item {
    /// Returns whether two items come into totals of the same money in the same currency.
    pub fn share_a_total(&self, other: &Self) -> bool {
        (self.ends, self.years, self.unit) == (other.ends, other.years, other.unit)
    }

    /// Returns whether two of its versions have no day in common, and only a third joins them.
    pub fn times_apart(&self, case: &Case) -> bool {
        let [first, _, ..] = self.claims.as_slice() else {
            return false;
        };
        let occasion = case.claims.get(*first).occasion;
        let keys = || whens(case, &self.claims).map(When::sort_key);
        let latest_start = keys().map(|(start, _)| start).max();
        let earliest_end = keys().map(|(_, end)| end).min();
        occasion.is_none() && latest_start > earliest_end
    }
}

/// Returns the totals that a payment belongs to: none, one, or both what an entity gave and what it received.
fn totals(claim: &Claim, wanted: &Totals) -> Vec<Ends> {
    let (giver, receiver) = (Some(claim.subject), claim.object);
    if wanted.entity.is_some() && wanted.entity != giver && wanted.entity != receiver {
        return Vec::new();
    }
    let ends = |giver, receiver| Ends { giver, receiver };
    match (wanted.by, wanted.entity) {
        (Some(By::Giver), _) => vec![ends(giver, None)],
        (Some(By::Receiver), _) => vec![ends(None, receiver)],
        (Some(By::Pair), _) => vec![ends(giver, receiver)],
        (Some(By::Year) | None, None) => vec![ends(None, None)],
        (Some(By::Year) | None, entity) => {
            let gave = (entity == giver).then(|| ends(entity, None));
            let received = (entity == receiver).then(|| ends(None, entity));
            gave.into_iter().chain(received).collect()
        }
    }
}

/// Returns the smallest interval that holds what claims may mean, and the claims that give its ends.
fn hull(case: &Case, standing: &Standing<'_>, claims: &[ClaimId]) -> (Interval, [ClaimId; 2]) {
    let amount = |id: ClaimId| match case.quantity(&case.claims.get(id)) {
        Some(quantity) => standing.settings().reach(&quantity).from_zero(),
        None => Interval::UNKNOWN.from_zero(),
    };
    let first = claims[0];
    let mut hull = amount(first);
    let mut bounds = [first; 2];
    for id in &claims[1..] {
        let wider = hull.hull(amount(*id));
        if wider.min() != hull.min() {
            bounds[0] = *id;
        }
        if wider.max() != hull.max() {
            bounds[1] = *id;
        }
        hull = wider;
    }
    (hull, bounds)
}

fn whens<'c>(case: &'c Case, claims: &'c [ClaimId]) -> impl Iterator<Item = &'c When> {
    claims
        .iter()
        .filter_map(|id| case.when(&case.claims.get(*id)))
}

fn years(case: &Case, claims: &[ClaimId]) -> Option<Years> {
    Years::of(whens(case, claims))
}
