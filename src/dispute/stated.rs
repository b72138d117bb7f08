//! `stated`: links that the data itself draws, kept apart from what the other rules work out.

use super::{Certainty, Context, Dispute, Findings, Rule};
use crate::model::LinkKind;

pub(super) fn find(context: &Context<'_>, findings: &mut Findings) {
    let claims = &context.graph.case().claims;
    for id in claims.handles() {
        for link in claims.links(id) {
            if link.kind() == LinkKind::Rebuts {
                findings.disputes.push(Dispute {
                    rule: Rule::Stated,
                    certainty: Certainty::Stated,
                    claims: vec![id, link.target],
                    why: format!(
                        "{} speaks against {}",
                        context.speaker(id),
                        context.speaker(link.target)
                    ),
                });
            }
        }
    }
}
