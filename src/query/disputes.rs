//! `disputes`: the claims that cannot hold together, with why, and the versions side by side.

use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{Certainty, Dispute, Disputes, Rule, Sought, Standing, Tell, Uncompared};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Word};

/// Which disputes are asked for; an absent condition passes every one.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Some claim of it is about this entity, or is this entity's.
    pub about: Option<EntityId>,
    /// It is found by one of these rules, if there are any.
    pub rules: Vec<Rule>,
    /// Some claim of it is this speaker's.
    pub said_by: Option<EntityId>,
    /// It is certain.
    pub certain: bool,
}

/// Lists disputes by rule, the certain ones before the possible ones.
pub fn disputes<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Wanted) -> Answer<'g> {
    let wanted = wanted.clone();
    let (all, _) = wanted.look(graph, standing, Tell::Why).into_parts();
    let passing = all.into_iter().filter(move |dispute| {
        (!wanted.certain || dispute.certainty == Certainty::Certain)
            && wanted.passes(graph, dispute.rule, &dispute.claims)
    });
    let columns = vec![
        Column::text("rule"),
        Column::text("certainty"),
        Column::text("why"),
    ];
    let answer = Answer::new(columns, passing.map(row)).side_by_side();
    answer.with_note(tolerance_note(standing))
}

/// Returns what about is taken to mean.
pub(super) fn tolerance_note(standing: &Standing<'_>) -> String {
    let percent = (standing.settings().tolerance * rust_decimal::Decimal::ONE_HUNDRED).normalize();
    format!("about (~) reaches {percent} % to either side; --tolerance sets another reach")
}

/// Lists the comparisons that could not be made, each with its reason.
pub fn uncompared<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Wanted) -> Answer<'g> {
    let wanted = wanted.clone();
    let (_, all) = wanted.look(graph, standing, Tell::Everything).into_parts();
    let passing = all
        .into_iter()
        .filter(move |pair| wanted.passes(graph, pair.rule, &pair.claims));
    let columns = vec![Column::text("rule"), Column::text("reason")];
    Answer::new(columns, passing.map(uncompared_row)).side_by_side()
}

impl Wanted {
    /// Looks for the disputes by the narrowest way the graph offers; it may find others too.
    fn look(&self, graph: &Graph, standing: &Standing<'_>, tell: Tell) -> Disputes {
        let about = self.about.map(|entity| {
            let from_and_to = [graph.claims_from(entity), graph.claims_to(entity)];
            [from_and_to.concat(), graph.claims_by(entity).to_vec()].concat()
        });
        let said = self
            .said_by
            .map(|speaker| graph.claims_by(speaker).to_vec());
        let narrower = about.into_iter().chain(said).min_by_key(Vec::len);
        let sought = Sought {
            rules: &self.rules,
            tell,
        };
        standing.disputes_around(narrower.as_deref(), sought)
    }

    fn passes(&self, graph: &Graph, rule: Rule, claims: &[ClaimId]) -> bool {
        let case = graph.case();
        let some_claim = |passes: &dyn Fn(EntityId, EntityId, Option<EntityId>) -> bool| {
            claims.iter().any(|id| {
                let claim = case.claims.get(*id);
                passes(case.speaker(&claim), claim.subject, claim.object)
            })
        };
        (self.rules.is_empty() || self.rules.contains(&rule))
            && self
                .said_by
                .is_none_or(|wanted| some_claim(&|speaker, _, _| speaker == wanted))
            && self.about.is_none_or(|wanted| {
                some_claim(&|speaker, subject, object| {
                    speaker == wanted || subject == wanted || object == Some(wanted)
                })
            })
    }
}

fn row(dispute: Dispute) -> Row {
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word(dispute.rule.as_str()),
            Cell::Word(dispute.certainty.as_str()),
            Cell::Written(dispute.why),
        ],
        claims: dispute.claims,
    }
}

fn uncompared_row(pair: Uncompared) -> Row {
    Row {
        stands_for: None,
        cells: vec![Cell::Word(pair.rule.as_str()), Cell::Written(pair.reason)],
        claims: pair.claims.to_vec(),
    }
}
