//! Which claims are versions of one fact, and why.

mod common {
    pub mod story;
}

use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, Thing};
use common::story::told;

fn ids<'c>(graph: &Graph, claims: impl IntoIterator<Item = &'c ClaimId>) -> String {
    let claims = claims.into_iter();
    let ids = claims.map(|id| graph.case().id_of(Thing::Claim(*id)));
    ids.collect::<Vec<_>>().join(" ")
}

/// Returns the facts of a case, each as its claims with the basis of those that have several.
fn facts(lines: &str) -> Vec<String> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let mut facts: Vec<String> = standing
        .propositions()
        .all()
        .iter()
        .map(|versions| {
            standing.with_fact(versions[0], |fact, _| match fact {
                Some(fact) if versions.len() > 1 => {
                    assert_eq!(fact.versions, versions);
                    format!("{} ({:?})", ids(&graph, versions), fact.basis)
                }
                _ => ids(&graph, versions),
            })
        })
        .collect();
    facts.sort();
    facts
}

/// Returns what a claim could be one payment with.
fn could_be(lines: &str, claim: &str) -> String {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let mut claims = graph.case().claims.handles();
    let claim = claims
        .find(|id| graph.case().id_of(Thing::Claim(*id)) == claim)
        .expect("a claim");
    ids(&graph, &standing.could_be_one_with(claim))
}

#[test]
fn rows_of_one_maker_are_never_versions_of_one_another() {
    let lines = "a | register | ann paid bob | quantity: USD 60k; when: 2007-02-08
                 b | register | ann paid bob | quantity: USD 60k; when: 2007-02-08
                 c | register-2 | ann paid bob | quantity: USD 60k; when: 2007-02-08";
    assert_eq!(facts(lines), ["a", "b", "c"]);
    let one_occasion = "a | register | ann paid bob | quantity: USD 5M; occasion: o
                        b | register | ann paid bob | quantity: USD 7M; occasion: o";
    assert_eq!(facts(one_occasion), ["a", "b"]);
    let restated = "a | register | ann paid bob | quantity: USD 5M
                    b | register | ann paid bob | quantity: USD 7M; restates: a";
    assert_eq!(facts(restated), ["a", "b"]);
    let with_another = "a | register | ann paid bob | quantity: USD 5M; occasion: o
                        b | register | ann paid bob | quantity: USD 7M; occasion: o
                        c | ann | ann paid bob | quantity: USD 7M; occasion: o";
    assert_eq!(facts(with_another), ["a", "b c (Occasion)"]);
}

#[test]
fn occasions_and_restating_join_whatever_the_dates() {
    let lines = "a | ann | ann paid bob | quantity: USD 10M; occasion: x; when: 2018-01
                 b | bob | ann paid bob | quantity: USD 30M; occasion: x; when: 2018-02
                 c | cat | ann paid bob | quantity: USD 9M; when: 2015
                 d | dan | ann paid bob | quantity: USD 9M; when: 2016; restates: c
                 e | dan | ann lent bob | quantity: USD 9M; when: 2015; restates: c";
    assert_eq!(facts(lines), ["a b (Occasion)", "c d (Restates)", "e"]);
}

#[test]
fn two_named_occasions_are_two_facts() {
    let lines = "a | ann | ann paid bob | quantity: USD 10M; occasion: x; when: 2018
                 b | bob | ann paid bob | quantity: USD 10M; occasion: y; when: 2018";
    assert_eq!(facts(lines), ["a", "b"]);
}

#[test]
fn payments_that_meet_are_presumed_one_where_nobody_tells_two() {
    let lines = "a | ann | ann paid bob | quantity: USD 44M; when: 2018
                 b | bob | ann paid bob | quantity: USD 45M; when: 2018";
    assert_eq!(facts(lines), ["a b (Presumed)"]);
    let twice = "a | ann | ann paid bob | quantity: USD 5M
                 b | ann | ann paid bob | quantity: USD 5M";
    assert_eq!(facts(twice), ["a", "b"]);
    assert_eq!(could_be(twice, "a"), "b");
    let currencies = "a | ann | ann paid bob | quantity: USD 44M; when: 2018
                      b | bob | ann paid bob | quantity: EUR 44M; when: 2018
                      c | cat | ann paid bob | quantity: USD 44M; when: 2018; modality: planned";
    assert_eq!(facts(currencies), ["a", "b", "c"]);
    let symmetric = "a | ann | ann allied bob | when: 2018
                     b | bob | bob allied ann | when: 2018";
    assert_eq!(facts(symmetric), ["a b (State)"]);
}

