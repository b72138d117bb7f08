//! No query, however long, nested or cyclic, panics, exhausts the stack or runs on for ever.

#[allow(dead_code)]
#[path = "tck/memory.rs"]
mod memory;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use claimgraph::cypher::{Answer, Error, Kind, Limits, Parameters, Value, run};
use memory::Memory;

/// How long preparing and turning away may take, on a slow machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

fn ask(text: &str) -> Result<Answer, Error> {
    let limits = Limits {
        timeout: Some(Duration::from_secs(1)),
        ..Limits::default()
    };
    let begun = Instant::now();
    let answer = run(&complete(7), text, &Parameters::new(), &limits);
    let start: String = text.chars().take(60).collect();
    assert!(
        begun.elapsed() < PATIENCE,
        "{:?} for {start}",
        begun.elapsed()
    );
    answer
}

/// A graph in which every node has a relationship to every other.
fn complete(size: i64) -> Memory {
    let mut graph = Memory::default();
    let label = ["N".to_owned()];
    let nodes: Vec<_> = (0..size)
        .map(|number| graph.add_node(&label, vec![("num".to_owned(), Value::Integer(number))]))
        .collect();
    for from in &nodes {
        for to in nodes.iter().filter(|to| *to != from) {
            graph.add_relationship("T", *from, *to, Vec::new());
        }
    }
    graph
}

fn repeat(before: &str, middle: &str, after: &str, times: usize) -> String {
    format!("{}{middle}{}", before.repeat(times), after.repeat(times))
}

#[test]
fn deep_and_long_texts_are_answered_or_turned_away() {
    for times in [10, 25, 39, 76, 490, 1_900, 30_000] {
        for body in [
            repeat("(", "1", ")", times),
            repeat("[", "1", "]", times),
            repeat("{a: ", "1", "}", times),
            repeat("NOT ", "true", "", times),
            repeat("- ", "1", "", times),
            repeat("abs(", "1", ")", times),
            repeat("CASE WHEN true THEN ", "1", " END", times),
            repeat("[x IN ", "[1]", " | x]", times),
            repeat("[x IN [1] WHERE ", "true", "]", times),
            repeat("reduce(a = 1, x IN [1] | ", "a", ")", times),
            repeat("all(x IN [1] WHERE ", "true", ")", times),
            repeat("EXISTS { MATCH (n) WHERE ", "true", " }", times),
            repeat("COUNT { (n)-->() WHERE 0 < ", "1", " }", times),
            repeat("[(n)-->() | ", "1", "]", times),
            repeat("(((((EXISTS { MATCH (n) WHERE ", "true", " })))))", times),
            repeat(
                "abs(abs(abs(CASE WHEN (COUNT { MATCH (n) WHERE ",
                "true",
                " }) = 1 THEN 1 END)))",
                times,
            ),
            repeat("[(n)-->() WHERE ", "true", " | 1]", times),
            repeat("[(n {a: ", "1", "})-->() | 1]", times),
            repeat("EXISTS { (n {a: ", "1", "})-->() }", times),
            repeat("size([(n)-[{a: ", "1", "}]->() | 1])", times),
            repeat("n", ".a", "", 1) + &".a".repeat(times),
            "[1]".to_owned() + &"[0]".repeat(times),
            "1".to_owned() + &" + 1".repeat(times),
            "1".to_owned() + &" + 1 * 2".repeat(times),
            "1".to_owned() + &" < 2".repeat(times),
            "1".to_owned() + &" IN [1]".repeat(times),
            "1".to_owned() + &" IS NULL".repeat(times),
            "1".to_owned() + &" IS NULL = true".repeat(times),
            "'a'".to_owned() + &" STARTS WITH 'a'".repeat(times),
            "true".to_owned() + &" AND true OR false XOR true".repeat(times),
            "true".to_owned() + &" AND NOT n.num IS NULL".repeat(times),
            "n".to_owned() + &":N".repeat(times),
            format!("[{}]", vec!["1"; times].join(", ")),
            vec!["1 AS a"; times].join(", "),
        ] {
            let _ = ask(&format!("MATCH (n) RETURN {body} AS x LIMIT 1"));
            let _ = ask(&format!("MATCH (n) WHERE {body} RETURN n LIMIT 1"));
        }
        let _ = ask(&format!(
            "MATCH (a){} RETURN a LIMIT 1",
            "-->()".repeat(times)
        ));
        let _ = ask(&format!(
            "MATCH (a){} RETURN a LIMIT 1",
            ", (a)-->()".repeat(times)
        ));
        let _ = ask(&format!("{}RETURN 1", "WITH 1 AS a ".repeat(times)));
        let _ = ask(&format!("{}RETURN 1", "MATCH (a) ".repeat(times)));
        let _ = ask(&format!(
            "{}RETURN 1",
            "OPTIONAL MATCH (a)-->() ".repeat(times)
        ));
        let _ = ask(&format!("RETURN 1{}", " UNION RETURN 1".repeat(times)));
        let _ = ask(&"(".repeat(times));
        let _ = ask(&format!("RETURN {}", "x.end + (".repeat(times)));
        let _ = ask(&format!("RETURN {}", "CASE x.end WHEN ".repeat(times)));
    }
}

