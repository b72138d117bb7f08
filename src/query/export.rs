//! `export`: the claims of a picture.

use super::statement;
use crate::answer::Answer;
use crate::graph::Graph;
use crate::model::{ClaimId, ClaimKind, EntityId, Handle as _, PredicateId, TextId, Thing};

/// Which claims a picture shows; the default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The entity in the middle, if the picture is of its surroundings.
    pub focus: Option<EntityId>,
    /// How many steps from the focus the picture reaches; without a focus it does not matter.
    pub depth: usize,
    /// The sort of claims, unless all are shown.
    pub only: Option<Only>,
    /// The predicates, of which a claim has one; empty for any.
    pub predicates: Vec<PredicateId>,
    /// The tags, of which a claim has at least one; empty for any.
    pub tags: Vec<TextId>,
}

/// A sort of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Payments.
    Money,
    /// Relations and events.
    Relations,
    /// Figures and attributes.
    Figures,
}

impl Only {
    /// Returns whether claims of a kind are of this sort.
    pub fn includes(self, kind: ClaimKind) -> bool {
        match self {
            Self::Money => kind == ClaimKind::Payment,
            Self::Relations => matches!(kind, ClaimKind::Relation | ClaimKind::Event),
            Self::Figures => matches!(kind, ClaimKind::Figure | ClaimKind::Attribute),
        }
    }
}

impl Picture {
    /// Returns whether a claim is of the sort, under the predicates and with the tags asked for.
    fn accepts(&self, graph: &Graph, id: ClaimId) -> bool {
        let case = graph.case();
        let claim = case.claims.get(id);
        let tags = case.claims.tags(id);
        let kind = case.predicate(&claim).kind;
        self.only.is_none_or(|only| only.includes(kind))
            && (self.predicates.is_empty() || self.predicates.contains(&claim.predicate))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| tags.contains(tag)))
    }
}

/// Returns the claims of a picture, one a row.
///
/// Around a focus they are the claims whose every end is at most `depth` steps away from it, walking over claims that
/// the picture accepts, either way: at depth 0 what is said of the focus alone, at depth 1 also what joins it to others
/// and those to one another.
pub fn export<'g>(graph: &'g Graph, picture: &Picture) -> Answer<'g> {
    let reached = picture.focus.map(|focus| reach(graph, picture, focus));
    let is_in = move |entity: EntityId| {
        reached
            .as_ref()
            .is_none_or(|reached| reached[entity.index()])
    };
    let picture = picture.clone();
    let about = picture.focus.map(Thing::Entity);
    let claims = &graph.case().claims;
    let is_shown = move |id: &ClaimId| {
        if picture == Picture::default() {
            return true;
        }
        let claim = claims.get(*id);
        is_in(claim.subject) && claim.object.is_none_or(&is_in) && picture.accepts(graph, *id)
    };
    Answer {
        about,
        ..statement::answer(graph, claims.handles().filter(is_shown))
    }
}

/// Returns, for each entity, whether it is within the picture's depth of its focus.
fn reach(graph: &Graph, picture: &Picture, focus: EntityId) -> Vec<bool> {
    let claims = &graph.case().claims;
    let mut reached = vec![false; graph.case().entities.len()];
    reached[focus.index()] = true;
    let mut rim = vec![focus];
    for _ in 0..picture.depth {
        let mut next = Vec::new();
        for entity in rim {
            let claims_here = graph
                .claims_from(entity)
                .iter()
                .chain(graph.claims_to(entity));
            for id in claims_here.filter(|id| picture.accepts(graph, **id)) {
                let claim = claims.get(*id);
                for end in [Some(claim.subject), claim.object].into_iter().flatten() {
                    if !std::mem::replace(&mut reached[end.index()], true) {
                        next.push(end);
                    }
                }
            }
        }
        if next.is_empty() {
            break;
        }
        rim = next;
    }
    reached
}
