//! Laws that hold of any values: of intervals, quantities and dates, and of what is made of claims told at random.

mod common {
    pub mod story;
}

use std::collections::BTreeSet;

use claimgraph::answer::{Answer, Cell};
use claimgraph::dispute::{Disputes, Settings, Standing, Status, Verdict};
use claimgraph::graph::Graph;
use claimgraph::model::{Bound, ClaimId, Interval, Pool, Quantity, Thing, When};
use claimgraph::query::{self, Totals};
use common::story::told;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000_i64..1_000_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn bound() -> impl Strategy<Value = Option<Bound>> {
    let bound = (number(), any::<bool>()).prop_map(|(value, inclusive)| Bound { value, inclusive });
    proptest::option::weighted(0.8, bound)
}

fn interval() -> impl Strategy<Value = Interval> {
    (bound(), bound()).prop_map(|(a, b)| {
        let ends = Interval::new(a, b).or_else(|_| Interval::new(b, a));
        ends.unwrap_or_else(|_| Interval::exact(a.map_or(Decimal::ZERO, |a| a.value)))
    })
}

proptest! {
    #[test]
    fn hull_is_commutative_associative_and_idempotent(a in interval(), b in interval(), c in interval()) {
        prop_assert_eq!(a.hull(b), b.hull(a));
        prop_assert_eq!(a.hull(b).hull(c), a.hull(b.hull(c)));
        prop_assert_eq!(a.hull(a), a);
    }

    #[test]
    fn hull_holds_each(a in interval(), b in interval()) {
        prop_assert!(a.hull(b).contains(a));
        prop_assert!(a.hull(b).contains(b));
    }

    #[test]
    fn plus_is_commutative_associative_and_monotone(a in interval(), b in interval(), c in interval()) {
        prop_assert_eq!(a.plus(b), b.plus(a));
        prop_assert_eq!(a.plus(b).plus(c), a.plus(b.plus(c)));
        prop_assert!(a.hull(b).plus(c).contains(a.plus(c)));
    }

    #[test]
    fn what_is_widened_holds_what_it_was(a in interval(), part in 0_i64..100) {
        prop_assert!(a.widened(Decimal::new(part, 2)).contains(a));
    }

    #[test]
    fn disjoint_is_symmetric_and_irreflexive(a in interval(), b in interval()) {
        prop_assert_eq!(a.is_disjoint(b), b.is_disjoint(a));
        prop_assert!(!a.is_disjoint(a));
        prop_assert!(!(a.is_disjoint(b) && a.contains(b)));
    }

    #[test]
    fn below_is_disjoint_and_turns_with_the_sign(a in interval(), b in interval()) {
        prop_assert_eq!(a.is_disjoint(b), a.is_below(b) || b.is_below(a));
        prop_assert_eq!(a.is_below(b), b.negated().is_below(a.negated()));
        prop_assert_eq!(a.negated().negated(), a);
    }

    #[test]
    fn a_quantity_that_is_printed_is_read_as_itself(text in quantity_text()) {
        let mut pool = Pool::default();
        let quantity = Quantity::parse(&text, &mut pool);
        prop_assume!(quantity.is_ok());
        let quantity = quantity.unwrap();
        let printed = quantity.display(&pool).to_string();
        prop_assert_eq!(Quantity::parse(&printed, &mut pool), Ok(quantity), "{}", printed);
    }

    #[test]
    fn no_text_breaks_the_reading_of_quantities_and_dates(text in ".{0,24}") {
        let _ = Quantity::parse(&text, &mut Pool::default());
        let _ = When::parse(&text);
    }

    #[test]
    fn a_date_that_is_printed_is_read_as_itself(text in date_text()) {
        let when = When::parse(&text);
        prop_assume!(when.is_ok());
        let when = when.unwrap();
        prop_assert_eq!(When::parse(&when.to_string()), Ok(when));
    }

    #[test]
    fn no_date_ends_before_it_begins(text in date_text(), other in date_text()) {
        let (Ok(when), Ok(other)) = (When::parse(&text), When::parse(&other)) else {
            return Err(TestCaseError::reject("no dates"));
        };
        if let (Some(earliest), Some(latest)) = (when.earliest(), when.latest()) {
            prop_assert!(earliest <= latest);
        }
        prop_assert_eq!(when.may_overlap(&other), other.may_overlap(&when));
        prop_assert!(!(when.is_before(&other) && other.is_before(&when)));
        prop_assert!(when.may_overlap(&when));
    }
}