#[test]
fn endless_walks_stop_at_the_deadline() {
    let endless = [
        "MATCH (a)-[*]->(b) RETURN count(*)",
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k), (l) RETURN count(*)",
        "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN count(*)",
        "RETURN all(x IN range(1, 1000000) WHERE all(y IN range(1, 1000000) WHERE y > 0))",
        "MATCH p = shortestPath((a)-[*]-(b)) WHERE length(p) > 40 RETURN count(*)",
    ];
    for text in endless {
        let begun = Instant::now();
        let error = ask(text).expect_err("the deadline bites");
        assert_eq!(error.kind, Kind::Timeout, "{text}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{text}");
    }
}

#[test]
fn growing_values_meet_their_bounds() {
    let growing = [
        "RETURN range(1, 100000000000)",
        "RETURN reduce(s = 'ab', x IN range(1, 60) | s + s)",
        "RETURN reduce(l = [1], x IN range(1, 60) | l + l)",
        "RETURN reduce(l = [1], x IN range(1, 60) | [l, l])",
        "RETURN reduce(l = [1], x IN range(1, 100000) | [l])",
        "UNWIND range(1, 1000000) AS x UNWIND range(1, 100) AS y RETURN collect([x, y])",
        "UNWIND range(1, 1000000) AS x UNWIND range(1, 100) AS y WITH x, y ORDER BY y RETURN x",
    ];
    for text in growing {
        let error = ask(text).expect_err("a bound bites");
        let bounds = [Kind::TooMuchMemory, Kind::Timeout];
        assert!(bounds.contains(&error.kind), "{text}: {error}");
    }
}

#[test]
fn extreme_numbers_do_not_wrap_unseen() {
    let extremes = [
        "9223372036854775807",
        "-9223372036854775808",
        "1e308",
        "0",
        "-1",
        "0.0 / 0.0",
    ];
    let calls = [
        "range(X, Y, 4611686018427387904)",
        "range(X, Y, -9223372036854775808)",
        "[1, 2, 3][X..Y]",
        "[1, 2, 3][X]",
        "left('abc', X)",
        "substring('abc', X, Y)",
        "round(X, Y)",
        "abs(X) + Y",
        "X - Y",
        "X * Y",
        "X / Y",
        "X % Y",
        "-X",
        "toInteger(X)",
        "duration({years: X, months: Y, days: X, seconds: Y, nanoseconds: X})",
        "duration({days: X}) * Y",
        "duration({days: X}) / Y",
        "duration({days: X}) + duration({days: Y})",
        "date('2020-01-01') + duration({months: X, days: Y})",
        "datetime('2020-01-01T00:00Z') - duration({hours: X, days: Y})",
        "localtime('10:00') + duration({hours: X})",
        "date({year: X, month: Y, day: 1})",
        "date({year: 2020, week: X, dayOfWeek: Y})",
        "date({year: 2020, quarter: X, dayOfQuarter: Y})",
        "date({year: X, ordinalDay: Y})",
        "time({hour: 1, millisecond: X, nanosecond: Y})",
        "datetime({epochSeconds: X, nanosecond: Y})",
        "datetime({epochMillis: X})",
        "datetime.fromepoch(X, Y)",
        "datetime.truncate('second', datetime(), {nanosecond: X})",
        "percentileDisc(X, Y)",
        "percentileCont(X, Y)",
        "stDev(X)",
        "avg(X) + sum(Y)",
    ];
    for call in calls {
        for x in extremes {
            for y in extremes {
                let _ = ask(&format!("RETURN {}", call.replace('X', x).replace('Y', y)));
            }
        }
    }
    for length in ["0", "3", "18446744073709551615", "99999999999999999999"] {
        let _ = ask(&format!("MATCH (a)-[*{length}..]->(b) RETURN b LIMIT 1"));
        let _ = ask(&format!("MATCH (a)-[*..{length}]->(b) RETURN b LIMIT 1"));
        let _ = ask(&format!("MATCH (n) RETURN n SKIP {length} LIMIT {length}"));
    }
    let texts = [
        "date",
        "time",
        "localtime",
        "datetime",
        "localdatetime",
        "duration",
    ];
    let odd = [
        "",
        "P",
        "T",
        "PT",
        "-",
        "99999-01-01",
        "2020-W",
        "2020-",
        "é",
        "20é0",
        "P9999999999999999999Y",
        "P2012-02-02T99999999999999999:9:9",
        "P1.9999999999D",
        "2020-01-01T",
        "10:00+99",
        "[",
        "10:00[]",
        "2020年",
    ];
    for function in texts {
        for text in odd {
            let _ = ask(&format!("RETURN {function}('{text}')"));
        }
    }
}

