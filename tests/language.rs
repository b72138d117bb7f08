//! What the TCK does not speak of: places, hints, notices, plans, decimals.

#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;

use claimgraph::cypher::{Answer, Error, Kind, Limits, Parameters, Query, Value, run};
use memory::Memory;

/// Three people in a row, each of whom has paid the next.
fn payments() -> Memory {
    let mut graph = Memory::new(true);
    let names = ["Ann", "Bob", "Cyd"];
    let people: Vec<_> = names
        .iter()
        .map(|name| {
            graph.add_node(
                &["Person".to_owned()],
                vec![("name".to_owned(), (*name).into())],
            )
        })
        .collect();
    for (pair, amount) in people.windows(2).zip(["0.10", "0.20"]) {
        let amount = Value::Decimal(amount.parse().expect("a decimal"));
        graph.add_relationship(
            "DONATED_TO",
            pair[0],
            pair[1],
            vec![("amount".to_owned(), amount)],
        );
    }
    graph
}

fn ask(text: &str) -> Result<Answer, Error> {
    run(&payments(), text, &Parameters::new(), &Limits::default())
}

fn only(text: &str) -> String {
    let answer = ask(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let rows = answer.rows.iter();
    let rows = rows.map(|row| {
        row.iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    });
    rows.collect::<Vec<_>>().join("; ")
}

#[test]
fn errors_point_into_the_text_and_suggest() {
    let text = "MATCH (person) RETURN persn.name";
    let error = ask(text).expect_err("a misspelt variable");
    assert_eq!(error.kind, Kind::UndefinedVariable);
    assert_eq!(&text[error.span.start..error.span.end], "persn");
    assert_eq!(error.hint.as_deref(), Some("did you mean `person`?"));

    let text = "MATCH (n) SET n.x = 1";
    let error = ask(text).expect_err("a writing clause");
    assert_eq!(error.kind, Kind::ReadOnly);
    assert_eq!(&text[error.span.start..error.span.end], "SET n.x = 1");

    let error = ask("RETURN tolowr('A')").expect_err("a misspelt function");
    assert_eq!(error.hint.as_deref(), Some("did you mean `toLower`?"));
}

#[test]
fn unknown_names_are_noticed() {
    let graph = payments();
    let text = "MATCH (a:Persn)-[:DONATE_TO]->(b) RETURN b.nam";
    let query =
        Query::prepare(&graph, text, &Limits::default()).expect("unknown names are no error");
    let notices: Vec<_> = query
        .notices()
        .iter()
        .map(|n| (n.message.as_str(), n.hint.as_deref()))
        .collect();
    let expected = [
        ("no node label `Persn`", Some("did you mean `Person`?")),
        (
            "no relationship type `DONATE_TO`",
            Some("did you mean `DONATED_TO`?"),
        ),
        ("no property key `nam`", Some("did you mean `name`?")),
    ];
    assert_eq!(notices, expected);
}

#[test]
fn money_never_loses_a_cent() {
    let total =
        "MATCH ()-[d:DONATED_TO]->() RETURN sum(d.amount), max(d.amount) = 0.2, avg(d.amount)";
    assert_eq!(only(total), "0.30 true 0.15");
}

#[test]
fn plans_start_from_the_cheapest_end() {
    let text = "MATCH (a)-[:DONATED_TO]->(b:Person {name: 'Bob'}) RETURN a.name";
    let answer = ask(text).expect("the query is answered");
    let lines = answer.explanation.lines.iter();
    let lines: Vec<_> = lines
        .map(|line| (line.action.as_str(), line.rows))
        .collect();
    let expected = [
        ("scan index :Person(name)", Some(1)),
        ("expand <-[:DONATED_TO]-", Some(1)),
        ("compute 1 column", Some(1)),
    ];
    assert_eq!(lines[0].0.split(" on ").next(), Some(expected[0].0));
    assert_eq!(lines[1..], expected[1..]);
}

#[test]
fn an_index_answers_a_list_of_values() {
    let text = "MATCH (n:Person) WHERE n.name IN ['Cyd', 'Ann', null, 'Ann'] RETURN n.name";
    assert_eq!(only(text), "Ann; Cyd");
}

#[test]
fn a_rare_type_is_where_a_pattern_starts() {
    let text = "MATCH (a)-[:DONATED_TO]->(b)-[:DONATED_TO]->(c) RETURN a.name, b.name, c.name";
    assert_eq!(only(text), "Ann Bob Cyd");
    let answer = ask(text).expect("the query is answered");
    assert_eq!(answer.explanation.lines[0].action, "scan -[:DONATED_TO]-");
}

#[test]
fn known_lists_of_relationships_are_checked() {
    let known = "MATCH (a)-[d1]->()-[d2]->() WITH [d1, d2] AS ds";
    let text = format!("{known} MATCH (x)-[ds*]->(y) RETURN x.name, y.name");
    assert_eq!(only(&text), "Ann Cyd");
    let text = format!("{known} MATCH (x)-[ds* {{amount: 0.1}}]->(y) RETURN x.name, y.name");
    assert_eq!(only(&text), "");
}

#[test]
fn a_known_list_of_no_relationships_fits_everywhere() {
    let text = "MATCH (:Person {name: 'Ann'})-[none*0..0]->() MATCH (x)-[none*0..0]->(y) RETURN x.name, y.name";
    assert_eq!(only(text), "Ann Ann; Bob Bob; Cyd Cyd");
    let text = "MATCH (a {name: 'Ann'})-[none*0..0]->() MATCH (x)-[none*]->(a) RETURN x.name";
    assert_eq!(only(text), "");
    let text = "MATCH (a {name: 'Ann'})-[none*0..0]->() MATCH (x)-[none*0..]->(a) RETURN x.name";
    assert_eq!(only(text), "Ann");
}

#[test]
fn shortest_paths_are_found_from_both_ends() {
    let ends = "MATCH (a {name: 'Ann'}), (c {name: 'Cyd'})";
    let text = format!("{ends} MATCH p = shortestPath((a)-[:DONATED_TO*]->(c)) RETURN length(p)");
    assert_eq!(only(&text), "2");
    let text =
        format!("{ends} MATCH p = allShortestPaths((c)-[*]-(a)) RETURN [n IN nodes(p) | n.name]");
    assert_eq!(only(&text), "[Cyd, Bob, Ann]");
    let text = format!("{ends} MATCH p = shortestPath((c)-[*]->(a)) RETURN p");
    assert_eq!(only(&text), "");
}

#[test]
fn a_condition_on_a_shortest_path_may_make_it_longer() {
    let mut graph = payments();
    let first = claimgraph::cypher::graph::NodeId(0);
    let last = claimgraph::cypher::graph::NodeId(2);
    graph.add_relationship("KNOWS", first, last, Vec::new());
    let text = "MATCH p = shortestPath((a {name: 'Ann'})-[*]->(c {name: 'Cyd'})) \
        WHERE none(r IN relationships(p) WHERE type(r) = 'KNOWS') RETURN length(p)";
    let answer = run(&graph, text, &Parameters::new(), &Limits::default());
    assert_eq!(answer.expect("a longer path").rows, [[Value::Integer(2)]]);
}
