//! The verbs that lay texts beside the case: `verify` and `scan`.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::args::{Args, ScanArgs, VerifyArgs};
use super::{Failure, Outcome, output};
use crate::Opened;
use crate::answer::Answer;
use crate::dispute::{Settings, Standing};
use crate::graph::Graph;
use crate::model::{Sha256, SourceId};
use crate::query::{self, Compared};
use crate::scan::{self, Coverage, Exclusions, Lexicon, Spelling, TableFault};
use crate::text::{Beneath, Index};
use crate::verify::{self, Texts, Verification};

/// The table in a data folder of what a scan leaves out of account.
pub(super) const EXCLUDED: &str = "excluded.csv";

/// Compares all evidence with the texts that are held, and mends what can be mended if asked to.
pub(super) fn verify(args: &Args, asked: &VerifyArgs) -> Result<Outcome, Failure> {
    let opened = open(args)?;
    let texts = texts(args, asked, &opened.graph)?;
    let verification = verify::verify(opened.graph.case(), &texts);
    let found = compared(&opened, &verification);
    let Some(allowed) = asked.allowed() else {
        return told(args, found, query::verify(found, None));
    };
    let (case, files) = (opened.graph.case(), &opened.files);
    let mended = verify::fix(
        &args.data,
        case,
        files,
        &opened.places,
        &verification,
        allowed,
    )
    .map_err(|error| Failure::Machine {
        doing: format!("rewrite {}", error.path.display()),
        error: error.error,
    })?;
    // What is told is the state of the files as they are now.
    let opened = open(args)?;
    let verification = verify::verify(opened.graph.case(), &texts);
    let now = compared(&opened, &verification);
    told(
        args,
        now,
        query::verify(now, Some((found, allowed, mended))),
    )
}

fn open(args: &Args) -> Result<Opened, Failure> {
    crate::open_for_verify(&args.data).map_err(Failure::Data)
}

fn compared<'g>(opened: &'g Opened, verification: &'g Verification) -> Compared<'g> {
    Compared {
        graph: &opened.graph,
        files: &opened.files,
        places: &opened.places,
        verification,
    }
}

/// Writes what came of a verification, and returns how it ended.
fn told<'g>(args: &Args, found: Compared<'g>, answer: Answer<'g>) -> Result<Outcome, Failure> {
    let graph = found.graph;
    output::answer(args, graph, &standing(args, graph), answer, args.format)?;
    Ok(match found.verification {
        all if all.has_failed() => Outcome::Faulty,
        all if all.has_gaps() => Outcome::NothingFound,
        _ => Outcome::Answered,
    })
}

fn texts(args: &Args, asked: &VerifyArgs, graph: &Graph) -> Result<Texts, Failure> {
    let mut named = Vec::new();
    for pair in asked.named() {
        let (source, file) = pair.split_once('=').ok_or_else(|| {
            Failure::Question(format!(
                "\"{pair}\" is no SOURCE=FILE, such as article=article.txt"
            ))
        })?;
        let id = graph.names().source(graph.case(), source)?;
        if graph.case().sources.get(id).text.is_none() {
            return Err(Failure::Question(format!(
                "\"{source}\" declares no text, so nothing is quoted from it"
            )));
        }
        named.push((id, file.into()));
    }
    let is_own = asked.texts.is_none();
    let folder = match &asked.texts {
        Some(folder) if !folder.is_dir() => {
            let error = io::Error::from(io::ErrorKind::NotADirectory);
            return Err(Failure::machine(format!("look into {}", folder.display()))(
                error,
            ));
        }
        Some(folder) => folder.clone(),
        None => args.data.join("texts"),
    };
    Ok(Texts {
        named,
        folder: Some(folder),
        is_own,
    })
}

