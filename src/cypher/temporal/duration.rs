//! Durations: months, days and seconds, which do not convert into one another.

use std::fmt;

use super::calendar::{NANOS_PER_DAY, NANOS_PER_SECOND, SECONDS_PER_DAY, SECONDS_PER_MONTH};
use crate::cypher::error::Fault;

/// A span of time in three parts, each with a sign of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Calendar months.
    pub months: i64,
    /// Calendar days.
    pub days: i64,
    /// Seconds.
    pub seconds: i64,
    /// From 0 up to a second, added to `seconds`.
    pub nanos: i64,
}

impl Duration {
    /// Makes a duration, carrying whole seconds out of the nanoseconds.
    ///
    /// # Errors
    /// When a part does not fit in 64 bits.
    pub fn new(months: i128, days: i128, nanos: i128) -> Result<Self, Fault> {
        let part = |amount: i128| i64::try_from(amount).map_err(|_| Fault::overflow());
        let per_second = i128::from(NANOS_PER_SECOND);
        Ok(Duration {
            months: part(months)?,
            days: part(days)?,
            seconds: part(nanos.div_euclid(per_second))?,
            nanos: part(nanos.rem_euclid(per_second))?,
        })
    }

    /// Makes a duration of parts with fractions: of a month into days, of a day into nanoseconds.
    ///
    /// # Errors
    /// When a part does not fit in 64 bits.
    pub fn of_fractions(months: Amount, days: Amount, nanos: Amount) -> Result<Self, Fault> {
        let per_month = i128::from(SECONDS_PER_MONTH) * i128::from(NANOS_PER_SECOND);
        let per_day = i128::from(NANOS_PER_DAY);
        let months = months.carried();
        let days = days.carried();
        let below_days =
            rounded(months.fraction * per_month as f64) + rounded(days.fraction * per_day as f64);
        Duration::new(
            months.whole,
            days.whole.saturating_add(below_days / per_day),
            nanos.carried().whole.saturating_add(below_days % per_day),
        )
    }

    /// The time part in nanoseconds.
    pub fn clock_nanos(&self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanos)
    }

    /// Its length when months and days have their average lengths: by this durations are ordered.
    pub fn average_seconds(&self) -> f64 {
        self.months as f64 * SECONDS_PER_MONTH as f64
            + self.days as f64 * SECONDS_PER_DAY as f64
            + self.seconds as f64
            + self.nanos as f64 / NANOS_PER_SECOND as f64
    }
}

/// An amount of some unit, exact as far as it is whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount {
    pub whole: i128,
    pub fraction: f64,
}

impl Amount {
    pub fn whole(whole: i64) -> Self {
        Amount {
            whole: whole.into(),
            fraction: 0.0,
        }
    }

    pub fn float(amount: f64) -> Self {
        Amount {
            whole: amount.trunc() as i128,
            fraction: amount.fract(),
        }
    }

    /// The amount times a small number, such as twelve months a year. What comes so near to a whole
    /// number that only the rounding of the fraction can keep it from it, is whole.
    pub fn times(self, factor: i64) -> Self {
        let product = self.fraction * factor as f64;
        let nearest = product.round();
        let (carry, fraction) = if (product - nearest).abs() < 1e-6 {
            (nearest, 0.0)
        } else {
            (product.trunc(), product.fract())
        };
        let whole = self.whole.saturating_mul(factor.into());
        Amount {
            whole: whole.saturating_add(carry as i128),
            fraction,
        }
    }

    pub fn plus(self, other: Amount) -> Self {
        Amount {
            whole: self.whole.saturating_add(other.whole),
            fraction: self.fraction + other.fraction,
        }
    }

    /// The same amount with less than one in its fraction.
    fn carried(self) -> Self {
        Amount {
            whole: self.whole.saturating_add(self.fraction.trunc() as i128),
            fraction: self.fraction.fract(),
        }
    }
}

fn rounded(number: f64) -> i128 {
    number.round() as i128
}

/// As ISO 8601 writes it, each part with its sign: `P1Y2M-3DT4H`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |f: &mut fmt::Formatter<'_>, amount: i64, unit: char| match amount {
            0 => Ok(()),
            _ => write!(f, "{amount}{unit}"),
        };
        f.write_str("P")?;
        part(f, self.months / 12, 'Y')?;
        part(f, self.months % 12, 'M')?;
        part(f, self.days, 'D')?;
        let (mut seconds, mut nanos) = (self.seconds, self.nanos);
        if seconds < 0 && nanos > 0 {
            seconds += 1;
            nanos -= NANOS_PER_SECOND;
        }
        if (seconds, nanos) == (0, 0) {
            let empty = (self.months, self.days) == (0, 0);
            return f.write_str(if empty { "T0S" } else { "" });
        }
        f.write_str("T")?;
        part(f, seconds / 3600, 'H')?;
        part(f, seconds / 60 % 60, 'M')?;
        let seconds = seconds % 60;
        if nanos == 0 {
            return part(f, seconds, 'S');
        }
        let minus = if seconds < 0 || nanos < 0 { "-" } else { "" };
        let fraction = format!("{:09}", nanos.abs());
        let fraction = fraction.trim_end_matches('0');
        write!(f, "{minus}{}.{fraction}S", seconds.abs())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cypher::temporal::duration_from_text;
    use crate::cypher::value::Value;

    proptest! {
        #[test]
        fn what_is_printed_reads_as_the_same(
            months in -100_000..100_000i128,
            days in -100_000..100_000i128,
            nanos in -1_000_000_000_000_000_000..1_000_000_000_000_000_000i128,
        ) {
            let duration = Duration::new(months, days, nanos).expect("a duration in range");
            let read = duration_from_text(&duration.to_string()).expect("a printed duration");
            let Value::Duration(read) = read else {
                panic!("not a duration");
            };
            prop_assert_eq!(*read, duration);
        }
    }
}
