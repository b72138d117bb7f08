//! What the readers of the several files share: the case as it grows, and the faults.

use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::decode::{Decoded, Fault, decode, take_apart};
use super::fields::{Fields, Step, part};
use super::folder::Part;
use super::ids::{Ids, Referred};
use super::kinds::KnownKinds;
use super::limits;
use super::lookup::Lookup;
use super::places::{Origin, Places};
use super::record::{Identified, Raw};
use super::syntax;
use super::texts::Text;
use crate::diagnostic::{Capped, Code, Diagnostic};
use crate::model::{Case, ClaimId, EntityId, PredicateId, SourceId, TextId, Thing, WhenId};
use crate::text::{File, Place};

/// Reads files into one case.
pub(super) struct Reader<'f> {
    files: &'f [File],
    file: usize,
    pub case: Case,
    pub places: Places,
    diagnostics: Capped<Diagnostic>,
    pub entities: Ids<EntityId>,
    pub predicates: Ids<PredicateId>,
    pub sources: Ids<SourceId>,
    pub claims: Ids<ClaimId>,
    pub kinds: KnownKinds<'f>,
    /// The dates so far, by the way they are written.
    pub whens: Lookup<WhenId>,
    /// The claims with links, faulty ones without a handle, resolved once all claims are read.
    pub linked: Vec<(Record<'f>, Option<ClaimId>)>,
}

/// A record as it stands in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'f> {
    file: usize,
    pub raw: &'f str,
}

impl<'f> Reader<'f> {
    /// Returns a reader of files, some of which could not be loaded.
    pub fn new(files: &'f [File], faults: Vec<Diagnostic>, unusable: &[Part]) -> Self {
        let mut reader = Self {
            files,
            file: 0,
            case: Case::default(),
            places: Places::default(),
            diagnostics: faults.into(),
            entities: Ids::new("entity", Code::UnknownEntity),
            predicates: Ids::new("predicate", Code::UnknownPredicate),
            sources: Ids::new("source", Code::UnknownSource),
            claims: Ids::new("claim", Code::UnknownClaim),
            kinds: KnownKinds::built_in(),
            whens: Lookup::default(),
            linked: Vec::new(),
        };
        for part in unusable {
            match part {
                Part::Kinds => reader.kinds.complete = false,
                Part::Entities => reader.entities.mark_incomplete(),
                Part::Predicates => reader.predicates.mark_incomplete(),
                Part::Sources => reader.sources.mark_incomplete(),
                Part::Claims => reader.claims.mark_incomplete(),
            }
        }
        reader
    }

    pub fn begin(&mut self, file: usize) {
        self.file = file;
    }

    pub fn finish(self) -> (Case, Places, Capped<Diagnostic>) {
        (self.case, self.places, self.diagnostics)
    }

