//! `entities`: who and what there is, with how much is claimed of each and by each.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{EntityId, EntityKind, Handle, Thing, Word};

/// Lists entities, of some kinds or of all, with the number of claims about and by each.
pub fn entities<'g>(graph: &'g Graph, kinds: &[EntityKind]) -> Answer<'g> {
    let case = graph.case();
    let mut said = vec![0_usize; case.entities.len()];
    for (_, claim) in case.claims.iter() {
        said[case.speaker(&claim).index()] += 1;
    }
    let columns = vec![
        Column::text("kind").grouped(),
        Column::labelled("entity"),
        Column::text("id"),
        Column::number("claims"),
        Column::number("said"),
    ];
    let kinds = kinds.to_vec();
    let wanted = case
        .entities
        .handles()
        .filter(move |id| kinds.is_empty() || kinds.contains(&case.entities.get(*id).kind));
    Answer::of_things(columns, wanted, Thing::Entity, move |id| {
        row(graph, id, said[id.index()])
    })
}

fn row(graph: &Graph, id: EntityId, said: usize) -> Row {
    let entity = graph.case().entities.get(id);
    let mut claims = [graph.claims_from(id), graph.claims_to(id)].concat();
    claims.sort_unstable();
    claims.dedup();
    Row {
        stands_for: Some(Thing::Entity(id)),
        cells: vec![
            Cell::Word(entity.kind.as_str()),
            id.into(),
            entity.id.into(),
            claims.len().into(),
            said.into(),
        ],
        claims,
    }
}
