//! The verbs about snapshots: make one, check one.

use std::path::{Path, PathBuf};

use super::args::{Args, Format};
use super::{Failure, Outcome};
use crate::snapshot::{self, Inputs};

/// Reads the data and keeps it in one file.
pub(super) fn save(args: &Args) -> Result<Outcome, Failure> {
    let dir = &args.data;
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| dir.join(snapshot::NAME));
    // Taken first, so that a change while the data is read is noticed; whatever keeps them from being looked at is
    // among the faults that reading reports.
    let inputs = Inputs::of(dir).unwrap_or_default();
    let graph = super::open::read(dir).map_err(Failure::Data)?;
    let doing = format!("write the snapshot {}", path.display());
    snapshot::save(&graph, &inputs, dir, &path).map_err(Failure::machine(doing))?;
    Ok(Outcome::Answered)
}

/// Checks every byte of a snapshot, and that the data is what it was made of: silent when all is well.
pub(super) fn check(args: &Args, dir: Option<&Path>) -> Result<Outcome, Failure> {
    if args.format != Format::Table || args.output.is_some() {
        let message = "what `check --snapshot` says is a line on standard error, or nothing";
        return Err(Failure::Question(message.to_owned()));
    }
    let dir = dir.unwrap_or(&args.data);
    let path: PathBuf = dir.join(snapshot::NAME);
    snapshot::check(&path, dir).map_err(|reason| {
        Failure::Question(format!(
            "the snapshot {} is of no use: {reason}; make it anew with `claimgraph snapshot`",
            path.display()
        ))
    })?;
    Ok(Outcome::Answered)
}
