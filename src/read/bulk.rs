//! Claims by the line, in bulk: those that are plainly right are decoded on every core and merged in order.
//!
//! A claim is plain when it decodes, all it names is known, and it has neither evidence nor links. Any other line goes
//! the careful way of [`claims`], in its place in the order, so that faults are found and worded in one way only.

use hashbrown::HashMap;
use rayon::prelude::*;

use super::claims;
use super::decode::decode;
use super::ids::{Ids, is_id};
use super::limits;
use super::reader::{Reader, lines};
use super::record::{ClaimRecord, Text};
use crate::model::{
    Claim, ClaimId, EntityId, Handle, Modality, Polarity, Pool, PredicateId, Quantity, SourceId,
    Unit, Word,
};
use crate::text::stretches;

/// How many bytes of lines are decoded together: enough to be worth a thread, few enough to stay in its cache.
const STRETCH: usize = 1 << 20;

/// Reads the lines of the file that the reader is at.
pub(super) fn read(reader: &mut Reader<'_>, watch: &(dyn Fn(u64, u64) + Sync)) {
    let body = reader.body();
    let stretches = stretches(body.as_bytes(), STRETCH);
    let known = Known::of(reader);
    let decode = |range: &std::ops::Range<usize>| -> Vec<Line<'_>> {
        lines(&body[range.clone()])
            .map(|line| known.plain(line).map_or(Line::Other(line), Line::Plain))
            .collect()
    };
    if let [only] = stretches.as_slice() {
        return merge(reader, decode(only));
    }
    let mut decoded: Vec<Vec<Line<'_>>> = Vec::new();
    for (round, ranges) in stretches
        .chunks(8 * rayon::current_num_threads())
        .enumerate()
    {
        let last = std::mem::take(&mut decoded);
        if round == 1 {
            make_room(reader, &last, body.len());
        }
        // The next are decoded while the last are merged.
        (decoded, ()) = rayon::join(
            || ranges.par_iter().map(&decode).collect(),
            || last.into_iter().for_each(|lines| merge(reader, lines)),
        );
        let read = ranges.last().map_or(0, |range| range.end as u64);
        watch(read, body.len() as u64);
    }
    decoded.into_iter().for_each(|lines| merge(reader, lines));
}

/// A line, decoded if it is plainly right.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every line is plain, and a box for each would cost more than the room it spares"
)]
enum Line<'f> {
    Plain(Plain<'f>),
    Other(&'f str),
}

/// A claim without fault, as far as can be told without those before it.
struct Plain<'f> {
    line: &'f str,
    id: Text<'f>,
    source: SourceId,
    speaker: Option<EntityId>,
    subject: EntityId,
    predicate: PredicateId,
    object: Option<EntityId>,
    quantity: Option<Quantity>,
    when: Option<Text<'f>>,
    said_on: Option<Text<'f>>,
    modality: Modality,
    polarity: Polarity,
    occasion: Option<Text<'f>>,
    tags: Vec<Text<'f>>,
    quote: Option<Text<'f>>,
    summary: Option<Text<'f>>,
}

/// The records that claims can name, by id.
struct Known {
    entities: ById<EntityId>,
    predicates: ById<PredicateId>,
    sources: ById<SourceId>,
}

/// Handles by id. Those of sixteen bytes at most stand in the table itself: to look one up costs one access to memory.
struct ById<H> {
    short: HashMap<(u64, u64), H>,
    long: HashMap<Box<str>, H>,
}

impl Known {
    fn of(reader: &Reader<'_>) -> Self {
        let pool = &reader.case.pool;
        Self {
            entities: ById::of(&reader.entities, pool),
            predicates: ById::of(&reader.predicates, pool),
            sources: ById::of(&reader.sources, pool),
        }
    }

    /// Returns the claim of a line, if it is plain.
    fn plain<'f>(&self, line: &'f str) -> Option<Plain<'f>> {
        if line.len() > limits::LINE {
            return None;
        }
        let fields = decode::<ClaimRecord<'f>>(line)?.fields;
        let is_special =
            fields.evidence.is_some() || fields.derived.is_some() || claims::is_linked(&fields);
        let tags = fields.tags.unwrap_or_default();
        if is_special || tags.iter().any(is_empty) {
            return None;
        }
        Some(Plain {
            line,
            id: fields.id?,
            source: self.sources.get(&fields.source?)?,
            speaker: each(fields.speaker, |id| self.entities.get(&id))?,
            subject: self.entities.get(&fields.subject?)?,
            predicate: self.predicates.get(&fields.predicate?)?,
            object: each(fields.object, |id| self.entities.get(&id))?,
            quantity: each(fields.quantity, |text| quantity(&text))?,
            when: fields.when,
            said_on: fields.said_on,
            modality: word(fields.modality, Modality::Asserted)?,
            polarity: word(fields.polarity, Polarity::Affirmed)?,
            occasion: each(fields.occasion, filled)?,
            tags,
            quote: each(fields.quote, filled)?,
            summary: each(fields.summary, filled)?,
        })
    }
}

