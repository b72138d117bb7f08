//! What the payments of one giver and one receiver bring into totals.

use std::collections::{BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use super::entry::{Ends, Entry};
use super::item::{Item, Items};
use super::years::Years;
use super::{By, Totals};
use crate::dispute::{self, Basis, Fact, Standing, Tally, Telling, stretched, tally};
use crate::graph::Graph;
use crate::model::{Bound, Case, Claim, ClaimId, Interval, Modality, Sum, Unit};

/// The payments of one key.
pub(super) struct Key<'k> {
    graph: &'k Graph,
    standing: &'k Standing<'k>,
    wanted: &'k Totals,
    facts: &'k [Fact<'k>],
    /// The totals that they belong to.
    ends: Vec<Ends>,
    claims: Vec<Put>,
}

/// A claim, and how it comes into totals.
#[derive(Debug, Clone, Copy)]
struct Put {
    id: ClaimId,
    core: u32,
    /// The place of its fact.
    fact: usize,
    unit: Option<Unit>,
    entry: Entry,
    /// The years of its fact, as far as it comes into totals in the same way.
    years: Option<Years>,
    /// Whether some version of its fact counts.
    is_counted: bool,
    /// Whether what is certainly the same payment comes in with another currency, too.
    in_other_currencies: bool,
}

/// A whole that stands for a part, and how it comes into the total.
type Whole = (ClaimId, Entry);

/// What one line is of: years, a currency, and how claims come into it.
type Line = (Option<Years>, Option<Unit>, Entry);

