//! Matters: what accounts differ about, the camps of those that can hold together, and how sure it is.

mod common {
    pub mod story;
}

use std::collections::{BTreeMap, BTreeSet};

use claimgraph::dispute::{Certainty, Disputes, Matter, Settings, Sought, Standing, Tell, Verdict};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, Thing, Word};
use common::story::told;
use proptest::prelude::*;

fn matters(graph: &Graph) -> Vec<Matter> {
    let sought = Sought {
        tell: Tell::Why,
        matters: true,
        ..Sought::EVERYTHING
    };
    Disputes::sought(graph, &Settings::default(), sought).into_matters()
}

fn id(graph: &Graph, claim: ClaimId) -> String {
    graph.case().id_of(Thing::Claim(claim)).to_owned()
}

/// Returns a matter in a line: its rules, its certainty, and its camps with who is in which.
fn line(graph: &Graph, matter: &Matter) -> String {
    let rules: Vec<&str> = matter.rules.iter().map(|rule| rule.as_str()).collect();
    let places = matter.camps.places.iter().map(|place| {
        let camps = place.camps.iter().map(|[first, last]| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        });
        let claims = place.claims.iter().map(|claim| id(graph, *claim));
        let [camps, claims] = [camps.collect::<Vec<_>>(), claims.collect()];
        format!("{}: {}", camps.join(","), claims.join(" "))
    });
    let places: Vec<String> = places.collect();
    format!(
        "{} {} ({})",
        rules.join("+"),
        matter.certainty,
        places.join("; ")
    )
}

