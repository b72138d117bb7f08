//! Where the prompt keeps what was typed, from one day to the next.

use std::env;
use std::path::PathBuf;

/// Returns the file, if there is a place for such files: `XDG_STATE_HOME`, on Windows the local application data, else
/// `~/.local/state`.
pub(super) fn file() -> Option<PathBuf> {
    let named = |name| env::var_os(name).filter(|value| !value.is_empty());
    let state = named("XDG_STATE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| cfg!(windows).then(|| named("LOCALAPPDATA").map(PathBuf::from))?)
        .or_else(|| env::home_dir().map(|home| home.join(".local").join("state")));
    Some(state?.join("claimgraph").join("history"))
}