impl<'k> Key<'k> {
    /// Returns the payments of a key, unless no total asked for is of them.
    pub fn of(
        graph: &'k Graph,
        standing: &'k Standing<'_>,
        wanted: &'k Totals,
        facts: &'k [Fact<'k>],
    ) -> Option<Self> {
        let case = graph.case();
        let ends = totals(case, &case.claims.get(facts.first()?.versions[0]), wanted);
        if ends.is_empty() {
            return None;
        }
        let puts = (0..).zip(facts);
        let claims = puts.flat_map(|(place, fact)| puts_of(case, wanted, place, fact));
        Some(Self {
            graph,
            standing,
            wanted,
            facts,
            ends,
            claims: claims.collect(),
        })
    }

    /// Adds what the payments bring into each total.
    pub fn add_to(&self, items: &mut Items) {
        for ends in &self.ends {
            let wholes = self.wholes(*ends);
            let mut lines: Vec<(Line, usize)> = (0..self.claims.len())
                .map(|place| (line(&self.claims[place], &wholes[place]), place))
                .collect();
            lines.sort_unstable();
            for line in lines.chunk_by(|a, b| a.0 == b.0) {
                let tellings: Vec<Telling> = line
                    .iter()
                    .map(|(_, place)| self.telling(&self.claims[*place], &wholes[*place]))
                    .collect();
                let puts = line.iter().map(|(_, place)| &self.claims[*place]);
                let puts = puts.enumerate().map(|(place, put)| (put.id, (place, put)));
                let of_line = OfLine {
                    key: self,
                    ends: *ends,
                    line: line[0].0,
                    tellings: &tellings,
                    puts: puts.collect(),
                };
                of_line.add_to(items);
            }
        }
    }

    /// Returns for each claim the wholes of the same total that it, or what is certainly the same payment, is a part of,
    /// and that stand for it there.
    fn wholes(&self, ends: Ends) -> Vec<Vec<Whole>> {
        let mut wholes = vec![Vec::new(); self.claims.len()];
        if self.graph.case().claims.linked().len() == 0 {
            return wholes;
        }
        // What is certainly the same payment as a part is one.
        let mut of_core: HashMap<u32, BTreeSet<ClaimId>> = HashMap::new();
        for put in &self.claims {
            let above = self.above(put.id);
            if !above.is_empty() {
                of_core.entry(put.core).or_default().extend(above);
            }
        }
        for (put, wholes) in self.claims.iter().zip(&mut wholes) {
            if let Some(above) = of_core.get(&put.core) {
                let above = above.iter();
                wholes.extend(above.filter_map(|whole| self.stands_for(*whole, put.entry, ends)));
            }
        }
        wholes
    }

    /// Returns the claims that a claim is a part of, directly or through others, with those that are certainly the same
    /// payments.
    fn above(&self, claim: ClaimId) -> BTreeSet<ClaimId> {
        let mut above = BTreeSet::new();
        let mut next = vec![claim];
        while let Some(part) = next.pop() {
            for (whole, link) in self.graph.links_to(part) {
                if link.kind().is_of_part() && whole != claim && !above.contains(&whole) {
                    let same = self.same_core(whole);
                    next.extend(&same);
                    above.extend(same);
                }
            }
        }
        above.remove(&claim);
        above
    }

    /// Returns the claims that are certainly the same payment as a claim, itself among them.
    fn same_core(&self, claim: ClaimId) -> Vec<ClaimId> {
        self.standing.with_fact(claim, |fact, _| match fact {
            Some(fact) => {
                let versions = fact.versions.iter().copied();
                let same =
                    |other: &ClaimId| *other == claim || fact.is_one_for_certain(claim, *other);
                versions.filter(same).collect()
            }
            None => vec![claim],
        })
    }

    /// Returns a whole, if it stands for its parts that come into a total in some way: as they do or, for what is alleged,
    /// since it counts.
    fn stands_for(&self, whole: ClaimId, part: Entry, ends: Ends) -> Option<Whole> {
        let case = self.graph.case();
        let claim = case.claims.get(whole);
        let entry = Entry::of(case, &claim, self.wanted);
        let is_alleged = part == Entry::Put(Modality::Alleged, false);
        let stands = match part {
            Entry::Denied | Entry::Unknown | Entry::Part => false,
            Entry::Counted | Entry::Put(..) => {
                entry == part || (is_alleged && entry == Entry::Counted)
            }
        };
        let is_in_total =
            case.predicate(&claim).is_money() && totals(case, &claim, self.wanted).contains(&ends);
        (stands && is_in_total).then_some((whole, entry))
    }

    fn telling(&self, put: &Put, wholes: &[Whole]) -> Telling {
        let case = self.graph.case();
        let settings = self.standing.settings();
        let quantity = case.quantity(&case.claims.get(put.id));
        let written = quantity.map_or(Interval::UNKNOWN, |quantity| settings.as_written(&quantity));
        let entry = |claim| Entry::of(case, &case.claims.get(claim), self.wanted);
        let stretched = stretched(case, settings, put.id, |part| entry(part) == put.entry);
        let amount = stretched.unwrap_or(written).from_zero();
        let from_nothing = || Interval::new(Interval::UNKNOWN.from_zero().min(), amount.max());
        let wholes = wholes.iter().filter(|(_, entry)| *entry == put.entry);
        Telling {
            claim: put.id,
            core: put.core,
            amount: match put.in_other_currencies {
                true => from_nothing().unwrap_or(amount),
                false => amount,
            },
            wholes: wholes.map(|(whole, _)| *whole).collect(),
        }
    }
}

