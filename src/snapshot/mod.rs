//! Snapshots: a case in one file, opened without reading its data again.
//!
//! A snapshot is an [image](crate::column) of every column of the [graph](crate::graph::Graph), its texts and the
//! indexes of its names, and of what the data files were like when it was made. It is mapped, and what a question does
//! not look at is never read.
//!
//! # Why plain columns
//!
//! Three well-kept ways of keeping records that can be used where they lie were weighed. rkyv has types of its own for
//! what is archived, so that everything above would be written twice or against the archived types alone, and it proves
//! an archive sound by walking all of it. Arrow's files hold one table each, where a case has a dozen, and would bring a
//! third of the present build time for reading what is only ever scanned by Arrow's own kernels. zerocopy asks that a
//! record be plain numbers and then lets a stretch of bytes be used as a stretch of records, checked by the compiler:
//! the graph that was just read and the graph that was mapped are the same types, and no code here is unsafe.
//!
//! # What is trusted
//!
//! Nothing that was not checked. Opening looks at the head, the directory and the state of the data files; every block
//! of 64 kB is compared with its checksum when a question first touches it, and a damaged one unwinds with
//! [`Damage`] instead of answering. [`check`] looks at every block and every data file.

mod inputs;

use std::fmt;
use std::io::{self, Seek, Write};
use std::path::Path;

use crate::column::{Comparison, Damage, Image, Refusal, Sections};
use crate::graph::Graph;
use crate::text::{whole_file, whole_file_of_ours};
pub use inputs::{Change, Inputs};

/// The name of a snapshot that lies in its data folder, to be used where it is named.
pub const NAME: &str = ".claimgraph";

/// The version of the sections: raised whenever a column changes its meaning or its form.
const VERSION: u32 = 6;

/// Why a snapshot is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// The file is not one of this program's, or no longer what was written.
    Refused(Refusal),
    /// The data is no longer what it was made of.
    Stale(Change),
    /// Its content is not what the data makes.
    OtherContent,
}

/// Writes the snapshot of a graph that was read from files; the file appears whole or not at all.
///
/// # Errors
///
/// Those of the file system, such as a full disk or a folder that may not be written to; and one of kind
/// [`io::ErrorKind::ResourceBusy`] when the data was changed since `inputs` was taken, before the graph was read.
pub fn save(graph: &Graph, inputs: &Inputs, dir: &Path, path: &Path) -> io::Result<()> {
    let inputs = inputs.sealed(dir)?;
    whole_file(path, |file| write(graph, &inputs, file).map(|_| ()))
}

/// Writes a snapshot as [`save`] does, under a name that the program chose: through no symbolic link, and in place of
/// nothing but a snapshot.
///
/// # Errors
///
/// Those of [`save`], and one where something else is there.
pub fn save_as_own(graph: &Graph, inputs: &Inputs, dir: &Path, path: &Path) -> io::Result<()> {
    let inputs = inputs.sealed(dir)?;
    if path.is_file() && !path.is_symlink() && !is_one(path) {
        return Err(io::Error::other("there is a file that is no snapshot"));
    }
    whole_file_of_ours(path, |file| write(graph, &inputs, file).map(|_| ()))
}

fn write<W: Write + Seek>(graph: &Graph, inputs: &Inputs, out: W) -> io::Result<W> {
    let mut sections = Sections::new(out)?;
    inputs.save(&mut sections)?;
    graph.save(&mut sections)?;
    sections.finish(VERSION)
}

/// Returns the graph of a snapshot, if the data in the folder is what it was made of.
///
/// # Errors
///
/// [`Unusable`], with the reason.
///
/// # Panics
///
/// With [`Damage`] when a block that is looked at turns out to be damaged, as does the graph later on.
pub fn open(path: &Path, dir: &Path) -> Result<Graph, Unusable> {
    let image = Image::open(path, VERSION).map_err(Unusable::Refused)?;
    let inputs = Inputs::load(&image).map_err(Unusable::Refused)?;
    inputs.compare(dir).map_err(Unusable::Stale)?;
    Graph::load(&image).map_err(Unusable::Refused)
}

/// Returns the graph of a snapshot alone, without the data it was made of.
///
/// # Errors
///
/// [`Refusal`], with the reason.
///
/// # Panics
///
/// As [`open`] does.
pub fn open_alone(path: &Path) -> Result<Graph, Refusal> {
    Graph::load(&Image::open(path, VERSION)?)
}

/// Checks every block of a snapshot, the content of every data file it was made of, and whether it is what a graph that
/// was just made of them gives.
///
/// # Errors
///
/// [`Unusable`], with the first reason.
pub fn check(path: &Path, dir: &Path, graph: &Graph) -> Result<(), Unusable> {
    let image = Image::open(path, VERSION).map_err(Unusable::Refused)?;
    if let Some(Damage { at }) = image.first_damage() {
        return Err(Unusable::Refused(Refusal::Damaged { at }));
    }
    let inputs = Inputs::load(&image).map_err(Unusable::Refused)?;
    inputs.compare_content(dir).map_err(Unusable::Stale)?;
    let again = write(graph, &inputs, Comparison::with(&image));
    match again.is_ok_and(Comparison::is_equal) {
        true => Ok(()),
        false => Err(Unusable::OtherContent),
    }
}

/// Compares the data of a folder with what a snapshot was made of, as [`open`] does.
///
/// # Errors
///
/// [`Unusable`], with the reason.
pub fn compare(path: &Path, dir: &Path) -> Result<(), Unusable> {
    let image = Image::open(path, VERSION).map_err(Unusable::Refused)?;
    let inputs = Inputs::load(&image).map_err(Unusable::Refused)?;
    inputs.compare(dir).map_err(Unusable::Stale)
}

/// Returns whether a file begins as snapshots do, of whatever version.
pub fn is_one(path: &Path) -> bool {
    Image::begins(path)
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Stale(change) => change.fmt(f),
            Self::OtherContent => f.write_str("it was not made of this data"),
        }
    }
}

impl std::error::Error for Unusable {}
