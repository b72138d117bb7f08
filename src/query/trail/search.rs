//! The search for trails: depth first and in order of time, stepping only where an end can still be reached.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::Trails;
use super::payments::{Payment, Payments};
use crate::dispute::Certainty;
use crate::model::{ClaimId, Day, EntityId};

/// The most steps a search takes before it gives up; only dense circles that lead nowhere come near it.
pub(super) const MOST_STEPS: usize = 10_000_000;

/// The steps of one trail.
pub(super) type Trail = Vec<Step>;

/// One step of a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// The first version of the payment.
    pub payment: ClaimId,
    /// How sure it is that it came after the step before.
    pub certainty: Certainty,
}

/// What a search has found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub trails: Vec<Trail>,
    /// There are more trails than were asked for.
    pub capped: bool,
    /// The search took too many steps to go on.
    pub gave_up: bool,
    /// Some trail was left where it could have gone on.
    pub cut: bool,
}

/// Returns the trails asked for.
pub(super) fn search(payments: &Payments<'_>, wanted: &Trails) -> Found {
    if wanted.max_hops == 0 {
        return Found::default();
    }
    let mut search = Search {
        payments,
        wanted,
        deadlines: wanted.to.map(|to| deadlines(payments, to, wanted.max_hops)),
        ways: HashMap::new(),
        walked: Vec::new(),
        entities: vec![wanted.from],
        steps: 0,
        found: Found::default(),
    };
    // The answer is in what was found, whether or not the search came to its end.
    let _ = search.walk(NotBefore::START);
    search.found
}

/// For each number of steps left, the last day on which money may be at an entity and still reach the end in time.
type Deadlines = Vec<HashMap<EntityId, Day>>;

/// Works back from the end: money may wait until a payment's last day, if that leaves time for the steps after it.
fn deadlines(payments: &Payments<'_>, to: EntityId, max_hops: usize) -> Deadlines {
    let mut deadlines = vec![HashMap::from([(to, Day::MAX)])];
    let mut reached = vec![to];
    for left in 1..=max_hops {
        let before = &deadlines[left - 1];
        let mut here = HashMap::<EntityId, Day>::from([(to, Day::MAX)]);
        // An end that is reached sooner will do, so that it starts every round.
        let mut next = vec![to];
        for entity in reached {
            let deadline = before[&entity];
            for payment in payments.to(entity) {
                if payment.period.days[0] > deadline {
                    continue;
                }
                let day = payment.period.days[1].min(deadline);
                here.entry(payment.giver)
                    .and_modify(|known| *known = day.max(*known))
                    .or_insert_with(|| {
                        next.push(payment.giver);
                        day
                    });
            }
        }
        reached = next;
        deadlines.push(here);
    }
    deadlines
}

/// The time that the payments of a trail leave for those that come after them.
#[derive(Debug, Clone, Copy)]
struct NotBefore {
    day: Day,
    moment: i64,
}

impl NotBefore {
    const START: Self = Self {
        day: Day::MIN,
        moment: i64::MIN,
    };

    /// Returns whether a payment may be made by then or later.
    fn allows(self, payment: &Payment) -> bool {
        payment.period.days[1] >= self.day && payment.period.moments[1] >= self.moment
    }

    /// Returns the time left after a payment.
    fn after(self, payment: &Payment) -> Self {
        Self {
            day: self.day.max(payment.period.days[0]),
            moment: self.moment.max(payment.period.moments[0]),
        }
    }
}

struct Search<'s> {
    payments: &'s Payments<'s>,
    wanted: &'s Trails,
    /// Absent when a trail may end anywhere.
    deadlines: Option<Deadlines>,
    /// The payments worth following from an entity with so many steps left, the one that may come last at the end.
    ways: HashMap<(EntityId, usize), Rc<[Payment]>>,
    walked: Vec<(Payment, Certainty)>,
    /// Where the trail has been; one more than was walked.
    entities: Vec<EntityId>,
    steps: usize,
    found: Found,
}

