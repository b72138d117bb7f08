//! `show`: one entity, claim, source or predicate, whole, with its claims both ways.

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Thing};

/// Shows a thing, and the claims it takes part in.
pub fn show(graph: &Graph, thing: Thing) -> Answer<'_> {
    let case = graph.case();
    let mut answer = match thing {
        Thing::Entity(entity) => about_entity(graph, entity),
        Thing::Claim(claim) => list(graph, related(graph, claim)),
        Thing::Source(source) => {
            let said_in = |id: &ClaimId| case.chain(case.claims.get(*id).source).contains(&source);
            list(graph, case.claims.handles().filter(said_in).collect())
        }
        Thing::Predicate(predicate) => {
            let under = |id: &ClaimId| case.claims.get(*id).predicate == predicate;
            list(graph, case.claims.handles().filter(under).collect())
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
    let mut cells = vec![predicate, other, Cell::of(graph.case().quantity(&claim))];
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
    let leads_here = |id: &ClaimId| claims.links(*id).iter().any(|link| link.target == claim);
    related.extend(claims.handles().filter(leads_here));
    related
}

fn list(graph: &Graph, claims: Vec<ClaimId>) -> Answer<'_> {
    statement::answer(graph, claims.into_iter())
}
