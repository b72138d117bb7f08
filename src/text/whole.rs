//! Files that appear whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::leftover;

/// Writes a file beside its place and moves it there once it is whole and on the disk.
///
/// A file that was there before keeps its permissions, and a symbolic link stays one: the file that it leads to is
/// written, even where there is none yet.
///
/// # Errors
///
/// Those of the file system and of `write`; there is then no file, or the one that was there before.
pub fn whole_file<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> io::Result<T> {
    whole(&led_to(path)?, write)
}

/// Writes a file as [`whole_file`] does, but through no symbolic link: for a file whose name the program chooses.
///
/// # Errors
///
/// Those of [`whole_file`], and one where there is a link or anything else that is no file.
pub fn whole_file_of_ours<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> io::Result<T> {
    match path.symlink_metadata() {
        Ok(there) if there.is_symlink() => Err(io::Error::other(
            "it is a symbolic link, through which nothing is written",
        )),
        Ok(there) if !there.is_file() => Err(io::Error::other("it is there and is no file")),
        // Should a link appear meanwhile, the new file takes its place: a rename follows none.
        _ => whole(path, write),
    }
}

fn whole<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> io::Result<T> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    leftover::sweep(folder);
    let (draft, _registered, _) = leftover::registered(|| {
        let draft = draft().tempfile_in(folder)?;
        let path = draft.path().to_owned();
        let lock = draft.as_file().try_clone().ok();
        Ok((draft, path, lock))
    })?;
    let (file, path_of_draft) = draft.into_parts();
    let mut out = BufWriter::with_capacity(1 << 17, file);
    let written = write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(permissions) = permissions(path)? {
        file.set_permissions(permissions)?;
    }
    file.sync_all()?;
    path_of_draft.persist(path)?;
    Ok(written)
}

/// How many links may lead from one to the next, as on Linux.
const MOST_LINKS: usize = 40;

/// Returns the path that symbolic links lead to, whether or not there is anything.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            // A link is read from where it lies.
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links lead nowhere"))
}

/// Returns the permissions of the file that is there, if there is one.
fn permissions(path: &Path) -> io::Result<Option<Permissions>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.is_file().then(|| metadata.permissions())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns a maker of drafts with the permissions that new files ordinarily have; those of drafts are stricter.
fn draft() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(leftover::FILE);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write as _;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn write(path: &Path) -> io::Result<()> {
        whole_file(path, |out| out.write_all(b"new"))
    }

    #[test]
    fn permissions_and_links_stay() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let (file, link, far) = (inner.join("a"), inner.join("b"), dir.path().join("c"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        symlink("inner/b", &far).unwrap();
        write(&far).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!([&link, &far].map(|link| link.is_symlink()) == [true; 2]);
    }

    #[test]
    fn a_link_to_nothing_is_filled_and_one_in_a_circle_refused() {
        let dir = tempfile::tempdir().unwrap();
        let (link, circle) = (dir.path().join("a"), dir.path().join("b"));
        symlink("new", &link).unwrap();
        write(&link).unwrap();
        assert!(link.is_symlink() && dir.path().join("new").is_file());
        symlink("b", &circle).unwrap();
        assert!(write(&circle).is_err());
        assert!(circle.is_symlink());
    }
}
