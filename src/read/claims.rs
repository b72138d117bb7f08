//! `claims/<source>.json` to claims.

use super::decode::{Decoded, decode};
use super::fields::Step;
use super::object::Object;
use super::reader::{Reader, Record, key};
use super::record::{ClaimRecord, ClaimsFile, EvidenceRecord, Raw};
use super::texts::Text;
use crate::diagnostic::Code;
use crate::model::{
    Claim, ClaimId, Context, Derived, Evidence, EvidenceError, Handle, Link, LinkKind, Modality,
    Particulars, Polarity, PredicateId, SourceId, TextId, ValueKind, Word,
};

pub(super) fn read(reader: &mut Reader<'_>) {
    let Some((file, fields)) = reader.file::<ClaimsFile<Raw<'_>, Text<'_>>>() else {
        return reader.claims.mark_incomplete();
    };
    let header = read_header(reader, file, fields.source.as_ref());
    let Some(records) = reader.records(file, "claims", fields.claims) else {
        return reader.claims.mark_incomplete();
    };
    for raw in records {
        let record = reader.record(raw);
        read_one(reader, record, header);
    }
}

/// Reads a line that is a claim of its own, reporting all that is wrong with it.
pub(super) fn read_line<'f>(reader: &mut Reader<'f>, line: &'f str) {
    let record = reader.line_record(line);
    read_one(reader, record, Header::Absent);
}

/// The source that a file names for its claims.
#[derive(Clone, Copy)]
enum Header {
    Absent,
    /// It names none that can be used, which was reported once for all its claims.
    Faulty,
    Source(SourceId),
}

fn read_header<'f>(reader: &mut Reader<'f>, file: Record<'f>, source: Option<&Text<'f>>) -> Header {
    let path = [key("source")];
    match source {
        None if reader.has(file, "source") => Header::Faulty,
        None => Header::Absent,
        Some(id) if id.trim().is_empty() => {
            let message = "the file does not say which source its claims are from";
            let hint = "name a source of sources.json";
            reader.fault(file, &path, Code::EmptyAttribution, message, Some(hint));
            Header::Faulty
        }
        Some(id) => reader
            .refer(file, &path, id)
            .map_or(Header::Faulty, Header::Source),
    }
}

fn read_one<'f>(reader: &mut Reader<'f>, record: Record<'f>, header: Header) {
    let taken = reader.take::<ClaimId, ClaimRecord<'_>>(record, decode(record.raw));
    let Some((id, decoded)) = taken else {
        return;
    };
    let claim = read_fields(reader, record, id, &decoded, header);
    if is_linked(&decoded.fields) {
        reader.linked.push((record, claim));
    }
}

