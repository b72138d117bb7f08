//! The rules of dispute: for each what it finds, what it must leave alone, and what it finds possible only.

mod common {
    pub mod story;
}

use claimgraph::dispute::{Disputes, Settings, Standing, Status};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, Thing};
use common::story::told;

/// Returns the contradictions of a case: rule, certainty and claims of each.
fn found(lines: &str) -> Vec<String> {
    let graph = told(&[lines]);
    let disputes = Disputes::of(&graph, &Settings::default());
    let all = disputes.all().iter();
    all.map(|dispute| {
        format!(
            "{} {}: {}",
            dispute.rule,
            dispute.certainty,
            ids(&graph, &dispute.claims)
        )
    })
    .collect()
}

/// Returns the comparisons that could not be made: rule, claims and reason of each.
fn uncompared(lines: &str) -> Vec<String> {
    let graph = told(&[lines]);
    let disputes = Disputes::of(&graph, &Settings::default());
    let all = disputes.uncompared().iter();
    all.map(|pair| {
        format!(
            "{}: {}: {}",
            pair.rule,
            ids(&graph, &pair.claims),
            pair.reason
        )
    })
    .collect()
}

fn ids(graph: &Graph, claims: &[ClaimId]) -> String {
    let ids = claims
        .iter()
        .map(|id| graph.case().id_of(Thing::Claim(*id)));
    ids.collect::<Vec<_>>().join(" ")
}

const NOTHING: [&str; 0] = [];

#[test]
fn amounts_of_one_occasion_that_cannot_meet_are_certain() {
    let lines = "a | ann | ann paid bob | quantity: ~USD 100M; occasion: gift; when: 2015/2018
                 b | bob | ann paid bob | quantity: <USD 45M; occasion: gift; when: 2015/2018
                 c | cat | ann paid bob | quantity: USD 44M; occasion: gift; when: 2015/2018";
    assert_eq!(found(lines), ["amount certain: a b", "amount certain: a c"]);
}

#[test]
fn amounts_of_one_occasion_are_compared_whatever_their_dates() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift; when: 2015
                 b | bob | ann paid bob | quantity: USD 2M; occasion: gift; when: 2016";
    assert_eq!(found(lines), ["amount certain: a b", "date certain: a b"]);
}

#[test]
fn amounts_that_share_a_value_agree() {
    let about = "a | ann | ann paid bob | quantity: ~USD 100M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 110M; occasion: gift";
    let beyond = "a | ann | ann paid bob | quantity: ~USD 100M; occasion: gift
                  b | bob | ann paid bob | quantity: >USD 110M; occasion: gift";
    let ranges = "a | ann | ann paid bob | quantity: USD 1M..<2M; occasion: gift
                  b | bob | ann paid bob | quantity: USD 2M..3M; occasion: gift";
    let about_ranges = "a | ann | ann paid bob | quantity: ~USD 1M..2M; occasion: gift
                        b | bob | ann paid bob | quantity: USD 2.2M; occasion: gift";
    assert_eq!(found(about), NOTHING);
    assert_eq!(found(beyond), ["amount certain: a b"]);
    assert_eq!(found(ranges), ["amount certain: a b"]);
    assert_eq!(found(about_ranges), NOTHING);
}

#[test]
fn about_reaches_to_both_sides_of_a_negative_number() {
    let lines = "a | ann | firm profit | quantity: ~USD -100M; when: 2019
                 b | bob | firm profit | quantity: USD -110M; when: 2019
                 c | cat | firm profit | quantity: USD -90M; when: 2019";
    assert_eq!(found(lines), ["amount possible: b c"]);
}

#[test]
fn payments_without_an_occasion_may_be_two() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | bob | ann paid bob | quantity: USD 2M; when: 2015";
    assert_eq!(found(lines), ["amount possible: a b"]);
}

#[test]
fn amounts_of_other_times_occasions_and_currencies_do_not_contradict() {
    let times = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | bob | ann paid bob | quantity: USD 2M; when: 2016";
    let occasions = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                     b | bob | ann paid bob | quantity: USD 2M; occasion: fee";
    let currencies = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                      b | bob | ann paid bob | quantity: EUR 2M; occasion: gift";
    assert_eq!(found(times), NOTHING);
    assert_eq!(found(occasions), NOTHING);
    assert_eq!(found(currencies), NOTHING);
    assert_eq!(
        uncompared(currencies),
        ["amount: a b: the units differ: USD and EUR"]
    );
}

