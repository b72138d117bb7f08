//! Links and opposites: whether they hold both ways and lead elsewhere.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Thing, Word};

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
    for id in case.claims.handles() {
        for link in case.claims.links(id) {
            if link.target == id {
                findings.push(Finding {
                    code: Code::SelfLink,
                    thing: Thing::Claim(id),
                    field: link.kind().as_str(),
                    item: Item::Id(case.id_of(Thing::Claim(id)).to_owned()),
                    message: format!("the claim {} itself", link.kind()),
                    hint: Some("link it to another claim, or leave the link out".to_owned()),
                });
            }
        }
    }
}
