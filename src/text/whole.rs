//! Files that appear whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

/// Writes a file beside its place and moves it there once it is whole and on the disk.
///
/// # Errors
///
/// Those of the file system and of `write`; there is then no file, or the one that was there before.
pub fn whole_file<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> io::Result<T> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let draft = draft().tempfile_in(folder.unwrap_or(Path::new(".")))?;
    let (file, path_of_draft) = draft.into_parts();
    let mut out = BufWriter::with_capacity(1 << 17, file);
    let written = write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    path_of_draft.persist(path)?;
    Ok(written)
}

/// Returns a maker of drafts with the permissions that new files ordinarily have; those of drafts are stricter.
fn draft() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".claimgraph-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
