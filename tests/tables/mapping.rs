//! Mappings that contradict themselves: each pair of keys of which one would not be heard is a fault.

use serde_json::{Value, json};

use crate::trial::Trial;

const TABLE: &str = "giver,taker,amount,lo,hi,when\nA,B,5,10,20,2023\n";

fn faults(path: &str, rule: Value) -> Vec<String> {
    let imported = Trial::of_register().with(path, rule).table("t.csv", TABLE);
    imported.run().faults()
}

#[test]
fn keys_of_a_quantity_that_exclude_each_other_are_faults() {
    let euros = json!({"value": "EUR"});
    let rule = json!({"amount": "amount", "min": "lo", "max": "hi", "currency": euros, "unit": {"value": "shares"}});
    assert_eq!(
        faults("claims.keys.quantity", rule),
        [
            "mapping duplicate-key `unit` stands beside `currency`",
            "mapping duplicate-key `max` stands beside `amount`",
            "mapping duplicate-key `min` stands beside `amount`",
        ]
        .map(str::to_owned)
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
    );
    for (rule, fault) in [
        (
            json!({"amount": "amount", "currency": euros, "thousands": "."}),
            "`thousands` is \".\", and so is the decimal mark",
        ),
        (
            json!({"amount": "amount", "currency": euros, "decimal": ""}),
            "the text is empty",
        ),
        (
            json!({"amount": "amount", "currency": euros, "symbol": "-"}),
            "`symbol` holds a digit or a sign",
        ),
        (
            json!({"amount": "amount", "currency": euros, "negative": "all"}),
            "`negative` is \"minus\" or \"any\"",
        ),
        (
            json!({"field": "amount", "symbol": "€"}),
            "`symbol` is for numbers of tables, and the rule names none",
        ),
        (
            json!({"field": "amount", "currency": euros}),
            "a quantity is one text or made of parts, not both",
        ),
    ] {
        let told = faults("claims.keys.quantity", rule);
        let expected = format!("mapping duplicate-key {fault}");
        assert!(told.contains(&expected), "{fault}: {told:?}");
    }
}

#[test]
fn keys_of_a_rule_that_exclude_each_other_are_faults() {
    for (rule, fault) in [
        (
            json!({"field": "giver", "value": "a"}),
            "the rule has both a field and a value",
        ),
        (
            json!({"field": "giver", "template": "{taker}"}),
            "the rule has both a field and a template",
        ),
        (
            json!({"value": "a", "absent": "b"}),
            "`absent` is for the cells of a field, and the rule has a value",
        ),
        (
            json!({"value": "a", "words": {"b": "c"}}),
            "`words` is for the cells of a field, and the rule has a value",
        ),
        (
            json!({"field": "giver", "otherwise": "c"}),
            "`otherwise` is for words that `words` does not list, and there are none",
        ),
    ] {
        let told = faults("claims.keys.subject", rule);
        assert_eq!(told, [format!("mapping duplicate-key {fault}")]);
    }
    let told = faults(
        "claims.keys.when",
        json!({"field": "when", "pattern": "DD/MM/YYYY", "first_year": 1950}),
    );
    assert!(
        told[0].starts_with("mapping duplicate-key `first_year`"),
        "{told:?}"
    );
    let told = faults(
        "claims.keys.when",
        json!({"field": "when", "pattern": "DD/MM/YY"}),
    );
    assert!(
        told[0].starts_with("mapping unknown-value \"DD/MM/YY\" is no pattern"),
        "{told:?}"
    );
}

#[test]
fn words_of_one_row_that_contradict_each_other_are_a_fault() {
    let words = |word: &str, polarity: &str| json!({"words": {word: {"polarity": polarity}}});
    let rule = |field: &str, mut rule: Value| {
        rule["field"] = json!(field);
        rule
    };
    let table = "giver,taker,amount,a,b\nA,B,5,x,y\nA,B,6,x,z\n";
    let imported = Trial::of_register()
        .without("when")
        .with("claims.keys.tags", rule("a", words("x", "denied")))
        .with("claims.keys.summary", rule("b", words("y", "affirmed")))
        .table("t.csv", table)
        .run();
    assert_eq!(
        imported.faults(),
        ["2:1 duplicate-key words of this row make `polarity` both \"denied\" and \"affirmed\""]
    );
}

#[test]
fn keys_of_a_section_that_its_tables_do_not_have_are_refused() {
    for (key, value) in [
        ("ending", json!(",")),
        ("rows", json!("data")),
        ("format", json!("xml")),
        ("encoding", json!("ebcdic")),
    ] {
        let imported = Trial::of_register()
            .with(&format!("claims.{key}"), value)
            .table("t.csv", TABLE);
        let imported = imported.run();
        assert_eq!(imported.status, 2);
        assert!(imported.err.contains(key), "{key}: {}", imported.err);
    }
}
