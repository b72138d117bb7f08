//! Aggregates: functions that take a whole group of rows.

use std::cmp::Ordering;

use crate::cypher::error::Fault;
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::{Arithmetic, Total, Value, order};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Collect,
    PercentileCont,
    PercentileDisc,
    StDev,
    StDevP,
}

impl Aggregate {
    pub const ALL: [Aggregate; 10] = [
        Aggregate::Count,
        Aggregate::Sum,
        Aggregate::Avg,
        Aggregate::Min,
        Aggregate::Max,
        Aggregate::Collect,
        Aggregate::PercentileCont,
        Aggregate::PercentileDisc,
        Aggregate::StDev,
        Aggregate::StDevP,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Aggregate::Count => "count",
            Aggregate::Sum => "sum",
            Aggregate::Avg => "avg",
            Aggregate::Min => "min",
            Aggregate::Max => "max",
            Aggregate::Collect => "collect",
            Aggregate::PercentileCont => "percentileCont",
            Aggregate::PercentileDisc => "percentileDisc",
            Aggregate::StDev => "stDev",
            Aggregate::StDevP => "stDevP",
        }
    }

    /// Finds an aggregate by name, in any case.
    pub fn find(name: &str) -> Option<Aggregate> {
        Aggregate::ALL
            .into_iter()
            .find(|aggregate| aggregate.name().eq_ignore_ascii_case(name))
    }

    /// How many arguments it takes.
    pub fn arity(self) -> usize {
        match self {
            Aggregate::PercentileCont | Aggregate::PercentileDisc => 2,
            _ => 1,
        }
    }

    /// The type of its result, from that of its argument.
    pub fn gives(self, argument: Type) -> Type {
        match self {
            Aggregate::Count => Type::of(Kinds::INTEGER),
            Aggregate::Collect => Type::list(argument),
            Aggregate::Min | Aggregate::Max => argument,
            Aggregate::Sum | Aggregate::Avg => Type::of(Kinds::NUMBER.or(Kinds::DURATION)),
            _ => Type::of(Kinds::NUMBER),
        }
    }
}

/// What an aggregate keeps of the values seen so far.
#[derive(Debug)]
pub enum Accumulator {
    Count(i64),
    Sum(Total),
    Avg(Total, i64),
    /// The value that stands first, or last, in the order so far.
    Extreme(Option<Value>, Ordering),
    Collect(Vec<Value>),
    Percentile {
        numbers: Vec<Value>,
        /// Between 0 and 1, once a row has given it.
        fraction: Option<f64>,
        continuous: bool,
    },
    /// Count, mean, and sum of squared distances to the mean (Welford).
    Deviation {
        count: f64,
        mean: f64,
        squares: f64,
        /// Whether the rows are a sample of a larger whole.
        sample: bool,
    },
}

impl Accumulator {
    pub fn new(aggregate: Aggregate) -> Self {
        match aggregate {
            Aggregate::Count => Accumulator::Count(0),
            Aggregate::Sum => Accumulator::Sum(Total::default()),
            Aggregate::Avg => Accumulator::Avg(Total::default(), 0),
            Aggregate::Min => Accumulator::Extreme(None, Ordering::Less),
            Aggregate::Max => Accumulator::Extreme(None, Ordering::Greater),
            Aggregate::Collect => Accumulator::Collect(Vec::new()),
            Aggregate::PercentileCont | Aggregate::PercentileDisc => Accumulator::Percentile {
                numbers: Vec::new(),
                fraction: None,
                continuous: aggregate == Aggregate::PercentileCont,
            },
            Aggregate::StDev | Aggregate::StDevP => Accumulator::Deviation {
                count: 0.0,
                mean: 0.0,
                squares: 0.0,
                sample: aggregate == Aggregate::StDev,
            },
        }
    }

