//! `verify`: which evidence does not stand where it is said to stand in the texts that are held.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{ClaimId, Evidence, Word};
use crate::read::{Places, Stand};
use crate::text::{File, Place};
use crate::verify::{Astray, Difference, Finding, MOST_PLACES, Near, Verification, What};

/// Lists every finding of a verification with its place in the files; empty when all is exact and nothing is left out.
///
/// `fixed` tells whether those that can be mended without a choice have been.
pub fn verify<'g>(
    graph: &'g Graph,
    files: &'g [File],
    places: &Places,
    verification: &Verification,
    fixed: bool,
) -> Answer<'g> {
    let mut lookup = Lookup {
        files,
        places,
        last: None,
    };
    let rows: Vec<Row> = verification
        .findings
        .iter()
        .map(|finding| row(graph, finding, fixed, &mut lookup))
        .collect();
    let columns = vec![
        Column::text("status").grouped(),
        Column::text("at"),
        Column::text("claim"),
        Column::text("source"),
        Column::number("start"),
        Column::number("end"),
        Column::text("quote"),
        Column::text("found_at"),
        Column::text("found"),
        Column::text("remark"),
        Column::text("fix"),
    ];
    notes(verification, fixed)
        .into_iter()
        .fold(Answer::new(columns, rows.into_iter()), Answer::with_note)
}

/// Finds the places of records, each claim taken apart once.
struct Lookup<'g, 'p> {
    files: &'g [File],
    places: &'p Places,
    last: Option<(ClaimId, Vec<Stand>)>,
}

impl Lookup<'_, '_> {
    fn evidence(&mut self, claim: ClaimId, item: usize) -> Cell {
        if self.last.as_ref().is_none_or(|(of, _)| *of != claim) {
            self.last = Some((claim, self.places.all_evidence(self.files, claim)));
        }
        let stands = self.last.iter().flat_map(|(_, stands)| stands);
        let stand = stands
            .skip(item)
            .map(|stand| (stand.file, stand.whole.start));
        match stand.into_iter().next() {
            Some((file, byte)) => self.at(file, byte),
            None => Cell::Absent,
        }
    }

    fn at(&self, file: usize, byte: usize) -> Cell {
        let file = &self.files[file];
        let Place { line, column } = file.place(byte);
        Cell::Written(format!("{}:{line}:{column}", file.path().display()))
    }
}

fn row(graph: &Graph, finding: &Finding, fixed: bool, lookup: &mut Lookup<'_, '_>) -> Row {
    let case = graph.case();
    let evidence = match finding.what {
        What::Fragment { claim, item, .. } => {
            Some((claim, item, case.claims.evidence(claim)[item]))
        }
        _ => None,
    };
    let at = match (&evidence, &finding.what) {
        (Some((claim, item, _)), _) => lookup.evidence(*claim, *item),
        (None, what) => {
            let stand = lookup.places.text(lookup.files, finding.source);
            let value = match what {
                What::Length { .. } => stand.values[0].clone(),
                What::Digest { .. } => stand.values[1].clone(),
                _ => None,
            };
            lookup.at(stand.file, value.unwrap_or(stand.whole).start)
        }
    };
    let claims = match &finding.what {
        What::Fragment { claim, .. } => vec![*claim],
        What::Unreadable(_, claims) | What::Unverified(claims) => claims.clone(),
        What::Length { .. } | What::Digest { .. } => Vec::new(),
    };
    let quote = evidence.map(|(_, _, evidence)| case.text(evidence.quote()));
    let number = |of: fn(Evidence) -> u32| {
        evidence.map_or(Cell::Absent, |(_, _, evidence)| {
            u64::from(of(evidence)).into()
        })
    };
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word(finding.status().as_str()),
            at,
            Cell::of(evidence.map(|(claim, ..)| claim)),
            case.sources.get(finding.source).id.into(),
            number(Evidence::start),
            number(Evidence::end),
            Cell::of(evidence.map(|(_, _, evidence)| evidence.quote())),
            found_at(&finding.what),
            found(&finding.what),
            Cell::Written(remark(&finding.what, quote.unwrap_or_default())),
            match (finding.fixable, fixed) {
                (true, true) => Cell::Word("done"),
                (true, false) => Cell::Word("possible"),
                (false, _) => Cell::Absent,
            },
        ],
        claims,
    }
}

