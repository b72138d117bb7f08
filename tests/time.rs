//! Dates: what comes before what, and what a trail of payments may therefore step over.

mod common {
    pub mod story;
}

use claimgraph::answer::{Answer, Cell};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{Thing, When};
use claimgraph::query::{Trails, timeline, trail};
use common::story::told;
use proptest::prelude::*;

/// Returns the claims of an answer's rows, each with the word of a column.
fn rows(graph: &Graph, answer: Answer<'_>, column: &str) -> Vec<String> {
    let place = answer.columns.iter().position(|other| other.name == column);
    let place = place.expect("a column");
    let rows = answer.rows.map(|row| {
        let claims = row
            .claims
            .iter()
            .map(|id| graph.case().id_of(Thing::Claim(*id)));
        let claims: Vec<&str> = claims.collect();
        let word = match &row.cells[place] {
            Cell::Word(word) => (*word).to_owned(),
            Cell::Absent => "-".to_owned(),
            other => format!("{other:?}"),
        };
        format!("{} {word}", claims.join(" "))
    });
    rows.collect()
}

/// Returns the steps of the trails from an entity, each with its certainty.
fn trails(lines: &str, from: &str) -> Vec<String> {
    let graph = told(&[lines]);
    let standing = Standing::new(&graph, Settings::default());
    let wanted = Trails {
        from: graph.names().entity(graph.case(), from).expect("an entity"),
        to: None,
        max_hops: 4,
        most: 100,
        include: Vec::new(),
    };
    rows(&graph, trail(&graph, &standing, &wanted), "certainty")
}

#[test]
fn times_with_zones_order_as_instants() {
    let lines = "in  | ann | ann paid bob | quantity: USD 1M; when: 2024-07-01T08:00:00+08:00
                 out | ann | bob paid cat | quantity: USD 1M; when: 2024-06-30T20:30:00-05:00
                 off | ann | bob paid dan | quantity: USD 1M; when: 2024-07-01T01:59:00+02:00";
    let graph = told(&[lines]);
    assert_eq!(
        rows(&graph, timeline(&graph, None), "order"),
        ["off after", "in after", "out after"]
    );
    assert_eq!(trails(lines, "ann"), ["in certain", "out certain"]);
}

#[test]
fn about_and_seasons_leave_the_order_open() {
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 2019-05~
                 b | ann | bob paid cat | quantity: USD 1M; when: 2019-04-02
                 c | ann | bob paid dan | quantity: USD 1M; when: 2019-03-31
                 d | ann | cat paid dan | quantity: USD 1M; when: 2019-23";
    assert_eq!(
        trails(lines, "ann"),
        ["a certain", "b possible", "d possible"]
    );
    let lines = "a | ann | ann paid bob | quantity: USD 1M; when: 1950~
                 b | ann | bob paid cat | quantity: USD 1M; when: 2020";
    assert_eq!(trails(lines, "ann"), ["a certain", "b certain"]);
}

fn dates() -> impl Strategy<Value = String> {
    let day = (2018..2022i32, 1..=12u32, 1..=28u32);
    let sign = prop::sample::select(vec!["", "", "~", "?", "%"]);
    (day, 0..7u8, sign, 0..24u32, -12..=14i32).prop_map(
        |((year, month, day), form, sign, hour, zone)| match form {
            0 => format!("{year}{sign}"),
            1 => format!("{year}-{month:02}{sign}"),
            2 => format!("{year}-{month:02}-{day:02}{sign}"),
            3 => format!("{year}-{:02}", 21 + month % 4),
            4 => format!("{year}-{month:02}-{day:02}T{hour:02}:00:00{zone:+03}:00"),
            5 => format!("{year}{sign}/{}", year + 1),
            _ => format!("{year}-{month:02}/.."),
        },
    )
}

proptest! {
    #[test]
    fn one_order_is_kept_everywhere(texts in [dates(), dates(), dates()]) {
        let [a, b, c] = texts.each_ref().map(|text| When::parse(text).expect("a date"));
        prop_assert!(!(a.is_before(&b) && b.is_before(&a)));
        if a.is_before(&b) {
            prop_assert!(a.order_key() < b.order_key());
            prop_assert!(!b.period().is_before(a.period()));
            prop_assert!(!(b.is_before(&c) && c.is_before(&a)));
        }
        prop_assert_eq!(a.is_before(&b), a.period().is_before(b.period()));
        let hull = a.period().hull(b.period());
        prop_assert!(!hull.is_before(c.period()) || (a.is_before(&c) && b.is_before(&c)));
    }
}
