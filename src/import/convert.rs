//! From the rows of a stretch to records, each on its line.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::line::Line;
use super::names::{At, Declared, Names, Used};
use super::plan::{Date, Key, Make, Plan, Ref};
use super::section::Section;
use super::slug::{Slugs, Space, digested};
use super::table::{Cell, Stretch, Table};
use super::value::{Got, Value, Wrong};
use crate::diagnostic::{Capped, Code, Diagnostic};
use crate::read::is_id;

/// What all stretches of a table are converted with.
pub(super) struct Converter<'c> {
    pub table: &'c Table<'c>,
    pub plan: &'c Plan,
    /// The name of the table, from which rows without ids have theirs.
    pub name: &'c str,
    pub language: &'c str,
    /// The texts that say nothing.
    pub empty: &'c HashSet<String>,
    pub slugs: &'c Slugs,
    /// What is declared already; names beyond it are collected.
    pub declared: &'c Declared,
}

/// What became of a stretch.
#[derive(Default)]
pub(super) struct Batch {
    /// A line for each row, empty for one that is at fault.
    pub lines: Vec<u8>,
    pub rows: usize,
    pub faults: Capped<Diagnostic>,
    /// Empty cells where a record needs a text, by field.
    pub lacking: Capped<(usize, Diagnostic)>,
    pub names: Names,
    /// The ids of the records.
    pub ids: Vec<String>,
    /// The names that are no ids.
    pub foreign: BTreeSet<(Space, String)>,
    /// Which fields hold something.
    pub seen: Vec<bool>,
}

impl Converter<'_> {
    /// Converts the rows of a stretch.
    pub fn convert(&self, stretch: &Stretch) -> Batch {
        let mut batch = Batch {
            lines: Vec::with_capacity(stretch.bytes.len() + stretch.bytes.len() / 4),
            seen: vec![false; self.plan.fields.names.len()],
            ..Batch::default()
        };
        self.table.rows(stretch, &self.plan.fields, |text, row| {
            batch.rows += 1;
            let start = batch.lines.len();
            match row {
                Ok(cells) => {
                    for (seen, cell) in batch.seen.iter_mut().zip(cells) {
                        *seen |= *cell != Cell::Absent;
                    }
                    let number = stretch.before + batch.rows;
                    let row = Row {
                        of: self,
                        text,
                        cells,
                        number,
                        batch: &mut batch,
                        wrong: false,
                    };
                    if row.convert() {
                        return;
                    }
                }
                Err(fault) => batch.faults.push(Diagnostic {
                    code: fault.code,
                    file: self.table.index,
                    span: self.table.file.range_of(fault.at),
                    message: fault.message,
                    hint: Some(fault.hint),
                }),
            }
            batch.lines.truncate(start);
            batch.lines.push(b'\n');
        });
        batch
    }
}

/// A row on its way.
struct Row<'r, 'c> {
    of: &'r Converter<'c>,
    text: &'r str,
    cells: &'r [Cell<'r>],
    number: usize,
    batch: &'r mut Batch,
    wrong: bool,
}