/// Returns the matters of a case, a line each.
fn lines(claims: &str) -> Vec<String> {
    let graph = told(&[claims]);
    let matters = matters(&graph);
    matters.iter().map(|matter| line(&graph, matter)).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_fact_of_one_occasion_is_one_matter_with_its_camps() {
    let claims = "a | ann | ann paid bob | quantity: USD 44M; occasion: o
                  b | bob | ann paid bob | quantity: <USD 45M; occasion: o
                  c | cat | ann paid bob | quantity: ~USD 100M; occasion: o";
    assert_eq!(lines(claims), ["amount certain (1: a b; 2: c)"]);
}

#[test]
fn a_version_that_fits_several_camps_is_told_once() {
    let claims = "a | ann | ann paid bob | quantity: USD 5M; occasion: o
                  b | bob | ann paid bob | quantity: USD 9M; occasion: o
                  c | cat | ann paid bob | quantity: <=USD 20M; occasion: o
                  d | dan | ann paid bob | quantity: unknown USD; occasion: o
                  e | dan | ann paid bob | quantity: USD 30M; occasion: o
                  f | firm | ann paid bob | quantity: USD 8M..40M; occasion: o";
    let expected = "amount certain (1: a; 2: b; 3: e; 1-2: c; 1-3: d; 2-3: f)";
    assert_eq!(lines(claims), [expected]);
}

#[test]
fn a_denial_joins_every_camp_that_it_does_not_contradict() {
    let other = "a | ann | ann paid bob | quantity: USD 5M; occasion: o
                 b | bob | ann paid bob | quantity: USD 8M; occasion: o; polarity: denied";
    assert_eq!(lines(other), NOTHING);
    let same = "a | ann | ann paid bob | quantity: USD 8M; occasion: o
                b | bob | ann paid bob | quantity: USD 8M; occasion: o; polarity: denied
                c | cat | ann paid bob | quantity: USD 5M; occasion: o";
    assert_eq!(lines(same), ["amount+polarity certain (1: b c; 2: a)"]);
    let all = "a | ann | ann paid bob | quantity: USD 8M; occasion: o
               b | bob | ann paid bob | quantity: unknown USD; occasion: o; polarity: denied";
    assert_eq!(lines(all), ["polarity certain (1: a; 2: b)"]);
}

#[test]
fn amount_and_date_of_one_occasion_are_two_matters() {
    let claims = "a | ann | ann paid bob | quantity: USD 10M; occasion: x; when: 2018-01
                  b | bob | ann paid bob | quantity: USD 30M; occasion: x; when: 2018-02";
    assert_eq!(
        lines(claims),
        ["amount certain (1: a; 2: b)", "date certain (1: a; 2: b)"]
    );
}

#[test]
fn whoever_contradicts_an_own_account_changed_it() {
    let claims = "a | ann | ann paid bob | quantity: USD 44M; occasion: x
                  b | ann-later | ann paid bob | quantity: USD 46M; occasion: x";
    assert_eq!(
        lines(claims),
        ["amount+changed-account certain (1: a; 2: b)"]
    );
    let at_once = claims.replace("ann-later", "ann");
    assert_eq!(lines(&at_once), ["amount certain (1: a; 2: b)"]);
}

#[test]
fn payments_that_could_be_two_differ_at_most_possibly() {
    let three_and_one = "a | ann | ann paid bob | quantity: USD 5M
                         b | bob | ann paid bob | quantity: USD 5M
                         c | cat | ann paid bob | quantity: USD 5M
                         d | dan | ann paid bob | quantity: USD 9M";
    assert_eq!(lines(three_and_one), ["amount possible (1: a b c; 2: d)"]);
    let restated = "a | ann | ann paid bob | quantity: USD 5M
                    b | bob | ann paid bob | quantity: USD 9M; restates: a";
    assert_eq!(lines(restated), ["amount certain (1: a; 2: b)"]);
}

#[test]
fn states_differ_for_certain_on_one_same_exact_day_alone() {
    let of = |first: &str, second: &str| {
        lines(&format!(
            "a | ann | firm worth | quantity: USD 5M{first}
             b | bob | firm worth | quantity: USD 9M{second}"
        ))
    };
    let certain = ["functional certain (1: a; 2: b)"];
    let possible = ["functional possible (1: a; 2: b)"];
    let day = "; when: 2019-05-02";
    assert_eq!(of(day, day), certain);
    assert_eq!(of(day, "; when: 2019-05-02T23:30:00-05:00"), certain);
    assert_eq!(of("; occasion: o", "; occasion: o"), certain);
    assert_eq!(of("", ""), possible);
    assert_eq!(of("; when: 2019", "; when: 2019"), possible);
    assert_eq!(of(day, "; when: 2019-05"), possible);
    assert_eq!(of("; when: 2019", "; when: 2020"), NOTHING);
    let count = "a | ann | firm staff | quantity: 5800 people; when: 2019-05-02
                 b | bob | firm staff | quantity: 9000 people; when: 2019-05-02";
    assert_eq!(lines(count), ["amount possible (1: a; 2: b)"]);
}

#[test]
fn functional_objects_and_opposites_make_camps_by_value() {
    let objects = "a | ann | firm made_by bob | when: 2019
                   b | bob | firm made_by cat | when: 2019
                   c | cat | firm made_by bob | when: 2019; polarity: denied
                   d | dan | firm made_by bob | when: 2019/2020
                   e | dan | firm made_by dan | when: 2023";
    assert_eq!(
        lines(objects),
        [
            "polarity possible (1: a d; 2: c)",
            "functional possible (1: a d; 2: b c)"
        ]
    );
    let opposites = "a | ann | firm open | when: 2019
                     b | bob | firm closed | when: 2019
                     c | cat | firm closed | when: 2019-05";
    assert_eq!(lines(opposites), ["opposed possible (1: a; 2: b c)"]);
}

#[test]
fn dates_of_one_occasion_and_of_what_happens_once_are_compared() {
    let once = "a | ann | bob born | when: 1970-01-01
                b | cat | bob born | when: 1971-01-01
                c | dan | bob born | when: 1970~
                d | dan | cat born | when: 1980";
    assert_eq!(lines(once), ["date certain (1: a; 2: b; 1-2: c)"]);
    let within_reach = "a | ann | bob born | when: 1970~
                        b | cat | bob born | when: 1971-06";
    assert_eq!(lines(within_reach), NOTHING);
    let alleged = "a | ann | bob born | when: 1970
                   b | cat | bob born | when: 1975; modality: alleged";
    assert_eq!(lines(alleged), NOTHING);
    let occasion = "a | ann | ann knows bob | when: 2020-06-22; occasion: arrest
                    b | bob | ann knows bob | when: 2020-06-23; occasion: arrest
                    c | cat | ann knows bob | when: 2020-06; occasion: arrest";
    assert_eq!(lines(occasion), ["date certain (1: a; 2: b; 1-2: c)"]);
}

#[test]
fn what_the_data_states_is_one_matter_where_it_hangs_together() {
    let claims = "a | ann | ann knows bob | rebuts: c d
                  b | bob | ann knows cat | rebuts: d
                  c | cat | ann knows dan |
                  d | dan | bob knows dan |";
    assert_eq!(lines(claims), ["stated stated (1: c d; 2: a b)"]);
}

/// Thousands of versions of one matter: every one is told, in camps that are ranges.
#[test]
fn camps_of_thousands_of_versions_are_whole() {
    let many: usize = match std::env::var("CLAIMGRAPH_VERSIONS") {
        Ok(many) => many.parse().expect("a number"),
        Err(_) => 3_000,
    };
    let mut files = vec![String::new(); many.div_ceil(1_000)];
    for number in 0..many {
        let amount = match number % 10 {
            0 => format!("USD {}..{}", number * 10, number * 10 + 500),
            1 => format!("~USD {}", number * 10),
            2 => format!("<USD {}", number * 10 + 1),
            _ => format!("USD {}", number * 10),
        };
        let more = if number % 50 == 49 {
            "; polarity: denied"
        } else {
            ""
        };
        files[number / 1_000] +=
            &format!("c{number} | ann | ann paid bob | quantity: {amount}; occasion: o{more}\n");
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let graph = told(&files);
    let started = std::time::Instant::now();
    let found = matters(&graph);
    eprintln!("{many} versions in {:?}", started.elapsed());
    let [matter] = &found[..] else {
        panic!("{} matters", found.len())
    };
    let in_camps: BTreeSet<ClaimId> = matter.camps.claims().collect();
    assert_eq!(in_camps.len(), many);
    assert!(
        matter.camps.count as usize > many / 4,
        "{}",
        matter.camps.count
    );
}

fn versions() -> impl Strategy<Value = Vec<String>> {
    let source = prop::sample::select(vec!["ann", "bob", "cat", "dan", "ann-later"]);
    let amount = prop::sample::select(vec![
        "USD 5M",
        "USD 5.0M",
        "USD 4.9M",
        "~USD 5M",
        "<USD 6M",
        "USD 8M",
        "USD 6M..9M",
        "USD 9M",
        ">=USD 9M",
        "unknown USD",
        "~USD 8M",
        "USD 8.1M",
    ]);
    let when = prop::sample::select(vec![
        "",
        "; when: 2019",
        "; when: 2019-05-02",
        "; when: 2019-05~",
        "; when: 2018/2020",
    ]);
    let more = prop::sample::select(vec![
        "",
        "",
        "; occasion: o",
        "; polarity: denied",
        "; modality: alleged",
    ]);
    let what = prop::sample::select(vec!["ann paid bob", "firm worth", "firm raised"]);
    let claim =
        (source, what, amount, when, more).prop_map(|(source, what, amount, when, more)| {
            format!("{source} | {what} | quantity: {amount}{when}{more}")
        });
    prop::collection::vec(claim, 2..12)
}

fn named<'l>(claims: impl Iterator<Item = (String, &'l String)>) -> String {
    claims
        .map(|(id, claim)| format!("{id} | {claim}\n"))
        .collect()
}

