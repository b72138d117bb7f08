//! What queries yield that older parsers turned away or took for something else.

use claimgraph::cypher::Value;
use claimgraph::dispute::{Settings, Standing};
use claimgraph::query::{Cypher, Question};

use crate::small::{ask, check};

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
