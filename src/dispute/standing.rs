//! How each claim stands: alone, borne out by another origin, or disputed.

use std::sync::OnceLock;

use super::pair::{Sort, Times, times};
use super::{Certainty, Disputes, Propositions, Settings};
use crate::graph::Graph;
use crate::model::{Claim, ClaimId, LinkKind, Modality, words};

words! {
    /// How a claim stands among the others.
    Status {
        /// Nobody independent says the same, and nobody contradicts it.
        SingleOrigin = "single-origin",
        /// Someone independent says the same, and nobody contradicts it.
        Corroborated = "corroborated",
        /// It takes part in a contradiction that is certain or that the data states.
        Disputed = "disputed",
    }
}

/// How the claims of a graph stand; worked out when first asked for.
#[derive(Debug)]
pub struct Standing<'g> {
    graph: &'g Graph,
    settings: Settings,
    disputes: OnceLock<Disputes>,
    propositions: OnceLock<Propositions>,
}

impl<'g> Standing<'g> {
    /// Returns the standing of a graph's claims under the given settings.
    pub fn new(graph: &'g Graph, settings: Settings) -> Self {
        Self {
            graph,
            settings,
            disputes: OnceLock::new(),
            propositions: OnceLock::new(),
        }
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns every contradiction of the graph.
    pub fn disputes(&self) -> &Disputes {
        self.disputes
            .get_or_init(|| Disputes::of(self.graph, &self.settings))
    }

    /// Returns the versions of each fact of the graph.
    pub fn propositions(&self) -> &Propositions {
        self.propositions
            .get_or_init(|| Propositions::of(self.graph))
    }

    /// Returns how a claim stands.
    pub fn status(&self, claim: ClaimId) -> Status {
        if self.counted(claim).next().is_some() {
            Status::Disputed
        } else if self.corroborating(claim).next().is_some() {
            Status::Corroborated
        } else {
            Status::SingleOrigin
        }
    }

    /// Returns the claims that a claim cannot hold together with, in the order of the data.
    pub fn disputed_by(&self, claim: ClaimId) -> Vec<ClaimId> {
        let others = self
            .counted(claim)
            .flat_map(|dispute| &dispute.claims)
            .copied();
        let mut others: Vec<ClaimId> = others.filter(|other| *other != claim).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// Returns the claims of independent origin that say the same as a claim.
    ///
    /// Origins are independent when their speakers differ and neither's words come through the other: what a report says
    /// in its own voice does not bear out what it quotes, nor does a claim that only says another again. A judgement
    /// bears out no fact.
    pub fn corroborating(&self, claim: ClaimId) -> impl Iterator<Item = ClaimId> {
        let modality = self.graph.case().claims.get(claim).modality;
        let versions = self.propositions().versions(claim).iter().copied();
        versions.filter(move |other| {
            let other_modality = self.graph.case().claims.get(*other).modality;
            let alike = (modality == Modality::Opinion) == (other_modality == Modality::Opinion);
            alike && self.independent(claim, *other) && self.agree(claim, *other)
        })
    }

    /// Returns whether two versions of one fact may both hold as they are put.
    pub fn agree(&self, a: ClaimId, b: ClaimId) -> bool {
        let case = self.graph.case();
        let [first, second] = [a, b].map(|id| case.claims.get(id));
        let amounts_meet = match (case.quantity(&first), case.quantity(&second)) {
            (Some(x), Some(y)) => {
                let [x_reach, y_reach] = [x, y].map(|quantity| self.settings.reach(&quantity));
                x.unit == y.unit && !x_reach.is_disjoint(y_reach)
            }
            (None, None) => true,
            _ => false,
        };
        amounts_meet
            && first.polarity == second.polarity
            && Sort::of(&first) == Sort::of(&second)
            && times(case, &first, &second) != Times::Apart
    }

    fn independent(&self, a: ClaimId, b: ClaimId) -> bool {
        let case = self.graph.case();
        let [first, second] = [a, b].map(|id| case.claims.get(id));
        let comes_through =
            |inner: &Claim, outer: &Claim| case.chain(inner.source).contains(&outer.source);
        let says_again = |a: ClaimId, b: ClaimId| {
            let mut links = case.claims.links(a).iter();
            links.any(|link| link.kind() == LinkKind::Restates && link.target == b)
        };
        case.speaker(&first) != case.speaker(&second)
            && !says_again(a, b)
            && !says_again(b, a)
            && !comes_through(&first, &second)
            && !comes_through(&second, &first)
    }

    fn counted(&self, claim: ClaimId) -> impl Iterator<Item = &super::Dispute> {
        let disputes = self.disputes().of_claim(claim);
        disputes.filter(|dispute| dispute.certainty != Certainty::Possible)
    }
}
