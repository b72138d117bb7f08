//! Tables that are written otherwise: refused with the key that makes them readable, and read with it.

use serde_json::{Value, json};

use crate::trial::{Imported, Trial};

fn import(name: &str, content: &[u8], keys: &[(&str, Value)]) -> Imported {
    let mut trial = Trial::of_register();
    for (key, value) in keys {
        trial = trial.with(&format!("claims.{key}"), value.clone());
    }
    trial.table(name, content).run()
}

/// Asserts that a table is refused with a hint that names keys, and read when the mapping has them.
fn is_read_by(name: &str, content: &[u8], hint: &str, keys: &[(&str, Value)]) {
    let refused = import(name, content, &[]);
    assert_eq!(refused.status, 2, "{name}");
    let told = match refused.out.is_empty() {
        true => vec![refused.err.clone()],
        false => refused.hints(),
    };
    assert!(
        told.iter().any(|told| told.contains(hint)),
        "{name}: {told:?}"
    );
    let read = import(name, content, keys);
    assert_eq!(read.values("quantity"), ["EUR 5", "EUR 6"], "{name}");
    assert_eq!(read.values("when"), ["2016", "2017"], "{name}");
}

#[test]
fn each_layout_is_named_and_read() {
    let rows = "A,B,5,2016\nC,B,6,2017\n";
    let table = format!("giver,taker,amount,when\n{rows}");
    let with = |mark: &str| table.replace(',', mark);
    let names = json!(["giver", "taker", "amount", "when"]);
    is_read_by(
        "t.csv",
        with(";").as_bytes(),
        "\"delimiter\": \";\"",
        &[("delimiter", json!(";"))],
    );
    is_read_by(
        "t.csv",
        with("\t").as_bytes(),
        "\"delimiter\": \"\\t\"",
        &[("delimiter", json!("\t"))],
    );
    is_read_by(
        "t.csv",
        format!("Register of gifts\n\n{table}").as_bytes(),
        "\"skip\": 2",
        &[("skip", json!(2))],
    );
    is_read_by(
        "t.csv",
        format!("Register, of gifts\n{}", with(";")).as_bytes(),
        "\"delimiter\": \";\" and \"skip\": 1",
        &[("delimiter", json!(";")), ("skip", json!(1))],
    );
    is_read_by(
        "t.csv",
        rows.as_bytes(),
        "\"header\": [",
        &[("header", names.clone())],
    );
    is_read_by(
        "t.txt",
        rows.replace(',', "|").as_bytes(),
        "`format`",
        &[
            ("format", json!("csv")),
            ("delimiter", json!("|")),
            ("header", names),
        ],
    );
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(table.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    is_read_by(
        "t.csv",
        &utf16,
        "\"encoding\": \"utf-16\"",
        &[("encoding", json!("utf-16"))],
    );
    is_read_by(
        "t.csv",
        &utf16[2..],
        "\"encoding\": \"utf-16\"",
        &[("encoding", json!("utf-16le"))],
    );
    let western = table.replace("C,", "Caf\u{e9},");
    let western: Vec<u8> = western.chars().map(|c| c as u8).collect();
    is_read_by(
        "t.csv",
        &western,
        "\"encoding\": \"windows-1252\"",
        &[("encoding", json!("windows-1252"))],
    );
}

#[test]
fn each_layout_of_json_is_named_and_read() {
    let rows = [
        r#"{"giver":"A","taker":"B","amount":5,"when":"2016"}"#,
        r#"{"giver":"C","taker":"B","amount":6,"when":"2017"}"#,
    ];
    let array = format!("[{},\n {}]", rows[0], rows[1]);
    is_read_by(
        "t.jsonl",
        array.as_bytes(),
        "\"format\": \"json\"",
        &[("format", json!("json"))],
    );
    let array = format!("[{}]", rows.join(","));
    is_read_by(
        "t.jsonl",
        array.as_bytes(),
        "\"format\": \"json\"",
        &[("format", json!("json"))],
    );
    let commas = format!("{},\n{},\n", rows[0], rows[1]);
    is_read_by(
        "t.jsonl",
        commas.as_bytes(),
        "\"ending\": \",\"",
        &[("ending", json!(","))],
    );
    let nested = format!("{{\"data\": {{\"rows\": {array}}}}}");
    is_read_by(
        "t.json",
        nested.as_bytes(),
        "`rows`",
        &[("rows", json!("data.rows"))],
    );
    let lines = rows.join("\n");
    is_read_by(
        "t.json",
        lines.as_bytes(),
        "\"format\": \"jsonl\"",
        &[("format", json!("jsonl"))],
    );
}

#[test]
fn keys_lead_into_objects_as_other_tools_write_them() {
    let row = r#"{"id": "c1", "schema": "Payment", "properties": {"payer": ["p"], "beneficiary": ["q"], "amount": ["5"], "date": ["2016"]}}"#;
    let trial = |row: &str| {
        Trial::of_register()
            .with("claims.keys.subject", json!("properties.payer"))
            .with("claims.keys.object", json!("properties.beneficiary"))
            .with("claims.keys.quantity.amount", json!("properties.amount"))
            .with("claims.keys.when", json!("properties.date"))
            .table("t.jsonl", row)
            .run()
    };
    let imported = trial(row);
    assert_eq!(imported.values("subject"), ["p"]);
    assert_eq!(imported.values("quantity"), ["EUR 5"]);
    assert_eq!(imported.values("when"), ["2016"]);
    let two = trial(&row.replace("[\"p\"]", "[\"p\", \"r\"]"));
    assert_eq!(
        two.faults(),
        ["1:59 wrong-type expected a string, number, true or false"]
    );
    let misspelt = trial(&row.replace("payer", "payr"));
    assert_eq!(misspelt.hints(), ["did you mean \"properties.payr\"?"]);
}

#[test]
fn two_columns_of_one_name_are_a_fault_only_where_it_is_used() {
    let table = "giver,taker,amount,when,x,x\nA,B,5,2016,1,2\n";
    let trial = |keys: &[(&str, Value)]| {
        let mut trial = Trial::of_register();
        for (path, value) in keys {
            trial = trial.with(path, value.clone());
        }
        trial.table("t.csv", table).run()
    };
    assert_eq!(trial(&[]).status, 0);
    let used = trial(&[("claims.keys.summary", json!("x"))]);
    assert_eq!(
        used.faults(),
        ["mapping duplicate-key columns 5 and 6 are both named \"x\""]
    );
    assert!(used.hints()[0].contains("\"header\", with \"skip\": 1"));
    let names = json!(["giver", "taker", "amount", "when", "x", "y"]);
    let named = trial(&[
        ("claims.keys.summary", json!("y")),
        ("claims.header", names),
        ("claims.skip", json!(1)),
    ]);
    assert_eq!(named.values("summary"), ["2"]);
}
