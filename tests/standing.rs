//! How claims stand: alone, borne out by another origin, or disputed.

mod common {
    pub mod story;
}

use claimgraph::dispute::{Settings, Standing, Status};
use common::story::told;

/// Returns how each claim of a case stands.
fn stands(lines: &str) -> Vec<Status> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let claims = graph.case().claims.handles();
    claims.map(|id| standing.status(id)).collect()
}

#[test]
fn independent_speakers_bear_each_other_out() {
    let lines = "a | ann | ann paid bob | quantity: ~USD 1M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 1M; occasion: gift
                 c | cat | ann paid dan | quantity: USD 1M";
    use Status::{Corroborated, SingleOrigin};
    assert_eq!(stands(lines), [Corroborated, Corroborated, SingleOrigin]);
}

#[test]
fn two_speakers_in_one_report_bear_each_other_out_but_not_the_report() {
    let quoted = "a | ann-in-paper | ann knows bob |
                  b | bob-in-paper | ann knows bob |";
    let report = "a | ann-in-paper | ann knows bob |
                  b | paper | ann knows bob |";
    assert_eq!(stands(quoted), [Status::Corroborated; 2]);
    assert_eq!(stands(report), [Status::SingleOrigin; 2]);
}

#[test]
fn saying_it_again_bears_nothing_out() {
    let same_speaker = "a | ann | ann knows bob |
                        b | ann-later | ann knows bob |";
    let restated = "a | ann | ann knows bob |
                    b | cat | ann knows bob | restates: a";
    let judged = "a | ann | ann knows bob |
                  b | cat | ann knows bob | modality: opinion";
    assert_eq!(stands(same_speaker), [Status::SingleOrigin; 2]);
    assert_eq!(stands(restated), [Status::SingleOrigin; 2]);
    assert_eq!(stands(judged), [Status::SingleOrigin; 2]);
}

#[test]
fn only_what_is_certain_or_stated_makes_a_claim_disputed() {
    let possible = "a | ann | ann paid bob | quantity: USD 1M
                    b | bob | ann paid bob | quantity: USD 2M";
    let certain = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                   b | bob | ann paid bob | quantity: USD 2M; occasion: gift
                   c | cat | ann paid bob | quantity: USD 1M; occasion: gift";
    assert_eq!(stands(possible), [Status::SingleOrigin; 2]);
    assert_eq!(stands(certain), [Status::Disputed; 3]);
}
