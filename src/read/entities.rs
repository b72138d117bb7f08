//! `entities.json` to entities.

use super::decode::Decoded;
use super::reader::{Reader, Record, decode_each, key};
use super::record::{EntitiesFile, EntityRecord, Raw};
use crate::model::{Entity, EntityId};

pub(super) fn read(reader: &mut Reader<'_>) {
    let records =
        reader.each_record::<EntitiesFile<Raw<'_>>, EntityId>("entities", |file| file.entities);
    reader.make_room::<EntityId>(records.len());
    decode_each(&records, |record, decoded| {
        read_one(reader, record, decoded);
    });
}

fn read_one<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    decoded: Option<Decoded<EntityRecord<'f>>>,
) -> Option<()> {
    let (id, Decoded { fields, whole }) = reader.take::<EntityId, _>(record, decoded)?;
    reader.need(record, "id", fields.id.as_ref());
    let kind = reader.need(record, "kind", fields.kind.as_ref());
    let kind = kind.and_then(|kind| reader.kind(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", fields.labels.as_ref());
    let aliases = reader.texts(record, "aliases", fields.aliases.as_ref());
    let ids = reader.pairs(record, "ids", fields.ids.as_ref());
    let began = reader.when(record, "began", fields.began.as_ref());
    let ended = reader.when(record, "ended", fields.ended.as_ref());
    let derived = reader.pairs(record, "derived", fields.derived.as_ref());
    let note = reader.text(record, "note", fields.note.as_ref());

    let id = id.filter(|_| whole)?;
    let entity = Entity {
        id,
        kind: kind?,
        labels: labels?,
        aliases: reader.case.spans.keep_texts(aliases),
        ids: reader.case.spans.keep_pairs(ids),
        began,
        ended,
        derived: reader.case.spans.keep_pairs(derived),
        note,
    };
    let handle = reader.case.entities.push(entity);
    reader.entities.bind(&reader.case.pool, id, handle);
    let origin = reader.origin(record);
    reader.places.entities.push(origin);
    Some(())
}
