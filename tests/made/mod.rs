//! Faulty data that cannot be committed: what it is, and how it is made.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use claimgraph::diagnostic::Code;

/// Data made when the test runs: the valid case, changed.
pub struct Made {
    /// The code it shows.
    pub code: Code,
    /// Its name among those of the code.
    pub form: &'static str,
    changes: &'static [Change],
}

/// A change to a data folder; paths are in it.
#[derive(Clone, Copy)]
pub enum Change {
    /// Removes a file or folder; the empty path stands for the data folder itself.
    Remove(&'static str),
    /// Makes a folder.
    Folder(&'static str),
    /// Writes a file.
    File(&'static str, &'static str),
    /// Writes a file of a text, repeated, between two others.
    Repeat(&'static str, [&'static str; 3], usize),
    /// Makes a symbolic link to a path.
    Link(&'static str, &'static str),
    /// Makes a named pipe.
    Pipe(&'static str),
    /// Takes all permissions from a file or folder.
    Lock(&'static str),
}

use Change::{File, Folder, Link, Lock, Pipe, Remove, Repeat};

/// The data that cannot be committed.
pub const MADE: &[Made] = &[
    Made {
        code: Code::MissingFolder,
        form: "nowhere",
        changes: &[Remove("")],
    },
    Made {
        code: Code::MissingFolder,
        form: "file",
        changes: &[Remove(""), File("", "not a folder\n")],
    },
    Made {
        code: Code::EmptyFolder,
        form: "nothing-in-it",
        changes: &[Remove(""), Folder("")],
    },
    Made {
        code: Code::EmptyFolder,
        form: "only-other-files",
        changes: &[Remove(""), Folder(""), File("notes.txt", "later\n")],
    },
    Made {
        code: Code::EmptyFolder,
        form: "no-claims",
        changes: &[
            Remove("claims"),
            Folder("claims"),
            File("claims/.letter.json", "the swap file of an editor"),
        ],
    },
    Made {
        code: Code::Unreadable,
        form: "folder-for-a-file",
        changes: &[
            Remove("entities.json"),
            Folder("entities.json"),
            Folder("claims/memo.json"),
        ],
    },
    Made {
        code: Code::Unreadable,
        form: "file-for-a-folder",
        changes: &[Remove("claims"), File("claims", "{}\n")],
    },
    Made {
        code: Code::Unreadable,
        form: "dangling-link",
        changes: &[Link("claims/memo.json", "../moved.json")],
    },
    Made {
        code: Code::Unreadable,
        form: "pipe-and-device",
        changes: &[
            Pipe("claims/pipe.json"),
            Link("claims/zero.json", "/dev/zero"),
        ],
    },
    Made {
        code: Code::Unreadable,
        form: "locked-file",
        changes: &[Lock("sources.json")],
    },
    Made {
        code: Code::Unreadable,
        form: "locked-folder",
        changes: &[Lock("claims")],
    },
    Made {
        code: Code::LongLine,
        form: "hundred-megabytes",
        changes: &[Repeat(
            "claims/long.json",
            [
                "{\n\"source\": \"letter\", \"claims\": [\"",
                "艾达给",
                "\"]}\n",
            ],
            11_000_000,
        )],
    },
    Made {
        code: Code::DeepNesting,
        form: "ten-thousand",
        changes: &[Repeat(
            "claims/deep.json",
            ["{\"source\": \"letter\",\n\"claims\": ", "[", "\n"],
            10_000,
        )],
    },
    Made {
        code: Code::DeepNesting,
        form: "objects",
        changes: &[Repeat(
            "claims/deep.json",
            ["", "{\"a\":\n", "\"[[[[[[[[[\"\n"],
            10_000,
        )],
    },
];

/// Makes a data folder out of the valid one; returns whether it could be, which it cannot where locks do not bind, as for root.
pub fn make(made: &Made, valid: &Path, data: &Path) -> bool {
    copy(valid, data);
    made.changes.iter().all(|change| apply(*change, data))
}

fn apply(change: Change, data: &Path) -> bool {
    let at = |path: &str| {
        if path.is_empty() {
            data.to_owned()
        } else {
            data.join(path)
        }
    };
    match change {
        Remove(path) if at(path).is_dir() => fs::remove_dir_all(at(path)).unwrap(),
        Remove(path) => fs::remove_file(at(path)).unwrap(),
        Folder(path) => fs::create_dir(at(path)).unwrap(),
        File(path, text) => fs::write(at(path), text).unwrap(),
        Repeat(path, [before, unit, after], count) => {
            let mut file = fs::File::create(at(path)).unwrap();
            file.write_all(before.as_bytes()).unwrap();
            file.write_all(unit.repeat(count).as_bytes()).unwrap();
            file.write_all(after.as_bytes()).unwrap();
        }
        Link(path, target) => std::os::unix::fs::symlink(target, at(path)).unwrap(),
        Pipe(path) => {
            let made = Command::new("mkfifo").arg(at(path)).status().unwrap();
            assert!(made.success());
        }
        Lock(path) => {
            set_mode(&at(path), 0o000);
            return fs::File::open(at(path)).is_err();
        }
    }
    true
}

/// Gives back the permissions, so that the folder can be removed.
pub fn unlock(made: &Made, data: &Path) {
    for change in made.changes {
        if let Lock(path) = change {
            set_mode(&data.join(path), 0o700);
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
