//! Every contradiction, looked for everywhere or around some claims alone.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::facts::{Fact, Facts, Gathering};
use super::matter::of_disputes;
use super::proposition::stretches;
use super::search::{Context, Findings, Sought};
use super::vocabulary::Vocabulary;
use super::{
    Dispute, Matter, Rule, Settings, Uncompared, date, functional, opposed, sequence, stated, sum,
    versions,
};
use crate::graph::Graph;
use crate::model::{ClaimId, ClaimKind, EntityId, Handle};
use crate::stop::{Heed, Never};

/// Contradictions, and comparisons that could not be made.
#[derive(Debug, Default)]
pub struct Disputes {
    disputes: Vec<Dispute>,
    matters: Vec<Matter>,
    uncompared: Vec<Uncompared>,
    thinned: bool,
    /// Claims, each with the place of a dispute it takes part in.
    of_claim: Vec<(ClaimId, u32)>,
}

impl Disputes {
    /// Finds the contradictions of a graph, in the order of rules and of the claims.
    pub fn of(graph: &Graph, settings: &Settings) -> Self {
        Self::sought(graph, settings, Sought::EVERYTHING)
    }

    /// Finds those of the contradictions of a graph that are asked for.
    pub fn sought(graph: &Graph, settings: &Settings, sought: Sought<'_>) -> Self {
        let Ok(found) = Self::sought_until(graph, settings, sought, &Never);
        found
    }

    /// Finds the same, unless it is to give up.
    ///
    /// # Errors
    ///
    /// When it is.
    pub fn sought_until<H: Heed>(
        graph: &Graph,
        settings: &Settings,
        sought: Sought<'_>,
        stop: &H,
    ) -> Result<Self, H::Stopped> {
        let context = Context::new(graph, settings, sought);
        let mut findings = Findings::new(sought);
        let by_entity = stretches(graph).map(|entities| {
            stop.look()?;
            let mut findings = Findings::new(sought);
            let mut facts = Facts::default();
            if sought.compares_versions() {
                let any_symmetric = context.vocabulary.symmetric;
                Gathering::default().gather(graph, entities.clone(), any_symmetric, &mut facts);
            }
            among_versions(&context, &facts, &mut findings);
            for entity in entities {
                at_entity(&context, entity, &mut findings);
            }
            Ok(findings)
        });
        let by_entity: Vec<Findings> = by_entity.collect::<Result<_, _>>()?;
        by_entity
            .into_iter()
            .for_each(|found| findings.extend(found));
        of_claims(&context, &mut findings, stop)?;
        stop.look()?;
        Ok(Self::sorted(&context, findings))
    }

    /// Finds those of the contradictions asked for that some of the given claims take part in, and may find others.
    ///
    /// It looks no further than at what the ends of the claims are part of and at what is linked to them.
    pub fn around(
        graph: &Graph,
        settings: &Settings,
        claims: &[ClaimId],
        sought: Sought<'_>,
    ) -> Self {
        let context = Context::new(graph, settings, sought);
        let any_symmetric = context.vocabulary.symmetric;
        let mut findings = Findings::new(sought);
        let mut entities: Vec<EntityId> = claims
            .iter()
            .flat_map(|claim| ends(graph, *claim))
            .collect();
        entities.sort_unstable();
        entities.dedup();
        let by_entity = entities.into_par_iter().with_min_len(64).map(|entity| {
            let mut findings = Findings::new(sought);
            let facts = Facts::of(graph, entity, any_symmetric);
            among_versions(&context, &facts, &mut findings);
            at_entity(&context, entity, &mut findings);
            findings
        });
        let by_entity: Vec<Findings> = by_entity.collect();
        by_entity
            .into_iter()
            .for_each(|found| findings.extend(found));
        let mut near: Vec<ClaimId> = claims
            .iter()
            .flat_map(|claim| linked(graph, *claim))
            .collect();
        near.sort_unstable();
        near.dedup();
        for claim in near {
            of_claim(&context, claim, &|_| true, &mut findings);
        }
        Self::sorted(&context, findings)
    }

    /// Finds how the versions of one fact contradict one another.
    pub fn within(graph: &Graph, settings: &Settings, fact: Fact<'_>, sought: Sought<'_>) -> Self {
        let context = Context {
            graph,
            settings,
            vocabulary: Vocabulary::default(),
            sought,
        };
        let mut findings = Findings::new(sought);
        versions::find(&context, fact, &mut findings);
        Self::sorted(&context, findings)
    }

