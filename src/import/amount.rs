//! Quantities put together from numbers and a unit, each exactly as it is written.

use std::collections::HashSet;

use super::number::{Number, Style};
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

const NUMBERS: &str = "a number is digits with a point; `thousands`, `decimal`, `symbol` and `negative` say what else stands in numbers";

fn at(value: &Option<Value>, code: Code, text: &str, message: String, hint: &str) -> Wrong {
    Wrong {
        code,
        slot: value.as_ref().and_then(|value| value.slot),
        message: format!("\"{text}\": {message}"),
        hint: hint.to_owned(),
    }
}
