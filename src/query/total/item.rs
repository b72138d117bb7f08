//! What a total is made of: for each payment, the versions that count and those that do not, and why.

use std::borrow::Cow;

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Ends {
    pub giver: Option<EntityId>,
    pub receiver: Option<EntityId>,
}

/// The versions of one payment that come into one total in one way.
#[derive(Debug, Clone)]
pub(super) struct Item<'s> {
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
    pub claims: Cow<'s, [ClaimId]>,
    /// Whether some version is only about so much.
    pub approximate: bool,
    /// How sure it is that the versions contradict one another or another version of the payment, if they do.
    pub disputed: Option<Certainty>,
    /// Whether other versions that count are in another currency.
    pub in_other_currencies: bool,
}

/// How many propositions are looked at at a time.
const RUN: usize = 1 << 12;

/// Returns what payments bring into the totals asked for, in the order of the data.
pub(super) fn items<'s>(
    graph: &'s Graph,
    standing: &'s Standing<'_>,
    wanted: &Totals,
) -> Vec<Item<'s>> {
    let Some(entity) = wanted.entity else {
        let propositions = standing.propositions();
        let runs = (0..propositions.len().div_ceil(RUN)).into_par_iter();
        let runs = runs.map(|run| {
            let mut items = Vec::new();
            for place in run * RUN..propositions.len().min((run + 1) * RUN) {
                let versions = Cow::Borrowed(propositions.get(place));
                add_payment(graph, standing, versions, wanted, &mut items);
            }
            items
        });
        let runs: Vec<Vec<Item<'_>>> = runs.collect();
        return runs.into_iter().flatten().collect();
    };
    let mut payments = [graph.claims_from(entity), graph.claims_to(entity)].concat();
    payments.sort_unstable();
    payments.dedup();
    let mut items = Vec::new();
    for id in &payments {
        let versions = standing.with_versions(*id, |versions| match versions[0] == *id {
            true => versions.to_vec(),
            false => Vec::new(),
        });
        add_payment(graph, standing, versions.into(), wanted, &mut items);
    }
    items
}

/// Adds what one payment brings into the totals asked for; nothing, if the versions are of another kind.
fn add_payment<'s>(
    graph: &Graph,
    standing: &Standing<'_>,
    versions: Cow<'s, [ClaimId]>,
    wanted: &Totals,
    items: &mut Vec<Item<'s>>,
) {
    let case = graph.case();
    let Some(first) = versions.first() else {
        return;
    };
    let claim = case.claims.get(*first);
    if !case.predicate(&claim).is_money() {
        return;
    }
    let totals = totals(&claim, wanted);
    if totals == [None, None] {
        return;
    }
    let mut add = |(unit, entry), claims: Cow<'s, [ClaimId]>, in_other_currencies| {
        let put = Put::of(case, standing, &claims);
        let item = Item {
            ends: Ends::default(),
            years: years(case, &claims).filter(|_| wanted.by == Some(By::Year)),
            unit,
            entry,
            amount: put.amount,
            bounds: put.bounds,
            approximate: put.approximate,
            disputed: standing.surest_within(&versions, &claims),
            claims,
            in_other_currencies,
        };
        match totals {
            [Some(ends), Some(others)] => {
                items.push(Item {
                    ends,
                    ..item.clone()
                });
                items.push(Item {
                    ends: others,
                    ..item
                });
            }
            [Some(ends), None] | [None, Some(ends)] => items.push(Item { ends, ..item }),
            [None, None] => {}
        }
    };
    let sort = |claim: &Claim| {
        let unit = case.quantity(claim).map(|quantity| quantity.unit);
        (unit, Entry::of(case, claim, wanted))
    };
    if versions.len() == 1 {
        return add(sort(&claim), versions.clone(), false);
    }
    let mut sorts: Vec<((Option<Unit>, Entry), ClaimId)> = versions
        .iter()
        .map(|id| (sort(&case.claims.get(*id)), *id))
        .collect();
    sorts.sort_unstable();
    let sorts = || sorts.chunk_by(|a, b| a.0 == b.0);
    let counted = |((_, entry), _): &(_, _)| *entry == Entry::Counted;
    let currencies = sorts().filter(|sort| counted(&sort[0])).count();
    for sort in sorts() {
        let claims: Vec<ClaimId> = sort.iter().map(|(_, id)| *id).collect();
        let in_other_currencies = currencies > 1 && counted(&sort[0]);
        add(sort[0].0, claims.into(), in_other_currencies);
    }
}

impl Item<'_> {
    /// Returns whether two items come into totals of the same money in the same currency.
    pub fn share_a_total(&self, other: &Self) -> bool {
        (self.ends, self.years, self.unit) == (other.ends, other.years, other.unit)
    }

    /// Returns whether two of its versions have no day in common, and only a third joins them.
    pub fn times_apart(&self, case: &Case) -> bool {
        let [first, _, ..] = &*self.claims else {
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
fn totals(claim: &Claim, wanted: &Totals) -> [Option<Ends>; 2] {
    let (giver, receiver) = (Some(claim.subject), claim.object);
    if wanted.entity.is_some() && wanted.entity != giver && wanted.entity != receiver {
        return [None, None];
    }
    let one = |giver, receiver| [Some(Ends { giver, receiver }), None];
    match (wanted.by, wanted.entity) {
        (Some(By::Giver), _) => one(giver, None),
        (Some(By::Receiver), _) => one(None, receiver),
        (Some(By::Pair), _) => one(giver, receiver),
        (Some(By::Year) | None, None) => one(None, None),
        (Some(By::Year) | None, entity) => {
            let gave = Ends {
                giver: entity,
                receiver: None,
            };
            let received = Ends {
                giver: None,
                receiver: entity,
            };
            [
                (entity == giver).then_some(gave),
                (entity == receiver).then_some(received),
            ]
        }
    }
}

/// How much claims put a payment at.
struct Put {
    /// The smallest interval that holds what they may mean.
    amount: Interval,
    /// The claims that give its ends.
    bounds: [ClaimId; 2],
    /// Whether some claim gives only about so much.
    approximate: bool,
}

impl Put {
    fn of(case: &Case, standing: &Standing<'_>, claims: &[ClaimId]) -> Self {
        let amount = |id: ClaimId| match case.quantity(&case.claims.get(id)) {
            Some(quantity) => {
                let reach = standing.settings().ends(&quantity);
                (reach.from_zero(), quantity.approximate)
            }
            None => (Interval::UNKNOWN.from_zero(), false),
        };
        let first = claims[0];
        let (mut hull, mut approximate) = amount(first);
        let mut bounds = [first; 2];
        for id in &claims[1..] {
            let (amount, is_about) = amount(*id);
            let wider = hull.hull(amount);
            if wider.min() != hull.min() {
                bounds[0] = *id;
            }
            if wider.max() != hull.max() {
                bounds[1] = *id;
            }
            hull = wider;
            approximate |= is_about;
        }
        Self {
            amount: hull,
            bounds,
            approximate,
        }
    }
}

fn whens<'c>(case: &'c Case, claims: &'c [ClaimId]) -> impl Iterator<Item = &'c When> {
    claims
        .iter()
        .filter_map(|id| case.when(&case.claims.get(*id)))
}

fn years(case: &Case, claims: &[ClaimId]) -> Option<Years> {
    Years::of(whens(case, claims))
}