#[test]
fn a_cancelled_query_stops() {
    let limits = Limits {
        cancel: Some(Arc::new(AtomicBool::new(true))),
        ..Limits::default()
    };
    let text = "UNWIND range(1, 1000000) AS x RETURN count(x)";
    let error = run(&complete(2), text, &Parameters::new(), &limits).expect_err("it is cancelled");
    assert_eq!(error.kind, Kind::Cancelled);
}

#[test]
fn rows_are_cut_off_and_the_answer_says_so() {
    let limits = Limits {
        max_rows: Some(3),
        ..Limits::default()
    };
    let answer = run(
        &complete(5),
        "MATCH (n) RETURN n",
        &Parameters::new(),
        &limits,
    );
    let answer = answer.expect("the query is answered");
    assert_eq!(answer.rows.len(), 3);
    assert!(answer.cut_off);
}

#[test]
fn what_is_only_passed_through_is_weighed_too() {
    let big = "WITH reduce(s = 'ab', x IN range(1, 20) | s + s) AS big";
    let slots: Vec<String> = (0..1_000)
        .map(|slot| format!("big + '{slot}' AS v{slot}"))
        .collect();
    let several = format!("[{}]", "big + 'x', ".repeat(1_000) + "1");
    let nested: String = (0..12)
        .map(|level| format!("UNWIND range(1, 9999999) AS x{level} "))
        .collect();
    for text in [
        format!("{big} RETURN [x IN range(1, 10000) | big + x]"),
        format!("{big} RETURN [x IN range(1, 10000) | {{k: big + x}}]"),
        format!("{big} RETURN COLLECT {{ UNWIND range(1, 10000) AS x RETURN big + x }}"),
        format!("{big} WITH {} RETURN v1", slots.join(", ")),
        format!("{big} RETURN size({several})"),
        "RETURN size([x IN range(1, 10000) | range(x, x + 10000)])".to_owned(),
        format!("{nested} RETURN count(*)"),
    ] {
        let limits = Limits {
            timeout: None,
            max_values: 2_000_000,
            ..Limits::default()
        };
        let error = run(&complete(2), &text, &Parameters::new(), &limits).expect_err(&text);
        assert_eq!(error.kind, Kind::TooMuchMemory, "{text}: {error}");
    }
}

#[test]
fn what_is_held_for_one_row_is_let_go_with_it() {
    let text = "UNWIND range(1, 1000) AS x \
        WITH [y IN range(1, 1000) WHERE all(z IN [1, 2] WHERE z < 3) | y + x] AS ys, x \
        UNWIND [y IN ys | [y, x]] AS pair \
        RETURN count(DISTINCT reduce(sum = 0, n IN pair | sum + n) % 10)";
    let limits = Limits {
        max_values: 20_000,
        ..Limits::default()
    };
    let answer = run(&complete(2), text, &Parameters::new(), &limits);
    let rows = answer.unwrap_or_else(|error| panic!("{error}")).rows;
    assert_eq!(rows, [[Value::Integer(10)]]);
}

#[test]
fn a_large_pattern_is_not_looked_for_in_a_large_text() {
    let error = ask("WITH reduce(s = 'ab', x IN range(1, 22) | s + s) AS big \
         RETURN big =~ '.*(a|b).*(a|b)[a-z]{900}.*'")
    .expect_err("it would take minutes");
    assert_eq!(error.kind, Kind::TooMuchMemory, "{error}");
    let text = "WITH reduce(s = 'ab', x IN range(1, 8) | s + s) AS text \
        RETURN text =~ '.*(a|b).*(a|b)[a-z]{90}.*', 'ab' =~ '[ab]*', text =~ '[ab]*', text + 'c' =~ '[ab]*'";
    let found = run(&complete(2), text, &Parameters::new(), &Limits::default());
    let rows = found.unwrap_or_else(|error| panic!("{error}")).rows;
    assert_eq!(rows, [[true, true, true, false].map(Value::Boolean)]);
}
