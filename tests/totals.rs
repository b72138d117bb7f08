//! Totals: the worked examples of what is one payment and what claims come to.

mod common {
    pub mod story;
}

use claimgraph::answer::{Answer, Cell};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{Modality, Pool, Thing};
use claimgraph::query::{self, By, Totals};
use common::story::told;

/// Returns the rows of an answer in words, absent cells left out.
fn rows(graph: &Graph, answer: Answer<'_>) -> Vec<String> {
    let word = |cell: Cell| match cell {
        Cell::Word(word) => Some(word.to_owned()),
        Cell::Written(text) => Some(text),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Quantity(quantity) => Some(quantity.display(&Pool::default()).to_string()),
        Cell::Thing(thing @ (Thing::Entity(_) | Thing::Claim(_))) => {
            Some(graph.case().id_of(thing).to_owned())
        }
        _ => None,
    };
    let rows = answer.rows.map(|row| {
        let words: Vec<String> = row.cells.into_iter().filter_map(word).collect();
        words.join(" ")
    });
    rows.collect()
}

/// Returns the lines of the total asked for.
fn totals(lines: &str, wanted: &Totals) -> Vec<String> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    rows(&graph, query::total(&graph, &standing, wanted))
}

/// A claim of money from `ann` to `bob` a line, as `id: teller amount; more`.
fn payments(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| {
        let (id, rest) = line.split_once(": ").expect("an id");
        let (teller, rest) = rest.split_once(' ').expect("a teller");
        format!("{id} | {teller} | ann paid bob | quantity: {rest}\n")
    });
    lines.collect()
}

/// Checks the lines of the total of everything, the line of what is disputed left out.
#[track_caller]
fn come_to(claims: &[&str], expected: &[&str]) {
    let lines = totals(&payments(claims), &Totals::default());
    let lines: Vec<&String> = lines
        .iter()
        .filter(|line| !line.starts_with("disputed"))
        .collect();
    assert_eq!(lines, expected, "{claims:?}");
}

#[test]
fn rows_of_tables_are_payments_of_their_own() {
    come_to(
        &[
            "a: register USD 60k; when: 2007-02-08",
            "b: register USD 60k; when: 2007-02-08",
        ],
        &["total USD 120k 2"],
    );
    come_to(
        &[
            "a: register USD 5M; occasion: o",
            "b: register USD 7M; occasion: o",
        ],
        &["total USD 12M 2"],
    );
    come_to(
        &[
            "a: register USD 50; when: 2016",
            "b: register-2 USD 60; when: 2016",
        ],
        &["total USD 110 2"],
    );
    come_to(
        &[
            "a: register USD 150k; when: 2016",
            "b: register USD 50k; when: 2016",
            "c: register USD 15k; when: 2016",
        ],
        &["total USD 215k 3"],
    );
}

#[test]
fn two_registers_of_the_same_payments_could_be_one() {
    come_to(
        &[
            "a: register USD 5M; when: 2016-01-01",
            "b: register USD 7M; when: 2016-02-01",
            "c: ledger USD 5M; when: 2016-01-01",
            "d: ledger USD 7M; when: 2016-02-01",
        ],
        &["total USD 12M..24M 2 could be one: a, c | b, d; an occasion decides"],
    );
}

#[test]
fn tellings_that_could_be_one_make_the_lower_end() {
    come_to(
        &["a: ann USD 44M; when: 2018", "b: bob USD 44M; when: 2018"],
        &["total USD 44M..88M 1 could be one: a, b; an occasion decides"],
    );
    come_to(
        &["a: ann USD 44M; occasion: o", "b: bob USD 44M; occasion: o"],
        &["total USD 44M 1"],
    );
    come_to(
        &[
            "a: ann USD 44M; occasion: o",
            "b: bob <USD 45M; occasion: o",
            "c: cat ~USD 100M; occasion: o",
        ],
        &["total USD 0..110M 1"],
    );
    come_to(
        &[
            "a: ann USD 10M; when: 2018-05-05",
            "b: bob USD 10M; when: 2018-05-05",
            "c: bob USD 20M; when: 2018-05-05",
            "d: cat USD 20M; when: 2018-05-05",
        ],
        &["total USD 30M..60M 2 could be one: a, b, c, d; an occasion decides"],
    );
    come_to(
        &[
            "a: ann USD 10M; when: 2018",
            "b: bob USD 11M; when: 2018/2020",
            "c: cat USD 12M; when: 2020",
        ],
        &["total USD 12M..33M 3 could be one: a, b, c; an occasion decides"],
    );
}

