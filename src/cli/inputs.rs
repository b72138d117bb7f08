//! What a verb reads, which its output must not replace.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Args, Verb};
use crate::read;

/// Refuses an output file that is one of the files the verb reads, by whatever path or link.
pub(super) fn guard(args: &Args) -> Result<(), Failure> {
    let Some(output) = &args.output else {
        return Ok(());
    };
    let Some(wanted) = identity(output) else {
        return Ok(());
    };
    match inputs(args).find(|input| identity(input).as_ref() == Some(&wanted)) {
        None => Ok(()),
        Some(input) => Err(Failure::Question(format!(
            "--output {} would replace {}, which is read; name another file",
            output.display(),
            input.display()
        ))),
    }
}

/// Returns the files a verb reads.
fn inputs(args: &Args) -> impl Iterator<Item = PathBuf> {
    let dir = match &args.verb {
        Verb::Check { dir: Some(dir), .. } => dir,
        _ => &args.data,
    };
    let data = read::files(dir).unwrap_or_default();
    let mut inputs: Vec<PathBuf> = data.into_iter().map(|path| dir.join(path)).collect();
    inputs.push(dir.clone());
    inputs.push(dir.join(super::evidence::EXCLUDED));
    let texts = match &args.verb {
        Verb::Verify(asked) => {
            let named = asked.named().filter_map(|pair| pair.split_once('='));
            inputs.extend(named.map(|(_, file)| file.into()));
            asked.texts.clone()
        }
        Verb::Scan(asked) => {
            inputs.push(asked.file.clone());
            inputs.extend(asked.spelling.clone());
            None
        }
        Verb::Query(asked) => {
            inputs.extend(asked.file.clone());
            None
        }
        Verb::Import(asked) => {
            inputs.push(asked.mapping.clone());
            inputs.extend(asked.tables.iter().cloned());
            None
        }
        _ => None,
    };
    let texts = texts.unwrap_or_else(|| dir.join("texts"));
    let held = fs::read_dir(texts).into_iter().flatten().flatten();
    inputs.into_iter().chain(held.map(|entry| entry.path()))
}

/// Returns what tells a file from every other, if it is there.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.dev(), metadata.ino()))
}

/// Returns what tells a file from every other, if it is there.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().filter(|path| path.is_file())
}
