//! A small graph, and what queries yield on it.

use claimgraph::cypher::graph::NodeId;
use claimgraph::cypher::{Error, Limits, Parameters, Value, run};

use crate::memory::Memory;

/// Ann founded Xco (a company) and Yorg (a company and a nonprofit), Bob runs Xco, Zed (a robot) knows Ann.
pub fn graph() -> Memory {
    let mut graph = Memory::new(true);
    let things: [(&[&str], &str); 5] = [
        (&["Person"], "Ann"),
        (&["Person", "Critic"], "Bob"),
        (&["Company"], "Xco"),
        (&["Company", "Nonprofit"], "Yorg"),
        (&["Robot"], "Zed"),
    ];
    let nodes: Vec<NodeId> = things
        .iter()
        .map(|(labels, name)| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            graph.add_node(&labels, vec![("name".to_owned(), (*name).into())])
        })
        .collect();
    for (kind, from, to, since) in [
        ("FOUNDED", 0, 2, 2010),
        ("FOUNDED", 0, 3, 2015),
        ("RUNS", 1, 2, 2012),
        ("KNOWS", 4, 0, 2020),
    ] {
        let since = vec![("since".to_owned(), Value::Integer(since))];
        graph.add_relationship(kind, nodes[from], nodes[to], since);
    }
    graph
}

pub fn ask(text: &str) -> Result<String, Error> {
    let answer = run(&graph(), text, &Parameters::new(), &Limits::default())?;
    let row = |row: &Vec<Value>| {
        row.iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    Ok(answer.rows.iter().map(row).collect::<Vec<_>>().join("; "))
}

pub fn check(answers: &[(&str, &str)]) {
    for (text, expected) in answers {
        let answer = ask(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(answer, *expected, "{text}");
    }
}
