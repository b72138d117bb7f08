//! From the mapping to the [plan](super::plan) of a table, with every fault of its rules.

mod keys;

use std::collections::BTreeMap;

use super::amount::{Parts, Style};
use super::locate::{Path, span, step};
use super::mapping::Mapping;
use super::pattern::Pattern;
use super::plan::{Date, Key, Make, Plan, Ref};
use super::rule::{self, DateRule, Plain, QuantityRule, RefRule, Rule, Short, SourceRule};
use super::section::Section;
use super::table::{Fields, Table};
use super::value::{Meaning, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EntityKind, Modality, Polarity, SourceKind, Word};
use crate::text::{File, nearest};

/// Returns the plan of a table; reports rules that cannot be followed.
pub(super) fn plan(
    mapping: &Mapping,
    file: &File,
    table: &Table<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Plan {
    let mut planner = Planner {
        file,
        table,
        fields: Fields::default(),
        own: Vec::new(),
        faults: Vec::new(),
    };
    let keys = match table.section {
        Section::Entities => planner.entities(mapping),
        Section::Sources => planner.sources(mapping),
        Section::Claims => planner.claims(mapping),
    };
    faults.append(&mut planner.faults);
    Plan {
        fields: planner.fields,
        keys,
    }
}

/// The keys of claims that a word of another key may set.
const SET_BY_WORDS: &[&str] = &[
    "quantity", "when", "modality", "polarity", "said_on", "occasion", "quote", "summary",
];

struct Planner<'p> {
    file: &'p File,
    table: &'p Table<'p>,
    fields: Fields,
    /// The keys that have rules of their own.
    own: Vec<&'static str>,
    faults: Vec<Diagnostic>,
}

/// What the texts of a key are.
type Vocabulary = Vec<String>;

fn any() -> Vocabulary {
    Vec::new()
}

fn words<W: Word>() -> Vocabulary {
    W::ALL.iter().map(|arm| arm.as_str().to_owned()).collect()
}

