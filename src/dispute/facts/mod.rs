//! Which claims are versions of one fact: the one place that decides it.
//!
//! Claims of one fact share their ends, predicate and value (a *key*), so that the claims of an entity hold whole keys. Which of
//! them share both ends is seen in the graph alone; only of those that do is anything else looked at. What is one fact
//! whatever else is known are its *cores* (occasions, `restates`); payments are one beyond that by presumption, and
//! relations, events and figures by time.

mod core;
mod group;
mod nearby;
mod pairing;
mod payments;
mod states;
mod told;
pub(super) mod union;
mod units;

pub use told::Teller;
pub(super) use told::Told;
pub(super) use union::Union;

use super::vocabulary::Vocabulary;
use crate::graph::Graph;
use crate::model::{
    Case, Claim, ClaimId, ClaimKind, EntityId, Handle, LinkKind, PredicateId, ValueKey,
};

/// Why claims are versions of one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// No other claim tells it.
    Alone,
    /// They share an occasion.
    Occasion,
    /// They restate one another.
    Restates,
    /// They say the same of the same, in times that meet.
    State,
    /// They are presumed to tell of one payment: nobody among them tells of two.
    Presumed,
    /// They tell of equal amounts, and no other telling could be paired with them.
    Paired,
    /// They tell of equal amounts, and could be paired otherwise, so that they bear out nothing.
    PairedOtherwise,
}

/// One fact: its versions, and which of them are one whatever else is known.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'f> {
    /// The versions, in the order of the data.
    pub versions: &'f [ClaimId],
    /// For each version the number of its core; those of one core are one by rules 1 to 3, without presumption.
    pub cores: &'f [u32],
    /// Why versions of different cores are one, or of the only core.
    pub basis: Basis,
}

impl Fact<'_> {
    /// Returns whether two versions are one fact by a shared occasion or by `restates`, not by presumption.
    pub fn is_one_for_certain(&self, a: ClaimId, b: ClaimId) -> bool {
        let core = |id| Some(self.cores[self.versions.binary_search(&id).ok()?]);
        core(a).is_some() && core(a) == core(b)
    }

    /// Returns whether two versions may bear one another out: whether no other telling could be the one that is meant.
    pub fn may_bear_out(&self, a: ClaimId, b: ClaimId) -> bool {
        self.basis != Basis::PairedOtherwise || self.is_one_for_certain(a, b)
    }
}

/// Facts in the order in which they were gathered, those of one key one after another.
#[derive(Debug, Default)]
pub struct Facts {
    claims: Vec<ClaimId>,
    cores: Vec<u32>,
    /// Where each fact ends, and why it is one.
    facts: Vec<(u32, Basis)>,
    /// Where the facts of each key end.
    keys: Vec<u32>,
    /// The fact of each claim, by claim; known once all are gathered.
    fact_of: Vec<(ClaimId, u32)>,
}

impl Facts {
    /// Returns the facts of which an entity is the home: the subject, or under a symmetric predicate the end that comes
    /// first in the data. Claims whose key no other has are left out.
    pub fn of(graph: &Graph, home: EntityId, any_symmetric: bool) -> Self {
        let mut facts = Self::default();
        Gathering::default().gather(graph, [home], any_symmetric, &mut facts);
        facts.find_claims();
        facts
    }

    /// Returns the facts of payments under the given homes, whether or not others share their key; those of one entity
    /// alone, if it is named.
    pub fn of_payments(
        graph: &Graph,
        homes: impl IntoIterator<Item = EntityId>,
        of: Option<EntityId>,
    ) -> Self {
        let any_symmetric = Vocabulary::of(graph.case()).symmetric;
        let mut facts = Self::default();
        let mut gathering = Gathering {
            money_only: true,
            of,
            ..Gathering::default()
        };
        gathering.gather(graph, homes, any_symmetric, &mut facts);
        facts
    }

