//! From the rows of a stretch to records, each on its line.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon::{Lexicon, Meant};
use super::line::Line;
use super::names::{At, Names, Used};
use super::pattern::{self, Mismatch};
use super::plan::{Date, Key, Make, Plan, Ref};
use super::section::Section;
use super::slug::{Space, digested, id_of};
use super::table::{Cell, Stretch, Table};
use super::tally::Tally;
use super::value::{Got, Origin, Value, Wrong};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::is_id;
use crate::text::{fold, listed};

/// What all stretches of a table are converted with.
pub(super) struct Converter<'c> {
    pub table: &'c Table<'c>,
    pub plan: &'c Plan,
    /// The name of the table, from which rows without ids have theirs.
    pub name: &'c str,
    pub language: &'c str,
    /// The texts that say nothing.
    pub empty: &'c HashSet<String>,
    /// What is declared already; names beyond it are collected.
    pub lexicon: &'c Lexicon<'c>,
}

/// What became of a stretch.
#[derive(Default)]
pub(super) struct Batch {
    /// A line for each row, empty for one that is at fault.
    pub lines: Vec<u8>,
    pub rows: usize,
    pub faults: Tally,
    /// Empty cells where a record needs a text.
    pub lacking: Tally,
    pub names: Names,
    /// The ids of the records, and the bytes of their lines.
    pub own: Vec<(String, Range<usize>)>,
    /// Which fields hold something.
    pub seen: Vec<bool>,
    /// What the names stand for that are not the id of a declared record.
    meant: HashMap<Space, HashMap<String, Meant>>,
}

impl Batch {
    /// Returns the names that stand for declared records, otherwise than by their ids.
    pub fn matched(&self) -> impl Iterator<Item = (Space, &str)> {
        self.meant.iter().flat_map(|(space, names)| {
            let declared = |(_, meant): &(&String, &Meant)| matches!(meant, Meant::Declared(_));
            names
                .iter()
                .filter(declared)
                .map(|(name, _)| (*space, name.as_str()))
        })
    }
}