#[test]
fn intentions_and_unknown_amounts_are_not_compared_with_facts() {
    let planned = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                   b | bob | ann paid bob | quantity: USD 2M; occasion: gift; modality: planned";
    let unknown = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                   b | bob | ann paid bob | quantity: unknown USD; occasion: gift";
    assert_eq!(found(planned), NOTHING);
    assert_eq!(
        uncompared(planned),
        ["amount: a b: one is asserted, the other planned"]
    );
    assert_eq!(found(unknown), NOTHING);
    assert_eq!(uncompared(unknown), ["amount: a b: an amount is not known"]);
    let all_unknown = "a | ann | ann paid bob | quantity: unknown USD; occasion: gift
                       b | bob | ann paid bob | quantity: unknown USD; occasion: gift
                       c | cat | ann paid bob | quantity: unknown USD; occasion: gift";
    let pairs = ["a b", "a c", "b c"];
    assert_eq!(
        uncompared(all_unknown),
        pairs.map(|pair| format!("amount: {pair}: an amount is not known"))
    );
}

#[test]
fn figures_that_are_not_functional_may_measure_two_things() {
    let lines = "a | ann | firm raised | quantity: USD 100M; when: 2018-05-01; occasion: round
                 b | bob | firm raised | quantity: USD 50M; when: 2018-05-01; occasion: round
                 c | cat | firm raised | quantity: USD 50M; when: 2019";
    assert_eq!(found(lines), ["amount possible: a b"]);
}

#[test]
fn a_judgement_and_an_allegation_contradict_as_an_assertion_does() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 2M; occasion: gift; modality: opinion
                 c | cat | ann paid bob | quantity: USD 3M; occasion: gift; modality: alleged";
    assert_eq!(
        found(lines),
        [
            "amount certain: a b",
            "amount certain: a c",
            "amount certain: b c"
        ]
    );
}

#[test]
fn a_wide_date_is_compared_with_each_date_in_it() {
    let lines = "a | ann | firm raised | quantity: USD 1M; when: 2015
                 b | bob | firm raised | quantity: USD 2M; when: 2018
                 c | cat | firm raised | quantity: USD 3M; when: 2015/2018";
    assert_eq!(
        found(lines),
        ["amount possible: a c", "amount possible: b c"]
    );
}

#[test]
fn undated_claims_meet_every_date() {
    let lines = "a | ann | firm raised | quantity: USD 1M; when: 2015
                 b | bob | firm raised | quantity: USD 2M; when: 2018
                 c | cat | firm raised | quantity: USD 3M
                 d | dan | firm raised | quantity: USD 4M";
    assert_eq!(
        found(lines),
        [
            "amount possible: a c",
            "amount possible: a d",
            "amount possible: b c",
            "amount possible: b d",
            "amount possible: c d"
        ]
    );
}

#[test]
fn a_denial_contradicts_what_it_denies() {
    let bare = "a | ann | ann knows bob |
                b | bob | ann knows bob | polarity: denied";
    let payment = "a | ann | ann paid bob | quantity: USD 1M; when: 2019
                   b | bob | ann paid bob | quantity: unknown USD; when: 2019; polarity: denied";
    let on_one_day = "a | ann | ann knows bob | when: 2019-05-02
                      b | bob | ann knows bob | when: 2019-05-02T23:30:00-05:00; polarity: denied";
    let of_one_occasion = payment.replace("when: 2019", "occasion: gift");
    assert_eq!(found(bare), ["polarity possible: a b"]);
    assert_eq!(found(payment), ["polarity possible: a b"]);
    assert_eq!(found(on_one_day), ["polarity certain: a b"]);
    assert_eq!(found(&of_one_occasion), ["polarity certain: a b"]);
}

#[test]
fn a_denial_with_an_amount_denies_what_is_the_same() {
    let denied = |affirmed: &str| {
        found(&format!(
            "a | ann | ann paid bob | quantity: {affirmed}; occasion: gift
             b | bob | ann paid bob | quantity: USD 8M; occasion: gift; polarity: denied"
        ))
    };
    for same in ["USD 8M", "~USD 8M", "USD 8.1M"] {
        assert_eq!(denied(same), ["polarity certain: a b"], "{same}");
    }
    for other in ["USD 5M", "<USD 9M", "unknown USD", "USD 8.3M"] {
        assert_eq!(denied(other), NOTHING, "{other}");
    }
    let times = "a | ann | ann knows bob | when: 2019
                 b | bob | ann knows bob | when: 2019-05; polarity: denied";
    assert_eq!(found(times), ["polarity possible: a b"]);
}