    /// Decodes the whole file, whose sort the type names; reports one that is no JSON of that shape.
    pub fn file<T: Deserialize<'f>>(&mut self) -> Option<(Record<'f>, T)> {
        let (file, body) = (&self.files[self.file], self.body());
        let record = Record {
            file: self.file,
            raw: body.trim(),
        };
        if let Some(decoded) = decode(body) {
            return Some((record, decoded.fields));
        }
        if let Err(error) = serde_json::from_str::<IgnoredAny>(body) {
            self.faults(vec![syntax::fault(file, body, &error)]);
            return None;
        }
        self.decode(record).map(|decoded| (record, decoded.fields))
    }

    /// Returns the records of a file; reports a file without the key that holds them.
    pub fn records(
        &mut self,
        file: Record<'f>,
        name: &str,
        records: Option<Vec<Raw<'f>>>,
    ) -> Option<Vec<Raw<'f>>> {
        if records.is_none() {
            self.missing(file, &[], name);
        }
        records
    }

    /// Returns every record of the file being read: its lines, or the items that `items` takes out of it as a whole.
    pub fn each_record<T: Deserialize<'f>, H: Referred>(
        &mut self,
        name: &str,
        items: impl FnOnce(T) -> Option<Vec<Raw<'f>>>,
    ) -> Vec<Record<'f>> {
        let mut records = Vec::new();
        if self.is_lines() {
            return self.line_records();
        }
        let file = self.file::<T>();
        match file.and_then(|(file, fields)| self.records(file, name, items(fields))) {
            Some(items) => records.extend(items.into_iter().map(|raw| self.record(raw))),
            None => H::ids(self).mark_incomplete(),
        }
        records
    }

    /// Returns the lines of the file being read.
    pub fn line_records(&self) -> Vec<Record<'f>> {
        let file = self.file;
        let lines = lines(self.body());
        lines.map(|raw| Record { file, raw }).collect()
    }

    /// Makes room for so many more records, each with an id and a label at least, so that no table grows step by step.
    pub fn make_room<H: Referred>(&mut self, records: usize) {
        self.case.pool.reserve_interned(records);
        let (ids, pool) = H::ids_and_pool(self);
        ids.reserve(pool, records);
    }

    /// Lets go of the memory of a stretch of the file being read.
    pub fn release(&self, stretch: &'f str) {
        let file = &self.files[self.file];
        file.release(file.range_of(stretch));
    }

    /// Returns whether each line of the file being read is a record.
    pub fn is_lines(&self) -> bool {
        is_lines(self.files[self.file].path())
    }

    /// Returns the text of the file being read, after any byte order mark.
    pub fn body(&self) -> &'f str {
        let text = self.files[self.file].text();
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }

    /// Returns a record as it was decoded, or as much of it as can be, with its id as declared; reports what is wrong.
    pub fn take<H: Referred, R: Deserialize<'f> + Identified>(
        &mut self,
        record: Record<'f>,
        decoded: Option<Decoded<R>>,
    ) -> Option<(Option<TextId>, Decoded<R>)> {
        self.file = record.file;
        if let Some(decoded) = decoded.filter(|_| record.raw.len() <= limits::LINE) {
            let id = self.declare::<H>(record, decoded.fields.id());
            return Some((id, decoded));
        }
        if self.is_lines() && self.line(record.raw).is_none() {
            H::ids(self).mark_incomplete();
            return None;
        }
        let id = raw_id(record);
        let id = self.declare::<H>(record, id.as_deref());
        Some((id, self.decode(record)?))
    }

    /// Returns the record that a line is; reports a line that is too long or no JSON.
    pub fn line(&mut self, line: &'f str) -> Option<Record<'f>> {
        let file = &self.files[self.file];
        let over = limits::check(line, self.file, file.range_of(line).start);
        if !over.is_empty() {
            self.diagnostics.extend(over);
            return None;
        }
        if let Err(error) = serde_json::from_str::<IgnoredAny>(line) {
            self.faults(vec![syntax::fault(file, line, &error)]);
            return None;
        }
        Some(self.line_record(line))
    }

    /// Returns a record of the file being read.
    pub fn record(&self, raw: Raw<'f>) -> Record<'f> {
        Record {
            file: self.file,
            raw: raw.get(),
        }
    }

    /// Decodes a record, reporting every fault of one that has any.
    pub fn decode<R: Deserialize<'f>>(&mut self, record: Record<'f>) -> Option<Decoded<R>> {
        decode(record.raw).or_else(|| {
            self.file = record.file;
            let (decoded, faults) = take_apart(record.raw);
            self.faults(faults);
            decoded
        })
    }

    /// Returns where a record stands.
    pub fn origin(&self, record: Record<'f>) -> Origin {
        Origin {
            file: u32::try_from(record.file).expect("fewer than 2^32 files"),
            start: self.files[record.file].range_of(record.raw).start,
            len: u32::try_from(record.raw.len())
                .expect("a record is shorter than its longest lines allow"),
        }
    }

    /// Returns the record that a line of the file being read should be.
    pub fn line_record(&self, line: &'f str) -> Record<'f> {
        Record {
            file: self.file,
            raw: line,
        }
    }

    /// Returns where a thing stands, for people.
    pub fn place(&self, thing: Thing) -> (String, Place) {
        let origin = self.places.origin(thing);
        let file = &self.files[origin.file as usize];
        let path = file.path().to_string_lossy().into_owned();
        (path, file.place(origin.start))
    }

    /// Returns where a record stands, for people.
    pub fn place_of(&self, record: Record<'f>) -> (String, Place) {
        let file = &self.files[record.file];
        let path = file.path().to_string_lossy().into_owned();
        (path, file.place(file.range_of(record.raw).start))
    }

    /// Reports a fault at a path of keys in a record; at the record itself where the path ends early.
    pub fn fault(
        &mut self,
        record: Record<'f>,
        path: &[Step<'_>],
        code: Code,
        message: impl Into<String>,
        hint: Option<&str>,
    ) {
        self.file = record.file;
        let span = self.files[record.file].range_of(part(record.raw, path));
        self.report(code, span, message.into(), hint);
    }

    /// Returns the value of a key that a record needs; reports one that is absent or empty.
    pub fn need<'t>(
        &mut self,
        record: Record<'f>,
        name: &str,
        text: Option<&'t Text<'f>>,
    ) -> Option<&'t str> {
        let Some(text) = text else {
            self.missing(record, &[], name);
            return None;
        };
        self.filled(record, &[key(name)], text)
    }

    /// Returns whether a key stands in a record, if only with a value that was lost by a fault.
    pub fn has(&self, record: Record<'f>, name: &str) -> bool {
        has(record.raw, name)
    }

    /// Reports a key that is absent from a record, or from an object in it; one that was lost by a fault is not absent.
    pub fn missing(&mut self, record: Record<'f>, path: &[Step<'_>], name: &str) {
        let object = part(record.raw, path);
        if has(object, name) {
            return;
        }
        self.file = record.file;
        let start = self.files[record.file].range_of(object).start;
        let message = format!("the key `{name}` is missing");
        let hint = example(name).map(|example| format!("add it, such as \"{name}\": {example}"));
        self.report(Code::MissingKey, start..start + 1, message, hint.as_deref());
    }

    /// Returns a text that must say something; reports an empty one.
    pub fn filled<'t>(
        &mut self,
        record: Record<'f>,
        path: &[Step<'_>],
        text: &'t str,
    ) -> Option<&'t str> {
        if text.trim().is_empty() {
            self.fault(
                record,
                path,
                Code::EmptyValue,
                "the text is empty",
                Some("say something, or leave it out"),
            );
            return None;
        }
        Some(text)
    }

    fn faults(&mut self, faults: Vec<Fault<'f>>) {
        for fault in faults {
            let span = self.files[self.file].range_of(fault.at);
            self.report(fault.code, span, fault.message, fault.hint.as_deref());
        }
    }

    fn report(&mut self, code: Code, span: Range<usize>, message: String, hint: Option<&str>) {
        self.diagnostics.push(Diagnostic {
            code,
            file: self.file,
            span,
            message,
            hint: hint.map(str::to_owned),
        });
    }
}

