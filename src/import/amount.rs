//! Quantities put together from numbers and a unit, each exactly as it is written.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::table::Cell;
use super::value::{Value, Wrong};
use crate::diagnostic::Code;
use crate::model::Currency;
use crate::text::nearest;

/// The parts of a quantity.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub amount: Option<Value>,
    pub min: Option<Value>,
    pub max: Option<Value>,
    pub currency: Option<Value>,
    pub unit: Option<Value>,
    pub about: Option<Value>,
    /// The quantity of a row without a number.
    pub absent: Option<String>,
    pub style: Style,
}

/// How numbers are written.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub thousands: Option<String>,
    pub decimal: Option<String>,
    pub symbol: Option<String>,
}

/// A number as it goes into a quantity, and its value.
type Number = (String, Decimal);

impl Parts {
    /// Returns every part, those first that a fault of the whole is shown at.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let parts = [
            &self.amount,
            &self.min,
            &self.max,
            &self.currency,
            &self.unit,
            &self.about,
        ];
        parts.into_iter().flatten()
    }

    /// Returns the quantity of a row as we write it, if the row has one.
    pub fn quantity(
        &self,
        cells: &[Cell<'_>],
        empty: &HashSet<String>,
    ) -> Result<Option<String>, Wrong> {
        let text = |value: &Option<Value>| match value {
            Some(value) => value
                .get(cells, empty)
                .map(|got| got.text.map(str::to_owned)),
            None => Ok(None),
        };
        let number = |value: &Option<Value>| -> Result<Option<Number>, Wrong> {
            let Some(written) = text(value)? else {
                return Ok(None);
            };
            let wrong = |message| at(value, Code::InvalidQuantity, &written, message, NUMBERS);
            self.style.number(&written).map(Some).map_err(wrong)
        };
        let (amount, min, max) = (
            number(&self.amount)?,
            number(&self.min)?,
            number(&self.max)?,
        );
        let (sign, digits) = match (amount, min, max) {
            (Some((amount, _)), _, _) => ("", amount),
            (None, Some((min, least)), Some((max, most))) => {
                if least > most {
                    let message = format!("the least value is above the greatest, {max}");
                    let hint = "swap them, or swap `min` and `max` in the mapping";
                    return Err(at(&self.min, Code::ReversedQuantity, &min, message, hint));
                }
                match least == most {
                    true => ("", min),
                    false => ("", format!("{min}..{max}")),
                }
            }
            (None, Some((min, _)), None) => (">=", min),
            (None, None, Some((max, _))) => ("<=", max),
            (None, None, None) => return Ok(self.absent.clone()),
        };
        let about = self.is_about(text(&self.about)?.as_deref())?;
        let sign = match (about, sign) {
            (false, sign) => sign,
            (true, "") => "~",
            (true, _) => {
                let message = "a quantity with one end cannot be about so much".to_owned();
                let hint = "leave `about` empty there";
                return Err(at(
                    &self.about,
                    Code::InvalidQuantity,
                    &digits,
                    message,
                    hint,
                ));
            }
        };
        if let Some(code) = text(&self.currency)? {
            if Currency::from_code(&code).is_none() {
                let hint = match nearest(&code, Currency::codes()) {
                    Some(near) => format!("did you mean {near}?"),
                    None => {
                        "a currency is an ISO 4217 code; translate others by `words`".to_owned()
                    }
                };
                let message = format!("no currency \"{code}\"");
                return Err(Wrong {
                    code: Code::UnknownCurrency,
                    slot: self.currency.as_ref().and_then(|currency| currency.slot),
                    message,
                    hint,
                });
            }
            return Ok(Some(format!("{sign}{code} {digits}")));
        }
        match text(&self.unit)?.as_deref() {
            Some("%") => Ok(Some(format!("{sign}{digits}%"))),
            Some(unit) => Ok(Some(format!("{sign}{digits} {unit}"))),
            None => {
                let slot = self.values().find_map(|value| value.slot);
                Err(Wrong {
                    code: Code::InvalidQuantity,
                    slot,
                    message: format!("{digits} of what is not said"),
                    hint: "fill its `currency` or `unit`; a `value` is the same for every row, and `absent` stands for empty cells".to_owned(),
                })
            }
        }
    }

    fn is_about(&self, text: Option<&str>) -> Result<bool, Wrong> {
        match text.map(str::to_ascii_lowercase).as_deref() {
            None | Some("no" | "false" | "0") => Ok(false),
            Some("yes" | "true" | "1" | "~") => Ok(true),
            Some(other) => {
                let message = "neither yes nor no".to_owned();
                let hint = "say what it means in the `words` of `about`: yes or no";
                Err(at(&self.about, Code::UnknownValue, other, message, hint))
            }
        }
    }
}

