//! `entities`: who and what there is, with how much is claimed of each and by each.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{EntityId, EntityKind, Handle, KindId, Thing};

/// Lists entities, of some kinds and those under them or of all, with the number of claims about and by each.
pub fn entities<'g>(graph: &'g Graph, kinds: &[KindId<EntityKind>]) -> Answer<'g> {
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
    let wanted = case.entities.handles().filter(move |id| {
        let kind = case.entities.get(*id).kind;
        let mut wanted = kinds.iter();
        kinds.is_empty() || wanted.any(|wanted| case.entity_kinds.is_a(kind, *wanted))
    });
    Answer::of_things(columns, wanted, Thing::Entity, move |id| {
        row(graph, id, said[id.index()])
    })
}

fn row(graph: &Graph, id: EntityId, said: usize) -> Row {
    let case = graph.case();
    let entity = case.entities.get(id);
    let mut claims = [graph.claims_from(id), graph.claims_to(id)].concat();
    claims.sort_unstable();
    claims.dedup();
    Row {
        stands_for: Some(Thing::Entity(id)),
        cells: vec![
            Cell::kind(&case.entity_kinds, entity.kind),
            id.into(),
            entity.id.into(),
            claims.len().into(),
            said.into(),
        ],
        claims,
    }
}
