//! What two claims must have in common before a rule compares them.

use super::{Certainty, Context, Dispute, Findings, Rule, Uncompared};
use crate::model::{Case, Claim, ClaimId, ClaimKind, Modality, When};

/// How the times of two claims lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// They have no day in common.
    Apart,
    /// They may mean the same time.
    Overlapping,
    /// They are the same, or neither is given.
    Same,
}

pub(super) fn times(case: &Case, a: &Claim, b: &Claim) -> Times {
    match (case.when(a), case.when(b)) {
        (None, None) => Times::Same,
        (Some(a), Some(b)) if a == b && (a.is_exact() || open_alike(a)) => Times::Same,
        (Some(a), Some(b)) if !a.may_overlap(b) => Times::Apart,
        _ => Times::Overlapping,
    }
}

/// Returns whether a date is uncertain only in that an end is open, which it is for both who write it alike.
fn open_alike(when: &When) -> bool {
    !when.as_str().contains(['~', '?', '%'])
}

/// Returns how sure a contradiction is whose claims differ whenever they mean the same time and event.
///
/// Claims of one named occasion mean the same event. Otherwise two payments may be two events, and two overlapping
/// times may be two times.
pub(super) fn certainty(case: &Case, a: &Claim, b: &Claim) -> Certainty {
    let one_event = a.occasion.is_some() && a.occasion == b.occasion;
    let may_be_two_events = case.predicate(a).kind == ClaimKind::Payment;
    match times(case, a, b) {
        _ if one_event => Certainty::Certain,
        Times::Same if !may_be_two_events => Certainty::Certain,
        _ => Certainty::Possible,
    }
}

/// Returns whether two claims speak of the same sort of truth: of what is so, or of the same sort of intention.
pub(super) fn comparable(a: Modality, b: Modality) -> bool {
    let speaks_of_what_is_so =
        |modality: Modality| modality.is_factual() || modality == Modality::Opinion;
    a == b || (speaks_of_what_is_so(a) && speaks_of_what_is_so(b))
}

impl Context<'_> {
    /// Calls a rule on each pair of versions of each fact whose times may meet, once a pair, in order.
    pub(super) fn each_pair(&self, mut rule: impl FnMut(ClaimId, ClaimId)) {
        let case = self.graph.case();
        for versions in self.propositions.all() {
            for (place, a) in versions.iter().enumerate() {
                for b in &versions[place + 1..] {
                    if times(case, &case.claims[*a], &case.claims[*b]) != Times::Apart {
                        rule(*a, *b);
                    }
                }
            }
        }
    }

    /// Returns the name of a claim's speaker, in English.
    pub(super) fn speaker(&self, id: ClaimId) -> &str {
        let case = self.graph.case();
        let speaker = &case.entities[case.speaker(&case.claims[id])];
        case.label(&speaker.labels, speaker.id, "en")
    }
}

impl Findings {
    /// Notes a contradiction of two claims; one of a speaker with the same speaker is a changed account.
    pub(super) fn contradiction(
        &mut self,
        context: &Context<'_>,
        rule: Rule,
        certainty: Certainty,
        claims: [ClaimId; 2],
        why: String,
    ) {
        let case = context.graph.case();
        let [a, b] = claims.map(|id| case.speaker(&case.claims[id]));
        if a == b {
            self.disputes.push(super::account::changed(
                context, rule, certainty, claims, &why,
            ));
            return;
        }
        let mut claims = claims.to_vec();
        claims.sort_unstable();
        self.disputes.push(Dispute {
            rule,
            certainty,
            claims,
            why,
        });
    }

    /// Notes a comparison that could not be made.
    pub(super) fn skip(&mut self, rule: Rule, a: ClaimId, b: ClaimId, reason: String) {
        self.uncompared.push(Uncompared {
            rule,
            claims: [a.min(b), a.max(b)],
            reason,
        });
    }
}
