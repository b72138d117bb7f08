//! The payments that a trail may step over.

use crate::dispute::Standing;
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Modality, Period, Polarity, When};

/// The payments of a graph that count, each once for all its versions.
pub(super) struct Payments<'p> {
    pub graph: &'p Graph,
    standing: &'p Standing<'p>,
    include: Vec<Modality>,
}

/// One payment, as far as the search needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Payment {
    /// The first of its versions.
    pub id: ClaimId,
    /// Who pays.
    pub giver: EntityId,
    /// Who is paid.
    pub receiver: EntityId,
    /// The time in which some version may place it.
    pub period: Period,
}

impl<'p> Payments<'p> {
    pub fn new(graph: &'p Graph, standing: &'p Standing<'p>, include: &[Modality]) -> Self {
        Self {
            graph,
            standing,
            include: include.to_vec(),
        }
    }

    /// Returns the payments that an entity makes.
    pub fn by(&self, giver: EntityId) -> impl Iterator<Item = Payment> {
        self.among(self.graph.claims_from(giver))
    }

    /// Returns the payments that are made to an entity.
    pub fn to(&self, receiver: EntityId) -> impl Iterator<Item = Payment> {
        self.among(self.graph.claims_to(receiver))
    }

    /// Returns the versions of a payment that count, in the order of the data.
    pub fn versions(&self, payment: ClaimId) -> Vec<ClaimId> {
        self.standing.with_versions(payment, |versions| {
            let versions = versions.iter().copied();
            versions.filter(|id| self.counts(*id)).collect()
        })
    }

    fn among(&self, claims: &[ClaimId]) -> impl Iterator<Item = Payment> {
        claims.iter().filter_map(move |id| self.payment(*id))
    }

    /// Returns the payment of which a claim is the first version that counts, if it is one.
    fn payment(&self, id: ClaimId) -> Option<Payment> {
        let case = self.graph.case();
        let claim = case.claims.get(id);
        if !case.predicate(&claim).is_money() || !self.counts(id) {
            return None;
        }
        let period = self.standing.with_versions(id, |versions| {
            let mut counting = versions.iter().filter(|version| self.counts(**version));
            if counting.clone().next() != Some(&id) {
                return None;
            }
            let periods = counting.by_ref().map(|version| {
                let when = case.when(&case.claims.get(*version));
                when.map_or(Period::ALL, When::period)
            });
            periods.reduce(Period::hull)
        })?;
        Some(Payment {
            id,
            giver: claim.subject,
            receiver: claim.object?,
            period,
        })
    }

    fn counts(&self, id: ClaimId) -> bool {
        let claim = self.graph.case().claims.get(id);
        claim.polarity == Polarity::Affirmed
            && (claim.modality == Modality::Asserted || self.include.contains(&claim.modality))
    }
}