/// Lists what a text holds and what of it is covered, and holds the coverage against what is required.
pub(super) fn scan(args: &Args, asked: &ScanArgs) -> Result<Outcome, Failure> {
    let required = asked.require.iter().map(|one| requirement(one));
    let required = required.collect::<Result<Vec<_>, _>>()?;
    let graph = super::open::open(args)?;
    let case = graph.case();
    let text = read_text(&asked.file)?;
    let spelling = match &asked.spelling {
        Some(file) => table(file, Spelling::parse)?,
        None => Spelling::default(),
    };
    let excluded = args.data.join(EXCLUDED);
    let exclusions = if excluded.exists() {
        // Found in the case, where no link leads out of it.
        let read = Beneath::of(&args.data).and_then(|case| case.open(Path::new(EXCLUDED)));
        let read = read.and_then(|mut file| {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map(|_| bytes)
        });
        parsed(&excluded, read, Exclusions::parse)?
    } else {
        Exclusions::default()
    };
    let source = source_of(&graph, asked, &text)?;
    let said_on = asked.date.as_ref().or_else(|| {
        let said_on = case.sources.get(source?).said_on?;
        Some(&case.whens[said_on])
    });

    let index = Index::new(&text);
    let mentions = scan::scan(&text, &Lexicon::of(case), &spelling, said_on);
    let coverage = scan::coverage(case, source, &index, &mentions, &exclusions);
    let mut answer = if asked.coverage {
        query::coverage(&coverage)
    } else {
        query::scan(&graph, &index, &mentions, &coverage, asked.uncovered)
    };
    if source.is_none() {
        let note = "no source of the case is this text, so nothing of it is covered; name one with --source";
        answer = answer.with_note(note);
    }
    if coverage.astray > 0 {
        let note = format!(
            "rows of {EXCLUDED} that do not stand in this text: {}",
            coverage.astray
        );
        answer = answer.with_note(note);
    }
    let rows = output::answer(args, &graph, &standing(args, &graph), answer, args.format)?;
    let below = below(&coverage, &required);
    if !below.is_empty() {
        return Err(Failure::Question(format!(
            "coverage is below what is required: {}",
            below.join(", ")
        )));
    }
    Ok(if rows == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Answered
    })
}

/// Returns how the claims stand that `--evidence` writes out in full.
fn standing<'g>(args: &Args, graph: &'g Graph) -> Standing<'g> {
    let settings = Settings {
        tolerance: args.tolerance,
        rounding: args.rounding,
    };
    Standing::new(graph, settings)
}

/// What has to be covered, and how many in a hundred of it.
type Required<'a> = (&'a str, u32);

fn requirement(text: &str) -> Result<Required<'_>, Failure> {
    let parsed = text.split_once('=').and_then(|(what, percent)| {
        let percent = percent.trim_end_matches('%').parse().ok()?;
        (percent <= 100).then_some((what, percent))
    });
    let (what, percent) = parsed.ok_or_else(|| {
        Failure::Question(format!(
            "\"{text}\" is no WHAT=PERCENT, such as figures=100"
        ))
    })?;
    let known: Vec<&str> = scan::tallied().collect();
    if known.contains(&what) {
        Ok((what, percent))
    } else {
        Err(Failure::Question(format!(
            "coverage is told of {}, not of \"{what}\"",
            known.join(", ")
        )))
    }
}

/// Returns what is covered less than it has to be, in words.
fn below(coverage: &Coverage, required: &[Required<'_>]) -> Vec<String> {
    let short = |(what, percent): &Required<'_>| {
        let (_, tally) = coverage.tallies.iter().find(|(of, _)| of == what)?;
        (!tally.reaches(*percent)).then(|| format!("{what} {} %, not {percent} %", tally.percent()))
    };
    required.iter().filter_map(short).collect()
}

fn read_text(path: &Path) -> Result<String, Failure> {
    verify::read_text(path).map_err(Failure::machine(format!("read {}", path.display())))
}

fn table<T>(path: &Path, parse: fn(&[u8]) -> Result<T, TableFault>) -> Result<T, Failure> {
    parsed(path, fs::read(path), parse)
}

fn parsed<T>(
    path: &Path,
    read: io::Result<Vec<u8>>,
    parse: fn(&[u8]) -> Result<T, TableFault>,
) -> Result<T, Failure> {
    let bytes = read.map_err(Failure::machine(format!("read {}", path.display())))?;
    parse(&bytes).map_err(|fault| Failure::Question(format!("{}:{fault}", path.display())))
}

/// Returns the source a text is the text of: the one named, else the one with its digest, else the one with its name.
fn source_of(graph: &Graph, asked: &ScanArgs, text: &str) -> Result<Option<SourceId>, Failure> {
    let case = graph.case();
    if let Some(name) = &asked.source {
        return Ok(Some(graph.names().source(case, name)?));
    }
    let digest = Some(Sha256::of(text.as_bytes()));
    let stem = asked.file.file_stem().and_then(|stem| stem.to_str());
    let held = || {
        case.sources
            .iter()
            .filter_map(|(id, source)| Some((id, source, source.text?)))
    };
    let by_digest = held().find(|(_, _, held)| held.sha256 == digest);
    let found =
        by_digest.or_else(|| held().find(|(_, source, _)| Some(case.text(source.id)) == stem));
    Ok(found.map(|(id, ..)| id))
}
