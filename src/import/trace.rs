//! From faults of the folder in the making back to what was given: the cell of a table, or the part of the mapping.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use super::draft::{Made, Setting, file_name};
use super::locate::span;
use super::names::{At, Used};
use super::section::Section;
use super::slug::Space;
use super::table::Table;
use crate::diagnostic::{Capped, Code, Diagnostic, Report};
use crate::text::File;

/// Returns the faults of the report at the places they come from.
///
/// `incomplete` says that rows were left out, so that what names them is not at fault.
pub(super) fn trace(
    report: &Report,
    draft: &Path,
    mapping: &File,
    setting: &Setting<'_>,
    made: &Made,
    incomplete: bool,
) -> Capped<Diagnostic> {
    let mut tracer = Tracer {
        draft,
        mapping,
        setting,
        made,
        rows: HashMap::new(),
    };
    let mut faults = Capped::default();
    faults.count(report.more());
    let mut unknown = HashSet::new();
    for fault in report.diagnostics() {
        let refers = matches!(
            fault.code,
            Code::UnknownEntity | Code::UnknownSource | Code::UnknownPredicate | Code::UnknownClaim
        );
        if incomplete && refers {
            continue;
        }
        // A name that nothing declares is told once, where it is first used.
        if refers && !unknown.insert((fault.code, fault.message.as_str())) {
            continue;
        }
        let (file, span) = tracer.origin(report.file(fault), &fault.span, fault.code);
        let hint = match fault.hint.as_deref() {
            Some(hint) if refers && hint.starts_with("declare it in") => {
                Some(undeclared(fault.code))
            }
            Some(hint) => Some(tracer.in_words_of_tables(hint, report)),
            None => None,
        };
        faults.push(Diagnostic {
            code: fault.code,
            file,
            span,
            message: match refers {
                true => tracer.with_name(&fault.message),
                false => fault.message.clone(),
            },
            hint,
        });
    }
    faults
}

/// Returns what to do about a name that nothing declares.
fn undeclared(code: Code) -> String {
    let section = match code {
        Code::UnknownSource => "sources",
        Code::UnknownPredicate => "predicates",
        _ => "entities",
    };
    format!(
        "declare it in `{section}.records` of the mapping{}, or say by `{section}.undeclared` what such are",
        match section {
            "predicates" => "",
            _ => " or in a table",
        }
    )
}

struct Tracer<'t> {
    draft: &'t Path,
    mapping: &'t File,
    setting: &'t Setting<'t>,
    made: &'t Made,
    /// The rows of tables in which a fault was found.
    rows: HashMap<usize, Vec<&'t str>>,
}