/// Returns the claims of a fact with how each comes into totals.
fn puts_of(case: &Case, wanted: &Totals, place: usize, fact: &Fact<'_>) -> Vec<Put> {
    let of_claim = |(id, core): (&ClaimId, &u32)| {
        let claim = case.claims.get(*id);
        Put {
            id: *id,
            core: *core,
            fact: place,
            unit: case.quantity(&claim).map(|quantity| quantity.unit),
            entry: Entry::of(case, &claim, wanted),
            years: None,
            is_counted: false,
            in_other_currencies: false,
        }
    };
    let mut puts: Vec<Put> = fact.versions.iter().zip(fact.cores).map(of_claim).collect();
    // Which of several tellings are paired is decided by id, and says nothing of when a payment was made or whether it counts.
    let is_one = fact.basis != Basis::PairedOtherwise;
    let year_key = |put: &Put| (put.entry, Some(put.core).filter(|_| !is_one));
    let counted = puts.iter().filter(|put| put.entry == Entry::Counted);
    let counted = counted.map(|put| Some(put.core).filter(|_| !is_one));
    let counted: HashSet<Option<u32>> = counted.collect();
    let mut years: HashMap<_, Option<Years>> = HashMap::new();
    if wanted.by == Some(By::Year) {
        for put in &puts {
            let when = case.when(&case.claims.get(put.id));
            let known = years.entry(year_key(put)).or_default();
            let of_claim = Years::of(when.into_iter());
            let years = known.iter().copied().chain(of_claim);
            *known = years.reduce(Years::hull);
        }
    }
    let mut currencies: HashMap<(u32, Entry), (Option<Unit>, bool)> = HashMap::new();
    for put in &puts {
        let known = currencies
            .entry((put.core, put.entry))
            .or_insert((put.unit, false));
        known.1 |= known.0 != put.unit;
    }
    for put in &mut puts {
        put.is_counted = counted.contains(&Some(put.core).filter(|_| !is_one));
        put.in_other_currencies = currencies[&(put.core, put.entry)].1;
        put.years = years.get(&year_key(put)).copied().flatten();
    }
    puts
}

/// Returns the line that a claim comes into.
fn line(put: &Put, wholes: &[Whole]) -> Line {
    let entry = match put.entry {
        Entry::Put(Modality::Alleged, _) => {
            let in_counted = wholes.iter().any(|(_, entry)| *entry == Entry::Counted);
            Entry::Put(Modality::Alleged, put.is_counted || in_counted)
        }
        entry => entry,
    };
    (put.years, put.unit, entry)
}

/// The claims of a key that come into one line.
struct OfLine<'l> {
    key: &'l Key<'l>,
    ends: Ends,
    line: Line,
    tellings: &'l [Telling],
    /// The place of each claim among the tellings, and how it comes in.
    puts: HashMap<ClaimId, (usize, &'l Put)>,
}