#[test]
fn a_denial_leaves_other_times_amounts_and_intentions_alone() {
    let times = "a | ann | ann knows bob | when: 2019
                 b | bob | ann knows bob | when: 2020; polarity: denied";
    let amounts = "a | ann | ann paid bob | quantity: USD 3M; occasion: gift
                   b | bob | ann paid bob | quantity: USD 1M; occasion: gift; polarity: denied";
    let intentions = "a | ann | ann knows bob | modality: planned
                      b | bob | ann knows bob | polarity: denied";
    assert_eq!(found(times), NOTHING);
    assert_eq!(found(amounts), NOTHING);
    assert_eq!(found(intentions), NOTHING);
    assert_eq!(
        uncompared(intentions),
        ["polarity: a b: one is planned, the other asserted"]
    );
}

#[test]
fn opposed_predicates_contradict_each_other() {
    let certain = "a | ann | firm open | when: 2019-05-01
                   b | bob | firm closed | when: 2019-05-01";
    let possible = "a | ann | firm open | when: 2019
                    b | bob | firm closed | when: 2019-05";
    let apart = "a | ann | firm open | when: 2019
                 b | bob | firm closed | when: 2020
                 c | cat | shop closed | when: 2019
                 d | dan | firm closed | when: 2019; polarity: denied";
    assert_eq!(found(certain), ["opposed certain: a b"]);
    assert_eq!(found(possible), ["opposed possible: a b"]);
    assert_eq!(found(apart), NOTHING);
}

#[test]
fn symmetric_opposites_are_met_at_either_end_and_told_once() {
    let turned = "a | ann | bob allied cat |
                  b | ann-in-paper | cat allied bob |
                  c | dan | cat hostile bob |";
    let others = "a | ann | bob allied cat |
                  b | dan | bob hostile ann |";
    assert_eq!(
        found(turned),
        ["opposed possible: a c", "opposed possible: b c"]
    );
    assert_eq!(found(others), NOTHING);
}

#[test]
fn a_functional_predicate_has_one_object_at_a_time() {
    let undated = "a | ann | firm made_by bob |
                   b | bob | firm made_by cat |";
    let same_day = "a | ann | firm made_by bob | when: 2019-05-01
                    b | bob | firm made_by cat | when: 2019-05-01";
    let same_year = "a | ann | firm made_by bob | when: 2019
                     b | bob | firm made_by cat | when: 2019";
    let alike = "a | ann | firm made_by bob | when: 2019
                 b | bob | firm made_by bob | when: 2019
                 c | cat | firm made_by cat | when: 2020
                 d | dan | shop made_by cat | when: 2019";
    assert_eq!(found(undated), ["functional possible: a b"]);
    assert_eq!(found(same_day), ["functional certain: a b"]);
    assert_eq!(found(same_year), ["functional possible: a b"]);
    assert_eq!(found(alike), NOTHING);
}

#[test]
fn a_functional_figure_has_one_value_at_a_time() {
    let same_day = "a | ann | firm worth | quantity: USD 1B; when: 2019-05-01
                    b | bob | firm worth | quantity: USD 2B; when: 2019-05-01";
    let same_year = "a | ann | firm worth | quantity: USD 1B; when: 2019
                     b | bob | firm worth | quantity: USD 2B; when: 2019";
    let undated = "a | ann | firm worth | quantity: USD 1B
                   b | bob | firm worth | quantity: USD 2B";
    assert_eq!(found(same_day), ["functional certain: a b"]);
    assert_eq!(found(same_year), ["functional possible: a b"]);
    assert_eq!(found(undated), ["functional possible: a b"]);
}

#[test]
fn a_symmetric_functional_predicate_counts_at_both_ends() {
    let lines = "a | dan | ann wed bob |
                 b | cat | cat wed ann |
                 c | bob | bob wed ann |";
    assert_eq!(
        found(lines),
        ["functional possible: a b", "functional possible: b c"]
    );
}

