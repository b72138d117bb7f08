//! Drafts: what is written before it takes its place, and how none outlives the process that writes it.
//!
//! A process that is stopped by a signal removes its own drafts ([`remove_drafts`]). One that is killed cannot; the next
//! process that writes in the same folder removes what it left. Every draft is locked by the process that writes it, and
//! the system drops that lock when the process dies, so that a draft nobody locks is a dead one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the name of a draft of a file begins with; six letters and digits follow.
pub(super) const FILE: &str = ".claimgraph-";

/// What the name of a draft of a folder begins with; six letters and digits follow.
pub(super) const FOLDER: &str = ".claimgraph-draft-";

/// The drafts of this process.
static DRAFTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A draft of this process, locked as long as its file is open; forgotten when dropped.
#[derive(Debug)]
pub(super) struct Registered(PathBuf);

/// How often a draft is made anew because another process removed it before it was locked, and emptied anew because
/// another thread fills it.
const TRIES: usize = 16;

/// Makes a draft, locks it and registers it.
///
/// `make` returns a draft, its path and the open file to lock.
pub(super) fn registered<D>(
    mut make: impl FnMut() -> io::Result<(D, PathBuf, Option<File>)>,
) -> io::Result<(D, Registered, Option<File>)> {
    for _ in 0..TRIES {
        // Held while the draft is made, so that a signal finds every draft that exists.
        let mut drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
        let (draft, path, file) = make()?;
        // Where files cannot be locked, drafts of killed processes stay.
        let is_locked = file.as_ref().is_some_and(|file| file.try_lock().is_ok());
        if is_locked && !path.exists() {
            continue;
        }
        drafts.insert(path.clone());
        return Ok((draft, Registered(path), file));
    }
    Err(io::Error::other("another process removes new files here"))
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.remove(&self.0);
    }
}

/// Removes every draft of this process, which makes no other one afterwards: for a process that is about to end.
pub fn remove_drafts() {
    let drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
    for path in drafts.iter() {
        // Other threads may make and remove files in a folder while it is emptied; once it is gone they cannot. Whatever
        // cannot be removed is removed by the next process that writes here.
        let is_gone = |_: &usize| remove(path).is_ok() || path.symlink_metadata().is_err();
        (0..TRIES).find(is_gone);
    }
    // Never unlocked, so that threads that still run wait instead of making drafts.
    std::mem::forget(drafts);
}

/// Removes the drafts that processes left in a folder when they were killed.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_draft = name.to_str().is_some_and(is_name);
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if !is_draft || kind.is_symlink() || (kind.is_dir() && !is_folder(&name)) {
            continue;
        }
        let path = entry.path();
        // The lock is held until the draft is gone, so that nobody takes it for a living one.
        let Some(_lock) = File::open(&path)
            .ok()
            .filter(|file| file.try_lock().is_ok())
        else {
            continue;
        };
        let _ = remove(&path);
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    }
}

fn is_name(name: &str) -> bool {
    let after = name
        .strip_prefix(FOLDER)
        .or_else(|| name.strip_prefix(FILE));
    after.is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_folder(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(FOLDER.as_bytes())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_drafts_that_nobody_locks_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in [
            ".claimgraph-abc123",
            ".claimgraph-living",
            ".claimgraph-note",
            "a.json",
        ] {
            fs::write(path(name), "x").unwrap();
        }
        fs::create_dir_all(path(".claimgraph-draft-Abc123/claims")).unwrap();
        fs::create_dir(path(".claimgraph-folder")).unwrap();
        std::os::unix::fs::symlink(path("a.json"), path(".claimgraph-linked")).unwrap();
        let living = File::open(path(".claimgraph-living")).unwrap();
        living.lock().unwrap();
        sweep(dir.path());
        let mut left: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                ".claimgraph-folder",
                ".claimgraph-linked",
                ".claimgraph-living",
                ".claimgraph-note",
                "a.json"
            ]
        );
        drop(living);
        sweep(dir.path());
        assert!(!path(".claimgraph-living").exists());
    }
}
