//! The verb that takes a language of its own: where its text and parameters come from.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::time::Duration;

use super::args::{Args, Format, QueryArgs};
use super::output::Until;
use super::param::{parameters, without_mark};
use super::{Failure, Outcome, ask, output, prompt};
use crate::cypher::Limits;
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::query::{Cypher, Question};
use crate::text::File;

/// Answers a query, or as many as are typed at a terminal.
pub(super) fn query(args: &Args, asked: &QueryArgs) -> Result<Outcome, Failure> {
    let parameters = parameters(&asked.param)?;
    let limits = Limits {
        timeout: Some(Duration::from_secs(asked.timeout)),
        max_rows: Some(asked.max_rows),
        ..Limits::default()
    };
    let mut question = Question {
        text: String::new(),
        parameters,
        limits,
        explain: asked.explain,
    };
    let Some(text) = text(args, asked)? else {
        return prompt::run(args, question);
    };
    question.text = text.text().to_owned();
    ask::with_case(args, |graph, standing| {
        let cypher = Cypher::over(graph, standing, &args.lang);
        let rows = answer(args, (graph, standing), &cypher, &question, &text)?;
        Ok(Outcome::of(rows))
    })
}

/// Answers one query and returns the number of rows. Formats of a line a row write each as it is found.
pub(super) fn answer(
    args: &Args,
    (graph, standing): (&Graph, &Standing<'_>),
    cypher: &Cypher<'_>,
    question: &Question,
    text: &File,
) -> Result<usize, Failure> {
    let failure = |error| Failure::Query {
        text: text.clone(),
        error: Box::new(error),
    };
    let stop = question.limits.cancel.as_deref();
    let prepared = cypher.prepare(question).map_err(failure)?;
    let by_line = matches!(args.format, Format::Jsonl | Format::Csv);
    if prepared.wants_plan() || !by_line {
        let answer = prepared.answer().map_err(failure)?;
        // Formats for programs have no room for remarks.
        if args.format == Format::Json {
            for note in &answer.notes {
                anstream::eprintln!("{note}");
            }
        }
        let usual = Until::default();
        let until = Until {
            stop,
            drawing: question.limits.timeout.unwrap_or(usual.drawing),
            ..usual
        };
        return output::answer_until(args, graph, standing, answer, args.format, until);
    }
    let answer = prepared.stream().map_err(failure)?;
    let until = Until {
        ended: &|| prepared.ended().map(|_| ()).map_err(io::Error::other),
        stop,
        ..Until::default()
    };
    let written = output::answer_until(args, graph, standing, answer, args.format, until);
    for note in prepared.ended().map_err(failure)? {
        anstream::eprintln!("{note}");
    }
    written
}

/// Returns the text of a query, with where it came from; `None` when it is to be typed.
fn text(args: &Args, asked: &QueryArgs) -> Result<Option<File>, Failure> {
    if let Some(path) = &asked.file {
        let text = fs::read_to_string(path);
        let text = text.map_err(Failure::machine(format!("read {}", path.display())))?;
        return Ok(Some(File::new(path, without_mark(&text))));
    }
    match asked.text.as_deref() {
        Some("-") => from_stdin().map(Some),
        Some(text) => Ok(Some(File::new("query", text))),
        None if !io::stdin().is_terminal() => {
            let text = from_stdin()?;
            if text.text().trim().is_empty() {
                return Err(Failure::Question(NO_QUERY.to_owned()));
            }
            Ok(Some(text))
        }
        None if io::stdout().is_terminal() && args.output.is_none() => Ok(None),
        None => Err(Failure::Question(NO_QUERY.to_owned())),
    }
}

const NO_QUERY: &str = "there is no query; give it as an argument, with --file or on standard input, \
    or type it at the prompt that `claimgraph query` opens on a terminal";

fn from_stdin() -> Result<File, Failure> {
    let mut text = String::new();
    let read = io::stdin().read_to_string(&mut text);
    read.map_err(Failure::machine("read standard input"))?;
    Ok(File::new("query", without_mark(&text)))
}
