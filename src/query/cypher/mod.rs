//! `query`: openCypher over the claims.
//!
//! The language itself lives in [`crate::cypher`], which knows nothing of claims; here the graph is shown to it as
//! [`view`] describes, and what it yields becomes an answer whose rows lead to the claims they hold.

mod index;
mod properties;
mod rows;
mod scan;
mod seen;
mod view;

use std::cell::RefCell;

use crate::answer::{Answer, Column, Row};
use crate::cypher::{self, Error, Kind, Limits, Parameters, Value};
use crate::dispute::Standing;
use crate::graph::Graph;
use view::View;

/// A query and the bounds it runs in.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The text, in openCypher.
    pub text: String,
    /// The values of its `$parameters`.
    pub parameters: Parameters,
    /// How long it may run and how much it may return.
    pub limits: Limits,
    /// Whether the plan is asked for, with the rows that were expected and those that came, instead of the result.
    pub explain: bool,
}

/// A case as queries see it. What one query had to work out about the case, the next finds done.
pub struct Cypher<'g> {
    view: View<'g>,
}

/// A query that makes sense of a case, and can be run on it.
pub struct Prepared<'q, 'g> {
    view: &'q View<'g>,
    query: cypher::Query<'q>,
    question: &'q Question,
    /// How the last [`stream`](Self::stream) came to its end: with an error, or with remarks.
    ending: RefCell<Result<Vec<String>, Error>>,
}

impl<'g> Cypher<'g> {
    /// Returns a case, with how its claims stand, as queries see it; labels are in the language given.
    pub fn over(graph: &'g Graph, standing: &'g Standing<'g>, lang: &'g str) -> Self {
        Self {
            view: View::of(graph, standing, lang),
        }
    }

    /// Returns the labels that nodes may have.
    pub fn labels(&self) -> &[String] {
        &self.view.labels
    }

    /// Returns the types that relationships may have.
    pub fn types(&self) -> &[String] {
        &self.view.types
    }

    /// Returns the keys that properties may have.
    pub fn keys(&self) -> &[String] {
        self.view.keys()
    }

    /// Parses, checks and plans a query.
    ///
    /// # Errors
    ///
    /// When the text is no query or a writing one, has a label, type or key that the case has not, and when a bound is met.
    pub fn prepare<'q>(&'q self, question: &'q Question) -> Result<Prepared<'q, 'g>, Error> {
        let query = cypher::Query::prepare(&self.view, &question.text, &question.limits)?;
        // The vocabulary of a case is fixed, so that a name it does not have is a slip and not an empty answer.
        if let Some(unknown) = query.notices().first() {
            let error = Error::syntax(Kind::UndefinedName, unknown.span, unknown.message.clone());
            return Err(error.with_hint(unknown.hint.clone()));
        }
        Ok(Prepared {
            view: &self.view,
            query,
            question,
            ending: RefCell::new(Ok(Vec::new())),
        })
    }
}

impl Prepared<'_, '_> {
    /// Returns whether the plan is asked for, by the question or by `EXPLAIN` or `PROFILE` in its text.
    pub fn wants_plan(&self) -> bool {
        self.question.explain || self.query.wants_plan()
    }

    /// Runs the query to its end, or shows its plan where that is asked for.
    ///
    /// # Errors
    ///
    /// When a parameter is missing, when values do not fit, and when a bound is met.
    pub fn answer(&self) -> Result<Answer<'_>, Error> {
        let Question {
            parameters, limits, ..
        } = self.question;
        let result = self.query.run(parameters, limits)?;
        let answer = if self.wants_plan() {
            rows::plan(&result.explanation).without_claims()
        } else {
            let rows = result.rows.into_iter();
            let rows = rows.map(|values| rows::row(self.view, &values));
            Answer::new(columns(&result.columns), rows).without_claims()
        };
        let remarks = self.remarks(result.cut_off, result.mixed);
        Ok(remarks.into_iter().fold(answer, Answer::with_note))
    }

    /// Sets the query running: each row is found when it is asked for, and none is kept. Whether the rows are all there
    /// were is told by [`ended`](Self::ended), once they have come to an end.
    ///
    /// # Errors
    ///
    /// When a parameter is missing.
    pub fn stream(&self) -> Result<Answer<'_>, Error> {
        let Question {
            parameters, limits, ..
        } = self.question;
        *self.ending.borrow_mut() = Ok(Vec::new());
        let mut found = self.query.rows(parameters, limits)?;
        let rows = std::iter::from_fn(move || self.next(&mut found));
        Ok(Answer::new(columns(&self.query.columns()), rows).without_claims())
    }

    /// Returns the one value that the query yields.
    ///
    /// # Errors
    ///
    /// Those of [`answer`](Self::answer), and when it yields something else than one value.
    pub fn value(&self) -> Result<Value, Error> {
        let Question {
            parameters, limits, ..
        } = self.question;
        let result = self.query.run(parameters, limits)?;
        match <[Vec<Value>; 1]>::try_from(result.rows).map(|[row]| <[Value; 1]>::try_from(row)) {
            Ok(Ok([value])) => Ok(value),
            _ => {
                let span = cypher::Span::from(0..self.question.text.len());
                let message = "one value is wanted here";
                Err(Error::syntax(Kind::UnexpectedSyntax, span, message))
            }
        }
    }

    /// Returns remarks on the last stream: on rows that were left out, and on values that do not compare.
    ///
    /// # Errors
    ///
    /// When values did not fit or a bound was met, so that the rows broke off.
    pub fn ended(&self) -> Result<Vec<String>, Error> {
        self.ending.borrow().clone()
    }

    fn next(&self, found: &mut cypher::Rows<'_>) -> Option<Row> {
        match found.next() {
            Some(Ok(values)) => return Some(rows::row(self.view, &values)),
            Some(Err(error)) => *self.ending.borrow_mut() = Err(error),
            // Whoever asks again after an error must not be told that all went well.
            None if self.ending.borrow().is_ok() => {
                *self.ending.borrow_mut() = Ok(self.remarks(found.is_cut_off(), found.mixed()));
            }
            None => {}
        }
        None
    }

    fn remarks(&self, is_cut_off: bool, mixed: u64) -> Vec<String> {
        let most = self.question.limits.max_rows.unwrap_or_default();
        let cut_off =
            || format!("only the first {most} rows are listed; --max-rows sets another bound");
        let uncompared = || {
            let (comparisons, were) = match mixed {
                1 => ("1 comparison".to_owned(), "was"),
                many => (format!("{many} comparisons"), "were"),
            };
            format!(
                "{comparisons} of a text with a date {were} neither true nor false; `when`, `said_on`, `began` and \
                 `ended` are texts, and `when_earliest`, `when_latest` and their like are dates"
            )
        };
        let cut_off = is_cut_off.then(cut_off);
        cut_off
            .into_iter()
            .chain((mixed > 0).then(uncompared))
            .collect()
    }
}

fn columns(names: &[String]) -> Vec<Column> {
    let columns = names.iter().map(|name| Column::text(name.clone()).asked());
    columns.collect()
}
