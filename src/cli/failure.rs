//! What can keep the program from answering.

use std::io;

use crate::cypher;
use crate::diagnostic::{Report, point_out};
use crate::graph::Unresolved;
use crate::text::{File, safe};
use crate::write::svg::SvgError;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The question cannot be asked of this data.
    Question(String),
    /// The data has faults.
    Data(Report),
    /// A query in openCypher is wrong, or met a bound.
    Query {
        /// The query, with where it came from.
        text: File,
        /// What is wrong with it.
        error: Box<cypher::Error>,
    },
    /// There is no picture.
    Picture(SvgError),
    /// The machine failed while doing something.
    Machine {
        /// What was being done.
        doing: String,
        /// How it failed.
        error: io::Error,
    },
}

impl Failure {
    /// Returns a failure of the machine while doing something.
    pub(super) fn machine(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::Machine { doing, error }
    }

    /// Returns whether the reader of the output went away, which is no failure.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Machine { error, .. } if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns what is shown to the one who asked.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Question(question) => format!("error: {}", safe(question)),
            Self::Data(report) => {
                format!(
                    "{}error: the data has faults, so there is no answer",
                    report.to_text(super::output::stderr_has_colour())
                )
            }
            Self::Query { text, error } => point_out(
                text,
                &(error.span.start..error.span.end),
                &format!("{:?}", error.kind),
                &error.message,
                error.hint.as_deref(),
                super::output::stderr_has_colour(),
            ),
            Self::Picture(error) => format!("error: {}", safe(&error.to_string())),
            Self::Machine { doing, error } => {
                let error = error.to_string();
                format!("error: cannot {}: {}", safe(doing), safe(&error))
            }
        }
    }
}

impl From<SvgError> for Failure {
    fn from(error: SvgError) -> Self {
        Self::Picture(error)
    }
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        Self::Question(unresolved.to_string())
    }
}