impl Search<'_> {
    /// Follows every payment from where the trail stands that may be made by then or later.
    fn walk(&mut self, time: NotBefore) -> ControlFlow<()> {
        let here = self.entities[self.entities.len() - 1];
        let left = self.wanted.max_hops - self.walked.len();
        let ways = self.ways(here, left);
        let mut goes_on = false;
        let first = ways.partition_point(|payment| payment.period.days[1] < time.day);
        for payment in ways[first..].iter().filter(|payment| time.allows(payment)) {
            let back_at_start = payment.receiver == self.wanted.from && self.may_return();
            if !back_at_start && self.entities.contains(&payment.receiver) {
                continue;
            }
            let not_before = time.after(payment);
            if !self.in_time(payment.receiver, left - 1, not_before.day) {
                continue;
            }
            goes_on = true;
            self.steps += 1;
            if self.steps > MOST_STEPS {
                self.found.gave_up = true;
                return ControlFlow::Break(());
            }
            self.step(*payment, not_before, back_at_start)?;
        }
        if !goes_on && self.wanted.to.is_none() && !self.walked.is_empty() {
            return self.keep();
        }
        ControlFlow::Continue(())
    }

    fn step(
        &mut self,
        payment: Payment,
        not_before: NotBefore,
        back_at_start: bool,
    ) -> ControlFlow<()> {
        let certainty = match self.walked.last() {
            Some((before, _)) if !before.period.is_before(payment.period) => Certainty::Possible,
            _ => Certainty::Certain,
        };
        self.walked.push((payment, certainty));
        self.entities.push(payment.receiver);
        let at_end = back_at_start || self.wanted.to == Some(payment.receiver);
        let outcome = if at_end {
            self.keep()
        } else if self.walked.len() == self.wanted.max_hops {
            self.found.cut = self.found.cut || self.may_go_on(payment.receiver, not_before);
            self.keep()
        } else {
            self.walk(not_before)
        };
        self.walked.pop();
        self.entities.pop();
        outcome
    }

    /// Keeps the trail that was walked, unless there are enough.
    fn keep(&mut self) -> ControlFlow<()> {
        if self.found.trails.len() == self.wanted.most {
            self.found.capped = true;
            return ControlFlow::Break(());
        }
        let steps = self.walked.iter().map(|(payment, certainty)| Step {
            payment: payment.id,
            certainty: *certainty,
        });
        self.found.trails.push(steps.collect());
        ControlFlow::Continue(())
    }

    /// Returns whether a trail may end where it began.
    fn may_return(&self) -> bool {
        self.wanted.to.is_none_or(|to| to == self.wanted.from)
    }

    /// Returns whether money that is at an entity on a day may still reach the end.
    fn in_time(&self, entity: EntityId, left: usize, day: Day) -> bool {
        self.deadlines.as_ref().is_none_or(|deadlines| {
            deadlines[left]
                .get(&entity)
                .is_some_and(|deadline| *deadline >= day)
        })
    }

    /// Returns whether some payment leads on from the last step a trail may have.
    fn may_go_on(&self, entity: EntityId, time: NotBefore) -> bool {
        let mut payments = self.payments.by(entity);
        self.wanted.to.is_none()
            && payments
                .any(|next| time.allows(&next) && !self.entities[1..].contains(&next.receiver))
    }

    fn ways(&mut self, entity: EntityId, left: usize) -> Rc<[Payment]> {
        // Where a trail may end anywhere, the ways do not depend on how many steps are left.
        let left_matters = self.deadlines.is_some();
        let key = (entity, if left_matters { left } else { 0 });
        if let Some(ways) = self.ways.get(&key) {
            return Rc::clone(ways);
        }
        let ways = self.payments.by(entity);
        let mut ways: Vec<Payment> = ways
            .filter(|payment| self.in_time(payment.receiver, left - 1, payment.period.days[0]))
            .collect();
        ways.sort_by_key(|payment| {
            let [first, last] = payment.period.days;
            (last, first, payment.period.moments, payment.id)
        });
        let ways: Rc<[Payment]> = ways.into();
        self.ways.insert(key, Rc::clone(&ways));
        ways
    }
}
