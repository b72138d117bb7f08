//! The prompt that `query` opens on a terminal: queries are typed, answered and typed again, over one open case.
//!
//! Ctrl-c stops the query that runs or drops the one half typed, and ctrl-d leaves. What goes wrong is shown, and the
//! prompt goes on.

mod command;
mod complete;
mod editor;
mod input;
mod wrap;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rustyline::error::ReadlineError;

use super::args::Args;
use super::{Failure, Outcome, ask, output, query, signals};
use crate::cypher::Value;
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::query::{Cypher, Question};
use crate::text::{File, safe, shown};
use command::{Command, HELP};
use editor::Editor;
use input::Part;
use wrap::wrap;

/// Opens the case and answers what is typed, until the one who types leaves.
pub(super) fn run(args: &Args, mut question: Question) -> Result<Outcome, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    question.limits.cancel = Some(Arc::clone(&stop));
    ask::with_case(args, |graph, standing| {
        let mut session = Session {
            args,
            graph,
            standing,
            cypher: Cypher::over(graph, standing, &args.lang),
            question,
            stop,
        };
        // From here on ctrl-c stops a query; opening the case it stopped as it stops any program.
        signals::survive_interrupts();
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&session.stop))
            .map_err(Failure::machine("listen for ctrl-c"))?;
        session.converse()
    })
}

/// An open case and what was set at its prompt.
struct Session<'g> {
    args: &'g Args,
    graph: &'g Graph,
    standing: &'g Standing<'g>,
    cypher: Cypher<'g>,
    /// The parameters and bounds that the next query will have.
    question: Question,
    /// Set by ctrl-c.
    stop: Arc<AtomicBool>,
}

/// Whether the prompt comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    GoOn,
    /// It does, and what is left of the line is dropped.
    Stopped,
    Leave,
}

impl Session<'_> {
    fn converse(&mut self) -> Result<Outcome, Failure> {
        let mut editor = Editor::new(&self.cypher).map_err(broken)?;
        let claims = self.graph.case().claims.len();
        let place = shown(&self.args.data);
        anstream::println!(
            "{claims} claims in {place}; a query ends with `;`, :help helps, :exit leaves"
        );
        loop {
            editor.offer_parameters(self.question.parameters.keys());
            let typed = match editor.read() {
                Ok(typed) => typed,
                // A half-typed query is dropped.
                Err(ReadlineError::Interrupted) => continue,
                Err(ReadlineError::Eof) => return Ok(Outcome::Answered),
                Err(error) => return Err(broken(error)),
            };
            for part in input::parts(&typed) {
                match self.respond(part) {
                    Ok(Next::GoOn) => {}
                    Ok(Next::Stopped) => break,
                    Ok(Next::Leave) => return Ok(Outcome::Answered),
                    Err(failure) if failure.is_closed_pipe() => return Err(failure),
                    Err(failure) => {
                        anstream::eprintln!("{}", failure.text().trim_end());
                        // What follows on the same line may build on what just failed.
                        break;
                    }
                }
            }
        }
    }

    fn respond(&mut self, part: Part<'_>) -> Result<Next, Failure> {
        match part {
            Part::Query(text) => return self.answer(text, text, self.question.explain),
            Part::Command(typed) => match Command::parse(typed)? {
                Command::Help => show_help(),
                Command::Exit => return Ok(Next::Leave),
                Command::Explain(query) => return self.answer(&query, typed, true),
                Command::Schema => self.show_schema(),
                Command::Parameters => self.show_parameters(),
                Command::Forget => self.question.parameters.clear(),
                Command::Set { name, query } => self.set(name, query, typed)?,
            },
        }
        Ok(Next::GoOn)
    }

    /// Answers a query and says how many rows there were and how long it took.
    fn answer(&self, text: &str, typed: &str, explain: bool) -> Result<Next, Failure> {
        let begun = Instant::now();
        let question = Question {
            text: text.to_owned(),
            explain,
            ..self.question.clone()
        };
        let file = File::new("query", typed);
        self.stop.store(false, Ordering::Relaxed);
        let case = (self.graph, self.standing);
        let rows = query::answer(self.args, case, &self.cypher, &question, &file);
        if self.stop.swap(false, Ordering::Relaxed) {
            anstream::eprintln!("stopped");
            return Ok(Next::Stopped);
        }
        match rows? {
            0 => anstream::eprintln!("nothing found"),
            rows => {
                let noun = if rows == 1 { "row" } else { "rows" };
                let took = begun.elapsed().as_secs_f64();
                anstream::eprintln!("{rows} {noun} in {took:.3} s");
            }
        }
        Ok(Next::GoOn)
    }

    /// Gives a parameter, or all those of a map, the value that a query returns.
    fn set(&mut self, name: Option<String>, text: String, typed: &str) -> Result<(), Failure> {
        let file = File::new("parameter", typed);
        let question = Question {
            text,
            ..self.question.clone()
        };
        self.stop.store(false, Ordering::Relaxed);
        let prepared = self.cypher.prepare(&question);
        let value = prepared.and_then(|prepared| prepared.value());
        let value = value.map_err(|error| Failure::Query {
            text: file,
            error: Box::new(error),
        })?;
        match (name, value) {
            (Some(name), value) => {
                self.question.parameters.insert(name, value);
            }
            (None, Value::Map(map)) => {
                let entries = map.entries().iter();
                let entries = entries.map(|(name, value)| (name.to_string(), value.clone()));
                self.question.parameters.extend(entries);
            }
            (None, _) => return Err(Failure::Question(command::PARAM_USAGE.to_owned())),
        }
        Ok(())
    }

    fn show_parameters(&self) {
        for (name, value) in &self.question.parameters {
            let value = match value {
                Value::String(text) => format!("'{text}'"),
                other => other.to_string(),
            };
            anstream::println!("${} => {}", safe(name), safe(&value));
        }
    }

    fn show_schema(&self) {
        let lists = [
            ("labels:", ":", self.cypher.labels()),
            ("relationship types:", ":", self.cypher.types()),
            ("properties:", "", self.cypher.keys()),
        ];
        for (head, sign, names) in lists {
            let names: Vec<String> = names.iter().map(|name| format!("{sign}{name}")).collect();
            let list = format!("{head} {}", names.join(" "));
            anstream::println!("{}", wrap(&safe(&list), 2, output::terminal_width().into()));
        }
    }
}

fn show_help() {
    for line in HELP.lines() {
        let indent = if line.starts_with(' ') {
            command::COLUMN
        } else {
            0
        };
        anstream::println!("{}", wrap(line, indent, output::terminal_width().into()));
    }
}

fn broken(error: ReadlineError) -> Failure {
    let error = match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    };
    Failure::machine("read from the terminal")(error)
}
