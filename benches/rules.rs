//! How long the rules take, about one thing and about everything, as a case grows.

mod made;

use claimgraph::dispute::{Disputes, Rule, Settings, Sought, Standing, Tell};
use claimgraph::model::{ClaimId, EntityId, Handle};
use claimgraph::query::{self, Totals, Trails};
use divan::Bencher;

use made::{graph, opened, sizes};

fn main() {
    divan::main();
}

#[divan::bench(args = sizes())]
fn trail_of_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let mut next = (0..graph.case().entities.len()).cycle().step_by(97);
    bencher
        .with_inputs(|| EntityId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|from| {
            let standing = Standing::new(graph, Settings::default());
            let wanted = Trails {
                from,
                to: None,
                max_hops: 4,
                most: 1000,
                include: Vec::new(),
            };
            query::trail(graph, &standing, &wanted).rows.count()
        });
}

#[divan::bench(args = sizes())]
fn status_of_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let mut next = (0..claims).cycle().step_by(997);
    bencher
        .with_inputs(|| ClaimId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|claim| {
            let standing = Standing::new(graph, Settings::default());
            (standing.status(claim), standing.disputed_by(claim))
        });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn who_is_one(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    // The index of speakers is made by the first question.
    graph.claims_by(EntityId::from_index(0));
    let mut next = (0..graph.case().entities.len()).cycle().step_by(97);
    bencher
        .with_inputs(|| EntityId::from_index(next.next().expect("it goes round")))
        .bench_local_values(|speaker| {
            let standing = Standing::new(graph, Settings::default());
            query::who(graph, &standing, speaker).rows.count()
        });
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn amounts_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    let sought = Sought {
        rules: &[Rule::Amount],
        tell: Tell::Why,
        ..Sought::THAT
    };
    bencher.bench_local(|| Disputes::sought(graph, &Settings::default(), sought));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn disputes_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| Disputes::of(graph, &Settings::default()));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn statuses_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| {
        let standing = Standing::new(graph, Settings::default());
        standing.statuses().len()
    });
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn totals_of_everything(bencher: Bencher, claims: usize) {
    let graph = graph(claims);
    bencher.bench_local(|| {
        let standing = Standing::new(graph, Settings::default());
        query::total(graph, &standing, &Totals::default())
            .rows
            .count()
    });
}

/// Thousands of versions of one fact, of which none is borne out: the most there can be to look at.
#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn one_fact_told_by_all(bencher: Bencher, claims: usize) {
    let graph = opened(10, (0..claims).map(|place| {
        format!(
            r#"{{"id":"c{place}","source":"s{}","speaker":"e{}","subject":"e0","predicate":"paid","object":"e1","quantity":"USD {}"}}"#,
            place % 3, place % 7, 1_000 + place
        )
    }));
    bencher.bench_local(|| {
        let standing = Standing::new(&graph, Settings::default());
        standing.status(ClaimId::from_index(0))
    });
}
