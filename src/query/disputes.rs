//! `disputes`: what accounts differ about, with why, and the camps of those that can hold together side by side.

use rust_decimal::Decimal;

use crate::answer::{Answer, Cell, Column, Row};
use crate::dispute::{
    Certainty, Dispute, Disputes, Focus, Matter, Rule, Sought, Standing, Tell, Uncompared,
};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Thing, Word};

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

/// Lists the matters that accounts differ about, with the camps of those that can hold together, by rule, the certain ones
/// before the possible ones.
pub fn disputes<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Wanted) -> Answer<'g> {
    let wanted = wanted.clone();
    let all = wanted.look(graph, standing, Tell::Why, true).into_matters();
    let passing: Vec<Matter> = all
        .into_iter()
        .filter(|matter| {
            (!wanted.certain || matter.certainty == Certainty::Certain)
                && (wanted.rules.is_empty()
                    || matter.rules.iter().any(|rule| wanted.rules.contains(rule)))
                && wanted.is_met_by(graph, &matter.disputed)
        })
        .collect();
    let notes = settings_notes(
        graph,
        standing,
        passing.iter().flat_map(|matter| matter.camps.claims()),
    );
    let columns = vec![
        Column::labelled("subject"),
        Column::labelled("predicate"),
        Column::labelled("object"),
        Column::text("rules"),
        Column::text("certainty"),
        Column::text("why"),
        Column::text("camps"),
    ];
    let answer = Answer::new(columns, passing.into_iter().map(matter_row)).in_camps();
    with_notes(answer, notes)
}

/// Lists disputes two claims at a time where a rule compares two, by rule, the certain ones before the possible ones.
pub fn dispute_pairs<'g>(
    graph: &'g Graph,
    standing: &'g Standing<'g>,
    wanted: &Wanted,
) -> Answer<'g> {
    let wanted = wanted.clone();
    let found = wanted.look(graph, standing, Tell::Why, false);
    let is_thinned = found.is_thinned();
    let (all, _) = found.into_parts();
    let passing: Vec<Dispute> = all
        .into_iter()
        .filter(|dispute| {
            (!wanted.certain || dispute.certainty == Certainty::Certain)
                && (wanted.rules.is_empty() || wanted.rules.contains(&dispute.rule))
                && wanted.is_met_by(graph, &dispute.claims)
        })
        .collect();
    let claims = passing.iter().flat_map(|dispute| &dispute.claims).copied();
    let notes = settings_notes(graph, standing, claims);
    let columns = vec![
        Column::text("rule"),
        Column::text("certainty"),
        Column::text("why"),
    ];
    let answer = Answer::new(columns, passing.into_iter().map(pair_row)).side_by_side();
    let answer = with_notes(answer, notes);
    match is_thinned {
        true => answer.cut(
            "some matters have more pairs than are listed: of these each claim is left with one or two; without --pairs \
             they are told whole",
        ),
        false => answer,
    }
}

fn with_notes<'g>(answer: Answer<'g>, notes: Vec<String>) -> Answer<'g> {
    notes.into_iter().fold(answer, Answer::with_note)
}

