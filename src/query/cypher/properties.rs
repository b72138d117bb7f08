//! The properties of nodes and relationships, worked out from the case when they are asked for.

use super::view::{Node, Relationship, View};
use crate::cypher::Value;
use crate::dispute::Certainty;
use crate::model::{ClaimId, EntityId, SourceId, TextId, Thing, When, WhenId, Word};

/// The keys that nodes and relationships may have, besides the registers of outside ids.
pub(super) const KEYS: &[&str] = &[
    "id",
    "label",
    "kind",
    "aliases",
    "began",
    "began_earliest",
    "began_latest",
    "ended",
    "ended_earliest",
    "ended_latest",
    "predicate",
    "min",
    "max",
    "unit",
    "approx",
    "quantity",
    "when",
    "when_earliest",
    "when_latest",
    "said_on",
    "said_on_earliest",
    "said_on_latest",
    "speaker",
    "source",
    "maker",
    "modality",
    "polarity",
    "status",
    "quote",
    "occasion",
    "tags",
    "summary",
    "value",
    "note",
    "ids",
    "rule",
    "certain",
    "certainty",
    "why",
];

/// Returns a property of a node, or null.
pub(super) fn of_node(view: &View<'_>, node: Node, key: &str) -> Value {
    match node {
        Node::Entity(id) => of_entity(view, id, key),
        Node::Claim(id) => of_claim(view, id, key),
        Node::Source(id) => of_source(view, id, key),
    }
}

/// Returns a property of a relationship, or null. A claim has the same as relationship and as node.
pub(super) fn of_relationship(view: &View<'_>, relationship: Relationship, key: &str) -> Value {
    if let Relationship::Claim(id) = relationship {
        return of_claim(view, id, key);
    }
    let Some(dispute) = view.dispute(relationship) else {
        return Value::Null;
    };
    match key {
        "rule" => dispute.rule.as_str().into(),
        "certain" => (dispute.certainty == Certainty::Certain).into(),
        "certainty" => dispute.certainty.as_str().into(),
        "why" => dispute.why.as_str().into(),
        _ => Value::Null,
    }
}

fn of_entity(view: &View<'_>, id: EntityId, key: &str) -> Value {
    let case = view.graph.case();
    let entity = case.entities.get(id);
    match key {
        "id" => case.text(entity.id).into(),
        "label" => case.label(entity.labels, entity.id, view.lang).into(),
        "kind" => case.kind_of_entity(id).into(),
        "aliases" => list(
            case.spans
                .texts(entity.aliases)
                .iter()
                .map(|alias| case.text(*alias).into()),
        ),
        "began" => written(view, entity.began),
        "began_earliest" => earliest(view, entity.began),
        "began_latest" => latest(view, entity.began),
        "ended" => written(view, entity.ended),
        "ended_earliest" => earliest(view, entity.ended),
        "ended_latest" => latest(view, entity.ended),
        "note" => text(view, entity.note),
        "ids" => ids(view, case.spans.pairs(entity.ids)),
        register => {
            let mut ids = case.spans.pairs(entity.ids);
            let found = ids.find(|(name, _)| case.text(*name) == register);
            found.map_or(Value::Null, |(_, id)| case.text(id).into())
        }
    }
}

fn of_source(view: &View<'_>, id: SourceId, key: &str) -> Value {
    let case = view.graph.case();
    let source = case.sources.get(id);
    match key {
        "id" => case.text(source.id).into(),
        "label" => case.label(source.labels, source.id, view.lang).into(),
        "kind" => case.kind_of_source(id).into(),
        "maker" => case.id_of(Thing::Entity(source.maker)).into(),
        "said_on" => written(view, source.said_on),
        "said_on_earliest" => earliest(view, source.said_on),
        "said_on_latest" => latest(view, source.said_on),
        "note" => text(view, source.note),
        _ => Value::Null,
    }
}

