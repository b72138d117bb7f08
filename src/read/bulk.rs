//! Claims by the line, in bulk: those that are plainly right are decoded on every core and appended in order.
//!
//! A claim is plain when its line has the [plain form](Plain), which has neither evidence nor links, and all is right that
//! it says. Plain claims that
//! follow one another are a [`Run`], a part of a case of its own, which is appended column by column. Any other line
//! goes the careful way of [`claims`], in its place in the order, so that faults are found and worded in one way only.

use rayon::prelude::*;

use super::claims;
use super::limits;
use super::lookup::Lookup;
use super::plain::Plain;
use super::reader::{Reader, lines};
use super::run::{Named, Run};
use super::texts::Text;
use crate::model::{
    Appended, Case, ClaimId, EntityId, Handle, PredicateId, SourceId, TextId, ValueKind, When,
    WhenId,
};
use crate::text::stretches;

/// How many bytes of lines are decoded together: enough to be worth a thread, few enough to stay in its cache.
const STRETCH: usize = 1 << 20;

/// Reads the lines of the file that the reader is at.
pub(super) fn read(reader: &mut Reader<'_>, known: &Known, watch: &(dyn Fn(u64, u64) + Sync)) {
    let body = reader.body();
    let stretches = stretches(body.as_bytes(), STRETCH);
    let decode = |range: &std::ops::Range<usize>| known.parts(&body[range.clone()]);
    if let [only] = stretches.as_slice() {
        return append_all(reader, decode(only));
    }
    let mut decoded: Vec<Vec<Part<'_>>> = Vec::new();
    let (mut appended, mut started) = (0, 0);
    for (round, ranges) in stretches
        .chunks(8 * rayon::current_num_threads())
        .enumerate()
    {
        let last = std::mem::take(&mut decoded);
        if round == 1 {
            make_room(reader, &last, body.len());
        }
        // The next are decoded while the last are appended.
        (decoded, ()) = rayon::join(
            || ranges.par_iter().map(&decode).collect(),
            || last.into_iter().for_each(|parts| append_all(reader, parts)),
        );
        let read = ranges.last().map_or(0, |range| range.end);
        // What was appended is looked at again only where it has faults.
        reader.release(&body[appended..started]);
        (appended, started) = (started, read);
        watch(read as u64, body.len() as u64);
    }
    decoded
        .into_iter()
        .for_each(|parts| append_all(reader, parts));
}

/// What lines are read as.
enum Part<'f> {
    Plain(Box<Run<'f>>),
    Other(&'f str),
}

/// The records that claims can name, by id.
pub(super) struct Known {
    entities: Lookup<EntityId>,
    predicates: Lookup<PredicateId>,
    sources: Lookup<SourceId>,
    /// What the values of each predicate are.
    values: Vec<Option<ValueKind>>,
}

impl Known {
    /// Returns the records of a case that lacks nothing but claims.
    pub fn of(case: &Case) -> Self {
        let entities = case.entities.iter();
        let entities = entities.map(|(handle, entity)| (case.text(entity.id), handle));
        let predicates = case.predicates.iter();
        let predicates = predicates.map(|(handle, predicate)| (case.text(predicate.id), handle));
        let values = case.predicates.iter().map(|(_, predicate)| predicate.value);
        let values = values.collect();
        let sources = case.sources.iter();
        let sources = sources.map(|(handle, source)| (case.text(source.id), handle));
        let (entities, sources) = rayon::join(|| entities.collect(), || sources.collect());
        Self {
            entities,
            predicates: predicates.collect(),
            sources,
            values,
        }
    }

    /// Returns what lines are read as.
    fn parts<'f>(&self, text: &'f str) -> Vec<Part<'f>> {
        let mut parts = Vec::new();
        let mut run = Box::<Run<'_>>::default();
        let mut lines = lines(text).peekable();
        while lines.peek().is_some() {
            let some: Vec<&'f str> = lines.by_ref().take(TOGETHER).collect();
            let plain = some.iter().map(|line| plain(line));
            let plain: Vec<Option<Plain<'f>>> = plain.collect();
            // Looked up for all of them at once, so that the processor need not wait for one table entry after another.
            let named = plain.iter().map(|plain| self.named(plain.as_ref()?));
            let named: Vec<Option<Named>> = named.collect();
            for ((text, plain), named) in some.into_iter().zip(plain).zip(named) {
                let claim = plain.zip(named);
                if claim.is_some_and(|(plain, named)| run.add(text, plain, named).is_some()) {
                    continue;
                }
                if !run.lines.is_empty() {
                    parts.push(Part::Plain(std::mem::take(&mut run)));
                }
                parts.push(Part::Other(text));
            }
        }
        if !run.lines.is_empty() {
            parts.push(Part::Plain(run));
        }
        parts
    }

    /// Returns the records that a claim names, if all are known.
    fn named(&self, fields: &Plain<'_>) -> Option<Named> {
        let entity = |id: &Option<Text<'_>>| match id {
            Some(id) => self.entities.get(id).map(Some),
            None => Some(None),
        };
        let predicate = self.predicates.get(fields.predicate.as_deref()?)?;
        Some(Named {
            subject: self.entities.get(fields.subject.as_deref()?)?,
            object: entity(&fields.object)?,
            speaker: entity(&fields.speaker)?,
            source: self.sources.get(fields.source.as_deref()?)?,
            predicate,
            value: self.values[predicate.index()],
        })
    }
}

