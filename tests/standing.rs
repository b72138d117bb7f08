//! How claims stand: alone, borne out by another origin, or disputed.

mod common {
    pub mod story;
}

use claimgraph::dispute::{Bearing, Settings, Standing, Status};
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
fn what_is_certain_comes_before_support_and_support_before_what_is_possible() {
    use Status::{Corroborated, Disputed};
    let possible = "a | ann | ann paid bob | quantity: USD 5M
                    b | bob | ann paid bob | quantity: USD 9M";
    let supported = "a | ann | ann paid bob | quantity: USD 5M
                     b | bob | ann paid bob | quantity: USD 5M
                     c | cat | ann paid bob | quantity: USD 5M
                     d | dan | ann paid bob | quantity: USD 9M";
    let certain = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                   b | bob | ann paid bob | quantity: USD 2M; occasion: gift
                   c | cat | ann paid bob | quantity: USD 1M; occasion: gift";
    assert_eq!(stands(possible), [Disputed; 2]);
    assert_eq!(
        stands(supported),
        [Corroborated, Corroborated, Corroborated, Disputed]
    );
    assert_eq!(stands(certain), [Disputed; 3]);
}

#[test]
fn bounds_unknown_amounts_and_allegations_support_nothing() {
    use Status::{Corroborated, SingleOrigin};
    for [a, b] in [
        ["<=USD 2B", "USD 5M"],
        ["unknown USD", "USD 5M"],
        ["<=USD 2B", "<=USD 2B"],
        ["USD 2M", "USD 1.9M"],
    ] {
        let lines = format!(
            "a | ann | firm profit | quantity: {a}; when: 2019
             b | bob | firm profit | quantity: {b}; when: 2019"
        );
        assert_eq!(stands(&lines), [SingleOrigin; 2], "{a} {b}");
    }
    let alleged = "a | ann | ann paid bob | quantity: USD 5M; when: 2018
                   b | bob | ann paid bob | quantity: USD 5M; when: 2018; modality: alleged";
    assert_eq!(stands(alleged), [SingleOrigin, Corroborated]);
    let other_years = "a | ann | firm profit | quantity: USD 5M; when: 2018
                       b | bob | firm profit | quantity: USD 5M; when: 2019";
    assert_eq!(stands(other_years), [SingleOrigin; 2]);
}

#[test]
fn an_event_is_supported_by_those_who_date_it_alike() {
    use Status::{Corroborated, Disputed};
    let lines = "a | ann | bob born | when: 1970-06-22
                 b | bob | bob born | when: 1970-06-22
                 c | cat | bob born | when: 1970-06";
    assert_eq!(stands(lines), [Corroborated; 3]);
    let apart = lines.replace(
        "bob born | when: 1970-06-22\n                 c",
        "bob born | when: 1970-07\n                 c",
    );
    assert_eq!(stands(&apart), [Disputed; 3]);
}

#[test]
fn two_people_whom_one_article_quotes_are_two_origins() {
    use Status::{Corroborated, SingleOrigin};
    let quoted = "a | paper | ann paid bob | quantity: USD 5M; speaker: ann
                  b | paper | ann paid bob | quantity: USD 5M; speaker: bob";
    let with_the_article = "a | paper | ann paid bob | quantity: USD 5M; speaker: ann
                            b | paper | ann paid bob | quantity: USD 5M";
    let reports_of_one = "a | paper | ann paid bob | quantity: USD 5M; speaker: ann
                          b | cat | ann paid bob | quantity: USD 5M; speaker: ann";
    let both_restate = "a | ann | ann paid bob | quantity: USD 5M
                        b | bob | ann paid bob | quantity: USD 5M; restates: a
                        c | cat | ann paid bob | quantity: USD 5M; restates: a";
    assert_eq!(stands(quoted), [Corroborated; 2]);
    assert_eq!(stands(with_the_article), [SingleOrigin; 2]);
    assert_eq!(stands(reports_of_one), [SingleOrigin; 2]);
    assert_eq!(stands(both_restate), [SingleOrigin; 3]);
}

