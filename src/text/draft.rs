//! Folders that appear whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::leftover::{self, Registered};

/// A folder in the making, beside the place it is for; it is removed with its value unless it was [put](Self::put) there.
#[derive(Debug)]
pub struct Draft {
    folder: TempDir,
    /// Locked, so that other processes leave it alone.
    _lock: Option<File>,
    _registered: Registered,
}

impl Draft {
    /// Makes an empty folder beside `place`, or beside the first folder above it that is still to be made.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn beside(place: &Path) -> io::Result<Self> {
        let above = place.ancestors().skip(1);
        let mut above = above.filter(|folder| !folder.as_os_str().is_empty());
        let parent = above.find(|folder| folder.exists());
        let parent = parent.unwrap_or(Path::new("."));
        leftover::sweep(parent);
        let (folder, registered, lock) = leftover::registered(|| {
            let folder = tempfile::Builder::new()
                .prefix(leftover::FOLDER)
                .tempdir_in(parent)?;
            let path = folder.path().to_owned();
            // Some systems open no folders.
            let lock = File::open(&path).ok();
            Ok((folder, path, lock))
        })?;
        Ok(Self {
            folder,
            _lock: lock,
            _registered: registered,
        })
    }

    /// Returns where it is while it is made.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Moves it to its place, where there may be an empty folder.
    ///
    /// # Errors
    ///
    /// Those of the file system; a folder that is not empty is one.
    pub fn put(self, place: &Path) -> io::Result<()> {
        open_to_others(self.path())?;
        // An empty folder is replaced by a rename on Unix only when it is removed first elsewhere.
        match fs::remove_dir(place) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(self.folder.path(), place)?;
        // What was moved away is no longer to be removed.
        let _ = self.folder.keep();
        Ok(())
    }
}

/// Gives the folder the permissions a folder made in the ordinary way has; temporary ones are private.
#[cfg(unix)]
fn open_to_others(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let ordinary = dir.join(".ordinary");
    fs::create_dir(&ordinary)?;
    let mode = fs::metadata(&ordinary)?.permissions().mode();
    fs::remove_dir(&ordinary)?;
    fs::set_permissions(dir, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_put_whole_or_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("deep/case");
        let draft = Draft::beside(&place).unwrap();
        fs::write(draft.path().join("a"), "a").unwrap();
        draft.put(&place).unwrap();
        assert_eq!(fs::read(place.join("a")).unwrap(), b"a");

        let draft = Draft::beside(&place).unwrap();
        draft.put(&place).unwrap_err();
        drop(Draft::beside(&dir.path().join("other/case")).unwrap());
        assert!(!dir.path().join("other").exists());
        assert_eq!(fs::read_dir(dir.path().join("deep")).unwrap().count(), 1);
    }
}
