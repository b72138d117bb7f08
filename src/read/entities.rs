//! `entities.json` to entities.

use super::reader::{Reader, key};
use super::record::{EntitiesFile, EntityRecord, Raw};
use crate::model::{Entity, EntityId};

pub(super) fn read(reader: &mut Reader<'_>) {
    let Some(file) = reader.file::<EntitiesFile<Raw<'_>>>() else {
        return reader.entities.mark_incomplete();
    };
    for raw in file.entities {
        read_one(reader, raw);
    }
}

fn read_one<'f>(reader: &mut Reader<'f>, raw: Raw<'f>) -> Option<()> {
    let record = reader.record(raw);
    let id = reader.declare::<EntityId>(record);
    let decoded: EntityRecord<'_> = reader.decode(record)?;
    reader.need(record, "id", decoded.id.as_ref());
    let kind = reader.need(record, "kind", decoded.kind.as_ref());
    let kind = kind.and_then(|kind| reader.word(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", decoded.labels.as_ref());
    let aliases = reader.texts(record, "aliases", decoded.aliases.as_ref());
    let ids = reader.pairs(decoded.ids.as_ref());
    let began = reader.when(record, "began", decoded.began.as_ref());
    let ended = reader.when(record, "ended", decoded.ended.as_ref());
    let derived = reader.pairs(decoded.derived.as_ref());
    let note = reader.text(decoded.note.as_ref());

    let id = id?;
    let entity = Entity {
        id,
        kind: kind?,
        labels: labels?,
        aliases,
        ids,
        began,
        ended,
        derived,
        note,
    };
    let handle = reader.case.entities.push(entity);
    reader.entities.bind(id, handle);
    let origin = reader.origin(record);
    reader.places.entities.push(origin);
    Some(())
}