#[test]
fn two_named_occasions_never_contradict() {
    let lines = "a | ann | firm made_by bob | occasion: first
                 b | bob | firm made_by cat | occasion: second
                 c | ann | firm open | occasion: first
                 d | bob | firm closed | occasion: second";
    assert_eq!(found(lines), NOTHING);
}

#[test]
fn parts_that_cannot_make_their_total_are_certain() {
    let lines = "t | ann | firm raised | quantity: USD 100M; parts: p q
                 p | ann | bob paid firm | quantity: USD 45M; occasion: gift
                 q | ann | cat paid firm | quantity: USD 95M; occasion: fee";
    assert_eq!(found(lines), ["sum certain: t p q"]);
}

#[test]
fn parts_that_make_their_total_only_far_from_what_is_stated_are_possible() {
    let lines = "t | ann | firm raised | quantity: USD 100M; parts: p q
                 p | ann | bob paid firm | quantity: <USD 45M; occasion: gift
                 q | ann | cat paid firm | quantity: USD 95M; occasion: fee";
    assert_eq!(found(lines), ["sum possible: t p q"]);
}

#[test]
fn a_whole_is_compared_with_its_parts_once_as_they_are_declared() {
    let lines = "t | ann | firm raised | quantity: USD 100M; parts: p q
                 p | ann | bob paid firm | quantity: USD 5M; occasion: gift
                 q | ann | cat paid firm | quantity: USD 95M; occasion: fee
                 r | bob | bob paid firm | quantity: USD 50M; occasion: gift";
    assert_eq!(found(lines), ["amount certain: p r"]);
}

#[test]
fn a_sum_is_certain_only_where_one_speaker_declares_all_of_it() {
    let lines = "t | ann | firm raised | quantity: USD 3.2B; parts: p q
                 p | ann | bob paid firm | quantity: USD 1.6B; occasion: gift
                 q | ann | cat paid firm | quantity: USD 0.9B; occasion: fee";
    assert_eq!(found(lines), ["sum certain: t p q"]);
    let told_by_two = lines.replace("q | ann", "q | bob");
    assert_eq!(found(&told_by_two), ["sum possible: t p q"]);
    let some = lines.replace("parts: p q", "includes: p q");
    assert_eq!(found(&some), NOTHING);
    let too_much = some.replace("USD 0.9B", "USD 1.9B");
    assert_eq!(found(&too_much), ["sum certain: t p q"]);
}

#[test]
fn a_part_is_not_disputed_for_belonging_to_a_whole() {
    let lines = "t | ann | firm raised | quantity: USD 3.2B; parts: p q
                 p | ann | bob paid firm | quantity: USD 1.6B; occasion: gift
                 q | ann | cat paid firm | quantity: USD 0.9B; occasion: fee";
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let claims = graph.case().claims.handles();
    let statuses: Vec<Status> = claims.map(|claim| standing.status(claim)).collect();
    assert_eq!(
        statuses,
        [Status::Disputed, Status::SingleOrigin, Status::SingleOrigin]
    );
    assert_eq!(standing.statuses(), statuses);
}

#[test]
fn parts_that_fit_are_left_alone() {
    let exact = "t | ann | firm raised | quantity: USD 140M; parts: p q
                 p | ann | bob paid firm | quantity: USD 45M
                 q | ann | cat paid firm | quantity: ~USD 100M";
    assert_eq!(found(exact), NOTHING);
}

#[test]
fn a_loss_may_make_up_for_a_gain_but_no_payment_does() {
    let losses = "t | ann | firm profit | quantity: USD 7M; parts: p q
                  p | ann | firm profit | quantity: <USD 5M; occasion: spring
                  q | ann | firm profit | quantity: USD 8M; occasion: autumn";
    let payments = "t | ann | firm raised | quantity: USD 7M; parts: p q
                    p | ann | bob paid firm | quantity: <USD 5M
                    q | ann | cat paid firm | quantity: USD 8M";
    assert_eq!(found(losses), ["sum possible: t p q"]);
    assert_eq!(found(payments), ["sum certain: t p q"]);
}

