//! `timeline`: what happened when, as far as the dates allow an order.

use super::statement;
use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Thing, When};

/// Lists dated claims, those about one entity or all, by first and last moment.
///
/// The column `order` marks a row whose place after the one above is not certain: their dates overlap, or may do so as far
/// as `~`, `?` and seasons leave it open.
pub fn timeline(graph: &Graph, entity: Option<EntityId>) -> Answer<'_> {
    let case = graph.case();
    let about = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        entity.is_none_or(|entity| claim.subject == entity || claim.object == Some(entity))
    };
    let claims: Vec<ClaimId> = case.claims.handles().filter(about).collect();
    let mut dated: Vec<(ClaimId, &When)> = claims
        .iter()
        .filter_map(|id| Some((*id, case.when(&case.claims.get(*id))?)))
        .collect();
    dated.sort_by_cached_key(|(id, when)| (when.order_key(), *id));
    let undated = claims.len() - dated.len();

    let columns = vec![
        Column::text("when").grouped(),
        Column::text("order").unless("after"),
        Column::labelled("subject"),
        Column::labelled("predicate"),
        Column::labelled("object"),
        Column::text("value"),
        Column::quantity("quantity"),
        Column::text("modality").unless("asserted"),
        Column::text("polarity").unless("affirmed"),
        Column::labelled("speaker"),
        Column::text("claim"),
    ];
    let before = std::iter::once(None).chain(dated.clone().into_iter().map(|(_, when)| Some(when)));
    let rows = dated.into_iter().zip(before);
    let rows = rows.map(move |((id, when), before)| row(graph, id, order(before, when)));
    let answer = Answer::new(columns, rows);
    match undated {
        0 => answer,
        1 => answer.with_note("1 claim without a date is left out"),
        _ => answer.with_note(format!("{undated} claims without a date are left out")),
    }
}

/// Returns how a row stands to the one above it.
fn order(before: Option<&When>, when: &When) -> &'static str {
    match before {
        Some(before) if before == when => "same",
        Some(before) if before.is_before(when) => "after",
        Some(_) => "uncertain",
        None => "after",
    }
}

fn row(graph: &Graph, id: ClaimId, order: &'static str) -> Row {
    let claim = graph.case().claims.get(id);
    let [when, rest @ ..] = statement::manner(graph, id);
    let mut cells = vec![
        when,
        Cell::Word(order),
        claim.subject.into(),
        claim.predicate.into(),
        Cell::of(claim.object),
        Cell::of(graph.case().value(id)),
        Cell::of(graph.case().quantity(&claim)),
    ];
    cells.extend(rest);
    Row {
        stands_for: Some(Thing::Claim(id)),
        cells,
        claims: vec![id],
    }
}
