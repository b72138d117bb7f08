//! `show`: one entity, claim, source or predicate, whole, with its claims both ways.

use rayon::prelude::*;

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{Claim, ClaimId, EntityId, Handle, Thing};

/// Shows a thing, and the claims it takes part in.
pub fn show(graph: &Graph, thing: Thing) -> Answer<'_> {
    let case = graph.case();
    let mut answer = match thing {
        Thing::Entity(entity) => about_entity(graph, entity),
        Thing::Claim(claim) => list(graph, related(graph, claim)),
        Thing::Source(source) => {
            let sources = case.sources.handles();
            let is_within: Vec<bool> = sources
                .map(|inner| case.chain(inner).contains(&source))
                .collect();
            list(graph, sift(graph, |claim| is_within[claim.source.index()]))
        }
        Thing::Predicate(predicate) => {
            list(graph, sift(graph, |claim| claim.predicate == predicate))
        }
    };
    answer.about = Some(thing);
    answer
}

/// Lists the claims of an entity from where it stands: what it does to others, and what they do to it.
fn about_entity(graph: &Graph, entity: EntityId) -> Answer<'_> {
    let mut columns = vec![
        Column::labelled("predicate"),
        Column::labelled("other"),
        Column::text("value"),
        Column::quantity("quantity"),
    ];
    columns.extend(statement::manner_columns());
    let from = graph
        .claims_from(entity)
        .iter()
        .map(|id| (*id, Side::Subject));
    let to = graph.claims_to(entity).iter().map(|id| (*id, Side::Object));
    Answer::new(
        columns,
        from.chain(to).map(|(id, side)| row(graph, id, side)),
    )
}

#[derive(Clone, Copy)]
enum Side {
    Subject,
    Object,
}

fn row(graph: &Graph, id: ClaimId, side: Side) -> Row {
    let claim = graph.case().claims.get(id);
    let (predicate, other) = match side {
        Side::Subject => (claim.predicate.into(), Cell::of(claim.object)),
        Side::Object => (Cell::Inverse(claim.predicate), claim.subject.into()),
    };
    let mut cells = vec![
        predicate,
        other,
        Cell::of(graph.case().value(id)),
        Cell::of(graph.case().quantity(&claim)),
    ];
    cells.extend(statement::manner(graph, id));
    Row {
        stands_for: Some(Thing::Claim(id)),
        cells,
        claims: vec![id],
    }
}

/// Returns a claim and those it is linked to, either way.
fn related(graph: &Graph, claim: ClaimId) -> Vec<ClaimId> {
    let claims = &graph.case().claims;
    let mut related = vec![claim];
    related.extend(claims.links(claim).iter().map(|link| link.target));
    let mut lead_here: Vec<ClaimId> = graph.links_to(claim).map(|(from, _)| from).collect();
    lead_here.dedup();
    related.extend(lead_here);
    related
}

/// Returns the claims that pass, in the order of the data.
fn sift(graph: &Graph, passes: impl Fn(&Claim) -> bool + Sync) -> Vec<ClaimId> {
    let claims = &graph.case().claims;
    let handles = (0..claims.len()).into_par_iter().map(ClaimId::from_index);
    handles.filter(|id| passes(&claims.get(*id))).collect()
}

fn list(graph: &Graph, claims: Vec<ClaimId>) -> Answer<'_> {
    statement::answer(graph, claims.into_iter())
}
