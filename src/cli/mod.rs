//! The command line: arguments, the terminal, exit status. The library below it prints nothing.

mod args;
mod ask;
mod case;
mod evidence;
mod failure;
mod manual;
mod open;
mod output;
mod prompt;
mod query;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};
pub use failure::Failure;

/// Runs the program on the arguments of the process and returns its exit status.
///
/// Status 0 is an answer, 1 is that nothing was found, 2 is a wrong question, faulty data or a machine that failed. A
/// pipe that closes early is a success: the reader had enough.
pub fn run() -> ExitCode {
    let args = Args::parse();
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        // It fails only where a pool was made before, and none was.
        let _ = pool.build_global();
    }
    match dispatch(&args) {
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

fn dispatch(args: &Args) -> Result<Outcome, Failure> {
    let asks = matches!(args.verb, Verb::Ask(_) | Verb::Export(_) | Verb::Query(_));
    if args.according_to.is_some() && !asks {
        let message = "--according-to goes with verbs that answer from claims";
        return Err(Failure::Question(message.to_owned()));
    }
    match &args.verb {
        Verb::Check { dir } => case::check(args, dir.as_deref()),
        Verb::Verify(asked) => evidence::verify(args, asked),
        Verb::Scan(asked) => evidence::scan(args, asked),
        Verb::Query(asked) => query::query(args, asked),
        Verb::Init { dir } => case::init(dir),
        Verb::Schema { name, into } => case::schema(*name, into.as_deref()),
        Verb::Completions { shell } => manual::completions(*shell),
        Verb::Man { into } => manual::man(into.as_deref()),
        Verb::Export(picture) => ask::export(args, picture),
        Verb::Ask(question) => ask::ask(args, question),
    }
}