fn plain(line: &str) -> Option<Plain<'_>> {
    let is_short = line.len() <= limits::LINE;
    is_short.then(|| Plain::of(line)).flatten()
}

/// How many lines are decoded before what they name is looked up.
const TOGETHER: usize = 64;

fn append_all<'f>(reader: &mut Reader<'f>, parts: Vec<Part<'f>>) {
    for part in parts {
        match part {
            Part::Plain(run) => append(reader, &run),
            Part::Other(line) => claims::read_line(reader, line),
        }
    }
}

/// Appends a run to the case; the lines of one that holds an id twice are read again carefully, to report it.
fn append<'f>(reader: &mut Reader<'f>, run: &Run<'f>) {
    let case = &mut reader.case;
    let texts = case.pool.store_all(&run.texts, &run.ends);
    let ids = (0..run.claims.len()).map(|place| {
        let id = run.claims.id(ClaimId::from_index(place));
        TextId::from_index(texts + id.index())
    });
    let first = case.claims.len();
    for (place, (hashed, id)) in run.hashes.iter().zip(ids.clone()).enumerate() {
        let handle = Some(ClaimId::from_index(first + place));
        if !reader.claims.insert(&case.pool, *hashed, id, handle) {
            for (hashed, id) in run.hashes.iter().zip(ids).take(place) {
                reader.claims.remove(*hashed, id);
            }
            let lines = run.lines.iter();
            return lines.for_each(|line| claims::read_line(reader, line));
        }
    }
    let whens = run.whens.texts.iter().map(|text| when(reader, text));
    let whens: Vec<WhenId> = whens.collect();
    let case = &mut reader.case;
    let interned = run.interned.texts.iter();
    let interned: Vec<TextId> = interned.map(|text| case.pool.intern(text)).collect();
    let appended = Appended {
        texts,
        quantities: case.quantities.len(),
        values: case.values.len(),
        whens: &whens,
        interned: &interned,
    };
    case.quantities.append(&run.quantities, &appended);
    case.values.append(&run.values, &appended);
    case.claims.append(&run.claims, &appended);
    for line in &run.lines {
        let origin = reader.origin(reader.line_record(line));
        reader.places.claims.push(origin);
    }
}

/// Returns the handle of a text that was found to be a date.
fn when(reader: &mut Reader<'_>, text: &str) -> WhenId {
    if let Some(known) = reader.whens.get(text) {
        return known;
    }
    let when = When::parse(text).expect("it was found to be a date");
    reader.keep_when(text, when)
}

/// Makes room for as many claims as there will be if all lines are like the first, so that no table grows by copying.
fn make_room(reader: &mut Reader<'_>, first: &[Vec<Part<'_>>], bytes: usize) {
    let times = bytes / (first.len() * STRETCH).max(1) + 1;
    let runs = || {
        first.iter().flatten().filter_map(|part| match part {
            Part::Plain(run) => Some(&**run),
            Part::Other(_) => None,
        })
    };
    let all = |of: fn(&Run<'_>) -> usize| times * runs().map(of).sum::<usize>();
    let claims = all(|run| run.lines.len());
    let case = &mut reader.case;
    case.pool
        .reserve(all(|run| run.ends.len()), all(|run| run.texts.len()));
    case.quantities.reserve(all(|run| run.quantities.len()));
    case.claims.reserve(claims);
    reader.claims.reserve(&case.pool, claims);
    reader.places.claims.reserve(claims);
}
