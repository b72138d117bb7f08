//! What the rules are asked for, what they see, and what they find.

use super::account::changes_account;
use super::vocabulary::Vocabulary;
use super::{Certainty, Dispute, Matter, Rule, Settings, Uncompared};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, EntityId};

/// What of the contradictions is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'s> {
    /// The rules that find them; all, if none is named.
    pub rules: &'s [Rule],
    /// What is told of them.
    pub tell: Tell,
    /// The claims or speakers between which contradictions are searched.
    pub focus: Focus,
    /// Whether the matters are wanted, with their camps.
    pub matters: bool,
}

/// The claims or speakers between which contradictions are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// All; a group with too many contradictions is thinned to one or two for each claim.
    Anyone,
    /// A claim and all others.
    Claim(ClaimId),
    /// A speaker and everyone.
    SaidBy(EntityId),
    /// Two speakers, or one and the same.
    Between([EntityId; 2]),
}

/// On which side of a focus a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    First,
    Second,
}

impl Focus {
    /// Returns the side that a claim is on, if it is on one.
    pub(super) fn side(self, case: &Case, id: ClaimId) -> Option<Side> {
        let first = |is_first: bool| match is_first {
            true => Side::First,
            false => Side::Second,
        };
        let speaker = || case.speaker(&case.claims.get(id));
        match self {
            Self::Anyone => Some(Side::First),
            Self::Claim(claim) => Some(first(claim == id)),
            Self::SaidBy(wanted) => Some(first(speaker() == wanted)),
            Self::Between([a, b]) => {
                let speaker = speaker();
                (speaker == a || speaker == b).then(|| first(speaker == a))
            }
        }
    }

    /// Returns the sides whose claims a claim of a side is held against.
    pub(super) fn faces(self, side: Side) -> &'static [Side] {
        match (self, side) {
            (Self::Anyone, _) => &[Side::First],
            (Self::SaidBy(_), Side::First) => &[Side::First, Side::Second],
            (Self::Between([a, b]), Side::First) if a == b => &[Side::First],
            (_, Side::First) => &[Side::Second],
            (_, Side::Second) => &[Side::First],
        }
    }

    /// Returns how many contradictions of one group are listed pair by pair.
    pub(super) fn most(self) -> usize {
        match self {
            Self::Anyone => 1_000,
            _ => 1_000_000,
        }
    }
}

/// What is told of contradictions, so that nothing is worked out that nobody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// That they are there.
    That,
    /// Why.
    Why,
    /// Why, and what could not be compared.
    Everything,
}

impl Sought<'_> {
    /// Everything there is to tell.
    pub const EVERYTHING: Self = Self {
        rules: &[],
        tell: Tell::Everything,
        focus: Focus::Anyone,
        matters: false,
    };

    /// That claims contradict one another, by whichever rule.
    pub const THAT: Self = Self {
        rules: &[],
        tell: Tell::That,
        focus: Focus::Anyone,
        matters: false,
    };

    pub(super) fn wants(self, rule: Rule) -> bool {
        self.rules.is_empty() || self.rules.contains(&rule)
    }

    /// Returns whether what a rule finds between two claims is wanted, be it of one speaker or of two.
    pub(super) fn wants_pairs(self, rule: Rule) -> bool {
        self.wants(rule) || self.wants(Rule::ChangedAccount)
    }

    pub(super) fn explains(self) -> bool {
        self.tell != Tell::That
    }
}

/// What every rule sees.
pub(super) struct Context<'c> {
    pub graph: &'c Graph,
    pub settings: &'c Settings,
    pub vocabulary: Vocabulary,
    pub sought: Sought<'c>,
}

impl<'c> Context<'c> {
    pub fn new(graph: &'c Graph, settings: &'c Settings, sought: Sought<'c>) -> Self {
        Self {
            graph,
            settings,
            vocabulary: Vocabulary::of(graph.case()),
            sought,
        }
    }

    /// Returns the name of a claim's speaker, in English.
    pub fn speaker(&self, id: ClaimId) -> &str {
        let case = self.graph.case();
        let speaker = case.entities.get(case.speaker(&case.claims.get(id)));
        case.label(speaker.labels, speaker.id, "en")
    }

    /// Returns an explanation, if one is asked for.
    pub fn why(&self, why: impl FnOnce() -> String) -> String {
        match self.sought.explains() {
            true => why(),
            false => String::new(),
        }
    }
}

/// What the rules find.
#[derive(Debug)]
pub(super) struct Findings {
    pub disputes: Vec<Dispute>,
    pub matters: Vec<Matter>,
    pub uncompared: Vec<Uncompared>,
    /// Whether some group has more contradictions than are listed.
    pub thinned: bool,
    tell: Tell,
}

impl Findings {
    /// Returns room for what is asked for.
    pub fn new(sought: Sought<'_>) -> Self {
        Self {
            disputes: Vec::new(),
            matters: Vec::new(),
            uncompared: Vec::new(),
            thinned: false,
            tell: sought.tell,
        }
    }

    /// Adds what was found elsewhere.
    pub fn extend(&mut self, more: Self) {
        self.disputes.extend(more.disputes);
        self.matters.extend(more.matters);
        self.uncompared.extend(more.uncompared);
        self.thinned |= more.thinned;
    }

    /// Notes a contradiction of two claims; one of a speaker with the same speaker is a changed account.
    pub fn contradiction(
        &mut self,
        context: &Context<'_>,
        rule: Rule,
        certainty: Certainty,
        claims: [ClaimId; 2],
        why: impl FnOnce() -> String,
    ) {
        let is_changed_account = changes_account(context.graph.case(), claims);
        let wanted = context.sought.wants(match is_changed_account {
            true => Rule::ChangedAccount,
            false => rule,
        });
        if !wanted {
            return;
        }
        if is_changed_account {
            let changed = super::account::changed(context, rule, certainty, claims, why);
            self.disputes.push(changed);
            return;
        }
        let mut claims = claims.to_vec();
        claims.sort_unstable();
        self.disputes.push(Dispute {
            rule,
            certainty,
            claims,
            why: context.why(why),
        });
    }

    /// Notes a comparison that could not be made.
    pub fn skip(&mut self, rule: Rule, a: ClaimId, b: ClaimId, reason: impl FnOnce() -> String) {
        if self.asks_for_uncompared() {
            self.uncompared.push(Uncompared {
                rule,
                claims: [a.min(b), a.max(b)],
                reason: reason(),
            });
        }
    }

    pub fn asks_for_uncompared(&self) -> bool {
        self.tell == Tell::Everything
    }
}