#[test]
fn parts_that_cannot_be_added_are_named() {
    let of = |part: &str| {
        uncompared(&format!(
            "t | ann | firm raised | quantity: USD 1M; parts: p
             p | ann | bob paid firm | {part}"
        ))
    };
    assert_eq!(
        of("quantity: unknown USD"),
        ["sum: t p: a part is not known"]
    );
    assert_eq!(of("quantity: EUR 2M"), ["sum: t p: the units differ"]);
    assert_eq!(
        of("quantity: USD 2M; polarity: denied"),
        ["sum: t p: a part is denied"]
    );
    assert_eq!(
        of("quantity: USD 2M; modality: planned"),
        ["sum: t p: one is asserted, the other planned"]
    );
}

#[test]
fn sums_too_large_for_exact_arithmetic_contradict_nothing() {
    let lines = "t | ann | firm raised | quantity: USD 1M; parts: p q
                 p | ann | bob paid firm | quantity: <USD 79000000000000000000000000000
                 q | ann | cat paid firm | quantity: <USD 79000000000000000000000000000";
    assert_eq!(found(lines), NOTHING);
}

#[test]
fn what_happens_outside_an_entitys_life_is_out_of_sequence() {
    let certain = "a | ann | shop knows bob | when: 2009";
    let possible = "a | ann | bob knows shop | when: 2021
                    b | ann | cat knows shop | when: 2009~";
    let fits = "a | ann | shop knows bob | when: 2010
                b | ann | shop knows cat | when: 2005/2015
                c | ann | shop knows dan | when: 2009; polarity: denied
                d | ann | shop knows ann | when: 2025; modality: planned";
    assert_eq!(found(certain), ["sequence certain: a"]);
    assert_eq!(
        found(possible),
        ["sequence possible: a", "sequence possible: b"]
    );
    assert_eq!(found(fits), NOTHING);
}

#[test]
fn a_reason_that_comes_after_what_it_explains_is_out_of_sequence() {
    let of = |when: &str| {
        found(&format!(
            "a | ann | ann knows bob | explains: b; {when}
             b | ann | ann knows cat | when: 2018"
        ))
    };
    assert_eq!(of("when: 2019"), ["sequence certain: a b"]);
    assert_eq!(of("when: 2019~"), ["sequence possible: a b"]);
    assert_eq!(of("when: 2018-12"), NOTHING);
    assert_eq!(of("when: 2019; modality: planned"), NOTHING);
}

#[test]
fn a_speaker_against_the_same_speaker_has_changed_the_account() {
    let lines = "a | ann-later | ann paid bob | quantity: USD 1M; occasion: gift
                 b | ann | ann paid bob | quantity: USD 2M; occasion: gift";
    assert_eq!(found(lines), ["changed-account certain: b a"]);
    let graph = told(&[lines]);
    let disputes = Disputes::of(&graph, &Settings::default());
    let why = &disputes.all()[0].why;
    assert!(why.contains("first in 2020-01-01, then in 2022"), "{why}");
}

#[test]
fn a_speaker_who_keeps_to_the_account_has_not_changed_it() {
    let lines = "a | ann-later | ann paid bob | quantity: USD 1M; occasion: gift
                 b | ann | ann paid bob | quantity: ~USD 1M; occasion: gift";
    let possible = "a | ann-later | ann paid bob | quantity: USD 1M
                    b | ann | ann paid bob | quantity: USD 2M";
    assert_eq!(found(lines), NOTHING);
    assert_eq!(found(possible), ["changed-account possible: b a"]);
}

#[test]
fn links_that_rebut_are_stated_and_others_are_not() {
    let lines = "a | ann | ann knows bob | rebuts: b
                 b | bob | ann knows cat | supports: c
                 c | cat | ann knows dan | restates: a";
    assert_eq!(found(lines), ["stated stated: a b"]);
}

#[test]
fn of_many_contradictions_each_claim_is_left_with_one() {
    let mut lines = String::new();
    for number in 0..120 {
        let amount = if number == 60 { 9 } else { number % 3 };
        lines +=
            &format!("c{number} | ann | ann paid bob | quantity: USD {amount}M; occasion: gift\n");
    }
    let graph = told(&[&lines]);
    let disputes = Disputes::of(&graph, &Settings::default());
    assert!(disputes.all().len() < 500, "{}", disputes.all().len());
    assert!(disputes.is_thinned());
    for claim in graph.case().claims.handles() {
        assert!(disputes.of_claim(claim).next().is_some(), "{claim:?}");
    }
}
