//! An import to be tried: a mapping of a register and its tables.

use std::fs;

use serde_json::{Value, json};

use crate::common::Workplace;

/// A place with a mapping and tables.
pub struct Trial {
    place: Workplace,
    mapping: Value,
    tables: Vec<String>,
}

/// What an import made, or the faults it told.
pub struct Imported {
    place: Workplace,
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Trial {
    /// Returns an import of payments in which an office's register says who gave how much to whom, and when.
    pub fn of_register() -> Self {
        let mapping = json!({
            "entities": {
                "records": [{"id": "office", "kind": "public-body", "labels": {"en": "Office"}}],
                "undeclared": {"kind": "company"},
            },
            "sources": {"records": [{"id": "reg", "kind": "dataset", "labels": {"en": "Register"}, "maker": "office"}]},
            "predicates": {"records": [{"id": "paid", "kind": "payment", "unit": "currency"}]},
            "claims": {"keys": {
                "source": {"value": "reg"}, "subject": "giver", "predicate": {"value": "paid"}, "object": "taker",
                "quantity": {"amount": "amount", "currency": {"value": "EUR"}}, "when": "when",
            }},
        });
        Self {
            place: Workplace::with_data(),
            mapping,
            tables: Vec::new(),
        }
    }

    /// Sets a part of the mapping, by the keys that lead to it.
    pub fn with(mut self, path: &str, value: Value) -> Self {
        let mut part = &mut self.mapping;
        for key in path.split('.') {
            part = &mut part[key];
        }
        *part = value;
        self
    }

    /// Takes a key of claims out.
    pub fn without(mut self, key: &str) -> Self {
        let keys = self.mapping["claims"]["keys"].as_object_mut();
        keys.expect("keys").remove(key);
        self
    }

    /// Adds a table of claims.
    pub fn table(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.table_of("claims", name, content)
    }

    pub fn table_of(mut self, section: &str, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.place.path().join(name), content).expect("a table");
        self.tables.push(format!("{section}={name}"));
        self
    }

    /// Imports the tables, with faults as JSON Lines.
    pub fn run(self) -> Imported {
        self.run_with(&["--format", "jsonl"])
    }

    pub fn run_with(self, more: &[&str]) -> Imported {
        let mapping = self.place.path().join("mapping.json");
        fs::write(&mapping, self.mapping.to_string()).expect("a mapping");
        let mut args = vec!["import", "mapping.json", "--into", "out"];
        args.extend(more);
        args.extend(self.tables.iter().map(String::as_str));
        let ran = self.place.run(&args);
        Imported {
            status: ran.status(),
            out: ran.out(),
            err: ran.err(),
            place: self.place,
        }
    }
}

impl Imported {
    /// Returns the faults, as `line:column code message`, and of the mapping without their place.
    pub fn faults(&self) -> Vec<String> {
        let faults = self.objects().into_iter().map(|fault| {
            let text = |key: &str| fault[key].as_str().unwrap_or("").to_owned();
            let place = match text("file").as_str() {
                "mapping.json" => "mapping".to_owned(),
                _ => format!("{}:{}", fault["line"], fault["column"]),
            };
            format!("{place} {} {}", text("code"), text("message"))
        });
        faults.collect()
    }

    /// Returns the hints of the faults.
    pub fn hints(&self) -> Vec<String> {
        let faults = self.objects().into_iter();
        faults
            .map(|fault| fault["hint"].as_str().unwrap_or("").to_owned())
            .collect()
    }

    fn objects(&self) -> Vec<Value> {
        assert_eq!(self.status, 2, "nothing is at fault");
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a fault"))
            .collect()
    }

    /// Returns the records of a file of the folder that was made, a line each.
    pub fn lines(&self, file: &str) -> Vec<Value> {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
        let text = fs::read_to_string(self.place.path().join("out").join(file)).expect("a file");
        let lines = text.lines().filter(|line| !line.is_empty());
        lines
            .map(|line| serde_json::from_str(line).expect("a record"))
            .collect()
    }

    /// Returns a key of each claim, made of the table `t`.
    pub fn values(&self, key: &str) -> Vec<String> {
        let claims = self.lines("claims/t.jsonl").into_iter();
        claims
            .map(|claim| claim[key].as_str().unwrap_or("-").to_owned())
            .collect()
    }

    /// Returns the ids of the entities that were made of names.
    pub fn made(&self) -> Vec<String> {
        let entities = self.lines("entities.jsonl").into_iter();
        entities
            .map(|entity| entity["id"].as_str().expect("an id").to_owned())
            .collect()
    }
}