impl Tracer<'_> {
    /// Returns the file and the bytes that a part of a file in the making comes from.
    fn origin(&mut self, file: &File, part: &Range<usize>, code: Code) -> (usize, Range<usize>) {
        let whole_mapping = (0, 0..0);
        let Ok(path) = file.path().strip_prefix(self.draft) else {
            return whole_mapping;
        };
        let name = path.to_string_lossy().replace('\\', "/");
        let spaces = [Space::Entities, Space::Sources, Space::Predicates];
        for space in spaces {
            if name == format!("{}.json", file_name(space)) {
                let records = self.setting.records.get(&space);
                let origin = records.and_then(|records| records.origin(part));
                return origin.map_or(whole_mapping, |span| (0, span));
            }
        }
        let line = file.place(part.start).line - 1;
        let text = &file.text()[file.line(part.start)];
        let key = key_at(text, part.start - file.line(part.start).start);
        let space = spaces
            .into_iter()
            .find(|space| name == format!("{}.jsonl", file_name(*space)));
        let tables = self.setting.tables.iter().enumerate();
        let mut before = 0;
        for (index, (table, _)) in tables {
            let holds = match (table.section, space) {
                (Section::Entities, Some(Space::Entities)) => true,
                (Section::Sources, Some(Space::Sources)) => true,
                (Section::Claims, None) => {
                    name == format!("claims/{}.jsonl", self.setting.names[index])
                }
                _ => false,
            };
            if !holds {
                continue;
            }
            if line < before + self.made.rows[index] {
                return self.in_row(index, line - before, key.as_deref(), code);
            }
            before += self.made.rows[index];
        }
        let added =
            space.and_then(|space| self.made.added.get(&space)?.get(line.checked_sub(before)?));
        match added {
            Some(Used { at, .. }) => self.at(*at),
            None => whole_mapping,
        }
    }

    /// Returns the place of the field that feeds a key of a row's record.
    fn in_row(
        &mut self,
        index: usize,
        row: usize,
        key: Option<&str>,
        code: Code,
    ) -> (usize, Range<usize>) {
        let (table, plan) = &self.setting.tables[index];
        let rows = self.rows.entry(index).or_insert_with(|| table.texts());
        let text = rows[row];
        // What a record lacks is told where it would be.
        let key = match code {
            Code::MissingObject => Some("object"),
            Code::MissingAmount | Code::MissingQuantity => Some("quantity"),
            _ => key,
        };
        let key = key.and_then(|key| plan.keys.iter().find(|of| of.name == key));
        let values = key.map_or(Vec::new(), |key| key.make.values());
        let slots = values.iter().filter_map(|value| value.slot);
        let mut places = slots.map(|slot| table.place(text, Some(plan.fields.shown(slot))));
        let first = places.next();
        let held = first.iter().cloned().chain(places);
        let held = held.into_iter().find(|place| !place.is_empty()).or(first);
        match (held, values.first()) {
            (Some(place), _) => (table.index, place),
            (None, Some(value)) if is_of_text(code) => (0, span(self.mapping, &value.path)),
            _ => (table.index, table.place(text, None)),
        }
    }

    /// Returns a message on an id with the name that the id was made for.
    fn with_name(&self, message: &str) -> String {
        let mut parts = message.splitn(3, '"');
        let (before, id, after) = (parts.next(), parts.next(), parts.next());
        let name = id.and_then(|id| {
            let spaces = [Space::Entities, Space::Sources, Space::Predicates];
            let mut all = spaces.into_iter();
            all.find_map(|space| self.made.names.name(space, id))
        });
        match (before, name, after) {
            (Some(before), Some(name), Some(after)) => format!("{before}\"{name}\"{after}"),
            _ => message.to_owned(),
        }
    }

    fn at(&self, at: At) -> (usize, Range<usize>) {
        let of_file = |(table, _): &&(Table<'_>, _)| table.index == at.file;
        let Some((table, plan)) = self.setting.tables.iter().find(of_file) else {
            return (0, 0..0);
        };
        let row = &table.file.text()[at.row..at.row + at.len];
        let field = at.slot.map(|slot| plan.fields.shown(slot));
        (table.index, table.place(row, field))
    }

    /// Returns a hint in which places in the folder in the making are those they come from.
    fn in_words_of_tables(&mut self, hint: &str, report: &Report) -> String {
        let draft = self.draft.to_string_lossy().into_owned();
        let Some((before, rest)) = hint.split_once(&draft) else {
            return hint.to_owned();
        };
        // What follows is `/claims/gifts.jsonl:5:8` and more words.
        let end = rest.find([';', ' ', ',']).unwrap_or(rest.len());
        let (place, after) = rest.split_at(end);
        let mut parts = place.rsplitn(3, ':').skip(1);
        let line = parts.next().and_then(|line| line.parse::<usize>().ok());
        let path = parts
            .next()
            .map(|name| self.draft.join(name.trim_start_matches(['/', '\\'])));
        let files = report.diagnostics().iter().map(|fault| report.file(fault));
        let file = files
            .into_iter()
            .find(|file| Some(file.path()) == path.as_deref());
        let (Some(file), Some(line)) = (file, line) else {
            return format!("{before}another row{after}");
        };
        let start = memchr::memchr_iter(b'\n', file.text().as_bytes()).nth(line.wrapping_sub(2));
        let start = start.map_or(0, |newline| newline + 1);
        let (index, span) = self.origin(file, &(start..start), Code::DuplicateId);
        let origin = match self
            .setting
            .tables
            .iter()
            .find(|(table, _)| table.index == index)
        {
            Some((table, _)) => table.file,
            None => self.mapping,
        };
        let place = origin.place(span.start);
        format!(
            "{before}{}:{}:{}{after}",
            origin.path().display(),
            place.line,
            place.column
        )
    }
}

/// Returns whether a fault is one of a text in itself, which is at fault in every row that has it.
fn is_of_text(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownEntity
            | Code::UnknownSource
            | Code::UnknownPredicate
            | Code::UnknownValue
            | Code::UnknownCurrency
            | Code::InvalidDate
            | Code::InvalidQuantity
            | Code::ReversedInterval
            | Code::ReversedQuantity
            | Code::EmptyValue
    )
}

/// Returns the key of a record whose value, or itself, stands at a byte.
fn key_at(record: &str, at: usize) -> Option<String> {
    let mut found = None;
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(record).ok()?;
    let mut from = 0;
    for key in fields.keys() {
        // Keys stand in order and are written as they are: the first such text after the last key's value is it.
        let written = format!("\"{key}\":");
        let start = from + record.get(from..)?.find(&written)?;
        if start > at {
            break;
        }
        found = Some(key.clone());
        from = start + written.len();
        let value = serde_json::to_string(&fields[key]).ok()?;
        from += value.len();
    }
    found.filter(|_| at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_place() {
        let record = r#"{"id":"a \"when\":","labels":{"en":"x"},"when":"2020"}"#;
        let key = |part: &str| key_at(record, record.rfind(part).unwrap());
        assert_eq!(key_at(record, 0), None);
        assert_eq!(key("2020").as_deref(), Some("when"));
        assert_eq!(key("x").as_deref(), Some("labels"));
        assert_eq!(key_at(record, 8).as_deref(), Some("id"));
    }
}
