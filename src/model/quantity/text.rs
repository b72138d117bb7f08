//! The way quantities are written.

use std::fmt;

use rust_decimal::Decimal;

use super::Quantity;
use crate::model::{Bound, Currency, Dimension, Duration, Interval, Pool, Unit, Word};

/// Why a text is no quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuantityError {
    /// It is not written as quantities are.
    Syntax(&'static str),
    /// Its number has more digits than exact arithmetic holds.
    TooLong,
    /// Its currency is none that is known.
    UnknownCurrency(String),
    /// Its least value is above its greatest.
    Reversed,
}

impl Quantity {
    /// Returns the quantity that a text writes.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] when the text does not follow the grammar above, when its currency is unknown, when its ends
    /// are reversed, and when a number has more than 28 digits.
    ///
    /// ```
    /// use claimgraph::model::{Pool, Quantity};
    /// let mut pool = Pool::default();
    /// let quantity = Quantity::parse("<USD 45M", &mut pool).unwrap();
    /// assert_eq!(quantity.interval.max().unwrap().value, 45_000_000.into());
    /// assert_eq!(quantity.display(&pool).to_string(), "<USD 45M");
    /// assert!(Quantity::parse("USD 2M..1M", &mut pool).is_err());
    /// ```
    pub fn parse(text: &str, pool: &mut Pool) -> Result<Self, QuantityError> {
        if let Some(unit) = text.strip_prefix("unknown ") {
            return Ok(Self {
                interval: Interval::UNKNOWN,
                approximate: false,
                last_digit: None,
                unit: parse_unit(unit, pool)?,
            });
        }
        let (sign, rest) = Sign::split(text);
        let (numbers, unit) = split_unit(rest, pool)?;
        let (interval, last_digit) = parse_interval(sign, numbers)?;
        Ok(Self {
            interval,
            approximate: sign == Sign::About,
            last_digit,
            unit,
        })
    }

    /// Returns the way it is written, to the last digit of a single number; parsing that gives the same quantity.
    pub fn display(self, pool: &Pool) -> impl fmt::Display + '_ {
        Written {
            quantity: self,
            pool,
        }
    }
}

/// What may stand before a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Exactly,
    About,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Sign {
    const WRITTEN: [(&'static str, Self); 7] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("≤", Self::AtMost),
        ("≥", Self::AtLeast),
        ("<", Self::Below),
        (">", Self::Above),
        ("~", Self::About),
    ];

    fn split(text: &str) -> (Self, &str) {
        Self::WRITTEN
            .iter()
            .find_map(|(written, sign)| Some((*sign, text.strip_prefix(written)?)))
            .unwrap_or((Self::Exactly, text))
    }
}

/// Splits `USD 10M..100M`, `80%` or `46 pages` into numbers and unit.
fn split_unit<'a>(text: &'a str, pool: &mut Pool) -> Result<(&'a str, Unit), QuantityError> {
    if let Some(number) = text.strip_suffix('%') {
        return Ok((number.trim_end(), Unit::Percent));
    }
    let (first, rest) = text.split_once(' ').ok_or(QuantityError::Syntax(
        "a quantity is a number and a unit, such as `USD 44M` or `46 pages`",
    ))?;
    let starts_with_number =
        first.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '>'));
    if starts_with_number {
        Ok((first, parse_unit(rest, pool)?))
    } else {
        Ok((rest, Unit::Currency(parse_currency(first)?)))
    }
}

fn parse_unit(text: &str, pool: &mut Pool) -> Result<Unit, QuantityError> {
    let looks_like_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if text == "%" {
        Ok(Unit::Percent)
    } else if let Some(duration) = Duration::from_word(text) {
        Ok(Unit::Duration(duration))
    } else if looks_like_code {
        parse_currency(text).map(Unit::Currency)
    } else if text.is_empty() || text.starts_with(|c: char| !c.is_alphabetic()) {
        Err(QuantityError::Syntax("a unit is a word, such as `users`"))
    } else {
        Ok(Unit::Count(pool.intern(text)))
    }
}

fn parse_currency(code: &str) -> Result<Currency, QuantityError> {
    Currency::from_code(code).ok_or_else(|| QuantityError::UnknownCurrency(code.to_owned()))
}

