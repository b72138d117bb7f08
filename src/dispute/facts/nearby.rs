//! Which of many stretches of days meet another one, as far as one or several matters.

use crate::dispute::meet::Days;

/// How many stretches are looked at before it is taken that several meet.
const LOOKED_AT: usize = 1 << 12;

/// Stretches of days with what they belong to.
pub(super) struct Nearby {
    /// In order of the first day, each with the last day of it and all before it.
    stretches: Vec<(Days, i32, u32)>,
}

/// How many different things were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Few {
    None,
    One(u32),
    Several,
}

impl Nearby {
    pub fn of(stretches: impl Iterator<Item = (Days, u32)>) -> Self {
        let mut stretches: Vec<_> = stretches
            .map(|(days, place)| (days, days.last, place))
            .collect();
        stretches.sort_unstable_by_key(|(days, _, place)| (days.first, days.last, *place));
        let mut latest = i32::MIN;
        for (_, last, _) in &mut stretches {
            latest = latest.max(*last);
            *last = latest;
        }
        Self { stretches }
    }

    /// Returns what the stretches that meet some days belong to, as `find` says.
    pub fn few(&self, days: Days, mut find: impl FnMut(u32) -> Option<u32>) -> Few {
        let end = self
            .stretches
            .partition_point(|(other, ..)| other.first <= days.last);
        let before = self.stretches[..end].iter().rev();
        let before = before.take_while(|(_, latest, _)| *latest >= days.first);
        let mut found = Few::None;
        for (looked_at, (other, _, place)) in before.enumerate() {
            if looked_at == LOOKED_AT {
                return Few::Several;
            }
            let place = Some(*place).filter(|_| other.last >= days.first);
            match (place.and_then(&mut find), found) {
                (None, _) => {}
                (Some(one), Few::None) => found = Few::One(one),
                (Some(one), Few::One(other)) if one == other => {}
                (Some(_), _) => return Few::Several,
            }
        }
        found
    }
}
