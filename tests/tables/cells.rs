//! Amounts, dates and quotation: what a cell says, or a fault at its place.

use serde_json::json;

use crate::trial::{Imported, Trial};

fn amounts(style: serde_json::Value, cells: &[&str]) -> Imported {
    let mut rule = json!({"amount": "amount", "currency": {"value": "EUR"}});
    for (key, value) in style.as_object().unwrap() {
        rule[key] = value.clone();
    }
    let rows = cells.iter().map(|cell| format!("A,B,\"{cell}\",2023\n"));
    let table = format!("giver,taker,amount,when\n{}", rows.collect::<String>());
    let trial = Trial::of_register().with("claims.keys.quantity", rule);
    trial.table("t.csv", table).run()
}

fn dates(rule: serde_json::Value, cells: &[&str]) -> Imported {
    let rows = cells.iter().map(|cell| format!("A,B,5,{cell}\n"));
    let table = format!("giver,taker,amount,when\n{}", rows.collect::<String>());
    let trial = Trial::of_register().with("claims.keys.when", rule);
    trial.table("t.csv", table).run()
}

#[test]
fn groups_of_digits_that_do_not_fit_are_faults_at_their_cells() {
    let wrong = ["0.500", ".500", "1.23.456", "1.2345", "12.34,5"];
    let faults = amounts(json!({"thousands": ".", "decimal": ","}), &wrong).faults();
    let expected = wrong.iter().zip(2..).map(|(cell, line)| {
        format!(
            "{line}:5 invalid-quantity \"{cell}\": its digits are not grouped in threes by \".\""
        )
    });
    assert_eq!(faults, expected.collect::<Vec<_>>());
    let right = ["1.234", "12.345.678,9", "1234", "0,5"];
    let values = amounts(json!({"thousands": ".", "decimal": ","}), &right).values("quantity");
    assert_eq!(
        values,
        ["EUR 1234", "EUR 12345678.9", "EUR 1234", "EUR 0.5"]
    );
}

#[test]
fn signs_and_symbols_are_read_where_the_mapping_says_how() {
    let cells = ["(5)", "5-", "€-5"];
    let style = json!({"symbol": "€"});
    assert_eq!(
        amounts(style, &cells).faults(),
        [
            "2:5 invalid-quantity \"(5)\": no number; where it is one below zero, say so by \"negative\": \"any\"",
            "3:5 invalid-quantity \"5-\": no number; where it is one below zero, say so by \"negative\": \"any\"",
            "4:5 invalid-quantity a payment cannot be less than nothing",
        ]
    );
    let style = json!({"symbol": "€", "thousands": ".", "decimal": ",", "negative": "any"});
    let values = amounts(style, &["1.234,50 €", "€ 7", "+8"]).values("quantity");
    assert_eq!(values, ["EUR 1234.50", "EUR 7", "EUR 8"]);
}

#[test]
fn a_month_is_never_a_season() {
    let faults = dates(
        json!({"field": "when", "pattern": "MM/YYYY"}),
        &["21/2023", "00/2023"],
    );
    assert_eq!(
        faults.faults(),
        [
            "2:7 invalid-date \"21/2023\" has no month of the year",
            "3:7 invalid-date \"00/2023\" has no month of the year",
        ]
    );
    for (rule, cell) in [
        (json!({"field": "when", "pattern": "YYYY/MM"}), "2023/24"),
        (json!({"field": "when", "pattern": "DD/MM/YYYY"}), "2023-24"),
        (json!("when"), "2022-23"),
    ] {
        let hints = dates(rule, &[cell]).hints();
        assert!(
            hints[0].starts_with("a fiscal year is said by `words`"),
            "{hints:?}"
        );
    }
    let words =
        json!({"field": "when", "pattern": "DD/MM/YYYY", "words": {"2023/24": "2023-04/2024-03"}});
    let values = dates(words, &["2023/24", "01/02/2023"]).values("when");
    assert_eq!(values, ["2023-04/2024-03", "2023-02-01"]);
    let edtf = dates(json!({"field": "when", "pattern": "EDTF"}), &["2022-23"]);
    assert_eq!(edtf.values("when"), ["2022-23"]);
}

#[test]
fn days_exist() {
    let rule = json!({"field": "when", "pattern": "DD/MM/YYYY"});
    let faults = dates(rule, &["30/02/2023", "29/02/2024", "31/04/2023"]).faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().all(|fault| fault.contains("invalid-date")));
}

