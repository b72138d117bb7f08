//! From the mapping to the [plan](super::plan) of a table, with every fault of its rules.

mod keys;

use std::collections::BTreeMap;

use super::amount::Parts;
use super::locate::{Path, span, step};
use super::mapping::Mapping;
use super::number::Style;
use super::pattern::{self, Pattern};
use super::plan::{Date, Key, Make, Plan, Ref};
use super::rule::{
    self, Absent, DateRule, Patterns, Plain, QuantityRule, RefRule, Rule, Short, SourceRule,
};
use super::section::Section;
use super::table::{Fields, Table, Template};
use super::value::{Meaning, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EntityKind, Modality, Polarity, SourceKind, Word};
use crate::text::{File, listed, nearest};

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
        let written = rule.pattern.as_ref().map(|Patterns(written)| written);
        let mut patterns = Vec::new();
        for written in written.into_iter().flatten() {
            match Pattern::parse(written, rule.first_year) {
                Some(pattern) => patterns.push(pattern),
                None => {
                    let message = format!("\"{written}\" is no pattern of dates");
                    let inside = [path, &["pattern"]].concat();
                    self.fault(&inside, Code::UnknownValue, message, pattern::HOLDS);
                }
            }
        }
        if written.is_some_and(Vec::is_empty) {
            let message = "there is no pattern".to_owned();
            let inside = [path, &["pattern"]].concat();
            self.fault(&inside, Code::EmptyValue, message, pattern::HOLDS);
        }
        let has_short = |written: &String| written.replace("YYYY", "").contains("YY");
        let uses_year = written.into_iter().flatten().any(has_short);
        if rule.first_year.is_some() && !uses_year {
            let message = "`first_year` is for years of two digits, and no pattern has `YY`";
            let inside = [path, &["first_year"]].concat();
            let hint = "remove it, or write YY in the pattern";
            self.fault(&inside, Code::DuplicateKey, message.to_owned(), hint);
        }
        let value = self.value(path, rule.plain(), any());
        Some(Date { value, patterns })
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
            absent: rule
                .absent
                .as_ref()
                .and_then(Absent::value)
                .map(str::to_owned),
            style: Style {
                thousands: rule.thousands.clone(),
                decimal: rule.decimal.clone(),
                symbol: rule.symbol.clone(),
                any_negative: rule.negative.as_deref() == Some("any"),
            },
        };
        let plain = rule.plain();
        let is_whole = plain.field.is_some()
            || plain.value.is_some()
            || plain.template.is_some()
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
        self.contradictions(rule, &parts, has_number);
        match has_number {
            true => Make::Quantity(Box::new(parts)),
            false => Make::Written(self.value(&["quantity"], plain, any())),
        }
    }

    /// Reports keys of a quantity of which one would not be heard.
    fn contradictions(&mut self, rule: &QuantityRule, parts: &Parts, has_number: bool) {
        let mut fault = |key: &str, message: &str, hint: &str| {
            let message = message.to_owned();
            self.fault(&["quantity", key], Code::DuplicateKey, message, hint);
        };
        if parts.amount.is_some() && parts.min.is_some() {
            let hint = "keep `amount` for an exact number, or `min` and `max` for its ends";
            fault("min", "`min` stands beside `amount`", hint);
        }
        if parts.amount.is_some() && parts.max.is_some() {
            let hint = "keep `amount` for an exact number, or `min` and `max` for its ends";
            fault("max", "`max` stands beside `amount`", hint);
        }
        if parts.currency.is_some() && parts.unit.is_some() {
            let hint = "keep the one in which the numbers are";
            fault("unit", "`unit` stands beside `currency`", hint);
        }
        let styles = [
            ("thousands", &rule.thousands),
            ("decimal", &rule.decimal),
            ("symbol", &rule.symbol),
            ("negative", &rule.negative),
        ];
        for (key, style) in styles {
            if style.is_some() && !has_number {
                let message = format!("`{key}` is for numbers of tables, and the rule names none");
                fault(
                    key,
                    &message,
                    "remove it, or give `amount`, or `min` and `max`",
                );
            }
            if style.as_deref() == Some("") {
                fault(key, "the text is empty", "say something, or leave it out");
            }
            let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+' | '(' | ')');
            if key != "negative"
                && style
                    .as_deref()
                    .is_some_and(|style| style.contains(is_sign))
            {
                let message = format!("`{key}` holds a digit or a sign");
                fault(
                    key,
                    &message,
                    "name only what stands between or beside digits",
                );
            }
        }
        let decimal = rule.decimal.as_deref().unwrap_or(".");
        if rule.thousands.as_deref() == Some(decimal) {
            let message = format!("`thousands` is \"{decimal}\", and so is the decimal mark");
            let hint = "say by `decimal` what parts whole numbers from fractions";
            fault("thousands", &message, hint);
        }
        if !matches!(rule.negative.as_deref(), None | Some("minus" | "any" | "")) {
            let message = "`negative` is \"minus\" or \"any\"";
            fault("negative", message, "\"any\" is for (5) and 5- beside -5");
        }
    }

    /// Returns the value that a rule at a path in the keys makes.
    fn value(&mut self, path: &[&str], rule: Plain<'_>, words: Vocabulary) -> Value {
        self.origin(path, rule);
        let vocabulary = words;
        let absent = rule.absent.and_then(Absent::value);
        for (name, constant) in [("value", rule.value), ("absent", absent)] {
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
            slot: match (rule.field, rule.template) {
                (Some(field), _) => self.slot(path, "field", field),
                (None, Some(template)) => self.template(path, template),
                (None, None) => None,
            },
            constant: rule.value.or(absent).map(str::to_owned),
            words: meanings,
            otherwise,
            vocabulary,
            asks: None,
        }
    }

    /// Returns the value of a key that an empty field would give a meaning nobody wrote.
    fn asking(&self, mut value: Value, rule: Plain<'_>, otherwise: &'static str) -> Value {
        if rule.absent.is_none() {
            value.asks = Some(otherwise);
        }
        value
    }

    /// Reports a rule that says twice where its value comes from, or not at all.
    fn origin(&mut self, path: &[&str], rule: Plain<'_>) {
        let origins = [
            ("field", rule.field.is_some()),
            ("value", rule.value.is_some()),
            ("template", rule.template.is_some()),
        ];
        let origins = origins.into_iter().filter(|(_, is_there)| *is_there);
        let origins: Vec<&str> = origins.map(|(name, _)| name).collect();
        match origins.as_slice() {
            [] if path != ["quantity"] => {
                let message = "the rule has neither a field nor a value".to_owned();
                let hint = "name the field it reads, or give the value that every row has";
                self.fault(path, Code::MissingKey, message, hint);
            }
            [one, other, ..] => {
                let message = format!("the rule has both a {one} and a {other}");
                let hint = "keep one; `absent` is what an empty cell means";
                self.fault(path, Code::DuplicateKey, message, hint);
            }
            _ => {}
        }
        let of_cells = [
            ("words", rule.words.is_some()),
            ("otherwise", rule.otherwise.is_some()),
            ("absent", rule.absent.is_some()),
        ];
        for (name, is_there) in of_cells {
            if is_there && origins == ["value"] {
                let message =
                    format!("`{name}` is for the cells of a field, and the rule has a value");
                let hint = "name the field it reads instead of the value, or leave the key out";
                let inside = [path, &[name]].concat();
                self.fault(&inside, Code::DuplicateKey, message, hint);
            }
        }
        if rule.words.is_none() && rule.otherwise.is_some() && path != ["quantity"] {
            let message = "`otherwise` is for words that `words` does not list, and there are none";
            let hint = "list words, or give the value that every row has";
            let inside = [path, &["otherwise"]].concat();
            self.fault(&inside, Code::DuplicateKey, message.to_owned(), hint);
        }
        if let Some(named) = rule.value.and_then(|value| self.named_in(value)) {
            let message = format!(
                "a `value` is the same for every row, and this one names the field \"{named}\""
            );
            let hint = "write `template` in place of `value` to put fields together";
            let inside = [path, &["value"]].concat();
            self.fault(&inside, Code::UnknownValue, message, hint);
        }
    }

    /// Returns a field of the table that a text names in braces.
    fn named_in(&self, text: &str) -> Option<String> {
        let (pieces, _) = pieces(text).ok()?;
        let names = self.table.names();
        let mut fields = pieces.into_iter().map(|(_, field)| field);
        fields
            .find(|field| names.iter().any(|name| name == field))
            .map(str::to_owned)
    }

    /// Returns the place of the field that a template makes.
    fn template(&mut self, path: &[&str], template: &str) -> Option<usize> {
        let inside = [path, &["template"]].concat();
        let (pieces, rest) = match pieces(template) {
            Ok((pieces, rest)) if !pieces.is_empty() => (pieces, rest),
            _ => {
                let message = "the template names no field".to_owned();
                let hint = "write each field in braces, as in \"{First} {Last}\"";
                self.fault(&inside, Code::UnknownValue, message, hint);
                return None;
            }
        };
        let slots = pieces.into_iter().map(|(before, field)| {
            let slot = self.slot(path, "template", field)?;
            Some((before.to_owned(), slot))
        });
        let pieces = slots.collect::<Option<Vec<_>>>()?;
        let slot = self.fields.names.len();
        self.fields.names.push(template.to_owned());
        self.fields.columns.push(usize::MAX);
        self.fields.paths.push(self.path(&inside));
        self.fields.templates.push(Template {
            slot,
            pieces,
            rest: rest.to_owned(),
        });
        Some(slot)
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
            None => format!("one of {}", listed(vocabulary)),
        };
        let message = format!("\"{text}\" is not one of the words taken here");
        self.fault(path, Code::UnknownValue, message, &hint);
    }

    /// Returns the place of a field among those that are read, which a key of a rule names.
    fn slot(&mut self, path: &[&str], key: &str, field: &str) -> Option<usize> {
        let is_template = |slot| self.fields.is_template(slot);
        let known = self.fields.names.iter().position(|name| name == field);
        if let Some(slot) = known.filter(|slot| !is_template(*slot)) {
            return Some(slot);
        }
        if let Some(header) = &self.table.header {
            let mut columns = header.iter().zip(0..).filter(|(name, _)| *name == field);
            let (column, other) = (columns.next(), columns.next());
            let Some((_, column)) = column else {
                let names: Vec<&str> = header.iter().map(String::as_str).collect();
                let (message, hint) = unknown_field(self.table, field, &names);
                self.fault(&[path, &[key]].concat(), Code::UnknownField, message, &hint);
                return None;
            };
            if let Some((_, other)) = other {
                let message = format!(
                    "columns {} and {} are both named \"{field}\"",
                    column + 1,
                    other + 1
                );
                let hint = format!(
                    "give one of them another name, or name all columns by \"header\", with \"skip\": 1, in `{}` of the mapping",
                    self.table.section
                );
                self.fault(&[path, &[key]].concat(), Code::DuplicateKey, message, &hint);
                return None;
            }
            self.fields.columns.push(column);
        } else {
            self.fields.columns.push(usize::MAX);
        }
        self.fields.names.push(field.to_owned());
        self.fields.paths.push(step(&self.path(path), key));
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
    let hint = match (table.remedy(field), nearest(field, names.iter().copied())) {
        (Some(remedy), _) => remedy,
        (None, Some(near)) => format!("did you mean \"{near}\"?"),
        (None, None) => format!("the fields are {}", listed(names)),
    };
    (message, hint)
}

/// The texts before each field that a template names in braces, with the field, and the text after the last.
type Pieces<'t> = (Vec<(&'t str, &'t str)>, &'t str);

/// Returns the pieces of a template; `Err` where a brace opens that none closes.
fn pieces(template: &str) -> Result<Pieces<'_>, ()> {
    let (mut pieces, mut rest) = (Vec::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        let (field, after) = after.split_once('}').ok_or(())?;
        pieces.push((before, field.trim()));
        rest = after;
    }
    Ok((pieces, rest))
}

fn key(name: &'static str, is_needed: bool, make: Make) -> Key {
    Key {
        name,
        is_needed,
        make,
    }
}