/// Decodes records on every core, some at a time, and hands each on in order; those with faults undecoded.
pub(super) fn decode_each<'f, R: Deserialize<'f> + Send>(
    records: &[Record<'f>],
    mut take: impl FnMut(Record<'f>, Option<Decoded<R>>) + Send,
) {
    /// Enough to be worth a thread, few enough that what was decoded and not taken yet is little.
    const TOGETHER: usize = 1 << 13;
    let decoded = |record: &Record<'f>| decode(record.raw);
    if records.len() <= TOGETHER {
        return records
            .iter()
            .for_each(|record| take(*record, decoded(record)));
    }
    let mut last: Vec<(Record<'f>, Option<Decoded<R>>)> = Vec::new();
    for records in records.chunks(TOGETHER) {
        // The next are decoded while the last are taken.
        (last, ()) = rayon::join(
            || {
                records
                    .par_iter()
                    .map(|record| (*record, decoded(record)))
                    .collect()
            },
            || {
                last.into_iter()
                    .for_each(|(record, decoded)| take(record, decoded))
            },
        );
    }
    last.into_iter()
        .for_each(|(record, decoded)| take(record, decoded));
}

/// Returns the id of a record that may not decode as a whole.
pub(super) fn raw_id(record: Record<'_>) -> Option<String> {
    let fields = Fields::of(record.raw)?;
    serde_json::from_str(fields.value("id")?.get()).ok()
}

/// Returns whether a file holds a record a line, by its name.
pub(super) fn is_lines(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "jsonl")
}

/// Returns the lines of a text that say something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let lines = ends.scan(0, |start, end| {
        let line = &text[*start..end];
        *start = end + 1;
        Some(line.trim_ascii())
    });
    lines.filter(|line| !line.is_empty())
}

/// Returns the step to the value of a key.
pub(super) fn key(name: &str) -> Step<'_> {
    Step::Key(name.into())
}

fn has(object: &str, name: &str) -> bool {
    Fields::of(object).is_some_and(|fields| fields.value(name).is_some())
}

/// Returns an example of the value of a key that records need.
fn example(name: &str) -> Option<&'static str> {
    Some(match name {
        "id" => "\"musk\"",
        "kind" => "\"person\"; `claimgraph schema` lists the kinds",
        "labels" => "{\"en\": \"Elon Musk\"}",
        "subject" => "\"musk\", an id of entities.json",
        "under" => "\"company\", a built-in kind or one of kinds.json",
        "predicate" => "\"donated_to\", an id of predicates.json",
        "start" | "end" => "12, counted in characters from the start of the text",
        "quote" => "\"…\", the words that stand there",
        "code_points" => "5247, the length of the text in characters",
        "kinds" | "entities" | "predicates" | "sources" | "claims" => "[]",
        _ => return None,
    })
}