impl<'r> Row<'r, '_> {
    /// Writes the record of the row and returns whether it has no fault.
    fn convert(mut self) -> bool {
        let mut lines = std::mem::take(&mut self.batch.lines);
        let mut line = Line::begin(&mut lines);
        let mut others: Vec<&(&'static str, String)> = Vec::new();
        let mut name = Cow::Borrowed("");
        for key in &self.of.plan.keys {
            if let Make::Id(value) = &key.make
                && let Some(text) = self.text(value, &mut others)
            {
                name = Cow::Borrowed(text);
            }
            self.write(key, &name, &mut line, &mut others);
        }
        for (key, text) in others {
            write_text(&mut line, key, text);
        }
        line.end();
        self.batch.lines = lines;
        !self.wrong
    }

    fn write(
        &mut self,
        key: &'r Key,
        name: &str,
        line: &mut Line<'_>,
        others: &mut Vec<&'r (&'static str, String)>,
    ) {
        let is_written = match &key.make {
            Make::Number => {
                let id = format!("{}-{}", self.of.name, self.number);
                line.text(key.name, &id);
                true
            }
            Make::Id(_) if name.is_empty() => false,
            Make::Id(_) => {
                let id = self.own_id(name);
                line.text(key.name, &id);
                true
            }
            Make::Text(value) | Make::Written(value) => match self.text(value, others) {
                Some(text) => {
                    write_text(line, key.name, text);
                    true
                }
                None => false,
            },
            Make::Entity(of) => {
                let id = self.refer(Space::Entities, of);
                id.map(|id| line.text(key.name, &id)).is_some()
            }
            Make::Source(of) => {
                let id = self.refer(Space::Sources, of);
                id.map(|id| line.text(key.name, &id)).is_some()
            }
            Make::Predicate(value) => match self.text(value, others) {
                Some(text) => {
                    let id = self.id(Space::Predicates, text);
                    self.add(Space::Predicates, &id, text, value.slot, |_, _| {});
                    line.text(key.name, &id);
                    true
                }
                None => false,
            },
            Make::Labels(pairs) => {
                let mut found = self.pairs(pairs);
                if found.is_empty() {
                    found.push((self.of.language, name));
                }
                line.pairs(key.name, found);
                true
            }
            Make::Pairs(pairs) => {
                let found = self.pairs(pairs);
                let is_written = !found.is_empty();
                if is_written {
                    line.pairs(key.name, found);
                }
                is_written
            }
            Make::List(value, split) => {
                let texts = self.list(value, split.as_deref(), others);
                let is_written = !texts.is_empty();
                if is_written {
                    line.list(key.name, texts);
                }
                is_written
            }
            Make::Date(date) => {
                let text = self.date(date);
                text.map(|text| line.text(key.name, &text)).is_some()
            }
            Make::Quantity(parts) => match parts.quantity(self.cells, self.of.empty) {
                Ok(text) => text.map(|text| line.text(key.name, &text)).is_some(),
                Err(wrong) => {
                    self.fault(wrong);
                    true
                }
            },
        };
        if !is_written && key.is_needed && !self.wrong {
            self.lacks(key);
        }
    }

    /// Returns the record's own id.
    fn own_id<'n>(&mut self, name: &'n str) -> Cow<'n, str>
    where
        'r: 'n,
    {
        let space = match self.of.table.section {
            Section::Entities => Space::Entities,
            Section::Sources => Space::Sources,
            // Claims are too many to keep their names, and nobody types their ids.
            Section::Claims => {
                return match is_id(name) {
                    true => Cow::Borrowed(name),
                    false => Cow::Owned(digested(name, Space::Entities)),
                };
            }
        };
        let id = self.id(space, name).into_owned();
        self.batch.ids.push(id.clone());
        Cow::Owned(id)
    }

    fn id<'n>(&mut self, space: Space, name: &'n str) -> Cow<'n, str>
    where
        'r: 'n,
    {
        if !is_id(name) {
            self.batch.foreign.insert((space, name.to_owned()));
        }
        self.of.slugs.id(space, name)
    }

    /// Returns the id of a thing that is named, and keeps what the row tells of it unless it is declared.
    fn refer(&mut self, space: Space, of: &'r Ref) -> Option<Cow<'r, str>> {
        let name = self.text(&of.value, &mut Vec::new())?;
        let id = self.id(space, name);
        if self.of.declared.has(space, &id) {
            return Some(id);
        }
        let maker = of
            .maker
            .as_ref()
            .and_then(|maker| self.refer(Space::Entities, maker));
        self.add(space, &id, name, of.value.slot, |row, used| {
            let none = &mut Vec::new();
            let mut text = |value: &'r Option<Value>| {
                let value = value.as_ref()?;
                row.text(value, none).map(str::to_owned)
            };
            // Every row is read, though the first that tells something counts: each may be at fault.
            let (kind, label) = (text(&of.kind), text(&of.label));
            let said_on = of.said_on.as_ref().and_then(|date| row.date(date));
            used.kind = used.kind.take().or(kind);
            used.label = used.label.take().or(label);
            used.maker = used.maker.take().or(maker.map(Cow::into_owned));
            used.said_on = used.said_on.take().or(said_on.map(Cow::into_owned));
        });
        Some(id)
    }

    /// Adds a name to those in use, with what the row tells of it.
    fn add(
        &mut self,
        space: Space,
        id: &str,
        name: &str,
        slot: Option<usize>,
        tell: impl FnOnce(&mut Self, &mut Used),
    ) {
        let mut names = std::mem::take(&mut self.batch.names);
        if let Some(used) = names.get(space, id) {
            tell(self, used);
        } else {
            let mut used = Used {
                id: id.to_owned(),
                name: name.to_owned(),
                at: At {
                    file: self.of.table.index,
                    row: self.of.table.file.range_of(self.text).start,
                    len: self.text.len(),
                    slot,
                },
                ..Used::default()
            };
            tell(self, &mut used);
            names.add(space, used);
        }
        // What was told may have named others.
        let told = std::mem::replace(&mut self.batch.names, names);
        self.batch.names.append(told);
    }

    fn text(
        &mut self,
        value: &'r Value,
        others: &mut Vec<&'r (&'static str, String)>,
    ) -> Option<&'r str> {
        match value.get(self.cells, self.of.empty) {
            Ok(Got { text, others: more }) => {
                others.extend(more);
                text
            }
            Err(wrong) => {
                self.fault(wrong);
                None
            }
        }
    }

    fn pairs<'n>(&mut self, pairs: &'r [(String, Value)]) -> Vec<(&'n str, &'n str)>
    where
        'r: 'n,
    {
        let mut found = Vec::new();
        for (name, value) in pairs {
            if let Some(text) = self.text(value, &mut Vec::new()) {
                found.push((name.as_str(), text));
            }
        }
        found
    }

    fn list(
        &mut self,
        value: &'r Value,
        split: Option<&'r str>,
        others: &mut Vec<&'r (&'static str, String)>,
    ) -> Vec<&'r str> {
        let cell = value.slot.map(|slot| &self.cells[slot]);
        if let Some(Cell::List(items)) = cell {
            return items.iter().map(String::as_str).collect();
        }
        let Some(text) = self.text(value, others) else {
            return Vec::new();
        };
        let Some(split) = split.filter(|split| !split.is_empty()) else {
            return vec![text];
        };
        let parts = text.split(split).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn date(&mut self, date: &'r Date) -> Option<Cow<'r, str>> {
        let text = self.text(&date.value, &mut Vec::new())?;
        let Some(pattern) = &date.pattern else {
            return Some(Cow::Borrowed(text));
        };
        let read = pattern.read(text);
        if read.is_none() {
            self.fault(Wrong {
                code: Code::InvalidDate,
                slot: date.value.slot,
                message: format!("\"{text}\" is not written as {}", pattern.as_str()),
                hint: "correct it, or change the `pattern` of the rule".to_owned(),
            });
        }
        read.map(Cow::Owned)
    }

    /// Notes that a key has no value although a record needs one.
    fn lacks(&mut self, key: &Key) {
        let slot = key.make.values().first().and_then(|value| value.slot);
        self.wrong = true;
        // Without a field, the rule itself was at fault and has been reported.
        let Some(slot) = slot else { return };
        let field = &self.of.plan.fields.names[slot];
        let fault = self.diagnostic(Wrong {
            code: Code::MissingKey,
            slot: Some(slot),
            message: format!(
                "\"{field}\" says nothing, and a record needs its `{}`",
                key.name
            ),
            hint: "fill it, or say in the rule by `absent` what an empty cell means".to_owned(),
        });
        self.batch.lacking.push((slot, fault));
    }

    fn fault(&mut self, wrong: Wrong) {
        self.wrong = true;
        let fault = self.diagnostic(wrong);
        self.batch.faults.push(fault);
    }

    fn diagnostic(&self, wrong: Wrong) -> Diagnostic {
        let field = wrong
            .slot
            .map(|slot| self.of.plan.fields.names[slot].as_str());
        Diagnostic {
            code: wrong.code,
            file: self.of.table.index,
            span: self.of.table.place(self.text, field),
            message: wrong.message,
            hint: Some(wrong.hint),
        }
    }
}

/// Writes a text, unless leaving it out says the same.
fn write_text(line: &mut Line<'_>, key: &str, text: &str) {
    if !matches!(
        (key, text),
        ("modality", "asserted") | ("polarity", "affirmed")
    ) {
        line.text(key, text);
    }
}
