//! What queries yield that older parsers turned away or took for something else.

#[allow(dead_code)]
#[path = "../tck/memory.rs"]
mod memory;

use claimgraph::cypher::graph::NodeId;
use claimgraph::cypher::{Error, Kind, Limits, Parameters, Value, run};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::query::{Cypher, Question};
use memory::Memory;

/// Ann founded Xco (a company) and Yorg (a company and a nonprofit), Bob runs Xco, Zed (a robot) knows Ann.
fn graph() -> Memory {
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

fn ask(text: &str) -> Result<String, Error> {
    let answer = run(&graph(), text, &Parameters::new(), &Limits::default())?;
    let row = |row: &Vec<Value>| {
        row.iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    Ok(answer.rows.iter().map(row).collect::<Vec<_>>().join("; "))
}

fn check(answers: &[(&str, &str)]) {
    for (text, expected) in answers {
        let answer = ask(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(answer, *expected, "{text}");
    }
}

#[test]
fn label_expressions_stand_in_nodes_relationships_and_conditions() {
    check(&[
        (
            "MATCH (n:Person|Robot) RETURN n.name ORDER BY n.name",
            "Ann; Bob; Zed",
        ),
        (
            "MATCH (n:Person|:Robot) RETURN n.name ORDER BY n.name",
            "Ann; Bob; Zed",
        ),
        ("MATCH (n:Company&Nonprofit) RETURN n.name", "Yorg"),
        ("MATCH (n:Company&!Nonprofit) RETURN n.name", "Xco"),
        ("MATCH (n:Company:Nonprofit) RETURN n.name", "Yorg"),
        ("MATCH (n:!(Person|Company)) RETURN n.name", "Zed"),
        ("MATCH (n IS Robot) RETURN n.name", "Zed"),
        ("MATCH (n:%) RETURN count(n)", "5"),
        (
            "MATCH (n:Person|Company)-[:RUNS]->(x:Company) RETURN n.name, x.name",
            "Bob Xco",
        ),
        (
            "MATCH (n)-[:RUNS|KNOWS]->(x) RETURN n.name ORDER BY n.name",
            "Bob; Zed",
        ),
        (
            "MATCH (n)-[:!FOUNDED]->(x) RETURN n.name ORDER BY n.name",
            "Bob; Zed",
        ),
        ("MATCH (n)-[r:%]->(x) RETURN count(r)", "4"),
        (
            "MATCH (n) WHERE n:Critic|Robot RETURN n.name ORDER BY n.name",
            "Bob; Zed",
        ),
        ("MATCH (n)-[r]->() WHERE r:RUNS RETURN n.name", "Bob"),
    ]);
}

#[test]
fn conditions_stand_in_nodes_and_relationships() {
    check(&[
        (
            "MATCH (n:Person WHERE n.name = 'Ann')-->(x:Nonprofit) RETURN x.name",
            "Yorg",
        ),
        (
            "MATCH (n)-[r:FOUNDED WHERE r.since > 2012]->(x WHERE x:Nonprofit) RETURN x.name",
            "Yorg",
        ),
        (
            "MATCH (n WHERE n.name STARTS WITH 'B') RETURN n.name",
            "Bob",
        ),
        (
            "MATCH (n {name: 'Ann'} WHERE n:Person) RETURN n.name",
            "Ann",
        ),
        (
            "RETURN [(n WHERE n:Robot)-[r WHERE r.since = 2020]->(m) | m.name]",
            "[Ann]",
        ),
        (
            "MATCH (n) WHERE (n)-[:RUNS]->(WHERE true) RETURN n.name",
            "Bob",
        ),
    ]);
}

#[test]
fn a_bar_after_a_label_ends_the_condition() {
    let path =
        "MATCH p = (:Person {name: 'Ann'})-[:FOUNDED]->(x:Nonprofit) WITH p, 7 AS seven RETURN";
    for (comprehension, expected) in [
        ("[n IN nodes(p) WHERE n:Person | seven]", "[7]"),
        ("[n IN nodes(p) WHERE n:Person | n.name]", "[Ann]"),
        (
            "[n IN nodes(p) WHERE n:Person|Company | n.name]",
            "[Ann, Yorg]",
        ),
        (
            "[n IN nodes(p) WHERE NOT n:Person|Robot | n.name]",
            "[Yorg]",
        ),
        (
            "[n IN nodes(p) WHERE n:Company | n:Nonprofit|Robot]",
            "[true]",
        ),
        (
            "[r IN relationships(p) WHERE r:FOUNDED | r.since]",
            "[2015]",
        ),
        ("[n IN nodes(p) | n:Person]", "[true, false]"),
    ] {
        check(&[(&format!("{path} {comprehension}"), expected)]);
    }
    check(&[
        (
            "MATCH (a {name: 'Ann'}) RETURN [(a)-->(x) WHERE x:Nonprofit | x.name]",
            "[Yorg]",
        ),
        (
            "MATCH (a {name: 'Ann'}) RETURN size([(a)-->(x:Company|Robot) WHERE x:Nonprofit|Company | x])",
            "2",
        ),
    ]);
}

#[test]
fn subqueries_take_patterns_and_whole_queries() {
    check(&[
        (
            "MATCH (n:Person) WHERE EXISTS { (n)-[:FOUNDED]->(:Nonprofit) } RETURN n.name",
            "Ann",
        ),
        (
            "MATCH (n:Person) WHERE NOT EXISTS { (n)-[:FOUNDED]->() } RETURN n.name",
            "Bob",
        ),
        ("RETURN COUNT { (n:Person) }", "2"),
        ("RETURN COUNT { (n:Person), (m:Company) }", "4"),
        ("RETURN COUNT { (n:Person), (m:Company)-->() }", "0"),
        (
            "MATCH (n:Person) RETURN n.name, COUNT { (n)-[r]->(x:Company) WHERE r.since > 2011 } ORDER BY n.name",
            "Ann 1; Bob 1",
        ),
        (
            "RETURN EXISTS { p = (:Robot)-->(:Person) WHERE length(p) = 1 }",
            "true",
        ),
        ("RETURN COUNT { MATCH (n)-->(m) RETURN DISTINCT m }", "3"),
        (
            "RETURN COUNT { MATCH (n:Person) RETURN n.name AS x UNION ALL MATCH (n:Robot) RETURN n.name AS x }",
            "3",
        ),
        (
            "RETURN COLLECT { MATCH (n:Company) RETURN n.name ORDER BY n.name }",
            "[Xco, Yorg]",
        ),
        (
            "MATCH (n:Robot) RETURN EXISTS { MATCH (n)-[:KNOWS]->(m) WHERE EXISTS { (m)-[:FOUNDED]->(:Nonprofit) } RETURN m }",
            "true",
        ),
        (
            "WITH 1 AS count, {a: 2} AS exists RETURN count, exists {.a}",
            "1 {a: 2}",
        ),
    ]);
}

#[test]
fn case_tests_its_operand() {
    let sizes = "UNWIND [1, 5, 50, null] AS x RETURN";
    for (case, expected) in [
        (
            "CASE x WHEN > 9 THEN 'many' WHEN > 3 THEN 'some' ELSE 'few' END",
            "few; some; many; few",
        ),
        (
            "CASE x WHEN IS NULL THEN 'none' WHEN 1 THEN 'one' ELSE x END",
            "one; 5; 50; none",
        ),
        (
            "CASE x WHEN IN [1, 50] THEN 'yes' END",
            "yes; null; yes; null",
        ),
        (
            "CASE toString(x) WHEN STARTS WITH '5' THEN 5 WHEN =~ '1|2' THEN 1 END",
            "1; 5; 5; null",
        ),
        (
            "CASE x WHEN 1, > 9 THEN 'edge' ELSE CASE x WHEN IS NOT NULL THEN 'mid' END END",
            "edge; mid; edge; null",
        ),
    ] {
        check(&[(&format!("{sizes} {case}"), expected)]);
    }
    check(&[
        (
            "MATCH (n) RETURN CASE count(n) WHEN > 3 THEN 'many' ELSE sum(1) END",
            "many",
        ),
        (
            "MATCH (n:Person) RETURN n.name, CASE n.name WHEN STARTS WITH 'A' THEN count(*) ELSE 0 END ORDER BY n.name",
            "Ann 1; Bob 0",
        ),
    ]);
}

#[test]
fn procedures_list_the_names_of_the_graph() {
    check(&[
        (
            "CALL db.labels()",
            "Company; Critic; Nonprofit; Person; Robot",
        ),
        (
            "CALL db.labels",
            "Company; Critic; Nonprofit; Person; Robot",
        ),
        (
            "CALL db.relationshipTypes() YIELD relationshipType AS t WHERE t CONTAINS 'N' RETURN t",
            "FOUNDED; KNOWS; RUNS",
        ),
        ("CALL db.propertyKeys() YIELD *", "name; since"),
        (
            "CALL db.propertyKeys() YIELD propertyKey AS k WHERE k > 'o'",
            "since",
        ),
        (
            "UNWIND [1, 2] AS x CALL db.propertyKeys() YIELD propertyKey RETURN x, propertyKey",
            "1 name; 1 since; 2 name; 2 since",
        ),
        ("CALL db.labels() YIELD label RETURN count(label)", "5"),
        ("RETURN COUNT { CALL db.labels() }", "5"),
    ]);
    for (text, kind, hint) in [
        (
            "CALL db.lables()",
            Kind::UnknownFunction,
            "did you mean `db.labels`?",
        ),
        (
            "CALL gds.pageRank.stream('x')",
            Kind::UnknownFunction,
            "the procedures are",
        ),
        (
            "CALL db.labels(1)",
            Kind::InvalidNumberOfArguments,
            "takes no arguments",
        ),
        (
            "CALL db.labels() YIELD x",
            Kind::InvalidClauseComposition,
            "its column is `label`",
        ),
        (
            "MATCH (n) CALL db.labels() RETURN n",
            Kind::InvalidClauseComposition,
            "write `YIELD label`",
        ),
        (
            "WITH 1 AS label CALL db.labels() YIELD label RETURN label",
            Kind::VariableAlreadyBound,
            "already",
        ),
    ] {
        let error = ask(text).expect_err(text);
        assert_eq!(error.kind, kind, "{text}: {error}");
        assert!(error.to_string().contains(hint), "{text}: {error}");
    }
}

#[test]
fn a_query_is_called_for_each_row() {
    check(&[
        (
            "CALL { MATCH (n:Person) RETURN n.name AS name } RETURN name ORDER BY name",
            "Ann; Bob",
        ),
        (
            "UNWIND [1, 2] AS x CALL { WITH x UNWIND range(1, x) AS y RETURN y } RETURN x, y",
            "1 1; 2 1; 2 2",
        ),
        (
            "UNWIND [1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN sum(y) AS total } RETURN x, total",
            "1 1; 2 3",
        ),
        (
            "UNWIND [0, 2] AS x CALL (*) { UNWIND range(1, x) AS y RETURN y } RETURN x, y",
            "2 1; 2 2",
        ),
        (
            "UNWIND [0, 2] AS x OPTIONAL CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y",
            "0 null; 2 1; 2 2",
        ),
        (
            "UNWIND [0, 2] AS x CALL { WITH x UNWIND range(1, x) AS y RETURN count(y) AS c } RETURN x, c",
            "0 0; 2 2",
        ),
        (
            "MATCH (p:Person) CALL { WITH p MATCH (p)-[r]->(x) RETURN x.name AS thing ORDER BY r.since DESC LIMIT 1 } RETURN p.name, thing ORDER BY p.name",
            "Ann Yorg; Bob Xco",
        ),
        (
            "MATCH (p:Person) CALL (p) { MATCH (p)-[:FOUNDED]->(x) RETURN x UNION MATCH (p)-[:RUNS]->(x) RETURN x } RETURN p.name, x.name ORDER BY p.name, x.name",
            "Ann Xco; Ann Yorg; Bob Xco",
        ),
        (
            "UNWIND [1, 1] AS x CALL (x) { RETURN x AS y UNION RETURN x AS y } RETURN x, y",
            "1 1; 1 1",
        ),
        (
            "UNWIND [1, 1] AS x CALL (x) { RETURN x AS y UNION ALL RETURN x AS y } RETURN count(y)",
            "4",
        ),
        (
            "UNWIND [3, 1] AS x CALL { WITH 5 AS x RETURN x + 1 AS y } RETURN x, y ORDER BY x",
            "1 6; 3 6",
        ),
        (
            "UNWIND [1, 2] AS x CALL (x) { CALL (x) { RETURN x * 10 AS z } RETURN z + x AS y } RETURN y",
            "11; 22",
        ),
        (
            "RETURN COUNT { UNWIND [1, 2] AS x CALL (x) { UNWIND [x, x] AS y RETURN y } RETURN y }",
            "4",
        ),
        (
            "MATCH (p:Person) CALL (p) { RETURN p AS q } MATCH (q)-[:RUNS]->(c) RETURN c.name",
            "Xco",
        ),
    ]);
    for (text, kind, hint) in [
        (
            "UNWIND [1] AS x CALL { RETURN x AS y } RETURN y",
            Kind::UndefinedVariable,
            "`x` is not defined",
        ),
        (
            "UNWIND [1] AS x CALL (z) { RETURN 1 AS y } RETURN y",
            Kind::UndefinedVariable,
            "`z` is not defined",
        ),
        (
            "UNWIND [1] AS x CALL (x) { RETURN x } RETURN x",
            Kind::VariableAlreadyBound,
            "another name",
        ),
        (
            "CALL { MATCH (n) } RETURN 1",
            Kind::InvalidClauseComposition,
            "has to end with `RETURN`",
        ),
        (
            "CALL { MATCH (n) SET n.x = 1 RETURN n } RETURN n",
            Kind::ReadOnly,
            "read-only",
        ),
    ] {
        let error = ask(text).expect_err(text);
        assert_eq!(error.kind, kind, "{text}: {error}");
        assert!(error.to_string().contains(hint), "{text}: {error}");
    }
}

#[test]
fn what_a_called_query_holds_is_let_go_with_its_row() {
    let limits = Limits {
        max_values: 5_000,
        ..Limits::default()
    };
    let text = "UNWIND range(1, 300) AS x \
        CALL (x) { UNWIND range(1, 100) AS y WITH x, y ORDER BY -y RETURN collect(y) AS ys } \
        RETURN sum(size(ys)), count(DISTINCT x)";
    let answer = run(&graph(), text, &Parameters::new(), &limits);
    let rows = answer.unwrap_or_else(|error| panic!("{error}")).rows;
    assert_eq!(rows, [[Value::Integer(30_000), Value::Integer(300)]]);
}

#[test]
fn what_is_not_there_says_what_to_write() {
    for (text, hint) in [
        ("RETURN randomUUID()", "`id`"),
        ("RETURN 1 IS :: INTEGER", "valueType(x)"),
        (
            "MATCH (a), (b) RETURN shortestPath((a)-[*]-(b))",
            "MATCH path = shortestPath",
        ),
        ("MATCH (a) RETURN (a)-->()", "COUNT { ... }"),
        ("SHOW PROCEDURES", "CALL db.labels()"),
        ("RETURN apoc.text.join(['a'], '')", "APOC"),
    ] {
        let error = ask(text).expect_err(text);
        assert!(
            error.hint.as_deref().unwrap_or_default().contains(hint),
            "{text}: {error}"
        );
    }
}

#[test]
fn names_of_numbers_give_way_to_variables() {
    check(&[
        (
            "RETURN toString(Infinity), toString(-inf), toString(NaN)",
            "Infinity -Infinity NaN",
        ),
        ("WITH 1 AS inf, 2 AS nan RETURN inf + nan", "3"),
    ]);
}

#[test]
fn a_case_counts_patterns_and_shows_plans() {
    let case = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    let standing = Standing::new(&case, Settings::default());
    let cypher = Cypher::over(&case, &standing, "en");
    let ask = |text: &str| Question {
        text: text.to_owned(),
        ..Question::default()
    };
    let sized = "MATCH (n:Person {id: 'musk'}) RETURN size((n)-[:FOUNDED]->()) - COUNT { (n)-[:FOUNDED]->() }";
    let question = ask(sized);
    let difference = cypher
        .prepare(&question)
        .and_then(|prepared| prepared.value());
    assert_eq!(difference, Ok(Value::Integer(0)));
    for (text, wants_plan) in [
        ("EXPLAIN MATCH (n:Person) RETURN n", true),
        ("profile MATCH (n:Person) RETURN n", true),
        ("MATCH (n:Person) RETURN n", false),
    ] {
        let question = ask(text);
        let prepared = cypher.prepare(&question).expect(text);
        assert_eq!(prepared.wants_plan(), wants_plan, "{text}");
        let answer = prepared.answer().expect(text);
        let heads: Vec<String> = answer
            .columns
            .iter()
            .map(|column| column.name.to_string())
            .collect();
        assert_eq!(
            heads.contains(&"step".to_owned()),
            wants_plan,
            "{text}: {heads:?}"
        );
    }
}
