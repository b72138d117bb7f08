//! The indexes behind queries find what looking at everything finds.

use claimgraph::answer::{Cell, Row};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::query::{Cypher, Question};

fn ask(cypher: &Cypher<'_>, text: &str) -> Vec<Row> {
    let question = Question {
        text: text.to_owned(),
        ..Question::default()
    };
    let prepared = cypher.prepare(&question);
    let prepared = prepared.unwrap_or_else(|error| panic!("{text}: {error}"));
    let answer = prepared.answer();
    answer
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .rows
        .collect()
}

#[test]
fn every_label_type_and_key_is_found_either_way() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "en");
    let mut found = 0;
    for label in cypher.labels() {
        let indexed = ask(&cypher, &format!("MATCH (n:{label}) RETURN n ORDER BY n"));
        let sifted = format!("MATCH (n) WHERE '{label}' IN labels(n) RETURN n ORDER BY n");
        assert_eq!(indexed, ask(&cypher, &sifted), "{label}");
        found += usize::from(!indexed.is_empty());
    }
    for kind in cypher.types() {
        let indexed = format!("MATCH (a)-[r:{kind}]->(b) RETURN a, r, b ORDER BY a, r");
        let sifted =
            format!("MATCH (a)-[r]->(b) WHERE type(r) = '{kind}' RETURN a, r, b ORDER BY a, r");
        let indexed = ask(&cypher, &indexed);
        assert_eq!(indexed, ask(&cypher, &sifted), "{kind}");
        found += usize::from(!indexed.is_empty());
    }
    assert!(found > 60, "only {found} labels and types are used");
    let keys = ask(
        &cypher,
        "MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT key",
    );
    for row in keys {
        let [Cell::Written(key)] = row.cells.as_slice() else {
            panic!("{row:?}")
        };
        assert!(cypher.keys().contains(key), "{key}");
        let having = format!("MATCH (n) WHERE n.`{key}` IS NOT NULL RETURN count(n) > 0 AS some");
        assert_eq!(
            ask(&cypher, &having)[0].cells,
            [Cell::Boolean(true)],
            "{key}"
        );
    }
}

#[test]
fn ids_and_labels_are_looked_up() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("the case that ships");
    let standing = Standing::new(&graph, Settings::default());
    let cypher = Cypher::over(&graph, &standing, "zh");
    for key in ["id", "label"] {
        let text = format!(
            "MATCH (n:Entity) MATCH (m:Entity {{{key}: n.{key}}}) WHERE n = m RETURN count(n) = \
             COUNT {{ MATCH (:Entity) }} AS all"
        );
        assert_eq!(ask(&cypher, &text)[0].cells, [Cell::Boolean(true)], "{key}");
    }
}
