//! `predicates.json` to predicates.

use std::collections::BTreeSet;

use super::decode::{Decoded, decode};
use super::fields::Step;
use super::reader::{Reader, Record, key};
use super::record::{PredicateRecord, PredicatesFile, Raw};
use super::texts::Text;
use crate::model::{
    ClaimKind, EntityKind, KindId, Pairs, Predicate, PredicateId, Range, ValueKind,
};

/// Reads a file, and returns its predicates that have opposites, to be resolved once all are read.
pub(super) fn read<'f>(reader: &mut Reader<'f>) -> Vec<(Record<'f>, PredicateId)> {
    let records = reader
        .each_record::<PredicatesFile<Raw<'_>>, PredicateId>("predicates", |file| file.predicates);
    let records = records.into_iter();
    records
        .filter_map(|record| read_one(reader, record))
        .collect()
}

/// Reads one predicate, and returns it if it has opposites to resolve.
fn read_one<'f>(reader: &mut Reader<'f>, record: Record<'f>) -> Option<(Record<'f>, PredicateId)> {
    let (id, Decoded { fields, whole }) =
        reader.take::<PredicateId, PredicateRecord<'_>>(record, decode(record.raw))?;
    reader.need(record, "id", fields.id.as_ref());
    let kind = reader.need(record, "kind", fields.kind.as_ref());
    let kind = kind.and_then(|kind| reader.word(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", fields.labels.as_ref());
    let inverse = match &fields.inverse {
        Some(inverse) => reader.labels(record, "inverse", Some(inverse)),
        None => Some(Pairs::default()),
    };
    let domain = kinds(reader, record, "domain", fields.domain.as_ref());
    let kinds_of_object = kinds(reader, record, "range", fields.range.as_ref());
    let has_range = fields.range.is_some();
    let unit = match &fields.unit {
        Some(unit) => reader.word(record, &[key("unit")], unit).map(Some),
        None => Some(None),
    };
    let value = match &fields.value {
        Some(value) => reader.word(record, &[key("value")], value).map(Some),
        None => Some((kind == Some(ClaimKind::Attribute)).then_some(ValueKind::Text)),
    };
    let note = reader.text(record, "note", fields.note.as_ref());

    let id = id.filter(|_| whole)?;
    let predicate = Predicate {
        id,
        kind: kind?,
        labels: labels?,
        inverse: inverse?,
        domain: domain?,
        range: range(kind?, has_range, kinds_of_object?),
        unit: unit?,
        value: value?,
        symmetric: fields.symmetric.unwrap_or(false),
        functional: fields.functional.unwrap_or(false),
        once: fields.once.unwrap_or(false),
        opposes: Box::default(),
        note,
    };
    let handle = reader.case.predicates.push(predicate);
    reader.predicates.bind(&reader.case.pool, id, handle);
    let origin = reader.origin(record);
    reader.places.predicates.push(origin);
    fields.opposes.map(|_| (record, handle))
}

/// Returns what objects may be by the kinds that are listed for them, if there is a list.
fn range(kind: ClaimKind, has_list: bool, kinds: Box<[KindId<EntityKind>]>) -> Range {
    match kind {
        _ if !kinds.is_empty() => Range::Kinds(kinds),
        ClaimKind::Attribute => Range::Nothing,
        _ if has_list => Range::Nothing,
        _ => Range::Anything,
    }
}

/// Returns kinds, `None` when one of them is none: those left would refuse what the whole list takes.
fn kinds<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    name: &str,
    kinds: Option<&Vec<Text<'f>>>,
) -> Option<Box<[KindId<EntityKind>]>> {
    let kinds = kinds.into_iter().flatten().enumerate();
    let kinds: Vec<Option<KindId<EntityKind>>> = kinds
        .map(|(index, kind)| reader.kind(record, &[key(name), Step::Item(index)], kind))
        .collect();
    kinds.into_iter().collect()
}

/// Resolves the opposites of predicates, which may stand later in the files.
pub(super) fn link<'f>(reader: &mut Reader<'f>, opposing: Vec<(Record<'f>, PredicateId)>) {
    let mut unsure = BTreeSet::new();
    for (record, predicate) in opposing {
        let decoded = reader.decode::<PredicateRecord<'_>>(record);
        let opposes = decoded.and_then(|decoded| decoded.fields.opposes);
        let opposites = opposes.into_iter().flatten().enumerate();
        let opposites: Vec<Option<PredicateId>> = opposites
            .map(|(index, id)| reader.refer(record, &[key("opposes"), Step::Item(index)], &id))
            .collect();
        if opposites.contains(&None) {
            unsure.insert(predicate);
        }
        reader.case.predicates[predicate].opposes = opposites.into_iter().flatten().collect();
    }
    // A predicate that may mean another one than it names neither opposes nor is opposed in vain.
    for predicate in reader.case.predicates.handles() {
        let opposes = &reader.case.predicates[predicate].opposes;
        let sure = opposes
            .iter()
            .copied()
            .filter(|other| !unsure.contains(&predicate) && !unsure.contains(other));
        let sure = sure.collect();
        reader.case.predicates[predicate].opposes = sure;
    }
}
