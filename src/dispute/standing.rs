//! How each claim stands: alone, borne out by another origin, or disputed.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, TryLockError};

use rayon::prelude::*;

use super::corroboration::{Bearing, Weighing, verdict};
use super::disputes::ends;
use super::facts::{Facts, Gathering, home};
use super::proposition::stretches;
use super::restated::Restated;
use super::search::{Context, Focus};
use super::vocabulary::Vocabulary;
use super::{Certainty, Dispute, Disputes, Fact, Propositions, Settings, Sought, Verdict};
use crate::graph::Graph;
use crate::model::{ClaimId, EntityId, Handle, words};
use crate::stop::{Heed, Never};

words! {
    /// How a claim stands among the others.
    Status {
        /// Nobody independent says the same, and nobody contradicts it.
        SingleOrigin = "single-origin",
        /// Someone independent says the same, and nothing contradicts it for certain.
        Corroborated = "corroborated",
        /// Something contradicts it for certain or as the data states; or possibly, and nobody independent says the same.
        Disputed = "disputed",
    }
}

/// How the claims of a graph stand; worked out when asked for, around the entities that are asked about.
///
/// Whoever asks about claims all over the graph is answered from what is then worked out of all of it at once.
#[derive(Debug)]
pub struct Standing<'g> {
    graph: &'g Graph,
    settings: Settings,
    vocabulary: Vocabulary,
    disputes: OnceLock<Disputes>,
    propositions: OnceLock<Propositions>,
    restated: OnceLock<Restated>,
    near: Mutex<HashMap<EntityId, Arc<Near>>>,
    asked: AtomicUsize,
    whole: OnceLock<Whole>,
    /// Held by whoever works out the whole.
    making: Mutex<()>,
}

/// What is known of one entity.
#[derive(Debug)]
struct Near {
    facts: Facts,
    disputes: OnceLock<Disputes>,
    corroborated: OnceLock<Vec<ClaimId>>,
}

/// What is known of all claims.
#[derive(Debug)]
struct Whole {
    disputes: Disputes,
    statuses: Vec<Status>,
}

/// The most entities of which what is known is kept.
const MOST: usize = 1 << 14;

