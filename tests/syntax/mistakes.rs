//! Texts that are no queries: where the fault is, what it is, and what to write instead.

use claimgraph::cypher::syntax::parse;
use claimgraph::cypher::{Class, Kind};

/// A text, the stretch that is wrong in it, the kind of fault, and a part of its message and hint.
type Mistake = (&'static str, &'static str, Kind, &'static str);

fn check(mistakes: &[Mistake]) {
    for (text, place, kind, said) in mistakes {
        let error = parse(text).map(|_| ()).expect_err(text);
        let stretch = &text[error.span.start..error.span.end];
        assert_eq!(stretch, *place, "{text}: {error}");
        assert_eq!(error.kind, *kind, "{text}: {error}");
        assert!(error.to_string().contains(said), "{text}: {error}");
    }
}

#[test]
fn what_is_not_expected_is_shown_with_what_is() {
    let kind = Kind::UnexpectedSyntax;
    check(&[
        ("MATCH (n) RETRN n", "RETRN", kind, "did you mean `RETURN`?"),
        (
            "MATCH (n)\nWHER n.x = 1\nRETURN n",
            "WHER",
            kind,
            "did you mean `WHERE`?",
        ),
        (
            "MATCH (n",
            "",
            kind,
            "the query ends too soon; expected `:Label`, `{`, `WHERE` or `)`",
        ),
        ("MATCH (n:", "", kind, "expected a label or type"),
        ("MATCH (n) RETURN", "", kind, "expected an expression"),
        (
            "MATCH (n) RETURN n.",
            "",
            kind,
            "expected the name of a property",
        ),
        ("MATCH (n) RETURN n,", "", kind, "expected an expression"),
        ("MATCH (n) RETURN n n", "n", kind, "expected `,`, `AS`"),
        (
            "MATCH (a)-[r]-> RETURN a",
            "RETURN",
            kind,
            "expected a node, such as `(n)`",
        ),
        (
            "MATCH (a)(b) RETURN a",
            "(",
            kind,
            "expected a relationship",
        ),
        ("MATCH n RETURN n", "n", kind, "expected a node"),
        ("RETURN [1, 2", "", kind, "expected `,` or `]`"),
        ("RETURN [1 2]", "2", kind, "expected `,` or `]`"),
        ("RETURN (1", "", kind, "expected `)`"),
        ("RETURN f(1", "", kind, "expected `,` or `)`"),
        ("RETURN {a 1}", "1", kind, "expected `:`"),
        ("RETURN {'a': 1}", "'a'", kind, "without quotes"),
        ("RETURN {name}", "}", kind, "a parameter is written `$name`"),
        ("RETURN CASE WHEN a b END", "b", kind, "expected `THEN`"),
        (
            "RETURN CASE WHEN a THEN b",
            "",
            kind,
            "expected `WHEN`, `ELSE` or `END`",
        ),
        ("RETURN all(x IN [1])", ")", kind, "expected `WHERE`"),
        (
            "RETURN [x IN [1] WHERE true, 2]",
            ",",
            kind,
            "expected `|` or `]`",
        ),
        ("UNWIND [1] RETURN 1", "RETURN", kind, "expected `AS`"),
        (
            "RETURN EXISTS { (a)-->(b) RETURN a }",
            "RETURN",
            kind,
            "expected `,`, `WHERE` or `}`",
        ),
        ("RETURN 1 IS STRING NOT", "NOT", kind, ""),
        (
            "OPTIONAL RETURN 1",
            "RETURN",
            kind,
            "expected `MATCH` or `CALL`",
        ),
        ("RETURN 1; RETURN 2", "RETURN", kind, "more than one query"),
        (" // nothing\n", "", kind, "the query is empty"),
        (";", ";", kind, "expected a clause"),
        ("RETURN 'abc", "'", kind, "no closing quote"),
        ("RETURN `abc", "`", kind, "no closing backtick"),
        ("RETURN 1 /* abc", "/", kind, "no closing `*/`"),
    ]);
}

#[test]
fn other_dialects_get_the_words_of_this_one() {
    let kind = Kind::UnexpectedSyntax;
    let unsupported = Kind::UnsupportedSyntax;
    check(&[
        (
            "SELECT * FROM n",
            "SELECT",
            kind,
            "write `MATCH ... RETURN ...`",
        ),
        ("MATCH (n) WHERE n.a == 1 RETURN n", "=", kind, "write `=`"),
        (
            "MATCH (n) WHERE n.a && n.b RETURN n",
            "&",
            kind,
            "write `AND`",
        ),
        ("MATCH (n) WHERE !n.a RETURN n", "!", kind, "write `NOT`"),
        (
            "MATCH (n) WHERE n.a NOT IN [1] RETURN n",
            "NOT",
            kind,
            "write `NOT a IN b`",
        ),
        (
            "MATCH (n) WHERE n.a = NOT n.b RETURN n",
            "NOT",
            kind,
            "put brackets around it",
        ),
        (
            "MATCH (n) WHERE n.a LIKE 'x' RETURN n",
            "LIKE",
            kind,
            "`CONTAINS`",
        ),
        (
            "MATCH (n) RETURN n.a GROUP BY n.a",
            "GROUP",
            kind,
            "rows are grouped by",
        ),
        (
            "RETURN 1 LIMIT 1 SKIP 1",
            "SKIP",
            kind,
            "`SKIP` before `LIMIT`",
        ),
        ("MATCH (n:$($l)) RETURN n", "$", unsupported, "labels(n)"),
        (
            "MATCH TRAIL (a)-->(b) RETURN a",
            "TRAIL",
            unsupported,
            "leave it out",
        ),
        ("SHOW INDEXES", "SHOW", unsupported, "db.labels()"),
        (
            "USE neo4j MATCH (n) RETURN n",
            "USE",
            unsupported,
            "leave it out",
        ),
        (
            "MATCH (n) LET x = n.y RETURN x",
            "LET",
            unsupported,
            "WITH *",
        ),
        (
            "MATCH (n) FILTER n.x RETURN n",
            "FILTER",
            unsupported,
            "WHERE",
        ),
        (
            "RETURN 1 IS NORMALIZED",
            "NORMALIZED",
            unsupported,
            "as they are written",
        ),
        (
            "CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x",
            "IN",
            unsupported,
            "leave it out",
        ),
    ]);
}

#[test]
fn faults_of_single_tokens() {
    check(&[
        (
            "RETURN 12h",
            "h",
            Kind::InvalidNumberLiteral,
            "cannot be part of a number",
        ),
        (
            "RETURN 0x",
            "x",
            Kind::InvalidNumberLiteral,
            "cannot be part of a number",
        ),
        (
            "RETURN 0x1G",
            "G",
            Kind::InvalidNumberLiteral,
            "cannot be part of a number",
        ),
        (
            "RETURN 1_",
            "_",
            Kind::InvalidNumberLiteral,
            "cannot be part of a number",
        ),
        (
            "RETURN 9223372036854775808",
            "9223372036854775808",
            Kind::IntegerOverflow,
            "64-bit",
        ),
        (
            "RETURN -9223372036854775809",
            "9223372036854775809",
            Kind::IntegerOverflow,
            "64-bit",
        ),
        (
            "RETURN 1e999",
            "1e999",
            Kind::FloatingPointOverflow,
            "too large",
        ),
        (
            "RETURN 'a\\q'",
            "'a\\q'",
            Kind::InvalidUnicodeLiteral,
            "a backslash itself",
        ),
        (
            "RETURN '\\uD800'",
            "'\\uD800'",
            Kind::InvalidUnicodeLiteral,
            "escape",
        ),
        (
            "RETURN 42 — 41",
            "—",
            Kind::InvalidUnicodeCharacter,
            "write `-`",
        ),
        (
            "RETURN “a”",
            "“",
            Kind::InvalidUnicodeCharacter,
            "write `\"`",
        ),
        (
            "RETURN 1 ≤ 2",
            "≤",
            Kind::InvalidUnicodeCharacter,
            "write `<=`",
        ),
        ("RETURN 1 # 2", "#", Kind::UnexpectedSyntax, "no meaning"),
        (
            "RETURN 1 \u{202e} 2",
            "\u{202e}",
            Kind::InvalidUnicodeCharacter,
            "\\u{202e}",
        ),
    ]);
}

#[test]
fn relationships_say_what_may_stand_in_them() {
    let kind = Kind::InvalidRelationshipPattern;
    check(&[
        (
            "MATCH (a)-[r*-1]->(b) RETURN a",
            "-",
            kind,
            "cannot stand in a relationship pattern",
        ),
        (
            "MATCH (a)-[r 3]->(b) RETURN a",
            "3",
            kind,
            "expected `:TYPE`",
        ),
        ("MATCH (a)-[r:A,B]->(b) RETURN a", ",", kind, "cannot stand"),
        (
            "MATCH (a)-[*99999999999999999999]->(b) RETURN a",
            "99999999999999999999",
            kind,
            "not a length",
        ),
        (
            "MATCH (a)-[*2]->{1,2}(b) RETURN a",
            "{1,2}",
            kind,
            "two lengths",
        ),
        (
            "MATCH (a)-(b) RETURN a",
            "(",
            Kind::UnexpectedSyntax,
            "expected `-` or `[`",
        ),
        (
            "MATCH (a)-[r]>(b) RETURN a",
            ">",
            Kind::UnexpectedSyntax,
            "expected `-`",
        ),
    ]);
}

#[test]
fn what_writes_is_parsed_and_what_manages_is_refused() {
    for text in [
        "CREATE (a:A {x: 1})-[:R]->(b), (c)",
        "MERGE (a:A {x: 1}) ON CREATE SET a.y = 1, a:B ON MATCH SET a += {z: 2} RETURN a",
        "MATCH (n) SET n.x = 1, n = {a: 1}, n += $map, n:A:B, (n).y = 2 REMOVE n.x, n:A",
        "MATCH (n) DETACH DELETE n, n.x[0]",
        "MATCH (n) NODETACH DELETE n",
        "FOREACH (x IN [1, 2] | CREATE (:A {x: x}) SET x.a = 1)",
        "FOREACH (x IN [n:A] | FOREACH (y IN [1] | DELETE y))",
        "LOAD CSV WITH HEADERS FROM 'file:///a.csv' AS row FIELDTERMINATOR ';' CREATE (:A {x: row.x})",
        "INSERT (:A)-[:R]->(:B)",
    ] {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    for text in [
        "CREATE INDEX FOR (n:A) ON (n.x)",
        "CREATE CONSTRAINT foo FOR (n:A) REQUIRE n.x IS UNIQUE",
        "DROP INDEX foo",
        "GRANT ROLE reader TO me",
        "ALTER USER me SET PASSWORD 'x'",
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(
            (error.class, error.kind),
            (Class::NotSupported, Kind::ReadOnly),
            "{text}"
        );
    }
    check(&[
        (
            "MATCH (n) SET n RETURN n",
            "RETURN",
            Kind::UnexpectedSyntax,
            "expected `=`, `+=` or `:Label`",
        ),
        (
            "MERGE (n) ON DELETE SET n.x = 1",
            "DELETE",
            Kind::UnexpectedSyntax,
            "`CREATE` or `MATCH`",
        ),
    ]);
}
