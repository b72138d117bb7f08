//! Names in tables: which of them are one, what they are, and which ids they have.

use serde_json::{Value, json};

use crate::trial::{Imported, Trial};

fn register(rows: &str) -> Imported {
    let table = format!("giver,taker,amount,when\n{rows}");
    Trial::of_register().table("t.csv", table).run()
}

#[test]
fn declared_entities_are_named_by_label_alias_and_id() {
    let records = json!([
        {"id": "office", "kind": "public-body", "labels": {"en": "Office"}},
        {"id": "ada-example", "kind": "person", "labels": {"en": "Ada Example", "zh": "艾达"}, "aliases": ["A. Example"]},
        {"id": "fund", "kind": "group", "labels": {"en": "Example Foundation"}},
    ]);
    let table = "giver,taker,amount,when
Ada Example,Example Foundation,1,2016
A. Example,EXAMPLE  FOUNDATION,2,2016
ada-example,fund,3,2016
艾达,Fund,4,2016
ada\u{a0}EXAMPLE,example foundation,5,2016
";
    let trial = || {
        Trial::of_register()
            .with("entities.records", records.clone())
            .table("t.csv", table)
    };
    let imported = trial().run();
    assert_eq!(imported.values("subject"), ["ada-example"; 5]);
    assert_eq!(imported.values("object"), ["fund"; 5]);
    assert_eq!(imported.made(), [""; 0]);
    let shown = trial().run_with(&[]);
    let line = shown.out.lines().nth(1).unwrap_or("");
    assert_eq!(
        line,
        "  entities: 3 of 3 declared are named, 8 names by label, alias or another form of the id; 0 made of names"
    );
}

#[test]
fn tables_of_entities_and_sources_are_named_by_label_too() {
    let entities = "id,name,aka\nn1,Quarry Ltd,Quarry Limited\nn1,Quarry Ltd,Quarry Limited\nn2,Meadow Party,\n";
    let sources =
        "id,name,by,inside\nd1,First list,Quarry Ltd,Second list\nd2,Second list,Meadow Party,\n";
    let table = "src,giver,taker,amount,when\nFirst List,Quarry Limited,MEADOW PARTY,5,2016\n";
    let imported = Trial::of_register()
        .with("entities.keys", json!({"id": "id", "labels": {"en": "name"}, "aliases": "aka"}))
        .with("sources.keys", json!({"id": "id", "kind": {"value": "article"}, "labels": {"en": "name"}, "maker": "by", "reported_in": "inside"}))
        .with("claims.keys.source", json!("src"))
        .table_of("entities", "e.csv", entities)
        .table_of("sources", "s.csv", sources)
        .table("t.csv", table)
        .run();
    assert_eq!(imported.values("source"), ["d1"]);
    assert_eq!(imported.values("subject"), ["n1"]);
    assert_eq!(imported.values("object"), ["n2"]);
    let sources = imported.lines("sources.jsonl");
    assert_eq!(
        (&sources[0]["maker"], &sources[0]["reported_in"]),
        (&json!("n1"), &json!("d2"))
    );
    assert!(
        imported.err.contains("1 row of entities and sources say"),
        "{}",
        imported.err
    );
}

#[test]
fn a_name_of_several_declared_entities_is_a_fault() {
    let record =
        |id: &str, label: &str| json!({"id": id, "kind": "company", "labels": {"en": label}});
    let mut records =
        vec![json!({"id": "office", "kind": "public-body", "labels": {"en": "Office"}})];
    records.extend((0..12).map(|index| record(&format!("m{index:02}"), "Mercury")));
    records.push(record("upper", "MERCURY"));
    let trial = |rows: &str| {
        let table = format!("giver,taker,amount,when\n{rows}");
        Trial::of_register()
            .with("entities.records", json!(records))
            .table("t.csv", table)
            .run()
    };
    assert_eq!(
        trial("Mercury,B,1,2016\nmercury,B,1,2016\n").faults(),
        [
            "2:1 ambiguous-name \"Mercury\" may be any of m00, m01, m02, m03, m04, m05, m06, m07, m08, m09 and 2 more",
            "3:1 ambiguous-name \"mercury\" may be any of m00, m01, m02, m03, m04, m05, m06, m07, m08, m09 and 3 more",
        ]
    );
    assert_eq!(trial("MERCURY,B,1,2016\n").values("subject"), ["upper"]);
}

#[test]
fn one_name_in_several_forms_is_one_entity() {
    let imported = register(
        "Société Générale,Bob Ltd,5,2023\nSocie\u{301}te\u{301} Ge\u{301}ne\u{301}rale,BOB LTD,7,2023
SOCIÉTÉ  GÉNÉRALE,Bob\u{a0}Ltd,8,2023\nSo\u{ad}ciété Géné\u{200b}rale,bob ltd,9,2023\n",
    );
    assert_eq!(imported.made().len(), 2, "{:?}", imported.made());
    assert!(
        imported.err.contains("2 names are written in several ways"),
        "{}",
        imported.err
    );
    let other = register("Fund 1.5,B,5,2023\nFund 15,B,5,2023\nFund 1 5,B,5,2023\n");
    assert_eq!(other.made().len(), 4);
}

