//! Pairs of equal amounts of different tellers, where a group holds more than one fact.

use std::collections::{HashMap, HashSet};

use super::told::{Amount, Teller};
use super::units::{Unit, may_share};
use crate::model::TextId;

/// The most units with one amount for which other possible pairings are searched.
const FEW: usize = 64;

/// How many facts are looked at for one that a unit may join.
const LOOKED_AT: usize = 256;

/// Units that are one fact by equal amounts.
#[derive(Debug)]
pub(super) struct Paired {
    pub units: Vec<u32>,
    /// Whether no other unit of that amount could be paired with one of them.
    pub only_so: bool,
}

/// Pairs the units of one group, which come in order of date and id.
pub(super) fn pairs(group: &[(u32, &[Amount])], units: &[Unit]) -> Vec<Paired> {
    let mut classes: Vec<Vec<u32>> = Vec::new();
    let mut class_of: HashMap<Amount, usize> = HashMap::new();
    for (unit, amounts) in group {
        for amount in *amounts {
            let class = *class_of.entry(*amount).or_insert(classes.len());
            match classes.get_mut(class) {
                Some(class) => class.push(*unit),
                None => classes.push(vec![*unit]),
            }
        }
    }
    let classes = classes.iter().filter(|class| class.len() > 1);
    classes.flat_map(|class| pair(class, units)).collect()
}

/// Facts in the making, of units of one amount.
struct Making<'u> {
    units: &'u [Unit],
    facts: Vec<Vec<u32>>,
    occasions: Vec<Option<TextId>>,
    /// Which facts each teller tells already.
    tellers: HashSet<(usize, Teller)>,
}

impl Making<'_> {
    fn takes(&self, fact: usize, place: u32) -> bool {
        let unit = &self.units[place as usize];
        let mut tellers = unit.tellers.iter();
        may_share(self.occasions[fact], unit.occasion)
            && !tellers.any(|teller| self.tellers.contains(&(fact, *teller)))
    }

    /// Adds a unit to a fact; to a new one, if none takes it.
    fn add(&mut self, fact: Option<usize>, place: u32) -> usize {
        let unit = &self.units[place as usize];
        let fact = fact.unwrap_or_else(|| {
            self.facts.push(Vec::new());
            self.occasions.push(None);
            self.facts.len() - 1
        });
        self.facts[fact].push(place);
        self.occasions[fact] = self.occasions[fact].or(unit.occasion);
        let tellers = unit.tellers.iter().map(|teller| (fact, *teller));
        self.tellers.extend(tellers);
        fact
    }
}

/// Pairs the units of one amount: each joins the earliest fact that takes it.
fn pair(class: &[u32], units: &[Unit]) -> Vec<Paired> {
    let mut making = Making {
        units,
        facts: Vec::new(),
        occasions: Vec::new(),
        tellers: HashSet::new(),
    };
    let occasion = |place: u32| units[place as usize].occasion;
    // Those of a named occasion are facts of their own, which others may join.
    let mut named: HashMap<TextId, Vec<usize>> = HashMap::new();
    for place in class {
        let Some(occasion) = occasion(*place) else {
            continue;
        };
        let same = named.entry(occasion).or_default();
        let mut some = same.iter().copied().take(LOOKED_AT);
        match some.find(|fact| making.takes(*fact, *place)) {
            Some(fact) => making.add(Some(fact), *place),
            None => {
                let fact = making.add(None, *place);
                same.push(fact);
                fact
            }
        };
    }
    // How many of the first facts each teller tells.
    let mut looked_at: HashMap<Teller, usize> = HashMap::new();
    for place in class.iter().filter(|place| occasion(**place).is_none()) {
        let tellers = &units[*place as usize].tellers;
        let start = tellers.iter().filter_map(|teller| looked_at.get(teller));
        let start = start.max().copied().unwrap_or(0);
        let most = match tellers.len() {
            1 => usize::MAX,
            _ => LOOKED_AT,
        };
        let mut some = (start..making.facts.len()).take(most);
        let found = some.find(|fact| making.takes(*fact, *place));
        let fact = making.add(found, *place);
        if let [teller] = tellers[..] {
            looked_at.insert(teller, fact + 1);
        }
    }
    let several = making.facts.into_iter().filter(|fact| fact.len() > 1);
    several
        .map(|fact| Paired {
            only_so: only_so(&fact, class, units),
            units: fact,
        })
        .collect()
}

/// Returns whether no unit of the class but those of a fact fits one of the fact.
fn only_so(fact: &[u32], class: &[u32], units: &[Unit]) -> bool {
    let unit = |place: &u32| &units[*place as usize];
    let fits = |other: &u32| fact.iter().any(|place| unit(place).fits(unit(other)));
    let mut others = class.iter().filter(|other| !fact.contains(other));
    match class.len() > FEW {
        true => fact.len() == class.len(),
        false => !others.any(fits),
    }
}

/// Returns whether units are told by different tellers each, and of one named occasion at most.
pub(super) fn are_one(group: &[u32], units: &[Unit]) -> bool {
    let of_group = || group.iter().map(|unit| &units[*unit as usize]);
    let mut tellers: Vec<Teller> = of_group().flat_map(|unit| &unit.tellers).copied().collect();
    let told = tellers.len();
    tellers.sort_unstable();
    tellers.dedup();
    let mut occasions = of_group().filter_map(|unit| unit.occasion);
    let first = occasions.next();
    tellers.len() == told && occasions.all(|occasion| Some(occasion) == first)
}
