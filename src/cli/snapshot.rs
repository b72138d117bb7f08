//! The verbs about snapshots: make one, check one.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Args, Format};
use super::{Failure, Outcome, output, places};
use crate::snapshot::{self, Inputs};
use crate::text::shown;

/// Reads the data and keeps it in one file: the one named, the one beside the data, or the one in the user's cache.
pub(super) fn save(args: &Args, beside: bool) -> Result<Outcome, Failure> {
    let dir = &args.data;
    if dir.is_file() {
        let message = format!(
            "{} is a file; a snapshot is made of a folder",
            dir.display()
        );
        return Err(Failure::Question(message));
    }
    // Taken first, so that a change while the data is read is noticed; whatever keeps them from being looked at is
    // among the faults that reading reports.
    let inputs = Inputs::of(dir).unwrap_or_default();
    let graph = super::open::read(dir).map_err(Failure::Data)?;
    let path = match &args.output {
        Some(path) => path.clone(),
        None if beside => dir.join(snapshot::NAME),
        None => places::snapshot(dir).map_err(Failure::machine("keep a snapshot"))?,
    };
    let doing = format!("write the snapshot {}", path.display());
    let saved = match &args.output {
        Some(_) => snapshot::save(&graph, &inputs, dir, &path),
        None => {
            make_folder(&path).and_then(|()| snapshot::save_as_own(&graph, &inputs, dir, &path))
        }
    };
    saved.map_err(Failure::machine(doing))?;
    output::to(None, |out| writeln!(out, "{}", shown(&path)))?;
    Ok(Outcome::Answered)
}

/// Makes the folder that a file of the program lies in, for the user alone.
fn make_folder(path: &Path) -> std::io::Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Checks every byte of a snapshot, and that it is what the data makes: silent when all is well.
pub(super) fn check(args: &Args, dir: Option<&Path>) -> Result<Outcome, Failure> {
    if args.format != Format::Table || args.output.is_some() {
        let message = "what `check --snapshot` says is a line on standard error, or nothing";
        return Err(Failure::Question(message.to_owned()));
    }
    let named = dir.unwrap_or(&args.data);
    let (path, dir) = if named.is_file() {
        let folder = named
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        (named.to_owned(), folder.unwrap_or(Path::new(".")))
    } else {
        let path: PathBuf =
            places::snapshot(named).map_err(Failure::machine("find the snapshot"))?;
        (path, named)
    };
    let graph = super::open::read(dir).map_err(Failure::Data)?;
    snapshot::check(&path, dir, &graph).map_err(|reason| {
        Failure::Question(format!(
            "the snapshot {} is of no use: {reason}; make it anew with `claimgraph snapshot`",
            path.display()
        ))
    })?;
    Ok(Outcome::Answered)
}
