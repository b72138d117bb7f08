//! Any text is parsed or turned away, with a place that lies in it.

use claimgraph::cypher::lexemes;
use claimgraph::cypher::syntax::parse;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases;

/// Words and signs, in no order that means anything.
const PIECES: [&str; 64] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "..",
    ":",
    "::",
    ";",
    "|",
    "||",
    "&",
    "!",
    "%",
    "$",
    "$x",
    "+",
    "-",
    "--",
    "-->",
    "<--",
    "<",
    ">",
    "<=",
    "=",
    "=~",
    "*",
    "/",
    "^",
    "?",
    "'a'",
    "\"b\"",
    "`c`",
    "1",
    "1.5",
    "0x1F",
    "1..2",
    "n",
    "MATCH",
    "OPTIONAL",
    "RETURN",
    "WITH",
    "WHERE",
    "UNWIND",
    "CALL",
    "AS",
    "AND",
    "NOT",
    "IN",
    "IS",
    "NULL",
    "CASE",
    "WHEN",
    "THEN",
    "END",
    "EXISTS",
    "COUNT",
    "all",
    "reduce",
    "shortestPath",
    "SHORTEST",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = parse(text) {
        prop_assert!(error.span.start <= error.span.end, "{text}");
        prop_assert!(
            text.get(error.span.start..error.span.end).is_some(),
            "{text}"
        );
        prop_assert!(!error.message.is_empty());
    }
    if text.len() > 10_000 {
        return Ok(());
    }
    let spans = lexemes(text).into_iter().map(|(_, span)| span);
    let joined: String = spans.map(|span| &text[span.start..span.end]).collect();
    prop_assert_eq!(joined, text);
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn characters(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn words_in_any_order(pieces in prop::collection::vec(select(&PIECES), 0..60)) {
        check(&pieces.join(" "))?;
        check(&format!("MATCH (n) RETURN {}", pieces.concat()))?;
    }
}

/// As many words as a query may have, in rows that a parser which looks back would read again and again.
#[test]
fn long_texts() {
    for piece in [
        "(",
        "[",
        "{",
        "(a",
        "[a IN ",
        "[(a)-",
        "(a)-[",
        "{a: ",
        "CASE ",
        "CASE WHEN ",
        "NOT ",
        "- ",
        "a.",
        "a.b(",
        "`a`.",
        "a:b|",
        "a|",
        "a,",
        "(a)--",
        "(a)-->(b),",
        "[1, ",
        "reduce(a = b, c IN ",
        "EXISTS { ",
        "COUNT { (a)",
        "all(a IN ",
        "a + ",
        "a = ",
        "a IN [",
        "'",
        "\"",
        "`",
        "/*",
        "//",
        "$",
        "1",
        "1.",
        "0x",
        "a ",
        ";",
        "RETURN ",
        "MATCH ",
        "WITH a ",
        "é",
        "\u{301}",
        "\u{feff}",
        "\\",
        "a IS :: LIST<",
        "((a)",
    ] {
        for start in [
            "",
            "RETURN ",
            "MATCH ",
            "MATCH (a) WHERE ",
            "RETURN [x IN y WHERE ",
        ] {
            let text = format!("{start}{}", piece.repeat(9_000));
            check(&text).unwrap_or_else(|error| panic!("{start}{piece}: {error}"));
            let text = format!("{start}{}", piece.repeat(90));
            check(&text).unwrap_or_else(|error| panic!("{start}{piece}: {error}"));
        }
    }
    let most = "RETURN ".to_owned() + &"a".repeat(1 << 20);
    check(&most).unwrap_or_else(|error| panic!("{error}"));
}

/// A tree is deep by what is put around it later, too.
#[test]
fn deep_trees_are_turned_away() {
    let mut grown = "n".to_owned();
    for level in 0..80 {
        grown = format!("({grown}{})", ".a".repeat(80 - level));
    }
    for text in [
        format!("MATCH (n) RETURN {grown}"),
        format!("MATCH (n) RETURN n{}", ".a".repeat(2_000)),
        format!("RETURN 1{}", " IS NULL".repeat(2_000)),
        format!("RETURN {}1", "NOT ".repeat(2_000)),
        format!("MATCH (n:{}A) RETURN n", "!".repeat(2_000)),
        format!("MATCH {}(n){} RETURN n", "(".repeat(200), ")".repeat(200)),
    ] {
        let error = parse(&text).expect_err(&text[..40]);
        assert!(error.message.contains("deeper than"), "{error}");
    }
    let wide = format!("RETURN {}1", "1 + 2 * 3 - ".repeat(1_500));
    parse(&wide).expect("a long chain is not deep");
}
