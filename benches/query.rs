//! How long queries take, planned and without a plan's help, as a case grows.

mod made;

use std::collections::BTreeMap;

use claimgraph::cypher::{Limits, Value};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::query::{Cypher, Question};
use divan::Bencher;

use made::{graph, sizes};

fn main() {
    divan::main();
}

#[divan::bench(args = sizes())]
fn one_hop(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH (a {id: $a})-[r:PAID]->(b) RETURN r.id, b.id",
    );
}

/// The same without the index of ids, which the sum keeps from being used.
#[divan::bench(args = sizes(), sample_count = 5)]
fn one_hop_by_full_scan(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH (a)-[r:PAID]->(b) WHERE a.id + '' = $a RETURN r.id, b.id",
    );
}

#[divan::bench(args = sizes())]
fn trail_of_three(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH (a {id: $a})-[r:PAID|LENT_TO]->()-[s:PAID|LENT_TO]->()-[t:PAID|LENT_TO]->(d)
         WHERE r.when_latest < s.when_earliest AND s.when_latest < t.when_earliest
         RETURN r.id, s.id, t.id, d.id LIMIT 1000",
    );
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn aggregation(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH ()-[r:PAID]->(b) RETURN b.id, count(*) AS times, sum(r.min) ORDER BY times DESC LIMIT 10",
    );
}

#[divan::bench(args = sizes())]
fn shortest_path(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH (a {id: $a}), (b {id: $b}) MATCH p = shortestPath((a)-[:PAID|LENT_TO|SUPPLIES*..8]-(b)) RETURN length(p)",
    );
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn dispute_pairs(bencher: Bencher, claims: usize) {
    ask(
        bencher,
        claims,
        "MATCH (a:Claim)-[d:DISPUTES]->(b:Claim) WHERE d.certain RETURN count(*)",
    );
}

/// Asks a query about one entity, or two, after another.
fn ask(bencher: Bencher, claims: usize, text: &str) {
    let graph = graph(claims);
    graph.names();
    let standing = Standing::new(graph, Settings::default());
    let cypher = Cypher::over(graph, &standing, "en");
    let entities = graph.case().entities.len();
    let mut next = (0..entities).cycle().step_by(97);
    let mut entity = move || Value::string(format!("e{}", next.next().expect("it goes round")));
    bencher
        .with_inputs(|| Question {
            text: text.to_owned(),
            parameters: BTreeMap::from([("a".into(), entity()), ("b".into(), entity())]),
            limits: Limits::default(),
            explain: false,
        })
        .bench_local_values(|question| {
            let prepared = cypher.prepare(&question).expect("a query of this case");
            prepared.answer().expect("rows").rows.count()
        });
}