const NUMBERS: &str = "a number is digits with a point; `thousands`, `decimal` and `symbol` say what else stands in numbers";

fn at(value: &Option<Value>, code: Code, text: &str, message: String, hint: &str) -> Wrong {
    Wrong {
        code,
        slot: value.as_ref().and_then(|value| value.slot),
        message: format!("\"{text}\": {message}"),
        hint: hint.to_owned(),
    }
}

impl Style {
    /// Returns the number of a text, with every digit it is written with.
    fn number(&self, text: &str) -> Result<Number, String> {
        let shape = || "no number".to_owned();
        let (minus, unsigned) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let symbol = self.symbol.as_deref().unwrap_or("");
        let unsigned = unsigned.strip_prefix(symbol).unwrap_or(unsigned).trim();
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, Some(exponent)),
            None => (unsigned, None),
        };
        let decimal = self.decimal.as_deref().unwrap_or(".");
        let (whole, fraction) = match number.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let whole = match self.thousands.as_deref().filter(|mark| !mark.is_empty()) {
            Some(mark) => ungrouped(whole, mark)?,
            None => whole.to_owned(),
        };
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(&whole) || !fraction.is_none_or(is_number) {
            return Err(shape());
        }
        let written = match fraction {
            Some(fraction) => format!("{minus}{whole}.{fraction}"),
            None => format!("{minus}{whole}"),
        };
        let too_long = || "a number has at most 28 digits".to_owned();
        let value = Decimal::from_str_exact(&written).map_err(|_| too_long())?;
        let Some(exponent) = exponent else {
            return Ok((written, value));
        };
        let exponent: i32 = exponent.parse().map_err(|_| shape())?;
        let value = shifted(value, exponent).ok_or_else(too_long)?;
        Ok((value.to_string(), value))
    }
}

/// Returns digits without the mark that parts their groups, which are of three, or of two before the last.
fn ungrouped(digits: &str, mark: &str) -> Result<String, String> {
    let groups: Vec<&str> = digits.split(mark).collect();
    let last = groups.len() - 1;
    let fits = |(at, group): (usize, &&str)| match at {
        0 => true,
        at if at == last => group.len() == 3,
        _ => matches!(group.len(), 2 | 3),
    };
    match groups.iter().enumerate().all(fits) {
        true => Ok(groups.concat()),
        false => Err(format!(
            "its digits are not grouped in threes by \"{mark}\""
        )),
    }
}

/// Returns a number times a power of ten, if exact arithmetic holds it.
fn shifted(value: Decimal, exponent: i32) -> Option<Decimal> {
    let value = value.normalize();
    let scale = i64::from(value.scale()) - i64::from(exponent);
    let zeroes = u32::try_from(-scale.min(0)).ok()?;
    let power = (0..zeroes).try_fold(1_i128, |power, _| power.checked_mul(10))?;
    let mantissa = value.mantissa().checked_mul(power)?;
    let scale = u32::try_from(scale.max(0)).ok()?;
    Decimal::try_from_i128_with_scale(mantissa, scale)
        .ok()
        .map(|shifted| shifted.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(style: &Style, text: &str) -> Result<String, String> {
        style.number(text).map(|(written, _)| written)
    }

    #[test]
    fn numbers_keep_every_digit() {
        let plain = Style::default();
        for text in ["0.1", "12345678901234567890.12345678", "-5", "007.50"] {
            assert_eq!(number(&plain, text).as_deref(), Ok(text));
        }
        assert_eq!(number(&plain, "1.5e6").as_deref(), Ok("1500000"));
        assert_eq!(number(&plain, "25E-3").as_deref(), Ok("0.025"));
        for text in [
            "", "1,000", "12.", ".5", "1e", "NaN", "1e400", "1 000", "0x10", "1.2.3",
        ] {
            assert!(number(&plain, text).is_err(), "{text}");
        }
        assert!(number(&plain, "12345678901234567890123456789012").is_err());
    }

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let pounds = Style {
            thousands: Some(",".to_owned()),
            symbol: Some("£".to_owned()),
            ..Style::default()
        };
        assert_eq!(
            number(&pounds, "£1,234,567.80").as_deref(),
            Ok("1234567.80")
        );
        assert_eq!(number(&pounds, "-£5").as_deref(), Ok("-5"));
        assert!(number(&pounds, "1,5").is_err());
        let euros = Style {
            thousands: Some(".".to_owned()),
            decimal: Some(",".to_owned()),
            ..Style::default()
        };
        assert_eq!(number(&euros, "1.234,50").as_deref(), Ok("1234.50"));
    }
}
