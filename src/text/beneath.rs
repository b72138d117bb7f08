//! Files of a folder that may come from anybody: no symbolic link in it leads reading or writing out of it.
//!
//! Paths are walked folder by folder, each opened from the one above it without following a link, so that nothing that
//! changes meanwhile leads elsewhere.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::leftover;
use step::Folder;

/// A folder whose files are read and replaced, and nothing beyond it.
#[derive(Debug)]
pub struct Beneath {
    /// Its path without links.
    root: PathBuf,
    /// Its path as it was given.
    given: PathBuf,
}

impl Beneath {
    /// Returns the folder of a path, which may itself be a link.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn of(dir: &Path) -> io::Result<Self> {
        Ok(Self {
            root: fs::canonicalize(dir)?,
            given: dir.to_owned(),
        })
    }

    /// Opens a file of the folder for reading; links are followed as long as they stay inside.
    ///
    /// # Errors
    ///
    /// Those of the file system, and one for a link that leads out of the folder, for a folder, and for a pipe or a device,
    /// which might never end.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        let real = fs::canonicalize(self.root.join(self.inside(path)?))?;
        let inside = real.strip_prefix(&self.root).map_err(|_| leads_out())?;
        let (folder, name) = self.walk(inside)?;
        regular(folder.open_file(name)?)
    }

    /// Replaces the bytes of a file of the folder, which must still be those it was read with.
    ///
    /// The new bytes are on the disk under another name before that name takes the place of the file, so that a process
    /// or a machine that dies at any moment leaves the old file or the new one. Permissions stay.
    ///
    /// # Errors
    ///
    /// Those of the file system, one where the file is a symbolic link or lies behind one, and one of kind
    /// [`io::ErrorKind::ResourceBusy`] when the file is no longer what it was; the file is then as it was found.
    pub fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
        let inside = self.inside(path)?;
        let (folder, name) = self.walk(inside)?;
        let above = self.root.join(inside);
        let above = above.parent().unwrap_or(&self.root);
        leftover::sweep(above);
        // Two of us must not both find the file unchanged and then replace it one after the other.
        let held = regular(folder.open_file(name)?)?;
        held.lock()?;
        let (mut draft, _registered, _) = leftover::registered(|| {
            let mut builder = tempfile::Builder::new();
            builder.prefix(leftover::FILE);
            let draft = builder.make_in(above, |path| folder.create(file_name(path)?))?;
            let path = draft.path().to_owned();
            let lock = draft.as_file().try_clone().ok();
            Ok((draft, path, lock))
        })?;
        draft.write_all(new)?;
        let permissions = held.metadata()?.permissions();
        draft.as_file().set_permissions(permissions)?;
        draft.as_file().sync_all()?;
        // Whoever held the lock before may have put another file there.
        let mut now = Vec::new();
        regular(folder.open_file(name)?)?.read_to_end(&mut now)?;
        if now != old {
            return Err(io::Error::new(
                io::ErrorKind::ResourceBusy,
                "it was changed while it was being worked on",
            ));
        }
        folder.rename(file_name(draft.path())?, name)?;
        // What was renamed is no longer to be removed.
        let _ = draft.into_temp_path().keep();
        folder.sync()
    }

    /// Returns the path below the folder that a path names, which may begin with the folder's own.
    fn inside<'p>(&self, path: &'p Path) -> io::Result<&'p Path> {
        let inside = path.strip_prefix(&self.given).unwrap_or(path);
        let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        match inside.components().all(stays) {
            true => Ok(inside),
            false => Err(leads_out()),
        }
    }

    /// Returns the folder in which a path below ends, opened without following a link, and the name in it.
    fn walk<'p>(&self, inside: &'p Path) -> io::Result<(Folder, &'p OsStr)> {
        let name = file_name(inside)?;
        let mut folder = Folder::open(&self.root)?;
        for part in inside.parent().into_iter().flat_map(Path::components) {
            if let Component::Normal(part) = part {
                folder = folder.enter(part)?;
            }
        }
        Ok((folder, name))
    }
}

fn file_name(path: &Path) -> io::Result<&OsStr> {
    let name = path.file_name();
    name.ok_or_else(|| io::ErrorKind::IsADirectory.into())
}

fn regular(file: File) -> io::Result<File> {
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    Ok(file)
}

fn leads_out() -> io::Error {
    io::Error::other("it leads out of the data folder")
}

fn is_a_link() -> io::Error {
    io::Error::other("it is a symbolic link or lies behind one, through which nothing is written")
}

/// One folder of a path, by its descriptor.
#[cfg(unix)]
mod step {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use rustix::fs::{Mode, OFlags, openat, renameat};
    use rustix::io::Errno;

