//! The command line: arguments, the terminal, exit status. The library below it prints nothing.

mod args;
mod ask;
mod case;
mod evidence;
mod failure;
mod import;
mod inputs;
mod manual;
mod open;
mod output;
mod param;
mod places;
mod progress;
mod prompt;
mod query;
mod signals;
mod snapshot;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;

use clap::Parser;

use crate::column::{Damage, Refusal};
use crate::text::safe;
use args::{Args, Verb};
pub use failure::Failure;

/// Runs the program on the arguments of the process and returns its exit status.
///
/// Status 0 is an answer, 1 is that nothing was found, 2 is a wrong question, faulty data or a machine that failed. A
/// pipe that closes early is a success: the reader had enough.
pub fn run() -> ExitCode {
    let mut args = parse();
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        // It fails only where a pool was made before, and none was.
        let _ = pool.build_global();
    }
    match answer(&mut args) {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::Faulty) => ExitCode::from(2),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("{}", failure.text().trim_end());
            ExitCode::from(2)
        }
    }
}

/// Returns the arguments of the process; ends it where they are wrong.
fn parse() -> Args {
    let wrong = match Args::try_parse() {
        Ok(args) => return args,
        Err(wrong) => wrong,
    };
    // What is wrong is told in the words that were typed, of which nothing must steer the terminal: they are parsed once
    // more as they can be shown, and are wrong in the same way.
    let typed = std::env::args_os().map(|word| safe(&word.to_string_lossy()).into_owned());
    match Args::try_parse_from(typed) {
        Err(shown) if shown.kind() == wrong.kind() => shown.exit(),
        _ => {
            anstream::eprintln!("error: {}", safe(&wrong.kind().to_string()));
            std::process::exit(2)
        }
    }
}

/// How a verb that ran came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Answered,
    NothingFound,
    Faulty,
}

impl Outcome {
    /// Returns the outcome of an answer with so many rows; says so when there are none.
    fn of(rows: usize) -> Self {
        if rows > 0 {
            return Self::Answered;
        }
        anstream::eprintln!("nothing found");
        Self::NothingFound
    }
}

/// Runs a verb; once more without snapshots when one turns out to be damaged on the way.
fn answer(args: &mut Args) -> Result<Outcome, Failure> {
    let payload = match catch_unwind(AssertUnwindSafe(|| dispatch(args))) {
        Ok(outcome) => return outcome,
        Err(payload) => payload,
    };
    let refusal = match payload.downcast_ref() {
        Some(Damage { at }) => Refusal::Damaged { at: *at },
        // Records that name others which are not there; from data that was read there are none.
        None if open::is_from_snapshot() => Refusal::Inconsistent,
        None => resume_unwind(payload),
    };
    if output::has_begun() {
        return Err(Failure::Question(format!(
            "the snapshot is of no use: {refusal}, which was found when part of the answer was written already: that \
             part is not all; remove the snapshot, or make it anew with `claimgraph snapshot`"
        )));
    }
    if !args.data.is_dir() {
        return Err(Failure::Question(format!(
            "the snapshot {} is of no use: {refusal}",
            args.data.display()
        )));
    }
    if let Ok(path) = places::snapshot(&args.data) {
        open::warn_of_snapshot(&path, &refusal);
    }
    args.ignores_snapshot = true;
    dispatch(args)
}

/// Returns whether a verb makes files.
fn writes(args: &Args) -> bool {
    args.output.is_some()
        || match &args.verb {
            Verb::Snapshot { .. } | Verb::Import(_) | Verb::Init { .. } => true,
            Verb::Verify(asked) => asked.allowed().is_some(),
            Verb::Schema { into, .. } | Verb::Man { into } => into.is_some(),
            Verb::Check { .. }
            | Verb::Query(_)
            | Verb::Scan(_)
            | Verb::Completions { .. }
            | Verb::Export(_)
            | Verb::Ask(_) => false,
        }
}

fn dispatch(args: &Args) -> Result<Outcome, Failure> {
    let asks = matches!(args.verb, Verb::Ask(_) | Verb::Export(_) | Verb::Query(_));
    if args.according_to.is_some() && !asks {
        let message = "--according-to goes with verbs that answer from claims";
        return Err(Failure::Question(message.to_owned()));
    }
    inputs::guard(args)?;
    if writes(args) {
        signals::watch();
    }
    match &args.verb {
        Verb::Check { dir, snapshot } => match snapshot {
            true => snapshot::check(args, dir.as_deref()),
            false => case::check(args, dir.as_deref()),
        },
        Verb::Snapshot { beside } => snapshot::save(args, *beside),
        Verb::Verify(asked) => evidence::verify(args, asked),
        Verb::Scan(asked) => evidence::scan(args, asked),
        Verb::Query(asked) => query::query(args, asked),
        Verb::Import(asked) => import::import(args, asked),
        Verb::Init { dir } => case::init(dir),
        Verb::Schema { name, into } => case::schema(*name, into.as_deref()),
        Verb::Completions { shell } => manual::completions(*shell),
        Verb::Man { into } => manual::man(into.as_deref()),
        Verb::Export(picture) => ask::export(args, picture),
        Verb::Ask(question) => ask::ask(args, question),
    }
}
