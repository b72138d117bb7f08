//! Exact steps between floats and decimals.
//!
//! A whole float is the integer that its bits say. Any other counts as the shortest decimal that reads back as the same
//! float, which is how it is written: `0.1` equals the exact amount 0.1. The floats keep their order that way, so that
//! integers, floats and decimals have one.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// Powers of ten that a float holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The float nearest to a decimal.
pub fn nearest_float(decimal: Decimal) -> f64 {
    let mantissa = decimal.mantissa();
    let power = TENS.get(decimal.scale() as usize);
    match power {
        // One division of two exact numbers is rounded once.
        Some(power) if mantissa.unsigned_abs() < 1 << 53 => mantissa as f64 / power,
        _ => decimal.to_string().parse().unwrap_or(f64::NAN),
    }
}

/// The decimal that a float counts as; `None` where no decimal is so large, so small or so long.
pub fn as_decimal(float: f64) -> Option<Decimal> {
    let text = if float.fract() == 0.0 {
        format!("{float:.0}")
    } else {
        float.to_string()
    };
    // NaN and the infinities are no decimals.
    Decimal::from_str_exact(&text).ok()
}

/// Compares a float with a decimal; `None` when it is NaN.
pub fn compare(float: f64, decimal: Decimal) -> Option<Ordering> {
    let by_nearest = float.partial_cmp(&nearest_float(decimal))?;
    // Rounding keeps order, so only decimals that round to this very float need their digits compared.
    Some(
        by_nearest
            .then_with(|| as_decimal(float).map_or(Ordering::Equal, |float| float.cmp(&decimal))),
    )
}

/// The sum of two decimals with every digit; `None` when a decimal does not hold them all.
pub fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    // Zeros at the end are kept, as in 0.10 + 0.20 = 0.30, unless there is no room for them.
    aligned_sum(a, b).or_else(|| aligned_sum(a.normalize(), b.normalize()))
}

fn aligned_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let mut scale = a.scale().max(b.scale());
    let mantissa = |decimal: Decimal| {
        let power = 10_i128.checked_pow(scale - decimal.scale())?;
        decimal.mantissa().checked_mul(power)
    };
    let mut sum = mantissa(a)?.checked_add(mantissa(b)?)?;
    loop {
        match Decimal::try_from_i128_with_scale(sum, scale) {
            Ok(decimal) => return Some(decimal),
            Err(_) if scale > 0 && sum % 10 == 0 => (sum, scale) = (sum / 10, scale - 1),
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn a_float_is_the_decimal_it_is_written_as() {
        for (float, text) in [
            (0.1, "0.1"),
            (-44_000_000.01, "-44000000.01"),
            (1e-28, "0.0000000000000000000000000001"),
        ] {
            assert_eq!(
                compare(float, decimal(text)),
                Some(Ordering::Equal),
                "{text}"
            );
            assert_eq!(nearest_float(decimal(text)), float);
        }
    }

    #[test]
    fn neighbours_that_round_to_one_float_are_told_apart() {
        let float = 9_007_199_254_740_992.0; // 2^53
        let greater = decimal("9007199254740992.0000000001");
        let less = decimal("9007199254740991.9999999999");
        assert_eq!(nearest_float(greater), float);
        assert_eq!(compare(float, greater), Some(Ordering::Less));
        assert_eq!(compare(float, less), Some(Ordering::Greater));
        assert_eq!(
            compare(12_345_678_901_234_568.0, decimal("12345678901234567")),
            Some(Ordering::Greater)
        );
    }

    #[test]
    fn what_is_no_decimal_has_its_place_all_the_same() {
        let most = Decimal::MAX;
        assert_eq!(compare(f64::INFINITY, most), Some(Ordering::Greater));
        assert_eq!(compare(f64::NEG_INFINITY, most), Some(Ordering::Less));
        assert_eq!(compare(f64::NAN, most), None);
        assert_eq!(
            compare(f64::MIN_POSITIVE, Decimal::ZERO),
            Some(Ordering::Greater)
        );
        assert_eq!(compare(-0.0, Decimal::ZERO), Some(Ordering::Equal));
        assert_eq!(as_decimal(1e30), None);
    }
}