impl Converter<'_> {
    /// Converts the rows of a stretch.
    pub fn convert(&self, stretch: &Stretch) -> Batch {
        let mut batch = Batch {
            lines: Vec::with_capacity(stretch.bytes.len() + stretch.bytes.len() / 4),
            seen: vec![false; self.plan.fields.names.len()],
            ..Batch::default()
        };
        let fields = &self.plan.fields;
        self.table.rows(stretch, fields, |text, row| {
            batch.rows += 1;
            let start = batch.lines.len();
            match row {
                Ok(cells) => {
                    for (seen, cell) in batch.seen.iter_mut().zip(&*cells) {
                        *seen |= *cell != Cell::Absent;
                    }
                    fields.put_together(cells);
                    let number = stretch.before + batch.rows;
                    let owned = batch.own.len();
                    let row = Row {
                        of: self,
                        text,
                        cells,
                        number,
                        batch: &mut batch,
                        wrong: false,
                    };
                    if row.convert() {
                        let end = batch.lines.len();
                        let own = batch.own.get_mut(owned);
                        own.into_iter().for_each(|(_, line)| *line = start..end);
                        return;
                    }
                }
                Err(fault) => batch.faults.push(
                    None,
                    Diagnostic {
                        code: fault.code,
                        file: self.table.index,
                        span: self.table.file.range_of(fault.at),
                        message: fault.message,
                        hint: Some(fault.hint),
                    },
                ),
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
        self.write_others(&mut line, others);
        line.end();
        self.batch.lines = lines;
        !self.wrong
    }

    /// Writes what words say of other keys; two that say different things of one are a fault.
    fn write_others(&mut self, line: &mut Line<'_>, others: Vec<&(&'static str, String)>) {
        for (index, (key, text)) in others.iter().enumerate() {
            let before = others[..index].iter().find(|(other, _)| other == key);
            match before {
                None => write_text(line, key, text),
                Some((_, other)) if other == text => {}
                Some((_, other)) => self.fault(Wrong {
                    code: Code::DuplicateKey,
                    slot: None,
                    message: format!(
                        "words of this row make `{key}` both \"{other}\" and \"{text}\""
                    ),
                    hint: "change the `words` of one of the rules".to_owned(),
                }),
            }
        }
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
                    if let Some((id, is_declared)) = self.id(Space::Predicates, text, value.slot) {
                        if !is_declared {
                            self.add(Space::Predicates, &id, text, value.slot, |_, _| {});
                        }
                        line.text(key.name, &id);
                    }
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
    fn own_id<'n>(&mut self, name: &'n str) -> Cow<'n, str> {
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
        let id = match is_id(name) {
            true => Cow::Borrowed(name),
            false => Cow::Owned(id_of(name, space)),
        };
        self.batch.own.push((id.clone().into_owned(), 0..0));
        id
    }

    /// Returns the id that a name stands for, and whether it is declared; reports one that may stand for several.
    fn id<'n>(
        &mut self,
        space: Space,
        name: &'n str,
        slot: Option<usize>,
    ) -> Option<(Cow<'n, str>, bool)> {
        let lexicon = self.of.lexicon;
        if lexicon.has(space, name) {
            return Some((Cow::Borrowed(name), true));
        }
        let known = self.batch.meant.entry(space).or_default();
        if !known.contains_key(name) {
            known.insert(name.to_owned(), lexicon.meant(space, name));
        }
        match &known[name] {
            Meant::Declared(id) => Some((Cow::Owned(id.clone()), true)),
            Meant::New(id) if !name.is_ascii() && fold(name).is_empty() => {
                let _ = id;
                self.fault(Wrong {
                    code: Code::EmptyValue,
                    slot,
                    message: "the cell holds nothing that can be seen".to_owned(),
                    hint: "fill it, or leave it empty".to_owned(),
                });
                None
            }
            Meant::New(id) => Some((Cow::Owned(id.clone()), false)),
            Meant::Several(ids) => {
                let message = format!("\"{name}\" may be any of {}", listed(ids));
                self.fault(Wrong {
                    code: Code::AmbiguousName,
                    slot,
                    message,
                    hint: "name it by its id, or say by `words` which is meant".to_owned(),
                });
                None
            }
        }
    }

    /// Returns the id of a thing that is named, and keeps what the row tells of it unless it is declared.
    fn refer(&mut self, space: Space, of: &'r Ref) -> Option<Cow<'r, str>> {
        let name = self.text(&of.value, &mut Vec::new())?;
        let (id, is_declared) = self.id(space, name, of.value.slot)?;
        if is_declared {
            return Some(id);
        }
        let maker = of
            .maker
            .as_ref()
            .and_then(|maker| self.refer(Space::Entities, maker));
        self.add(space, &id, name, of.value.slot, |row, used| {
            // Every row is read, though the first that tells something counts: each may be at fault.
            if let Some(value) = &of.kind
                && let Some(got) = row.got(value)
                && let Some(word) = got.text
            {
                let at = row.at(value.slot);
                used.is_of_kind(word, got.origin != Origin::Mapping, at);
            }
            if let Some(label) = of.label.as_ref().and_then(|value| row.got(value)?.text) {
                used.labelled(label);
            }
            let said_on = of.said_on.as_ref().and_then(|date| row.date(date));
            if used.maker.is_none() {
                used.maker = maker.map(Cow::into_owned);
            }
            if used.said_on.is_none() {
                used.said_on = said_on.map(Cow::into_owned);
            }
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
            used.called(name);
            tell(self, used);
        } else {
            let mut used = Used {
                id: id.to_owned(),
                name: name.to_owned(),
                at: self.at(slot),
                ..Used::default()
            };
            tell(self, &mut used);
            names.add(space, used);
        }
        // What was told may have named others.
        let told = std::mem::replace(&mut self.batch.names, names);
        self.batch.names.append(told);
    }

    fn at(&self, slot: Option<usize>) -> At {
        At {
            file: self.of.table.index,
            row: self.of.table.file.range_of(self.text).start,
            len: self.text.len(),
            slot,
        }
    }

    fn got(&mut self, value: &'r Value) -> Option<Got<'r>> {
        let got = value.get(self.cells, self.of.empty);
        got.map_err(|wrong| self.fault(wrong)).ok()
    }

    fn text(
        &mut self,
        value: &'r Value,
        others: &mut Vec<&'r (&'static str, String)>,
    ) -> Option<&'r str> {
        let got = self.got(value)?;
        others.extend(got.others);
        got.text
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
        let got = self.got(&date.value)?;
        let text = got.text?;
        // What the mapping says itself is written in EDTF.
        if got.origin != Origin::Cell {
            return Some(Cow::Borrowed(text));
        }
        if date.patterns.is_empty() {
            if pattern::is_season(text) {
                self.fault(Wrong {
                    code: Code::InvalidDate,
                    slot: date.value.slot,
                    message: format!("\"{text}\" has no month of the year"),
                    hint: format!("{FISCAL}; where it is a season, say \"pattern\": \"EDTF\""),
                });
                return None;
            }
            return Some(Cow::Borrowed(text));
        }
        let mut is_month = true;
        for pattern in &date.patterns {
            match pattern.read(text) {
                Ok(read) => return Some(Cow::Owned(read)),
                Err(mismatch) => is_month &= mismatch != Mismatch::Month,
            }
        }
        let patterns = date.patterns.iter().map(pattern::Pattern::as_str);
        let message = match is_month {
            true => format!("\"{text}\" is not written as {}", listed(patterns)),
            false => format!("\"{text}\" has no month of the year"),
        };
        let hint = match pattern::is_fiscal_year(text) {
            true => FISCAL.to_owned(),
            false => "correct it, or add to `pattern` how it is written: \"pattern\": [\"DD/MM/YYYY\", \"YYYY\"]".to_owned(),
        };
        self.fault(Wrong {
            code: Code::InvalidDate,
            slot: date.value.slot,
            message,
            hint,
        });
        None
    }

    /// Notes that a key has no value although a record needs one.
    fn lacks(&mut self, key: &Key) {
        let slot = key.make.values().first().and_then(|value| value.slot);
        self.wrong = true;
        // Without a field, the rule itself was at fault and has been reported.
        let Some(slot) = slot else { return };
        let field = self.of.plan.fields.shown(slot);
        let fault = self.diagnostic(Wrong {
            code: Code::MissingKey,
            slot: Some(slot),
            message: format!(
                "\"{field}\" says nothing, and a record needs its `{}`",
                key.name
            ),
            hint: "fill it, or say in the rule by `absent` what an empty cell means".to_owned(),
        });
        self.batch.lacking.push(Some(slot), fault);
    }

    fn fault(&mut self, wrong: Wrong) {
        self.wrong = true;
        let slot = wrong.slot;
        let fault = self.diagnostic(wrong);
        self.batch.faults.push(slot, fault);
    }

    fn diagnostic(&self, wrong: Wrong) -> Diagnostic {
        let field = wrong.slot.map(|slot| self.of.plan.fields.shown(slot));
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

/// What to do about a year of a budget, which is no year of the calendar.
const FISCAL: &str = "a fiscal year is said by `words`, as {\"2023/24\": \"2023-04/2024-03\"}";