    /// Finds the contradictions at one entity: among the versions of its facts, and by rules of what it may be.
    pub(super) fn at(context: &Context<'_>, entity: EntityId, facts: &Facts) -> Self {
        let mut findings = Findings::new(context.sought);
        among_versions(context, facts, &mut findings);
        at_entity(context, entity, &mut findings);
        Self::sorted(context, findings)
    }

    /// Finds the contradictions of a claim that links and dates make.
    pub(super) fn linked_to(context: &Context<'_>, claim: ClaimId) -> Self {
        let mut findings = Findings::new(context.sought);
        for claim in linked(context.graph, claim) {
            of_claim(context, claim, &|_| true, &mut findings);
        }
        Self::sorted(context, findings)
    }

    /// Returns every contradiction.
    pub fn all(&self) -> &[Dispute] {
        &self.disputes
    }

    /// Returns every matter, if matters were asked for.
    pub fn matters(&self) -> &[Matter] {
        &self.matters
    }

    /// Returns whether some group of claims has more contradictions than are listed.
    pub fn is_thinned(&self) -> bool {
        self.thinned
    }

    /// Returns every comparison that could not be made.
    pub fn uncompared(&self) -> &[Uncompared] {
        &self.uncompared
    }

    /// Returns the contradictions that a claim takes part in.
    pub fn of_claim(&self, claim: ClaimId) -> impl Iterator<Item = &Dispute> {
        let start = self.of_claim.partition_point(|(other, _)| *other < claim);
        let places = self.of_claim[start..].iter();
        let places = places.take_while(move |(other, _)| *other == claim);
        places.map(|(_, place)| &self.disputes[*place as usize])
    }

    /// Returns the contradictions and what could not be compared, to keep.
    pub fn into_parts(self) -> (Vec<Dispute>, Vec<Uncompared>) {
        (self.disputes, self.uncompared)
    }

    /// Returns the matters, to keep.
    pub fn into_matters(self) -> Vec<Matter> {
        self.matters
    }

    fn sorted(context: &Context<'_>, findings: Findings) -> Self {
        let Findings {
            mut disputes,
            mut matters,
            mut uncompared,
            thinned,
            ..
        } = findings;
        if context.sought.matters {
            matters.extend(of_disputes(context, std::mem::take(&mut disputes)));
            matters.sort_by(|a, b| {
                let key = |matter: &Matter| {
                    let first = matter.camps.claims().min();
                    (matter.rules.clone(), matter.certainty, first)
                };
                key(a).cmp(&key(b)).then(a.disputed.cmp(&b.disputed))
            });
            // What claims under opposite predicates contradict at both of their ends is one matter.
            matters.dedup_by(|b, a| a.rules == b.rules && a.disputed == b.disputed);
        }
        disputes.par_sort_by(order);
        // What two claims under opposite predicates contradict at both of their ends they contradict once.
        disputes.dedup_by(|b, a| is_met_twice(b.rule) && a == b);
        uncompared.par_sort_by_key(|uncompared| (uncompared.rule, uncompared.claims));
        uncompared.dedup_by(|b, a| b.rule == Rule::Opposed && a == b);
        let places = (0_u32..).zip(&disputes);
        let mut of_claim: Vec<(ClaimId, u32)> = places
            .flat_map(|(place, dispute)| {
                let claims = dispute.disputed().iter();
                claims.map(move |claim| (*claim, place))
            })
            .collect();
        of_claim.par_sort_unstable();
        Self {
            disputes,
            matters,
            uncompared,
            thinned,
            of_claim,
        }
    }
}

/// Returns whether a rule, or what it finds of one speaker, may meet claims at both of their ends.
fn is_met_twice(rule: Rule) -> bool {
    matches!(rule, Rule::Opposed | Rule::ChangedAccount)
}

impl Sought<'_> {
    fn compares_versions(self) -> bool {
        [Rule::Amount, Rule::Functional, Rule::Polarity, Rule::Date]
            .into_iter()
            .any(|rule| self.wants_pairs(rule))
    }
}

fn order(a: &Dispute, b: &Dispute) -> Ordering {
    (a.rule, a.certainty, &a.claims).cmp(&(b.rule, b.certainty, &b.claims))
}

