//! `predicates.json` to predicates.

use super::fields::Step;
use super::reader::{Reader, Record, key};
use super::record::{PredicateRecord, PredicatesFile, Raw, Text};
use crate::model::{EntityKind, Labels, Predicate, PredicateId};

pub(super) fn read(reader: &mut Reader<'_>) {
    let Some(file) = reader.file::<PredicatesFile<Raw<'_>>>() else {
        return reader.predicates.mark_incomplete();
    };
    let opposing: Vec<_> = file
        .predicates
        .into_iter()
        .filter_map(|raw| read_one(reader, raw))
        .collect();
    link(reader, opposing);
}

/// Reads one predicate, and returns it if it has opposites to resolve.
fn read_one<'f>(reader: &mut Reader<'f>, raw: Raw<'f>) -> Option<(Record<'f>, PredicateId)> {
    let record = reader.record(raw);
    let id = reader.declare::<PredicateId>(record);
    let decoded: PredicateRecord<'_> = reader.decode(record)?;
    reader.need(record, "id", decoded.id.as_ref());
    let kind = reader.need(record, "kind", decoded.kind.as_ref());
    let kind = kind.and_then(|kind| reader.word(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", decoded.labels.as_ref());
    let inverse = match &decoded.inverse {
        Some(inverse) => reader.labels(record, "inverse", Some(inverse)),
        None => Some(Labels::default()),
    };
    let domain = kinds(reader, record, "domain", decoded.domain.as_ref());
    let range = kinds(reader, record, "range", decoded.range.as_ref());
    let unit = decoded
        .unit
        .as_ref()
        .and_then(|unit| reader.word(record, &[key("unit")], unit));
    let note = reader.text(decoded.note.as_ref());

    let id = id?;
    let predicate = Predicate {
        id,
        kind: kind?,
        labels: labels?,
        inverse: inverse?,
        domain,
        range,
        unit,
        symmetric: decoded.symmetric.unwrap_or(false),
        functional: decoded.functional.unwrap_or(false),
        opposes: Box::default(),
        note,
    };
    let handle = reader.case.predicates.push(predicate);
    reader.predicates.bind(id, handle);
    let origin = reader.origin(record);
    reader.places.predicates.push(origin);
    decoded.opposes.map(|_| (record, handle))
}

fn kinds<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    name: &str,
    kinds: Option<&Vec<Text<'f>>>,
) -> Box<[EntityKind]> {
    let kinds = kinds.into_iter().flatten().enumerate();
    kinds
        .filter_map(|(index, kind)| reader.word(record, &[key(name), Step::Item(index)], kind))
        .collect()
}

/// Resolves the opposites of predicates, which may stand later in the file.
fn link<'f>(reader: &mut Reader<'f>, opposing: Vec<(Record<'f>, PredicateId)>) {
    for (record, predicate) in opposing {
        let Some(decoded) = reader.decode::<PredicateRecord<'_>>(record) else {
            continue;
        };
        let opposites = decoded.opposes.into_iter().flatten().enumerate();
        let opposites = opposites
            .filter_map(|(index, id)| {
                reader.refer(record, &[key("opposes"), Step::Item(index)], &id)
            })
            .collect();
        reader.case.predicates[predicate].opposes = opposites;
    }
}