    /// Returns the versions of each fact that has several.
    pub fn iter(&self) -> impl Iterator<Item = &[ClaimId]> {
        let all = self.all().map(|fact| fact.versions);
        all.filter(|versions| versions.len() > 1)
    }

    /// Returns every fact.
    pub fn all(&self) -> impl Iterator<Item = Fact<'_>> {
        (0..self.facts.len()).map(|place| self.get(place))
    }

    /// Returns the facts of each key: those of the same ends and predicate, which may be one or stand against one another.
    pub fn keys(&self) -> impl Iterator<Item = impl Iterator<Item = Fact<'_>> + Clone> {
        let mut start = 0;
        self.keys.iter().map(move |end| {
            let facts = start..*end as usize;
            start = facts.end;
            facts.map(|place| self.get(place))
        })
    }

    /// Returns the fact that a claim tells, if others share its key.
    pub fn of_claim(&self, claim: ClaimId) -> Option<Fact<'_>> {
        let found = self
            .fact_of
            .binary_search_by_key(&claim, |(claim, _)| *claim);
        let (_, fact) = self.fact_of[found.ok()?];
        Some(self.get(fact as usize))
    }

    /// Returns the versions of the fact that a claim tells, if there are others.
    pub fn versions(&self, claim: ClaimId) -> Option<&[ClaimId]> {
        let fact = self.of_claim(claim)?;
        Some(fact.versions).filter(|versions| versions.len() > 1)
    }

    /// Returns the claims that could be one payment with a claim though nothing makes them versions of one fact, in order of
    /// the data: those of its key, currency and sort of modality that meet it in time, told by others or in equal amounts.
    pub fn could_be_one_with(&self, case: &Case, claim: ClaimId) -> Vec<ClaimId> {
        let found = self
            .fact_of
            .binary_search_by_key(&claim, |(claim, _)| *claim);
        let Ok(found) = found else { return Vec::new() };
        let own = self.fact_of[found].1;
        let key = self.keys.partition_point(|end| *end <= own);
        let start = key.checked_sub(1).map_or(0, |before| self.keys[before]);
        let told = Told::of(case, claim);
        let others = (start..self.keys[key]).filter(|fact| *fact != own);
        let others = others
            .flat_map(|fact| self.get(fact as usize).versions)
            .copied();
        let mut others: Vec<ClaimId> = others
            .filter(|other| told.could_be(&Told::of(case, *other)))
            .filter(|other| !is_part(case, claim, *other) && !is_part(case, *other, claim))
            .collect();
        others.sort_unstable();
        others
    }

    fn get(&self, place: usize) -> Fact<'_> {
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.facts[before].0);
        let (end, basis) = self.facts[place];
        let range = start as usize..end as usize;
        Fact {
            versions: &self.claims[range.clone()],
            cores: &self.cores[range],
            basis,
        }
    }

    fn find_claims(&mut self) {
        let facts = (0_u32..).zip(self.all());
        let mut fact_of: Vec<(ClaimId, u32)> = facts
            .flat_map(|(place, fact)| fact.versions.iter().map(move |claim| (*claim, place)))
            .collect();
        fact_of.sort_unstable();
        self.fact_of = fact_of;
    }

    /// Adds the facts of one key, whose claims are sorted.
    fn push_key(&mut self, case: &Case, claims: &[ClaimId]) {
        let told: Vec<Told> = claims.iter().map(|id| Told::of(case, *id)).collect();
        let kind = case.predicate(&case.claims.get(claims[0])).kind;
        let cores = core::cores(case, &told, kind == ClaimKind::Payment);
        let numbered = match kind {
            ClaimKind::Payment => payments::facts(case, &told, &cores),
            ClaimKind::Figure => states::facts(&told, &cores, true),
            ClaimKind::Relation | ClaimKind::Event | ClaimKind::Attribute => {
                states::facts(&told, &cores, false)
            }
        };
        let mut order: Vec<u32> = (0..claims.len() as u32).collect();
        let first = numbered.first_of_facts();
        order.sort_by_key(|place| (first[*place as usize], *place));
        let base = self.claims.len() as u32;
        for fact in order.chunk_by(|a, b| first[*a as usize] == first[*b as usize]) {
            for place in fact {
                self.claims.push(claims[*place as usize]);
                self.cores.push(base + numbered.cores[*place as usize]);
            }
            let core = |place: &u32| numbered.cores[*place as usize];
            let one_core = fact.iter().all(|place| core(place) == core(&fact[0]));
            let named = |place: &u32| told[*place as usize].occasion.is_some();
            let basis = match one_core {
                _ if fact.len() == 1 => Basis::Alone,
                true if fact.iter().any(named) => Basis::Occasion,
                true => Basis::Restates,
                false => numbered.bases[numbered.facts[fact[0] as usize] as usize],
            };
            self.facts.push((self.claims.len() as u32, basis));
        }
        self.keys.push(self.facts.len() as u32);
    }

    fn push_alone(&mut self, claim: ClaimId) {
        self.cores.push(self.claims.len() as u32);
        self.claims.push(claim);
        self.facts.push((self.claims.len() as u32, Basis::Alone));
        self.keys.push(self.facts.len() as u32);
    }
}