/// Looks for contradictions among the versions of each fact.
fn among_versions(context: &Context<'_>, facts: &Facts, findings: &mut Findings) {
    let sought = context.sought;
    for fact in facts.all().filter(|fact| fact.versions.len() > 1) {
        let rules = [Rule::Amount, Rule::Functional, Rule::Polarity];
        if rules.into_iter().any(|rule| sought.wants_pairs(rule)) {
            versions::find(context, fact, findings);
        }
        if sought.wants_pairs(Rule::Date) {
            date::of_occasion(context, fact, findings);
        }
    }
    if findings.asks_for_uncompared() && sought.wants_pairs(Rule::Amount) {
        figures_of_several_units(context, facts, findings);
    }
}

/// Notes the figures that are several facts since their units differ.
fn figures_of_several_units(context: &Context<'_>, facts: &Facts, findings: &mut Findings) {
    let case = context.graph.case();
    let is_figure = |claim: &ClaimId| {
        let kind = case.predicate(&case.claims.get(*claim)).kind;
        kind == ClaimKind::Figure
    };
    for key in facts.keys() {
        let mut claims: Vec<ClaimId> = key.flat_map(|fact| fact.versions).copied().collect();
        if claims.first().is_some_and(is_figure) {
            claims.sort_unstable();
            versions::skip_units(context, &claims, findings);
        }
    }
}

/// Looks for contradictions by rules of what one entity may be.
fn at_entity(context: &Context<'_>, entity: EntityId, findings: &mut Findings) {
    let sought = context.sought;
    if context.vocabulary.opposed && sought.wants_pairs(Rule::Opposed) {
        opposed::find(context, entity, findings);
    }
    if context.vocabulary.once && sought.wants_pairs(Rule::Date) {
        date::of_once(context, entity, findings);
    }
    if context.vocabulary.functional && sought.wants_pairs(Rule::Functional) {
        functional::find(context, entity, findings);
    }
}

/// How many claims are looked at in one go.
const MANY: usize = 1 << 12;

/// Looks for the contradictions that links and dates make, of all claims.
fn of_claims<H: Heed>(
    context: &Context<'_>,
    findings: &mut Findings,
    stop: &H,
) -> Result<(), H::Stopped> {
    let case = context.graph.case();
    let sought = context.sought;
    let lasting: Vec<bool> = match sought.wants(Rule::Sequence) {
        true => case
            .entities
            .iter()
            .map(|(_, entity)| entity.began.is_some() || entity.ended.is_some())
            .collect(),
        false => Vec::new(),
    };
    let any_lasts = lasting.contains(&true);
    let lasts = |entity: EntityId| any_lasts && lasting[entity.index()];
    let by_links = [Rule::Sum, Rule::Sequence, Rule::Stated];
    let claims = if any_lasts {
        case.claims.len()
    } else if by_links.into_iter().any(|rule| sought.wants(rule)) {
        case.claims.linked().len()
    } else {
        0
    };
    let stretches = (0..claims.div_ceil(MANY)).into_par_iter();
    let found = stretches.map(|stretch| {
        stop.look()?;
        let mut findings = Findings::new(sought);
        for claim in stretch * MANY..claims.min((stretch + 1) * MANY) {
            of_claim(context, ClaimId::from_index(claim), &lasts, &mut findings);
        }
        Ok(findings)
    });
    let found: Vec<Findings> = found.collect::<Result<_, _>>()?;
    found.into_iter().for_each(|found| findings.extend(found));
    Ok(())
}

/// Looks for the contradictions that the links and the date of a claim make.
fn of_claim(
    context: &Context<'_>,
    claim: ClaimId,
    lasts: &dyn Fn(EntityId) -> bool,
    findings: &mut Findings,
) {
    let sought = context.sought;
    if sought.wants(Rule::Sum) {
        sum::find(context, claim, findings);
    }
    if sought.wants(Rule::Sequence) {
        sequence::find(context, claim, lasts, findings);
    }
    if sought.wants(Rule::Stated) {
        stated::find(context, claim, findings);
    }
}

/// Returns the entities at which a claim may contradict others.
pub(super) fn ends(graph: &Graph, claim: ClaimId) -> impl Iterator<Item = EntityId> + use<> {
    let case = graph.case();
    let claim = case.claims.get(claim);
    let object = claim.object.filter(|_| case.predicate(&claim).symmetric);
    let other = object.filter(|object| *object != claim.subject);
    [Some(claim.subject), other].into_iter().flatten()
}

/// Returns a claim and those whose links may set it against something, in the order of the data.
fn linked(graph: &Graph, claim: ClaimId) -> Vec<ClaimId> {
    let mut linked = vec![claim];
    linked.extend(graph.links_to(claim).map(|(from, _)| from));
    linked.sort_unstable();
    linked.dedup();
    linked
}
