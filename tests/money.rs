//! Totals and trails: what counts, what does not, and in which order.

mod common {
    pub mod story;
}

use claimgraph::answer::{Answer, Cell};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{EntityId, Modality, Pool, Thing};
use claimgraph::query::{self, By, Totals, Trails};
use common::story::told;

/// Returns the rows of an answer in words, absent cells left out.
fn rows(graph: &Graph, answer: Answer<'_>) -> Vec<String> {
    let word = |cell: Cell| match cell {
        Cell::Word(word) => Some(word.to_owned()),
        Cell::Written(text) => Some(text),
        Cell::Text(text) => Some(graph.case().text(text).to_owned()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Quantity(quantity) => Some(quantity.display(&Pool::default()).to_string()),
        Cell::Thing(thing @ (Thing::Entity(_) | Thing::Claim(_))) => {
            Some(graph.case().id_of(thing).to_owned())
        }
        _ => None,
    };
    answer
        .rows
        .map(|row| {
            row.cells
                .into_iter()
                .filter_map(word)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

fn totals(lines: &str, wanted: impl FnOnce(&Graph) -> Totals) -> Vec<String> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    rows(&graph, query::total(&graph, &standing, &wanted(&graph)))
}

fn everything(lines: &str) -> Vec<String> {
    totals(lines, |_| Totals::default())
}

fn by(lines: &str, by: By) -> Vec<String> {
    totals(lines, |_| Totals {
        by: Some(by),
        ..Totals::default()
    })
}

fn entity(graph: &Graph, id: &str) -> EntityId {
    graph.names().entity(graph.case(), id).expect("an entity")
}

#[test]
fn each_fact_counts_from_its_smallest_to_its_largest_version() {
    let lines = "a | ann | ann paid bob | quantity: ~USD 100M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 44M; occasion: gift
                 c | ann | ann paid cat | quantity: USD 1M
                 d | cat | ann paid cat | quantity: USD 1M";
    assert_eq!(
        everything(lines),
        [
            "total USD 45M..112M 2 could be one: c, d; an occasion decides",
            "disputed USD 44M..110M 1 part of the total; disputed: the versions spread over USD 66M"
        ]
    );
}

#[test]
fn versions_of_one_occasion_count_once_whatever_their_dates() {
    let lines = "a | ann | ann paid bob | quantity: USD 2M; occasion: gift; when: 2015
                 b | bob | ann paid bob | quantity: USD 2M; occasion: gift; when: 2016";
    assert_eq!(everything(lines), ["total USD 2M 1"]);
}

#[test]
fn missing_ends_count_from_nothing_and_leave_the_total_open() {
    let lines = "a | ann | ann paid bob | quantity: <USD 45M; when: 2015
                 b | ann | ann paid cat | quantity: >=USD 1B; when: 2016";
    assert_eq!(
        everything(lines),
        ["total >=USD 1B 2 open above: not every payment has an upper end"]
    );
}

#[test]
fn currencies_have_lines_of_their_own() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M
                 b | ann | ann paid cat | quantity: EUR 1M";
    assert_eq!(everything(lines), ["total EUR 1M 1", "total USD 1M 1"]);
}

#[test]
fn what_did_not_move_is_not_added_but_told() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | ann | ann paid bob | quantity: USD 2M; when: 2016; modality: planned
                 c | ann | ann paid bob | quantity: USD 3M; when: 2017; polarity: denied
                 d | ann | ann paid bob | quantity: unknown USD; when: 2018
                 e | ann | ann paid bob | quantity: USD 4M; when: 2019; modality: opinion
                 f | ann | ann paid bob | quantity: USD 5M; when: 2020; modality: alleged";
    assert_eq!(
        everything(lines),
        [
            "total USD 1M 1",
            "alleged USD 5M 1 not added",
            "planned USD 2M 1 not added",
            "opinion USD 4M 1 not added",
            "denied USD 3M 1 not added",
            "unknown unknown USD 1 not added: no amount is given"
        ]
    );
    let with_plans = totals(lines, |_| Totals {
        include: vec![Modality::Planned],
        ..Totals::default()
    });
    assert_eq!(with_plans[0], "total USD 3M 2");
}

#[test]
fn totals_are_made_for_givers_receivers_pairs_and_spans_of_years() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2019-05
                 b | ann | cat paid bob | quantity: USD 2M; when: 2015/2018
                 c | ann | ann paid cat | quantity: USD 4M; when: 2019-07
                 d | ann | ann lent bob | quantity: USD 8M";
    assert_eq!(
        by(lines, By::Giver),
        ["ann total USD 13M 3", "cat total USD 2M 1"]
    );
    assert_eq!(
        by(lines, By::Receiver),
        ["bob total USD 11M 3", "cat total USD 4M 1"]
    );
    assert_eq!(
        by(lines, By::Pair),
        [
            "ann bob total USD 9M 2",
            "cat bob total USD 2M 1",
            "ann cat total USD 4M 1"
        ]
    );
    assert_eq!(
        by(lines, By::Year),
        [
            "2015/2018 total USD 2M 1",
            "2019 total USD 5M 2",
            "total USD 8M 1"
        ]
    );
}

