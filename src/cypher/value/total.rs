//! The total of many numbers or durations, exact as long as they are, whatever order they come in.

use rust_decimal::Decimal;

use super::number::no_decimal;
use super::{Arithmetic, Value, exact, nearest_float};
use crate::cypher::error::Fault;

/// A total of what was taken in so far.
///
/// Integers and decimals are added apart from floats, so that a sum which overflows only on its way does not fail.
#[derive(Debug, Default)]
pub struct Total {
    count: u32,
    integers: i128,
    decimals: Option<Decimal>,
    floats: Option<f64>,
    durations: Option<Value>,
}

impl Total {
    /// Takes in a number or a duration.
    ///
    /// # Errors
    /// When it is neither, when durations and numbers meet, and when a decimal does not hold the digits of the total.
    pub fn add(&mut self, value: &Value) -> Result<(), Fault> {
        let has_numbers = self.count > 0 && self.durations.is_none();
        match value {
            Value::Duration(_) if has_numbers => return Err(mixed()),
            Value::Integer(_) | Value::Float(_) | Value::Decimal(_) if self.durations.is_some() => {
                return Err(mixed());
            }
            // A sum of 2^64 integers fits.
            Value::Integer(number) => self.integers += i128::from(*number),
            Value::Decimal(number) => {
                let sum = self.decimals.unwrap_or_default();
                self.decimals = Some(exact::sum(sum, *number).ok_or_else(no_decimal)?);
            }
            Value::Float(number) => self.floats = Some(self.floats.unwrap_or(0.0) + number),
            Value::Duration(_) => {
                self.durations = Some(match &self.durations {
                    Some(sum) => Arithmetic::Add.apply(sum, value)?,
                    None => value.clone(),
                });
            }
            other => {
                return Err(Fault::bad_value(format!(
                    "cannot add up {}",
                    other.type_name()
                )));
            }
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// Returns the sum; 0 of nothing.
    ///
    /// # Errors
    /// When it fits in no integer or decimal.
    pub fn sum(self) -> Result<Value, Fault> {
        if let Some(durations) = self.durations {
            return Ok(durations);
        }
        match (self.floats, self.decimals) {
            (Some(floats), decimals) => {
                let decimals = decimals.map_or(0.0, nearest_float);
                Ok(Value::Float(floats + (decimals + self.integers as f64)))
            }
            (None, Some(decimals)) => {
                let sum = decimal(self.integers).and_then(|whole| exact::sum(whole, decimals));
                sum.map(Value::Decimal).ok_or_else(no_decimal)
            }
            (None, None) => {
                let sum = i64::try_from(self.integers);
                sum.map(Value::Integer).map_err(|_| Fault::overflow())
            }
        }
    }

    /// Returns the mean; null of nothing.
    ///
    /// # Errors
    /// When it fits in no decimal.
    pub fn mean(self, count: i64) -> Result<Value, Fault> {
        if count == 0 {
            return Ok(Value::Null);
        }
        if self.floats.is_some() || self.decimals.is_some() || self.durations.is_some() {
            return Arithmetic::Divide.apply(&self.sum()?, &Value::Integer(count));
        }
        // Divided as decimals, the mean is rounded to a float once.
        let mean = decimal(self.integers).and_then(|sum| sum.checked_div(Decimal::from(count)));
        Ok(Value::Float(match mean {
            Some(mean) => nearest_float(mean),
            None => self.integers as f64 / count as f64,
        }))
    }
}

fn decimal(whole: i128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(whole, 0).ok()
}

fn mixed() -> Fault {
    Fault::bad_value("cannot add up numbers and durations")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(values: &[Value]) -> Total {
        let mut total = Total::default();
        values
            .iter()
            .for_each(|value| total.add(value).expect("a number"));
        total
    }

    #[test]
    fn a_total_overflows_only_at_its_end() {
        let [most, one] = [Value::Integer(i64::MAX), Value::Integer(1)];
        let back = [most.clone(), one.clone(), Value::Integer(-1)];
        assert_eq!(total(&back).sum(), Ok(most.clone()));
        assert!(total(&[most.clone(), one]).sum().is_err());
        let mean = total(&[most.clone(), most]).mean(2);
        assert_eq!(mean, Ok(Value::Float(i64::MAX as f64)));
    }

    #[test]
    fn amounts_keep_every_digit() {
        let amount = |text: &str| Value::Decimal(text.parse().expect("a decimal"));
        let sum = total(&[
            amount("12345678901234567"),
            amount("0.01"),
            Value::Integer(1),
        ])
        .sum();
        assert_eq!(sum, Ok(amount("12345678901234568.01")));
        let mut sum = Total::default();
        sum.add(&amount("70000000000000000000000000000"))
            .expect("it fits");
        assert!(sum.add(&amount("0.01")).is_err(), "no digit is dropped");
    }
}
