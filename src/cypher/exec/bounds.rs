//! What a query may use: time, rows and memory.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::value::Value;
use crate::stop::{Heed, Stop, Stopped};

/// The bounds set for a query.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long the query may run.
    pub timeout: Option<Duration>,
    /// Set by someone else to stop the query at once.
    pub cancel: Option<Arc<AtomicBool>>,
    /// How many rows it may return; more than that are cut off, and the result says so.
    pub max_rows: Option<usize>,
    /// How many values it may keep at a time for sorting, grouping and the like.
    pub max_values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            timeout: Some(Duration::from_secs(30)),
            cancel: None,
            max_rows: None,
            max_values: 30_000_000,
        }
    }
}

impl Limits {
    /// Returns the error that tells why a query was given up.
    pub(in crate::cypher) fn stopped(&self, stopped: Stopped) -> Error {
        match stopped {
            Stopped::Cancelled => exceeded(Kind::Cancelled, "the query was cancelled".to_owned()),
            Stopped::TimeUp => {
                let timeout = self.timeout.unwrap_or_default();
                let message = format!("the query ran longer than {timeout:?}");
                exceeded(Kind::Timeout, message)
            }
        }
    }
}

/// How much of its bounds a running query has used.
pub struct Bounds<'a> {
    limits: &'a Limits,
    stop: Arc<Stop>,
    /// How long it may still run when it goes on; `None` is for ever.
    left: Cell<Option<Duration>>,
    ticks: Cell<u32>,
    held: Cell<usize>,
}

impl<'a> Bounds<'a> {
    /// Returns the bounds of a query that has spent some of its time already.
    pub fn new(limits: &'a Limits, spent: Duration) -> Self {
        let left = limits.timeout.map(|time| time.saturating_sub(spent));
        Bounds {
            limits,
            stop: Arc::new(Stop::new(limits.cancel.clone())),
            left: Cell::new(left),
            ticks: Cell::new(0),
            held: Cell::new(0),
        }
    }

    /// Lets the time run on.
    pub fn resume(&self) {
        self.stop.allow(self.left.get());
    }

    /// Stops the time, while whoever asked does something with a row.
    pub fn pause(&self) {
        self.left.set(self.stop.left());
        self.stop.allow(None);
    }

    /// What the graph is to look at while it works something out.
    pub fn stop(&self) -> &Arc<Stop> {
        &self.stop
    }

    /// Fails if the graph gave something up: what it has told since may be half of the truth.
    pub fn whole(&self) -> Result<(), Error> {
        self.stop
            .met()
            .map_or(Ok(()), |stopped| Err(self.limits.stopped(stopped)))
    }

    /// To be called in every loop: fails once the time is up or the query was cancelled.
    pub fn tick(&self) -> Result<(), Error> {
        let ticks = self.ticks.get().wrapping_add(1);
        self.ticks.set(ticks);
        if ticks.is_multiple_of(64) {
            self.check()
        } else {
            Ok(())
        }
    }

    /// Fails once the time is up or the query was cancelled.
    pub fn check(&self) -> Result<(), Error> {
        let looked = self.stop.look();
        looked.map_err(|stopped| self.limits.stopped(stopped))
    }

    /// Notes that values are kept; fails when there are too many.
    pub fn hold(&self, values: &[Value]) -> Result<(), Error> {
        self.hold_count(1 + values.iter().map(Value::weight).sum::<usize>())
    }

    /// Notes that so many values are kept; fails when there are too many.
    pub fn hold_count(&self, count: usize) -> Result<(), Error> {
        let held = self.held.get().saturating_add(count);
        self.held.set(held);
        if held > self.limits.max_values {
            let max = self.limits.max_values;
            let message = format!("the query would keep more than {max} values in memory");
            return Err(exceeded(Kind::TooMuchMemory, message));
        }
        Ok(())
    }

    /// Notes that what is kept of one thing weighs something else now, and keeps that in mind; fails when it is too much.
    pub fn hold_instead(&self, weight: &mut usize, now: usize) -> Result<(), Error> {
        self.held.set(self.held.get().saturating_sub(*weight));
        *weight = now;
        self.hold_count(now)
    }

    /// Looks at the time when a value was made that took long to make.
    pub fn made(&self, value: &Value) -> Result<(), Error> {
        const LARGE: usize = 1 << 11;
        if value.weight() > LARGE {
            return self.check();
        }
        Ok(())
    }

    /// How many values are kept at the moment.
    pub fn held(&self) -> usize {
        self.held.get()
    }

    /// Notes that all values are gone that were kept since [`held`](Self::held) gave this number.
    pub fn release_down_to(&self, held: usize) {
        self.held.set(held);
    }

    /// Notes that values are no longer kept.
    pub fn release(&self, values: &[Value]) {
        let weight = 1 + values.iter().map(Value::weight).sum::<usize>();
        self.held.set(self.held.get().saturating_sub(weight));
    }
}

fn exceeded(kind: Kind, message: String) -> Error {
    Fault::new(Class::LimitExceeded, kind, message).at(Span::default())
}
