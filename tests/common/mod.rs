//! What the tests of the program share: running it, and folders to run it in.

use std::path::Path;
use std::process::{Command, Output};

/// A folder that is removed with its value, holding a copy of the data that ships.
pub struct Workplace(tempfile::TempDir);

impl Workplace {
    /// Returns a folder with `graph-data` in it, and the table that the documentation imports.
    pub fn with_data() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for folder in ["graph-data", "docs/import.in"] {
            copy(Path::new(folder), &dir.path().join(folder));
        }
        Self(dir)
    }

    /// Returns its path.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program there.
    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command().args(args).output();
        Ran(output.expect("the program runs"))
    }

    /// Returns the program, to be run there, with a cache of its own.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
        command
            .current_dir(self.path())
            .env("XDG_CACHE_HOME", self.path().join("cache"))
            .env_remove("CLAIMGRAPH_DATA");
        command
    }
}

/// What a run of the program left.
pub struct Ran(Output);

impl Ran {
    /// Returns what it printed as its answer.
    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("UTF-8")
    }

    /// Returns what it printed as a remark or error.
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("UTF-8")
    }

    /// Returns its exit status.
    pub fn status(&self) -> i32 {
        self.0.status.code().expect("an exit status")
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}