#[test]
fn one_teller_may_tell_a_payment_twice_in_prose() {
    come_to(
        &["a: ann USD 5M", "b: ann USD 5M"],
        &["total USD 5M..10M 2 could be one: a, b; an occasion decides"],
    );
    come_to(
        &[
            "a: ann USD 5M; when: 2020-08",
            "b: ann USD 5M; when: 2020-11-20",
            "c: ann USD 5M",
        ],
        &["total USD 10M..15M 3 could be one: a, b, c; an occasion decides"],
    );
    come_to(&["a: ann USD 5M", "b: ann USD 6M"], &["total USD 11M 2"]);
}

#[test]
fn occasions_tell_payments_apart_and_join_them() {
    come_to(
        &[
            "a: ann USD 10M; occasion: x; when: 2018-05-05",
            "b: bob USD 20M; occasion: y; when: 2018-05-05",
        ],
        &["total USD 30M 2"],
    );
    come_to(
        &[
            "a: ann USD 10M; occasion: x; when: 2018-01",
            "b: bob USD 30M; occasion: x; when: 2018-02",
        ],
        &["total USD 10M..30M 1"],
    );
    come_to(
        &[
            "a: ann USD 44M; occasion: x; when: 2018",
            "b: ann USD 45M; occasion: x; when: 2019",
        ],
        &["total USD 44M..45M 1"],
    );
}

#[test]
fn what_is_not_asserted_has_a_line_of_its_own() {
    come_to(
        &[
            "a: ann USD 5M; when: 2018",
            "b: bob USD 5M; when: 2018; modality: alleged",
        ],
        &[
            "total USD 5M 1",
            "alleged USD 5M 1 not added: already counted",
        ],
    );
    come_to(
        &["a: ann <=USD 2B; modality: alleged"],
        &["alleged USD 0..2B 1 not added"],
    );
    come_to(
        &["a: ann USD 5M; modality: opinion"],
        &["opinion USD 5M 1 not added"],
    );
    let alleged = Totals {
        include: vec![Modality::Alleged],
        ..Totals::default()
    };
    let lines = payments(&["a: ann <=USD 2B; modality: alleged"]);
    assert_eq!(totals(&lines, &alleged), ["total USD 0..2B 1"]);
}

#[test]
fn a_payment_told_in_two_currencies_counts_from_nothing_in_each() {
    let remark = "1 payment is told in another currency too, and counts from nothing";
    come_to(
        &["a: ann EUR 37M; occasion: o", "b: bob USD 40M; occasion: o"],
        &[
            &format!("total EUR 0..37M 1 {remark}"),
            &format!("total USD 0..40M 1 {remark}"),
        ],
    );
}

#[test]
fn a_whole_stands_for_its_parts() {
    come_to(
        &[
            "w: ann USD 326M; parts: p q",
            "p: ann USD 230M",
            "q: ann USD 96M",
        ],
        &["total USD 326M 1"],
    );
    come_to(
        &[
            "w: ann USD 3.2B; parts: p q",
            "p: ann USD 1.6B",
            "q: ann USD 0.9B",
        ],
        &["total USD 2.5B..3.2B 1"],
    );
    come_to(
        &[
            "w: ann USD 3.2B; includes: p q",
            "p: ann USD 1.6B",
            "q: ann USD 0.9B",
        ],
        &["total USD 3.2B 1"],
    );
    come_to(
        &[
            "w: ann USD 3B; includes: p q",
            "p: ann USD 1.6B",
            "q: ann USD 1.9B",
        ],
        &["total USD 3B..3.5B 1"],
    );
    come_to(
        &[
            "w: ann USD 100M; parts: p q",
            "p: ann <USD 45M",
            "q: ann USD 95M",
        ],
        &["total USD 100M 1"],
    );
    come_to(
        &[
            "w: ann USD 20M; when: 2018; parts: p q",
            "p: ann USD 8M; when: 2018",
            "q: ann USD 12M; when: 2018",
            "r: bob USD 8M; when: 2018",
        ],
        &["total USD 20M..28M 1 could be one: w, r; an occasion decides"],
    );
}

