//! Entities, sources, predicates and claims as JSON objects.

use serde_json::{Map, Value, json};

use super::{quantity, reference};
use crate::model::{ClaimId, LinkKind, SourceId, TextId, Thing, WhenId, Word};
use crate::write::Options;

/// Returns a thing as an object, whole.
pub(super) fn thing(thing: Thing, options: &Options<'_>) -> Map<String, Value> {
    let case = options.graph.case();
    let value = match thing {
        Thing::Claim(id) => return claim(id, options),
        Thing::Entity(id) => {
            let entity = case.entities.get(id);
            json!({
                "id": case.text(entity.id),
                "kind": entity.kind.as_str(),
                "labels": pairs(case.spans.pairs(entity.labels), options),
                "aliases": texts(case.spans.texts(entity.aliases).iter().copied(), options),
                "ids": pairs(case.spans.pairs(entity.ids), options),
                "schema": entity.kind.ftm_schema(),
                "began": when(entity.began, options),
                "ended": when(entity.ended, options),
                "derived": pairs(case.spans.pairs(entity.derived), options),
                "note": text(entity.note, options),
            })
        }
        Thing::Source(id) => {
            let source = case.sources.get(id);
            json!({
                "id": case.text(source.id),
                "kind": source.kind.as_str(),
                "labels": pairs(case.spans.pairs(source.labels), options),
                "maker": reference(Thing::Entity(source.maker), options),
                "said_on": when(source.said_on, options),
                "reported_in": source.reported_in.map(|outer| case.id_of(Thing::Source(outer))),
                "text": source.text.map(|text| json!({
                    "code_points": text.code_points,
                    "sha256": text.sha256.map(|digest| digest.to_string()),
                })),
                "derived": pairs(case.spans.pairs(source.derived), options),
                "note": text(source.note, options),
            })
        }
        Thing::Predicate(id) => {
            let predicate = &case.predicates[id];
            let words = |kinds: &[crate::model::EntityKind]| -> Vec<&str> {
                kinds.iter().map(|kind| kind.as_str()).collect()
            };
            let opposes: Vec<&str> = predicate
                .opposes
                .iter()
                .map(|id| case.id_of(Thing::Predicate(*id)))
                .collect();
            json!({
                "id": case.text(predicate.id),
                "kind": predicate.kind.as_str(),
                "labels": pairs(case.spans.pairs(predicate.labels), options),
                "inverse": pairs(case.spans.pairs(predicate.inverse), options),
                "domain": words(&predicate.domain),
                "range": words(&predicate.range),
                "unit": predicate.unit.map(Word::as_str),
                "money": predicate.is_money(),
                "symmetric": predicate.symmetric,
                "functional": predicate.functional,
                "opposes": opposes,
                "note": text(predicate.note, options),
            })
        }
    };
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// Returns a claim as the object that claims always are.
pub(super) fn claim(id: ClaimId, options: &Options<'_>) -> Map<String, Value> {
    let case = options.graph.case();
    let claim = case.claims.get(id);
    let entity = |id| reference(Thing::Entity(id), options);
    let said_on = case.said_on(id);
    let attribution: Vec<Value> = case
        .attribution(&claim)
        .into_iter()
        .map(|source| {
            link(
                source,
                if source == claim.source {
                    said_on
                } else {
                    case.sources.get(source).said_on
                },
                options,
            )
        })
        .collect();
    let unplaced = case.claims.quote(id).map(|quote| {
        json!({
            "source": case.id_of(Thing::Source(claim.source)),
            "start": Value::Null,
            "end": Value::Null,
            "quote": case.text(quote),
        })
    });
    let evidence: Vec<Value> = case
        .claims
        .evidence(id)
        .iter()
        .map(|one| {
            json!({
                "source": case.id_of(Thing::Source(one.source())),
                "start": one.start(),
                "end": one.end(),
                "quote": case.text(one.quote()),
            })
        })
        .chain(unplaced)
        .collect();
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("id", case.text(case.claims.id(id)).into());
    put("kind", case.predicate(&claim).kind.as_str().into());
    put("subject", entity(claim.subject));
    put(
        "predicate",
        case.id_of(Thing::Predicate(claim.predicate)).into(),
    );
    put("object", claim.object.map_or(Value::Null, entity));
    put(
        "quantity",
        case.quantity(&claim)
            .map_or(Value::Null, |amount| quantity(&amount, options)),
    );
    put("when", when(claim.when, options));
    put("modality", claim.modality.as_str().into());
    put("polarity", claim.polarity.as_str().into());
    put("attribution", attribution.into());
    put("speaker", entity(case.speaker(&claim)));
    put("evidence", evidence.into());
    let disputed_by = options.standing.disputed_by(id).into_iter();
    let disputed_by: Vec<&str> = disputed_by
        .map(|other| case.id_of(Thing::Claim(other)))
        .collect();
    put("status", options.standing.status(id).as_str().into());
    put("disputed_by", disputed_by.into());
    put("occasion", text(claim.occasion, options));
    put("tags", texts(case.claims.tags(id).iter().copied(), options));
    put("links", links(id, options));
    let derived = case
        .claims
        .derived(id)
        .iter()
        .map(|derived| (derived.field, derived.reason));
    put("derived", pairs(derived, options));
    put("summary", text(case.claims.summary(id), options));
    object
}

fn link(source: SourceId, said_on: Option<WhenId>, options: &Options<'_>) -> Value {
    let maker = options.graph.case().sources.get(source).maker;
    json!({
        "source": options.graph.case().id_of(Thing::Source(source)),
        "maker": reference(Thing::Entity(maker), options),
        "said_on": when(said_on, options),
    })
}

fn links(id: ClaimId, options: &Options<'_>) -> Value {
    let case = options.graph.case();
    let mut object = Map::new();
    for kind in LinkKind::ALL {
        let of_kind = case
            .claims
            .links(id)
            .iter()
            .filter(|link| link.kind() == *kind);
        let targets: Vec<Value> = of_kind
            .map(|link| Value::from(case.id_of(Thing::Claim(link.target))))
            .collect();
        if !targets.is_empty() {
            object.insert(kind.as_str().to_owned(), targets.into());
        }
    }
    Value::Object(object)
}

fn pairs(pairs: impl Iterator<Item = (TextId, TextId)>, options: &Options<'_>) -> Value {
    let case = options.graph.case();
    let entries =
        pairs.map(|(key, value)| (case.text(key).to_owned(), Value::from(case.text(value))));
    Value::Object(entries.collect())
}

fn texts(texts: impl Iterator<Item = TextId>, options: &Options<'_>) -> Value {
    texts
        .map(|text| Value::from(options.graph.case().text(text)))
        .collect()
}

fn text(text: Option<TextId>, options: &Options<'_>) -> Value {
    text.map_or(Value::Null, |text| options.graph.case().text(text).into())
}

fn when(when: Option<WhenId>, options: &Options<'_>) -> Value {
    when.map_or(Value::Null, |when| {
        options.graph.case().whens[when].as_str().into()
    })
}
