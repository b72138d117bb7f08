//! `claims`: the claims that pass a filter.

use super::statement;
use crate::answer::Answer;
use crate::dispute::{Standing, Status};
use crate::graph::Graph;
use crate::model::{
    Case, Claim, ClaimId, ClaimKind, EntityId, Modality, Polarity, PredicateId, Quantity, SourceId,
    TextId, When,
};

/// Which claims are asked for; an absent condition passes every claim.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The subject or the object is this entity.
    pub about: Option<EntityId>,
    /// Subject and object are these two, either way round.
    pub between: Option<(EntityId, EntityId)>,
    /// The subject is this entity.
    pub from: Option<EntityId>,
    /// The object is this entity.
    pub to: Option<EntityId>,
    /// The speaker is this entity.
    pub said_by: Option<EntityId>,
    /// The chain of attribution has this source in it.
    pub source: Option<SourceId>,
    /// The predicate is one of these, if there are any.
    pub predicates: Vec<PredicateId>,
    /// The claim is of one of these kinds, if there are any.
    pub kinds: Vec<ClaimKind>,
    /// The claim is put in one of these ways, if there are any.
    pub modalities: Vec<Modality>,
    /// The claim has one of these tags, if there are any.
    pub tags: Vec<TextId>,
    /// The claim stands in one of these ways, if there are any.
    pub statuses: Vec<Status>,
    /// The claim is affirmed, or is denied.
    pub polarity: Option<Polarity>,
    /// The claim may hold on some day from the first of this date on.
    pub since: Option<When>,
    /// The claim may hold on some day up to the last of this date.
    pub until: Option<When>,
    /// The quantity may be this much or more, in the same unit.
    pub min: Option<Quantity>,
    /// The quantity may be this much or less, in the same unit.
    pub max: Option<Quantity>,
}

/// Lists the claims that pass a filter, in the order of the data.
pub fn claims<'g>(graph: &'g Graph, standing: &'g Standing<'g>, filter: &Filter) -> Answer<'g> {
    let filter = filter.clone();
    if !filter.statuses.is_empty() && filter.is_wide() {
        standing.statuses();
    }
    let passing =
        candidates(graph, &filter).filter(move |claim| filter.passes(graph, standing, *claim));
    statement::answer(graph, passing)
}

/// Returns the claims among which all that can pass are found, by the narrowest way the graph offers.
fn candidates<'g>(graph: &'g Graph, filter: &Filter) -> Box<dyn Iterator<Item = ClaimId> + 'g> {
    let both = |entity| {
        let mut claims = [graph.claims_from(entity), graph.claims_to(entity)].concat();
        claims.sort_unstable();
        claims.dedup();
        Box::new(claims.into_iter())
    };
    match filter {
        Filter {
            from: Some(entity), ..
        } => Box::new(graph.claims_from(*entity).iter().copied()),
        Filter {
            to: Some(entity), ..
        } => Box::new(graph.claims_to(*entity).iter().copied()),
        Filter {
            about: Some(entity),
            ..
        }
        | Filter {
            between: Some((entity, _)),
            ..
        } => both(*entity),
        Filter {
            said_by: Some(speaker),
            ..
        } => Box::new(graph.claims_by(*speaker).iter().copied()),
        _ => Box::new(graph.case().claims.handles()),
    }
}

impl Filter {
    /// Returns whether a claim meets every condition.
    pub fn passes(&self, graph: &Graph, standing: &Standing<'_>, id: ClaimId) -> bool {
        let case = graph.case();
        let claim = case.claims.get(id);
        let ends = (claim.subject, claim.object);
        self.about
            .is_none_or(|entity| ends.0 == entity || ends.1 == Some(entity))
            && self
                .between
                .is_none_or(|(a, b)| ends == (a, Some(b)) || ends == (b, Some(a)))
            && self.from.is_none_or(|entity| ends.0 == entity)
            && self.to.is_none_or(|entity| ends.1 == Some(entity))
            && self
                .said_by
                .is_none_or(|entity| case.speaker(&claim) == entity)
            && self
                .source
                .is_none_or(|source| case.chain(claim.source).contains(&source))
            && allows(&self.predicates, &claim.predicate)
            && allows(&self.kinds, &case.predicate(&claim).kind)
            && allows(&self.modalities, &claim.modality)
            && (self.tags.is_empty()
                || case
                    .claims
                    .tags(id)
                    .iter()
                    .any(|tag| self.tags.contains(tag)))
            && self
                .polarity
                .is_none_or(|polarity| claim.polarity == polarity)
            && self.in_time(case, &claim)
            && self.in_amount(case, &claim)
            && (self.statuses.is_empty() || self.statuses.contains(&standing.status(id)))
    }

    /// Returns whether nothing keeps a large part of the case from being looked at.
    fn is_wide(&self) -> bool {
        let ends = [self.about, self.from, self.to, self.said_by];
        ends.iter().all(Option::is_none)
            && self.between.is_none()
            && self.source.is_none()
            && self.predicates.is_empty()
            && self.tags.is_empty()
    }

    fn in_time(&self, case: &Case, claim: &Claim) -> bool {
        let when = case.when(claim);
        let meets = |limit: &Option<When>, meets: fn(&When, &When) -> bool| match (limit, when) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(limit), Some(when)) => meets(when, limit),
        };
        meets(&self.since, |when, since| !when.reaches_only_before(since))
            && meets(&self.until, |when, until| !until.reaches_only_before(when))
    }

    fn in_amount(&self, case: &Case, claim: &Claim) -> bool {
        if self.min.is_none() && self.max.is_none() {
            return true;
        }
        let quantity = case.quantity(claim);
        let fits = |limit: &Option<Quantity>, below: bool| match (limit, &quantity) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(limit), Some(quantity)) => {
                let (low, high) = if below {
                    (quantity, limit)
                } else {
                    (limit, quantity)
                };
                let reaches = match (low.interval.min(), high.interval.max()) {
                    (Some(low), Some(high)) => {
                        low.value < high.value
                            || (low.value == high.value && low.inclusive && high.inclusive)
                    }
                    _ => true,
                };
                quantity.unit == limit.unit && !quantity.is_unknown() && reaches
            }
        };
        fits(&self.min, false) && fits(&self.max, true)
    }
}

fn allows<T: PartialEq>(wanted: &[T], value: &T) -> bool {
    wanted.is_empty() || wanted.contains(value)
}
