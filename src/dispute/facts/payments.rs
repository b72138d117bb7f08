//! Which payments of one key are presumed to be one: rule 4.

use super::group::groups;
use super::nearby::{Few, Nearby};
use super::pairing::{are_one, pairs};
use super::told::{Amount, Teller, Told};
use super::union::Union;
use super::units::{Unit, may_share, units};
use super::{Basis, Numbered};
use crate::dispute::meet::Days;
use crate::model::{Case, ModalitySort, Polarity, Unit as Currency};

/// Numbers the facts of the payments of one key, which are sorted by claim and of which some are one fact already.
pub(super) fn facts(case: &Case, told: &[Told], cores: &[u32]) -> Numbered {
    let units = units(case, told, cores);
    let mut key = Key {
        case,
        told,
        union: Union::new(units.len()),
        members: (0..units.len() as u32).map(|unit| vec![unit]).collect(),
        bases: vec![None; units.len()],
        unit_of: unit_of(told, &units),
        units,
    };
    let hollow: Vec<u32> = (0..key.units.len() as u32)
        .filter(|unit| !key.claims(*unit).any(Told::is_solid))
        .collect();
    for (members, of) in key.clusters() {
        let counts = |told: &Told| told.is_solid() && put(told) == of;
        key.presume(&members, counts);
    }
    key.join_hollow(&hollow);
    key.numbered()
}

/// What a cluster is of: money of one currency, and one sort of modality.
type Put = (Option<Currency>, ModalitySort);

/// The payments of one key.
struct Key<'k> {
    case: &'k Case,
    told: &'k [Told],
    units: Vec<Unit>,
    unit_of: Vec<u32>,
    union: Union,
    /// The units of each fact, by its first unit.
    members: Vec<Vec<u32>>,
    /// Why the units of a fact are one, by each unit.
    bases: Vec<Option<Basis>>,
}

fn unit_of(told: &[Told], units: &[Unit]) -> Vec<u32> {
    let mut unit_of = vec![0; told.len()];
    for (place, unit) in (0_u32..).zip(units) {
        for claim in &unit.claims {
            unit_of[*claim as usize] = place;
        }
    }
    unit_of
}

fn put(told: &Told) -> Put {
    (told.unit, told.sort)
}

