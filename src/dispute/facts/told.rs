//! What the grouping of claims into facts sees of each claim of one key.

use std::cmp::Ordering;

use super::units::may_share;
use crate::dispute::meet::Days;
use crate::model::{
    Case, Claim, ClaimId, EntityId, Interval, ModalitySort, Polarity, SourceId, TextId, Unit,
};

/// Who tells something: a speaker in one source, or the maker of tables, whichever of them the row is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Teller {
    who: EntityId,
    /// Absent where the claims are rows of tables.
    source: Option<SourceId>,
}

impl Teller {
    /// Returns who tells a claim.
    pub fn of(case: &Case, claim: &Claim) -> Self {
        match case.is_tabular(claim.source) {
            true => Self {
                who: case.sources.get(claim.source).maker,
                source: None,
            },
            false => Self {
                who: case.speaker(claim),
                source: Some(claim.source),
            },
        }
    }

    /// Returns whether its claims are rows of tables, each of which stands for itself.
    pub fn is_tabular(self) -> bool {
        self.source.is_none()
    }
}

/// An amount as it is written: its bounds, and whether it is approximate.
pub(crate) type Amount = (Interval, bool);

/// One claim of a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub id: ClaimId,
    pub days: Days,
    pub occasion: Option<TextId>,
    pub teller: Teller,
    pub sort: ModalitySort,
    pub polarity: Polarity,
    pub unit: Option<Unit>,
    /// Absent where there is none, or where it is not known.
    pub amount: Option<Amount>,
}

impl Told {
    pub fn of(case: &Case, id: ClaimId) -> Self {
        let claim = case.claims.get(id);
        let quantity = case.quantity(&claim);
        let known = quantity.filter(|quantity| !quantity.is_unknown());
        Self {
            id,
            days: case.when(&claim).map_or(Days::ALL, Days::reached),
            occasion: claim.occasion,
            teller: Teller::of(case, &claim),
            sort: claim.modality.sort(),
            polarity: claim.polarity,
            unit: quantity.map(|quantity| quantity.unit),
            amount: known.map(|quantity| (quantity.interval, quantity.approximate)),
        }
    }

    /// Returns whether it says that a known amount was, will be or should be paid.
    pub fn is_solid(&self) -> bool {
        self.polarity == Polarity::Affirmed && self.amount.is_some()
    }

    /// Returns whether a payment of another fact could be the same one.
    pub fn could_be(&self, other: &Self) -> bool {
        let meet = self.days.first <= other.days.last && other.days.first <= self.days.last;
        let told_twice = !self.teller.is_tabular() && self.amount == other.amount;
        meet && (self.unit, self.sort, self.polarity) == (other.unit, other.sort, other.polarity)
            && (self.teller != other.teller || told_twice)
            && may_share(self.occasion, other.occasion)
    }
}

/// Returns which of two claims comes first where the order must not depend on that of the files: by date, then by id.
pub(super) fn in_order(case: &Case, a: &Told, b: &Told) -> Ordering {
    let id = |told: &Told| case.text(case.claims.id(told.id));
    let days = |told: &Told| (told.days.first, told.days.last);
    days(a).cmp(&days(b)).then_with(|| id(a).cmp(id(b)))
}