fn quantity_text() -> impl Strategy<Value = String> {
    let number = "-?[0-9]{1,9}(\\.[0-9]{1,5})?[kMBT]?";
    prop_oneof![
        (prop_oneof!["~", "<", "<=", ">", ">=", ""], number)
            .prop_map(|(sign, number)| format!("{sign}USD {number}")),
        (number, prop_oneof!["", "<"], number)
            .prop_map(|(min, open, max)| format!("~EUR {min}..{open}{max}")),
        (number, number).prop_map(|(min, max)| format!(">{min}..{max} users")),
        number.prop_map(|number| format!("<{number}%")),
        number.prop_map(|number| format!("{number} months")),
        "unknown (USD|users|%|years)",
    ]
}

fn date_text() -> impl Strategy<Value = String> {
    let date = "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[~?%]?";
    prop_oneof![
        date,
        (date, date).prop_map(|(a, b)| format!("{a}/{b}")),
        date.prop_map(|date| format!("../{date}")),
        date.prop_map(|date| format!("{date}/..")),
        "(19|20)[0-9]X",
    ]
}

/// Returns claims at random, a line each without the id, many of them versions of one another.
fn claims(most: usize) -> impl Strategy<Value = Vec<String>> {
    let source = prop_oneof!["ann", "ann-later", "bob", "cat-in-paper", "paper"];
    let statement = prop_oneof![
        4 => "ann paid (bob|cat) \\| quantity: (~|<|>)?USD [1-9]M",
        1 => "bob paid ann \\| quantity: (USD 2M\\.\\.5M|unknown USD|EUR 3M)",
        1 => "firm made_by (bob|cat) \\| modality: asserted",
        1 => "(ann wed (bob|cat)|cat wed ann) \\| modality: asserted",
        1 => "firm (open|closed) \\| modality: alleged",
        1 => "firm worth \\| quantity: USD [1-3]B",
    ];
    let manner =
        "(; when: 201[5-7](-0[1-3]|~)?|; when: 2015/2016)?(; occasion: gift)?(; polarity: denied)?";
    let claim = (source, statement, manner)
        .prop_map(|(source, statement, manner)| format!("{source} | {statement}{manner}"));
    proptest::collection::vec(claim, 1..most)
}

/// Returns a text of claims that are named by their places.
fn named<'c>(claims: impl IntoIterator<Item = (usize, &'c String)>) -> String {
    let lines = claims.into_iter();
    lines
        .map(|(place, claim)| format!("c{place} | {claim}\n"))
        .collect()
}

fn id(graph: &Graph, claim: ClaimId) -> String {
    graph.case().id_of(Thing::Claim(claim)).to_owned()
}

/// Returns rule, certainty and claims of every contradiction and what could not be compared, whatever their order.
fn disputes(graph: &Graph) -> BTreeSet<(String, BTreeSet<String>)> {
    let disputes = Disputes::of(graph, &Settings::default());
    let ids = |claims: &[ClaimId]| claims.iter().map(|claim| id(graph, *claim)).collect();
    let all = disputes.all().iter();
    let all = all.map(|dispute| {
        let kind = format!("{} {}", dispute.rule, dispute.certainty);
        (kind, ids(&dispute.claims))
    });
    let skipped = disputes.uncompared().iter();
    let skipped = skipped.map(|pair| (format!("{} skipped", pair.rule), ids(&pair.claims)));
    all.chain(skipped).collect()
}

/// Returns the propositions by the ids of their claims.
fn propositions(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let standing = Standing::new(graph, Settings::default());
    let all = standing.propositions().all().iter();
    all.map(|claims| claims.iter().map(|claim| id(graph, *claim)).collect())
        .collect()
}

/// Returns the total of all dollars that moved.
fn total(graph: &Graph) -> Interval {
    let standing = Standing::new(graph, Settings::default());
    let answer = query::total(graph, &standing, &Totals::default());
    quantities(answer, "total", "USD")
        .pop()
        .unwrap_or(Interval::exact(Decimal::ZERO))
}