/// The claims of one key by core and by fact, each by any number, and why each fact is one.
#[derive(Debug)]
struct Numbered {
    cores: Vec<u32>,
    facts: Vec<u32>,
    bases: Vec<Basis>,
}

impl Numbered {
    fn new(claims: usize) -> Self {
        Self {
            cores: vec![0; claims],
            facts: vec![0; claims],
            bases: vec![Basis::Alone; claims],
        }
    }

    fn put(&mut self, claim: u32, core: u32, fact: u32) {
        self.cores[claim as usize] = core;
        self.facts[claim as usize] = fact;
    }

    fn because(&mut self, fact: u32, basis: Basis) {
        let known = &mut self.bases[fact as usize];
        *known = basis.max(*known);
    }

    /// Returns for each claim the first claim of its fact.
    fn first_of_facts(&self) -> Vec<u32> {
        let mut first = vec![u32::MAX; self.facts.len()];
        for (claim, fact) in (0_u32..).zip(&self.facts) {
            let first = &mut first[*fact as usize];
            *first = claim.min(*first);
        }
        self.facts
            .iter()
            .map(|fact| first[*fact as usize])
            .collect()
    }
}

/// Returns the entity under which the facts of a claim are gathered: the subject, or under a symmetric predicate the end
/// that comes first in the data.
pub(super) fn home(case: &Case, claim: ClaimId) -> EntityId {
    let claim = case.claims.get(claim);
    match claim.object {
        Some(object) if object < claim.subject && case.predicate(&claim).symmetric => object,
        _ => claim.subject,
    }
}

/// Returns whether two payments of one key that no occasion and no `restates` makes one could be one.
pub fn could_be_one(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    let restates = |a: ClaimId, b: ClaimId| {
        let mut links = case.claims.links(a).iter();
        links.any(|link| link.kind() == LinkKind::Restates && link.target == b)
    };
    let [first, second] = [a, b].map(|id| Told::of(case, id));
    let share_occasion = first.occasion.is_some() && first.occasion == second.occasion;
    let are_one = a == b || share_occasion || restates(a, b) || restates(b, a);
    !are_one && first.could_be(&second) && !is_part(case, a, b) && !is_part(case, b, a)
}

/// Returns whether the data makes a claim a part of another.
pub fn is_part(case: &Case, part: ClaimId, whole: ClaimId) -> bool {
    let mut links = case.claims.links(whole).iter();
    links.any(|link| link.kind().is_of_part() && link.target == part)
}

/// Returns whether two claims are rows of tables of one maker, which are never versions of one another.
pub fn are_rows_of_one_maker(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    let [a, b] = [a, b].map(|id| Teller::of(case, &case.claims.get(id)));
    a == b && a.is_tabular()
}