/// Reads what a claim says, all but its links, and returns it unless it has a fault that leaves it without meaning.
fn read_fields<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    id: Option<TextId>,
    decoded: &Decoded<ClaimRecord<'f>>,
    header: Header,
) -> Option<ClaimId> {
    let Decoded { fields, whole } = decoded;
    reader.need(record, "id", fields.id.as_ref());
    let source = source(reader, record, fields.source.as_ref(), header);
    let speaker = fields.speaker.as_deref();
    let speaker = speaker.map(|id| reader.refer(record, &[key("speaker")], id));
    let subject = reader.need(record, "subject", fields.subject.as_ref());
    let subject = subject.and_then(|id| reader.refer(record, &[key("subject")], id));
    let predicate = reader.need(record, "predicate", fields.predicate.as_ref());
    let predicate: Option<PredicateId> =
        predicate.and_then(|id| reader.refer(record, &[key("predicate")], id));
    let object = fields.object.as_deref();
    let object = object.map(|id| reader.refer(record, &[key("object")], id));
    let quantity = fields.quantity.as_ref();
    let quantity = quantity.map(|text| reader.quantity(record, Some(text)));
    let value = fields.value.as_ref();
    let value = value.map(|text| {
        // Of a predicate that takes no value, or that is not known, the value is only read.
        let kind = predicate.and_then(|id| reader.case.predicates[id].value);
        reader.value(record, text, kind.unwrap_or(ValueKind::Text))
    });
    let when = reader.when(record, "when", fields.when.as_ref());
    let said_on = reader.when(record, "said_on", fields.said_on.as_ref());
    let modality = fields.modality.as_ref();
    let modality = reader.word_or(record, "modality", modality, Modality::Asserted);
    let polarity = fields.polarity.as_ref();
    let polarity = reader.word_or(record, "polarity", polarity, Polarity::Affirmed);
    let occasion = reader.text(record, "occasion", fields.occasion.as_ref());
    let tags = reader.texts(record, "tags", fields.tags.as_ref());
    let derived = reader.pairs(record, "derived", fields.derived.as_ref());
    let held = source.and_then(|source| reader.case.chain(source).pop());
    let written = fields.evidence.as_deref().unwrap_or_default();
    let (items, evidence) = evidence(reader, record, written, held);
    let contexts = contexts(reader, record, written, &items);
    let quote = reader.text(record, "quote", fields.quote.as_ref());
    let summary = reader.text(record, "summary", fields.summary.as_ref());
    let ids = reader.pairs(record, "ids", fields.ids.as_ref());
    let note = reader.text(record, "note", fields.note.as_ref());

    let id = id.filter(|_| *whole)?;
    let claim = Claim {
        subject: subject?,
        predicate: predicate?,
        // A key that is there but at fault takes the claim with it; one that is absent does not.
        object: object.map_or(Some(None), |object| object.map(Some))?,
        quantity: quantity.map_or(Some(None), |quantity| quantity.map(Some))?,
        when,
        modality: modality?,
        polarity: polarity?,
        source: source?,
        speaker: speaker.map_or(Some(None), |speaker| speaker.map(Some))?,
        occasion,
    };
    // A key that is there but at fault takes the claim with it, as above.
    let value = value.map_or(Some(None), |value| value.map(Some))?;
    let derived = derived.into_iter();
    let more = Particulars {
        id,
        said_on,
        summary,
        quote,
        evidence,
        contexts,
        tags,
        derived: derived
            .map(|(field, reason)| Derived { field, reason })
            .collect(),
        value,
        ids,
        note,
    };
    let handle = reader.case.claims.push(claim, more);
    reader.claims.bind(&reader.case.pool, id, handle);
    if items.len() < written.len() {
        reader.places.kept_evidence.insert(handle, items);
    }
    let origin = reader.origin(record);
    reader.places.claims.push(origin);
    Some(handle)
}

fn source<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    own: Option<&Text<'f>>,
    header: Header,
) -> Option<SourceId> {
    let path = [key("source")];
    match (own, header) {
        (Some(own), _) if !own.trim().is_empty() => reader.refer(record, &path, own),
        (None, _) if reader.has(record, "source") => None,
        (None, Header::Source(source)) => Some(source),
        (None, Header::Faulty) => None,
        (_, _) => {
            let hint = "name its `source`, or give the file one for all its claims";
            let message = "the claim does not say whose words it holds";
            reader.fault(record, &path, Code::EmptyAttribution, message, Some(hint));
            None
        }
    }
}

/// Returns the evidence without fault, and which of the items written that is.
fn evidence<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    written: &[Object<EvidenceRecord<'f>>],
    held: Option<SourceId>,
) -> (Vec<usize>, Vec<Evidence>) {
    let written = written.iter().enumerate();
    let good = written.filter_map(|(item, Object(one))| {
        Some((item, one_evidence(reader, record, item, one, held)?))
    });
    good.unzip()
}

/// Returns the words around the evidence without fault.
fn contexts<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    written: &[Object<EvidenceRecord<'f>>],
    items: &[usize],
) -> Vec<Context> {
    let mut contexts = Vec::new();
    for (kept, item) in items.iter().enumerate() {
        let Object(one) = &written[*item];
        let mut words = |name: &'static str, words: Option<&str>| {
            let path = [key("evidence"), Step::Item(*item), key(name)];
            let words = reader.filled(record, &path, words?)?;
            Some(reader.case.pool.store(words))
        };
        let prefix = words("prefix", one.prefix.as_deref());
        let suffix = words("suffix", one.suffix.as_deref());
        contexts.extend(Context::new(kept, prefix, suffix));
    }
    contexts
}