/// Returns what the settings make of amounts, as far as some of the claims have such.
pub(super) fn settings_notes(
    graph: &Graph,
    standing: &Standing<'_>,
    claims: impl Iterator<Item = ClaimId>,
) -> Vec<String> {
    let case = graph.case();
    let (mut any_about, mut any_rounded) = (false, false);
    for id in claims {
        let Some(quantity) = case.quantity(&case.claims.get(id)) else {
            continue;
        };
        any_about |= quantity.approximate;
        any_rounded |= quantity.last_digit.is_some();
    }
    let notes = [
        (any_about, tolerance_note as fn(&Standing<'_>) -> String),
        (any_rounded, rounding_note),
    ];
    let notes = notes.into_iter().filter(|(matters, _)| *matters);
    notes.map(|(_, note)| note(standing)).collect()
}

/// Returns what about is taken to mean.
pub(super) fn tolerance_note(standing: &Standing<'_>) -> String {
    let percent = percent(standing.settings().tolerance);
    format!("about (~) reaches {percent} % to either side; --tolerance sets another reach")
}

/// Returns what rounding is taken to do.
fn rounding_note(standing: &Standing<'_>) -> String {
    let rounding = standing.settings().rounding;
    let [same, reach] = [rounding, rounding * Decimal::TWO].map(percent);
    format!(
        "rounded amounts are the same up to {same} %, and reach half of their last digit, at most {reach} %; --rounding \
         sets another part"
    )
}

fn percent(part: Decimal) -> Decimal {
    (part * Decimal::ONE_HUNDRED).normalize()
}

/// Lists the comparisons that could not be made, each with its reason.
pub fn uncompared<'g>(graph: &'g Graph, standing: &'g Standing<'g>, wanted: &Wanted) -> Answer<'g> {
    let wanted = wanted.clone();
    let (_, all) = wanted
        .look(graph, standing, Tell::Everything, false)
        .into_parts();
    let passing = all.into_iter().filter(move |pair| {
        (wanted.rules.is_empty() || wanted.rules.contains(&pair.rule))
            && wanted.is_met_by(graph, &pair.claims)
    });
    let columns = vec![Column::text("rule"), Column::text("reason")];
    Answer::new(columns, passing.map(uncompared_row)).side_by_side()
}

impl Wanted {
    /// Looks for the disputes by the narrowest way the graph offers; it may find others too.
    fn look(&self, graph: &Graph, standing: &Standing<'_>, tell: Tell, matters: bool) -> Disputes {
        let about = self.about.map(|entity| {
            let from_and_to = [graph.claims_from(entity), graph.claims_to(entity)];
            [from_and_to.concat(), graph.claims_by(entity).to_vec()].concat()
        });
        let said = self
            .said_by
            .map(|speaker| graph.claims_by(speaker).to_vec());
        let narrower = about.into_iter().chain(said).min_by_key(Vec::len);
        let focus = match self.said_by {
            // Of a matter every version is told.
            Some(speaker) if !matters => Focus::SaidBy(speaker),
            _ => Focus::Anyone,
        };
        let sought = Sought {
            rules: &self.rules,
            tell,
            focus,
            matters,
        };
        standing.disputes_around(narrower.as_deref(), sought)
    }

    /// Returns whether some of the claims are about whom it should be about, and by whom it should be said.
    fn is_met_by(&self, graph: &Graph, claims: &[ClaimId]) -> bool {
        let case = graph.case();
        let some_claim = |passes: &dyn Fn(EntityId, EntityId, Option<EntityId>) -> bool| {
            claims.iter().any(|id| {
                let claim = case.claims.get(*id);
                passes(case.speaker(&claim), claim.subject, claim.object)
            })
        };
        self.said_by
            .is_none_or(|wanted| some_claim(&|speaker, _, _| speaker == wanted))
            && self.about.is_none_or(|wanted| {
                some_claim(&|speaker, subject, object| {
                    speaker == wanted || subject == wanted || object == Some(wanted)
                })
            })
    }
}

fn matter_row(matter: Matter) -> Row {
    let words = |rules: &[Rule]| rules.iter().map(|rule| Cell::Word(rule.as_str())).collect();
    let claims: Vec<ClaimId> = matter.camps.claims().collect();
    let camps = matter.camps.places.iter().map(|place| {
        let ranges = place.camps.iter();
        let ranges = ranges.map(|[first, last]| {
            let ends = [*first, *last].map(|number| Cell::Number(number.into()));
            Cell::List(ends.into())
        });
        let claims = place.claims.iter();
        let claims = claims.map(|claim| Cell::Whole(Thing::Claim(*claim)));
        Cell::Map(vec![
            ("ranges".to_owned(), Cell::List(ranges.collect())),
            ("claims".to_owned(), Cell::List(claims.collect())),
        ])
    });
    Row {
        stands_for: None,
        cells: vec![
            matter.about.subject.into(),
            Cell::of(matter.about.predicate),
            Cell::of(matter.about.object),
            Cell::List(words(&matter.rules)),
            Cell::Word(matter.certainty.as_str()),
            Cell::Written(matter.why),
            Cell::List(camps.collect()),
        ],
        claims,
    }
}

fn pair_row(dispute: Dispute) -> Row {
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
