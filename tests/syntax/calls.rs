//! `CALL`: of procedures, and of queries for each row.

use claimgraph::cypher::{Kind, Limits, Parameters, Value, run};

use crate::small::{ask, check, graph};

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