/// Returns the camps of each version by matter, whatever the numbers of the camps: for each version those that share one.
fn neighbours(graph: &Graph) -> BTreeSet<(String, BTreeMap<String, BTreeSet<String>>)> {
    let of_matter = |matter: &Matter| {
        let mut camps = vec![BTreeSet::new(); matter.camps.count as usize];
        for place in &matter.camps.places {
            for [first, last] in &place.camps {
                for number in *first..=*last {
                    camps[number as usize - 1]
                        .extend(place.claims.iter().map(|claim| id(graph, *claim)));
                }
            }
        }
        let mut shared = BTreeMap::<String, BTreeSet<String>>::new();
        for camp in camps {
            for claim in &camp {
                shared
                    .entry(claim.clone())
                    .or_default()
                    .extend(camp.iter().cloned());
            }
        }
        let rules: Vec<&str> = matter.rules.iter().map(|rule| rule.as_str()).collect();
        (format!("{} {}", rules.join("+"), matter.certainty), shared)
    };
    matters(graph).iter().map(of_matter).collect()
}

fn cases() -> u32 {
    let cases = std::env::var("CLAIMGRAPH_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn matters_do_not_depend_on_the_order_of_claims(
        claims in versions(),
        turn in any::<prop::sample::Index>(),
    ) {
        let numbered: Vec<(String, &String)> =
            claims.iter().enumerate().map(|(number, claim)| (format!("c{number:02}"), claim)).collect();
        let mut turned = numbered.clone();
        turned.rotate_left(turn.index(claims.len()));
        turned.reverse();
        let straight = told(&[&named(numbered.into_iter())]);
        let turned = told(&[&named(turned.into_iter())]);
        prop_assert_eq!(neighbours(&straight), neighbours(&turned));
    }

    #[test]
    fn camps_hold_together_and_disputes_part_them(claims in versions()) {
        let numbered = claims.iter().enumerate().map(|(number, claim)| (format!("c{number:02}"), claim));
        let graph = told(&[&named(numbered)]);
        let standing = Standing::new(&graph, Settings::default());
        let found = matters(&graph);
        let disputes = standing.disputes();
        let certain: BTreeSet<(ClaimId, ClaimId)> = disputes.all().iter()
            .filter(|dispute| dispute.certainty == Certainty::Certain && dispute.claims.len() == 2)
            .filter(|dispute| dispute.rule.as_str() != "date")
            .map(|dispute| (dispute.claims[0].min(dispute.claims[1]), dispute.claims[0].max(dispute.claims[1])))
            .collect();
        for matter in &found {
            prop_assert!(matter.camps.count >= 2);
            prop_assert!(matter.disputed.iter().all(|claim| matter.camps.claims().any(|other| other == *claim)));
            if matter.rules.iter().any(|rule| rule.as_str() == "date") {
                continue;
            }
            let placed: Vec<(ClaimId, &Vec<[u32; 2]>)> = matter.camps.places.iter()
                .flat_map(|place| place.claims.iter().map(|claim| (*claim, &place.camps)))
                .collect();
            for (a, of_a) in &placed {
                for (b, of_b) in &placed {
                    let share = of_a.iter().any(|x| of_b.iter().any(|y| x[0] <= y[1] && y[0] <= x[1]));
                    prop_assert!(a >= b || !share || !certain.contains(&(*a, *b)), "{}", line(&graph, matter));
                }
            }
        }
        // Every contradiction is of some matter, and every claim stands as its contradictions say.
        for dispute in disputes.all() {
            prop_assert!(found.iter().any(|matter| dispute.claims.iter().all(|claim| matter.disputed.contains(claim))));
        }
        for a in graph.case().claims.handles() {
            for b in graph.case().claims.handles() {
                prop_assert_eq!(standing.verdict(a, b), standing.verdict(b, a));
                if standing.verdict(a, b) == Some(Verdict::Contradictory) {
                    prop_assert!(standing.disputed_by(a).iter().any(|(other, _)| *other == b));
                }
            }
        }
    }

    /// A more exact date or end never turns what is certain into what is possible.
    #[test]
    fn a_more_exact_date_never_makes_a_contradiction_less_certain(
        claims in versions(),
        place in any::<prop::sample::Index>(),
        exact in prop::sample::select(vec!["2019-05-02", "2019-05-02T10:00:00Z", "2019-05", "2019"]),
    ) {
        let place = place.index(claims.len());
        let wider = ["", "2018/2020", "2019", "2019-05~"];
        let narrowed = |claim: &String| {
            let dated = claim.contains("when: ");
            let mut more = claim.clone();
            if !dated {
                more += &format!("; when: {exact}");
            }
            for wide in wider.iter().filter(|wide| !wide.is_empty()) {
                let from = format!("when: {wide};");
                let to = format!("when: {exact};");
                more = format!("{more};").replace(&from, &to).trim_end_matches(';').to_owned();
            }
            more
        };
        let mut after = claims.clone();
        after[place] = narrowed(&claims[place]);
        let graph = |claims: &[String]| {
            let numbered = claims.iter().enumerate().map(|(number, claim)| (format!("c{number:02}"), claim));
            told(&[&named(numbered)])
        };
        let (before, after) = (graph(&claims), graph(&after));
        let pairs = |graph: &Graph| -> BTreeMap<(String, String, &'static str), Certainty> {
            let disputes = Disputes::of(graph, &Settings::default());
            disputes.all().iter()
                .filter(|dispute| dispute.claims.len() == 2)
                .map(|dispute| {
                    let [a, b] = [dispute.claims[0], dispute.claims[1]].map(|claim| id(graph, claim));
                    ((a.clone().min(b.clone()), a.max(b), dispute.rule.as_str()), dispute.certainty)
                })
                .collect()
        };
        let (before, after) = (pairs(&before), pairs(&after));
        for (pair, certainty) in before {
            if certainty == Certainty::Certain {
                prop_assert_ne!(after.get(&pair), Some(&Certainty::Possible), "{:?}", pair);
            }
        }
    }
}