/// Returns the code points at which something was found instead.
fn found_at(what: &What) -> Cell {
    let What::Fragment { astray, .. } = what else {
        return Cell::Absent;
    };
    let starts = match astray {
        Astray::Moved(start) => std::slice::from_ref(start),
        Astray::Near(near) => std::slice::from_ref(&near.start),
        Astray::Ambiguous { places, .. } => places,
        Astray::Missing => return Cell::Absent,
    };
    Cell::List(
        starts
            .iter()
            .map(|start| u64::from(*start).into())
            .collect(),
    )
}

/// Returns the words that are like the fragment, or the value that a declaration should have.
fn found(what: &What) -> Cell {
    match what {
        What::Fragment {
            astray: Astray::Near(near),
            ..
        } => near.words.clone().into(),
        What::Length { found, .. } => found.to_string().into(),
        What::Digest { found, .. } => found.to_string().into(),
        _ => Cell::Absent,
    }
}

fn remark(what: &What, quote: &str) -> String {
    match what {
        What::Fragment { astray, .. } => match astray {
            Astray::Moved(_) => "stands elsewhere, once".to_owned(),
            Astray::Ambiguous { number, places } if *number > places.len() => {
                format!("stands elsewhere, at {number} places, of which {MOST_PLACES} are told")
            }
            Astray::Ambiguous { number, .. } => format!("stands elsewhere, at {number} places"),
            Astray::Near(near) => near_remark(near, quote),
            Astray::Missing => "stands nowhere in the text".to_owned(),
        },
        What::Length { declared, found } => {
            format!("the text has {found} code points, {declared} are declared")
        }
        What::Digest { but: None, .. } => "the text has another SHA-256 than declared".to_owned(),
        What::Digest {
            but: Some(form), ..
        } => {
            format!("the text has another SHA-256 than declared; {form} it would have that one")
        }
        What::Unreadable(unusable, _) => unusable.to_string(),
        What::Unverified(_) => "no text of this source is held, so nothing was compared".to_owned(),
    }
}

fn near_remark(near: &Near, quote: &str) -> String {
    match near.difference {
        Difference::Form(form) => format!("differs in {form} only"),
        Difference::Characters(number) => {
            let (quoted, there) = parts_that_differ(quote, &near.words);
            let characters = if number == 1 {
                "character differs"
            } else {
                "characters differ"
            };
            format!("{number} {characters}: “{there}” in the text, “{quoted}” quoted")
        }
    }
}

/// Returns what is left of two texts without what both begin and end with.
fn parts_that_differ<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let begin: usize = a
        .chars()
        .zip(b.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (a, b) = (&a[begin..], &b[begin..]);
    let pairs = a.chars().rev().zip(b.chars().rev());
    let end: usize = pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}

fn notes(verification: &Verification, fixed: bool) -> Vec<String> {
    let count =
        |is: &dyn Fn(&Finding) -> bool| verification.findings.iter().filter(|one| is(one)).count();
    let astray = count(&|one| matches!(one.what, What::Fragment { .. }));
    let unverified = count(&|one| matches!(one.what, What::Unverified(_)));
    let fixable = count(&|one| one.fixable);
    let mut notes = vec![format!(
        "{} of {} fragments exact; {} of {} texts held",
        verification.exact,
        verification.exact + astray,
        verification.texts,
        verification.texts + unverified,
    )];
    if verification.undigested > 0 {
        notes.push(format!(
            "{} of the texts held have no declared sha256 to compare",
            verification.undigested
        ));
    }
    if unverified > 0 {
        notes.push(
            "name a text as SOURCE=FILE, or a folder of <source id>.txt with --texts".to_owned(),
        );
    }
    if fixable > 0 && !fixed {
        notes.push(format!("--fix would mend {fixable} of these in the files"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_parts_that_differ_are_shown() {
        assert_eq!(parts_that_differ("不到4500万", "不足4500万"), ("到", "足"));
        assert_eq!(parts_that_differ("950", "9500"), ("", "0"));
        assert_eq!(parts_that_differ("aa", "a"), ("a", ""));
    }
}
