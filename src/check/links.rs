//! Links between claims: that none leads to itself, that parts make no circle, that no two occasions are joined.

use std::collections::HashMap;

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, Claim, ClaimId, Handle, LinkKind, TextId, Thing, Word};

/// The most claims of a circle that are named.
const NAMED: usize = 8;

pub(super) fn check(case: &Case, findings: &mut Capped<Finding>) {
    for id in case.claims.linked() {
        for link in case.claims.links(id) {
            if link.target == id {
                findings.push(Finding {
                    code: Code::SelfLink,
                    message: format!("the claim {} itself", link.kind()),
                    hint: Some("link it to another claim, or leave the link out".to_owned()),
                    ..at(case, id, link.kind(), id)
                });
            }
        }
    }
    circles(case, findings);
    joined_occasions(case, findings);
}

/// Returns a finding about a link, of which code, message and hint are still to be said.
fn at(case: &Case, from: ClaimId, kind: LinkKind, target: ClaimId) -> Finding {
    Finding {
        code: Code::SelfLink,
        thing: Thing::Claim(from),
        field: kind.as_str(),
        item: Item::Id(case.id_of(Thing::Claim(target)).to_owned()),
        message: String::new(),
        hint: None,
    }
}

/// How far the search for circles has come with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Above,
    Done,
}

/// Reports each link from a whole to a part that leads back to the whole.
///
/// Depth first, without recursion: a chain of parts may be as long as the case.
fn circles(case: &Case, findings: &mut Capped<Finding>) {
    let claims = case.claims.linked().len();
    let mut seen = vec![Seen::Not; claims];
    // What lies beyond the claims that have links has none.
    let parts = |id: ClaimId| match id.index() < claims {
        true => case.claims.links(id),
        false => &[],
    };
    let mut path: Vec<(ClaimId, usize)> = Vec::new();
    for start in case.claims.linked() {
        if seen[start.index()] != Seen::Not {
            continue;
        }
        seen[start.index()] = Seen::Above;
        path.push((start, 0));
        while let Some((id, next)) = path.last_mut() {
            let (id, Some(link)) = (*id, parts(*id).get(*next)) else {
                seen[path.pop().map_or(0, |(id, _)| id.index())] = Seen::Done;
                continue;
            };
            *next += 1;
            let target = link.target;
            if !link.kind().is_of_part() || target == id || target.index() >= claims {
                continue;
            }
            match seen[target.index()] {
                Seen::Done => {}
                Seen::Not => {
                    seen[target.index()] = Seen::Above;
                    path.push((target, 0));
                }
                Seen::Above => {
                    let circle = path.iter().skip_while(|(above, _)| *above != target);
                    let circle: Vec<ClaimId> = circle.map(|(id, _)| *id).collect();
                    findings.push(circle_of(case, &circle, link.kind()));
                }
            }
        }
    }
}

/// Returns the finding about claims each of which has the next as a part, and the last one the first.
fn circle_of(case: &Case, circle: &[ClaimId], kind: LinkKind) -> Finding {
    let id = |claim: &ClaimId| case.id_of(Thing::Claim(*claim));
    let mut names: Vec<&str> = circle.iter().take(NAMED).map(id).collect();
    if circle.len() > NAMED {
        names.push("...");
    }
    names.push(id(&circle[0]));
    Finding {
        code: Code::PartCycle,
        message: format!("claims are parts of one another: {}", names.join(" > ")),
        hint: Some("a whole is no part of its parts: leave one of the links out".to_owned()),
        ..at(case, circle[circle.len() - 1], kind, circle[0])
    }
}

/// Reports each `restates` that makes claims of two named occasions one fact, directly or with others.
fn joined_occasions(case: &Case, findings: &mut Capped<Finding>) {
    let mut joined = Joined {
        case,
        above: HashMap::new(),
        occasions: HashMap::new(),
    };
    for id in case.claims.linked() {
        for link in case.claims.links(id) {
            if link.kind() != LinkKind::Restates || !tell_of_one(case, id, link.target) {
                continue;
            }
            if let Some(occasions) = joined.join(id, link.target) {
                let [one, other] = occasions.map(|occasion| case.text(occasion));
                findings.push(Finding {
                    code: Code::JoinedOccasions,
                    message: format!("the link makes the occasions `{one}` and `{other}` one"),
                    hint: Some(
                        "two named occasions are two facts: name one of them, or leave the link out"
                            .to_owned(),
                    ),
                    ..at(case, id, link.kind(), link.target)
                });
            }
        }
    }
}

/// Returns whether two claims have the same ends, either way round where that says the same, and predicate.
fn tell_of_one(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    let [a, b] = [a, b].map(|id| case.claims.get(id));
    let ends = |claim: &Claim| (claim.subject, claim.object);
    let turned = |claim: &Claim| claim.object.map(|object| (object, Some(claim.subject)));
    a.predicate == b.predicate
        && (ends(&a) == ends(&b) || case.predicate(&a).symmetric && turned(&a) == Some(ends(&b)))
}

/// Claims that restate one another, joined two by two.
struct Joined<'c> {
    case: &'c Case,
    above: HashMap<ClaimId, ClaimId>,
    /// The named occasion of those joined, by the claim that stands for them.
    occasions: HashMap<ClaimId, TextId>,
}

impl Joined<'_> {
    /// Joins two claims, or returns the two occasions that would come together.
    fn join(&mut self, a: ClaimId, b: ClaimId) -> Option<[TextId; 2]> {
        let (a, b) = (self.first(a), self.first(b));
        match [a, b].map(|id| self.occasion(id)) {
            [Some(one), Some(other)] if one != other => return Some([one, other]),
            [Some(occasion), _] | [_, Some(occasion)] => {
                self.occasions.insert(a, occasion);
            }
            [None, None] => {}
        }
        if a != b {
            self.above.insert(b, a);
        }
        None
    }

    fn first(&mut self, mut id: ClaimId) -> ClaimId {
        while let Some(above) = self.above.get(&id).copied() {
            // Halves the way for those who ask next.
            if let Some(further) = self.above.get(&above).copied() {
                self.above.insert(id, further);
            }
            id = above;
        }
        id
    }

    fn occasion(&self, first: ClaimId) -> Option<TextId> {
        let known = self.occasions.get(&first).copied();
        known.or(self.case.claims.get(first).occasion)
    }
}