/// Returns the values that numbers after a sign mean, and the place of the last digit of a single one.
fn parse_interval(sign: Sign, numbers: &str) -> Result<(Interval, Option<i8>), QuantityError> {
    let parse_end = |text| parse_number(text).map(|(value, _)| value);
    // A search for a text of any length is made for longer texts.
    let dots = numbers.as_bytes().windows(2).position(|pair| pair == b"..");
    if let Some(dots) = dots {
        let (min, max) = (&numbers[..dots], &numbers[dots + 2..]);
        if !matches!(sign, Sign::Exactly | Sign::About) {
            return Err(QuantityError::Syntax(
                "a range has its signs at its ends, as in `USD 10M..<100M`",
            ));
        }
        let min = match min.strip_prefix('>') {
            Some(min) => Bound::open(parse_end(min)?),
            None => Bound::closed(parse_end(min)?),
        };
        let max = match max.strip_prefix('<') {
            Some(max) => Bound::open(parse_end(max)?),
            None => Bound::closed(parse_end(max)?),
        };
        let interval = Interval::new(Some(min), Some(max)).map_err(|_| QuantityError::Reversed)?;
        return Ok((interval, None));
    }
    let (value, last_digit) = parse_number(numbers)?;
    let ends = match sign {
        Sign::Exactly | Sign::About => (Some(Bound::closed(value)), Some(Bound::closed(value))),
        Sign::Below => (None, Some(Bound::open(value))),
        Sign::AtMost => (None, Some(Bound::closed(value))),
        Sign::Above => (Some(Bound::open(value)), None),
        Sign::AtLeast => (Some(Bound::closed(value)), None),
    };
    let interval = Interval::new(ends.0, ends.1).map_err(|_| QuantityError::Reversed)?;
    let is_bound = ends.0.is_none() || ends.1.is_none();
    Ok((interval, Some(last_digit).filter(|_| !is_bound)))
}

/// What may stand after a number, with the number of zeroes it stands for.
const SUFFIXES: [(char, u32); 4] = [('T', 12), ('B', 9), ('M', 6), ('k', 3)];

/// Returns the value of a number, and the power of ten that its last digit counts.
fn parse_number(text: &str) -> Result<(Decimal, i8), QuantityError> {
    const SHAPE: QuantityError = QuantityError::Syntax(
        "a number is digits with a point and k, M, B or T at most, such as `1.28B`",
    );
    let suffix = SUFFIXES.iter().find(|(suffix, _)| text.ends_with(*suffix));
    let digits = text
        .strip_suffix(|c| suffix.is_some_and(|(s, _)| *s == c))
        .unwrap_or(text);
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let decimals = digits.split_once('.').map_or(0, |_| fraction.len());
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(SHAPE);
    }
    let number = Decimal::from_str_exact(digits).map_err(|_| QuantityError::TooLong)?;
    let zeroes = suffix.map_or(0, |(_, zeroes)| *zeroes);
    let value = number.checked_mul(Decimal::from(10_u64.pow(zeroes)));
    let value = value.ok_or(QuantityError::TooLong)?.normalize();
    // A decimal has at most 28 digits after its point.
    Ok((value, zeroes as i8 - decimals as i8))
}

struct Written<'a> {
    quantity: Quantity,
    pool: &'a Pool,
}

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Quantity {
            interval,
            approximate,
            last_digit,
            unit,
        } = self.quantity;
        let word = unit.word(self.pool);
        if self.quantity.is_unknown() {
            return write!(f, "unknown {word}");
        }
        let (sign, numbers) = match (interval.min(), interval.max()) {
            (Some(min), Some(max)) if min.value == max.value => {
                ("", number_to(min.value, last_digit))
            }
            (Some(min), Some(max)) => {
                let above = if min.inclusive { "" } else { ">" };
                let below = if max.inclusive { "" } else { "<" };
                (
                    "",
                    format!("{above}{}..{below}{}", number(min.value), number(max.value)),
                )
            }
            (Some(min), None) if min.inclusive => (">=", number(min.value)),
            (Some(min), None) => (">", number(min.value)),
            (None, Some(max)) if max.inclusive => ("<=", number(max.value)),
            (None, Some(max)) => ("<", number(max.value)),
            (None, None) => unreachable!("an unknown quantity is written above"),
        };
        let about = if approximate { "~" } else { "" };
        match unit.dimension() {
            Dimension::Currency => write!(f, "{about}{sign}{word} {numbers}"),
            Dimension::Percent => write!(f, "{about}{sign}{numbers}%"),
            Dimension::Duration | Dimension::Count => write!(f, "{about}{sign}{numbers} {word}"),
        }
    }
}