#[test]
fn equal_amounts_are_paired_where_someone_tells_two() {
    let lines = "a | ann | ann paid bob | quantity: USD 10M; when: 2018-05-05
                 b | bob | ann paid bob | quantity: USD 10M; when: 2018-05-05
                 c | bob | ann paid bob | quantity: USD 20M; when: 2018-05-05
                 d | cat | ann paid bob | quantity: USD 20M; when: 2018-05-05";
    assert_eq!(facts(lines), ["a b (Paired)", "c d (Paired)"]);
    assert_eq!(could_be(lines, "a"), "c d");
    assert_eq!(could_be(lines, "b"), "d");
    let otherwise = "a | ann | ann paid bob | quantity: USD 5M; when: 2018
                     b | ann | ann paid bob | quantity: USD 5M; when: 2018
                     c | bob | ann paid bob | quantity: USD 5M; when: 2018";
    assert_eq!(facts(otherwise), ["a c (PairedOtherwise)", "b"]);
}

#[test]
fn a_claim_between_groups_joins_the_only_one_of_its_amount() {
    let lines = "a | ann | ann paid bob | quantity: USD 10M; when: 2018
                 b | bob | ann paid bob | quantity: USD 11M; when: 2018/2020
                 c | cat | ann paid bob | quantity: USD 12M; when: 2020";
    assert_eq!(facts(lines), ["a", "b", "c"]);
    assert_eq!(could_be(lines, "b"), "a c");
    let equal = lines.replace("USD 11M", "USD 12M");
    assert_eq!(facts(&equal), ["a", "b c (Presumed)"]);
    let both = "a | ann | ann paid bob | quantity: USD 5M; when: 2018-03
                b | ann | ann paid bob | quantity: USD 5M; when: 2018-05
                c | bob | ann paid bob | quantity: USD 5M; when: 2018";
    assert_eq!(facts(both), ["a", "b", "c"]);
}

#[test]
fn denials_and_unknown_amounts_join_the_only_fact_there_is() {
    let one = "a | ann | ann paid bob | quantity: USD 5M; when: 2018
               b | bob | ann paid bob | quantity: USD 8M; when: 2018; polarity: denied
               c | cat | ann paid bob | quantity: unknown USD";
    assert_eq!(facts(one), ["a b c (Presumed)"]);
    let two = "a | ann | ann paid bob | quantity: USD 5M; when: 2018
               b | ann | ann paid bob | quantity: USD 6M; when: 2019
               c | bob | ann paid bob | quantity: unknown USD; polarity: denied
               d | cat | ann paid bob | quantity: unknown USD; when: 2019";
    assert_eq!(facts(two), ["a", "b d (Presumed)", "c"]);
}

#[test]
fn parts_leave_the_group_of_their_whole() {
    let lines = "a | ann | ann paid bob | quantity: USD 20M; when: 2018; parts: b c
                 b | ann | ann paid bob | quantity: USD 8M; when: 2018
                 c | ann | ann paid bob | quantity: USD 12M; when: 2018
                 d | bob | ann paid bob | quantity: USD 8M; when: 2018";
    assert_eq!(facts(lines), ["a d (Presumed)", "b", "c"]);
    let included = lines.replace("parts: b c", "includes: b c");
    assert_eq!(facts(&included), ["a d (Presumed)", "b", "c"]);
}

#[test]
fn figures_are_one_fact_at_any_time_and_relations_where_they_meet() {
    let figures = "a | ann | firm raised | quantity: USD 1M; when: 2015
                   b | bob | firm raised | quantity: USD 2M; when: 2018
                   c | bob | firm raised | quantity: EUR 2M; when: 2018";
    assert_eq!(facts(figures), ["a b (State)", "c"]);
    let relations = "a | ann | ann knows bob | when: 2015
                     b | bob | ann knows bob | when: 2016
                     c | cat | ann knows bob | when: 2016/2017
                     d | cat | ann knows cat | when: 2016/2017";
    assert_eq!(facts(relations), ["a", "b c (State)", "d"]);
    let occasions = "a | ann | ann knows bob | when: 2015; occasion: x
                     b | bob | ann knows bob | when: 2016; occasion: y
                     c | cat | ann knows bob | when: 2016/2017
                     d | dan | ann knows bob |";
    assert_eq!(facts(occasions), ["a", "b c (State)", "d"]);
}
