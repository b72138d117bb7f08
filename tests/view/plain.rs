//! A case as a plain graph without any index, copied from its records one by one.

use claimgraph::cypher::Value;
use claimgraph::cypher::graph::NodeId;
use claimgraph::dispute::{Certainty, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, EntityId, Handle, LinkKind, SourceId, Thing, Word, label_of};

use crate::memory::{Memory, Properties};

/// Copies what queries may see of a case: nodes and relationships in the order in which they are numbered there.
pub fn copy(graph: &Graph, standing: &Standing<'_>) -> Memory {
    let case = graph.case();
    let mut memory = Memory::new(false);
    let text = |text: &str| Value::from(text);
    for (_, entity) in case.entities.iter() {
        let lineage = case.entity_kinds.lineage(entity.kind);
        let words = lineage.map(|kind| label_of(case.entity_kinds.word(kind, &case.pool)));
        let labels: Vec<String> = words.chain(["Entity".to_owned()]).collect();
        let aliases = case.spans.texts(entity.aliases).iter();
        let properties = vec![
            ("id".to_owned(), text(case.text(entity.id))),
            (
                "label".to_owned(),
                text(case.label(entity.labels, entity.id, "en")),
            ),
            (
                "kind".to_owned(),
                text(case.entity_kinds.word(entity.kind, &case.pool)),
            ),
            (
                "aliases".to_owned(),
                list(aliases.map(|alias| case.text(*alias))),
            ),
        ];
        memory.add_node(&labels, properties);
    }
    for id in case.claims.handles() {
        memory.add_node(&["Claim".to_owned()], of_claim(graph, standing, id));
    }
    for (id, source) in case.sources.iter() {
        let properties = vec![
            ("kind".to_owned(), text(case.kind_of_source(id))),
            ("id".to_owned(), text(case.text(source.id))),
            (
                "label".to_owned(),
                text(case.label(source.labels, source.id, "en")),
            ),
        ];
        memory.add_node(&["Source".to_owned()], properties);
    }
    relate(graph, standing, &mut memory);
    memory
}

fn of_claim(graph: &Graph, standing: &Standing<'_>, id: ClaimId) -> Properties {
    let case = graph.case();
    let claim = case.claims.get(id);
    let mut properties = vec![
        ("id".to_owned(), Value::from(case.id_of(Thing::Claim(id)))),
        (
            "kind".to_owned(),
            case.predicate(&claim).kind.as_str().into(),
        ),
        ("status".to_owned(), standing.status(id).as_str().into()),
        (
            "tags".to_owned(),
            list(case.claims.tags(id).iter().map(|tag| case.text(*tag))),
        ),
        (
            "speaker".to_owned(),
            case.id_of(Thing::Entity(case.speaker(&claim))).into(),
        ),
    ];
    if let Some(when) = case.when(&claim) {
        properties.push(("when".to_owned(), when.as_str().into()));
    }
    if let Some(quantity) = case.quantity(&claim) {
        properties.push(("approx".to_owned(), quantity.approximate.into()));
        if let Some(min) = quantity.interval.min() {
            properties.push(("min".to_owned(), Value::Decimal(min.value)));
        }
    }
    properties
}

fn relate(graph: &Graph, standing: &Standing<'_>, memory: &mut Memory) {
    let case = graph.case();
    let [entities, claims] = [case.entities.len(), case.claims.len()];
    let number = |index: usize| NodeId(u32::try_from(index).expect("a small case"));
    let entity = |id: EntityId| number(id.index());
    let claim_node = |id: ClaimId| number(entities + id.index());
    let source = |id: SourceId| number(entities + claims + id.index());
    let upper = |word: &str| word.replace(['-', '.', ':'], "_").to_uppercase();
    for (id, claim) in case.claims.iter() {
        if let Some(object) = claim.object {
            let kind = upper(case.id_of(Thing::Predicate(claim.predicate)));
            let properties = of_claim(graph, standing, id);
            memory.add_relationship(&kind, entity(claim.subject), entity(object), properties);
        }
    }
    for (id, claim) in case.claims.iter() {
        memory.add_relationship("SUBJECT", claim_node(id), entity(claim.subject), Vec::new());
    }
    for (id, claim) in case.claims.iter() {
        if let Some(object) = claim.object {
            memory.add_relationship("OBJECT", claim_node(id), entity(object), Vec::new());
        }
    }
    for (id, claim) in case.claims.iter() {
        memory.add_relationship(
            "SAID_BY",
            claim_node(id),
            entity(case.speaker(&claim)),
            Vec::new(),
        );
    }
    for (id, claim) in case.claims.iter() {
        memory.add_relationship("IN", claim_node(id), source(claim.source), Vec::new());
    }
    for (id, inner) in case.sources.iter() {
        if let Some(outer) = inner.reported_in {
            memory.add_relationship("REPORTED_IN", source(id), source(outer), Vec::new());
        }
    }
    for (id, made) in case.sources.iter() {
        memory.add_relationship("SAID_BY", source(id), entity(made.maker), Vec::new());
    }
    for id in case.claims.handles() {
        for link in case.claims.links(id) {
            let kind = LinkKind::ALL.iter().find(|kind| **kind == link.kind());
            let kind = upper(kind.expect("a kind of link").as_str());
            memory.add_relationship(&kind, claim_node(id), claim_node(link.target), Vec::new());
        }
    }
    for dispute in standing.disputes().all() {
        let disputed = dispute.disputed();
        for (place, a) in dispute.claims.iter().enumerate() {
            for b in &dispute.claims[place + 1..] {
                if disputed.contains(a) || disputed.contains(b) {
                    let properties = vec![
                        ("rule".to_owned(), Value::from(dispute.rule.as_str())),
                        (
                            "certain".to_owned(),
                            (dispute.certainty == Certainty::Certain).into(),
                        ),
                    ];
                    memory.add_relationship("DISPUTES", claim_node(*a), claim_node(*b), properties);
                }
            }
        }
    }
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> Value {
    Value::list(texts.map(Value::from).collect()).expect("a short list")
}