#[test]
fn a_whole_that_does_not_count_hides_nothing() {
    come_to(
        &[
            "w: ann unknown USD; parts: p q",
            "p: ann USD 5M",
            "q: ann USD 7M",
        ],
        &[
            "total USD 12M 2",
            "unknown unknown USD 1 not added: no amount is given",
        ],
    );
    come_to(
        &[
            "w: ann USD 30M; modality: alleged; parts: p q",
            "p: ann USD 20M; when: 2018",
            "q: ann USD 20M; when: 2019",
        ],
        &["total USD 40M 2", "alleged USD 30M 1 not added"],
    );
}

#[test]
fn parts_of_parts_and_of_the_same_occasion_are_hidden_too() {
    come_to(
        &[
            "w: ann USD 10M; parts: p q",
            "p: ann USD 6M; parts: r s",
            "q: ann USD 4M",
            "r: ann USD 5M",
            "s: ann USD 1M; occasion: o",
            "t: bob USD 1M; occasion: o; when: 2011",
        ],
        &["total USD 10M 1"],
    );
    come_to(
        &[
            "w: ann USD 10M; occasion: o; parts: p q",
            "p: ann USD 6M; occasion: o",
            "q: ann USD 4M; occasion: o",
        ],
        &["total USD 10M 1"],
    );
}

#[test]
fn whichever_has_its_ends_in_the_line_counts() {
    let lines = "w | ann | ann paid bob | quantity: USD 10M; parts: p q
                 p | ann | cat paid bob | quantity: USD 6M
                 q | ann | ann paid dan | quantity: USD 4M";
    let by = |by| Totals {
        by: Some(by),
        ..Totals::default()
    };
    assert_eq!(totals(lines, &Totals::default()), ["total USD 10M 1"]);
    assert_eq!(
        totals(lines, &by(By::Giver)),
        ["ann total USD 10M 1", "cat total USD 6M 1"]
    );
    assert_eq!(
        totals(lines, &by(By::Receiver)),
        ["bob total USD 10M 1", "dan total USD 4M 1"]
    );
    assert_eq!(
        totals(lines, &by(By::Pair)),
        [
            "ann bob total USD 10M 1",
            "cat bob total USD 6M 1",
            "ann dan total USD 4M 1"
        ]
    );
}

#[test]
fn what_tells_a_part_again_under_other_ends_is_not_added_at_least() {
    let lines = "w | ann | ann paid bob | quantity: USD 20M; parts: p q
                 p | ann | cat paid bob | quantity: USD 8M; when: 2018
                 q | ann | dan paid bob | quantity: USD 12M; when: 2018
                 r | bob | cat paid bob | quantity: USD 8M; when: 2018";
    assert_eq!(
        totals(lines, &Totals::default()),
        ["total USD 20M..28M 2 could be one: p, r; an occasion decides"]
    );
}

#[test]
fn a_sum_told_in_prose_without_its_parts_gets_a_hint() {
    let hint = |claims: &[&str]| {
        let lines = totals(&payments(claims), &Totals::default());
        let hinted = |line: &&String| line.contains("`parts` says so");
        lines.iter().filter(hinted).count()
    };
    let sum = "a: ann USD 12M; when: 2018";
    let parts = [
        "b: ann USD 5M; when: 2018-03",
        "c: ann USD 7M; when: 2018-05",
    ];
    assert_eq!(hint(&[sum, parts[0], parts[1]]), 1);
    // Nothing is linked by it: all three count.
    let lines = totals(&payments(&[sum, parts[0], parts[1]]), &Totals::default());
    assert!(lines[0].starts_with("total USD 24M 3"), "{lines:?}");
    assert!(
        lines[0].ends_with("a is what c, b come to; if they are its parts, `parts` says so"),
        "{lines:?}"
    );
    // Another teller's, another sum's and those of a register are not.
    assert_eq!(hint(&[sum, parts[0], "c: bob USD 7M; when: 2018-05"]), 0);
    assert_eq!(hint(&[sum, parts[0], "c: ann USD 8M; when: 2018-05"]), 0);
    let rows = [
        "a: register USD 12M; when: 2018",
        "b: register USD 5M; when: 2018-03",
        "c: register USD 7M; when: 2018-05",
    ];
    assert_eq!(hint(&rows), 0);
    assert_eq!(
        hint(&["a: ann USD 12M; when: 2018; parts: b c", parts[0], parts[1]]),
        0
    );
}