impl<H: Copy> ById<H> {
    fn of(ids: &Ids<H>, pool: &Pool) -> Self {
        let (mut short, mut long) = (HashMap::new(), HashMap::new());
        for (id, handle) in ids.sound() {
            let id = pool.get(id);
            match packed(id) {
                Some(id) => short.insert(id, handle),
                None => long.insert(id.into(), handle),
            };
        }
        Self { short, long }
    }

    fn get(&self, id: &str) -> Option<H> {
        match packed(id) {
            Some(id) => self.short.get(&id).copied(),
            None => self.long.get(id).copied(),
        }
    }
}

/// Returns a short id as two words, filled up with zeroes, in which no id ends.
fn packed(id: &str) -> Option<(u64, u64)> {
    if id.len() > 16 || id.ends_with('\0') {
        return None;
    }
    let mut bytes = [0; 16];
    bytes[..id.len()].copy_from_slice(id.as_bytes());
    let [low, high] = [&bytes[..8], &bytes[8..]].map(|half| {
        let mut word = [0; 8];
        word.copy_from_slice(half);
        u64::from_le_bytes(word)
    });
    Some((low, high))
}

/// Returns what becomes of a value that is there, `None` if nothing does.
fn each<T, U>(value: Option<T>, to: impl FnOnce(T) -> Option<U>) -> Option<Option<U>> {
    match value {
        Some(value) => to(value).map(Some),
        None => Some(None),
    }
}

fn word<W: Word>(word: Option<Text<'_>>, absent: W) -> Option<W> {
    word.map_or(Some(absent), |word| W::from_word(&word))
}

fn is_empty(text: &Text<'_>) -> bool {
    text.trim().is_empty()
}

fn filled(text: Text<'_>) -> Option<Text<'_>> {
    (!is_empty(&text)).then_some(text)
}

/// Returns the quantity of a text, unless it counts things, whose names are for the case to hold.
fn quantity(text: &str) -> Option<Quantity> {
    let quantity = Quantity::parse(text, &mut Pool::default()).ok()?;
    (!matches!(quantity.unit, Unit::Count(_))).then_some(quantity)
}

fn merge<'f>(reader: &mut Reader<'f>, lines: Vec<Line<'f>>) {
    for line in lines {
        match line {
            Line::Plain(plain) => {
                let line = plain.line;
                if merge_one(reader, plain).is_none() {
                    claims::read_line(reader, line);
                }
            }
            Line::Other(line) => claims::read_line(reader, line),
        }
    }
}

/// Adds a plain claim, unless its id is none or was there before, or a date of it is the first of its kind.
fn merge_one<'f>(reader: &mut Reader<'f>, plain: Plain<'f>) -> Option<()> {
    if !is_id(&plain.id) {
        return None;
    }
    let when = each(plain.when, |text| reader.whens.get(&*text).copied())?;
    let said_on = each(plain.said_on, |text| reader.whens.get(&*text).copied())?;
    let case = &mut reader.case;
    let id = case.pool.intern(&plain.id);
    let handle = ClaimId::from_index(case.claims.len());
    if !reader.claims.declare(id, handle) {
        return None;
    }
    let claim = Claim {
        id,
        subject: plain.subject,
        predicate: plain.predicate,
        object: plain.object,
        quantity: plain
            .quantity
            .map(|quantity| case.quantities.push(quantity)),
        when,
        modality: plain.modality,
        polarity: plain.polarity,
        source: plain.source,
        speaker: plain.speaker,
        said_on,
        occasion: plain.occasion.map(|text| case.pool.intern(&text)),
        summary: plain.summary.map(|text| case.pool.store(&text)),
        quote: plain.quote.map(|text| case.pool.store(&text)),
    };
    let tags: Vec<_> = plain.tags.iter().map(|tag| case.pool.intern(tag)).collect();
    case.claims.push(claim, [], tags, []);
    let origin = reader.line_origin(plain.line);
    reader.places.claims.push(origin);
    Some(())
}

/// Makes room for as many claims as there will be if all lines are like the first, so that no table grows by copying.
fn make_room(reader: &mut Reader<'_>, first: &[Vec<Line<'_>>], bytes: usize) {
    let times = bytes / (first.len() * STRETCH).max(1) + 1;
    let claims = times * first.iter().map(Vec::len).sum::<usize>();
    reader.case.pool.reserve(2 * claims, claims, bytes / 2);
    reader.case.quantities.reserve(claims);
    reader.case.claims.reserve(claims);
    reader.places.claims.reserve(claims);
}
