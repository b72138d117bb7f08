//! Opposites: whether they hold both ways.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Thing};

pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    for (id, predicate) in case.predicates.iter() {
        for opposite in &predicate.opposes {
            let other = &case.predicates[*opposite];
            if !other.opposes.contains(&id) {
                let (this, other) = (case.text(predicate.id), case.text(other.id));
                findings.push(Finding {
                    code: Code::OneSidedOpposition,
                    thing: Thing::Predicate(id),
                    field: "opposes",
                    item: Item::Id(other.to_owned()),
                    message: format!("`{this}` opposes `{other}`, which does not oppose it"),
                    hint: Some(format!("add \"{this}\" to the `opposes` of `{other}`")),
                });
            }
        }
    }
}