/// Facts in the making.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    /// The claims of one entity by their other end, both in one number so that they sort fast.
    met: Vec<u64>,
    /// The claims of which several share both ends: a number for each two ends, and the entity they are met at.
    sharing: Vec<(u32, EntityId, ClaimId)>,
    ends: u32,
    /// Whether payments alone are gathered, but then those too that share their ends with no other.
    money_only: bool,
    /// The entity that one end must be, if it is named.
    of: Option<EntityId>,
}

/// A claim by its key: a number for its two ends, its predicate, whether it has an object, and its value.
type Keyed = (u32, PredicateId, bool, Option<ValueKey>, ClaimId);

impl Gathering {
    /// Adds the facts of entities that several claims tell.
    pub fn gather(
        &mut self,
        graph: &Graph,
        homes: impl IntoIterator<Item = EntityId>,
        any_symmetric: bool,
        facts: &mut Facts,
    ) {
        for home in homes {
            self.meet(graph, home, any_symmetric);
        }
        self.sort_out(graph.case(), facts);
    }

    /// Collects the claims that may have their home at an entity and that share their ends with others.
    fn meet(&mut self, graph: &Graph, home: EntityId, any_symmetric: bool) {
        self.met.clear();
        let pack =
            |(end, claim): (EntityId, ClaimId)| (end.index() as u64) << 32 | claim.index() as u64;
        let of = self.of;
        let wanted = |end: EntityId| of.is_none_or(|of| of == home || of == end);
        let from = graph.walk_from(home).ends();
        self.met
            .extend(from.filter(|(end, _)| wanted(*end)).map(pack));
        if any_symmetric {
            let to = graph.walk_to(home).ends();
            let to = to.filter(|(end, _)| *end > home && wanted(*end));
            self.met.extend(to.map(pack));
        }
        self.met.sort_unstable();
        for met in self.met.chunk_by(|a, b| a >> 32 == b >> 32) {
            if met.len() > 1 || self.money_only {
                let claims = met.iter().map(|met| (met & u64::from(u32::MAX)) as usize);
                let claims = claims.map(|index| (self.ends, home, ClaimId::from_index(index)));
                self.sharing.extend(claims);
                self.ends += 1;
            }
        }
    }

    /// Sorts the collected claims into facts.
    fn sort_out(&mut self, case: &Case, facts: &mut Facts) {
        // The claims lie anywhere. One pass that does nothing else waits for many of them at a time.
        let sharing = self.sharing.drain(..);
        let mut keyed: Vec<Keyed> = sharing
            .filter_map(|(ends, home, id)| {
                let claim = case.claims.get(id);
                let kind = case.predicate(&claim).kind;
                let value = (kind == ClaimKind::Attribute).then(|| case.value(id));
                let value = value.flatten().map(|value| value.key);
                let keyed = (ends, claim.predicate, claim.object.is_some(), value, id);
                let wanted = !self.money_only || kind == ClaimKind::Payment;
                (wanted && is_home(case, &claim, home)).then_some(keyed)
            })
            .collect();
        keyed.sort_unstable();
        let mut claims = Vec::new();
        for keyed in keyed.chunk_by(|a, b| (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)) {
            match keyed {
                [(.., id)] if self.money_only => facts.push_alone(*id),
                [_] => {}
                _ => {
                    claims.clear();
                    claims.extend(keyed.iter().map(|(.., id)| *id));
                    facts.push_key(case, &claims);
                }
            }
        }
    }
}

/// Returns whether the facts of a claim are gathered at one of its ends.
fn is_home(case: &Case, claim: &Claim, end: EntityId) -> bool {
    let other = claim.object.filter(|object| *object != end);
    match claim.subject == end {
        true => other.is_none_or(|other| other > end || !case.predicate(claim).symmetric),
        false => case.predicate(claim).symmetric,
    }
}
