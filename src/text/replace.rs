//! Files that are replaced whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces the bytes of a file, which must still be those it was read with.
///
/// The new bytes are on the disk under another name before that name takes the place of the file, so that a process or
/// a machine that dies at any moment leaves the old file or the new one. Permissions stay; a symbolic link stays one.
///
/// # Errors
///
/// Those of the file system, and one of kind [`io::ErrorKind::ResourceBusy`] when the file is no longer what it was;
/// the file is then as it was found.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let folder = path
        .parent()
        .ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))?;
    // Two of us must not both find the file unchanged and then replace it one after the other.
    let held = fs::File::open(&path)?;
    held.lock()?;
    let mut draft = tempfile::Builder::new()
        .prefix(".claimgraph-")
        .tempfile_in(folder)?;
    draft.write_all(new)?;
    draft
        .as_file()
        .set_permissions(held.metadata()?.permissions())?;
    draft.as_file().sync_all()?;
    if fs::read(&path)? != old {
        return Err(io::Error::new(
            io::ErrorKind::ResourceBusy,
            "it was changed while it was being worked on",
        ));
    }
    draft.persist(&path)?;
    sync_folder(folder)
}

/// Makes the change of name last through a crash of the machine.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_if_it_is_what_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        fs::write(&path, "old").unwrap();
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let error = replace(&path, b"old", b"newer").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("a.json"), dir.path().join("b.json"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
