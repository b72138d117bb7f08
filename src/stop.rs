//! When to give up: what work that takes long looks at now and then. It knows nothing of the work.
//!
//! Work that may be given up is written once, for whatever it is to [`Heed`]: a [`Stop`], or [`Never`] where it is to
//! come to its end and then cannot fail.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Tells work whether to go on.
pub trait Heed: Sync {
    /// Why it is not to.
    type Stopped: Send;

    /// Fails once the work is to be given up, and from then on.
    ///
    /// # Errors
    ///
    /// The reason.
    fn look(&self) -> Result<(), Self::Stopped>;
}

/// A time until which work may go on, and a flag that ends it at once.
#[derive(Debug)]
pub struct Stop {
    cancel: Option<Arc<AtomicBool>>,
    begun: Instant,
    /// In nanoseconds since it began.
    deadline: AtomicU64,
    met: OnceLock<Stopped>,
}

/// Why work was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Somebody asked for it.
    Cancelled,
    /// The time was up.
    TimeUp,
}

/// What lets all work come to its end.
#[derive(Debug, Clone, Copy)]
pub struct Never;

/// A deadline that does not come, in nanoseconds.
const NONE: u64 = u64::MAX;

impl Stop {
    /// Returns a sign to give up once the flag is set; there is no deadline yet.
    pub fn new(cancel: Option<Arc<AtomicBool>>) -> Self {
        Self {
            cancel,
            begun: Instant::now(),
            deadline: AtomicU64::new(NONE),
            met: OnceLock::new(),
        }
    }

    /// Lets work go on for so long from now; `None` is for ever.
    pub fn allow(&self, time: Option<Duration>) {
        let deadline = time.map(|time| self.begun.elapsed().saturating_add(time).as_nanos());
        let deadline = deadline.and_then(|deadline| u64::try_from(deadline).ok());
        self.deadline
            .store(deadline.unwrap_or(NONE), Ordering::Relaxed);
    }

    /// Returns how long work may still go on; `None` is for ever.
    pub fn left(&self) -> Option<Duration> {
        let deadline = self.deadline.load(Ordering::Relaxed);
        let deadline = (deadline != NONE).then(|| Duration::from_nanos(deadline))?;
        Some(deadline.saturating_sub(self.begun.elapsed()))
    }

    /// Returns why some work was given up, if any was.
    pub fn met(&self) -> Option<Stopped> {
        self.met.get().copied()
    }
}

impl Heed for Stop {
    type Stopped = Stopped;

    fn look(&self) -> Result<(), Stopped> {
        let flag = self.cancel.as_ref();
        // What has been given up once stays so, else what was left half done could be taken for whole.
        let stopped = if let Some(stopped) = self.met() {
            stopped
        } else if flag.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            Stopped::Cancelled
        } else if self.left().is_some_and(|left| left.is_zero()) {
            Stopped::TimeUp
        } else {
            return Ok(());
        };
        Err(*self.met.get_or_init(|| stopped))
    }
}

impl Heed for Never {
    type Stopped = Infallible;

    #[inline]
    fn look(&self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_met_by_the_flag_and_by_the_time_and_stays_met() {
        let flag = Arc::new(AtomicBool::new(false));
        let stop = Stop::new(Some(Arc::clone(&flag)));
        assert_eq!(stop.look(), Ok(()));
        assert_eq!((stop.left(), stop.met()), (None, None));
        flag.store(true, Ordering::Relaxed);
        assert_eq!(stop.look(), Err(Stopped::Cancelled));
        flag.store(false, Ordering::Relaxed);
        assert_eq!(stop.look(), Err(Stopped::Cancelled));

        let stop = Stop::new(None);
        stop.allow(Some(Duration::from_secs(3600)));
        assert_eq!(stop.look(), Ok(()));
        stop.allow(Some(Duration::ZERO));
        assert_eq!(stop.met(), None, "nobody has looked");
        assert_eq!(stop.look(), Err(Stopped::TimeUp));
        stop.allow(None);
        assert_eq!(stop.look(), Err(Stopped::TimeUp));
        assert_eq!(stop.met(), Some(Stopped::TimeUp));
    }

    #[test]
    fn a_time_beyond_all_clocks_is_for_ever() {
        let stop = Stop::new(None);
        stop.allow(Some(Duration::MAX));
        assert_eq!((stop.left(), stop.look()), (None, Ok(())));
    }
}
