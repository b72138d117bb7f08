//! Entities that may be one: an external id that two have, and labels that are the same to whoever asks.

use std::collections::HashMap;

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, EntityId, Thing};
use crate::text::{fold, visible};

/// Reports ids in a register elsewhere that two entities have.
pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    let mut known: HashMap<(&str, &str), EntityId> = HashMap::new();
    for (id, entity) in case.entities.iter() {
        for (register, number) in case.spans.pairs(entity.ids) {
            let (register, number) = (case.text(register), case.text(number));
            let first = *known.entry((register, number)).or_insert(id);
            if first != id {
                let first = case.text(case.entities.get(first).id);
                findings.push(Finding {
                    code: Code::SharedId,
                    thing: Thing::Entity(id),
                    field: "ids",
                    item: Item::Whole,
                    message: format!(
                        "\"{first}\" has the {register} id \"{}\" too",
                        visible(number)
                    ),
                    hint: Some("make one entity of the two, or correct the id of one".to_owned()),
                });
            }
        }
    }
}

/// Reports labels of two entities that differ in case, white space and what cannot be seen, if at all.
pub(super) fn similar(case: &Case, findings: &mut Capped<Finding>) {
    let mut known: HashMap<String, (EntityId, &str)> = HashMap::new();
    for (id, entity) in case.entities.iter() {
        let mut told = false;
        for (_, label) in case.spans.pairs(entity.labels) {
            let label = case.text(label);
            let (first, other) = *known.entry(fold(label)).or_insert((id, label));
            if first == id || std::mem::replace(&mut told, true) {
                continue;
            }
            let first = case.text(case.entities.get(first).id);
            findings.push(Finding {
                code: Code::SimilarLabel,
                thing: Thing::Entity(id),
                field: "labels",
                item: Item::Whole,
                message: match label == other {
                    true => format!("\"{first}\" has the label \"{}\" too", visible(label)),
                    false => format!(
                        "\"{}\" is the label \"{}\" of \"{first}\" but for its case or what cannot be seen",
                        visible(label),
                        visible(other)
                    ),
                },
                hint: Some("make one entity of the two, or add to the labels what tells them apart".to_owned()),
            });
        }
    }
}