#[test]
fn a_pairing_that_could_be_made_otherwise_supports_nothing() {
    let lines = "a | ann | ann paid bob | quantity: USD 5M; when: 2018-03
                 b | ann | ann paid bob | quantity: USD 5M; when: 2018-05
                 c | bob | ann paid bob | quantity: USD 5M; when: 2018";
    assert_eq!(stands(lines), [Status::SingleOrigin; 3]);
}

#[test]
fn a_part_is_not_disputed_for_belonging_to_a_whole() {
    let lines = "a | ann | firm raised | quantity: USD 3.2B; parts: b c
                 b | ann | firm profit | quantity: USD 1.6B
                 c | ann | firm worth | quantity: USD 0.9B";
    use Status::{Disputed, SingleOrigin};
    assert_eq!(stands(lines), [Disputed, SingleOrigin, SingleOrigin]);
}

/// Of many versions not every pair is looked at; what is found must be what the pairs tell.
#[test]
fn many_versions_bear_out_whom_they_would_bear_out_pair_by_pair() {
    let sources = [
        "ann",
        "bob",
        "cat",
        "ann-later",
        "paper",
        "ann-in-paper",
        "bob-in-paper",
    ];
    let mut dice = 7_usize;
    let mut roll = |most: usize| {
        dice = (dice * 1_103_515_245 + 12_345) % (1 << 31);
        (dice >> 16) % most
    };
    for signs in [["", ""], ["", "~"], ["", "<"], ["<", ">="]] {
        let mut lines = String::new();
        for number in 0..150 {
            let source = sources[roll(sources.len())];
            let (sign, amount) = (signs[roll(2)], 1 + roll(60));
            let tenths = ["", "", ".0", ".1"][roll(4)];
            let more = match roll(6) {
                0 => "; modality: opinion".to_owned(),
                1 => "; polarity: denied".to_owned(),
                2 if number > 0 => format!("; restates: c{}", roll(number)),
                _ => {
                    let (year, years) = (2000 + roll(20), roll(3) * roll(6));
                    format!("; when: {year}/{}", year + years)
                }
            };
            lines += &format!(
                "c{number} | {source} | ann paid bob | quantity: {sign}USD {amount}{tenths}M; occasion: gift{more}\n"
            );
        }
        let graph = told(&[&lines]);
        let standing = Standing::new(&graph, Settings::default());
        let all: Vec<_> = graph.case().claims.handles().collect();
        let pair_by_pair = all.iter().copied();
        let pair_by_pair: Vec<_> = pair_by_pair
            .filter(|claim| !standing.corroborating(*claim).is_empty())
            .collect();
        assert_eq!(pair_by_pair.is_empty(), signs == ["<", ">="]);
        assert_eq!(standing.borne_out(&all, Bearing::Independent), pair_by_pair);
    }
}

/// What is worked out of everything is what is worked out of each.
#[test]
fn claims_stand_alike_whether_asked_one_by_one_or_together() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 2M; occasion: gift
                 c | cat | ann paid dan | quantity: USD 1M; occasion: loan
                 d | bob | ann paid dan | quantity: USD 1M; occasion: loan
                 e | cat | ann allied bob |
                 f | bob | bob hostile ann |
                 g | bob | ann worth | quantity: USD 3M; occasion: loan; parts: c a
                 h | cat | shop open | when: 2001
                 i | ann | cat knows dan | rebuts: d";
    let graph = told(&[lines]);
    let each = Standing::new(&graph, Settings::default());
    let together = Standing::new(&graph, Settings::default());
    let claims = graph.case().claims.handles();
    let one_by_one: Vec<Status> = claims.map(|id| each.status(id)).collect();
    assert_eq!(one_by_one, together.statuses());
}
