//! Entities in themselves: whether they end after they began, and whether their names can be seen as they are.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, EntityId, Thing};
use crate::text::visible;

pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    for (id, entity) in case.entities.iter() {
        if let (Some(began), Some(ended)) = (entity.began, entity.ended) {
            let (began, ended) = (&case.whens[began], &case.whens[ended]);
            if ended.is_before(began) {
                findings.push(Finding {
                    code: Code::ReversedLife,
                    thing: Thing::Entity(id),
                    field: "ended",
                    item: Item::Whole,
                    message: format!(
                        "it ended in {}, before it began in {}",
                        ended.as_str(),
                        began.as_str()
                    ),
                    hint: Some("swap `began` and `ended`, or correct one".to_owned()),
                });
            }
        }
        let labels = case.spans.pairs(entity.labels).map(|(_, label)| label);
        labels.for_each(|label| findings.extend(controlled(id, "labels", case.text(label))));
        let aliases = case.spans.texts(entity.aliases).iter();
        aliases.for_each(|alias| findings.extend(controlled(id, "aliases", case.text(*alias))));
    }
    for (id, source) in case.sources.iter() {
        for (_, label) in case.spans.pairs(source.labels) {
            let found = control(case.text(label));
            findings
                .extend(found.map(|c| in_label(Thing::Source(id), "labels", case.text(label), c)));
        }
    }
}

fn controlled(id: EntityId, field: &'static str, text: &str) -> Option<Finding> {
    Some(in_label(Thing::Entity(id), field, text, control(text)?))
}

/// Returns a character of a name that steers whatever shows it: no name has one.
fn control(text: &str) -> Option<char> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return None;
    }
    text.chars().find(|c| c.is_control())
}

fn in_label(thing: Thing, field: &'static str, text: &str, c: char) -> Finding {
    Finding {
        code: Code::ControlCharacter,
        thing,
        field,
        item: Item::Whole,
        message: format!(
            "\"{}\" has the control character U+{:04X}",
            visible(text),
            u32::from(c)
        ),
        hint: Some("take it out; a name is one line of characters that can be seen".to_owned()),
    }
}
