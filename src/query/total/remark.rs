//! What is to be said of the lines of a total: what could be one, what is told in two currencies, what spreads.

use super::Sorted;
use super::entry::Entry;
use super::item::Item;
use super::line::{Ends, quantity};
use super::untold::{Untold, untold};
use crate::dispute::{Certainty, could_be_one};
use crate::graph::Graph;
use crate::model::{ClaimId, Interval, Unit};

/// The most clusters of payments that a remark names, and the most claims of each.
const CLUSTERS: usize = 3;
const CLAIMS: usize = 6;

/// How many claims of a cluster are held against one another to say which could be one.
const HELD: usize = 300;

/// How many claims of a cluster are looked through for others that could be one with a claim.
const LOOKED_AT: usize = 1_000;

/// Returns what is to be said of the sum of items.
pub(super) fn of_sum<'i>(
    graph: &Graph,
    sorted: &Sorted,
    items: impl Iterator<Item = &'i Item> + Clone,
    entry: Entry,
    sum: Ends,
) -> String {
    let mut remarks = vec![entry.remark().to_owned()];
    remarks.push(told_twice(graph, sorted, items.clone()));
    if entry == Entry::Counted {
        let claims = items.clone().flat_map(|item| sorted.items.claims(item));
        remarks.push(parts_untold(graph, &untold(graph, claims.copied())));
    }
    remarks.push(in_other_currencies(items));
    if sum.is_too_large() {
        remarks.push("an end is left out: it is too large for exact arithmetic".to_owned());
    } else if entry == Entry::Counted && sum.interval().max().is_none() {
        remarks.push("open above: not every payment has an upper end".to_owned());
    }
    joined(remarks)
}

/// Returns what is to be said of one payment.
pub(super) fn of_payment(graph: &Graph, sorted: &Sorted, item: &Item, cluster: &[&Item]) -> String {
    let case = graph.case();
    let mut remarks = vec![match item.whole {
        Some(whole) => format!("not added: counted in {}", case.text(case.claims.id(whole))),
        None => item.entry.remark().to_owned(),
    }];
    if item.disputed.is_some() {
        remarks.push(spread([item].into_iter(), item.amount, item.unit, graph));
    }
    if item.could_be_fewer {
        let own = sorted.items.claims(item);
        let others = cluster
            .iter()
            .flat_map(|item| sorted.items.claims(item))
            .copied();
        let others = others
            .take(LOOKED_AT)
            .filter(|other| own.iter().any(|claim| could_be_one(case, *claim, *other)));
        let others: Vec<ClaimId> = others.collect();
        if !others.is_empty() {
            remarks.push(format!(
                "could be one: {}; an occasion decides",
                named(graph, &others)
            ));
        }
    }
    remarks.push(in_other_currencies([item].into_iter()));
    joined(remarks)
}

/// Returns what is to be said of those payments of a total that are disputed.
pub(super) fn of_disputed<'i>(
    items: impl Iterator<Item = &'i Item>,
    sum: Interval,
    unit: Option<Unit>,
    graph: &Graph,
) -> String {
    format!("part of the total; {}", spread(items, sum, unit, graph))
}

fn joined(remarks: Vec<String>) -> String {
    let remarks = remarks.into_iter().filter(|remark| !remark.is_empty());
    remarks.collect::<Vec<_>>().join("; ")
}

/// Returns which claims could be one, for which the lower end is lower.
fn told_twice<'i>(graph: &Graph, sorted: &Sorted, items: impl Iterator<Item = &'i Item>) -> String {
    let mut clusters: Vec<Vec<ClaimId>> = Vec::new();
    let mut more = 0;
    let mut last = None;
    for item in items.filter(|item| item.could_be_fewer) {
        let is_next = last.replace(item.cluster) != Some(item.cluster);
        let claims = sorted.items.claims(item);
        if is_next && clusters.len() == CLUSTERS {
            more += 1;
        } else if is_next {
            clusters.push([&item.parts, claims].concat());
        } else if let Some(known) = clusters.last_mut()
            && more == 0
        {
            known.extend(claims);
        }
    }
    if clusters.is_empty() {
        return String::new();
    }
    let clusters = clusters.iter().map(|claims| {
        let case = graph.case();
        // Of many claims some are held against one another, taken at even distances.
        let step = claims.len().div_ceil(HELD).max(1);
        let some: Vec<ClaimId> = claims.iter().step_by(step).copied().collect();
        let could_be =
            |claim: &&ClaimId| some.iter().any(|other| could_be_one(case, **claim, *other));
        let found: Vec<ClaimId> = some.iter().filter(could_be).copied().collect();
        match step {
            1 => named(graph, &found),
            _ => {
                let first = named(graph, &found[..found.len().min(CLAIMS)]);
                format!("some of {} claims, such as {first}", claims.len())
            }
        }
    });
    let mut clusters: Vec<String> = clusters.collect();
    if more > 0 {
        clusters.push(format!("{more} more"));
    }
    format!(
        "could be one: {}; an occasion decides",
        clusters.join(" | ")
    )
}

/// Returns which claims may be wholes of others, as their teller does not say.
fn parts_untold(graph: &Graph, all: &[Untold]) -> String {
    let some = all.iter().take(CLUSTERS);
    let mut found: Vec<String> = some
        .map(|one| {
            let [whole, parts] = [named(graph, &[one.whole]), named(graph, &one.parts)];
            format!("{whole} is what {parts} come to")
        })
        .collect();
    if found.is_empty() {
        return String::new();
    }
    if all.len() > CLUSTERS {
        found.push(format!("{} more", all.len() - CLUSTERS));
    }
    format!(
        "{}; if they are its parts, `parts` says so",
        found.join(" | ")
    )
}

/// Returns the ids of claims, as far as a remark has room.
fn named(graph: &Graph, claims: &[ClaimId]) -> String {
    let case = graph.case();
    let some = claims.iter().take(CLAIMS);
    let mut ids: Vec<String> = some
        .map(|id| case.text(case.claims.id(*id)).to_owned())
        .collect();
    if claims.len() > CLAIMS {
        ids.push(format!("{} more", claims.len() - CLAIMS));
    }
    ids.join(", ")
}

fn in_other_currencies<'i>(items: impl Iterator<Item = &'i Item>) -> String {
    match items.filter(|item| item.in_other_currencies).count() {
        0 => String::new(),
        1 => "1 payment is told in another currency too, and counts from nothing".to_owned(),
        count => {
            format!("{count} payments are told in another currency too, and count from nothing")
        }
    }
}

/// Returns by how much the versions of disputed payments spread, and whether they may be several payments.
fn spread<'i>(
    items: impl Iterator<Item = &'i Item>,
    sum: Interval,
    unit: Option<Unit>,
    graph: &Graph,
) -> String {
    let pool = &graph.case().pool;
    let spread = sum.spread().and_then(|spread| {
        let spread = quantity(Interval::exact(spread), unit)?;
        Some(spread.display(pool).to_string())
    });
    let spread = match spread {
        Some(spread) => format!("disputed: the versions spread over {spread}"),
        None => "disputed: the versions spread without bound".to_owned(),
    };
    let (mut all, mut possible) = (0, 0);
    for item in items {
        all += 1;
        possible += usize::from(item.disputed == Some(Certainty::Possible));
    }
    match possible {
        0 => spread,
        _ if possible == all => format!("{spread}, unless they tell of several payments"),
        some => format!("{spread}, unless the versions of {some} tell of several payments"),
    }
}
