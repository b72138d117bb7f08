//! All evidence of a case compared with the texts that are held, source by source.

use std::cell::OnceCell;

use super::held::{self, Texts};
use super::names::Names;
use super::{Astray, Change, Finding, Fix, Fragment, Verification, What, find};
use crate::model::{Case, ClaimId, Context, Handle, HeldText, Sha256, SourceId};
use crate::text::Index;

/// Compares all evidence of a case with the texts that are held.
pub fn verify(case: &Case, texts: &Texts) -> Verification {
    let mut quoted: Vec<Vec<(ClaimId, usize)>> = vec![Vec::new(); case.sources.len()];
    for claim in case.claims.handles() {
        for (item, evidence) in case.claims.evidence(claim).iter().enumerate() {
            quoted[evidence.source().index()].push((claim, item));
        }
    }
    let mut verification = Verification::default();
    let names = OnceCell::new();
    for ((source, record), quoted) in case.sources.iter().zip(quoted) {
        let Some(declared) = record.text else {
            continue;
        };
        let what = match texts.read(case, source) {
            None => What::Unverified(claims(&quoted)),
            Some(Err(unusable)) => What::Unreadable(unusable, claims(&quoted)),
            Some(Ok(text)) => {
                let text = match held::undone(&text, declared) {
                    Some((how, undone)) => {
                        verification.undone.push((source, how));
                        undone
                    }
                    None => text,
                };
                let text = Held {
                    case,
                    source,
                    declared,
                    text: &text,
                    quoted: &quoted,
                };
                verification.compare(&text, &names);
                continue;
            }
        };
        verification.findings.push(Finding {
            source: Some(source),
            what,
            fix: None,
        });
    }
    for (path, source, code_points) in texts.undeclared(case) {
        let what = What::Undeclared(path, code_points);
        verification.findings.push(Finding {
            source,
            what,
            fix: None,
        });
    }
    verification.findings.sort_by_key(Finding::rank);
    verification
}

/// A text that is held, what its source declares of it, and the evidence that is quoted from it.
struct Held<'h> {
    case: &'h Case,
    source: SourceId,
    declared: HeldText,
    text: &'h str,
    quoted: &'h [(ClaimId, usize)],
}

impl Held<'_> {
    fn fragments(&self) -> Vec<Fragment<'_>> {
        let case = self.case;
        let fragment = |(claim, item): &(ClaimId, usize)| {
            let evidence = case.claims.evidence(*claim)[*item];
            let context = case.claims.context(*claim, *item);
            let words =
                |of: fn(Context) -> Option<_>| context.and_then(of).map(|text| case.text(text));
            Fragment {
                start: evidence.start(),
                quote: case.text(evidence.quote()),
                prefix: words(Context::prefix),
                suffix: words(Context::suffix),
            }
        };
        self.quoted.iter().map(fragment).collect()
    }
}

impl Verification {
    /// Compares the evidence from one source with its text.
    fn compare(&mut self, held: &Held<'_>, names: &OnceCell<Names>) {
        let &Held {
            case,
            source,
            declared,
            text,
            quoted,
        } = held;
        self.texts += 1;
        self.undigested += usize::from(declared.sha256.is_none());
        let index = Index::new(text);
        let fragments = held.fragments();
        let found = find(&index, &fragments);
        let claims = found.out_of_context.iter().map(|number| quoted[*number].0);
        self.out_of_context.extend(claims);
        self.unsearched
            .extend(found.until.map(|until| (source, until)));
        self.declared(held, &index, &found.fragments);
        let known = found.fragments.into_iter().zip(&fragments).zip(quoted);
        for ((astray, fragment), (claim, item)) in known {
            let Some(mut astray) = astray else {
                self.exact += 1;
                continue;
            };
            if let Astray::Altered(altered) = &mut astray {
                let names = names.get_or_init(|| Names::of(case));
                if names.differ(fragment.quote, &altered.words)
                    && !altered.changes.contains(&Change::Name)
                {
                    altered.changes.push(Change::Name);
                }
            }
            self.findings.push(Finding {
                source: Some(source),
                fix: fix_of(&astray),
                what: What::Fragment {
                    claim: *claim,
                    item: *item,
                    astray,
                },
            });
        }
    }

    /// Compares the length and the digest that a source declares.
    fn declared(&mut self, held: &Held<'_>, index: &Index<'_>, found: &[Option<Astray>]) {
        let &Held {
            case,
            source,
            declared,
            text,
            quoted,
        } = held;
        // What is declared follows the text once all fragments stand in it.
        let needed: Option<Fix> = found
            .iter()
            .flatten()
            .map(fix_of)
            .try_fold(Fix::Moved, |all, fix| Some(all.max(fix?)));
        let beyond = found.iter().zip(quoted).any(|(astray, (claim, item))| {
            let evidence = case.claims.evidence(*claim)[*item];
            let length = evidence.end() - evidence.start();
            matches!(astray, Some(Astray::Moved(start)) if start + length > declared.code_points)
        });
        let code_points = u32::try_from(index.code_points()).unwrap_or(u32::MAX);
        if code_points != declared.code_points {
            let what = What::Length {
                declared: declared.code_points,
                found: code_points,
            };
            // Offsets beyond the declared end would be a fault of the data.
            let fix = if beyond { Some(Fix::Moved) } else { needed };
            self.findings.push(Finding {
                source: Some(source),
                what,
                fix,
            });
        }
        let digest = declared
            .sha256
            .map(|declared| (declared, Sha256::of(text.as_bytes())));
        if let Some((declared, found)) = digest
            && declared != found
        {
            let what = What::Digest { found };
            self.findings.push(Finding {
                source: Some(source),
                what,
                fix: needed,
            });
        }
    }
}

/// Returns what has to be allowed for a fragment to be mended.
fn fix_of(astray: &Astray) -> Option<Fix> {
    match astray {
        Astray::Moved(_) => Some(Fix::Moved),
        Astray::Form(_) => Some(Fix::Form),
        Astray::Altered(_) | Astray::Ambiguous { .. } | Astray::Missing => None,
    }
}

fn claims(quoted: &[(ClaimId, usize)]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> = quoted.iter().map(|(claim, _)| *claim).collect();
    claims.dedup();
    claims
}