impl OfLine<'_> {
    fn add_to(&self, items: &mut Items) {
        let mut is_shown = vec![false; self.tellings.len()];
        for tally in tally(self.key.graph.case(), self.tellings) {
            for claim in &tally.claims {
                is_shown[self.puts[claim].0] = true;
            }
            let mut low = tally.low;
            let facts = self.by_fact(&tally.claims);
            for claims in &facts {
                // Of payments some of which could be one, the first brings the lower end of all.
                let of_fact = match facts.len() {
                    1 => Some(tally.clone()),
                    _ => self.tally_of(claims),
                };
                let Some(of_fact) = of_fact else { continue };
                self.add(items, claims, [&tally, &of_fact], low);
                low = NOTHING;
            }
        }
        let hidden = self
            .tellings
            .iter()
            .zip(is_shown)
            .filter(|(_, is_shown)| !is_shown);
        for (telling, _) in hidden {
            self.add_part(items, telling);
        }
    }

    /// Adds a part that comes in through its whole, where the total is explained or where no line of its currency has it.
    fn add_part(&self, items: &mut Items, telling: &Telling) {
        let case = self.key.graph.case();
        let (years, unit, entry) = self.line;
        let Some(whole) = telling.wholes.first().copied() else {
            return;
        };
        let unit_of_whole = case
            .quantity(&case.claims.get(whole))
            .map(|quantity| quantity.unit);
        let is_explained = self.key.wanted.explain && entry == Entry::Counted;
        if !is_explained && unit_of_whole == unit {
            return;
        }
        items.push(&[telling.claim], |claims| Item {
            ends: self.ends,
            years,
            unit,
            entry: Entry::Part,
            low: telling.amount.min().unwrap_or(NOTHING),
            amount: telling.amount,
            claims,
            cluster: telling.claim,
            could_be_fewer: false,
            parts: Box::default(),
            approximate: false,
            disputed: None,
            in_other_currencies: false,
            whole: Some(whole),
            bounds: Some(Box::new([vec![telling.claim], vec![telling.claim]])),
        });
    }

    /// Returns claims by the facts they are versions of.
    fn by_fact(&self, claims: &[ClaimId]) -> Vec<Vec<ClaimId>> {
        let mut by_fact: Vec<(usize, ClaimId)> = claims
            .iter()
            .map(|claim| (self.puts[claim].1.fact, *claim))
            .collect();
        by_fact.sort_unstable();
        let facts = by_fact.chunk_by(|a, b| a.0 == b.0);
        facts
            .map(|fact| fact.iter().map(|(_, claim)| *claim).collect())
            .collect()
    }

    /// Returns what the versions of one payment come to.
    fn tally_of(&self, claims: &[ClaimId]) -> Option<Tally> {
        let tellings = claims
            .iter()
            .map(|claim| self.tellings[self.puts[claim].0].clone());
        let tellings: Vec<Telling> = tellings.collect();
        tally(self.key.graph.case(), &tellings).into_iter().next()
    }

    fn add(
        &self,
        items: &mut Items,
        claims: &[ClaimId],
        [of_all, of_fact]: [&Tally; 2],
        low: Bound,
    ) {
        let case = self.key.graph.case();
        let (years, unit, entry) = self.line;
        let (_, put) = self.puts[&claims[0]];
        let fact = self.key.facts[put.fact].versions;
        let highs = of_fact
            .highs
            .iter()
            .map(|(high, _)| Interval::new(None, *high));
        let high: Sum = highs
            .map(|high| high.unwrap_or(Interval::UNKNOWN))
            .collect();
        let high = high.interval().max();
        let bounds = self.key.wanted.explain.then(|| {
            let most = of_fact.highs.iter().map(|(_, claim)| *claim).collect();
            Box::new([of_fact.least.clone(), most])
        });
        let is_approximate = |id: &ClaimId| {
            let quantity = case.quantity(&case.claims.get(*id));
            quantity.is_some_and(|quantity| quantity.approximate)
        };
        items.push(claims, |claims_at| Item {
            ends: self.ends,
            years,
            unit,
            entry,
            low,
            amount: Interval::new(Some(of_fact.low), high).unwrap_or(Interval::UNKNOWN),
            claims: claims_at,
            cluster: of_all.claims.iter().copied().min().unwrap_or(claims[0]),
            could_be_fewer: of_all.could_be_fewer,
            parts: of_all.parts.as_slice().into(),
            approximate: claims.iter().any(is_approximate),
            disputed: self.key.standing.surest_within(fact, claims),
            in_other_currencies: entry == Entry::Counted && put.in_other_currencies,
            whole: None,
            bounds,
        });
    }
}

/// The lower end of what may be nothing.
const NOTHING: Bound = Bound {
    value: Decimal::ZERO,
    inclusive: true,
};

/// Returns the totals that the payments of a key belong to: none, one, or both what an entity gave and what it received.
///
/// What reads the same either way is given by the end that comes first in the data.
fn totals(case: &Case, claim: &Claim, wanted: &Totals) -> Vec<Ends> {
    let key = dispute::Key::of(case, claim);
    let (giver, receiver) = (Some(key.subject), key.object);
    if wanted.entity.is_some() && wanted.entity != giver && wanted.entity != receiver {
        return Vec::new();
    }
    let one = |giver, receiver| vec![Ends { giver, receiver }];
    match (wanted.by, wanted.entity) {
        (Some(By::Giver), _) => one(giver, None),
        (Some(By::Receiver), _) => one(None, receiver),
        (Some(By::Pair), _) => one(giver, receiver),
        (Some(By::Year) | None, None) => one(None, None),
        (Some(By::Year) | None, entity) => {
            let mut ends = Vec::new();
            if entity == giver {
                ends.extend(one(entity, None));
            }
            if entity == receiver {
                ends.extend(one(None, entity));
            }
            ends
        }
    }
}