fn one_evidence<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    item: usize,
    one: &EvidenceRecord<'f>,
    held: Option<SourceId>,
) -> Option<Evidence> {
    let at = |name: &'static str| [key("evidence"), Step::Item(item), key(name)];
    let quoted = match one.source.as_deref() {
        Some(own) => reader.refer(record, &at("source"), own),
        None => held,
    };
    for (name, present) in [
        ("start", one.start.is_some()),
        ("end", one.end.is_some()),
        ("quote", one.quote.is_some()),
    ] {
        if !present {
            reader.missing(record, &at(name)[..2], name);
        }
    }
    let quote = one.quote.as_deref();
    let quote = quote.and_then(|quote| reader.filled(record, &at("quote"), quote));
    let (start, end, quote) = (one.start?, one.end?, quote?);
    let length = u32::try_from(quote.chars().count()).unwrap_or(u32::MAX);
    let text = reader.case.pool.store(quote);
    // Where the source is at fault, the place is looked at all the same.
    let source = quoted.unwrap_or(SourceId::from_index(0));
    match Evidence::new(source, start, end, text, length) {
        Ok(evidence) => quoted.map(|_| evidence),
        Err(error) => {
            let (code, name, hint) = match error {
                EvidenceError::Reversed => (
                    Code::EvidenceReversed,
                    "end",
                    "`end` is the place after the last character quoted".to_owned(),
                ),
                EvidenceError::Length { .. } => {
                    let end = start.saturating_add(length);
                    let hint = format!("`end` would be {end}, if `start` and `quote` are right");
                    (Code::EvidenceLength, "quote", hint)
                }
            };
            reader.fault(record, &at(name), code, error.to_string(), Some(&hint));
            None
        }
    }
}

/// Resolves the links of claims, which may lead to claims of later files.
pub(super) fn link(reader: &mut Reader<'_>) {
    let mut unlinked = reader.case.claims.handles();
    for (record, claim) in std::mem::take(&mut reader.linked) {
        let links = links(reader, record);
        let Some(claim) = claim else { continue };
        while unlinked.next().is_some_and(|before| before != claim) {
            reader.case.claims.push_links([]);
        }
        reader.case.claims.push_links(links);
    }
    reader.case.claims.skip_links(unlinked.len());
}

fn links<'f>(reader: &mut Reader<'f>, record: Record<'f>) -> Vec<Link> {
    let mut links = Vec::new();
    let Some(decoded) = reader.decode::<ClaimRecord<'_>>(record) else {
        return links;
    };
    for kind in LinkKind::ALL {
        for (index, id) in linked(&decoded.fields, *kind)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let path = [key(kind.as_str()), Step::Item(index)];
            if let Some(target) = reader.refer(record, &path, id) {
                links.push(Link::new(*kind, target));
            }
        }
    }
    links
}

/// Returns whether a claim has links.
pub(super) fn is_linked(fields: &ClaimRecord<'_>) -> bool {
    let mut kinds = LinkKind::ALL.iter();
    kinds.any(|kind| linked(fields, *kind).is_some())
}

fn linked<'r, 'f>(fields: &'r ClaimRecord<'f>, kind: LinkKind) -> Option<&'r Vec<Text<'f>>> {
    match kind {
        LinkKind::Parts => fields.parts.as_ref(),
        LinkKind::Includes => fields.includes.as_ref(),
        LinkKind::Supports => fields.supports.as_ref(),
        LinkKind::Rebuts => fields.rebuts.as_ref(),
        LinkKind::Restates => fields.restates.as_ref(),
        LinkKind::Explains => fields.explains.as_ref(),
    }
}
