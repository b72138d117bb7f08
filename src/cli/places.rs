//! Where the program keeps files of its own, in the folders that systems have for them.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::Sha256;

/// Returns the file that keeps what is typed at the prompt, if there is a place for such files: `XDG_STATE_HOME`, on
/// Windows the local application data, else `~/.local/state`.
pub(super) fn history() -> Option<PathBuf> {
    let state = folder("XDG_STATE_HOME", &[".local", "state"])?;
    Some(state.join("claimgraph").join("history"))
}

/// Returns the file that keeps the snapshot of a case, whether or not it is there.
///
/// It lies in the user's cache, `XDG_CACHE_HOME`, on Windows the local application data, on macOS `~/Library/Caches`, else
/// `~/.cache`, under the digest of the case's own path: a folder that was received cannot bring one.
///
/// # Errors
///
/// When the case is not there, or no folder is known for such files.
pub(super) fn snapshot(case: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(case)?;
    let home: &[&str] = match cfg!(target_os = "macos") {
        true => &["Library", "Caches"],
        false => &[".cache"],
    };
    let cache = folder("XDG_CACHE_HOME", home).ok_or_else(|| {
        io::Error::other("no folder for it is known; set XDG_CACHE_HOME, or use --beside")
    })?;
    let digest = Sha256::of(real.as_os_str().as_encoded_bytes()).to_string();
    Ok(cache
        .join("claimgraph")
        .join(format!("{digest}.claimgraph")))
}

/// Returns a folder of the user: the one that a variable names, else one of the system's, else one below the home.
fn folder(variable: &str, below_home: &[&str]) -> Option<PathBuf> {
    let named = |name| env::var_os(name).filter(|value| !value.is_empty());
    named(variable)
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| cfg!(windows).then(|| named("LOCALAPPDATA").map(PathBuf::from))?)
        .or_else(|| env::home_dir().map(|home| home.join(below_home.iter().collect::<PathBuf>())))
}