    /// Takes in one row's arguments; nulls do not count.
    ///
    /// # Errors
    /// When a value has a type that the aggregate does not take, or a sum overflows.
    pub fn add(&mut self, arguments: &[Value]) -> Result<(), Fault> {
        let value = match arguments.first() {
            Some(Value::Null) => return Ok(()),
            Some(value) => value,
            None => &Value::Boolean(true),
        };
        match self {
            Accumulator::Count(count) => *count += 1,
            Accumulator::Sum(sum) => sum.add(value)?,
            Accumulator::Avg(sum, count) => {
                sum.add(value)?;
                *count += 1;
            }
            Accumulator::Extreme(best, wanted) => {
                let better = best
                    .as_ref()
                    .is_none_or(|best| order(value, best) == *wanted);
                if better {
                    *best = Some(value.clone());
                }
            }
            Accumulator::Collect(items) => items.push(value.clone()),
            Accumulator::Percentile {
                numbers, fraction, ..
            } => {
                numeric(value)?;
                numbers.push(value.clone());
                if fraction.is_none() {
                    *fraction = Some(percentile(&arguments[1])?);
                }
            }
            Accumulator::Deviation {
                count,
                mean,
                squares,
                ..
            } => {
                let number = numeric(value)?;
                *count += 1.0;
                let distance = number - *mean;
                *mean += distance / *count;
                *squares += distance * (number - *mean);
            }
        }
        Ok(())
    }

    /// Tells whether it holds on to every value it takes in.
    pub fn keeps_values(&self) -> bool {
        matches!(
            self,
            Accumulator::Collect(_) | Accumulator::Percentile { .. }
        )
    }

    /// Returns the aggregate of all values taken in.
    ///
    /// # Errors
    /// When an average or a list goes out of bounds.
    pub fn finish(self) -> Result<Value, Fault> {
        Ok(match self {
            Accumulator::Count(count) => Value::Integer(count),
            Accumulator::Sum(sum) => sum.sum()?,
            Accumulator::Avg(sum, count) => sum.mean(count)?,
            Accumulator::Extreme(best, _) => best.unwrap_or(Value::Null),
            Accumulator::Collect(items) => Value::list(items)?,
            Accumulator::Percentile { fraction: None, .. } => Value::Null,
            Accumulator::Percentile {
                mut numbers,
                fraction: Some(fraction),
                continuous,
            } => {
                numbers.sort_by(order);
                if continuous {
                    Value::Float(between(&numbers, fraction)?)
                } else {
                    nearest(&numbers, fraction)
                }
            }
            Accumulator::Deviation {
                count,
                squares,
                sample,
                ..
            } => {
                let divisor = if sample { count - 1.0 } else { count };
                Value::Float(if divisor > 0.0 {
                    (squares / divisor).sqrt()
                } else {
                    0.0
                })
            }
        })
    }
}

fn numeric(value: &Value) -> Result<f64, Fault> {
    match Arithmetic::Multiply.apply(value, &Value::Float(1.0)) {
        Ok(Value::Float(number)) => Ok(number),
        _ => Err(Fault::bad_value(format!(
            "the aggregate takes numbers, not {}",
            value.type_name()
        ))),
    }
}

fn percentile(value: &Value) -> Result<f64, Fault> {
    let fraction = numeric(value)?;
    if (0.0..=1.0).contains(&fraction) {
        Ok(fraction)
    } else {
        Err(Fault::out_of_range(format!(
            "a percentile lies between 0 and 1, not at {fraction}"
        )))
    }
}

/// The value at the fraction, between its two neighbours where it falls between them.
fn between(sorted: &[Value], fraction: f64) -> Result<f64, Fault> {
    let place = fraction * (sorted.len() - 1) as f64;
    let low = numeric(&sorted[place.floor() as usize])?;
    let high = numeric(&sorted[place.ceil() as usize])?;
    Ok(low + (high - low) * place.fract())
}

/// The smallest value that at least the fraction of all values does not exceed.
fn nearest(sorted: &[Value], fraction: f64) -> Value {
    let place = (fraction * sorted.len() as f64).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1].clone()
}
