//! Where answers go: standard output or a file, in the format asked for.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Failure;
use super::args::{Args, Format};
use crate::answer::Answer;
use crate::dispute::Standing;
use crate::graph::Graph;
use crate::text::whole_file;
use crate::write::{self, Options};

/// Writes an answer in the format asked for and returns the number of rows.
pub(super) fn answer(
    args: &Args,
    graph: &Graph,
    standing: &Standing<'_>,
    answer: Answer<'_>,
    format: Format,
) -> Result<usize, Failure> {
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
    match format {
        Format::Table => to(file, |out| write::table::write(answer, &options, out)),
        Format::Json => to(file, |out| write::json::write(answer, &options, out)),
        Format::Jsonl => to(file, |out| write::json::write_lines(answer, &options, out)),
        Format::Csv => to(file, |out| write::csv::write(answer, &options, out)),
        Format::Dot => to(file, |out| write::dot::write(answer, &options, out)),
        Format::Svg => {
            // Drawn before anything is opened, so that a picture that cannot be drawn leaves nothing behind.
            let mut picture = Vec::new();
            let rows = write::svg::write(answer, &options, &mut picture)?;
            to(file, |out| out.write_all(&picture))?;
            Ok(rows)
        }
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

fn terminal_width() -> u16 {
    terminal_size::terminal_size().map_or(100, |(width, _)| width.0)
}
