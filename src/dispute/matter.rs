//! Matters: what accounts differ about, with the camps of those that can hold together.

use super::account::changes_account;
use super::camps::Camps;
use super::facts::union::Union;
use super::meet::Contradiction;
use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{Case, ClaimId, EntityId, PredicateId};

/// Something that accounts differ about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// What it is about.
    pub about: About,
    /// The rules that say that its versions cannot all hold.
    pub rules: Vec<Rule>,
    /// How sure the surest contradiction is.
    pub certainty: Certainty,
    /// Why the surest contradiction is one.
    pub why: String,
    /// Its versions, in the camps that can hold together.
    pub camps: Camps,
    /// The versions that contradict some other, in the order of the data; a whole with its parts.
    pub disputed: Vec<ClaimId>,
}

/// What a matter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// The subject of its versions; of a symmetric predicate one end.
    pub subject: EntityId,
    /// Their predicate, if they have one in common.
    pub predicate: Option<PredicateId>,
    /// Their object, if they have one in common.
    pub object: Option<EntityId>,
}

/// What a rule compares, to be made a matter of.
pub(super) struct Compared<'c> {
    pub about: About,
    /// Its versions, in parts that meet: each with the number of its part.
    pub versions: Vec<(ClaimId, u32)>,
    /// Makes the camps of some of the versions.
    pub camps: &'c dyn Fn(&[ClaimId]) -> Camps,
    /// Tells why two versions contradict each other.
    pub why: &'c dyn Fn(&Contradiction) -> String,
}

impl Findings {
    /// Notes the contradictions among the versions of one thing, and the matters that they make.
    pub(super) fn settle(
        &mut self,
        context: &Context<'_>,
        compared: Compared<'_>,
        contradictions: &[Contradiction],
    ) {
        if contradictions.is_empty() {
            return;
        }
        if context.sought.matters {
            self.matters(context, compared, contradictions);
            return;
        }
        for contradiction in contradictions {
            let Contradiction {
                rule,
                certainty,
                claims,
            } = *contradiction;
            self.contradiction(context, rule, certainty, claims, || {
                (compared.why)(contradiction)
            });
        }
    }

    fn matters(
        &mut self,
        context: &Context<'_>,
        compared: Compared<'_>,
        contradictions: &[Contradiction],
    ) {
        let Compared {
            about,
            mut versions,
            camps,
            why,
        } = compared;
        versions.sort_unstable();
        let part = |id: ClaimId| {
            let place = versions.binary_search_by_key(&id, |(id, _)| *id);
            place.map_or(0, |place| versions[place].1)
        };
        let mut contradictions: Vec<(u32, Contradiction)> = contradictions
            .iter()
            .map(|contradiction| (part(contradiction.claims[0]), *contradiction))
            .collect();
        contradictions.sort_by_key(|(part, contradiction)| {
            (*part, contradiction.certainty, contradiction.claims)
        });
        let mut by_part: Vec<(u32, ClaimId)> =
            versions.iter().map(|(id, part)| (*part, *id)).collect();
        by_part.sort_unstable();
        for of_part in contradictions.chunk_by(|a, b| a.0 == b.0) {
            let (part, surest) = of_part[0];
            let rules = of_part.iter().flat_map(|(_, contradiction)| {
                let changed = changes_account(context.graph.case(), contradiction.claims);
                let changed = changed.then_some(Rule::ChangedAccount);
                [Some(contradiction.rule), changed].into_iter().flatten()
            });
            let rules = sorted(rules.collect());
            if !rules.iter().any(|rule| context.sought.wants(*rule)) {
                continue;
            }
            let disputed = of_part
                .iter()
                .flat_map(|(_, contradiction)| contradiction.claims);
            let disputed = sorted(disputed.collect());
            let start = by_part.partition_point(|(other, _)| *other < part);
            let end = by_part.partition_point(|(other, _)| *other <= part);
            let members: Vec<ClaimId> = by_part[start..end].iter().map(|(_, id)| *id).collect();
            self.matters.push(Matter {
                about,
                rules,
                certainty: surest.certainty,
                why: why(&surest),
                camps: camps(&members),
                disputed,
            });
        }
    }
}

