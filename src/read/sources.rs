//! `sources.json` to sources.

use super::reader::{Reader, Record, key};
use super::record::{Raw, SourceRecord, SourcesFile, TextRecord};
use crate::diagnostic::Code;
use crate::model::{EntityId, HeldText, Sha256, Source, SourceId};

pub(super) fn read(reader: &mut Reader<'_>) {
    let Some(file) = reader.file::<SourcesFile<Raw<'_>>>() else {
        return reader.sources.mark_incomplete();
    };
    let reported: Vec<_> = file
        .sources
        .into_iter()
        .filter_map(|raw| read_one(reader, raw))
        .collect();
    link(reader, reported);
}

/// Reads one source, and returns it if it is reported in another that is to be resolved.
fn read_one<'f>(reader: &mut Reader<'f>, raw: Raw<'f>) -> Option<(Record<'f>, SourceId)> {
    let record = reader.record(raw);
    let id = reader.declare::<SourceId>(record);
    let decoded: SourceRecord<'_> = reader.decode(record)?;
    reader.need(record, "id", decoded.id.as_ref());
    let kind = reader.need(record, "kind", decoded.kind.as_ref());
    let kind = kind.and_then(|kind| reader.word(record, &[key("kind")], kind));
    let labels = reader.labels(record, "labels", decoded.labels.as_ref());
    let maker = maker(reader, record, &decoded);
    let said_on = reader.when(record, "said_on", decoded.said_on.as_ref());
    let text = decoded
        .text
        .as_ref()
        .and_then(|text| held_text(reader, record, text));
    let derived = reader.pairs(decoded.derived.as_ref());
    let note = reader.text(decoded.note.as_ref());

    let id = id?;
    let source = Source {
        id,
        kind: kind?,
        labels: labels?,
        maker: maker?,
        said_on,
        reported_in: None,
        text,
        derived,
        note,
    };
    let handle = reader.case.sources.push(source);
    reader.sources.bind(id, handle);
    let origin = reader.origin(record);
    reader.places.sources.push(origin);
    decoded.reported_in.map(|_| (record, handle))
}

fn maker<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    decoded: &SourceRecord<'f>,
) -> Option<EntityId> {
    match decoded.maker.as_deref() {
        Some(maker) if !maker.trim().is_empty() => reader.refer(record, &[key("maker")], maker),
        _ => {
            let hint = "name its maker, if only as an entity \"unnamed …\"";
            let message = "the source does not say whose words it holds";
            reader.fault(
                record,
                &[key("maker")],
                Code::EmptyAttribution,
                message,
                Some(hint),
            );
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
        let message = "the key `code_points` is missing";
        reader.fault(record, &[key("text")], Code::MissingKey, message, None);
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

/// Resolves which source reports which, since either may stand first in the file.
fn link<'f>(reader: &mut Reader<'f>, reported: Vec<(Record<'f>, SourceId)>) {
    for (record, source) in reported {
        let decoded = reader.decode::<SourceRecord<'_>>(record);
        let outer = decoded.and_then(|decoded| decoded.reported_in);
        let outer = outer.and_then(|outer| reader.refer(record, &[key("reported_in")], &outer));
        reader.case.sources[source].reported_in = outer;
    }
}
