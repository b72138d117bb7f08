//! What a claim says, whoever says it of whom, in 12 bytes.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{Appended, Claim, Handle, Modality, Polarity, PredicateId, QuantityId, WhenId, Word};

/// What a claim says, whoever says it of whom: small enough to lie wherever claims are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Terms {
    /// A predicate, a modality and a polarity: from the highest bits, 24, 4 and 4 of them.
    what: u32,
    quantity: Maybe,
    when: Maybe,
}

impl Terms {
    /// # Panics
    ///
    /// At the 2^24th predicate.
    pub(super) fn of(claim: &Claim) -> Self {
        let predicate = claim.predicate.index() as u32;
        assert!(predicate < 1 << 24, "a case has fewer than 2^24 predicates");
        let how = claim.modality.number() << 4 | claim.polarity.number();
        Self {
            what: predicate << 8 | u32::from(how),
            quantity: Maybe::of(claim.quantity),
            when: Maybe::of(claim.when),
        }
    }

    /// Returns what the terms of a part of a case have become.
    pub(super) fn appended(self, to: &Appended<'_>) -> Self {
        Self {
            what: self.what,
            quantity: self.quantity.moved(to.quantities),
            when: self.when.among(to.whens),
        }
    }

    /// Returns how the two ends stand to each other.
    #[inline]
    pub fn predicate(self) -> PredicateId {
        PredicateId::from_index((self.what >> 8) as usize)
    }

    /// Returns how it is put.
    #[inline]
    pub fn modality(self) -> Modality {
        Modality::of_number((self.what >> 4 & 0xf) as u8)
    }

    /// Returns whether it is affirmed or denied.
    #[inline]
    pub fn polarity(self) -> Polarity {
        Polarity::of_number((self.what & 0xf) as u8)
    }

    /// Returns how much.
    #[inline]
    pub fn quantity(self) -> Option<QuantityId> {
        self.quantity.get()
    }

    /// Returns when it holds.
    #[inline]
    pub fn when(self) -> Option<WhenId> {
        self.when.get()
    }
}
