//! How claims come into a total, or why they do not.

use super::Totals;
use crate::model::{Case, Claim, EntityId, Modality, Polarity, Word};

/// How a claim comes into a total, or why it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Entry {
    /// It counts.
    Counted,
    /// It is a part of what counts, and comes in with that.
    Part,
    /// It is not put as what happened; of an allegation, whether it tells a payment that counts already.
    Put(Modality, bool),
    /// It says that nothing was paid, or not so much.
    Denied,
    /// It does not say how much was paid.
    Unknown,
}

impl Entry {
    pub fn of(case: &Case, claim: &Claim, wanted: &Totals) -> Self {
        let counts =
            claim.modality == Modality::Asserted || wanted.include.contains(&claim.modality);
        let is_known = case
            .quantity(claim)
            .is_some_and(|quantity| !quantity.is_unknown());
        match claim.polarity {
            Polarity::Denied => Self::Denied,
            Polarity::Affirmed if !counts => Self::Put(claim.modality, false),
            Polarity::Affirmed if !is_known => Self::Unknown,
            Polarity::Affirmed => Self::Counted,
        }
    }

    /// Returns its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Part => "part",
            Self::Put(modality, _) => modality.as_str(),
            Self::Denied => "denied",
            Self::Unknown => "unknown",
        }
    }

    /// Returns why it is not added.
    pub fn remark(self) -> &'static str {
        match self {
            Self::Counted => "",
            Self::Part => "not added: counted in its whole",
            Self::Unknown => "not added: no amount is given",
            Self::Put(_, true) => "not added: already counted",
            Self::Put(_, false) | Self::Denied => "not added",
        }
    }
}

/// Whose money a total is of, as far as it is one giver's and one receiver's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Ends {
    pub giver: Option<EntityId>,
    pub receiver: Option<EntityId>,
}
