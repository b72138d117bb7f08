//! Groups of units that all meet in time, and the units that stand between groups.

use std::collections::HashMap;

use super::told::Amount;
use crate::dispute::meet::Days;

/// Sorts units into groups by their days; those between groups join one by an equal amount that it alone has.
///
/// Returns for each unit its group, numbered in order of time. Two units that meet neither of which stands between
/// others are in one group: what meets two units that do not meet each other stands between.
pub(super) fn groups(days: &[Days], amounts: &[Vec<Amount>]) -> Vec<Option<u32>> {
    let mut group_of = vec![None; days.len()];
    let between = Between::of(days);
    let mut alike: Vec<usize> = (0..days.len())
        .filter(|unit| !between.holds(days[*unit]))
        .collect();
    alike.sort_unstable_by_key(|unit| (days[*unit].first, *unit));
    let mut groups: Vec<Days> = Vec::new();
    for unit in &alike {
        let days = days[*unit];
        match groups.last_mut() {
            Some(group) if days.first <= group.last => group.last = group.last.max(days.last),
            _ => groups.push(days),
        }
        group_of[*unit] = Some(groups.len() as u32 - 1);
    }
    if alike.len() == days.len() {
        return group_of;
    }
    let mut with_amount: HashMap<Amount, Vec<u32>> = HashMap::new();
    for unit in &alike {
        let Some(group) = group_of[*unit] else {
            continue;
        };
        for amount in &amounts[*unit] {
            let groups = with_amount.entry(*amount).or_default();
            if groups.last() != Some(&group) {
                groups.push(group);
            }
        }
    }
    for (unit, days) in days.iter().enumerate() {
        if group_of[unit].is_some() {
            continue;
        }
        // The groups it meets are those of a stretch, since groups do not meet one another.
        let start = groups.partition_point(|group| group.last < days.first) as u32;
        let end = groups.partition_point(|group| group.first <= days.last) as u32;
        let equal = amounts[unit].iter().flat_map(|amount| {
            let groups = with_amount.get(amount).map_or(&[][..], Vec::as_slice);
            let from = groups.partition_point(|group| *group < start);
            let to = groups.partition_point(|group| *group < end);
            // Two are enough to know that there is not one.
            groups[from..to].iter().take(2).copied()
        });
        let equal: Vec<u32> = equal.collect();
        group_of[unit] = match equal.split_first() {
            Some((first, rest)) if rest.iter().all(|other| other == first) => Some(*first),
            _ => None,
        };
    }
    group_of
}

/// Tells of days whether they meet two stretches of days that do not meet each other.
struct Between {
    firsts: Vec<i32>,
    lasts: Vec<i32>,
}

impl Between {
    fn of(all: &[Days]) -> Self {
        let mut firsts: Vec<i32> = all.iter().map(|days| days.first).collect();
        let mut lasts: Vec<i32> = all.iter().map(|days| days.last).collect();
        firsts.sort_unstable();
        lasts.sort_unstable();
        Self { firsts, lasts }
    }

    /// `days` are among those it was made of: whatever ends first after their first day meets them, and so does whatever
    /// begins last before their last day.
    fn holds(&self, days: Days) -> bool {
        let ends_first = self.lasts.partition_point(|last| *last < days.first);
        let begins_last = self.firsts.partition_point(|first| *first <= days.last);
        self.lasts[ends_first] < self.firsts[begins_last - 1]
    }
}
