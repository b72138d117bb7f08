//! `verify`: which evidence does not stand where it is said to stand in the texts that are held.

use crate::answer::{Answer, Cell, Column, Row};
use crate::graph::Graph;
use crate::model::{Case, ClaimId, Evidence, SourceId, Word};
use crate::read::{Places, Stand};
use crate::text::{File, Place};
use crate::verify::{Altered, Astray, Finding, Fix, Form, Mended, Status, Verification, What};

/// The evidence of a data folder compared with its texts.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'g> {
    /// The data.
    pub graph: &'g Graph,
    /// The files that it was read from.
    pub files: &'g [File],
    /// Where its records stand in them.
    pub places: &'g Places,
    /// What came of comparing it.
    pub verification: &'g Verification,
}

/// Lists every finding of a verification with its place in the files; empty when all is exact and nothing is left out.
///
/// After something was mended, `before` is what was found before, how much was allowed to be mended, and what was: the
/// findings that were mended come after those that are left.
pub fn verify<'g>(now: Compared<'g>, before: Option<(Compared<'_>, Fix, Mended)>) -> Answer<'g> {
    let mut rows = rows(now, |_| true);
    for row in &mut rows {
        row.cells.push(Cell::Absent);
    }
    for (row, finding) in rows.iter_mut().zip(&now.verification.findings) {
        if let (Some(fix), Some(cell)) = (finding.fix, row.cells.last_mut()) {
            *cell = Cell::Word(match fix {
                Fix::Moved => "--fix",
                Fix::Form => "--fix form",
            });
        }
    }
    if let Some((before, allowed, _)) = before {
        let mended = self::rows(before, |finding| finding.is_mended_by(Some(allowed)));
        rows.extend(mended.into_iter().map(|mut row| {
            row.cells.push(Cell::Word("done"));
            row
        }));
    }
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
        Column::text("changed"),
        Column::text("remark"),
        Column::text("fix"),
    ];
    let mended = before.map(|(_, _, mended)| mended);
    notes(now, mended)
        .into_iter()
        .fold(Answer::new(columns, rows.into_iter()), Answer::with_note)
}

fn rows(compared: Compared<'_>, is_shown: impl Fn(&Finding) -> bool) -> Vec<Row> {
    let mut lookup = Lookup {
        files: compared.files,
        places: compared.places,
        last: None,
    };
    let findings = compared.verification.findings.iter();
    let shown = findings.filter(|finding| is_shown(finding));
    shown
        .map(|finding| row(compared.graph, finding, &mut lookup))
        .collect()
}

/// Finds the places of records, each claim taken apart once.
struct Lookup<'g> {
    files: &'g [File],
    places: &'g Places,
    last: Option<(ClaimId, Vec<Stand>)>,
}

impl Lookup<'_> {
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

    fn declaration(&self, source: SourceId, what: &What) -> Cell {
        let stand = self.places.text(self.files, source);
        let value = match what {
            What::Length { .. } => stand.values[0].clone(),
            What::Digest { .. } => stand.values[1].clone(),
            _ => None,
        };
        self.at(stand.file, value.unwrap_or(stand.whole).start)
    }

    fn at(&self, file: usize, byte: usize) -> Cell {
        let file = &self.files[file];
        let Place { line, column } = file.place(byte);
        Cell::Written(format!("{}:{line}:{column}", file.path().display()))
    }
}

