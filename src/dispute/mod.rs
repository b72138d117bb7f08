//! Who contradicts whom: the versions of one fact, the claims that cannot both hold, and how each claim stands.
//!
//! One rule a file, each with a name, an explanation in numbers, and whether the contradiction is certain. Nothing here
//! decides who is right. What a rule could not compare it lists with the reason.

mod account;
mod amount;
mod camps;
mod corroboration;
mod date;
mod disputes;
mod facts;
mod functional;
mod key;
mod matter;
mod meet;
mod opposed;
mod pair;
mod polarity;
mod proposition;
mod reaching;
mod restated;
mod search;
mod sequence;
mod standing;
mod stated;
mod sum;
mod tally;
mod verdict;
mod versions;
mod vocabulary;

use rust_decimal::Decimal;

pub use camps::{Camps, Place, Range};
pub use corroboration::Bearing;
pub use disputes::Disputes;
pub use facts::{Basis, Fact, Facts, Teller, are_rows_of_one_maker, could_be_one, is_part};
pub use key::Key;
pub use matter::{About, Matter};
pub use proposition::Propositions;
pub use search::{Focus, Sought, Tell};
pub use standing::{Standing, Status};
pub use sum::stretched;
pub use tally::{Tally, Telling, tally};
pub use verdict::Verdict;

use crate::model::{ClaimId, words};
use search::{Context, Findings};

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
        /// Dates of one occasion, or of what happens once, have no day in common.
        Date = "date",
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

impl Dispute {
    /// Returns the claims that it makes disputed: of a whole and its parts only the whole, since a part that nobody
    /// contradicts is not disputed for belonging to it.
    pub fn disputed(&self) -> &[ClaimId] {
        match self.rule {
            Rule::Sum => &self.claims[..1],
            _ => &self.claims,
        }
    }
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
    /// By how much amounts may differ that are the same but for rounding, as a part of the larger; half of how far the last
    /// written digit reaches at most.
    pub rounding: Decimal,
}

impl Default for Settings {
    /// Returns the settings in use unless others are asked for: about reaches a tenth to either side, and rounding a
    /// fortieth.
    fn default() -> Self {
        Self {
            tolerance: Decimal::new(1, 1),
            rounding: Decimal::new(25, 3),
        }
    }
}