/// Returns the matters that disputes make which are not among versions of one thing: a whole with its parts, what is out of
/// order, and what the data states.
pub(super) fn of_disputes(context: &Context<'_>, disputes: Vec<Dispute>) -> Vec<Matter> {
    let case = context.graph.case();
    let (stated, others): (Vec<Dispute>, Vec<Dispute>) = disputes
        .into_iter()
        .partition(|dispute| dispute.rule == Rule::Stated);
    let mut matters: Vec<Matter> = others
        .into_iter()
        .map(|dispute| {
            let (first, rest) = dispute.claims.split_at(1);
            matter(case, &dispute, [first, rest])
        })
        .collect();
    matters.extend(stated_matters(case, &stated));
    matters
}

fn matter(case: &Case, dispute: &Dispute, sides: [&[ClaimId]; 2]) -> Matter {
    let claim = case.claims.get(sides[0][0]);
    let placed = (1..)
        .zip(sides)
        .flat_map(|(number, side)| side.iter().map(move |id| (*id, [number; 2])));
    let count = sides.iter().filter(|side| !side.is_empty()).count() as u32;
    let statement = |id: &ClaimId| {
        let claim = case.claims.get(*id);
        (claim.subject, claim.predicate, claim.object)
    };
    let one = sides[0]
        .iter()
        .all(|id| statement(id) == statement(&sides[0][0]));
    Matter {
        about: About {
            subject: claim.subject,
            predicate: Some(claim.predicate).filter(|_| one),
            object: claim.object.filter(|_| one),
        },
        rules: vec![dispute.rule],
        certainty: dispute.certainty,
        why: dispute.why.clone(),
        camps: Camps::new(count, placed, Vec::new()),
        disputed: sorted(sides.concat()),
    }
}

/// Returns the matters of what the data states to speak against one another, those that hang together in one.
///
/// Who speaks against another is in the other camp, as far as two camps can hold all of them.
fn stated_matters(case: &Case, stated: &[Dispute]) -> Vec<Matter> {
    let all = sorted(
        stated
            .iter()
            .flat_map(|dispute| dispute.claims.clone())
            .collect(),
    );
    let place = |id: &ClaimId| all.binary_search(id).unwrap_or_default() as u32;
    let mut union = Union::new(all.len());
    let mut against: Vec<[u32; 2]> = Vec::new();
    for dispute in stated {
        if let [from, to] = &dispute.claims[..] {
            let ends = [place(from), place(to)];
            union.join(ends[0], ends[1]);
            against.extend([ends, [ends[1], ends[0]]]);
        }
    }
    against.sort_unstable();
    let sides = sides(all.len(), &against);
    let firsts = union.firsts();
    let mut by_first: Vec<(u32, u32)> = firsts.into_iter().zip(0..).collect();
    by_first.sort_unstable();
    by_first
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|part| {
            let of_side = |side: bool| -> Vec<ClaimId> {
                let places = part.iter().map(|(_, place)| *place as usize);
                let places = places.filter(|place| sides[*place] == side);
                places.map(|place| all[place]).collect()
            };
            let (first, second) = (of_side(false), of_side(true));
            let dispute = stated.iter().find(|dispute| {
                first.contains(&dispute.claims[0]) || second.contains(&dispute.claims[0])
            })?;
            let about = match second.binary_search(&dispute.claims[0]) {
                Ok(_) => [&first[..], &second[..]],
                Err(_) => [&second[..], &first[..]],
            };
            // What is spoken against is what the matter is about.
            (!about[0].is_empty()).then(|| matter(case, dispute, about))
        })
        .collect()
}

/// Returns for each place one of two sides, so that what is against another is on the other side where that can be.
fn sides(places: usize, against: &[[u32; 2]]) -> Vec<bool> {
    let mut sides: Vec<Option<bool>> = vec![None; places];
    let mut left = Vec::new();
    for start in 0..places as u32 {
        if sides[start as usize].is_none() {
            sides[start as usize] = Some(false);
            left.push(start);
        }
        while let Some(place) = left.pop() {
            let other_side = sides[place as usize].map(|side| !side);
            let from = against.partition_point(|[other, _]| *other < place);
            let of_place = against[from..]
                .iter()
                .take_while(|[other, _]| *other == place);
            for [_, other] in of_place {
                if sides[*other as usize].is_none() {
                    sides[*other as usize] = other_side;
                    left.push(*other);
                }
            }
        }
    }
    sides
        .into_iter()
        .map(|side| side.unwrap_or(false))
        .collect()
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}
