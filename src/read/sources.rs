//! `sources.json` to sources.

use super::decode::Decoded;
use super::object::Object;
use super::reader::{Reader, Record, decode_each, key};
use super::record::{Raw, SourceRecord, SourcesFile, TextRecord};
use crate::diagnostic::Code;
use crate::model::{EntityId, HeldText, Sha256, Source, SourceId};

/// Reads a file, and returns its sources that are reported in others, to be resolved once all are read.
pub(super) fn read<'f>(reader: &mut Reader<'f>) -> Vec<(Record<'f>, SourceId)> {
    let records =
        reader.each_record::<SourcesFile<Raw<'_>>, SourceId>("sources", |file| file.sources);
    let mut reported = Vec::new();
    reader.make_room::<SourceId>(records.len());
    decode_each(&records, |record, decoded| {
        reported.extend(read_one(reader, record, decoded));
    });
    reported
}

/// Reads one source, and returns it if it is reported in another that is to be resolved.
fn read_one<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    decoded: Option<Decoded<SourceRecord<'f>>>,
) -> Option<(Record<'f>, SourceId)> {
    let (id, Decoded { fields, whole }) = reader.take::<SourceId, _>(record, decoded)?;
    reader.need(record, "id", fields.id.as_ref());
    let kind = reader.need(record, "kind", fields.kind.as_ref());
    let kind = kind.and_then(|kind| reader.kind(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", fields.labels.as_ref());
    let maker = maker(reader, record, &fields);
    let said_on = reader.when(record, "said_on", fields.said_on.as_ref());
    let text = fields
        .text
        .as_ref()
        .and_then(|Object(text)| held_text(reader, record, text));
    let derived = reader.pairs(record, "derived", fields.derived.as_ref());
    let note = reader.text(record, "note", fields.note.as_ref());

    let id = id.filter(|_| whole)?;
    let source = Source {
        id,
        kind: kind?,
        labels: labels?,
        maker: maker?,
        said_on,
        reported_in: None,
        text,
        derived: reader.case.spans.keep_pairs(derived),
        note,
    };
    let handle = reader.case.sources.push(source);
    reader.sources.bind(&reader.case.pool, id, handle);
    let origin = reader.origin(record);
    reader.places.sources.push(origin);
    fields.reported_in.map(|_| (record, handle))
}

fn maker<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    fields: &SourceRecord<'f>,
) -> Option<EntityId> {
    let path = [key("maker")];
    match fields.maker.as_deref() {
        Some(maker) if !maker.trim().is_empty() => reader.refer(record, &path, maker),
        None if reader.has(record, "maker") => None,
        _ => {
            let hint = "name its maker, if only as an entity \"unnamed …\"";
            let message = "the source does not say whose words it holds";
            reader.fault(record, &path, Code::EmptyAttribution, message, Some(hint));
            None
        }
    }
}

fn held_text<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    text: &TextRecord<'f>,
) -> Option<HeldText> {
    let Some(code_points) = text.code_points else {
        reader.missing(record, &[key("text")], "code_points");
        return None;
    };
    let sha256 = match text.sha256.as_deref() {
        None => None,
        Some(hex) => {
            let digest = Sha256::from_hex(hex);
            if digest.is_none() {
                let path = [key("text"), key("sha256")];
                let hint = "run `sha256sum` on the text";
                reader.fault(
                    record,
                    &path,
                    Code::InvalidSha256,
                    "this is no SHA-256 digest",
                    Some(hint),
                );
            }
            digest
        }
    };
    Some(HeldText {
        code_points,
        sha256,
    })
}

/// Resolves which source reports which, since either may stand first in the files.
pub(super) fn link<'f>(reader: &mut Reader<'f>, reported: Vec<(Record<'f>, SourceId)>) {
    for (record, source) in reported {
        let decoded = reader.decode::<SourceRecord<'_>>(record);
        let outer = decoded.and_then(|decoded| decoded.fields.reported_in);
        let outer = outer.and_then(|outer| reader.refer(record, &[key("reported_in")], &outer));
        let found = reader.case.sources.get(source);
        let found = Source {
            reported_in: outer,
            ..found
        };
        reader.case.sources.set(source, found);
    }
}
