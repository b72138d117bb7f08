//! `claims/<source>.json` to claims.

use super::fields::Step;
use super::reader::{Reader, Record, key};
use super::record::{ClaimRecord, ClaimsFile, EvidenceRecord, Raw, Text};
use crate::diagnostic::Code;
use crate::model::{
    Claim, ClaimId, Derived, Evidence, EvidenceError, Link, LinkKind, Modality, Polarity, SourceId,
    Word,
};

pub(super) fn read(reader: &mut Reader<'_>) {
    let Some(file) = reader.file::<ClaimsFile<Raw<'_>, Raw<'_>>>() else {
        return reader.claims.mark_incomplete();
    };
    let header = match file.source {
        None => Header::Absent,
        Some(raw) => read_header(reader, raw),
    };
    for raw in file.claims {
        read_one(reader, raw, header);
    }
}

/// The source that a file names for its claims.
#[derive(Clone, Copy)]
enum Header {
    Absent,
    /// It names none that can be used, which was reported once for all its claims.
    Faulty,
    Source(SourceId),
}

fn read_header<'f>(reader: &mut Reader<'f>, raw: Raw<'f>) -> Header {
    let record = reader.record(raw);
    let Some(id) = reader.decode::<Text<'_>>(record) else {
        return Header::Faulty;
    };
    if id.trim().is_empty() {
        let message = "the file does not say which source its claims are from";
        reader.fault(
            record,
            &[],
            Code::EmptyAttribution,
            message,
            Some("name a source of sources.json"),
        );
        return Header::Faulty;
    }
    reader
        .refer(record, &[], &id)
        .map_or(Header::Faulty, Header::Source)
}

fn read_one<'f>(reader: &mut Reader<'f>, raw: Raw<'f>, header: Header) -> Option<()> {
    let record = reader.record(raw);
    let id = reader.declare::<ClaimId>(record);
    let decoded: ClaimRecord<'_> = reader.decode(record)?;
    reader.need(record, "id", decoded.id.as_ref());
    let source = source(reader, record, decoded.source.as_ref(), header);
    let subject = reader.need(record, "subject", decoded.subject.as_ref());
    let subject = subject.and_then(|id| reader.refer(record, &[key("subject")], id));
    let predicate = reader.need(record, "predicate", decoded.predicate.as_ref());
    let predicate = predicate.and_then(|id| reader.refer(record, &[key("predicate")], id));
    let object = decoded.object.as_deref();
    let object = object.map(|id| reader.refer(record, &[key("object")], id));
    let quantity = decoded.quantity.as_ref();
    let quantity = quantity.map(|text| reader.quantity(record, Some(text)));
    let when = reader.when(record, "when", decoded.when.as_ref());
    let said_on = reader.when(record, "said_on", decoded.said_on.as_ref());
    let modality = reader.word_or(
        record,
        "modality",
        decoded.modality.as_ref(),
        Modality::Asserted,
    );
    let polarity = reader.word_or(
        record,
        "polarity",
        decoded.polarity.as_ref(),
        Polarity::Affirmed,
    );
    let occasion = reader.text(decoded.occasion.as_ref());
    let tags = reader.texts(record, "tags", decoded.tags.as_ref());
    let derived = reader.pairs(decoded.derived.as_ref());
    let held = source.and_then(|source| reader.case.chain(source).pop());
    let evidence = evidence(
        reader,
        record,
        decoded.evidence.as_deref().unwrap_or_default(),
        held,
    );
    let summary = reader.text(decoded.summary.as_ref());

    let id = id?;
    let claim = Claim {
        id,
        subject: subject?,
        predicate: predicate?,
        // A key that is there but at fault takes the claim with it; one that is absent does not.
        object: object.map_or(Some(None), |object| object.map(Some))?,
        quantity: quantity.map_or(Some(None), |quantity| quantity.map(Some))?,
        when,
        modality: modality?,
        polarity: polarity?,
        source: source?,
        said_on,
        occasion,
        summary,
    };
    let derived = derived.iter().map(|(field, reason)| Derived {
        field: *field,
        reason: *reason,
    });
    let handle = reader.case.claims.push(claim, evidence, tags, derived);
    reader.claims.bind(id, handle);
    if LinkKind::ALL
        .iter()
        .any(|kind| linked(&decoded, *kind).is_some())
    {
        reader.linked.push((record, handle));
    }
    let origin = reader.origin(record);
    reader.places.claims.push(origin);
    Some(())
}