impl<'g> Standing<'g> {
    /// Returns the standing of a graph's claims under the given settings.
    pub fn new(graph: &'g Graph, settings: Settings) -> Self {
        Self {
            graph,
            settings,
            vocabulary: Vocabulary::of(graph.case()),
            disputes: OnceLock::new(),
            propositions: OnceLock::new(),
            restated: OnceLock::new(),
            near: Mutex::default(),
            asked: AtomicUsize::new(0),
            whole: OnceLock::new(),
            making: Mutex::default(),
        }
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns every contradiction of the graph.
    pub fn disputes(&self) -> &Disputes {
        self.disputes
            .get_or_init(|| Disputes::of(self.graph, &self.settings))
    }

    /// Returns every contradiction of the graph, unless it is to give up; then nothing is kept.
    ///
    /// # Errors
    ///
    /// When it is.
    pub fn disputes_until<H: Heed>(&self, stop: &H) -> Result<&Disputes, H::Stopped> {
        kept(&self.disputes, || {
            Disputes::sought_until(self.graph, &self.settings, Sought::EVERYTHING, stop)
        })
    }

    /// Returns the contradictions asked for that some of the claims take part in, and perhaps others; of all claims, if
    /// none are named.
    pub fn disputes_around(&self, claims: Option<&[ClaimId]>, sought: Sought<'_>) -> Disputes {
        match claims {
            Some(claims) => Disputes::around(self.graph, &self.settings, claims, sought),
            None => Disputes::sought(self.graph, &self.settings, sought),
        }
    }

    /// Returns the versions of each fact of the graph.
    pub fn propositions(&self) -> &Propositions {
        self.propositions
            .get_or_init(|| Propositions::of(self.graph))
    }

    /// Calls `visit` on the versions of the fact that a claim tells, itself among them, in the order of the data.
    pub fn with_versions<T>(&self, claim: ClaimId, visit: impl FnOnce(&[ClaimId]) -> T) -> T {
        let near = self.near(home(self.graph.case(), claim));
        visit(near.facts.versions(claim).unwrap_or(&[claim]))
    }

    /// Calls `visit` on the fact that a claim tells and on the facts around its home, if others share its key.
    pub fn with_fact<T>(
        &self,
        claim: ClaimId,
        visit: impl FnOnce(Option<Fact<'_>>, &Facts) -> T,
    ) -> T {
        let near = self.near(home(self.graph.case(), claim));
        visit(near.facts.of_claim(claim), &near.facts)
    }

    /// Returns the claims that could be one payment with a claim though nothing makes them versions of one fact.
    pub fn could_be_one_with(&self, claim: ClaimId) -> Vec<ClaimId> {
        let case = self.graph.case();
        self.with_fact(claim, |_, facts| facts.could_be_one_with(case, claim))
    }

    /// Returns the facts that claims tell and that have several versions, each once, in the order of the data.
    pub fn facts_of(&self, claims: &[ClaimId]) -> Vec<Vec<ClaimId>> {
        let mut facts = BTreeMap::<ClaimId, Vec<ClaimId>>::new();
        for claim in claims {
            self.with_versions(*claim, |versions| {
                if versions.len() > 1 {
                    facts
                        .entry(versions[0])
                        .or_insert_with(|| versions.to_vec());
                }
            });
        }
        facts.into_values().collect()
    }

    /// Returns how a claim stands.
    pub fn status(&self, claim: ClaimId) -> Status {
        let Ok(status) = self.status_until(claim, &Never);
        status
    }

    /// Returns how a claim stands, unless it is to give up; then nothing is kept.
    ///
    /// # Errors
    ///
    /// When it is.
    pub fn status_until<H: Heed>(&self, claim: ClaimId, stop: &H) -> Result<Status, H::Stopped> {
        if let Some(whole) = self.whole_if_worthwhile(stop)? {
            return Ok(whole.statuses[claim.index()]);
        }
        let surest = self.with_disputes(claim, Focus::Anyone, |disputes| {
            disputes.map(|dispute| dispute.certainty).min_by_key(weight)
        });
        Ok(match surest {
            Some(surest) if surest != Certainty::Possible => Status::Disputed,
            surest => match (self.is_corroborated(claim), surest) {
                (true, _) => Status::Corroborated,
                (false, Some(_)) => Status::Disputed,
                (false, None) => Status::SingleOrigin,
            },
        })
    }

    /// Returns how every claim stands, in the order of the data.
    pub fn statuses(&self) -> &[Status] {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(whole) = self.whole(&Never);
        &whole.statuses
    }

    /// Returns the claims that a claim cannot hold together with, or may not, each with how sure that is, in the order of
    /// the data.
    pub fn disputed_by(&self, claim: ClaimId) -> Vec<(ClaimId, Certainty)> {
        let Ok(whole) = self.whole_if_worthwhile(&Never);
        let mut others: Vec<(ClaimId, Certainty)> = match whole {
            Some(whole) if !whole.disputes.is_thinned() => {
                others(claim, whole.disputes.of_claim(claim))
            }
            _ => self.with_disputes(claim, Focus::Claim(claim), |disputes| {
                others(claim, disputes)
            }),
        };
        others.sort_unstable_by_key(|(id, certainty)| (*id, weight(certainty)));
        others.dedup_by_key(|(id, _)| *id);
        others
    }

    /// Returns the claims of independent origin that say the same as a claim.
    ///
    /// Origins are independent when their speakers differ and neither's words come through the other: what a report says
    /// in its own voice does not bear out what it quotes, nor does a claim that only says another again. A judgement
    /// bears out no fact, and an allegation no assertion.
    pub fn corroborating(&self, claim: ClaimId) -> Vec<ClaimId> {
        let weighing = self.weighing(Bearing::Independent);
        self.with_fact(claim, |fact, _| {
            let Some(fact) = fact else { return Vec::new() };
            let same = fact.versions.iter().copied().filter(|other| {
                weighing.holds(claim, *other)
                    && fact.may_bear_out(claim, *other)
                    && verdict(self.graph.case(), &self.settings, fact, claim, *other)
                        == Some(Verdict::Same)
            });
            same.collect()
        })
    }

    /// Returns those of some versions of one fact that another of them bears out, in order.
    pub fn borne_out(&self, versions: &[ClaimId], bearing: Bearing) -> Vec<ClaimId> {
        self.with_part(versions, |part| {
            part.map_or_else(Vec::new, |part| self.weighing(bearing).borne_out(part))
        })
    }

    /// Returns how two versions of one fact stand to each other; nothing, where they cannot be compared or are of two facts.
    pub fn verdict(&self, a: ClaimId, b: ClaimId) -> Option<Verdict> {
        self.with_fact(a, |fact, _| {
            let fact = fact.filter(|fact| fact.versions.binary_search(&b).is_ok())?;
            verdict(self.graph.case(), &self.settings, fact, a, b)
        })
    }

    /// Calls `visit` on the fact of some versions with no others in it.
    fn with_part<T>(&self, versions: &[ClaimId], visit: impl FnOnce(Option<Fact<'_>>) -> T) -> T {
        let Some(first) = versions.first() else {
            return visit(None);
        };
        self.with_fact(*first, |fact, _| {
            let Some(fact) = fact else { return visit(None) };
            let both = fact.versions.iter().zip(fact.cores);
            let kept = both.filter(|(id, _)| versions.binary_search(id).is_ok());
            let (ids, cores): (Vec<ClaimId>, Vec<u32>) = kept.unzip();
            visit(Some(Fact {
                versions: &ids,
                cores: &cores,
                ..fact
            }))
        })
    }

    fn weighing(&self, bearing: Bearing) -> Weighing<'_> {
        Weighing {
            case: self.graph.case(),
            settings: &self.settings,
            restated: self
                .restated
                .get_or_init(|| Restated::of(self.graph.case())),
            bearing,
        }
    }

    /// Returns how sure the surest contradiction is that some of the claims have within the versions of their fact.
    pub fn surest_within(&self, versions: &[ClaimId], claims: &[ClaimId]) -> Option<Certainty> {
        let [_, _, ..] = versions else { return None };
        self.with_part(versions, |part| {
            let disputes = Disputes::within(self.graph, &self.settings, part?, Sought::THAT);
            let of_claims = claims.iter().flat_map(|claim| disputes.of_claim(*claim));
            of_claims.map(|dispute| dispute.certainty).min()
        })
    }

    fn is_corroborated(&self, claim: ClaimId) -> bool {
        let near = self.near(home(self.graph.case(), claim));
        if near.facts.versions(claim).is_none() {
            return false;
        }
        let corroborated = near.corroborated.get_or_init(|| {
            let weighing = self.weighing(Bearing::Independent);
            let facts = near.facts.all().filter(|fact| fact.versions.len() > 1);
            let mut corroborated: Vec<ClaimId> =
                facts.flat_map(|fact| weighing.borne_out(fact)).collect();
            corroborated.sort_unstable();
            corroborated
        });
        corroborated.binary_search(&claim).is_ok()
    }

    /// Calls `ask` on the contradictions of a claim, which may come more than once; those that are listed, or with a focus on
    /// the claim every one.
    fn with_disputes<T>(
        &self,
        claim: ClaimId,
        focus: Focus,
        ask: impl FnOnce(&mut dyn Iterator<Item = &Dispute>) -> T,
    ) -> T {
        let context = self.context(Focus::Anyone);
        let near: Vec<(EntityId, Arc<Near>)> = ends(self.graph, claim)
            .map(|entity| (entity, self.near(entity)))
            .collect();
        let mut whole = Vec::new();
        let mut focused = Vec::new();
        for (entity, near) in &near {
            let listed = near
                .disputes
                .get_or_init(|| Disputes::at(&context, *entity, &near.facts));
            match listed.is_thinned() && focus != Focus::Anyone {
                true => focused.push(Disputes::at(&self.context(focus), *entity, &near.facts)),
                false => whole.push(listed),
            }
        }
        let by_links = Disputes::linked_to(&context, claim);
        let all = whole.into_iter().chain(&focused).chain([&by_links]);
        let of_claim = all.flat_map(|disputes| disputes.of_claim(claim));
        ask(&mut of_claim.filter(|dispute| dispute.disputed().contains(&claim)))
    }

    /// Returns what is known of an entity.
    fn near(&self, entity: EntityId) -> Arc<Near> {
        // What is worked out is whole when it is put there, so that a panic elsewhere leaves it sound.
        let mut known = self.near.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST {
            known.clear();
        }
        let near = known.entry(entity).or_insert_with(|| {
            Arc::new(Near {
                facts: Facts::of(self.graph, entity, self.vocabulary.symmetric),
                disputes: OnceLock::new(),
                corroborated: OnceLock::new(),
            })
        });
        Arc::clone(near)
    }

    /// Returns what is known of all claims, once enough was asked to make it worth knowing.
    fn whole_if_worthwhile<H: Heed>(&self, stop: &H) -> Result<Option<&Whole>, H::Stopped> {
        if let Some(whole) = self.whole.get() {
            return Ok(Some(whole));
        }
        // By then the questions have cost about as much as working out everything, which takes no longer than that again.
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked <= self.graph.case().claims.len() / 16 {
            return Ok(None);
        }
        // Whoever else asks meanwhile does not wait: it may be asked for in the midst of the work, by the same thread.
        match self.making.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            Ok(_) | Err(TryLockError::Poisoned(_)) => self.whole(stop).map(Some),
        }
    }

    fn whole<H: Heed>(&self, stop: &H) -> Result<&Whole, H::Stopped> {
        kept(&self.whole, || {
            let (graph, settings) = (self.graph, &self.settings);
            let disputes = Disputes::sought_until(graph, settings, Sought::THAT, stop)?;
            let mut statuses = vec![Status::SingleOrigin; graph.case().claims.len()];
            let disputed = |possible: bool| {
                let all = disputes.all().iter();
                let wanted = all.filter(move |d| (d.certainty == Certainty::Possible) == possible);
                wanted.flat_map(Dispute::disputed).copied()
            };
            for claim in disputed(true) {
                statuses[claim.index()] = Status::Disputed;
            }
            for claim in self.all_corroborated(stop)? {
                statuses[claim.index()] = Status::Corroborated;
            }
            for claim in disputed(false) {
                statuses[claim.index()] = Status::Disputed;
            }
            Ok(Whole { disputes, statuses })
        })
    }

    fn all_corroborated<H: Heed>(&self, stop: &H) -> Result<Vec<ClaimId>, H::Stopped> {
        let any_symmetric = self.vocabulary.symmetric;
        let corroborated = stretches(self.graph).map(|entities| {
            stop.look()?;
            let mut facts = Facts::default();
            Gathering::default().gather(self.graph, entities, any_symmetric, &mut facts);
            let weighing = self.weighing(Bearing::Independent);
            let facts = facts.all().filter(|fact| fact.versions.len() > 1);
            Ok(facts.flat_map(|fact| weighing.borne_out(fact)).collect())
        });
        let corroborated: Vec<Vec<ClaimId>> = corroborated.collect::<Result<_, _>>()?;
        Ok(corroborated.concat())
    }

    fn context(&self, focus: Focus) -> Context<'_> {
        Context {
            graph: self.graph,
            settings: &self.settings,
            vocabulary: self.vocabulary,
            sought: Sought {
                focus,
                ..Sought::THAT
            },
        }
    }
}

/// Returns what is kept, or works it out and keeps it if that comes to its end.
fn kept<T, E>(place: &OnceLock<T>, work: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    if let Some(known) = place.get() {
        return Ok(known);
    }
    let worked_out = work()?;
    Ok(place.get_or_init(|| worked_out))
}

/// Returns what sorts what is certain before what the data states, and that before what is possible.
fn weight(certainty: &Certainty) -> u8 {
    match certainty {
        Certainty::Certain => 0,
        Certainty::Stated => 1,
        Certainty::Possible => 2,
    }
}

/// Returns the other claims of a claim's contradictions.
fn others<'d>(
    claim: ClaimId,
    disputes: impl Iterator<Item = &'d Dispute>,
) -> Vec<(ClaimId, Certainty)> {
    let disputes = disputes.filter(|dispute| dispute.disputed().contains(&claim));
    let others = disputes.flat_map(|dispute| {
        let claims = dispute.claims.iter().copied();
        claims.map(|other| (other, dispute.certainty))
    });
    others.filter(|(other, _)| *other != claim).collect()
}