/// Returns a number with the suffix that leaves it exact and no longer than its digits: from ten thousand up.
fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    if value.abs() < Decimal::from(10_000) {
        return plain;
    }
    for (suffix, zeroes) in SUFFIXES {
        let scaled = (value / Decimal::from(10_u64.pow(zeroes))).normalize();
        if scaled.abs() >= Decimal::ONE && scaled.scale() <= 3 {
            return Some(format!("{scaled}{suffix}"))
                .filter(|short| short.len() <= plain.len())
                .unwrap_or(plain);
        }
    }
    plain
}

/// Returns a number with every digit up to the last one that was written.
fn number_to(value: Decimal, last_digit: Option<i8>) -> String {
    let Some(last_digit) = last_digit else {
        return number(value);
    };
    let decimals = |zeroes: u32| zeroes as i8 - last_digit;
    let scaled = |zeroes: u32| value / Decimal::from(10_u64.pow(zeroes));
    let suffixes = SUFFIXES.iter().filter(|_| last_digit > 0);
    let short = suffixes.clone().find(|(_, zeroes)| {
        scaled(*zeroes).abs() >= Decimal::ONE && (0..=3).contains(&decimals(*zeroes))
    });
    let any = || suffixes.rev().find(|(_, zeroes)| decimals(*zeroes) >= 0);
    let (suffix, zeroes) = match short.or_else(any) {
        Some((suffix, zeroes)) => (suffix.to_string(), *zeroes),
        None => (String::new(), 0),
    };
    let mut scaled = scaled(zeroes);
    scaled.rescale(decimals(zeroes).max(0).unsigned_abs().into());
    format!("{scaled}{suffix}")
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(shape) => f.write_str(shape),
            Self::TooLong => f.write_str("a number has at most 28 digits"),
            Self::UnknownCurrency(code) => write!(f, "no currency \"{code}\""),
            Self::Reversed => f.write_str("the least value is above the greatest"),
        }
    }
}

impl std::error::Error for QuantityError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut pool = Pool::default();
        match Quantity::parse(text, &mut pool) {
            Ok(quantity) => quantity.display(&pool).to_string(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn what_is_written_is_written_back() {
        for text in [
            "USD 44M",
            "~USD 100M",
            "<USD 45M",
            "<=USD 10B",
            ">=USD 1B",
            ">USD 100B",
            "USD 10M..100M",
            "USD 10M..<100M",
            "USD >10M..100M",
            "unknown USD",
            "80%",
            ">80%",
            "100M users",
            "46 pages",
            "14k characters",
            "1..<24 hours",
            "6 months",
            "100k..<1M subscribers",
            "USD -5M",
            "USD 0.85",
            "0%",
            "~USD 1..2",
            "USD 1.50B",
            "USD 44000000",
            "USD 12345678.90",
            "~USD 100M",
            "0.50%",
            "5.00 hours",
            "USD 0.5M",
            "USD 0k",
            "0 users",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn other_ways_of_writing_come_out_in_one() {
        assert_eq!(written("usd 44000k"), "USD 44.000M");
        assert_eq!(written("RMB 120000000"), "CNY 120000000");
        assert_eq!(written("≥80 %"), ">=80%");
        assert_eq!(written("<USD 12345678"), "<USD 12345678");
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for text in [
            "",
            "44M",
            "USD",
            "USD 44m",
            "USD 4 4M",
            "USD 44M..",
            "USD 1e9",
            "<USD 1M..2M",
            "USD .5",
            "five users",
            "5 ",
            "5 %%",
            "unknown ",
            "<<USD 4M",
            "USD 99999999999999999999999999999999",
        ] {
            assert!(
                written(text).starts_with("error"),
                "{text:?} was taken as {}",
                written(text)
            );
        }
        assert_eq!(written("USX 4M"), "error: no currency \"USX\"");
        assert_eq!(
            written("USD 2M..1M"),
            "error: the least value is above the greatest"
        );
        assert_eq!(
            written("USD 1M..<1M"),
            "error: the least value is above the greatest"
        );
    }
}