impl<'k> Key<'k> {
    fn claims(&self, unit: u32) -> impl Iterator<Item = &'k Told> + use<'_, 'k> {
        let claims = self.units[unit as usize].claims.iter();
        claims.map(|claim| &self.told[*claim as usize])
    }

    /// Returns the units that tell of money of one currency and sort, each with that.
    fn clusters(&self) -> Vec<(Vec<u32>, Put)> {
        let mut clusters: Vec<(Vec<u32>, Put)> = Vec::new();
        for unit in 0..self.units.len() as u32 {
            for told in self.claims(unit).filter(|told| told.is_solid()) {
                let put = put(told);
                match clusters.iter_mut().find(|(_, other)| *other == put) {
                    Some((units, _)) if units.last() == Some(&unit) => {}
                    Some((units, _)) => units.push(unit),
                    None => clusters.push((vec![unit], put)),
                }
            }
        }
        clusters.sort_by_key(|(_, put)| *put);
        clusters
    }

    /// Joins units of one currency and sort that are presumed to be one fact, by the amounts of claims that count.
    fn presume(&mut self, members: &[u32], counts: impl Fn(&Told) -> bool) {
        let [_, _, ..] = members else { return };
        let days: Vec<Days> = members
            .iter()
            .map(|unit| self.units[*unit as usize].days)
            .collect();
        let amounts: Vec<Vec<Amount>> = members
            .iter()
            .map(|unit| self.units[*unit as usize].amounts(self.told, &counts))
            .collect();
        let mut grouped: Vec<(u32, u32)> = groups(&days, &amounts)
            .into_iter()
            .zip(0_u32..)
            .filter_map(|(group, member)| Some((group?, member)))
            .collect();
        grouped.sort_unstable();
        for group in grouped.chunk_by(|a, b| a.0 == b.0) {
            let group: Vec<u32> = group.iter().map(|(_, member)| *member).collect();
            let group = self.without_parts(&group, members);
            let [_, _, ..] = group[..] else { continue };
            let place = |member: &u32| members[*member as usize];
            let of_group: Vec<u32> = group.iter().map(place).collect();
            if are_one(&of_group, &self.units) {
                self.join(&of_group, Basis::Presumed);
                continue;
            }
            let with_amounts: Vec<(u32, &[Amount])> = group
                .iter()
                .map(|member| (place(member), &amounts[*member as usize][..]))
                .collect();
            for paired in pairs(&with_amounts, &self.units) {
                let basis = match paired.only_so {
                    true => Basis::Paired,
                    false => Basis::PairedOtherwise,
                };
                self.join(&paired.units, basis);
            }
        }
    }

    /// Returns the members of a group without those that are parts of another one.
    fn without_parts(&self, group: &[u32], members: &[u32]) -> Vec<u32> {
        if self.case.claims.linked().len() == 0 {
            return group.to_vec();
        }
        let mut units: Vec<u32> = group
            .iter()
            .map(|member| members[*member as usize])
            .collect();
        units.sort_unstable();
        let mut parts: Vec<u32> = Vec::new();
        for unit in &units {
            for told in self.claims(*unit) {
                let links = self.case.claims.links(told.id).iter();
                let links = links.filter(|link| link.kind().is_of_part());
                let places = links.filter_map(|link| {
                    self.told
                        .binary_search_by_key(&link.target, |told| told.id)
                        .ok()
                });
                parts.extend(
                    places
                        .map(|place| self.unit_of[place])
                        .filter(|part| part != unit && units.binary_search(part).is_ok()),
                );
            }
        }
        parts.sort_unstable();
        let is_part = |member: &u32| parts.binary_search(&members[*member as usize]).is_ok();
        group
            .iter()
            .copied()
            .filter(|member| !is_part(member))
            .collect()
    }

    /// Joins units, unless rows of one maker or two named occasions would come together.
    fn join(&mut self, units: &[u32], basis: Basis) {
        let mut facts: Vec<u32> = units.iter().map(|unit| self.union.first(*unit)).collect();
        facts.sort_unstable();
        facts.dedup();
        // Units of several currencies or sorts may have been joined with others already.
        if facts.len() < 2
            || (facts.len() < units.len() || self.any_joined(&facts)) && !self.may_be_one(&facts)
        {
            return;
        }
        for fact in &facts[1..] {
            self.union.join(facts[0], *fact);
            let members = std::mem::take(&mut self.members[*fact as usize]);
            self.members[facts[0] as usize].extend(members);
        }
        for unit in units {
            let known = &mut self.bases[*unit as usize];
            *known = (*known).max(Some(basis));
        }
    }

    fn any_joined(&self, facts: &[u32]) -> bool {
        facts
            .iter()
            .any(|fact| self.members[*fact as usize].len() > 1)
    }

    fn may_be_one(&self, facts: &[u32]) -> bool {
        let members = facts.iter().flat_map(|fact| &self.members[*fact as usize]);
        let (mut rows, mut occasion) = (Vec::<Teller>::new(), None);
        for unit in members.map(|unit| &self.units[*unit as usize]) {
            if !may_share(occasion, unit.occasion) {
                return false;
            }
            occasion = occasion.or(unit.occasion);
            rows.extend(
                unit.tellers
                    .iter()
                    .copied()
                    .filter(|teller| teller.is_tabular()),
            );
        }
        rows.sort_unstable();
        rows.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// Joins denials and unknown amounts with the only fact they may belong to, and with one another where there is none.
    fn join_hollow(&mut self, hollow: &[u32]) {
        if hollow.is_empty() {
            return;
        }
        let is_solid = |unit: &u32| self.claims(*unit).any(Told::is_solid);
        let solid: Vec<u32> = (0..self.units.len() as u32).filter(is_solid).collect();
        let days = |unit: u32| self.units[unit as usize].days;
        let nearby = Nearby::of(solid.iter().map(|unit| (days(*unit), *unit)));
        let mut left = Vec::new();
        for unit in hollow {
            let candidates = nearby.few(self.units[*unit as usize].days, |other| {
                let fact = self.union.first(other);
                self.may_belong(*unit, other, fact).then_some(fact)
            });
            match candidates {
                Few::None => left.push(*unit),
                Few::One(fact) => self.join(&[fact, *unit], Basis::Presumed),
                Few::Several => {}
            }
        }
        let mut by_put: Vec<(Put, u32)> = left
            .iter()
            .filter_map(|unit| Some((put(self.claims(*unit).next()?), *unit)))
            .collect();
        by_put.sort_unstable();
        for alike in by_put.chunk_by(|a, b| a.0 == b.0) {
            let members: Vec<u32> = alike.iter().map(|(_, unit)| *unit).collect();
            self.presume(&members, |_| true);
        }
    }

    /// Returns whether a denial or an unknown amount may speak of a unit, and so belong to its fact.
    fn may_belong(&self, hollow: u32, other: u32, fact: u32) -> bool {
        let alike = |told: &Told| {
            let mut others = self.claims(other).filter(|told| told.is_solid());
            others.any(|other| {
                told.sort == other.sort && (told.unit.is_none() || told.unit == other.unit)
            })
        };
        if !self.claims(hollow).any(alike) {
            return false;
        }
        let tells_again = self
            .claims(hollow)
            .any(|told| told.polarity == Polarity::Affirmed);
        let hollow = &self.units[hollow as usize];
        let mut members = self.members[fact as usize].iter();
        members.all(|member| {
            let member = &self.units[*member as usize];
            // Who denies something besides telling a payment does not tell a second one.
            let mut tellers = hollow.tellers.iter();
            let is_own = tellers.any(|teller| {
                (tells_again || teller.is_tabular()) && member.tellers.binary_search(teller).is_ok()
            });
            may_share(hollow.occasion, member.occasion) && !is_own
        })
    }

    fn numbered(mut self) -> Numbered {
        let mut numbered = Numbered::new(self.told.len());
        let bases: Vec<Basis> = (0..self.units.len())
            .map(|unit| match self.bases[unit] {
                Some(basis) => basis,
                None => self.by_link(&self.units[unit]),
            })
            .collect();
        for (place, basis) in (0_u32..).zip(bases) {
            let fact = self.union.first(place);
            for claim in &self.units[place as usize].claims {
                numbered.put(*claim, place, fact);
            }
            numbered.because(fact, basis);
        }
        numbered
    }

    fn by_link(&self, unit: &Unit) -> Basis {
        match unit.occasion {
            _ if unit.claims.len() == 1 => Basis::Alone,
            Some(_) => Basis::Occasion,
            None => Basis::Restates,
        }
    }
}
