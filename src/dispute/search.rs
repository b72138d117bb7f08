//! What the rules are asked for, what they see, and what they find.

use super::vocabulary::Vocabulary;
use super::{Certainty, Dispute, Rule, Settings, Uncompared};
use crate::graph::Graph;
use crate::model::ClaimId;

/// What of the contradictions is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'s> {
    /// The rules that find them; all, if none is named.
    pub rules: &'s [Rule],
    /// What is told of them.
    pub tell: Tell,
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
    };

    /// That claims contradict one another, by whichever rule.
    pub const THAT: Self = Self {
        rules: &[],
        tell: Tell::That,
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
    pub uncompared: Vec<Uncompared>,
    tell: Tell,
}

impl Findings {
    /// Returns room for what is asked for.
    pub fn new(sought: Sought<'_>) -> Self {
        Self {
            disputes: Vec::new(),
            uncompared: Vec::new(),
            tell: sought.tell,
        }
    }

    /// Adds what was found elsewhere.
    pub fn extend(&mut self, more: Self) {
        self.disputes.extend(more.disputes);
        self.uncompared.extend(more.uncompared);
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
        let case = context.graph.case();
        let [a, b] = claims.map(|id| case.speaker(&case.claims.get(id)));
        let is_changed_account = a == b;
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