#[test]
fn an_entity_has_a_total_of_what_it_gave_and_one_of_what_it_received() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M
                 b | ann | bob paid cat | quantity: USD 2M
                 c | ann | ann paid cat | quantity: USD 4M";
    let of_bob = totals(lines, |graph| Totals {
        entity: Some(entity(graph, "bob")),
        ..Totals::default()
    });
    assert_eq!(of_bob, ["bob total USD 1M 1", "bob total USD 2M 1"]);
}

#[test]
fn a_total_explains_itself_by_the_claims_that_give_its_ends() {
    let lines = "a | ann | ann paid bob | quantity: USD 2M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 1M; occasion: gift
                 c | cat | ann paid bob | quantity: USD 3M; occasion: gift";
    let explained = totals(lines, |_| Totals {
        explain: true,
        ..Totals::default()
    });
    assert_eq!(
        explained,
        [
            "ann bob counted USD 1M..3M b c disputed: the versions spread over USD 2M",
            "total USD 1M..3M"
        ]
    );
}

#[test]
fn totals_too_large_for_exact_arithmetic_are_said_to_be() {
    let lines = "a | ann | ann paid bob | quantity: USD 7.999999999999999999999999999
                 b | ann | ann paid cat | quantity: USD 70000000000000000000000000000";
    let [total] = &everything(lines)[..] else {
        panic!("one line")
    };
    assert!(total.contains("too large for exact arithmetic"), "{total}");
}

/// Returns the trails from one entity to another or to anyone, each as its claims, those possible only marked.
fn trails(
    lines: &str,
    from: &str,
    to: Option<&str>,
    change: impl FnOnce(&mut Trails),
) -> Vec<String> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let mut wanted = Trails {
        from: entity(&graph, from),
        to: to.map(|to| entity(&graph, to)),
        max_hops: 4,
        most: 100,
        include: Vec::new(),
    };
    change(&mut wanted);
    let answer = query::trail(&graph, &standing, &wanted);
    let notes = answer.notes.clone();
    let mut trails = Vec::<String>::new();
    for row in answer.rows {
        let [Cell::Number(trail), _, certainty, ..] = &row.cells[..] else {
            panic!("a trail has a number");
        };
        let id = graph.case().id_of(Thing::Claim(row.claims[0])).to_owned();
        let mark = if *certainty == Cell::Word("possible") {
            "?"
        } else {
            ""
        };
        match trails.get_mut(*trail as usize - 1) {
            Some(trail) => *trail += &format!(" {id}{mark}"),
            None => trails.push(format!("{id}{mark}")),
        }
    }
    trails.extend(notes);
    trails
}

#[test]
fn a_trail_goes_on_only_in_order_of_time() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | ann | bob paid cat | quantity: USD 1M; when: 2014
                 c | ann | bob paid dan | quantity: USD 1M; when: 2016
                 d | ann | bob paid firm | quantity: USD 1M; when: 2015-06
                 e | ann | bob paid shop | quantity: USD 1M";
    assert_eq!(trails(lines, "ann", None, |_| {}), ["a d?", "a c", "a e?"]);
    assert_eq!(trails(lines, "ann", Some("dan"), |_| {}), ["a c"]);
    assert_eq!(trails(lines, "ann", Some("cat"), |_| {}), [""; 0]);
}

#[test]
fn steps_that_could_each_follow_the_one_before_must_also_follow_together() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2017/2019
                 b | ann | bob paid cat | quantity: USD 1M; when: 2015/2018
                 c | ann | cat paid dan | quantity: USD 1M; when: 2016";
    assert_eq!(trails(lines, "ann", None, |_| {}), ["a b?"]);
    assert_eq!(trails(lines, "ann", Some("dan"), |_| {}), [""; 0]);
}

#[test]
fn a_step_is_one_payment_with_its_versions_and_nothing_that_is_denied_or_planned() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; occasion: gift
                 b | bob | ann paid bob | quantity: USD 2M; occasion: gift
                 c | cat | ann paid bob | quantity: USD 2M; occasion: gift; polarity: denied
                 d | ann | ann paid cat | quantity: USD 1M; polarity: denied
                 e | ann | bob paid dan | quantity: USD 1M; modality: planned";
    assert_eq!(trails(lines, "ann", None, |_| {}), ["a b"]);
    let with_plans = |wanted: &mut Trails| wanted.include = vec![Modality::Planned];
    assert_eq!(trails(lines, "ann", None, with_plans), ["a b e?"]);
}

#[test]
fn money_may_come_back_but_meets_nobody_else_twice() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | ann | bob paid cat | quantity: USD 1M; when: 2016
                 c | ann | cat paid bob | quantity: USD 1M; when: 2017
                 d | ann | cat paid ann | quantity: USD 1M; when: 2018";
    assert_eq!(trails(lines, "ann", Some("ann"), |_| {}), ["a b d"]);
    assert_eq!(trails(lines, "ann", None, |_| {}), ["a b d"]);
    assert_eq!(trails(lines, "ann", Some("cat"), |_| {}), ["a b"]);
}

#[test]
fn what_is_left_out_is_said() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2015
                 b | ann | bob paid cat | quantity: USD 1M; when: 2016
                 c | ann | bob paid dan | quantity: USD 1M; when: 2017";
    assert_eq!(
        trails(lines, "ann", None, |wanted| wanted.most = 1),
        ["a b", "--most 1 is reached: there are more trails"]
    );
    assert_eq!(
        trails(lines, "ann", None, |wanted| wanted.max_hops = 1),
        ["a", "some trails go on past --max-hops 1"]
    );
}