#[test]
fn several_patterns_are_tried_in_their_order() {
    let patterns = [
        "DD/MM/YYYY",
        "YYYY",
        "MMMM YYYY",
        "DD/MM/YY",
        "DD/MM/YYYY hh:mm",
        "YYYY-MM-DD hh:mm:ss",
        "YYYY-MM-DDThh:mm",
        "YYYY-MM-DDThh:mm:ss.SSSZ",
    ];
    let rule = json!({"field": "when", "pattern": patterns, "first_year": 1950});
    let cells = [
        "14/03/2023",
        "2023",
        "March 2023",
        "10/04/96",
        "31/12/2022 10:00",
        "2023-03-14 10:00:00",
        "2023-03-14T10:00",
        "2023-03-14T10:00:00.000Z",
    ];
    assert_eq!(
        dates(rule.clone(), &cells).values("when"),
        [
            "2023-03-14",
            "2023",
            "2023-03",
            "1996-04-10",
            "2022-12-31T10:00:00",
            "2023-03-14T10:00:00",
            "2023-03-14T10:00:00",
            "2023-03-14T10:00:00Z",
        ]
    );
    let faults = dates(rule, &["03.14.2023", "2023-03-14T25:00"]).faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn text_beside_quotation_marks_is_a_fault_at_its_place() {
    let table = "giver,taker,amount,when\n\"Ada\" Ltd,Bob,5,2023\nAda, \"Bob, Sons\",5,2023\n\"A \"\"B\"\"\" ,5\" pipe,5,2023\n";
    let imported = Trial::of_register().table("t.csv", table).run();
    assert_eq!(
        imported.faults(),
        [
            "2:7 syntax text follows the quotation mark that closes the cell",
            "3:6 syntax a space comes before the quotation mark that opens the cell",
        ]
    );
    let fine = "giver,taker,amount,when\n\"A \"\"B\"\"\" ,5\" pipe,5,2023\n";
    let imported = Trial::of_register().table("t.csv", fine).run();
    let labels = imported.lines("entities.jsonl").into_iter();
    let labels: Vec<String> = labels
        .map(|entity| entity["labels"]["en"].to_string())
        .collect();
    assert_eq!(labels, ["\"A \\\"B\\\"\"", "\"5\\\" pipe\""]);
}

#[test]
fn an_empty_cell_that_would_change_who_speaks_or_how_is_a_fault() {
    let table = "who,how,so,on,giver,taker,amount,when\nAda,asserted,affirmed,2020,A,B,5,2016\n,,,,A,B,7,2016\n";
    let trial = |absent: bool| {
        let mut trial = Trial::of_register();
        for (key, field) in [
            ("speaker", "who"),
            ("modality", "how"),
            ("polarity", "so"),
            ("said_on", "on"),
        ] {
            let rule = match absent {
                true => json!({"field": field, "absent": null}),
                false => json!({"field": field}),
            };
            trial = trial.with(&format!("claims.keys.{key}"), rule);
        }
        trial.table("t.csv", table).run()
    };
    assert_eq!(
        trial(false).faults(),
        [
            "3:1 missing-key the cell says nothing, and then the claim is said by the maker of its source",
            "3:2 missing-key the cell says nothing, and then the claim is asserted",
            "3:3 missing-key the cell says nothing, and then the claim is affirmed",
            "3:4 missing-key the cell says nothing, and then the claim is said on the day of its source",
        ]
    );
    let imported = trial(true);
    assert_eq!(imported.values("speaker"), ["ada", "-"]);
    assert_eq!(imported.values("said_on"), ["2020", "-"]);
    let office = Trial::of_register()
        .with(
            "claims.keys.speaker",
            json!({"field": "who", "absent": "office"}),
        )
        .table("t.csv", table)
        .run();
    assert_eq!(office.values("speaker"), ["ada", "office"]);
}

#[test]
fn one_fault_of_many_rows_is_told_once_with_its_count() {
    let rows = (0..300).map(|row| format!("Donor {row},COMPANY,Party,{row},2016\n"));
    let table = format!("giver,sort,taker,amount,when\n{}", rows.collect::<String>());
    let imported = Trial::of_register()
        .with(
            "claims.keys.subject",
            json!({"field": "giver", "kind": "sort"}),
        )
        .table("t.csv", table)
        .run();
    assert_eq!(
        imported.faults(),
        [
            "2:9 unknown-value nothing says what \"COMPANY\" means here (300 rows: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 290 more)"
        ]
    );
    assert!(imported.hints()[0].starts_with("did you mean \"company\"?"));
}

#[test]
fn fields_are_put_together_by_a_template() {
    let table = "first,last,taker,amount,y,m\nAda,Vale,B,5,2023,04\n,Vale,B,6,2023,05\n";
    let trial = |rule| {
        Trial::of_register()
            .with("claims.keys.subject", rule)
            .with("claims.keys.when", json!({"template": "{y}-{m}"}))
            .table("t.csv", table)
            .run()
    };
    let imported = trial(json!({"template": "{first} {last}"}));
    assert_eq!(imported.values("subject"), ["ada-vale", "vale"]);
    assert_eq!(imported.values("when"), ["2023-04", "2023-05"]);
    let faults = trial(json!({"value": "{first} {last}"}));
    assert_eq!(
        faults.faults(),
        [
            "mapping unknown-value a `value` is the same for every row, and this one names the field \"first\""
        ]
    );
    assert!(faults.hints()[0].contains("`template`"));
    let faults = trial(json!({"template": "{first} {lost}"})).faults();
    assert_eq!(faults, ["mapping unknown-field no field \"lost\" in t.csv"]);
}
