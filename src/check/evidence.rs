//! Evidence: whether it lies within a text that is held.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, ClaimId, Evidence, Thing};

pub(super) fn check(case: &Case, id: ClaimId, findings: &mut Capped<Finding>) {
    for (item, evidence) in case.claims.evidence(id).iter().enumerate() {
        findings.extend(check_one(case, id, item, *evidence));
    }
    if case.claims.quote(id).is_some() {
        findings.extend(unplaced(case, id));
    }
}

/// Reports words without a place, where the text that would show it is held.
fn unplaced(case: &Case, id: ClaimId) -> Option<Finding> {
    let held = case.chain(case.claims.get(id).source).pop()?;
    case.sources.get(held).text?;
    let name = case.text(case.sources.get(held).id);
    Some(Finding {
        code: Code::UnplacedQuote,
        thing: Thing::Claim(id),
        field: "quote",
        item: Item::Whole,
        message: format!("the text of \"{name}\" is held, but the words have no place in it"),
        hint: Some("give them as `evidence`, with `start` and `end`".to_owned()),
    })
}

fn check_one(case: &Case, id: ClaimId, item: usize, evidence: Evidence) -> Option<Finding> {
    let source = case.sources.get(evidence.source());
    let name = case.text(source.id);
    let (code, message, hint) = match source.text {
        None => (
            Code::EvidenceSource,
            format!("the text of \"{name}\" is not held, so nothing can be quoted from it"),
            format!(
                "give \"{name}\" a `text` with its `code_points`, or quote the source that reports it"
            ),
        ),
        Some(text) if evidence.end() > text.code_points => (
            Code::EvidenceOutside,
            format!(
                "evidence ends at {}, beyond the {} code points of \"{name}\"",
                evidence.end(),
                text.code_points
            ),
            "offsets are Unicode code points from the start of the text".to_owned(),
        ),
        Some(_) => return None,
    };
    Some(Finding {
        code,
        thing: Thing::Claim(id),
        field: "evidence",
        item: Item::Evidence(id, item),
        message,
        hint: Some(hint),
    })
}