impl Planner<'_> {
    fn text(
        &mut self,
        name: &'static str,
        rule: Option<&Short<Rule>>,
        words: Vocabulary,
    ) -> Option<Key> {
        let Short(rule) = rule?;
        let value = self.value(&[name], rule.plain(), words);
        Some(key(name, false, Make::Text(value)))
    }

    /// Returns the value of a key that the mapping must have.
    fn needed(&mut self, name: &'static str, rule: Option<Plain<'_>>, words: Vocabulary) -> Value {
        match rule {
            Some(rule) => self.value(&[name], rule, words),
            None => {
                self.lacks(name);
                Value::default()
            }
        }
    }

    /// Returns the value of a key that has a value of last resort.
    fn fallback(
        &mut self,
        name: &'static str,
        rule: Option<Plain<'_>>,
        words: Vocabulary,
        last: Option<&str>,
    ) -> Value {
        let Some(rule) = rule else {
            if last.is_none() {
                self.lacks(name);
            }
            return Value {
                constant: last.map(str::to_owned),
                path: self.path(&[name]),
                ..Value::default()
            };
        };
        let mut value = self.value(&[name], rule, words);
        value.constant = value.constant.or(last.map(str::to_owned));
        value
    }

    fn pairs(
        &mut self,
        name: &'static str,
        rules: Option<&BTreeMap<String, Short<Rule>>>,
    ) -> Vec<(String, Value)> {
        let rules = rules.into_iter().flatten();
        rules
            .map(|(of, Short(rule))| (of.clone(), self.value(&[name, of], rule.plain(), any())))
            .collect()
    }

    fn entity(&mut self, path: &[&str], rule: &RefRule) -> Ref {
        Ref {
            value: self.value(path, rule.plain(), any()),
            kind: self.part(path, "kind", rule.kind.as_ref(), words::<EntityKind>()),
            label: self.part(path, "label", rule.label.as_ref(), any()),
            maker: None,
            said_on: None,
        }
    }

    fn source(&mut self, path: &[&str], rule: &SourceRule) -> Ref {
        let inside = |name| [path, &[name]].concat();
        Ref {
            value: self.value(path, rule.plain(), any()),
            kind: self.part(path, "kind", rule.kind.as_ref(), words::<SourceKind>()),
            label: self.part(path, "label", rule.label.as_ref(), any()),
            maker: rule
                .maker
                .as_ref()
                .map(|Short(rule)| Box::new(self.entity(&inside("maker"), rule))),
            said_on: self.date(&inside("said_on"), rule.said_on.as_ref()),
        }
    }

    fn part(
        &mut self,
        path: &[&str],
        name: &str,
        rule: Option<&Short<Rule>>,
        words: Vocabulary,
    ) -> Option<Value> {
        let Short(rule) = rule?;
        Some(self.value(&[path, &[name]].concat(), rule.plain(), words))
    }

    fn date(&mut self, path: &[&str], rule: Option<&Short<DateRule>>) -> Option<Date> {
        let Short(rule) = rule?;
        let pattern = rule.pattern.as_deref().and_then(|written| {
            let pattern = Pattern::parse(written);
            if pattern.is_none() {
                let message = format!("\"{written}\" is no pattern of dates");
                let hint = "it has YYYY, and MM, M or MMM and DD or D, as in DD/MM/YYYY";
                self.fault(
                    &[path, &["pattern"]].concat(),
                    Code::UnknownValue,
                    message,
                    hint,
                );
            }
            pattern
        });
        let value = self.value(path, rule.plain(), any());
        Some(Date { value, pattern })
    }

    fn quantity(&mut self, rule: &QuantityRule) -> Make {
        let mut part = |name, rule| self.part(&["quantity"], name, rule, any());
        let parts = Parts {
            amount: part("amount", rule.amount.as_ref()),
            min: part("min", rule.min.as_ref()),
            max: part("max", rule.max.as_ref()),
            currency: part("currency", rule.currency.as_ref()),
            unit: part("unit", rule.unit.as_ref()),
            about: part("about", rule.about.as_ref()),
            absent: rule.absent.clone(),
            style: Style {
                thousands: rule.thousands.clone(),
                decimal: rule.decimal.clone(),
                symbol: rule.symbol.clone(),
            },
        };
        let plain = rule.plain();
        let is_whole = plain.field.is_some()
            || plain.value.is_some()
            || plain.words.is_some()
            || plain.otherwise.is_some();
        let has_number = parts.amount.is_some() || parts.min.is_some() || parts.max.is_some();
        if is_whole && parts.values().next().is_some() {
            let message = "a quantity is one text or made of parts, not both".to_owned();
            let hint = "keep `field` for texts such as \"USD 44M\", or `amount` and `currency`";
            self.fault(&["quantity"], Code::DuplicateKey, message, hint);
        } else if !is_whole && !has_number {
            let message = "the rule names no number".to_owned();
            let hint = "give `amount`, or `min` and `max`, with `currency` or `unit`";
            self.fault(&["quantity"], Code::MissingKey, message, hint);
        } else if has_number && parts.currency.is_none() && parts.unit.is_none() {
            let message = "the rule does not say of what".to_owned();
            let hint = "give `currency` or `unit`, such as {\"value\": \"GBP\"}";
            self.fault(&["quantity"], Code::MissingKey, message, hint);
        }
        match has_number {
            true => Make::Quantity(Box::new(parts)),
            false => Make::Written(self.value(&["quantity"], plain, any())),
        }
    }

    /// Returns the value that a rule at a path in the keys makes.
    fn value(&mut self, path: &[&str], rule: Plain<'_>, words: Vocabulary) -> Value {
        match (rule.field, rule.value) {
            (Some(_), Some(_)) => {
                let message = "the rule has both a field and a value".to_owned();
                let hint = "keep one; `absent` is what an empty cell means";
                self.fault(path, Code::DuplicateKey, message, hint);
            }
            (None, None) if path != ["quantity"] => {
                let message = "the rule has neither a field nor a value".to_owned();
                let hint = "name the field it reads, or give the value that every row has";
                self.fault(path, Code::MissingKey, message, hint);
            }
            _ => {}
        }
        let vocabulary = words;
        for (name, constant) in [("value", rule.value), ("absent", rule.absent)] {
            if let Some(constant) = constant {
                self.fits(&[path, &[name]].concat(), constant, &vocabulary);
            }
        }
        let meanings = rule.words.into_iter().flatten().map(|(word, meaning)| {
            let at = [path, &["words", word]].concat();
            (word.clone(), self.meaning(path, &at, meaning, &vocabulary))
        });
        let meanings = meanings.collect();
        let otherwise = rule.otherwise.map(|meaning| {
            let at = [path, &["otherwise"]].concat();
            self.meaning(path, &at, meaning, &vocabulary)
        });
        Value {
            path: self.path(path),
            slot: rule.field.and_then(|field| self.slot(path, field)),
            constant: rule.value.or(rule.absent).map(str::to_owned),
            words: meanings,
            otherwise,
            vocabulary,
        }
    }

    fn meaning(
        &mut self,
        path: &[&str],
        at: &[&str],
        word: &rule::Word,
        vocabulary: &[String],
    ) -> Meaning {
        let mut meaning = Meaning::default();
        match word {
            rule::Word::Nothing => {}
            rule::Word::Value(value) => {
                self.fits(at, value, vocabulary);
                meaning.own = Some(value.clone());
            }
            rule::Word::Keys(keys) => {
                for (name, value) in keys {
                    let inside = [at, &[name]].concat();
                    if path == [name.as_str()] {
                        self.fits(&inside, value, vocabulary);
                        meaning.own = Some(value.clone());
                        continue;
                    }
                    let may = match self.table.section {
                        Section::Claims => SET_BY_WORDS,
                        _ => &[],
                    };
                    let Some(known) = may.iter().copied().find(|known| *known == name) else {
                        let message = format!("a word cannot set `{name}`");
                        let hint = match nearest(name, may.iter().copied()) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => format!(
                                "the keys of claims it can set are {}",
                                SET_BY_WORDS.join(", ")
                            ),
                        };
                        self.fault(&inside, Code::UnknownKey, message, &hint);
                        continue;
                    };
                    if self.own.contains(&known) {
                        let message = format!("`{name}` has a rule of its own");
                        let hint = "remove one of them, so that it is plain which counts";
                        self.fault(&inside, Code::DuplicateKey, message, hint);
                    }
                    let vocabulary = match known {
                        "modality" => self::words::<Modality>(),
                        "polarity" => self::words::<Polarity>(),
                        _ => Vec::new(),
                    };
                    self.fits(&inside, value, &vocabulary);
                    meaning.others.push((known, value.clone()));
                }
            }
        }
        meaning
    }

    /// Reports a text that is none of the words a key takes.
    fn fits(&mut self, path: &[&str], text: &str, vocabulary: &[String]) {
        if vocabulary.is_empty() || vocabulary.iter().any(|word| word == text) {
            return;
        }
        let hint = match nearest(text, vocabulary.iter().map(String::as_str)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("one of {}", vocabulary.join(", ")),
        };
        let message = format!("\"{text}\" is not one of the words taken here");
        self.fault(path, Code::UnknownValue, message, &hint);
    }

    /// Returns the place of a field among those that are read.
    fn slot(&mut self, path: &[&str], field: &str) -> Option<usize> {
        if let Some(slot) = self.fields.names.iter().position(|name| name == field) {
            return Some(slot);
        }
        if let Some(header) = &self.table.header {
            let Some(column) = header.iter().position(|name| name == field) else {
                let names: Vec<&str> = header.iter().map(String::as_str).collect();
                let (message, hint) = unknown_field(self.table, field, &names);
                self.fault(
                    &[path, &["field"]].concat(),
                    Code::UnknownField,
                    message,
                    &hint,
                );
                return None;
            };
            self.fields.columns.push(column);
        }
        self.fields.names.push(field.to_owned());
        self.fields.paths.push(step(&self.path(path), "field"));
        Some(self.fields.names.len() - 1)
    }

    fn no_keys(&mut self) -> Vec<Key> {
        let name = self.table.section.name();
        self.faults.push(Diagnostic {
            code: Code::MissingKey,
            file: 0,
            span: span(self.file, &vec![name.to_owned()]),
            message: format!(
                "nothing says how {} become {name}",
                self.table.file.path().display()
            ),
            hint: Some(format!("give `{name}` its `keys`")),
        });
        Vec::new()
    }

    fn lacks(&mut self, name: &str) {
        let message = format!("the key `{name}` is missing");
        self.fault(
            &[name],
            Code::MissingKey,
            message,
            "name the field that holds it, or give it a `value`",
        );
    }

    fn path(&self, path: &[&str]) -> Path {
        let before = [self.table.section.name(), "keys"];
        before
            .iter()
            .chain(path)
            .map(|step| (*step).to_owned())
            .collect()
    }

    fn fault(&mut self, path: &[&str], code: Code, message: String, hint: &str) {
        self.faults.push(Diagnostic {
            code,
            file: 0,
            span: span(self.file, &self.path(path)),
            message,
            hint: Some(hint.to_owned()),
        });
    }
}

/// Words a field that a table does not have, given those it has.
pub(super) fn unknown_field(table: &Table<'_>, field: &str, names: &[&str]) -> (String, String) {
    let message = format!("no field \"{field}\" in {}", table.file.path().display());
    let hint = match nearest(field, names.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("the fields are {}", names.join(", ")),
    };
    (message, hint)
}

fn key(name: &'static str, is_needed: bool, make: Make) -> Key {
    Key {
        name,
        is_needed,
        make,
    }
}
