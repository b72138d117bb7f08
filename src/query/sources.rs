//! `sources`: the texts and utterances there are, with how many claims each makes.

use super::groups::Groups;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, SourceId, Thing};

/// Lists sources with their makers, dates, the source that reports each and the claims it makes.
pub fn sources(graph: &Graph) -> Answer<'_> {
    let case = graph.case();
    let made = Groups::of(graph, case.sources.len(), |claim| claim.source);
    let columns = vec![
        Column::text("kind"),
        Column::labelled("source"),
        Column::labelled("maker"),
        Column::text("said_on"),
        Column::text("reported_in"),
        Column::number("claims"),
        Column::text("id"),
    ];
    Answer::of_things(columns, case.sources.handles(), Thing::Source, move |id| {
        row(graph, id, made.get(id))
    })
}

fn row(graph: &Graph, id: SourceId, claims: &[ClaimId]) -> Row {
    let case = graph.case();
    let source = case.sources.get(id);
    Row {
        stands_for: Some(Thing::Source(id)),
        cells: vec![
            Cell::kind(&case.source_kinds, source.kind),
            id.into(),
            source.maker.into(),
            Cell::of(source.said_on),
            Cell::of(source.reported_in.map(|outer| case.sources.get(outer).id)),
            claims.len().into(),
            source.id.into(),
        ],
        claims: claims.to_vec(),
    }
}
