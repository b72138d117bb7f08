//! One hot path so many times, for `benches/instructions.sh` to count its instructions: `hot NAME TIMES`.
//!
//! Everything runs on one thread, on a small case that is made up, so that a count hangs on the code alone. `hot` by
//! itself lists the names.

mod made;
mod work;

use std::path::Path;

use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::{Direction, Graph, Shortest};
use claimgraph::model::EntityId;
use claimgraph::query::{Cypher, Question};
use claimgraph::snapshot::{self, Inputs};
use work::{contradictions, draw, inflow, neighbours, trails};

/// How many claims the case has.
const CLAIMS: usize = 20_000;

/// Does its work on the folder of a case so many times, and returns a number that hangs on all of it.
type Work = fn(&Path, usize) -> i64;

const PATHS: [(&str, Work); 8] = [
    ("load", |dir, times| {
        let graphs = (0..times).map(|_| claimgraph::open(dir).expect("a case"));
        graphs.map(|graph| graph.case().claims.len() as i64).sum()
    }),
    ("neighbours", |dir, times| each(dir, times, neighbours)),
    ("inflow", |dir, times| each(dir, times, inflow)),
    ("trail", |dir, times| each(dir, times, trails)),
    ("shortest-path", |dir, times| {
        let graph = mapped(dir);
        let mut search = Shortest::new(&graph, Direction::Either);
        let entities: Vec<EntityId> = graph.case().entities.handles().collect();
        let pairs = entities.iter().zip(entities.iter().rev());
        let pairs = pairs.step_by(40).cycle().take(times * 100);
        let lengths = pairs.map(|(from, to)| {
            let route = search.entities(*from, *to, usize::MAX, |_| true);
            route.map_or(0, |entities| entities.len() as i64)
        });
        lengths.sum()
    }),
    ("contradictions", |dir, times| {
        let graph = mapped(dir);
        (0..times).map(|_| contradictions(&graph)).sum()
    }),
    ("dot", |dir, times| {
        let graph = mapped(dir);
        let picture = dir.join("all.dot");
        let picture = picture.to_str().expect("a plain name");
        (0..times).map(|_| draw(&graph, picture)).sum()
    }),
    ("query", |dir, times| {
        let graph = mapped(dir);
        let standing = Standing::new(&graph, Settings::default());
        let cypher = Cypher::over(&graph, &standing, "en");
        let question = Question {
            text: "MATCH (a {id: 'e7'})-[r]->(b)-[s]->(c) WHERE r.min < s.min RETURN r.id, s.id"
                .to_owned(),
            ..Question::default()
        };
        let answers = (0..times).map(|_| {
            let prepared = cypher.prepare(&question).expect("a query");
            let answer = prepared.answer().expect("an answer");
            answer.rows.count() as i64
        });
        answers.sum()
    }),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let asked = args
        .first()
        .and_then(|name| PATHS.iter().find(|path| path.0 == name));
    let (Some((_, work)), Some(Ok(times))) = (asked, args.get(1).map(|times| times.parse())) else {
        println!("{}", PATHS.map(|path| path.0).join("\n"));
        return;
    };
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread();
    threads.build_global().expect("no other threads");
    let dir = made::written(CLAIMS);
    let inputs = Inputs::of(dir.path()).expect("a folder");
    let graph = claimgraph::open(dir.path()).expect("a case");
    let path = dir.path().join(snapshot::NAME);
    snapshot::save(&graph, &inputs, dir.path(), &path).expect("a snapshot");
    println!("{}", work(dir.path(), times));
}

/// Opens the snapshot of a case.
fn mapped(dir: &Path) -> Graph {
    snapshot::open(&dir.join(snapshot::NAME), dir).expect("a fresh snapshot")
}

/// Asks about a hundred entities so many times.
fn each(dir: &Path, times: usize, of: fn(&Graph, EntityId) -> i64) -> i64 {
    let graph = mapped(dir);
    let entities: Vec<EntityId> = graph.case().entities.handles().step_by(40).collect();
    let asked = entities.iter().cycle().take(times * 100);
    asked.map(|entity| of(&graph, *entity)).sum()
}
