//! Texts that say the same, and texts that do not.

use claimgraph::cypher::syntax::parse;
use claimgraph::cypher::syntax::tree::{ClauseKind, ExprKind, Statement};

fn tree(text: &str) -> Statement {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn same(pairs: &[(&str, &str)]) {
    for (short, long) in pairs {
        let (one, other) = (
            format!("RETURN {short} AS x"),
            format!("RETURN {long} AS x"),
        );
        assert_eq!(tree(&one), tree(&other), "{short} and {long}");
    }
}

fn different(pairs: &[(&str, &str)]) {
    for (one, other) in pairs {
        let (one, other) = (format!("RETURN {one} AS x"), format!("RETURN {other} AS x"));
        assert_ne!(tree(&one), tree(&other), "{one} and {other}");
    }
}

#[test]
fn operators_bind_as_in_opencypher() {
    same(&[
        (
            "a OR b XOR c AND NOT d = e",
            "a OR (b XOR (c AND (NOT (d = e))))",
        ),
        ("NOT a AND b", "(NOT a) AND b"),
        ("NOT a = b", "NOT (a = b)"),
        ("NOT NOT a IS NULL", "NOT (NOT (a IS NULL))"),
        ("a = b IS NULL", "a = (b IS NULL)"),
        ("a = b IN c", "a = (b IN c)"),
        ("a + b IN c + d", "(a + b) IN (c + d)"),
        ("a IN b IN c", "(a IN b) IN c"),
        ("a STARTS WITH b + c", "a STARTS WITH (b + c)"),
        ("a =~ b + c = d", "(a =~ (b + c)) = d"),
        ("a + b * c ^ d", "a + (b * (c ^ d))"),
        ("a - b - c", "((a - b - c))"),
        ("-a ^ b", "(-a) ^ b"),
        ("a ^ -b", "a ^ (-b)"),
        ("- - a", "-(-a)"),
        ("-a.b", "-(a.b)"),
        ("-5", "- 5"),
        ("a.b[0].c", "((a.b)[0]).c"),
        ("a.b:C:D", "(a.b):C&D"),
        ("NOT n:A", "NOT (n:A)"),
        ("n:A = true", "(n:A) = true"),
        ("a || b + c", "a || (b + c)"),
        ("a <> b", "a != b"),
        ("[1, 2][0..1]", "([1, 2])[0 .. 1]"),
        ("CASE WHEN a THEN b END + 1", "(CASE WHEN a THEN b END) + 1"),
        ("x IS :: STRING", "x :: STRING"),
        (
            "x IS TYPED LIST<INTEGER NOT NULL>",
            "x IS :: list < integer not null >",
        ),
    ]);
    different(&[
        ("a < b < c", "(a < b) < c"),
        ("a - b - c", "a - (b - c)"),
        ("a ^ b ^ c", "a ^ (b ^ c)"),
        ("-(9)", "-9"),
        ("NOT (a AND b)", "NOT a AND b"),
        ("a IS NOT NULL", "a IS NULL"),
    ]);
}

#[test]
fn labels_have_several_spellings() {
    let same_labels = [
        ("n:A:B", "n:A&B"),
        ("n:A|B", "n:A|:B"),
        ("n IS A", "n:A"),
        ("n:A|B&C", "n:A|(B&C)"),
        ("n:!A&B", "n:(!A)&B"),
    ];
    same(&same_labels);
    for (one, other) in same_labels {
        let pattern = |labels: &str| tree(&format!("MATCH ({labels})-[{labels}]->() RETURN 1"));
        if one != "n:A:B" {
            assert_eq!(pattern(one), pattern(other), "{one} and {other}");
        }
    }
    different(&[("n:A|B&C", "n:(A|B)&C"), ("n:!(A&B)", "n:!A&B")]);
}

#[test]
fn a_bar_ends_a_condition_or_joins_labels() {
    same(&[
        ("[n IN ns WHERE n:A | x]", "[n IN ns WHERE (n:A) | x]"),
        ("[n IN ns WHERE n:A | n.id]", "[n IN ns WHERE (n:A) | n.id]"),
        ("[n IN ns WHERE n:A|B | x]", "[n IN ns WHERE (n:A|B) | x]"),
        (
            "[n IN ns WHERE n:A|B|C | n:D|E]",
            "[n IN ns WHERE (n:A|B|C) | (n:D|E)]",
        ),
        (
            "[n IN ns WHERE n:A|B AND m:C|D | x]",
            "[n IN ns WHERE (n:A|B) AND (m:C|D) | x]",
        ),
        (
            "[n IN ns WHERE n:A | [m IN n WHERE m:B | m]]",
            "[n IN ns WHERE (n:A) | ([m IN n WHERE (m:B) | m])]",
        ),
        ("[n IN ns | n:A|B]", "[n IN ns | (n:A|B)]"),
        ("[n IN ns WHERE n:A | (x)]", "[n IN ns WHERE (n:A) | x]"),
        (
            "[n IN ns WHERE n:A | {a: 1}]",
            "[n IN ns WHERE (n:A) | ({a: 1})]",
        ),
        (
            "[n IN ns WHERE n:A | x AND y]",
            "[n IN ns WHERE (n:A) | (x AND y)]",
        ),
        (
            "[n IN ns WHERE n:`A B` | x]",
            "[n IN ns WHERE (n:`A B`) | x]",
        ),
        (
            "[(a)-[:X|Y]->(b:A|B) WHERE b:A | b.id]",
            "[(a)-[:X|Y]->(b:A|B) WHERE (b:A) | (b.id)]",
        ),
        (
            "[p = (a)-->(b) WHERE b:A|B | p]",
            "[p = (a)-->(b) WHERE (b:A|B) | p]",
        ),
        (
            "reduce(s = 0, n IN ns | s + n)",
            "reduce(s = (0), n IN (ns) | (s + n))",
        ),
        (
            "[n IN CASE WHEN n:A|B THEN ns END WHERE n:C | x]",
            "[n IN (CASE WHEN (n:A|B) THEN ns END) WHERE (n:C) | x]",
        ),
        (
            "[n IN CASE a WHEN 1, 2 THEN ns END]",
            "[n IN (CASE a WHEN 1, 2 THEN ns END)]",
        ),
        ("[n IN [1, 2]]", "[n IN ([1, 2])]"),
    ]);
    different(&[
        ("[n IN [1]]", "[(n IN [1])]"),
        ("[n IN a, b]", "[n IN [a, b]]"),
    ]);
}

#[test]
fn brackets_begin_patterns_where_relationships_follow() {
    let is_pattern = |text: &str| {
        let statement = tree(&format!("RETURN {text} AS x"));
        let ClauseKind::Return(projection) = &statement.query.head.kind[0].kind else {
            panic!("{text}");
        };
        matches!(
            projection.items[0].kind.expression.kind,
            ExprKind::Pattern(_)
        )
    };
    for pattern in [
        "(a)-->(b)",
        "(a)--(b)",
        "(a)<--(b)",
        "()-[r]-()",
        "(:A|B)-[:X*1..2 {k: 1}]->(n {a: 1} WHERE n.b)",
        "(a) - - (b)",
        "(a IS A)-->()",
        "(a $p)-->()",
        "(a)-->{1,2}(b)",
        "(a)-->+(b)",
        "(a WHERE a.x = (1))-[r WHERE r.y]->()",
        "shortestPath((a)-[*]->(b))",
    ] {
        assert!(is_pattern(pattern), "{pattern}");
    }
    for other in [
        "(a) - (b)",
        "(a) < -(b)",
        "(1)--(2)",
        "(a.b)--(c)",
        "(a)-[1]",
        "(a) - [1] + (b)",
        "(a AND b)--(c)",
        "((a))--(b)",
        "(a {.b})--(c)",
        "(a IS NULL)--(b)",
        "(f(a))--(b)",
        "(n:A AND m)--(b)",
    ] {
        assert!(!is_pattern(other), "{other}");
    }
}

#[test]
fn words_of_the_language_are_names_where_nothing_else_could_stand() {
    for text in [
        "MATCH (end:End {type: 1})-[order:IN|OR]->(count) RETURN end.order, order, count ORDER BY order DESC",
        "MATCH (match) WHERE match.where = 1 RETURN match AS return",
        "WITH 1 AS end, 2 AS case, 3 AS null UNWIND [end] AS limit RETURN limit, case.then",
        "MATCH (n:Match:Return:`With space`) RETURN n.`odd key`, n.IN, n.null, {and: 1, when: 2}.and",
        "RETURN all(all IN [1] WHERE all = 1), any.x, none, single, exists, reduce, filter(1) AS filter",
        "MATCH (where:A)-[is]-(where2 WHERE where2.x) RETURN where",
        "MATCH shortestPath = (a)-->(b) RETURN shortestPath",
        "RETURN distinct AS distinct, count {.a} AS count, exists {a} AS e",
        "MATCH (größe:Straße)-[π:日本]->(_x1) RETURN größe.naïve, π, $日本, $`odd name`, $1",
    ] {
        tree(text);
    }
}

#[test]
fn literals_say_what_they_say() {
    same(&[
        ("0x1F", "31"),
        ("0X_1f", "31"),
        ("0o17", "15"),
        ("1_000_000", "1000000"),
        ("1_0.5e1_0", "10.5e10"),
        (".5", "0.5"),
        ("1E3", "1000.0"),
        ("'a\\u00e9\\U0001F600\\n'", "\"aé😀\\u000a\""),
        ("'it''s'", "\"it's\""),
        ("\"a\"\"b\"", "'a\"b'"),
        ("TRUE", "true"),
        ("-0x8000000000000000", "-9223372036854775808"),
        ("/* a */ 1 // b", "1 // */"),
        ("1 /* /* */ + 2", "1 + 2"),
    ]);
}

#[test]
fn clauses_have_several_spellings() {
    for (one, other) in [
        ("RETURN 1 SKIP 2 LIMIT 3", "RETURN 1 OFFSET 2 LIMIT 3;"),
        ("RETURN 1 ORDER BY 2 ASC", "RETURN 1 ORDER BY 2 ASCENDING"),
        (
            "RETURN 1 UNION RETURN 2",
            "RETURN 1 UNION DISTINCT RETURN 2",
        ),
        ("MATCH (a)-->(b) RETURN a", "MATCH (a)-[]->(b) RETURN a"),
        (
            "MATCH (a)<-[*1..3]->(b) RETURN a",
            "match (a) - [*1 .. 3] - (b) return a",
        ),
        (
            "MATCH (a)-[*2]-(b) RETURN a",
            "MATCH (a)-[*2..2]-(b) RETURN a",
        ),
        (
            "MATCH (a)-->*(b) RETURN a",
            "MATCH (a)-[]->{0,}(b) RETURN a",
        ),
        (
            "MATCH (a) USING INDEX a:A(x) WHERE a.x RETURN a",
            "MATCH (a) WHERE a.x RETURN a",
        ),
        (
            "RETURN EXISTS { (a)-->(b), (c) WHERE a.x } AS x",
            "RETURN EXISTS { MATCH (a)-->(b), (c) WHERE a.x } AS x",
        ),
        (
            "RETURN count { (n:A) } AS x",
            "RETURN COUNT { MATCH (n:A) } AS x",
        ),
        ("EXPLAIN RETURN 1", "explain RETURN 1;;"),
    ] {
        assert_eq!(tree(one), tree(other), "{one} and {other}");
    }
}