#[test]
fn another_row_changes_no_id() {
    let first = [
        "Harbour Foods Ltd",
        "Harbour Foods, Ltd.",
        "银行",
        "Acme",
        "Société",
        "a.b",
        "Smith & Sons",
    ];
    let later = [
        "HARBOUR FOODS LTD",
        "Harbour-Foods Ltd",
        "银行 2",
        "ACME",
        "Societe",
        "A B",
        "Smith + Sons",
        "acme-",
    ];
    let ids = |names: &[&str]| {
        let rows = names.iter().map(|name| format!("\"{name}\",Z,1,2020\n"));
        register(&rows.collect::<String>()).values("subject")
    };
    let alone = ids(&first);
    assert_eq!(alone[0], "harbour-foods-ltd");
    let mut both = first.to_vec();
    both.extend(later);
    assert_eq!(ids(&both)[..first.len()], alone);
    both.reverse();
    let mut reversed = ids(&both);
    reversed.reverse();
    assert_eq!(reversed[..first.len()], alone);
}

#[test]
fn what_a_row_says_of_a_kind_counts_whatever_comes_first() {
    let rows = [
        "e1,Quarry Ltd,company,p9",
        "p9,Ada Vale,person,e1",
        "p9,A. Vale,person,e1",
    ];
    for order in [[0, 1, 2], [1, 0, 2], [1, 2, 0]] {
        let rows = order.map(|index| rows[index]).join("\n");
        let imported = Trial::of_register()
            .with("predicates.records", json!([{"id": "linked_to", "kind": "relation"}]))
            .with("claims.keys", json!({
                "source": {"value": "reg"}, "subject": {"field": "id", "label": "n", "kind": "t"},
                "predicate": {"value": "linked_to"}, "object": {"field": "a2", "kind": {"value": "topic"}},
            }))
            .table("t.csv", format!("id,n,t,a2\n{rows}\n"))
            .run();
        let entities = imported.lines("entities.jsonl");
        let p9 = entities.iter().find(|entity| entity["id"] == "p9").unwrap();
        assert_eq!(
            p9,
            &json!({"id": "p9", "kind": "person", "labels": {"en": "Ada Vale"}, "aliases": ["A. Vale"]})
        );
    }
}

#[test]
fn different_kinds_of_one_name_are_remarked() {
    let imported = Trial::of_register()
        .with(
            "claims.keys.subject",
            json!({"field": "giver", "kind": "sort"}),
        )
        .table(
            "t.csv",
            "giver,sort,taker,amount,when\nAda,person,B,5,2016\nADA,company,B,5,2016\n",
        )
        .run();
    let kinds: Vec<Value> = imported
        .lines("entities.jsonl")
        .into_iter()
        .map(|entity| entity["kind"].clone())
        .collect();
    assert_eq!(kinds, ["person", "company"]);
    assert!(
        imported.err.contains("Ada (person, at t.csv:3 company)"),
        "{}",
        imported.err
    );
}

#[test]
fn a_name_that_cannot_be_seen_is_a_fault() {
    let faults = register("\u{200b},B,5,2016\n").faults();
    assert_eq!(
        faults,
        ["2:1 empty-value the cell holds nothing that can be seen"]
    );
}

#[test]
fn references_notes_and_literal_values_are_kept() {
    let table = "row,ref,who,born,remark\n1,A-7,Ada Vale,14/03/1970,typed\n2,,Bo Hill,1971,\n";
    let imported = Trial::of_register()
        .with("predicates.records", json!([{"id": "born", "kind": "attribute", "value": "date"}]))
        .with("claims.keys", json!({
            "source": {"value": "reg"}, "subject": {"field": "who", "kind": {"value": "person"}},
            "predicate": {"value": "born"}, "value": {"field": "born", "pattern": ["DD/MM/YYYY", "YYYY"]},
            "ids": {"row": "row", "reference": "ref"}, "note": "remark",
        }))
        .table("t.csv", table)
        .run();
    let claims = imported.lines("claims/t.jsonl");
    assert_eq!(
        claims,
        [
            json!({"id": "t-1", "source": "reg", "subject": "ada-vale", "predicate": "born", "value": "1970-03-14",
                "ids": {"row": "1", "reference": "A-7"}, "note": "typed"}),
            json!({"id": "t-2", "source": "reg", "subject": "bo-hill", "predicate": "born", "value": "1971", "ids": {"row": "2"}}),
        ]
    );
}