    #[derive(Debug)]
    pub(super) struct Folder(File);

    impl Folder {
        pub fn open(path: &Path) -> io::Result<Self> {
            File::open(path).map(Self)
        }

        pub fn enter(&self, name: &OsStr) -> io::Result<Self> {
            self.at(name, OFlags::RDONLY | OFlags::DIRECTORY).map(Self)
        }

        /// Opens a file for reading, without waiting for whoever writes into a pipe.
        pub fn open_file(&self, name: &OsStr) -> io::Result<File> {
            self.at(name, OFlags::RDONLY | OFlags::NONBLOCK)
        }

        pub fn create(&self, name: &OsStr) -> io::Result<File> {
            self.at(name, OFlags::RDWR | OFlags::CREATE | OFlags::EXCL)
        }

        pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            Ok(renameat(&self.0, from, &self.0, to)?)
        }

        /// Makes changes of names last through a crash of the machine.
        pub fn sync(&self) -> io::Result<()> {
            self.0.sync_all()
        }

        fn at(&self, name: &OsStr, flags: OFlags) -> io::Result<File> {
            let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            match openat(&self.0, name, flags, Mode::RUSR | Mode::WUSR) {
                Ok(file) => Ok(file.into()),
                // What a link answers that is to be opened as a file, and as a folder.
                Err(Errno::LOOP | Errno::MLINK) => Err(super::is_a_link()),
                Err(Errno::NOTDIR) if self.is_link(name) => Err(super::is_a_link()),
                Err(error) => Err(error.into()),
            }
        }

        fn is_link(&self, name: &OsStr) -> bool {
            rustix::fs::readlinkat(&self.0, name, Vec::new()).is_ok()
        }
    }
}

/// One folder of a path, by its path: where files are not opened below a descriptor, links are looked for before.
#[cfg(not(unix))]
mod step {
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io;
    use std::path::{Path, PathBuf};

    #[derive(Debug)]
    pub(super) struct Folder(PathBuf);

    impl Folder {
        pub fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub fn enter(&self, name: &OsStr) -> io::Result<Self> {
            self.unlinked(name).map(Self)
        }

        pub fn open_file(&self, name: &OsStr) -> io::Result<File> {
            File::open(self.unlinked(name)?)
        }

        pub fn create(&self, name: &OsStr) -> io::Result<File> {
            let mut options = File::options();
            options.read(true).write(true).create_new(true);
            options.open(self.0.join(name))
        }

        pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            fs::rename(self.0.join(from), self.0.join(to))
        }

        pub fn sync(&self) -> io::Result<()> {
            Ok(())
        }

        fn unlinked(&self, name: &OsStr) -> io::Result<PathBuf> {
            let path = self.0.join(name);
            match path.symlink_metadata()?.is_symlink() {
                true => Err(super::is_a_link()),
                false => Ok(path),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_if_it_is_what_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        fs::write(&path, "old").unwrap();
        let folder = Beneath::of(dir.path()).unwrap();
        folder.replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let error = folder.replace(&path, b"old", b"newer").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let folder = Beneath::of(dir.path()).unwrap();
        folder.replace(&path, b"old", b"new").unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn reading_follows_links_that_stay_inside_and_writing_none() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let place = |path: &str| dir.path().join(path);
        for folder in ["case/claims", "out"] {
            fs::create_dir_all(place(folder)).unwrap();
        }
        for file in ["case/claims/a.json", "out/key"] {
            fs::write(place(file), "old").unwrap();
        }
        let link = |to: &str, at: &str| symlink(to, place(at)).unwrap();
        link("claims/a.json", "case/inside");
        link("../out/key", "case/outside");
        link("../out", "case/folder");
        link("inside", "case/again");
        link("circle", "case/circle");
        link("case", "named");
        let folder = Beneath::of(&place("named")).unwrap();
        let reads = |path: &str| folder.open(&place("named").join(path)).is_ok();
        assert_eq!(
            ["claims/a.json", "inside", "again"].map(reads),
            [true; 3],
            "inside"
        );
        let out = ["outside", "folder/key", "circle", "../out/key", "claims"];
        assert_eq!(out.map(reads), [false; 5], "outside");
        let path = |path: &str| place("named").join(path);
        for linked in ["inside", "outside", "folder/key", "../out/key"] {
            folder.replace(&path(linked), b"old", b"new").unwrap_err();
        }
        folder
            .replace(&path("claims/a.json"), b"old", b"new")
            .unwrap();
        assert_eq!(fs::read(place("out/key")).unwrap(), b"old");
        assert_eq!(fs::read(place("case/claims/a.json")).unwrap(), b"new");
    }
}