/// Returns the quantities of the rows of one entry and one currency.
fn quantities(answer: Answer<'_>, entry: &str, currency: &str) -> Vec<Interval> {
    let rows = answer.rows;
    let of_row = |cells: Vec<Cell>| {
        let named = cells
            .iter()
            .any(|cell| matches!(cell, Cell::Word(word) if *word == entry));
        cells.into_iter().find_map(|cell| match cell {
            Cell::Quantity(quantity)
                if named && quantity.unit.word(&Pool::default()) == currency =>
            {
                Some(quantity.interval)
            }
            _ => None,
        })
    };
    rows.filter_map(|row| of_row(row.cells)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn disputes_do_not_depend_on_the_order_of_files_and_records(
        claims in claims(14),
        order in any::<prop::sample::Index>(),
        split in any::<prop::sample::Index>(),
    ) {
        let named_claims: Vec<(usize, &String)> = claims.iter().enumerate().collect();
        let mut turned = named_claims.clone();
        turned.rotate_left(order.index(claims.len()));
        turned.reverse();
        let (one, other) = turned.split_at(split.index(claims.len()));
        let straight = told(&[&named(named_claims)]);
        let turned = told(&[&named(one.to_vec()), &named(other.to_vec())]);
        prop_assert_eq!(disputes(&straight), disputes(&turned));
        prop_assert_eq!(propositions(&straight), propositions(&turned));
        prop_assert_eq!(total(&straight), total(&turned));
    }

    #[test]
    fn disputes_are_symmetric_and_irreflexive(claims in claims(14)) {
        let graph = told(&[&named(claims.iter().enumerate())]);
        let standing = Standing::new(&graph, Settings::default());
        for claim in graph.case().claims.handles() {
            let against = standing.disputed_by(claim);
            prop_assert!(against.iter().all(|(other, _)| *other != claim));
            for (other, certainty) in against {
                // A part is not disputed for belonging to a whole.
                let is_whole = graph.case().claims.links(claim).iter().any(|link| link.target == other);
                prop_assert!(is_whole || standing.disputed_by(other).contains(&(claim, certainty)));
                prop_assert!(!standing.corroborating(claim).contains(&other)
                    || standing.status(claim) == Status::Disputed);
            }
        }
    }

    #[test]
    fn claims_that_agree_are_in_no_dispute_of_amounts(claims in claims(14)) {
        let graph = told(&[&named(claims.iter().enumerate())]);
        let standing = Standing::new(&graph, Settings::default());
        for dispute in standing.disputes().all() {
            if let ("amount", [a, b]) = (dispute.rule.to_string().as_str(), dispute.claims.as_slice()) {
                prop_assert_eq!(standing.verdict(*a, *b), Some(Verdict::Contradictory));
                prop_assert!(standing.propositions().versions(*a).contains(b));
            }
        }
    }

    #[test]
    fn a_total_holds_every_version_of_a_payment_told_once(amounts in proptest::collection::vec("(~|<|>|<=|>=)?USD [1-9]M", 1..6)) {
        let lines: Vec<String> = amounts
            .iter()
            .map(|amount| format!("ann | ann paid bob | quantity: {amount}; occasion: gift"))
            .collect();
        let graph = told(&[&named(lines.iter().enumerate())]);
        let hull = total(&graph);
        let mut pool = Pool::default();
        for amount in amounts {
            let version = Quantity::parse(&amount, &mut pool).expect("a quantity");
            prop_assert!(hull.contains(Settings::default().as_written(&version).from_zero()));
        }
    }

    /// A claim more never lowers the upper end of the total, and raises the lower one by no more than it tells; one that does
    /// not count changes nothing.
    #[test]
    fn a_claim_more_moves_the_total_by_no_more_than_it_tells(claims in claims(12)) {
        let all: Vec<(usize, &String)> = claims.iter().enumerate().collect();
        let before = total(&told(&[&named(all[..all.len() - 1].to_vec())]));
        let after = total(&told(&[&named(all)]));
        let added = &claims[claims.len() - 1];
        let counts = ["USD", "paid"].iter().all(|word| added.contains(word))
            && !["denied", "unknown"].iter().any(|word| added.contains(word));
        if !counts {
            prop_assert_eq!(after, before);
            return Ok(());
        }
        let value = |bound: Option<Bound>| bound.map(|bound| bound.value);
        let is_open = after.max().is_none();
        prop_assert!(is_open || before.max().is_some() && value(after.max()) >= value(before.max()), "{before:?} {after:?}");
        let most = Decimal::from(9_000_000);
        let low = |total: Interval| value(total.min()).unwrap_or_default();
        prop_assert!(low(after) <= low(before) + most, "{before:?} {after:?}");
    }

    #[test]
    fn corroboration_never_rises_by_repeating_a_source(claims in claims(10), again in any::<prop::sample::Index>()) {
        let repeated = again.index(claims.len());
        let all: Vec<(usize, &String)> = claims.iter().enumerate().collect();
        let mut more = all.clone();
        more.push((claims.len(), all[repeated].1));
        let (before, after) = (told(&[&named(all)]), told(&[&named(more)]));
        let corroborated = |graph: &Graph| -> BTreeSet<String> {
            let standing = Standing::new(graph, Settings::default());
            let claims = graph.case().claims.handles();
            claims
                .filter(|claim| standing.status(*claim) == Status::Corroborated)
                .map(|claim| id(graph, claim))
                .collect()
        };
        let (before, mut after) = (corroborated(&before), corroborated(&after));
        after.remove(&format!("c{}", claims.len()));
        prop_assert!(after.is_subset(&before), "{before:?} {after:?}");
    }
}
