//! Evidence: whether it lies within a text that is held.

use super::{Finding, Item};
use crate::diagnostic::{Capped, Code};
use crate::model::{Case, ClaimId, Evidence, Handle, SourceId, Thing};

pub(super) fn rule(case: &Case) -> impl Fn(&Case, ClaimId, &mut Capped<Finding>) + Sync {
    let sources = case.sources.handles();
    let held: Vec<Option<SourceId>> = sources.map(|source| held(case, source)).collect();
    move |case, id, findings| {
        for (item, evidence) in case.claims.evidence(id).iter().enumerate() {
            findings.extend(check_one(case, id, item, *evidence));
        }
        if case.claims.quote(id).is_some() {
            let held = held[case.claims.get(id).source.index()];
            findings.extend(held.map(|held| unplaced(case, id, held)));
        }
    }
}

/// Returns the outermost source that reports one, if its text is held.
fn held(case: &Case, source: SourceId) -> Option<SourceId> {
    let outermost = case.chain(source).pop()?;
    case.sources.get(outermost).text.map(|_| outermost)
}

/// Reports words without a place, where the text that would show it is held.
fn unplaced(case: &Case, id: ClaimId, held: SourceId) -> Finding {
    let name = case.text(case.sources.get(held).id);
    Finding {
        code: Code::UnplacedQuote,
        thing: Thing::Claim(id),
        field: "quote",
        item: Item::Whole,
        message: format!("the text of \"{name}\" is held, but the words have no place in it"),
        hint: Some("give them as `evidence`, with `start` and `end`, once you know the place; until then they are shown as they are".to_owned()),
    }
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
