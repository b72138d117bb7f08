//! Quantities: how much, as an interval of some unit.

mod text;

use rust_decimal::Decimal;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

pub use text::QuantityError;

use super::{
    Appended, Bound, Currency, Dimension, Duration, Handle, Interval, QuantityId, Record, Rows,
    TextId, Unit, Word,
};

/// An interval of some unit.
///
/// Written `USD 44M`, `~USD 100M` (about), `<USD 45M`, `<=USD 10B` (up to), `>=USD 1B` (at least), `USD 10M..100M`,
/// `USD 10M..<100M`, `unknown USD`; and with other units `>80%`, `100M users`, `6 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The values it may have, in whole units.
    pub interval: Interval,
    /// Whether it is only about so much.
    pub approximate: bool,
    /// The power of ten that the last written digit of a single number counts: 6 in `44M`, 7 in `1.50B`, -2 in `0.85`;
    /// absent for ranges, bounds, and what was computed.
    pub last_digit: Option<i8>,
    /// What is counted.
    pub unit: Unit,
}

/// A quantity as it is kept: two to a line of the processor's cache.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct QuantityRow {
    /// The digits of the least and the greatest value, the lowest 32 bits first.
    digits: [[u32; 3]; 2],
    /// Of each, how many of the digits follow the point, and whether it is below zero, belongs to the interval and is
    /// there at all.
    ends: [u8; 2],
    /// The sort of the unit, a unit of time, and whether the quantity is approximate.
    sort: u8,
    last_digit: i8,
    /// The letters of a currency or what is counted.
    code: u32,
}

const SCALE: u8 = 0x1f;
const NEGATIVE: u8 = 0x20;
const INCLUSIVE: u8 = 0x40;
const BOUNDED: u8 = 0x80;
const APPROXIMATE: u8 = 0x80;
const DIMENSION: u8 = 0x03;
const DURATION: u8 = 0x1c;
/// What is kept of a last digit that is absent.
const NO_DIGIT: i8 = i8::MIN;

impl QuantityRow {
    #[inline]
    fn dimension(self) -> Dimension {
        Dimension::of_number(self.sort & DIMENSION)
    }

    #[inline]
    fn end(self, side: usize) -> Option<Bound> {
        let [lo, mid, hi] = self.digits[side];
        let end = self.ends[side];
        (end & BOUNDED != 0).then(|| Bound {
            value: Decimal::from_parts(lo, mid, hi, end & NEGATIVE != 0, (end & SCALE).into()),
            inclusive: end & INCLUSIVE != 0,
        })
    }
}

/// Returns the digits of an end, and what else is to be kept of it.
fn kept(end: Option<Bound>) -> ([u32; 3], u8) {
    let Some(Bound { value, inclusive }) = end else {
        return ([0; 3], 0);
    };
    let parts = value.unpack();
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    // A decimal has at most 28 digits after its point.
    let kept = parts.scale as u8 | flag(parts.negative, NEGATIVE) | flag(inclusive, INCLUSIVE);
    ([parts.lo, parts.mid, parts.hi], kept | BOUNDED)
}

impl Record for Quantity {
    type Row = QuantityRow;

    fn to_row(self) -> QuantityRow {
        let (min, from) = kept(self.interval.min());
        let (max, to) = kept(self.interval.max());
        let approximate = if self.approximate { APPROXIMATE } else { 0 };
        let duration = match self.unit {
            Unit::Duration(duration) => duration.number(),
            _ => 0,
        };
        QuantityRow {
            digits: [min, max],
            ends: [from, to],
            sort: self.unit.dimension().number()
                | duration << DURATION.trailing_zeros()
                | approximate,
            last_digit: self.last_digit.unwrap_or(NO_DIGIT),
            code: match self.unit {
                Unit::Currency(currency) => currency.letters(),
                Unit::Count(noun) => noun.index() as u32,
                Unit::Percent | Unit::Duration(_) => 0,
            },
        }
    }

    #[inline]
    fn from_row(row: QuantityRow) -> Self {
        Self {
            interval: Interval::kept(row.end(0), row.end(1)),
            approximate: row.sort & APPROXIMATE != 0,
            last_digit: Some(row.last_digit).filter(|digit| *digit != NO_DIGIT),
            unit: match row.dimension() {
                Dimension::Currency => Unit::Currency(Currency::of_letters(row.code)),
                Dimension::Percent => Unit::Percent,
                Dimension::Duration => {
                    let duration = (row.sort & DURATION) >> DURATION.trailing_zeros();
                    Unit::Duration(Duration::of_number(duration))
                }
                Dimension::Count => Unit::Count(TextId::from_index(row.code as usize)),
            },
        }
    }
}

impl Rows<QuantityId, Quantity> {
    /// Adds the quantities of a part of the case.
    pub(crate) fn append(&mut self, part: &Self, to: &Appended<'_>) {
        self.extend(part.rows().iter().map(|row| match row.dimension() {
            Dimension::Count => QuantityRow {
                code: to.interned[row.code as usize].index() as u32,
                ..*row
            },
            _ => *row,
        }));
    }
}

impl Quantity {
    /// Returns a quantity that was computed, so that no digit of it is the last.
    pub fn computed(interval: Interval, unit: Unit) -> Self {
        Self {
            interval,
            approximate: false,
            last_digit: None,
            unit,
        }
    }

    /// Returns whether nothing is known of how much it is.
    pub fn is_unknown(self) -> bool {
        self.interval == Interval::UNKNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let ends = [
            Decimal::ZERO,
            Decimal::MAX,
            Decimal::MIN,
            Decimal::from_parts(u32::MAX, 1, 0, true, 28),
            Decimal::new(85, 2),
        ];
        let bounds = ends.map(|end| [Bound::open(end), Bound::closed(end)]);
        let bounds = bounds.into_iter().flatten().map(Some);
        let bounds: Vec<Option<Bound>> = bounds.chain([None]).collect();
        let units = [
            Unit::Percent,
            Unit::Duration(Duration::ALL[Duration::ALL.len() - 1]),
            Unit::Currency(Currency::from_code("CNY").expect("a currency")),
            Unit::Count(TextId::from_index(u32::MAX as usize - 1)),
        ];
        for (place, min) in bounds.iter().enumerate() {
            for max in &bounds {
                let Ok(interval) = Interval::new(*min, *max) else {
                    continue;
                };
                for unit in units {
                    let quantity = Quantity {
                        interval,
                        approximate: place % 2 == 0,
                        last_digit: [None, Some(-28), Some(40)][place % 3],
                        unit,
                    };
                    let back = Quantity::from_row(quantity.to_row());
                    assert_eq!(back, quantity);
                    let scale =
                        |quantity: Quantity| quantity.interval.max().map(|max| max.value.scale());
                    assert_eq!(scale(back), scale(quantity));
                }
            }
        }
    }
}
