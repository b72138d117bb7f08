//! Who contradicts whom: the versions of one fact, the claims that cannot both hold, and how each claim stands.
//!
//! One rule a file, each with a name, an explanation in numbers, and whether the contradiction is certain. Nothing here
//! decides who is right. What a rule could not compare it lists with the reason.

mod account;
mod amount;
mod functional;
mod meet;
mod opposed;
mod pair;
mod polarity;
mod proposition;
mod sequence;
mod standing;
mod stated;
mod sum;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use proposition::{Key, Propositions};
pub use standing::{Standing, Status};

use crate::graph::Graph;
use crate::model::{ClaimId, Interval, Quantity, words};

words! {
    /// Why claims cannot hold together.
    Rule {
        /// Versions of one fact give amounts that have no value in common.
        Amount = "amount",
        /// One affirms what another denies.
        Polarity = "polarity",
        /// Predicates that were declared opposite are both affirmed.
        Opposed = "opposed",
        /// A predicate that has one object or value at a time is given two.
        Functional = "functional",
        /// Parts cannot make their stated total.
        Sum = "sum",
        /// Something comes before what it depends on.
        Sequence = "sequence",
        /// One speaker contradicts what the same speaker said.
        ChangedAccount = "changed-account",
        /// The data itself says that a claim speaks against another.
        Stated = "stated",
    }
}

words! {
    /// How sure a contradiction is.
    Certainty {
        /// The claims cannot all hold.
        Certain = "certain",
        /// They cannot all hold if they mean the same time, event and measure, which the data leaves open.
        Possible = "possible",
        /// A curator linked them.
        Stated = "stated",
    }
}

/// Claims that cannot all hold, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The rule that says so.
    pub rule: Rule,
    /// How sure it is.
    pub certainty: Certainty,
    /// The claims, in the order of the data; for a changed account in order of saying.
    pub claims: Vec<ClaimId>,
    /// Why, with the numbers.
    pub why: String,
}

/// Two claims that a rule would compare and could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncompared {
    /// The rule.
    pub rule: Rule,
    /// The claims, in the order of the data.
    pub claims: [ClaimId; 2],
    /// Why not.
    pub reason: String,
}

/// What the rules take for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How far about (`~`) reaches on either side, as a part of the value.
    pub tolerance: Decimal,
}

impl Default for Settings {
    /// Returns the settings in use unless others are asked for: about reaches a tenth to either side.
    fn default() -> Self {
        Self {
            tolerance: Decimal::new(1, 1),
        }
    }
}

impl Settings {
    /// Returns the values a quantity may have: about reaches to either side of what is written.
    pub fn reach(&self, quantity: &Quantity) -> Interval {
        if quantity.approximate {
            quantity.interval.widened(self.tolerance)
        } else {
            quantity.interval
        }
    }
}

/// Every contradiction of a graph, and every comparison that could not be made.
#[derive(Debug, Default)]
pub struct Disputes {
    disputes: Vec<Dispute>,
    uncompared: Vec<Uncompared>,
    of_claim: BTreeMap<ClaimId, Vec<usize>>,
}

impl Disputes {
    /// Finds the contradictions of a graph, in the order of rules and of the claims.
    pub fn of(graph: &Graph, settings: &Settings) -> Self {
        let propositions = Propositions::of(graph);
        let mut findings = Findings::default();
        let context = Context {
            graph,
            settings,
            propositions: &propositions,
        };
        for rule in [
            amount::find,
            polarity::find,
            opposed::find,
            functional::find,
            sum::find,
            sequence::find,
            stated::find,
        ] {
            rule(&context, &mut findings);
        }
        let Findings {
            mut disputes,
            mut uncompared,
        } = findings;
        disputes.sort_by(|a, b| {
            (a.rule, a.certainty, &a.claims).cmp(&(b.rule, b.certainty, &b.claims))
        });
        uncompared.sort_by_key(|uncompared| (uncompared.rule, uncompared.claims));
        let mut of_claim = BTreeMap::<ClaimId, Vec<usize>>::new();
        for (index, dispute) in disputes.iter().enumerate() {
            for claim in &dispute.claims {
                of_claim.entry(*claim).or_default().push(index);
            }
        }
        Self {
            disputes,
            uncompared,
            of_claim,
        }
    }

    /// Returns every contradiction.
    pub fn all(&self) -> &[Dispute] {
        &self.disputes
    }

    /// Returns every comparison that could not be made.
    pub fn uncompared(&self) -> &[Uncompared] {
        &self.uncompared
    }

    /// Returns the contradictions that a claim takes part in.
    pub fn of_claim(&self, claim: ClaimId) -> impl Iterator<Item = &Dispute> {
        let indices = self.of_claim.get(&claim).into_iter().flatten();
        indices.map(|index| &self.disputes[*index])
    }
}

/// What every rule sees.
struct Context<'c> {
    graph: &'c Graph,
    settings: &'c Settings,
    propositions: &'c Propositions,
}

/// What the rules find.
#[derive(Default)]
struct Findings {
    disputes: Vec<Dispute>,
    uncompared: Vec<Uncompared>,
}
