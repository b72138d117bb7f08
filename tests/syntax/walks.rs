//! Quantified path patterns and selectors of paths.

use claimgraph::cypher::graph::NodeId;
use claimgraph::cypher::{Kind, Limits, Parameters, Value, run};

use crate::memory::Memory;

/// A ring of four, with a chord: 0 to 1 to 2 to 3 to 0 by `NEXT`, whose `cost` is 1 to 4, and 0 to 2 by `JUMP`.
fn ring() -> Memory {
    let mut graph = Memory::new(true);
    let nodes: Vec<NodeId> = (0..4)
        .map(|number| {
            let label = if number % 2 == 0 { "Even" } else { "Odd" };
            let num = vec![("num".to_owned(), Value::Integer(number))];
            graph.add_node(&[label.to_owned()], num)
        })
        .collect();
    for (index, from) in nodes.iter().enumerate() {
        let cost = vec![("cost".to_owned(), Value::Integer(index as i64 + 1))];
        graph.add_relationship("NEXT", *from, nodes[(index + 1) % 4], cost);
    }
    graph.add_relationship("JUMP", nodes[0], nodes[2], Vec::new());
    graph
}

fn check_ring(answers: &[(&str, &str)]) {
    for (text, expected) in answers {
        let answer = run(&ring(), text, &Parameters::new(), &Limits::default());
        let answer = answer.unwrap_or_else(|error| panic!("{text}: {error}"));
        let row = |row: &Vec<Value>| {
            row.iter()
                .map(Value::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let rows: Vec<String> = answer.rows.iter().map(row).collect();
        assert_eq!(rows.join("; "), *expected, "{text}");
    }
}

#[test]
fn parts_of_paths_are_repeated() {
    check_ring(&[
        (
            "MATCH (a {num: 0}) ((x)-[:NEXT]->(y)){1,3} (b) RETURN b.num, [n IN x | n.num], [n IN y | n.num] ORDER BY b.num",
            "1 [0] [1]; 2 [0, 1] [1, 2]; 3 [0, 1, 2] [1, 2, 3]",
        ),
        (
            "MATCH (a {num: 0}) ((x)<-[r:NEXT]-(y)){2} (b) RETURN b.num, [n IN x | n.num], [n IN y | n.num], [s IN r | s.cost]",
            "2 [0, 3] [3, 2] [4, 3]",
        ),
        (
            "MATCH ((x)-[:JUMP]->(y)){1,3} RETURN size(x), [n IN y | n.num]",
            "1 [2]",
        ),
        ("MATCH ((x)-[:NEXT]->(y)){1,2} RETURN count(*)", "8"),
        (
            "MATCH (a {num: 0})(()-[:NEXT]->())+(b) RETURN b.num ORDER BY b.num",
            "0; 1; 2; 3",
        ),
        (
            "MATCH (a {num: 0})(()-[:NEXT]->()){0,1}(b) RETURN b.num ORDER BY b.num",
            "0; 1",
        ),
        (
            "MATCH (a {num: 0})(()--()){2}(b {num: 2}) RETURN count(*)",
            "2",
        ),
        // What the group asks is asked of each repetition.
        (
            "MATCH (a {num: 0}) ((x)-[r:NEXT]->(y) WHERE r.cost < 3)* (b) RETURN b.num ORDER BY b.num",
            "0; 1; 2",
        ),
        (
            "MATCH (a {num: 0}) ((x WHERE x.num < 2)-[:NEXT]->(y))+ (b) RETURN b.num ORDER BY b.num",
            "1; 2",
        ),
        (
            "MATCH (a {num: 0}) ((x:Even)-[]->(y:Even)){1,2} (b) RETURN b.num",
            "2",
        ),
        (
            "MATCH (a {num: 3}) ((:Odd)-[r WHERE r.cost = 4]->({num: 0}))+ (b) RETURN b.num",
            "0",
        ),
        (
            "MATCH (a {num: 0}) ((x)-[:NEXT]->(y) WHERE x.num < y.num){2,} (b) RETURN b.num ORDER BY b.num",
            "2; 3",
        ),
        (
            "MATCH (a {num: 0}) ((x)-[:NEXT]->(y)){2} (b) WHERE all(n IN y WHERE n.num > 0) RETURN b.num",
            "2",
        ),
        // Groups beside one another, in a named path, with fixed parts, and as options.
        (
            "MATCH p = (a {num: 0}) (()-[:JUMP]->()){1} ((x)-[:NEXT]->(y)){1} RETURN [n IN nodes(p) | n.num]",
            "[0, 2, 3]",
        ),
        (
            "MATCH p = (a {num: 0})-[:NEXT]->(b) (()-[:NEXT]->()){2} (c) RETURN length(p), c.num",
            "3 3",
        ),
        (
            "MATCH (a {num: 1}) OPTIONAL MATCH (a) ((x)-[:JUMP]->(y))+ (b) RETURN a.num, x, b",
            "1 null null",
        ),
        (
            "MATCH (a {num: 0}) WHERE EXISTS { (a) ((x)-[:NEXT]->(y)){4} (a) } RETURN a.num",
            "0",
        ),
        ("MATCH ((x)-[:JUMP]->(y) WHERE x.num = 0) RETURN y.num", "2"),
        (
            "MATCH (a {num: 0}) (()-[:JUMP]->()){1} (b) RETURN *",
            "(0) (2)",
        ),
    ]);
    for text in [
        "MATCH ((a)-->(b)-->(c)){1,2} RETURN a",
        "MATCH ((a)--(b)){1,2} RETURN a",
        "MATCH ((a)-[*2]->(b)){1,2} RETURN a",
        "MATCH (p = (a)-->(b)){1,2} RETURN a",
    ] {
        let error = run(&ring(), text, &Parameters::new(), &Limits::default()).expect_err(text);
        assert_eq!(error.kind, Kind::UnsupportedSyntax, "{text}: {error}");
        assert!(error.hint.is_some(), "{text}: {error}");
    }
    let taken = "MATCH (x) MATCH ((x)-->(y)){1,2} RETURN x";
    let error = run(&ring(), taken, &Parameters::new(), &Limits::default()).expect_err(taken);
    assert_eq!(error.kind, Kind::VariableAlreadyBound, "{error}");
}

#[test]
fn several_shortest_paths_are_found() {
    let lengths = "RETURN [n IN nodes(p) | n.num]";
    for (selector, expected) in [
        ("SHORTEST 1 (a {num: 0})-->+(b {num: 3})", "[0, 2, 3]"),
        (
            "SHORTEST 2 (a {num: 0})-->+(b {num: 3})",
            "[0, 2, 3]; [0, 1, 2, 3]",
        ),
        (
            "SHORTEST 9 (a {num: 0})-[:NEXT]->+(b {num: 3})",
            "[0, 1, 2, 3]",
        ),
        ("SHORTEST 1 GROUP (a {num: 0})--+(b {num: 2})", "[0, 2]"),
        ("ANY SHORTEST (a {num: 0})-->+(b {num: 3})", "[0, 2, 3]"),
        ("ALL SHORTEST (a {num: 0})-->+(b {num: 3})", "[0, 2, 3]"),
        ("ANY (a {num: 0})-->+(b {num: 3})", "[0, 2, 3]"),
        (
            "SHORTEST 2 (a {num: 0}) ((x)-->(y))+ (b {num: 3})",
            "[0, 2, 3]; [0, 1, 2, 3]",
        ),
    ] {
        check_ring(&[(&format!("MATCH p = {selector} {lengths}"), expected)]);
    }
    check_ring(&[
        (
            "MATCH p = SHORTEST 2 GROUPS (a {num: 0})-[:NEXT|JUMP]-+(b {num: 2}) RETURN length(p) ORDER BY length(p)",
            "1; 2; 2",
        ),
        (
            "MATCH p = SHORTEST 1 (a {num: 0})-->+(b {num: 3}) WHERE length(p) > 2 RETURN count(*)",
            "0",
        ),
        (
            "MATCH p = shortestPath((a {num: 0})-[*]->(b {num: 3})) WHERE length(p) > 2 RETURN length(p)",
            "3",
        ),
        (
            "MATCH SHORTEST 1 (a)-[:NEXT]->+(b) WHERE a <> b RETURN count(*)",
            "12",
        ),
    ]);
}