fn row(graph: &Graph, finding: &Finding, lookup: &mut Lookup<'_>) -> Row {
    let case = graph.case();
    let evidence = match finding.what {
        What::Fragment { claim, item, .. } => {
            Some((claim, item, case.claims.evidence(claim)[item]))
        }
        _ => None,
    };
    let at = match (&finding.what, finding.source) {
        (What::Fragment { claim, item, .. }, _) => lookup.evidence(*claim, *item),
        (What::Undeclared(path, _), _) => path.display().to_string().into(),
        (what, Some(source)) => lookup.declaration(source, what),
        (_, None) => Cell::Absent,
    };
    let claims = match &finding.what {
        What::Fragment { claim, .. } => vec![*claim],
        What::Unreadable(_, claims) | What::Unverified(claims) => claims.clone(),
        What::Length { .. } | What::Digest { .. } | What::Undeclared(..) => Vec::new(),
    };
    let number = |of: fn(Evidence) -> u32| {
        evidence.map_or(Cell::Absent, |(_, _, evidence)| {
            u64::from(of(evidence)).into()
        })
    };
    let quote = evidence.map(|(_, _, evidence)| case.text(evidence.quote()).to_owned());
    Row {
        stands_for: None,
        cells: vec![
            Cell::Word(finding.status().as_str()),
            at,
            Cell::of(evidence.map(|(claim, ..)| claim)),
            Cell::of(finding.source.map(|source| case.sources.get(source).id)),
            number(Evidence::start),
            number(Evidence::end),
            Cell::of(quote),
            found_at(&finding.what),
            found(&finding.what),
            changed(&finding.what),
            Cell::Written(remark(
                case,
                finding,
                evidence.map(|(_, _, evidence)| evidence),
            )),
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
        Astray::Moved(start) | Astray::Form(Form { start, .. }) => std::slice::from_ref(start),
        Astray::Altered(altered) => std::slice::from_ref(&altered.start),
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

/// Returns what the text says instead, or the value that a declaration should have.
fn found(what: &What) -> Cell {
    match what {
        What::Fragment {
            astray: Astray::Altered(Altered { words, .. }),
            ..
        }
        | What::Fragment {
            astray: Astray::Form(Form { words, .. }),
            ..
        } => words.clone().into(),
        What::Length { found, .. } => found.to_string().into(),
        What::Digest { found } => found.to_string().into(),
        _ => Cell::Absent,
    }
}

/// Returns the changes that make another statement of a fragment.
fn changed(what: &What) -> Cell {
    match what {
        What::Fragment {
            astray: Astray::Altered(altered),
            ..
        } if !altered.changes.is_empty() => {
            let words = altered
                .changes
                .iter()
                .map(|change| Cell::Word(change.as_str()));
            Cell::List(words.collect())
        }
        _ => Cell::Absent,
    }
}

fn remark(case: &Case, finding: &Finding, evidence: Option<Evidence>) -> String {
    match &finding.what {
        What::Fragment { astray, .. } => match astray {
            Astray::Moved(_) => "stands elsewhere".to_owned(),
            Astray::Form(form) => {
                let is_moved = evidence.is_some_and(|evidence| evidence.start() != form.start);
                let elsewhere = if is_moved {
                    ", and stands elsewhere"
                } else {
                    ""
                };
                format!("differs in {} only{elsewhere}", form.forms)
            }
            Astray::Ambiguous { number: 1, .. } => {
                "stands elsewhere, but not where the fragments or words around it do".to_owned()
            }
            Astray::Ambiguous { number, places } if *number > places.len() => {
                format!(
                    "stands elsewhere, at {number} places, of which the nearest {} are told",
                    places.len()
                )
            }
            Astray::Ambiguous { number, .. } => format!("stands elsewhere, at {number} places"),
            Astray::Altered(altered) => altered_remark(altered),
            Astray::Missing => "stands nowhere in the text".to_owned(),
        },
        What::Length { declared, found } => {
            format!("the text has {found} code points, {declared} are declared")
        }
        What::Digest { .. } => "the text has another SHA-256 than declared".to_owned(),
        What::Unreadable(unusable, _) => unusable.to_string(),
        What::Undeclared(path, length) => {
            let name = match finding.source {
                Some(source) => case.text(case.sources.get(source).id).to_owned(),
                None => path
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
            };
            match (finding.source, length) {
                (Some(_), Some(length)) => format!(
                    "\"{name}\" declares no text, so nothing is quoted from it; give it a `text` with `code_points` {length}"
                ),
                (Some(_), None) => format!("\"{name}\" declares no text, and this is none"),
                (None, _) => {
                    format!("no source is called \"{name}\", so nothing is compared with it")
                }
            }
        }
        What::Unverified(_) => "no text of this source is held, so nothing was compared".to_owned(),
    }
}

/// How many of the differences of one fragment are told in words.
const MOST_DIFFERENCES: usize = 3;

fn altered_remark(altered: &Altered) -> String {
    let mut parts: Vec<String> = altered
        .differing
        .iter()
        .take(MOST_DIFFERENCES)
        .map(|(quoted, there)| match (quoted.as_str(), there.as_str()) {
            (quoted, "") => format!("“{quoted}” is not in the text"),
            ("", there) => format!("“{there}” is in the text only"),
            (quoted, there) => format!("“{there}” in the text, “{quoted}” quoted"),
        })
        .collect();
    if altered.differing.len() > MOST_DIFFERENCES {
        parts.push(format!(
            "and {} more differences",
            altered.differing.len() - MOST_DIFFERENCES
        ));
    }
    match altered.others {
        0 => {}
        1 => parts.push("1 other place is as like".to_owned()),
        others => parts.push(format!("{others} other places are as like")),
    }
    if let Some(bound) = altered.bound {
        parts.push(format!(
            "of {} places that share words with it, {} were compared",
            bound.of, bound.compared
        ));
    }
    parts.join("; ")
}

/// How many claims or sources are named in a note.
const MOST_NAMED: usize = 10;

fn notes(now: Compared<'_>, mended: Option<Mended>) -> Vec<String> {
    let Compared {
        graph,
        verification,
        ..
    } = now;
    let case = graph.case();
    let count =
        |is: &dyn Fn(&Finding) -> bool| verification.findings.iter().filter(|one| is(one)).count();
    let astray = count(&|one| matches!(one.what, What::Fragment { .. }));
    let unverified = count(&|one| one.status() == Status::Unverified);
    let source = |source: SourceId| case.text(case.sources.get(source).id);
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
    for (id, how) in verification.undone.iter().take(MOST_NAMED) {
        notes.push(format!(
            "the text of \"{}\" is the declared one {how}, and was compared so; nothing is to be mended in the data",
            source(*id)
        ));
    }
    if let Some(more) = verification
        .undone
        .len()
        .checked_sub(MOST_NAMED)
        .filter(|more| *more > 0)
    {
        notes.push(format!("so are {more} more texts in some such form"));
    }
    if !verification.undone.is_empty() {
        notes.push(
            "git leaves texts as they are where `.gitattributes` says `texts/** -text`".to_owned(),
        );
    }
    if !verification.out_of_context.is_empty() {
        let named = verification.out_of_context.iter().take(MOST_NAMED);
        let named: Vec<&str> = named
            .map(|claim| case.text(case.claims.id(*claim)))
            .collect();
        let more = verification.out_of_context.len() - named.len();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        notes.push(format!(
            "in their place, but not between their prefix and suffix: fragments of {}{more}",
            named.join(", ")
        ));
    }
    for (id, until) in verification.unsearched.iter().take(MOST_NAMED) {
        notes.push(format!(
            "fragments stand at too many places in the text of \"{}\": from code point {until} on, other places were \
             not looked for",
            source(*id)
        ));
    }
    if unverified > 0 {
        notes.push(
            "name a text as SOURCE=FILE, or a folder of <source id>.txt with --texts".to_owned(),
        );
    }
    let (moved, form) = (
        count(&|one| one.fix == Some(Fix::Moved)),
        count(&|one| one.fix == Some(Fix::Form)),
    );
    if moved > 0 {
        notes.push(format!("--fix would mend {moved} of these in the files"));
    }
    if form > 0 {
        notes.push(format!(
            "--fix form would take the words of the text for {form} of these"
        ));
    }
    if let Some(mended) = mended {
        notes.push(format!(
            "mended: {}; files rewritten: {}",
            mended.findings, mended.files
        ));
    }
    notes
}