fn source<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    own: Option<&Text<'f>>,
    header: Header,
) -> Option<SourceId> {
    let empty = own.is_some_and(|own| own.trim().is_empty());
    match (own, header) {
        (Some(own), _) if !empty => reader.refer(record, &[key("source")], own),
        (None, Header::Source(source)) => Some(source),
        (None, Header::Faulty) => None,
        (_, _) => {
            let hint = "name its `source`, or give the file one for all its claims";
            let message = "the claim does not say whose words it holds";
            reader.fault(
                record,
                &[key("source")],
                Code::EmptyAttribution,
                message,
                Some(hint),
            );
            None
        }
    }
}

fn evidence<'f>(
    reader: &mut Reader<'f>,
    record: Record<'f>,
    records: &[EvidenceRecord<'f>],
    held: Option<SourceId>,
) -> Vec<Evidence> {
    let mut evidence = Vec::with_capacity(records.len());
    for (index, one) in records.iter().enumerate() {
        let at = |name: &str| vec![key("evidence"), Step::Item(index), key(name)];
        let own = one.source.as_deref();
        let quoted = match own {
            Some(own) => reader.refer(record, &at("source"), own),
            None => held,
        };
        for (name, present) in [
            ("start", one.start.is_some()),
            ("end", one.end.is_some()),
            ("quote", one.quote.is_some()),
        ] {
            if !present {
                let message = format!("the key `{name}` is missing");
                reader.fault(record, &at(name)[..2], Code::MissingKey, message, None);
            }
        }
        let (Some(start), Some(end), Some(quote)) = (one.start, one.end, one.quote.as_deref())
        else {
            continue;
        };
        if reader.filled(record, &at("quote"), quote).is_none() {
            continue;
        }
        let length = u32::try_from(quote.chars().count()).unwrap_or(u32::MAX);
        let Some(quoted) = quoted else { continue };
        let text = reader.case.pool.store(quote);
        match Evidence::new(quoted, start, end, text, length) {
            Ok(one) => evidence.push(one),
            Err(error) => {
                let (code, name, hint) = match error {
                    EvidenceError::Reversed => (
                        Code::EvidenceReversed,
                        "end",
                        "`end` is the code point after the last".to_owned(),
                    ),
                    EvidenceError::Length { .. } => {
                        let hint = format!("`end` would be {}", start.saturating_add(length));
                        (Code::EvidenceLength, "quote", hint)
                    }
                };
                reader.fault(record, &at(name), code, error.to_string(), Some(&hint));
            }
        }
    }
    evidence
}

/// Resolves the links of claims, which may lead to claims of later files.
pub(super) fn link(reader: &mut Reader<'_>) {
    let mut linked_claims = std::mem::take(&mut reader.linked).into_iter().peekable();
    for claim in reader.case.claims.handles() {
        let Some((record, _)) = linked_claims.next_if(|(_, linked)| *linked == claim) else {
            reader.case.claims.push_links([]);
            continue;
        };
        let links = links(reader, record);
        reader.case.claims.push_links(links);
    }
}

fn links<'f>(reader: &mut Reader<'f>, record: Record<'f>) -> Vec<Link> {
    let mut links = Vec::new();
    let Some(decoded) = reader.decode::<ClaimRecord<'_>>(record) else {
        return links;
    };
    for kind in LinkKind::ALL {
        for (index, id) in linked(&decoded, *kind).into_iter().flatten().enumerate() {
            let path = [key(kind.as_str()), Step::Item(index)];
            if let Some(target) = reader.refer(record, &path, id) {
                links.push(Link {
                    kind: *kind,
                    target,
                });
            }
        }
    }
    links
}

fn linked<'r, 'f>(record: &'r ClaimRecord<'f>, kind: LinkKind) -> Option<&'r Vec<Text<'f>>> {
    match kind {
        LinkKind::Parts => record.parts.as_ref(),
        LinkKind::Supports => record.supports.as_ref(),
        LinkKind::Rebuts => record.rebuts.as_ref(),
        LinkKind::Restates => record.restates.as_ref(),
        LinkKind::Explains => record.explains.as_ref(),
    }
}