fn of_claim(view: &View<'_>, id: ClaimId, key: &str) -> Value {
    let case = view.graph.case();
    let claim = case.claims.get(id);
    let quantity = case.quantity(&claim);
    match key {
        "id" => case.text(case.claims.id(id)).into(),
        "kind" => case.predicate(&claim).kind.as_str().into(),
        "predicate" => case.id_of(Thing::Predicate(claim.predicate)).into(),
        "min" => quantity
            .and_then(|quantity| quantity.interval.min())
            .map_or(Value::Null, |min| Value::Decimal(min.value)),
        "max" => quantity
            .and_then(|quantity| quantity.interval.max())
            .map_or(Value::Null, |max| Value::Decimal(max.value)),
        "unit" => quantity.map_or(Value::Null, |quantity| {
            quantity.unit.word(&case.pool).into()
        }),
        "approx" => quantity.map_or(Value::Null, |quantity| quantity.approximate.into()),
        "quantity" => {
            let written = quantity.map(|quantity| quantity.display(&case.pool).to_string());
            written.map_or(Value::Null, Value::string)
        }
        "when" => written(view, claim.when),
        "when_earliest" => earliest(view, claim.when),
        "when_latest" => latest(view, claim.when),
        "said_on" => written(view, case.said_on(id)),
        "said_on_earliest" => earliest(view, case.said_on(id)),
        "said_on_latest" => latest(view, case.said_on(id)),
        "speaker" => case.id_of(Thing::Entity(case.speaker(&claim))).into(),
        "source" => case.id_of(Thing::Source(claim.source)).into(),
        "modality" => claim.modality.as_str().into(),
        "polarity" => claim.polarity.as_str().into(),
        "status" => view
            .status(id)
            .map_or(Value::Null, |status| status.as_str().into()),
        "quote" => {
            let quotes: Vec<&str> = case.quotes(id).collect();
            if quotes.is_empty() {
                Value::Null
            } else {
                Value::string(quotes.join(" … "))
            }
        }
        "occasion" => claim
            .occasion
            .map_or(Value::Null, |occasion| case.text(occasion).into()),
        "tags" => list(
            case.claims
                .tags(id)
                .iter()
                .map(|tag| case.text(*tag).into()),
        ),
        "summary" => text(view, case.claims.summary(id)),
        "value" => text(view, case.value(id).map(|value| value.text)),
        "note" => text(view, case.claims.note(id)),
        "ids" => ids(view, case.claims.ids_in_source(id)),
        name => {
            let mut ids = case.claims.ids_in_source(id);
            let found = ids.find(|(other, _)| case.text(*other) == name);
            text(view, found.map(|(_, id)| id))
        }
    }
}

fn text(view: &View<'_>, text: Option<TextId>) -> Value {
    text.map_or(Value::Null, |text| view.graph.case().text(text).into())
}

/// Returns ids elsewhere as a map, for those whose names are also names of other properties; null where there are none.
fn ids(view: &View<'_>, ids: impl ExactSizeIterator<Item = (TextId, TextId)>) -> Value {
    if ids.len() == 0 {
        return Value::Null;
    }
    let case = view.graph.case();
    let ids = ids.map(|(name, id)| (case.text(name).into(), case.text(id).into()));
    Value::map(ids.collect()).unwrap_or(Value::Null)
}

/// Returns a date as it is written, whatever its precision: one property has values of one type.
fn written(view: &View<'_>, when: Option<WhenId>) -> Value {
    when_of(view, when).map_or(Value::Null, |when| when.as_str().into())
}

/// Returns the first day that a date may mean; null where that is open.
fn earliest(view: &View<'_>, when: Option<WhenId>) -> Value {
    day(when_of(view, when).and_then(When::earliest))
}

/// Returns the last day that a date may mean; null where that is open.
fn latest(view: &View<'_>, when: Option<WhenId>) -> Value {
    day(when_of(view, when).and_then(When::latest))
}

fn when_of<'v>(view: &'v View<'_>, when: Option<WhenId>) -> Option<&'v When> {
    when.map(|when| &view.graph.case().whens[when])
}

fn day(day: Option<crate::model::Day>) -> Value {
    day.map_or(Value::Null, Value::Date)
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    Value::list(items.collect()).unwrap_or(Value::Null)
}
