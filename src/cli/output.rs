//! Where answers go: standard output or a file, in the format asked for.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::Failure;
use super::args::{Args, Format};
use crate::answer::Answer;
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::text::{whole_file, whole_file_of_ours};
use crate::write::{self, Options};

/// Writes an answer in the format asked for and returns the number of rows.
pub(super) fn answer(
    args: &Args,
    graph: &Graph,
    standing: &Standing<'_>,
    answer: Answer<'_>,
    format: Format,
) -> Result<usize, Failure> {
    answer_until(args, graph, standing, answer, format, Until::default())
}

/// What can keep an answer from being written to its end.
#[derive(Clone, Copy)]
pub(super) struct Until<'a> {
    /// Fails when the rows broke off, once they have come to an end; then no file appears.
    pub ended: &'a dyn Fn() -> io::Result<()>,
    /// Set by someone who has seen enough.
    pub stop: Option<&'a AtomicBool>,
    /// How long a picture may take to be laid out.
    pub drawing: Duration,
}

impl Default for Until<'_> {
    fn default() -> Self {
        Self {
            ended: &|| Ok(()),
            stop: None,
            drawing: write::svg::TIME,
        }
    }
}

/// Writes an answer that may break off.
pub(super) fn answer_until(
    args: &Args,
    graph: &Graph,
    standing: &Standing<'_>,
    answer: Answer<'_>,
    format: Format,
    until: Until<'_>,
) -> Result<usize, Failure> {
    let cut = answer.cut.clone();
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let options = Options {
        graph,
        standing,
        lang: args.lang.clone(),
        evidence: args.evidence,
        raw: args.raw,
        width: to_terminal.then(terminal_width),
        colour: to_terminal && stdout_has_colour(),
    };
    let file = args.output.as_deref();
    let write = match format {
        Format::Table => write::table::write,
        Format::Json => write::json::write,
        Format::Jsonl => write::json::write_lines,
        Format::Csv => write::csv::write,
        Format::Dot => write::dot::write,
        Format::Svg => {
            // Drawn before anything is opened, so that a picture that cannot be drawn leaves nothing behind.
            let mut picture = Vec::new();
            let rows = write::svg::write(answer, &options, until.drawing, &mut picture)?;
            to(file, |out| out.write_all(&picture))?;
            say(cut.as_deref());
            return Ok(rows);
        }
    };
    let rows = to(file, |out| {
        let mut out = Stoppable {
            out,
            stop: until.stop,
        };
        let rows = write(answer, &options, &mut out)?;
        (until.ended)().map(|()| rows)
    })?;
    say(cut.as_deref());
    Ok(rows)
}

/// Says what is missing of an answer, beside it.
fn say(cut: Option<&str>) {
    if let Some(cut) = cut {
        anstream::eprintln!("note: {cut}");
    }
}

/// An output that fails once it is told to stop.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    stop: Option<&'a AtomicBool>,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Err(io::Error::other("stopped"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Runs a writer on standard output, or on a file that appears only when the writer is done.
pub(super) fn to<T>(
    file: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, Failure> {
    let Some(path) = file else {
        let mut out = BufWriter::with_capacity(1 << 16, Stdout(io::stdout().lock()));
        let written = write(&mut out).and_then(|written| out.flush().map(|()| written));
        return written.map_err(Failure::machine("write to standard output"));
    };
    // A device or a pipe is written to as it stands; a draft moved there would take its place.
    let is_special = fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
    let written = if is_special {
        File::create(path).and_then(|mut out| write(&mut out))
    } else {
        whole_file(path, |out| write(out))
    };
    written.map_err(Failure::machine(format!("write {}", path.display())))
}

/// Runs a writer on a file whose name the program chose, which appears only when the writer is done; nothing is written
/// through a symbolic link.
pub(super) fn to_own<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, Failure> {
    whole_file_of_ours(path, |out| write(out))
        .map_err(Failure::machine(format!("write {}", path.display())))
}

/// Whether anything was written to standard output.
static BEGUN: AtomicBool = AtomicBool::new(false);

/// Returns whether anything was written to standard output, so that an answer cannot begin anew.
pub(super) fn has_begun() -> bool {
    BEGUN.load(Ordering::Relaxed)
}

/// Standard output, which notes that it has begun.
struct Stdout(io::StdoutLock<'static>);

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        BEGUN.store(true, Ordering::Relaxed);
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

pub(super) fn stdout_has_colour() -> bool {
    has_colour(anstream::AutoStream::choice(&io::stdout()))
}

pub(super) fn stderr_has_colour() -> bool {
    has_colour(anstream::AutoStream::choice(&io::stderr()))
}

fn has_colour(choice: anstream::ColorChoice) -> bool {
    !matches!(choice, anstream::ColorChoice::Never)
}

pub(super) fn terminal_width() -> u16 {
    terminal_size::terminal_size().map_or(100, |(width, _)| width.0)
}
