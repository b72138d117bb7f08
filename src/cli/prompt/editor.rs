//! The line editor: what its library asks of us, which is when input ends, how it is coloured and what completes it.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{ColorMode, CompletionType, Config, Context, Helper};

use super::complete::{Completions, Vocabulary};
use super::input;
use crate::cli::{output, places};
use crate::cypher::{Lexeme, lexemes};
use crate::query::Cypher;
use crate::text::shown;

const PROMPT: &str = "claimgraph> ";

/// A line editor that remembers.
pub(super) struct Editor {
    lines: rustyline::Editor<Help, FileHistory>,
    /// Where the history is kept, as long as that works.
    file: Option<PathBuf>,
}

impl Editor {
    pub fn new(cypher: &Cypher<'_>) -> rustyline::Result<Self> {
        let colour = output::stdout_has_colour();
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .history_ignore_dups(true)?
            .max_history_size(5_000)?
            .color_mode(if colour {
                ColorMode::Enabled
            } else {
                ColorMode::Disabled
            })
            .build();
        let mut lines = rustyline::Editor::with_config(config)?;
        lines.set_helper(Some(Help {
            vocabulary: Vocabulary::of(cypher),
            colour,
        }));
        let file = places::history();
        if let Some(file) = &file {
            // There is none before the first time.
            let _ = lines.load_history(file);
        }
        Ok(Self { lines, file })
    }

    /// Has the names of parameters completed too.
    pub fn offer_parameters<'a>(&mut self, names: impl Iterator<Item = &'a String>) {
        if let Some(help) = self.lines.helper_mut() {
            help.vocabulary.parameters = names.cloned().collect();
        }
    }

    /// Reads until a query or command is whole.
    pub fn read(&mut self) -> Result<String, ReadlineError> {
        let typed = self.lines.readline(PROMPT)?;
        if !typed.trim().is_empty() {
            self.remember(typed.trim());
        }
        Ok(typed)
    }

    /// Keeps what was typed at once, so that nothing is lost however the program ends.
    fn remember(&mut self, typed: &str) {
        let _ = self.lines.add_history_entry(typed);
        let Some(file) = &self.file else { return };
        let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
        let kept = folder
            .map_err(ReadlineError::from)
            .and_then(|()| self.lines.append_history(file));
        if let Err(error) = kept {
            anstream::eprintln!("what is typed cannot be kept in {}: {error}", shown(file));
            self.file = None;
        }
    }
}

/// What the library asks while a line is typed.
struct Help {
    vocabulary: Vocabulary,
    colour: bool,
}

impl Helper for Help {}

impl Validator for Help {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if input::is_whole(context.input()) {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Completer for Help {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        place: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Completions { start, candidates } = self.vocabulary.complete(line, place);
        let pair = |text: String| Pair {
            display: text.clone(),
            replacement: text,
        };
        Ok((start, candidates.into_iter().map(pair).collect()))
    }
}

/// A reminder after the cursor, which is never taken over into the line.
struct Reminder;

impl Hint for Reminder {
    fn display(&self) -> &str {
        "  a query ends with ;"
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Help {
    type Hint = Reminder;

    fn hint(&self, line: &str, place: usize, _: &Context<'_>) -> Option<Reminder> {
        let is_new_line = place == line.len() && line.trim_end_matches(' ').ends_with('\n');
        is_new_line.then_some(Reminder)
    }
}

impl Highlighter for Help {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colour || line.starts_with(':') && !line.starts_with(input::EXPLAIN) {
            return Cow::Borrowed(line);
        }
        let mut coloured = String::with_capacity(line.len() * 2);
        for (sort, span) in lexemes(line) {
            let text = &line[span.start..span.end];
            let style = style(sort);
            coloured.push_str(&format!("{style}{text}{style:#}"));
        }
        Cow::Owned(coloured)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        let bold = Style::new().bold();
        Cow::Owned(format!("{bold}{prompt}{bold:#}"))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let dim = Style::new().dimmed();
        Cow::Owned(format!("{dim}{hint}{dim:#}"))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colour && kind != CmdKind::MoveCursor
    }
}

fn style(sort: Lexeme) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match sort {
        Lexeme::Keyword => Style::new().bold(),
        Lexeme::Text => colour(AnsiColor::Green),
        Lexeme::Number => colour(AnsiColor::Cyan),
        Lexeme::Parameter => colour(AnsiColor::Magenta),
        Lexeme::Comment => Style::new().dimmed(),
        Lexeme::Wrong => colour(AnsiColor::Red),
        Lexeme::Name | Lexeme::Space | Lexeme::Sign | Lexeme::End => Style::new(),
    }
}
