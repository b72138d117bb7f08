//! `stated`: links that the data itself draws, kept apart from what the other rules work out.

use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::{ClaimId, LinkKind};

/// Finds what a claim is said to speak against.
pub(super) fn find(context: &Context<'_>, id: ClaimId, findings: &mut Findings) {
    for link in context.graph.case().claims.links(id) {
        if link.kind() == LinkKind::Rebuts {
            findings.disputes.push(Dispute {
                rule: Rule::Stated,
                certainty: Certainty::Stated,
                claims: vec![id, link.target],
                why: context.why(|| {
                    format!(
                        "{} speaks against {}",
                        context.speaker(id),
                        context.speaker(link.target)
                    )
                }),
            });
        }
    }
}
